"""Related debates: those that turn on the same concepts, and the concepts that say why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.library.concepts import weight
from digest.model import Concept, Digest, Related

__all__ = ["find_related"]

_CROWD = 50
"""A concept that more debates share relates none of them: it says too little, and would cost a pair for each two."""


def find_related(
    digests: Sequence[Digest], *, concepts: Sequence[Concept], most: int
) -> Mapping[str, tuple[Related, ...]]:
    """For each debate, the debates beside it, nearest first.

    Two debates are as near as the concepts that they share tell, each weighed by where it stands among the
    keyphrases of both and by how few debates share it. If one debate is among the nearest of another, both show
    it, so a list can be a little longer than `most`. A debate added elsewhere changes neither scores nor reasons.

    Args:
        most: how many debates a list begins with.
    """
    ranks = {
        (digest.document.slug, phrase.key): 1 - at / (len(digest.keyphrases) + 1)
        for digest in digests
        for at, phrase in enumerate(digest.keyphrases)
    }
    shared: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for concept in concepts:
        slugs = sorted(use.slug for use in concept.uses)
        if len(slugs) > _CROWD:
            continue
        for at, one in enumerate(slugs):
            for other in slugs[at + 1 :]:
                score = ranks[one, concept.key] * ranks[other, concept.key] * weight(concept)
                shared.setdefault((one, other), []).append((score, concept.slug))
    beside: dict[str, list[Related]] = {digest.document.slug: [] for digest in digests}
    for (one, other), reasons in shared.items():
        reasons.sort(key=lambda reason: (-reason[0], reason[1]))
        score = round(sum(value for value, _ in reasons), 6)
        why = tuple(slug for _, slug in reasons)
        beside[one].append(Related(other, score, why))
        beside[other].append(Related(one, score, why))
    for found in beside.values():
        found.sort(key=lambda related: (-related.score, related.slug))
    first = {slug: {related.slug for related in found[:most]} for slug, found in beside.items()}
    return {
        slug: tuple(one for one in found if one.slug in first[slug] or slug in first[one.slug])
        for slug, found in beside.items()
    }
