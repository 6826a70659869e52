"""Chat logs and scripts of spoken debates: `Name: words` or `<name> words`, with or without a time before it.

Nobody says in a chat whom they answer, so each contribution stands at the top with no confidence in that.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from digest.errors import ContentError
from digest.model import Document, Post
from digest.sources.base import Reader, SourceFile, document, one_line
from digest.sources.front import parse_date
from digest.sources.markup import from_plain

__all__ = ["READER"]

_TIME = r"(?:\[?(?P<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?|\d{1,2}:\d\d(?::\d\d)?)\]?[ ,-]*)?"
_NAME = r"(?:<(?P<nick>[^<>\n]{1,40})>|(?P<name>[^\W\d_][\w.'’-]*(?: [\w.'’()-]+){0,3}):)"
_LINE = re.compile(rf"{_TIME}{_NAME}[ \t]+(?=\S)")
_LEAST_SHARE = 0.6
"""Of the lines below the title, how many begin with a name."""


@dataclass(slots=True)
class _Turn:
    """One contribution while its lines are gathered."""

    author: str
    date: datetime | None
    first: int
    last: int
    words: list[str] = field(default_factory=list)


def _sniff(file: SourceFile) -> float:
    if file.data is not None or file.text.startswith("---\n") or file.suffix in (".md", ".markdown"):
        return 0.0
    lines = [line for line in file.text.split("\n") if line.strip()][1:]
    names = Counter(found["nick"] or found["name"] for line in lines if (found := _LINE.match(line)))
    spoken = sum(names.values())
    regulars = sum(count for count in names.values() if count > 1)
    return 0.7 if spoken >= 4 and spoken >= _LEAST_SHARE * len(lines) and regulars >= 0.6 * spoken else 0.0


def _read(file: SourceFile, language: str) -> Document:
    title, turns = "", list[_Turn]()
    for number, line in enumerate(file.text.split("\n"), 1):
        found = _LINE.match(line)
        if found:
            name = one_line(found["nick"] or found["name"])
            turns.append(_Turn(name, parse_date(found["time"] or ""), number, number, [line[found.end() :]]))
        elif turns and line.strip():
            turns[-1].words.append(line)
            turns[-1].last = number
        elif line.strip() and not title:
            title = line
        elif line.strip():
            hint = "give the title on line 1 and begin each contribution with `Name: `"
            raise ContentError(file.fault("nobody is named before this line", line=number, hint=hint))
    posts = (_post(turn) for turn in turns)
    return document(file, title=title or file.stem, format="markdown", posts=posts, language=language)


def _post(turn: _Turn) -> Post:
    body = from_plain("\n\n".join(turn.words))
    return Post(
        id=f"l{turn.first}",
        text=body.text,
        author=turn.author,
        date=turn.date,
        parent_confidence=0.0,
        blocks=body.blocks,
        marks=body.marks,
        lines=(turn.first, turn.last),
    )


READER = Reader("chat", _sniff, _read)
