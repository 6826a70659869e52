"""Trees that argue the same point, brought together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from digest.analysis.keypoints.grouping import group
from digest.analysis.similarity import Similarity
from digest.analysis.threads.forest import Knot, Union

__all__ = ["joined"]

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
