"""Chats copied from a window: name and time on a line of their own, with the text below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from digest.model import LeftOut
from digest.sources.chat_lines import bare_name
from digest.sources.chat_log import Log, Turn
from digest.sources.chat_notices import EXPORT, NOTICE
from digest.sources.chat_times import day_line, stamp_at_end, stamp_of
from digest.sources.dates import Moment, moment_of

__all__ = ["block_log", "record_log"]

_SAMPLE = 4000
"""Lines from which the form of a file is detected."""
_OWN = 0.15
"""A form of time below this share is part of messages, unless it is next to a known name."""
_DASH = re.compile(r"\s*[—–-]\s*")
_CHROME = re.compile(
    r"\s*(?:\(?edited\)?|:[\w+-]+:(?:\s?\d+)?|\d+ repl(?:y|ies)\b.*|view (?:thread|newer replies)|last reply .*|"
    r"joined #\S+\.?|was added to #?\S+ by .*|set the channel .*|\{(?:reactions|attachments|embed|stickers)\})\s*",
    re.IGNORECASE,
)
"""Texts that the windows of Slack, Teams and Discord show around messages."""
_FOOT = re.compile(r"={20,}|Exported [\d,.]+ message\(?s?\)?")
"""How DiscordChatExporter ends a file."""
_ANSWERS = re.compile(r"\[(?:In reply to|Reply to|Antwort auf|En réponse à|En respuesta a|В ответ(?: на)?) (.{1,60})\]")
_FORWARDED = re.compile(r"\[?(?:Forwarded from|Weitergeleitet von|Переслано от|Reenviado de|Transféré de) .{1,60}")
_FIELD = re.compile(r"(From|To|Type|Sent|Received|Edited|Reaction|Attachment|Quote|Conversation|Mentions?): ?(.*)")
_SENTENCE = re.compile(r"[?!;]|[.…,](?:\s|$)|\bhttps?:")


@dataclass(frozen=True, slots=True)
class _Head:
    """A name and a time: their first and last line in the list, and their form."""

    first: int
    last: int
    name: str
    moment: Moment
    way: str
    shape: str


def block_log(rows: Sequence[tuple[int, str]]) -> Log | None:
    """A chat with name and time above each text: Telegram, Discord, Slack, Teams, WeChat.

    Args:
        rows: the lines that are not blank, each with its number.
    """
    heads = list(_heads(rows[:_SAMPLE]))
    ways = Counter(head.way for head in heads)
    for way, count in ways.most_common(3):
        own = _own([head for head in heads if head.way == way])
        if _is_form(own, min(len(rows), _SAMPLE)) and count >= 3:
            return _gathered(rows, way, own)
    return None


def _heads(rows: Sequence[tuple[int, str]]) -> Iterator[_Head]:
    for at, (_, text) in enumerate(rows):
        stamp = stamp_of(text)
        if stamp is not None:
            rest = text[stamp.end :].strip()
            before = at - 2 if at > 1 and _DASH.fullmatch(rows[at - 1][1]) else at - 1
            if rest and _is_name(rest.rstrip(":")):
                yield _Head(at, at, bare_name(rest.rstrip(":")), stamp.moment, "behind", stamp.shape)
            elif not rest and before >= 0 and _is_name(rows[before][1]):
                yield _Head(before, at, bare_name(rows[before][1]), stamp.moment, "above", stamp.shape)
            continue
        found = stamp_at_end(text)
        if found is not None and _is_name(found[0]):
            sign = re.sub(r"\w.*", "", found[1].shape) or found[1].shape[:1]
            yield _Head(at, at, bare_name(found[0]), found[1].moment, f"before {sign}", found[1].shape)


def _is_name(words: str) -> bool:
    words = words.strip()
    return 0 < len(words) <= 60 and len(words.split()) <= 6 and ": " not in words and not _SENTENCE.search(words)


def _own(heads: Sequence[_Head]) -> tuple[_Head, ...]:
    """The heads of one form that have a common time format or a recurring name."""
    shapes, names = Counter(head.shape for head in heads), Counter(head.name for head in heads)
    least = max(2, _OWN * len(heads))
    return tuple(head for head in heads if shapes[head.shape] >= least or names[head.name] > 2)


def _is_form(heads: Sequence[_Head], lines: int) -> bool:
    """Whether these are heads of messages: names recur, text follows, and they make up enough of the file."""
    if len(heads) < 3:
        return False
    names = Counter(head.name for head in heads)
    again = sum(count for count in names.values() if count > 1)
    words = sum(after.first > head.last + 1 for head, after in pairwise(heads)) + 1
    return again >= 0.5 * len(heads) and words >= 0.7 * len(heads) and len(heads) >= 0.04 * lines


def _gathered(rows: Sequence[tuple[int, str]], way: str, own: Sequence[_Head]) -> Log:
    shapes, names = {head.shape for head in own}, {head.name for head in own}
    heads = [head for head in _heads(rows) if head.way == way and (head.shape in shapes or head.name in names)]
    starts = {head.first: head for head in heads}
    turns: list[Turn] = []
    days: dict[int, Moment] = {}
    left_out: list[LeftOut] = []
    title, stray, skip = "", None, -1
    for at, (number, text) in enumerate(rows):
        if at <= skip:
            continue
        if head := starts.get(at):
            skip = head.last
            turns.append(Turn(head.name, head.moment, number, rows[head.last][0]))
        elif (stamp := stamp_of(text)) and not text[stamp.end :].strip() and turns:
            left_out.append(replace(NOTICE, line=number))  # a later message of the same person, with only a time
        elif (day := day_line(text)) and (not turns or not (turns[-1].moment and turns[-1].moment.dated)):
            days[len(turns)] = day
            left_out.append(replace(NOTICE, line=number))
        elif _CHROME.fullmatch(text):
            left_out.append(replace(NOTICE, line=number))
        elif turns and _FOOT.fullmatch(text.strip()):
            left_out.append(replace(EXPORT, line=number))
        elif turns:
            _say(turns[-1], number, text)
        elif not title and at == 0:
            title = text.strip()
        elif re.fullmatch(r"[-=*#_~\s]{3,}", text) or re.match(r"\w[\w ]{0,20}: ", text):
            left_out.append(replace(EXPORT, line=number))
        else:
            stray = stray or number
    if re.fullmatch(r"[-=*#_~\s]{3,}", title):
        title, left_out = "", [*left_out, replace(EXPORT, line=rows[0][0])]
    example = " ".join(rows[row][1].strip() for row in range(heads[0].first, heads[0].last + 1))
    why = f"{len(heads):,} messages are headed by names and times such as `{example}`"
    return Log(title, tuple(turns), why, days, tuple(left_out), stray)


def _say(turn: Turn, number: int, text: str) -> None:
    """Add a line to a message; lines about replies and forwards are recognised."""
    turn.last = number
    if not turn.words and (found := _ANSWERS.fullmatch(text.strip())):
        turn.answers = found[1]
    elif not turn.words and (found := _FORWARDED.fullmatch(text.strip())):
        turn.words.append("> ")
    elif turn.words and turn.words[0].startswith("> "):
        turn.words.append(f"> {text}")
    else:
        turn.words.append(text)


def record_log(rows: Sequence[tuple[int, str]], *, gaps: set[int]) -> Log | None:
    """A chat of records, as Signal's exporters write them: `From:`, `Type:`, `Sent:`, a blank line and the words.

    Args:
        rows: the lines that are not blank, each with its number.
        gaps: the numbers of lines that follow a blank one, or stand first.
    """
    fields = [_FIELD.match(text) for _, text in rows]
    heads = [at for at, found in enumerate(fields) if found and found[1] == "From" and rows[at][0] in gaps]
    sent = sum(1 for found in fields if found and found[1] == "Sent")
    typed = sum(1 for found in fields if found and found[1] == "Type")
    if len(heads) < 2 or sent < len(heads) or typed < len(heads):
        return None
    turns: list[Turn] = []
    inside = False
    left_out: list[LeftOut] = []
    for at, (number, text) in enumerate(rows):
        found = fields[at]
        if at in heads and found:
            name = re.sub(r"\s*\(\+?[\d\s]{5,20}\)$", "", found[2])
            turns.append(Turn(bare_name(name), None, number, number))
            inside = True
        elif not turns:
            left_out.append(replace(EXPORT, line=number))
        elif inside and found and number not in gaps:
            turns[-1].moment = moment_of(found[2]) if found[1] == "Sent" else turns[-1].moment
        else:
            inside = False
            _say(turns[-1], number, text)
    return Log("", tuple(turns), f"{len(turns):,} messages are headed by `From:` and `Sent:`", {}, tuple(left_out))
