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
    by_word: dict[str, dict[str, frozenset[str]]] = {}
    for key, value in ranked:
        name = meanings.get(key, key)
        name = name if places.get(name) else key
        if not places.get(name) or name.replace(" ", "") in solid:
            continue
        solid.add(name.replace(" ", ""))
        words = frozenset(name.split(" "))
        near = {other: _beside(name, other, places=places, covered=covered) for other in _nested(words, by_word)}
        if "said" in near.values():
            continue
        for other in (other for other, verdict in near.items() if verdict == "whole"):
            del kept[other]
            for word in other.split(" "):
                by_word[word].pop(other, None)
        kept[name] = value
        for word in words:
            by_word.setdefault(word, {})[name] = words
    return list(kept.items())


def _nested(words: frozenset[str], by_word: Mapping[str, Mapping[str, frozenset[str]]]) -> list[str]:
    """The phrases that have all words of this one, or whose words it all has."""
    near = {other: others for word in words for other, others in by_word.get(word, {}).items()}
    return [other for other, others in near.items() if words <= others or words >= others]


def _beside(
    key: str, other: str, *, places: Mapping[str, Sequence[Place]], covered: dict[str, set[int]]
) -> Literal["own", "said", "whole"]:
    """What a phrase is beside a better one with some of the same words: its own, said by it already, or its whole.

    Args:
        covered: the tokens of phrases that hold others, remembered.
    """
    words, others = frozenset(key.split(" ")), frozenset(other.split(" "))
    if words == others:  # the same words in another order
        return "said"
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
