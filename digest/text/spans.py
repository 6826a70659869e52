"""Spans of text with their offsets. Always `text[span.start:span.end] == span.text`."""

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
    """A span of a post's text, with the text itself."""

    start: int
    end: int
    text: str


class Stretch(Protocol):
    """Anything with a start and an end in a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_Any = TypeVar("_Any", bound=Stretch)


class Stretches(Generic[_Any]):
    """Spans of one text, indexed for many look-ups.

    A post can have thousands of links and paragraphs; scanning all links for each paragraph would take quadratic time.

    Example:
        >>> found = Stretches([Span(0, 4, "tabs"), Span(5, 8, "are"), Span(9, 13, "good")])
        >>> [one.text for one in found.over(3, 6)], [one.text for one in found.over(8, 9)]
        (['tabs', 'are'], [])
    """

    def __init__(self, stretches: Iterable[_Any]) -> None:
        self._all = sorted(stretches, key=lambda one: one.start)
        self._starts = [one.start for one in self._all]
        self._reach = list(accumulate((one.end for one in self._all), max))
        """For each span, the largest end among it and all earlier ones."""

    def over(self, start: int, end: int) -> list[_Any]:
        """The spans that overlap `start` to `end`, in the order of their starts."""
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
    """The post's blocks; if a reader gave none, the whole text as one paragraph."""
    if post.blocks or not post.text.strip():
        return post.blocks
    whole = cut(post.text, 0, len(post.text))
    return (Block("paragraph", whole.start, whole.end),)


def own_blocks(post: Post) -> Iterator[Block]:
    """The blocks that the author wrote: no quotes, no code."""
    return (block for block in blocks_of(post) if block.kind not in ("quote", "code"))


def unquoted(text: str) -> str:
    r"""Quoted lines without their `>` marks.

    Example:
        >>> unquoted("> one\n> > two")
        'one\ntwo'
    """
    return _QUOTE_MARKS.sub("", text)
