"""Where posts repeat what a hidden post says, whether they mark it as a quote or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from digest.model import Document, Post, Quote
from digest.text.ordinary import is_function
from digest.text.spans import blocks_of, own_blocks
from digest.text.spelling import words_in

__all__ = ["LONG", "SHORT", "Copies"]

LONG = 6
"""So many words of a hidden post in a row are a copy of it, wherever they stand."""
SHORT = 3
"""So few are one where they are quoted, or where nobody said them before it."""
_IN_MARKS = re.compile(
    r"“[^“”\n]{1,2000}”|„[^„“”\n]{1,2000}[“”]|«[^«»\n]{1,2000}»|‘[^‘’\n]{1,2000}’|\"[^\"\n]{1,2000}\""
    r"|(?<!\w)'[^'\n]{1,2000}'(?!\w)"
)
_Run = tuple[str, ...]
_Span = tuple[int, int]


class Copies:
    """The words of hidden posts, to be found in others."""

    def __init__(self, document: Document, *, gone: AbstractSet[str], quotes: Sequence[Quote]) -> None:
        """Learn them.

        Args:
            document: with the posts that shall be hidden.
            gone: their ids.
            quotes: of the document. What a hidden post quotes of others is theirs.
        """
        self._gone = gone
        self._long: set[_Run] = set()
        self._short: set[_Run] = set()
        self._fresh: set[_Run] = set()
        self._pairs: dict[str, set[_Run]] = {}
        for post in document.posts:
            if post.id in gone:
                self._learn(post, document, quotes)

    def _learn(self, post: Post, document: Document, quotes: Iterable[Quote]) -> None:
        own = list(_own(post, [one for one in quotes if one.post == post.id]))
        short = {run for words in own for run in _runs(words, SHORT)}
        shown = replace(document, posts=tuple(one for one in document.posts if one is post or one.id not in self._gone))
        before = [(_words(text), sure) for text, sure in _before(post, shown)]
        known = {run for words, sure in before if sure for run in _runs(words, LONG)}
        self._long |= {run for words in own for run in _runs(words, LONG)} - known
        self._short |= short
        said = {run for words, _ in before for run in _runs(words, SHORT)}
        self._fresh |= {run for run in short - said if not all(map(is_function, run))}
        self._pairs[post.id] = {run for words in own for size in (1, 2) for run in _runs(words, size)}

    def in_post(self, post: Post) -> list[_Span]:
        """Where a post repeats hidden words."""
        if not self._short:
            return []
        words = words_in(post.text)
        said = [word for word, _, _ in words]
        quoted = [*_quoted(post)]
        found: list[_Span] = []
        for size, runs in ((LONG, self._long), (SHORT, self._short)):
            for at, run in enumerate(_runs(said, size)):
                span = words[at][1], words[at + size - 1][2]
                if run in runs and (size == LONG or run in self._fresh or _within(span, quoted)):
                    found.append(span)
        found += [span for span in quoted if self._is_of_parent(post, span)]
        return found

    def in_text(self, text: str) -> bool:
        """Whether a title or an id repeats hidden words: a run, or all of it where it is shorter."""
        words = _words(text)
        if len(words) >= SHORT:
            return any(run in self._short for run in _runs(words, SHORT))
        plain = not words or all(map(is_function, words))
        return not plain and any(tuple(words) in runs for runs in self._pairs.values())

    def in_id(self, name: str) -> list[_Span]:
        """Where an id repeats hidden words, as a title that is made of a post's first words does."""
        words = words_in(name)
        runs = enumerate(_runs([word for word, _, _ in words], SHORT))
        return [(words[at][1], words[at + SHORT - 1][2]) for at, run in runs if run in self._fresh]

    def _is_of_parent(self, post: Post, span: _Span) -> bool:
        """Whether words in marks are one or two of the hidden post that is answered: too few to be found elsewhere."""
        words = tuple(_words(post.text[slice(*span)]))
        known = self._pairs.get(post.parent or "", set())
        return len(words) < SHORT and words in known and not all(map(is_function, words))


def _own(post: Post, quotes: Iterable[Quote]) -> Iterator[list[str]]:
    """The words that are a post's author's own, stretch by stretch."""
    borrowed = [(quote.start, quote.end) for quote in quotes]
    for block in own_blocks(post):
        cuts = [block.start, *(at for span in borrowed for at in span if block.start < at < block.end), block.end]
        for start, end in pairwise(sorted(cuts)):
            if not any(a <= start and end <= b for a, b in borrowed):
                yield _words(post.text[start:end])


def _before(post: Post, document: Document) -> Iterator[tuple[str, bool]]:
    """What was said before a post: the title, what it answers, and what is older or, without a time, stands above.

    Words that stand there are not the post's alone, so others who use them as well do not repeat the post. Each comes
    with whether that order is sure; where it is not, what stands above may be a copy, if it is long.
    """
    yield document.title, True
    by_id = {one.id: one for one in document.posts}
    above: set[str] = set()
    here = by_id.get(post.parent or "")
    while here is not None and here.id not in above:
        above.add(here.id)
        here = by_id.get(here.parent or "")
    earlier = True
    for one in document.posts:
        earlier = earlier and one is not post
        older = _is_older(one, post)
        if one is not post and (one.id in above or older or (older is None and earlier)):
            yield one.text, one.id in above or bool(older)


def _is_older(one: Post, other: Post) -> bool | None:
    """Whether a post is older than another; None where their times do not tell."""
    if one.date is None or other.date is None or (one.date.tzinfo is None) != (other.date.tzinfo is None):
        return None
    return None if one.date == other.date else one.date < other.date


def _words(text: str) -> list[str]:
    return [word for word, _, _ in words_in(text)]


def _runs(words: Sequence[str], size: int) -> Iterator[_Run]:
    return zip(*(words[at:] for at in range(size)), strict=False)


def _quoted(post: Post) -> Iterator[_Span]:
    """Quote blocks, and what stands in quotation marks."""
    for block in blocks_of(post):
        if block.kind == "quote":
            yield block.start, block.end
        elif block.kind != "code":
            yield from (found.span() for found in _IN_MARKS.finditer(post.text, block.start, block.end))


def _within(span: _Span, others: Iterable[_Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)
