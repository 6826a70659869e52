"""T."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from digest.analysis.points.clustering import group
from digest.analysis.similarity import Letters, Similarity, lexical
from digest.analysis.threads.knots import Knot, Union

__all__ = ["joined", "trees_of"]

_BRANCH = 2
"""Knots that a branch must have before it can be a thread of its own: a single reply never is."""
_SAME = 0.14
"""Mean of two cosines below which a branch speaks of something else than what it answers."""
_GROWTH = 0.02
"""By how much more alike a branch must be for each doubling of its knots: a large branch is worth a page of its own."""
_CERTAIN = 0.55
_DOUBT = 0.05
"""How much more alike it must be where the relation is less certain than that."""
_CHUNK = 400


def trees_of(
    knots: Sequence[Knot],
    *,
    topic: Mapping[str, int],
    similarity: Similarity,
    language: str,
) -> list[list[Knot]]:
    """Knots that answer each other, in reading order.

    A knot that quotes what it answers is never cut from it, unless the two are of different topics.

    Args:
        topic: the number of the topic of each post, by its id.
    """
    sets = Union(len(knots))
    size = [1] * len(knots)  # knots of the branch below, itself included
    likeness = _likeness(knots, similarity=similarity, language=language)
    for knot in reversed(knots):  # replies come after what they answer
        if knot.answers is None or topic[knot.post] != topic[knots[knot.answers].post]:
            continue
        if size[knot.at] >= _BRANCH and not knot.quoted:
            needed = _SAME + _GROWTH * float(np.log2(size[knot.at] / _BRANCH)) + _DOUBT * (knot.certainty < _CERTAIN)
            if likeness[knot.at] < needed:
                continue
        size[knot.answers] += size[knot.at]
        sets.join(knot.at, knot.answers)
    trees: dict[int, list[Knot]] = defaultdict(list)
    for knot in knots:
        trees[sets.find(knot.at)].append(knot)
    return list(trees.values())


def _likeness(knots: Sequence[Knot], *, similarity: Similarity, language: str) -> list[float]:
    """How alike each knot is to the one that it answers, as the mean of two cosines; 0 for one that answers none."""
    texts = [knot.text for knot in knots]
    words = similarity.embed(texts)
    letters = Letters(texts, vectors=lexical(language))
    found = [0.0] * len(knots)
    answering = [knot for knot in knots if knot.answers is not None]
    for begin in range(0, len(answering), _CHUNK):
        some = answering[begin : begin + _CHUNK]
        here, there = [knot.at for knot in some], [knot.answers or 0 for knot in some]
        near = np.einsum("ij,ij->i", words[here], words[there])
        place = {at: row for row, at in enumerate(dict.fromkeys((*here, *there)))}
        rows = letters.embed([texts[at] for at in place])
        spelt = np.einsum("ij,ij->i", rows[[place[at] for at in here]], rows[[place[at] for at in there]])
        for at, one, other in zip(here, near, spelt, strict=True):
            found[at] = float(one + other) / 2
    return found


_STRICTER = (0.6, 0.04)
"""Stricter than for key points: these are whole exchanges, which share words without sharing a point."""
_WORDS = 80


def joined(
    trees: Sequence[Sequence[Knot]],
    *,
    topic: Mapping[str, int],
    same: Sequence[tuple[int, int]],
    about: str,
    similarity: Similarity,
    language: str,
) -> list[list[Knot]]:
    """The trees, those together that say the same at their root or answer the same passage.

    Args:
        trees: in reading order, each within one topic.
        topic: the number of the topic of each post, by its id. Only trees of one topic are joined.
        same: pairs of numbers of knots that answer the same passage.
        about: the debate's title.
        similarity: what tells likeness in meaning.
        language: of the debate.
    """
    tree_of = {knot.at: at for at, tree in enumerate(trees) for knot in tree}
    sets = Union(len(trees))
    about_what = [topic[tree[0].post] for tree in trees]
    for one, other in same:
        if about_what[tree_of[one]] == about_what[tree_of[other]]:
            sets.join(tree_of[one], tree_of[other])
    largest = sorted(range(len(trees)), key=lambda at: (-len(trees[at]), at))
    texts = [_words(trees[at]) for at in largest]
    labels = group(texts, about=about, similarity=similarity, language=language, stricter=_STRICTER)
    first: dict[tuple[int, int], int] = {}
    for at, label in zip(largest, labels, strict=True):
        sets.join(first.setdefault((label, about_what[at]), at), at)
    bundles: dict[int, list[Knot]] = defaultdict(list)
    for at, tree in enumerate(trees):
        bundles[sets.find(at)] += tree
    return [sorted(bundle, key=lambda knot: knot.at) for bundle in bundles.values()]


def _words(tree: Sequence[Knot]) -> str:
    """The first words of an exchange: what it is about is said at its root."""
    return " ".join(" ".join(knot.text for knot in tree[:4]).split()[:_WORDS])
