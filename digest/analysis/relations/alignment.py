"""How alike two units are: shared content words, weighted by their rarity in the debate, and meaning by a model."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from digest.analysis.claims.unit_features import words_of
from digest.analysis.similarity import Matrix

_STOP_WORDS = (  # words that do not depend on the subject
    "about after again all also although always and any are aren't because been before being both but can can't cannot"
    " could did didn't does doesn't doing don't down each either else even ever every for from get gets getting going"
    " good got had hadn't has have haven't having here how however i'd i'll i'm i've into isn't it's its itself just"
    " know like likely make makes many maybe might more most much must myself never not now off once one only onto or"
    " other others our out over own people perhaps point probably quite rather really same say saying says see seem"
    " seems should simply since some someone something still such sure take than that that's the their them then there"
    " there's these they they're thing things think this those though through too under until upon use very view want"
    " was wasn't way well were what whatever when where whether which while who why will with within without won't"
    " would wouldn't yes yet you you'd you'll you're you've your yourself yeah okay cmv title edit"
)
_STOP = frozenset(_STOP_WORDS.split())
_STEM = 6
"""Letters of a stem."""
_UNRELATED = 0.3
"""Cosine similarity, by a model, of two unrelated units of one debate."""
_SCALE = 0.7
"""Factor that brings a model's cosine above `_UNRELATED` to the scale of shared rare words."""
_LEAST = 0.1
"""Similarity by a model below which a pair is ignored."""
_ENDINGS = ("'s", "ies", "s", "ly", "ing", "ed")


def stems_of(text: str) -> tuple[str, ...]:
    """The crude stems of content words: an ending removed, then the first six letters.

    The weights of relations and sides were learned with these stems, so they stay beside `digest.text.stemming`. They
    also bring "religion" and "religious" together, which Snowball does not always do.

    Example:
        >>> stems_of("The religions were motivating them")
        ('religi', 'motiva')
    """
    return tuple(_stem(word) for word in words_of(text) if len(word) > 2 and word not in _STOP)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:_STEM]


@dataclass(frozen=True, slots=True)
class Rarity:
    """Inverse document frequency of stems in this debate: the logarithm of posts by posts with the stem."""

    weight: Mapping[str, float]

    def of(self, stem: str) -> float:
        """The weight of a stem; 1 for one that does not occur."""
        return self.weight.get(stem, 1.0)


def rarity(posts: Sequence[Iterable[str]]) -> Rarity:
    """Count in how many posts each stem occurs."""
    seen = Counter(stem for post in posts for stem in set(post))
    total = len(posts)
    return Rarity({stem: math.log(1 + total / count) for stem, count in seen.items()})


@dataclass(frozen=True, slots=True)
class UnitIndex:
    """An inverted index of the units of one post, each as a vector of length 1.

    Attributes:
        postings: for each stem the units with it, by number, and its weight in them.
        names: the ids of the units.
    """

    postings: Mapping[str, tuple[tuple[int, float], ...]]
    names: tuple[str, ...] = ()

    def likeness(self, stems: Sequence[str], *, rare: Rarity) -> dict[int, float]:
        """Cosine similarity of a text with each unit that shares a stem with it, by the unit's number."""
        query = {stem: rare.of(stem) for stem in set(stems)}
        length = math.sqrt(sum(weight * weight for weight in query.values())) or 1.0
        found: dict[int, float] = defaultdict(float)
        for stem in sorted(query):
            for number, weight in self.postings.get(stem, ()):
                found[number] += query[stem] * weight / length
        return dict(found)


@dataclass(frozen=True, slots=True)
class Meaning:
    """Vectors of all units by a sentence-embedding model.

    Attributes:
        rows: one of length 1 for each unit.
        row: the row of a unit, by its id.
    """

    rows: Matrix
    row: Mapping[str, int]

    def likeness(self, own: Sequence[str], others: Sequence[str]) -> dict[tuple[int, int], float]:
        """Similarity of clearly similar pairs, (own number, other number), on the scale of shared words."""
        if not own or not others:
            return {}
        near = self.rows[[self.row[one] for one in own]] @ self.rows[[self.row[one] for one in others]].T
        found = (near - _UNRELATED) * _SCALE
        return {(int(a), int(b)): float(found[a, b]) for a, b in np.argwhere(found > _LEAST)}


def index(units: Sequence[Sequence[str]], *, rare: Rarity, names: Sequence[str] = ()) -> UnitIndex:
    """Index units by their stems."""
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, stems in enumerate(units):
        own = {stem: rare.of(stem) for stem in set(stems)}
        length = math.sqrt(sum(weight * weight for weight in own.values())) or 1.0
        for stem in sorted(own):
            postings[stem].append((number, own[stem] / length))
    return UnitIndex({stem: tuple(entries) for stem, entries in postings.items()}, tuple(names))
