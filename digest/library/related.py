"""Related debates and argument threads: those that turn on the same concepts, and the concepts that say why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import mul
from typing import Generic, TypeVar

from digest.model import Concept, Outline, Related, RelatedThread

__all__ = ["find_related", "find_related_threads"]

_T = TypeVar("_T", str, tuple[str, str])
_CROWD = 50
"""A concept that more debates share relates none of them: it says too little, and would cost a pair for each two."""


@dataclass(frozen=True, slots=True)
class _Use(Generic[_T]):
    """One that turns on a concept.

    Attributes:
        debate: the slug of the debate that it is, or is a part of.
        rank: where the concept stands among the keyphrases of the debate, 1 for the first.
    """

    one: _T
    debate: str
    rank: float


@dataclass(frozen=True, slots=True)
class _Near(Generic[_T]):
    one: _T
    score: float
    concepts: tuple[str, ...]


def find_related(
    outlines: Sequence[Outline], *, concepts: Sequence[Concept], most: int
) -> Mapping[str, tuple[Related, ...]]:
    """For each debate, the debates beside it, nearest first.

    Two debates are as near as the concepts that they share tell, each weighed by where it stands among the
    keyphrases of both and by how few debates share it; where a model says what debates are about, the nearer of two
    counts up to twice. If one debate is among the nearest of another, both show
    it, so a list can be a little longer than `most`. A debate added elsewhere changes neither scores nor reasons.

    Args:
        most: how many debates a list begins with.
    """
    ranks = _ranks(outlines, keys={concept.key for concept in concepts})
    uses = {
        concept.slug: [_Use(use.slug, use.slug, ranks[use.slug, concept.key]) for use in concept.uses]
        for concept in concepts
    }
    beside = _beside(
        uses, most=most, weight=partial(_alike, {one.slug: one.meaning for one in outlines if one.meaning})
    )
    return {
        outline.slug: tuple(Related(near.one, near.score, near.concepts) for near in beside.get(outline.slug, ()))
        for outline in outlines
    }


def find_related_threads(
    outlines: Sequence[Outline], *, concepts: Sequence[Concept], most: int
) -> Mapping[tuple[str, str], tuple[RelatedThread, ...]]:
    """For each weighty argument thread (by its debate's slug and its id), such threads of other debates beside it.

    They are found as related debates are. Threads of the same debate are left out: its page has them all.
    """
    ranks = _ranks(outlines, keys={concept.key for concept in concepts})
    uses = {
        concept.slug: [
            _Use((use.slug, thread), use.slug, ranks[use.slug, concept.key])
            for use in concept.uses
            for thread in use.phrase.threads
        ]
        for concept in concepts
    }
    return {
        one: tuple(RelatedThread(near.one[0], near.one[1], near.score, near.concepts) for near in found)
        for one, found in _beside(uses, most=most, weight=_evenly).items()
    }


def _alike(meanings: Mapping[str, tuple[float, ...]], one: str, other: str) -> float:
    """1 for debates that have nothing in common, or of which no model says what they are about; 2 for the same."""
    if one not in meanings or other not in meanings:
        return 1.0
    cosine: float = sum(map(mul, meanings[one], meanings[other]))
    return 1 + max(0.0, cosine)


def _evenly(one: tuple[str, str], other: tuple[str, str]) -> float:
    return 1.0


def _ranks(outlines: Sequence[Outline], *, keys: set[str]) -> dict[tuple[str, str], float]:
    """Where each of these phrases stands among those of a debate, 1 for the first."""
    return {
        (outline.slug, phrase.key): 1 - at / (len(outline.phrases) + 1)
        for outline in outlines
        for at, phrase in enumerate(outline.phrases)
        if phrase.key in keys
    }


def _beside(
    uses: Mapping[str, Sequence[_Use[_T]]], *, most: int, weight: Callable[[_T, _T], float]
) -> dict[_T, list[_Near[_T]]]:
    """Whatever stands beside each that turns on a concept, nearest first, the same from both sides.

    Args:
        uses: by the slug of the concept.
        weight: what the concepts that two share are multiplied by, whichever of them comes first.
    """
    telling = {slug: found for slug, found in uses.items() if 1 < len(found) <= _CROWD}
    shared: dict[_T, list[tuple[str, _Use[_T]]]] = {}
    for slug, found in telling.items():
        for use in found:
            shared.setdefault(use.one, []).append((slug, use))
    beside: dict[_T, dict[_T, _Near[_T]]] = {}
    for one, own in shared.items():  # one at a time: all pairs together would not fit into memory
        for near in _nearest(one, own, uses=telling, weight=weight)[:most]:
            beside.setdefault(one, {})[near.one] = near
            beside.setdefault(near.one, {})[one] = _Near(one, near.score, near.concepts)
    return {one: sorted(near.values(), key=_nearest_first) for one, near in beside.items()}


def _nearest(
    one: _T,
    own: Sequence[tuple[str, _Use[_T]]],
    *,
    uses: Mapping[str, Sequence[_Use[_T]]],
    weight: Callable[[_T, _T], float],
) -> list[_Near[_T]]:
    """All in other debates that share a concept with one, nearest first."""
    reasons: dict[_T, list[tuple[float, str]]] = {}
    for slug, mine in own:
        told = 1 / len(uses[slug])  # by those that share it only, so that a debate added elsewhere changes nothing
        for use in uses[slug]:
            if use.debate != mine.debate:
                score = mine.rank * use.rank * told  # the same, bit by bit, whichever of the two asks
                reasons.setdefault(use.one, []).append((score, slug))
    found: list[_Near[_T]] = []
    for other, why in reasons.items():
        why.sort(key=lambda reason: (-reason[0], reason[1]))
        score = round(weight(one, other) * sum(value for value, _ in why), 6)
        found.append(_Near(other, score, tuple(concept for _, concept in why)))
    return sorted(found, key=_nearest_first)


def _nearest_first(one: _Near[_T]) -> tuple[float, _T]:
    return (-one.score, one.one)
