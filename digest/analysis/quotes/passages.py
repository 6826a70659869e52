"""The passages of a post that are marked as somebody else's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.model import Block, Post
from digest.text.normal import words
from digest.text.spans import Span, blocks_of, cut

FEWEST_WORDS = 6
"""A shorter passage in quotation marks is a term, a title or irony, not a quotation."""
WHOLE_PARAGRAPH = 8
"""Fewest words of a paragraph in quotation marks that counts as a quote block."""

_LINE = re.compile(r"[^\n]+")
_MARKS = re.compile(r"(?:[ \t]?>)+[ \t]*")
_IN_MARKS = re.compile(r"“([^“”\n]{12,2000})”|(?<![\w\"])\"(?=\S)([^\"\n]{12,2000})\"(?!\w)")
_GAP = r"\.{2,}|…|snip"
_ELLIPSIS = re.compile(rf"\[ ?(?:{_GAP}) ?\]|\( ?(?:{_GAP}) ?\)|\.{{3,}}|…|(?<=\s)\.\.(?=\s)", re.I)
_ATTRIBUTION = re.compile(
    r"(?:originally (?:posted|written) by\b.{0,60}|(?:quote|quoting|from)\s*:?\s*\w{1,30}:?"
    r"|(?:on .{0,80},? )?[^.?!\n]{1,40}\b(?:wrote|said|writes|says|posted)\s*:)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of a quote block, or words in quotation marks.

    Attributes:
        start: where its words begin in the post, after any `>` or quotation mark.
        end: where its words end.
        block: the number of its block; lines of one block may be joined.
        level: the number of `>` before it; 0 for words in quotation marks.
        alone: whether it is separate from the author's own words, and so a quote even if it cannot be traced.
    """

    start: int
    end: int
    text: str
    block: int
    level: int
    alone: bool


def of_post(post: Post) -> Iterator[Passage]:
    r"""The passages of a post in reading order, without lines that only name who is quoted.

    Example:
        >>> blocks = (Block("quote", 0, 14, 1), Block("paragraph", 16, 24))
        >>> post = Post("a", "> Bees matter.\n\nDo they?", blocks=blocks)
        >>> [(p.text, p.level) for p in of_post(post)]
        [('Bees matter.', 1)]
    """
    for number, block in enumerate(blocks_of(post)):
        if block.kind == "quote":
            yield from _lines(post, block, number)
        elif block.kind != "code":
            yield from _in_marks(post, block, number)


def _lines(post: Post, block: Block, number: int) -> Iterator[Passage]:
    for line in _LINE.finditer(post.text, block.start, block.end):
        marks = _MARKS.match(post.text, line.start(), line.end())
        span = cut(post.text, marks.end() if marks else line.start(), line.end())
        if any(char.isalnum() for char in span.text) and not _ATTRIBUTION.fullmatch(span.text):
            level = marks.group().count(">") if marks else block.level
            yield Passage(span.start, span.end, span.text, number, level, alone=True)


def _in_marks(post: Post, block: Block, number: int) -> Iterator[Passage]:
    for found in _IN_MARKS.finditer(post.text, block.start, block.end):
        span = cut(post.text, *found.span(found.lastindex or 0))
        count = len(words(span.text))
        if count >= FEWEST_WORDS:
            alone = count >= WHOLE_PARAGRAPH and _is_alone(post.text, block, found.start(), found.end())
            yield Passage(span.start, span.end, span.text, number, 0, alone=alone)


def _is_alone(text: str, block: Block, start: int, end: int) -> bool:
    left = max(text.rfind("\n", block.start, start) + 1, block.start)
    right = text.find("\n", end, block.end)
    beside = text[left:start] + text[end : right if right >= 0 else block.end]
    return not any(char.isalnum() for char in beside)


def own_stretches(post: Post) -> Iterator[tuple[int, int]]:
    """The offsets of the author's own words: no quotes, no code; consecutive blocks are one stretch."""
    start: int | None = None
    end = 0
    for block in blocks_of(post):
        theirs = block.kind in ("quote", "code")
        if theirs and start is not None:
            yield start, end
            start = None
        if not theirs:
            start, end = (block.start if start is None else start), block.end
    if start is not None:
        yield start, end


def set_off(post: Post) -> tuple[tuple[int, int], ...]:
    """The offsets of paragraphs that are nothing but words in quotation marks: another person's words."""
    return tuple(
        (passage.start, passage.end)
        for number, block in enumerate(blocks_of(post))
        if block.kind not in ("quote", "code")
        for passage in _in_marks(post, block, number)
        if passage.alone
    )


def pieces(text: str) -> list[Span]:
    """A passage split at its ellipses.

    Example:
        >>> [p.text for p in pieces("We came [...] we saw... we left.")]
        ['We came', 'we saw', 'we left.']
    """
    out, start = [], 0
    for gap in _ELLIPSIS.finditer(text):
        out.append(cut(text, start, gap.start()))
        start = gap.end()
    out.append(cut(text, start, len(text)))
    return [piece for piece in out if piece.text]
