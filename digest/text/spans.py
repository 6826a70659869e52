"""Stretches of text that know where they stand: `text[span.start:span.end] == span.text`, always."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

from digest.model import Block, Post

_QUOTE_MARKS = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a post's text, with its words."""

    start: int
    end: int
    text: str


class Stretch(Protocol):
    """Whatever has a start and an end in a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_Any = TypeVar("_Any", bound=Stretch)


class Stretches(Generic[_Any]):
    """Stretches of one text, to be asked many times which of them lie where.

    A post can have thousands of links and thousands of paragraphs; to look through all links for each paragraph takes
    the product of both.

    Example:
        >>> found = Stretches([Span(0, 4, "tabs"), Span(5, 8, "are"), Span(9, 13, "good")])
        >>> [one.text for one in found.over(3, 6)], [one.text for one in found.over(8, 9)]
        (['tabs', 'are'], [])
    """

    def __init__(self, stretches: Iterable[_Any]) -> None:
        self._all = sorted(stretches, key=lambda one: one.start)
        self._starts = [one.start for one in self._all]
        self._reach = list(accumulate((one.end for one in self._all), max))
        """For each stretch, the furthest end up to it."""

    def over(self, start: int, end: int) -> list[_Any]:
        """The stretches that share a character with `start` to `end`, in the order of their starts."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [one for one in self._all[first:last] if one.end > start]


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
