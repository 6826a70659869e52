"""The sources of passages: the own words of earlier posts, searched by cheap methods first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from rapidfuzz import fuzz

from digest.analysis.quotes.passages import own_stretches, set_off
from digest.model import Post
from digest.text.normal import Normal, normal

SHINGLE = 5
"""Words of a shingle (Broder 1997); a shorter passage is one shingle."""
CHAIN = 12
"""Ancestors that are searched one by one; shingles find what is farther up."""
CANDIDATES = 4
"""Posts with most shared shingles that are compared with a passage."""
COMMON = 60
"""Most passages that share a useful shingle."""
ALIKE, ALIKE_SHORT, SHORT = 86.0, 92.0, 15
"""Least similarity of a changed quote in per cent (Indel, rapidfuzz), and of one with fewer words than SHORT."""
FUZZY_WORDS = 4
"""Fewest words of a passage that may differ from its source."""

_WORD = re.compile(r"\w+")
_EDGES = " .,;:!?'\"-()[]*_"


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a passage was found: index of the post, offsets, similarity from 0 to 1."""

    post: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Needle:
    """A folded passage to search for, with the index of the post that quotes it.

    Attributes:
        in_marks: whether it was quoted with the quotation marks around it, so that it quotes a quote.
    """

    text: str
    words: tuple[str, ...]
    post: int
    in_marks: bool = False

    @property
    def shingles(self) -> Iterator[tuple[str, ...]]:
        """All runs of five words; the whole passage, if it is shorter."""
        size = min(SHINGLE, len(self.words))
        return (self.words[i : i + size] for i in range(len(self.words) - size + 1))


def needle(text: str, *, post: int) -> Needle:
    """Fold a passage for search, without punctuation at its ends."""
    whole = normal(text).text
    folded = whole.strip(_EDGES)
    in_marks = whole.startswith('"') and '"' in whole[len(folded) :]
    return Needle(folded, tuple(_WORD.findall(folded)), post, in_marks)


@dataclass(slots=True)
class Sources:
    """The posts of a document, each folded when it is first needed.

    Attributes:
        chains: for each post the index of its parent, or -1.
    """

    posts: Sequence[Post]
    chains: Sequence[int]
    _folded: dict[int, Normal] = field(default_factory=dict)

    def ancestors(self, at: int) -> Iterator[int]:
        """The ancestors of a post, the nearest first."""
        for _ in range(CHAIN):
            at = self.chains[at]
            if at < 0:
                return
            yield at

    def folded(self, at: int) -> Normal:
        """A post's own words, folded; a line break, which no needle contains, separates its stretches."""
        if at not in self._folded:
            post = self.posts[at]
            text, offsets = "", []
            for start, end in own_stretches(post):
                part = normal(post.text[start:end])
                text += part.text + "\n"
                offsets += [start + offset for offset in part.offsets]
            self._folded[at] = Normal(text, (*offsets, len(post.text)))
        return self._folded[at]

    def exact(self, wanted: Needle, among: Iterable[int]) -> Hit | None:
        """The first of some posts that contains the passage as whole words."""
        for at in among:
            hay = self.folded(at)
            start = hay.text.find(wanted.text)
            while start >= 0 and not _whole(hay.text, start, start + len(wanted.text)):
                start = hay.text.find(wanted.text, start + 1)
            if start >= 0:
                hit = Hit(at, *hay.back(start, start + len(wanted.text)), 1.0)
                if self._own(hit, wanted):
                    return hit
        return None

    def _own(self, hit: Hit, wanted: Needle) -> bool:
        """Whether a hit is in the post's own words rather than in a quote of it."""
        inside = (start <= hit.start and hit.end <= end for start, end in set_off(self.posts[hit.post]))
        return wanted.in_marks or not any(inside)

    def fuzzy(self, wanted: Needle, among: Iterable[int]) -> Hit | None:
        """The most similar place in some posts, if it is similar enough; of equals the first."""
        best: Hit | None = None
        if len(wanted.words) < FUZZY_WORDS:
            return None
        floor = ALIKE if len(wanted.words) >= SHORT else ALIKE_SHORT
        for at in among:
            hay = self.folded(at)
            if 2 * len(hay.text) < len(wanted.text):
                continue
            least = max(floor, best.score * 100 if best else 0)
            if len(hay.text) <= len(wanted.text):
                score = fuzz.ratio(wanted.text, hay.text, score_cutoff=least)
                span = (0, len(hay.text) - 1)
            else:
                found = fuzz.partial_ratio_alignment(wanted.text, hay.text, score_cutoff=least)
                score = found.score if found else 0.0
                # The last character is our separator, not the post's.
                span = (found.dest_start, min(found.dest_end, len(hay.text) - 1)) if found else (0, 0)
            hit = Hit(at, *hay.back(*span), score / 100) if span[0] < span[1] else None
            if hit and hit.score > (best.score if best else 0) and self._own(hit, wanted):
                best = hit
        return best

    def sharing(self, wanted: Sequence[Needle]) -> list[list[int]]:
        """For each passage the earlier posts with most of its shingles, best and nearest first.

        In a tree, an earlier post can be farther down the page; it counts only if the dates say that it is earlier.
        """
        index: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, one in enumerate(wanted):
            for shingle in set(one.shingles):
                index[shingle].append(number)
        index = {shingle: numbers for shingle, numbers in index.items() if len(numbers) <= COMMON}
        sizes = sorted({len(shingle) for shingle in index})
        counts: list[Counter[int]] = [Counter() for _ in wanted]
        for at in range(len(self.posts) if index else 0):
            for number in self._matches(at, index, sizes):
                if self._before(at, wanted[number].post):
                    counts[number][at] += 1
        return [_nearest(found, one.post) for found, one in zip(counts, wanted, strict=True)]

    def _before(self, at: int, other: int) -> bool:
        if at < other:
            return True
        mine, theirs = self.posts[at].date, self.posts[other].date
        return at != other and mine is not None and theirs is not None and _stamp(mine) <= _stamp(theirs)

    def _matches(self, at: int, index: dict[tuple[str, ...], list[int]], sizes: list[int]) -> Iterator[int]:
        for start, end in own_stretches(self.posts[at]):
            found = _WORD.findall(self.posts[at].text[start:end].lower())
            for size in sizes:
                for i in range(len(found) - size + 1):
                    yield from index.get(tuple(found[i : i + size]), ())


def _nearest(counts: Counter[int], post: int) -> list[int]:
    return sorted(counts, key=lambda at: (-counts[at], at > post, -at))[:CANDIDATES]


def _stamp(date: datetime) -> float:
    """A timestamp; a date without a zone is read as UTC, whatever the machine's zone."""
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()


def _whole(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    return before and (end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum()))
