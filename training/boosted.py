"""Boosted trees by scikit-learn, made into the arrays of `digest.analysis.boosted_trees`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from digest.analysis.boosted_trees import BoostedTrees, feature_table
from digest.analysis.structure.lines import Row

Node = tuple[int, float, int, int]
"""Feature, bound, and the numbers of the two children within the tree; a leaf is its own child, its bound its value."""


def boosted(
    rows: Sequence[Row],
    answers: np.ndarray,
    weight: np.ndarray,
    *,
    trees: int,
    leaves: int,
    rate: float,
    fewest: int,
    seed: int = 1,
) -> BoostedTrees:
    """Fit gradient-boosted trees over histograms, each split chosen among a fifth of the features.

    Args:
        answers: 1 for yes, 0 for no, one for each row.
        weight: how much each row counts.
        fewest: rows in a leaf at least.
        seed: decides which features each split may choose among.
    """
    names = sorted({name for row in rows for name in row})
    columns = feature_table(rows, names).astype(np.float32)
    model = HistGradientBoostingClassifier(
        max_iter=trees,
        learning_rate=rate,
        max_leaf_nodes=leaves,
        min_samples_leaf=fewest,
        max_features=0.2,
        max_bins=96,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=seed,
    ).fit(columns, answers, sample_weight=weight / weight.mean())
    start, predictors = model._baseline_prediction, model._predictors  # noqa: SLF001 there is no other way to read them
    return packed(names, round(float(start[0, 0]), 4), [_tree(one.nodes) for (one,) in predictors])


def packed(names: Sequence[str], start: float, trees: Sequence[Sequence[Node]]) -> BoostedTrees:
    """Trees as arrays that all trees share."""
    roots = np.cumsum([0, *map(len, trees)])[:-1]
    nodes = [node for tree in trees for node in tree]
    first = np.repeat(roots, [len(tree) for tree in trees])
    children = np.array([node[2:] for node in nodes]) + first[:, None]
    return BoostedTrees(
        names=tuple(names),
        start=start,
        depth=max(map(_depth, trees)),
        roots=roots.astype(np.int32),
        feature=np.array([node[0] for node in nodes], np.int16),
        value=np.array([node[1] for node in nodes], np.float64),
        children=children.ravel().astype(np.int32),
    )


def scaled(trees: BoostedTrees, slope: float, shift: float) -> BoostedTrees:
    """The same trees with their log odds stretched and moved."""
    value = np.where(_is_leaf(trees), np.round(trees.value * slope, 3), trees.value)
    return replace(trees, start=round(trees.start * slope + shift, 4), value=value)


def averaged(several: Sequence[BoostedTrees]) -> BoostedTrees:
    """One set of trees whose log odds are the mean of several, made of the same features with other seeds."""
    parts = [scaled(one, 1 / len(several), 0.0) for one in several]
    first = np.cumsum([0, *(len(one.value) for one in parts)])
    return replace(
        parts[0],
        start=round(sum(one.start for one in parts), 4),
        depth=max(one.depth for one in parts),
        roots=np.concatenate([one.roots + at for one, at in zip(parts, first, strict=False)]).astype(np.int32),
        feature=np.concatenate([one.feature for one in parts]),
        value=np.concatenate([one.value for one in parts]),
        children=np.concatenate([one.children + at for one, at in zip(parts, first, strict=False)]).astype(np.int32),
    )


def _is_leaf(trees: BoostedTrees) -> np.ndarray[Any, Any]:
    return trees.children[::2] == np.arange(len(trees.value))


def _depth(tree: Sequence[Node]) -> int:
    depth = [0] * len(tree)
    for at, (*_, below, above) in enumerate(tree):
        for child in {below, above} - {at}:
            depth[child] = depth[at] + 1
    return max(depth)


def _tree(nodes: np.ndarray) -> list[Node]:
    """One tree of scikit-learn, parents before their children; numbers are rounded, which keeps the file small."""
    out: list[Node] = []

    def walk(at: int) -> int:
        node, mine = nodes[at], len(out)
        if node["is_leaf"]:
            out.append((0, round(float(node["value"]), 3), mine, mine))
            return mine
        out.append((0, 0.0, mine, mine))
        below, above = walk(node["left"]), walk(node["right"])
        out[mine] = (int(node["feature_idx"]), float(f"{node['num_threshold']:.5g}"), below, above)
        return mine

    walk(0)
    return out
