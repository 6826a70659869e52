"""Trees of knots that answer each other, split where the subject changes and joined where the point is the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from digest.analysis.points.clustering import group
from digest.analysis.similarity import Letters, Similarity, lexical
from digest.analysis.threads.knots import Knot, Union

__all__ = ["join_trees", "split_trees"]

_BRANCH = 2
"""Fewest knots of a branch that can be split off: a single reply is no thread."""
_SAME = 0.14
"""Similarity (mean of two cosines) below which a branch has another subject than the knot that it answers."""
_GROWTH = 0.02
"""Added to that for each doubling of the branch's knots: a large branch is worth a page of its own."""
_CERTAIN = 0.55
_DOUBT = 0.05
"""Added to that where the confidence of the relation is below `_CERTAIN`."""
_CHUNK = 400


def split_trees(
    knots: Sequence[Knot],
    *,
    topic: Mapping[str, int],
    similarity: Similarity,
    language: str,
) -> list[list[Knot]]:
    """The trees of knots, in reading order.

    A knot that quotes what it answers is never split from it, unless the two are of different topics.

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
    """The similarity of each knot to the one that it answers, as the mean of two cosines; 0 without one."""
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
"""Added to the thresholds of key points: whole exchanges share words without sharing a point."""
_WORDS = 80
"""Words of a tree that are compared."""


def join_trees(
    trees: Sequence[Sequence[Knot]],
    *,
    topic: Mapping[str, int],
    same: Sequence[tuple[int, int]],
    about: str,
    similarity: Similarity,
    language: str,
) -> list[list[Knot]]:
    """The trees, where those are joined that say the same at their root or answer the same passage.

    Args:
        trees: in reading order, each within one topic.
        topic: the number of the topic of each post, by its id. Only trees of one topic are joined.
        same: pairs of numbers of knots that answer the same passage.
        about: the debate's title.
        similarity: measures similarity of meaning.
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
    """The first words of a tree, since its root says what it is about."""
    return " ".join(" ".join(knot.text for knot in tree[:4]).split()[:_WORDS])
