"""Related debates: those that turn on the same concepts, and the concepts that say why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.library.concepts import weight
from digest.model import Concept, Outline, Related

__all__ = ["find_related"]

_CROWD = 50
"""A concept that more debates share relates none of them: it says too little, and would cost a pair for each two."""


def find_related(
    outlines: Sequence[Outline], *, concepts: Sequence[Concept], most: int
) -> Mapping[str, tuple[Related, ...]]:
    """For each debate, the debates beside it, nearest first.

    Two debates are as near as the concepts that they share tell, each weighed by where it stands among the
    keyphrases of both and by how few debates share it. If one debate is among the nearest of another, both show
    it, so a list can be a little longer than `most`. A debate added elsewhere changes neither scores nor reasons.

    Args:
        most: how many debates a list begins with.
    """
    telling = [concept for concept in concepts if len(concept.uses) <= _CROWD]
    shared: dict[str, list[Concept]] = {outline.slug: [] for outline in outlines}
    for concept in telling:
        for use in concept.uses:
            shared[use.slug].append(concept)
    ranks = _ranks(outlines, keys={concept.key for concept in telling})
    beside: dict[str, dict[str, Related]] = {outline.slug: {} for outline in outlines}
    for slug, found in shared.items():  # one debate at a time: all pairs together would not fit into memory
        for near in _nearest(slug, found, ranks=ranks, most=most):
            beside[slug][near.slug] = near
            beside[near.slug][slug] = Related(slug, near.score, near.concepts)
    return {slug: tuple(sorted(near.values(), key=_nearest_first)) for slug, near in beside.items()}


def _ranks(outlines: Sequence[Outline], *, keys: set[str]) -> dict[tuple[str, str], float]:
    """Where each of these phrases stands among those of a debate, 1 for the first."""
    return {
        (outline.slug, phrase.key): 1 - at / (len(outline.phrases) + 1)
        for outline in outlines
        for at, phrase in enumerate(outline.phrases)
        if phrase.key in keys
    }


def _nearest(
    slug: str, concepts: Sequence[Concept], *, ranks: Mapping[tuple[str, str], float], most: int
) -> list[Related]:
    reasons: dict[str, list[tuple[float, str]]] = {}
    for concept in concepts:
        own, told = ranks[slug, concept.key], weight(concept)
        for use in concept.uses:
            if use.slug != slug:
                score = own * ranks[use.slug, concept.key] * told  # the same, bit by bit, whichever of the two asks
                reasons.setdefault(use.slug, []).append((score, concept.slug))
    found = []
    for other, why in reasons.items():
        why.sort(key=lambda reason: (-reason[0], reason[1]))
        score = round(sum(value for value, _ in why), 6)
        found.append(Related(other, score, tuple(concept for _, concept in why)))
    return sorted(found, key=_nearest_first)[:most]


def _nearest_first(one: Related) -> tuple[float, str]:
    return (-one.score, one.slug)
