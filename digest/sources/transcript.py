"""A flattened discussion: plain text, the title first, then one paragraph a line, boundaries and replies lost.

Each line becomes one post for `digest.analysis.structure`, which recovers the posts and replies.
"""

from __future__ import annotations

import re

from digest.errors import ContentError
from digest.model import Document, Post
from digest.sources.base import Reader, SourceFile, document
from digest.sources.markup import Body, from_plain
from digest.sources.prose import hard_wrapped, paragraphs_per_line
from digest.sources.unknown import unlike_prose

__all__ = ["READER"]

_HOST = re.compile(
    r"\(?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?:/[\w.-]+)?)\)?[ \t]*(?=>|$)"
    r"|((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|io|dev|edu|gov|co|ai|me|info|blog))(?=[A-Z\"“])"
)


def _sniff(file: SourceFile) -> float:
    if file.data is not None or file.is_page or file.suffix in (".md", ".markdown") or file.text.startswith("---\n"):
        return 0.0
    if unlike_prose(file):
        return 0.0
    if not paragraphs_per_line(file.text) or hard_wrapped(file.text):
        return 0.1
    return 0.5


def _read(file: SourceFile, language: str) -> Document:
    lines = [(number, line.strip()) for number, line in enumerate(file.text.split("\n"), 1) if line.strip()]
    if len(lines) < (1 if file.title else 2):
        raise ContentError(file.fault("there is no text below the title", line=1, hint="write one paragraph per line"))
    title, rest = (file.title, lines) if file.title else (lines[0][1], lines[1:])
    site = None
    if found := _HOST.match(rest[0][1]):
        site = found[1] or found[2]
        rest[0] = (rest[0][0], rest[0][1][found.end() :])
    posts = (_post(number, from_plain(line, wrapped=False)) for number, line in rest if line)
    return document(file, title=title, format="transcript", posts=posts, language=language, site=site)


def _post(number: int, body: Body) -> Post:
    return Post(
        id=f"l{number}",
        text=body.text,
        parent_confidence=0.0,
        blocks=body.blocks,
        marks=body.marks,
        lines=(number, number),
    )


READER = Reader("flattened transcript", _sniff, _read, known_by="it is prose with a title and one paragraph per line")
