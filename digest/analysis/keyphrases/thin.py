"""Says once what several phrases say: acronyms and their expansions, nested phrases, two spellings of one word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.analysis.keyphrases.locate import Place

__all__ = ["thin"]

_OWN_LIFE = 0.4
"""A phrase stays beside a longer one that holds it where at least this share of its occurrences stands outside."""


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
    kept: list[tuple[str, float]] = []
    names: dict[str, set[str]] = {}
    solid: set[str] = set()
    covered: dict[str, set[int]] = {}
    for key, value in ranked:
        name = meanings.get(key, key)
        if not places.get(name) and not places.get(key):
            continue
        name = name if places.get(name) else key
        if name.replace(" ", "") in solid or _covered(name, kept, names, places, covered):
            continue
        solid.add(name.replace(" ", ""))
        names[name] = set(name.split(" "))
        kept.append((name, value))
    return kept


def _covered(
    key: str,
    kept: Sequence[tuple[str, float]],
    names: Mapping[str, set[str]],
    places: Mapping[str, Sequence[Place]],
    covered: dict[str, set[int]],
) -> bool:
    """Whether a better phrase says it already; `covered` remembers the tokens of the phrases that hold others."""
    words = set(key.split(" "))
    own = places[key]
    for other, _ in kept:
        if names[other] == words:  # the same words in another order
            return True
        longer, shorter = (key, other) if words > names[other] else (other, key)
        if not (words > names[other] or words < names[other]):
            continue
        if longer not in covered:
            covered[longer] = {at for start, end in places[longer] for at in range(start, end)}
        outside = sum(start not in covered[longer] for start, _ in places[shorter])
        if shorter == key and outside < _OWN_LIFE * len(own):
            return True
        if longer == key and len(own) < 2 and outside > 0:
            return True  # one of many things said of it, and said once
    return False
