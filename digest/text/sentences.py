"""Sentences with their offsets, by sentencex (Wikimedia's rule-based splitter)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import sentencex

from digest.model import Post
from digest.text.spans import Span, cut, own_blocks


def split(text: str, *, language: str = "en", offset: int = 0) -> Iterator[Span]:
    r"""The sentences of a stretch of text, line by line: a line's end always ends a sentence.

    Args:
        text: plain text.
        language: an ISO 639-1 code; languages unknown to the splitter are split as English.
        offset: where `text` begins in the text that the spans should speak of.

    Example:
        >>> [s.text for s in split("It works, e.g. here. Does it?\nIt does")]
        ['It works, e.g. here.', 'Does it?', 'It does']
    """
    line_start = 0
    for line in text.splitlines(keepends=True):
        for found in sentencex.get_sentence_boundaries(language, line) if line.strip() else ():
            span = cut(line, found["start_index"], found["end_index"])
            if span.text:
                start = offset + line_start + span.start
                yield Span(start, start + len(span.text), span.text)
        line_start += len(line)


@lru_cache(maxsize=4096)
def sentences_of(post: Post, *, language: str = "en") -> tuple[Span, ...]:
    """The sentences that the author of a post wrote, without what is quoted and without code.

    Remembered for a while, as several stages of the analysis ask for those of every post.
    """
    return tuple(
        sentence
        for block in own_blocks(post)
        for sentence in split(post.text[block.start : block.end], language=language, offset=block.start)
    )
