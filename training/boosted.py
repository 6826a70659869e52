"""Boosted trees by scikit-learn, written so that digest.analysis.boosted_trees can read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from digest.analysis.boosted_trees import numbers
from digest.analysis.structure.lines import Row


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
) -> dict[str, Any]:
    """Gradient-boosted trees over histograms, each split chosen among a fifth of the features.

    Args:
        answers: 1 for yes, 0 for no, one a row.
        weight: how much each row counts.
        fewest: rows in a leaf at least.
        seed: which features each split may choose among.
    """
    names = sorted({name for row in rows for name in row})
    columns = numbers(rows, names).astype(np.float32)
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
    start, trees = model._baseline_prediction, model._predictors  # noqa: SLF001 there is no other way to read them
    return {
        "names": names,
        "start": round(float(start[0, 0]), 4),
        "trees": [_tree(one.nodes) for (one,) in trees],
    }


def scaled(forest: dict[str, Any], slope: float, shift: float) -> dict[str, Any]:
    """The same trees with their log odds stretched and moved."""
    leaves = [[[round(node[0] * slope, 3)] if len(node) == 1 else node for node in tree] for tree in forest["trees"]]
    return {**forest, "start": round(forest["start"] * slope + shift, 4), "trees": leaves}


def averaged(forests: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One forest whose log odds are the mean of several, made of the same features with other seeds."""
    parts = [scaled(one, 1 / len(forests), 0.0) for one in forests]
    return {
        "names": parts[0]["names"],
        "start": round(sum(one["start"] for one in parts), 4),
        "trees": [tree for one in parts for tree in one["trees"]],
    }


def _tree(nodes: np.ndarray) -> list[list[float]]:
    """Nodes in reading order: [feature, threshold, right child]; the left child comes next; a leaf is [value]."""
    out: list[list[float]] = []

    def walk(at: int) -> None:
        node, mine = nodes[at], len(out)
        if node["is_leaf"]:
            out.append([round(float(node["value"]), 3)])
            return
        out.append([int(node["feature_idx"]), float(f"{node['num_threshold']:.5g}"), 0])
        walk(node["left"])
        out[mine][2] = len(out)
        walk(node["right"])

    walk(0)
    return out
