"""Groups the lines of a chat log into turns. All messages of a file start with the same form of time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from digest.model import LeftOut
from digest.sources.chat_lines import Kind, Line, bare_name, line_of
from digest.sources.chat_notices import EXPORT, NOTICE, is_bare_notice, is_notice
from digest.sources.chat_times import day_line
from digest.sources.dates import Moment

__all__ = ["Log", "Turn", "named_log", "timed_log"]

_SAMPLE = 3000
"""Lines from which the form of a file is detected."""
_LEAST_TIMED = 0.25
"""Smallest share of lines with a time and a name for a timed log; people do not type that in messages."""
_LEAST_NAMED = 0.6
"""The same without times; higher, because prose also has words before colons."""
_LEAST_TURNS = 0.2
"""The same for speakers who take turns, with several paragraphs in each turn."""
_RARE = 0.2
"""A form of time below this share of the most common one is part of messages."""
_FIELDS = (
    "note edit update ps p.s tldr tl;dr source sources warning info error debug warn fatal trace critical notice "
    "from to cc bcc subject date sent newsgroups path organization lines references message-id mime-version type "
    "content-type example summary conclusion title author authors url link http https step pro con pros cons todo "
    "caution fixme hint tip remark disclaimer spoiler eta abstract keywords"
)
_NO_SPEAKERS = frozenset(_FIELDS.split())
"""Words before colons in notes, mail and machine logs, which are not speakers."""
_HEADING = re.compile(
    r"[-=*#_~\s]{3,}$|\[LINE\]|session start|conversation with|"
    r"\s*(?:guild|channel|topic|messages?|after|before|saved (?:on|at)|exported|date saved|conversation|participants|"
    r"server|chat|session|logging|保存日時|저장한 날짜)\b.{0,20}?[:：]",
    re.IGNORECASE,
)
"""A rule, or a field of the export's own, such as `Channel: bridge`."""
_QUOTED = re.compile(r"[“”„«\"]")


@dataclass(slots=True)
class Turn:
    """One contribution while its lines are collected.

    Attributes:
        moment: when, as it was written.
        first: its first line in the file, and `last`: its last one.
        words: its lines.
        answers: the name of the one that it says it answers.
    """

    author: str
    moment: Moment | None
    first: int
    last: int
    words: list[str] = field(default_factory=list)
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """A parsed chat log.

    Attributes:
        why: how it was recognised.
        days: lines with only a day, by the index of the next turn.
        left_out: lines that are not posts.
        stray: the number of the first line before any name that is not the title, or None.
    """

    title: str
    turns: tuple[Turn, ...]
    why: str
    days: dict[int, Moment] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    stray: int | None = None


def timed_log(rows: Sequence[tuple[int, str]]) -> Log | None:
    """A chat whose messages start with a time and a name.

    Args:
        rows: the lines that are not blank, each with its number.
    """
    sample = [line_of(number, text) for number, text in rows[:_SAMPLE]]
    spoken = [line for line in sample if line.stamp and line.speaks]
    shapes = _own_shapes(spoken)
    mine = [line for line in spoken if line.stamp and line.stamp.shape in shapes]
    timed = sum(1 for line in sample if line.stamp and line.stamp.shape in shapes)
    notices = timed - len(mine)
    dated = any(line.stamp and line.stamp.moment.dated for line in mine)
    if len(mine) < (2 if dated else 3) or len(mine) < _LEAST_TIMED * (len(sample) - notices):
        return None
    if notices > 3 * len(mine) or _machine({line.name for line in mine}):
        return None
    kinds = Counter(line.kind for line in mine)
    lines = (line_of(number, text) for number, text in rows)
    log = _gathered(list(lines), lambda line: bool(line.stamp and line.stamp.shape in shapes), main=kinds)
    example = mine[0].text[: mine[0].stamp.end if mine[0].stamp else 0].strip()
    return replace(log, why=f"{len(mine):,} messages start with times such as `{example}` and names")


def _own_shapes(spoken: Sequence[Line]) -> frozenset[str]:
    """The forms of time that start messages: the most common one, and other frequent ones.

    If messages have dates, a time without a date starts no message.
    """
    counts = Counter(line.stamp.shape for line in spoken if line.stamp)
    if not counts:
        return frozenset()
    dated = {line.stamp.shape for line in spoken if line.stamp and line.stamp.moment.dated}
    if sum(counts[shape] for shape in dated) >= _RARE * counts.total():
        counts = Counter({shape: count for shape, count in counts.items() if shape in dated})
    most = counts.most_common(1)[0][1]
    return frozenset(shape for shape, count in counts.items() if count >= _RARE * most)


def _machine(names: set[str]) -> bool:
    """Whether the words before colons are levels or fields of a machine log or of mail."""
    return sum(name.casefold() in _NO_SPEAKERS for name in names) > len(names) / 2


def named_log(
    rows: Sequence[tuple[int, str]], *, gaps: set[int], strict: bool = False, told: bool = False
) -> Log | None:
    """A chat or script without times: `Name: words` or `<name> words`.

    Args:
        rows: the lines that are not blank, each with its number.
        gaps: the numbers of lines that follow a blank one, or stand first.
        strict: only where most lines name somebody, as in Markdown, where prose has colons as well.
        told: the editor named this format, so every name before a colon is a speaker.
    """
    lines = [line_of(number, text) for number, text in rows[0 if told else 1 : _SAMPLE + 1]]
    spoken = [line for line in lines if line.stamp is None and line.kind in ("nick", "name") and _is_name(line.name)]
    names = Counter(line.name for line in spoken)
    regulars = sum(count for count in names.values() if count > 1)
    if not spoken or (not told and (len(spoken) < 4 or regulars < 0.6 * len(spoken) or _machine(set(names)))):
        return None
    above = sum(not line.words for line in spoken)  # a name alone, with the words below it
    dense = told or len(spoken) + above >= _LEAST_NAMED * len(lines)
    turns = not strict and _take_turns(spoken, names, gaps) and len(spoken) >= _LEAST_TURNS * len(lines)
    if not dense and not turns:
        return None
    speakers = set(names) if dense else {name for name, count in names.items() if count > 1}
    known = Counter(line.kind for line in spoken)

    def begins(line: Line) -> bool:
        if line.stamp is not None or line.kind not in ("nick", "name") or not _is_name(line.name):
            return False
        once = line.number in gaps and line.name.casefold() not in _NO_SPEAKERS
        return line.kind == "nick" or line.name in speakers or dense or once

    whole = [line_of(number, text) for number, text in rows]
    people = [name for name, _ in names.most_common(3)]
    log = _gathered(whole, begins, main=known)
    return replace(log, why=f"names ({', '.join(people)}{', …' if len(names) > 3 else ''}) precede the text of posts")


def _take_turns(spoken: Sequence[Line], names: Counter[str], gaps: set[int]) -> bool:
    """Whether speakers alternate in paragraphs of their own; in prose, the words before colons rarely recur."""
    changes = sum(one.name != other.name for one, other in pairwise(spoken))
    apart = sum(line.number in gaps for line in spoken)
    often = sum(count for count in names.values() if count > 1)
    return (
        len(names) > 1
        and changes >= 0.6 * (len(spoken) - 1)
        and apart >= 0.8 * len(spoken)
        and often >= 0.9 * len(spoken)
        and all(name[:1].isupper() or not name[:1].isalpha() or not name[:1].islower() for name in names)
    )


def _is_name(name: str) -> bool:
    """Whether words before a colon can be a name without a time: only few words, and not a sentence."""
    words = name.split()
    return (
        0 < len(words) <= 5
        and len(name) <= 50
        and not re.search(r"[?!;\"“”„«»…]|[,.](?=\s)(?<!\b[A-Z]\.)(?<!\b(?:Dr|Mr|Ms|St)\.)(?<!Mrs\.)(?<!Prof\.)", name)
        and name[:1] not in "#>-=|/\\{}`'"
        and not name.casefold().startswith(("http", "www."))
        and any(map(str.isalnum, name))
    )


def _gathered(lines: Sequence[Line], begins: Callable[[Line], bool], *, main: Counter[Kind]) -> Log:
    """The turns of a log, given the lines that start one."""
    speakers = Counter(line.name for line in lines if begins(line) and line.speaks)
    actions = main["nick"] or main["action"] or main["tab"]
    title, rest = _title(lines, begins, speakers)
    turns: list[Turn] = []
    days: dict[int, Moment] = {}
    left_out: list[LeftOut] = []
    stray: int | None = None
    for line in rest:
        if line.kind == "action" and not begins(line) and not (actions and line.name in speakers):
            line = replace(line, kind="words")
        if begins(line) or (line.kind == "action" and actions):
            if line.speaks and _says(line, speakers, main):
                turns.append(_turn(line))
            elif line.kind == "words" and turns and not _is_program(line, main):
                _append(turns[-1], line)
            else:
                left_out.append(replace(NOTICE, line=line.number))
        elif (day := day_line(line.text)) and (not turns or _undated(turns)):
            days[len(turns)] = day
            left_out.append(replace(NOTICE, line=line.number))
        elif (line.kind == "notice" and actions) or (line.stamp is None and is_bare_notice(line.text)):
            left_out.append(replace(NOTICE, line=line.number))
        elif turns:
            _append(turns[-1], line)
        elif _is_heading(line):
            left_out.append(replace(EXPORT, line=line.number))
        else:
            stray = stray or line.number
    return Log(title, tuple(turns), "", days, tuple(left_out), stray)


def _turn(line: Line) -> Turn:
    words = line.words
    return Turn(
        line.name, line.stamp.moment if line.stamp else None, line.number, line.number, [words] if words else []
    )


def _append(turn: Turn, line: Line) -> None:
    turn.words.append(line.text)
    turn.last = line.number


def _undated(turns: Sequence[Turn]) -> bool:
    moment = turns[-1].moment
    return moment is None or not moment.dated or bool(moment.day and not moment.day[0])


def _says(line: Line, speakers: Counter[str], main: Counter[Kind]) -> bool:
    """Whether a line is speech: "Ann changed the subject to “A: b”" has a colon, too, and no speaker of that name."""
    if line.kind == "name" and main["nick"] > 2 * main["name"]:
        return line.name in speakers and speakers[line.name] > 1
    if line.kind != "name" or speakers[line.name] > 1:
        return True
    if not _QUOTED.search(line.name):
        return True
    somebody = any(line.name.startswith(f"{name} ") for name, count in speakers.items() if count > 1)
    return not somebody and not is_notice(line.name)


def _is_program(line: Line, main: Counter[Kind]) -> bool:
    """Whether a timed line without a speaker is a notice; a line with another form of time may be part of a message."""
    if line.stamp and line.stamp.moment.dated:
        return True
    return bool(main["nick"] or main["tab"] or main["zoom"]) or is_notice(line.words)


def _is_heading(line: Line) -> bool:
    """Whether a line before the first message is the export's own: a rule, or a field such as `Channel: bridge`."""
    return line.kind in ("name", "notice", "words") and bool(_HEADING.match(line.text))


def _title(lines: Sequence[Line], begins: Callable[[Line], bool], speakers: Counter[str]) -> tuple[str, Sequence[Line]]:
    """The title, where the first line is one, and the other lines.

    "Ask HN: …" looks like a contribution, but nobody of that name speaks again.
    """
    first = lines[0]
    if first.stamp is not None or day_line(first.text) or first.kind in ("nick", "notice") or _is_heading(first):
        return "", lines
    if begins(first) and (speakers[first.name] > 1 or first.kind != "name"):
        return "", lines
    return bare_name(first.text.lstrip("# ")), lines[1:]
