"""Boosted trees: the one evaluator of those that keyphrases and structure learned with scikit-learn.

Whoever trains needs scikit-learn, whoever analyses only numpy. The trees are plain arrays (`training/boosted.py`
makes them), so the shipped file is readable by any program and opens no pickle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digest.analysis.weights import Array, Weights

Floats = npt.NDArray[np.float64]
_CHUNK = 2000
"""Rows that go through the trees at a time. It bounds the memory: 400 trees take 6 MB for each array of nodes."""


def feature_table(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> Floats:
    """Features as a table of the shape (rows, names); a feature that a row lacks is 0."""
    table = [[row.get(name, 0.0) for name in names] for row in rows]
    return np.array(table, np.float64).reshape(len(rows), len(names))


@dataclass(frozen=True, slots=True)
class BoostedTrees:
    """Gradient-boosted trees for a yes-or-no question (Friedman 2001).

    The nodes of all trees are in the same arrays, so that all trees are walked at once. A leaf is its own child, and
    so stays where it is until the deepest tree is done.

    Attributes:
        names: the features, in the order of the columns.
        start: the log odds before any tree.
        depth: steps from a root to the deepest leaf.
        roots: the node where each tree begins.
        feature: for each node the column that it looks at; 0 for a leaf.
        value: for each node the bound; for a leaf what it adds, in log odds.
        children: for each node where to go on: where the feature is at most the bound, and where it is above it. The
            shape is (2 x nodes,).
    """

    names: tuple[str, ...]
    start: float
    depth: int
    roots: Array
    feature: Array
    value: Array
    children: Array

    @classmethod
    def load(cls, weights: Weights) -> BoostedTrees:
        """The trees of one part of a file of weights."""
        arrays = weights.arrays
        return cls(
            names=weights.names["features"],
            start=float(arrays["start"]),
            depth=int(arrays["depth"]),
            roots=arrays["roots"],
            feature=arrays["feature"],
            value=arrays["value"],
            children=arrays["children"],
        )

    def odds(self, rows: Sequence[Mapping[str, float]]) -> Floats:
        """The log odds of yes for each row of named features.

        Features are compared in single precision, as scikit-learn's histograms do.
        """
        return self.odds_of(feature_table(rows, self.names).astype(np.float32))

    def odds_of(self, table: Array) -> Floats:
        """The log odds of yes for each row.

        Args:
            table: features of the shape (rows, names), in the order of `names`.
        """
        out: Floats = np.zeros(len(table))
        for first in range(0, len(table), _CHUNK):
            out[first : first + _CHUNK] = self._walk(table[first : first + _CHUNK])
        return out

    def _walk(self, table: Array) -> Floats:
        # `take` in flat arrays: several times as fast as indexing by row and column.
        flat, begins = table.ravel(), np.arange(len(table))[:, None] * table.shape[1]
        node = np.broadcast_to(self.roots, (len(table), len(self.roots)))
        for _ in range(self.depth):
            above = flat.take(self.feature.take(node) + begins) > self.value.take(node)
            node = self.children.take(2 * node + above)
        return np.asarray(self.start + self.value.take(node).sum(axis=1), np.float64)


def sigmoid(odds: Floats) -> Floats:
    """Log odds as probabilities.

    Example:
        >>> sigmoid(np.array([0.0])).tolist()
        [0.5]
    """
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float64)
