"""Sentences with their offsets, by sentencex (Wikimedia's rule-based splitter)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import sentencex

from digest.model import Post
from digest.text.spans import Span, cut, own_blocks

_LONGEST = 8192
"""Characters of a line that are split at once: sentencex takes quadratic time for text without spaces."""
_END = re.compile(r"[.!?…]\s")


def split(text: str, *, language: str = "en", offset: int = 0) -> Iterator[Span]:
    r"""The sentences of a text, line by line: the end of a line always ends a sentence.

    Args:
        text: plain text.
        language: an ISO 639-1 code; languages unknown to the splitter are split as English.
        offset: of `text` in the text that the returned spans refer to.

    Example:
        >>> [s.text for s in split("It works, e.g. here. Does it?\nIt does")]
        ['It works, e.g. here.', 'Does it?', 'It does']
    """
    line_start = 0
    for line in text.splitlines(keepends=True):
        for piece in _pieces(line):
            for found in sentencex.get_sentence_boundaries(language, piece) if piece.strip() else ():
                span = cut(piece, found["start_index"], found["end_index"])
                if span.text:
                    start = offset + line_start + span.start
                    yield Span(start, start + len(span.text), span.text)
            line_start += len(piece)


def _pieces(line: str) -> Iterator[str]:
    """The line, or pieces of a very long one, cut at the end of a sentence, else at a blank, else anywhere."""
    at = 0
    while len(line) - at > _LONGEST:
        window = line[at : at + _LONGEST]
        end = max((found.end() for found in _END.finditer(window)), default=0) or window.rfind(" ") + 1 or _LONGEST
        yield line[at : at + end]
        at += end
    yield line[at:]


@lru_cache(maxsize=4096)
def sentences_of(post: Post, *, language: str = "en") -> tuple[Span, ...]:
    """The sentences that the author of a post wrote, without quotes and code.

    Cached, because several stages of the analysis need the sentences of every post.
    """
    return tuple(
        sentence
        for block in own_blocks(post)
        for sentence in split(post.text[block.start : block.end], language=language, offset=block.start)
    )
