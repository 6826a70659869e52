"""Where posts repeat what a hidden post says, whether they mark it as a quote or not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
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
        self._long: set[_Run] = set()
        self._short: set[_Run] = set()
        self._fresh: set[_Run] = set()
        self._pairs: dict[str, set[_Run]] = {}
        borrowed: dict[str, list[_Span]] = defaultdict(list)
        for quote in quotes:
            borrowed[quote.post].append((quote.start, quote.end))
        hidden = {post.id: list(_own(post, borrowed[post.id])) for post in document.posts if post.id in gone}
        every = [words for own in hidden.values() for words in own]
        earlier = _Earlier(document, gone=gone, runs=_all_runs(every, SHORT))
        for name, own in hidden.items():
            before = earlier.than(name)
            short = _all_runs(own, SHORT)
            self._short |= short
            self._fresh |= {run for run in short if not before(run) and not all(map(is_function, run))}
            self._long |= _all_runs(own, LONG)  # one so long is a copy, whichever was first
            self._pairs[name] = _all_runs(own, 1) | _all_runs(own, 2)

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


class _Earlier:
    """Who else said a run of words, and whether before a hidden post.

    What stood there before is not the post's alone, so others who say it as well do not repeat the post.
    """

    def __init__(self, document: Document, *, gone: AbstractSet[str], runs: AbstractSet[_Run]) -> None:
        self._posts = {post.id: (at, post) for at, post in enumerate(document.posts)}
        self._said: dict[_Run, list[str]] = defaultdict(list)
        self._title = _all_runs([_words(document.title)], SHORT)
        for post in document.posts:
            if post.id not in gone:
                for run in _all_runs([_words(post.text)], SHORT) & runs:
                    self._said[run].append(post.id)

    def than(self, name: str) -> Callable[[_Run], bool]:
        """Tells whether a run was said before a post: in the title, in what it answers, or in what is older.

        Where no time tells what is older, what stands above is.
        """
        place, post = self._posts[name]
        above: set[str] = set()
        here = post.parent
        while here in self._posts and here not in above:
            above.add(here)
            here = self._posts[here][1].parent

        def is_before(other: str) -> bool:
            at, one = self._posts[other]
            return other in above or _is_older(one, post, otherwise=at < place)

        return lambda run: run in self._title or any(map(is_before, self._said.get(run, ())))


def _own(post: Post, borrowed: Sequence[_Span]) -> Iterator[list[str]]:
    """The words that are a post's author's own, stretch by stretch."""
    for block in own_blocks(post):
        cuts = [block.start, *(at for span in borrowed for at in span if block.start < at < block.end), block.end]
        for start, end in pairwise(sorted(cuts)):
            if not any(a <= start and end <= b for a, b in borrowed):
                yield _words(post.text[start:end])


def _is_older(one: Post, other: Post, *, otherwise: bool) -> bool:
    if one.date is None or other.date is None or (one.date.tzinfo is None) != (other.date.tzinfo is None):
        return otherwise
    return one.date < other.date or (one.date == other.date and otherwise)


def _words(text: str) -> list[str]:
    return [word for word, _, _ in words_in(text)]


def _runs(words: Sequence[str], size: int) -> Iterator[_Run]:
    return zip(*(words[at:] for at in range(size)), strict=False)


def _all_runs(stretches: Iterable[Sequence[str]], size: int) -> set[_Run]:
    return {run for words in stretches for run in _runs(words, size)}


def _quoted(post: Post) -> Iterator[_Span]:
    """Quote blocks, and what stands in quotation marks."""
    for block in blocks_of(post):
        if block.kind == "quote":
            yield block.start, block.end
        elif block.kind != "code":
            yield from (found.span() for found in _IN_MARKS.finditer(post.text, block.start, block.end))


def _within(span: _Span, others: Iterable[_Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)
