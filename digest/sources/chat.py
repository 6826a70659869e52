"""Chat logs and scripts of spoken debates: `Name: words` or `<name> words`, with or without a time before it.

Nobody says in a chat whom they answer. Whoever names somebody ("@ben", "Ben, …") answers what that one said last;
whoever names nobody answers what somebody else said last. Both are inferred and say so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from digest.errors import ContentError
from digest.model import Document, Post
from digest.sources.base import Reader, SourceFile, document, one_line
from digest.sources.chat_times import TIME, dates
from digest.sources.markup import from_plain

__all__ = ["READER"]

_NAME = r"(?:<[@+%~&]?(?P<nick>[^<>\n]{1,40})>|(?P<name>[^\W\d_][\w.'’-]*(?: [\w.'’()-]+){0,3}):)"
_LINE = re.compile(rf"(?:{TIME})?{_NAME}[ \t]+(?=\S)")
_NOTICE = re.compile(TIME)
_ADDRESSED = re.compile(r"@?([^\W\d_][\w.'’-]*(?: [\w.'’()-]+){0,3})[,:](?=\s)")
_MENTIONED = re.compile(r"(?<!\S)@([\w.'’-]*\w)")
_LEAST_SHARE = 0.6
"""Of the lines below the title, how many begin with a name."""
_LEAST_TIMED = 0.25
"""The same where a time stands before each name: nobody types that in the midst of what they say."""
_NAMES = 0.8
"""Confidence that whoever names somebody answers what that one said last."""
_FOLLOWS = 0.5
"""Confidence that whoever names nobody answers what somebody else said last."""


@dataclass(slots=True)
class _Turn:
    """One contribution while its lines are gathered."""

    author: str
    time: str
    first: int
    last: int
    words: list[str] = field(default_factory=list)


def _sniff(file: SourceFile) -> float:
    if file.data is not None or file.text.startswith("---\n") or file.suffix in (".md", ".markdown"):
        return 0.0
    lines = [line for line in file.text.split("\n") if line.strip()][1:]
    names = Counter(_speaker(found) for line in lines if (found := _LINE.match(line)))
    spoken = sum(names.values())
    regulars = sum(count for count in names.values() if count > 1)
    notices = sum(1 for line in lines if _NOTICE.match(line) and not _LINE.match(line))
    least = _LEAST_TIMED if all(_NOTICE.match(line) for line in lines if _LINE.match(line)) else _LEAST_SHARE
    enough = spoken >= least * (len(lines) - notices)
    return 0.7 if spoken >= 4 and enough and regulars >= 0.6 * spoken else 0.0


def _speaker(found: re.Match[str]) -> str:
    return one_line(found["nick"] or found["name"])


def _read(file: SourceFile, language: str) -> Document:
    title, turns = _turns(file)
    times = dates([turn.time for turn in turns])
    answers = list(_answers(turns))
    posts = [_post(turn, answer, when) for turn, answer, when in zip(turns, answers, times, strict=True)]
    return document(
        file, title=title or file.stem, format="markdown", posts=posts, language=language, date=posts[0].date
    )


def _turns(file: SourceFile) -> tuple[str, list[_Turn]]:
    """The title, where line 1 is one, and who said what."""
    rows = [(number, line, _LINE.match(line)) for number, line in enumerate(file.text.split("\n"), 1) if line.strip()]
    title, turns = "", list[_Turn]()
    if rows and _is_title(rows):
        title, rows = rows[0][1], rows[1:]
    for number, line, found in rows:
        if found:
            time = line[: found.end()].partition(found["nick"] or found["name"])[0]
            turns.append(_Turn(_speaker(found), time.strip(" <"), number, number, [line[found.end() :]]))
        elif _NOTICE.match(line):
            continue  # "10:02 ben has joined": nobody says that
        elif turns:
            turns[-1].words.append(line)
            turns[-1].last = number
        else:
            hint = "give the title on line 1 and begin each contribution with `Name: `"
            raise ContentError(file.fault("nobody is named before this line", line=number, hint=hint))
    if not turns:
        raise ContentError(file.fault("nobody speaks in this chat", hint="begin each contribution with `Name: `"))
    return title, turns


def _is_title(rows: Sequence[tuple[int, str, re.Match[str] | None]]) -> bool:
    """Whether line 1 is no contribution: "Ask HN: …" looks like one, but nobody of that name speaks again."""
    _, line, found = rows[0]
    if found is None:
        return not _NOTICE.match(line)
    if found["nick"] or _NOTICE.match(line):
        return False
    return all(_speaker(other) != _speaker(found) for _, _, other in rows[1:] if other)


def _answers(turns: Sequence[_Turn]) -> Iterator[tuple[str | None, float, str]]:
    """For each turn the id that it answers, how sure that is and why."""
    called = _called({turn.author for turn in turns})
    latest: dict[str, str] = {}
    before = other = None  # the latest turn, and the latest by somebody else than who speaks in it
    for turn in turns:
        if before is not None and before.author != turn.author:
            other = before
        named = _named(turn.words[0], called, latest, turn.author)
        if named is not None:
            yield latest[named], _NAMES, f"names {named}"
        elif other is not None:
            yield _id(other), _FOLLOWS, "follows it"
        else:
            yield None, 1.0, ""
        latest[turn.author] = _id(turn)
        before = turn


def _called(speakers: set[str]) -> dict[str, str]:
    """Whom a name means: a whole one, or the first word of one that nobody else has."""
    firsts = Counter(speaker.lower().split()[0] for speaker in speakers if speaker)
    called = {first: speaker for speaker in sorted(speakers) if firsts[first := speaker.lower().split()[0]] == 1}
    return called | {speaker.lower(): speaker for speaker in sorted(speakers)}


def _named(words: str, called: dict[str, str], latest: dict[str, str], speaker: str) -> str | None:
    """Whom a contribution addresses, of those who have spoken."""
    opening = _ADDRESSED.match(words)
    for name in [*([opening[1]] if opening else []), *_MENTIONED.findall(words)]:
        whom = called.get(name.lower())
        if whom is not None and whom in latest and whom != speaker:
            return whom
    return None


def _id(turn: _Turn) -> str:
    return f"l{turn.first}"


def _post(turn: _Turn, answer: tuple[str | None, float, str], when: datetime | None) -> Post:
    body = from_plain("\n\n".join(turn.words))
    parent, confidence, cue = answer
    return Post(
        id=_id(turn),
        text=body.text,
        author=turn.author,
        date=when,
        parent=parent,
        parent_confidence=confidence,
        parent_cue=cue,
        blocks=body.blocks,
        marks=body.marks,
        lines=(turn.first, turn.last),
    )


READER = Reader("chat", _sniff, _read, known_by="names stand before what is said")
