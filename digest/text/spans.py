"""Stretches of text that know where they stand: `text[span.start:span.end] == span.text`, always."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.model import Block, Post

_QUOTE_MARKS = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a post's text, with its words."""

    start: int
    end: int
    text: str


def cut(text: str, start: int, end: int) -> Span:
    """The span from start to end, without the white space at its ends.

    Example:
        >>> cut("a  word ", 1, 8)
        Span(start=3, end=7, text='word')
    """
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    words = piece.strip()
    return Span(start + lead, start + lead + len(words), words) if words else Span(start, start, "")


def blocks_of(post: Post) -> tuple[Block, ...]:
    """The post's blocks; the whole text as one paragraph where a reader has given none."""
    if post.blocks or not post.text.strip():
        return post.blocks
    whole = cut(post.text, 0, len(post.text))
    return (Block("paragraph", whole.start, whole.end),)


def own_blocks(post: Post) -> Iterator[Block]:
    """The blocks in which the author speaks: no quotes, no code."""
    return (block for block in blocks_of(post) if block.kind not in ("quote", "code"))


def unquoted(text: str) -> str:
    r"""Quoted lines without their `>` marks.

    Example:
        >>> unquoted("> one\n> > two")
        'one\ntwo'
    """
    return _QUOTE_MARKS.sub("", text)
