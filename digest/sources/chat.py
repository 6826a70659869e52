"""Chat logs and scripts of spoken debates: names and times at the start of lines mark the posts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from digest.errors import ContentError
from digest.model import Document, LeftOut, Post, PostStatus
from digest.sources.base import Reader, SourceFile, document
from digest.sources.chat_answers import FoundParent, Spoken, answered
from digest.sources.chat_blocks import block_log, record_log
from digest.sources.chat_log import Log, Turn, named_log, timed_log
from digest.sources.chat_notices import EMPTY, NOTICE, spoken
from digest.sources.chat_times import dates
from digest.sources.dates import moment_of
from digest.sources.markup import from_plain
from digest.sources.markup.pieces import Body, Inline, Piece, assemble
from digest.sources.markup.plain import classified

__all__ = ["READER"]

_FENCE = re.compile(r"```[\w+-]*+\n?(.*?)\n?```", re.DOTALL)
_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
_EVERYWHERE = 0.9
"""If more messages than this start with U+200E, the mark does not distinguish notices."""
_HINT = "start each post with `Name: `"
_OPEN = LeftOut("dates", "nothing in the chat distinguishes day and month")
_NO_DAY = LeftOut("times of day", "they have no date")


@dataclass(frozen=True, slots=True)
class _Contribution:
    """A contribution that becomes a post."""

    turn: Turn
    words: str
    status: PostStatus


def _sniff(file: SourceFile) -> float:
    log = _log(file)
    return 0.7 if log is not None and log.turns else 0.0


def _log(file: SourceFile) -> Log | None:
    """The chat in a file, or None."""
    rows, gaps = _rows(file)
    if not rows or file.data is not None or file.is_page or file.text.startswith("---\n"):
        return None
    markdown = file.suffix in (".md", ".markdown")
    if markdown and any(re.match(r"#{1,6}\s", line) for _, line in rows[1:]):
        return None
    return (
        record_log(rows, gaps=gaps) or timed_log(rows) or block_log(rows) or named_log(rows, gaps=gaps, strict=markdown)
    )


def _rows(file: SourceFile) -> tuple[list[tuple[int, str]], set[int]]:
    """The lines that are not blank with their numbers, and the numbers of those that follow a blank one.

    A title from the front matter stands first, as the title of a file without one does; its words do not matter.
    """
    lines = file.text.split("\n")
    rows = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    gaps = {number for number, _ in rows if number == 1 or not lines[number - 2].strip()}
    return ([(0, "Title"), *rows] if file.title else rows), gaps


def _read(file: SourceFile, language: str) -> Document:
    log = _log(file)
    if log is None and file.data is None:  # the editor has named this format
        rows, gaps = _rows(file)
        log = named_log(rows, gaps=gaps, told=True)
    if log is None or not log.turns:
        raise ContentError(file.fault("this chat has no speakers", hint=_HINT))
    if log.stray is not None:
        hint = f"give the title on line 1 and {_HINT}"
        raise ContentError(file.fault("no name precedes this line", line=log.stray, hint=hint))
    said, left_out, title = _said(log)
    if not said:
        raise ContentError(file.fault("this chat has no posts", hint=_HINT))
    times, open_ = _times(file, log)
    when = [times[id(one.turn)] for one in said]
    answers = answered([Spoken(_id(one.turn), one.turn.author, one.words, one.turn.answers) for one in said])
    posts = [_post(one, answer, time) for one, answer, time in zip(said, answers, when, strict=True)]
    return document(
        file,
        title=log.title or title or file.stem,
        format="markdown",
        posts=posts,
        language=language,
        date=posts[0].date,
        left_out=[*log.left_out, *left_out, *open_],
        why=log.why,
    )


def _said(log: Log) -> tuple[list[_Contribution], list[LeftOut], str]:
    """The contributions without the program's own texts, and the group's name if the log has it.

    WhatsApp for iOS marks its own texts with U+200E; some programs put that mark before every message.
    """
    marked = sum(bool(turn.words) and turn.words[0].startswith("\u200e") for turn in log.turns)
    everywhere = marked >= _EVERYWHERE * len(log.turns)
    found: list[_Contribution] = []
    left_out: list[LeftOut] = []
    silent: Counter[str] = Counter()
    for turn in log.turns:
        words = "\n\n".join(turn.words)
        words, status, notes = spoken(words.lstrip("\u200e") if everywhere else words)
        left_out += [replace(note, line=turn.first) for note in notes]
        if words.strip() or status == "deleted":
            found.append(_Contribution(turn, words, status))
        elif not notes:
            left_out.append(replace(EMPTY, line=turn.first))
        silent[turn.author] += notes == (NOTICE,) and not words
    speakers = {one.turn.author for one in found}
    group = [turn.author for turn in log.turns[:1] if turn.author not in speakers and silent[turn.author]]
    return found, left_out, group[0] if group else ""


def _times(file: SourceFile, log: Log) -> tuple[dict[int, datetime | None], list[LeftOut]]:
    """The date of each turn, and how many times have no day, or an ambiguous one."""
    moments = [turn.moment for turn in log.turns]
    days = dict(log.days)
    clocks = any(moment and not moment.dated for moment in moments)
    if clocks and not days and (found := _IN_NAME.search(file.stem)) and (day := moment_of("-".join(found.groups()))):
        days[0] = day  # a log of one day is named after it
    times = dates(moments, days=days)
    notes: list[LeftOut] = []
    for turn, moment, time in zip(log.turns, moments, times, strict=True):
        if moment and time is None:
            notes.append(replace(_OPEN if moment.numbers else _NO_DAY, line=turn.first))
    return {id(turn): time for turn, time in zip(log.turns, times, strict=True)}, notes


def _id(turn: Turn) -> str:
    return f"l{turn.first}"


def _post(one: _Contribution, answer: FoundParent, when: datetime | None) -> Post:
    body = _body(one.words)
    parent, confidence, cue = answer
    return Post(
        id=_id(one.turn),
        text=body.text,
        author=one.turn.author,
        date=when,
        parent=parent,
        parent_confidence=confidence,
        parent_cue=cue,
        blocks=body.blocks,
        marks=body.marks,
        lines=(one.turn.first, one.turn.last),
        status=one.status,
    )


def _body(words: str) -> Body:
    """The text of a message; lines between fences are code and are kept unchanged."""
    if "```" not in words:
        return from_plain(words)
    pieces: list[Piece] = []
    at = 0
    for found in _FENCE.finditer(words):
        pieces += [piece for part in words[at : found.start()].split("\n\n") for piece in classified(Inline(part))]
        pieces.append(Piece("code", Inline(found[1].replace("\n\n", "\n"))))
        at = found.end()
    pieces += [piece for part in words[at:].split("\n\n") for piece in classified(Inline(part))]
    return assemble(pieces)


READER = Reader("chat", _sniff, _read, known_by="its lines start with names")
