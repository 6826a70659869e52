"""Says once what several phrases say: acronyms and their expansions, nested phrases, two spellings of one word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from digest.analysis.keyphrases.locate import Place

__all__ = ["thin"]

_OWN_LIFE = 0.4
"""A phrase stays beside a longer one that holds it where at least this share of its occurrences stands outside."""

_TWICE = 2


def thin(
    ranked: Sequence[tuple[str, float]],
    *,
    places: Mapping[str, Sequence[Place]],
    meanings: Mapping[str, str],
) -> list[tuple[str, float]]:
    """The phrases that say something of their own, in their order.

    Args:
        ranked: folded phrase and score, best first.
        places: where each occurs; one that occurs only in the title or in code is dropped.
        meanings: folded acronym to folded expansion; the expansion takes its place.
    """
    kept: dict[str, float] = {}
    solid: set[str] = set()
    covered: dict[str, set[int]] = {}
    for key, value in ranked:
        name = meanings.get(key, key)
        name = name if places.get(name) else key
        if not places.get(name) or name.replace(" ", "") in solid:
            continue
        solid.add(name.replace(" ", ""))
        verdicts = {other: _beside(name, other, places=places, covered=covered) for other in kept}
        if "said" in verdicts.values():
            continue
        parts = [other for other, verdict in verdicts.items() if verdict == "whole"]
        for other in parts:
            del kept[other]
        kept[name] = value
    return list(kept.items())


def _beside(
    key: str, other: str, *, places: Mapping[str, Sequence[Place]], covered: dict[str, set[int]]
) -> Literal["own", "said", "whole"]:
    """What a phrase is beside a better one: its own, said by it already, or the whole of which it is a part.

    Args:
        covered: the tokens of phrases that hold others, remembered.
    """
    words, others = frozenset(key.split(" ")), frozenset(other.split(" "))
    if words == others:  # the same words in another order
        return "said"
    if not (words > others or words < others):
        return "own"
    longer, shorter = (key, other) if words > others else (other, key)
    if longer not in covered:
        covered[longer] = {at for start, end in places[longer] for at in range(start, end)}
    outside = sum(start not in covered[longer] for start, _ in places[shorter])
    little = outside < _OWN_LIFE * len(places[shorter])
    if shorter == key:
        return "said" if little else "own"
    if len(places[key]) < _TWICE:
        return "said" if outside else "own"  # one of many things said of it, and said once
    return "whole" if little else "own"
