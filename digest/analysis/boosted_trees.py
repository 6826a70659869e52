"""Boosted trees as plain arrays: a few lines to read them, a few to ask them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_CHUNK = 2000
"""Rows asked at a time, which bounds the memory."""


def numbers(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> Floats:
    """Features as a table, rows × names; a feature that a row lacks is 0."""
    table = [[row.get(name, 0.0) for name in names] for row in rows]
    return np.array(table, np.float64).reshape(len(rows), len(names))


@dataclass(frozen=True, slots=True)
class BoostedTrees:
    """Gradient-boosted trees for a yes-or-no question (Friedman 2001).

    All trees' nodes stand in the same arrays. A leaf has feature -1; its threshold is its value, in log odds.

    Attributes:
        names: the features, in the order of the columns.
        start: the log odds before any tree.
        roots: where each tree begins.
    """

    names: tuple[str, ...]
    start: float
    roots: tuple[int, ...]
    feature: npt.NDArray[np.int32]
    threshold: Floats
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> BoostedTrees:
        """From the object that the training script writes: each tree is a list of [feature, threshold, right] nodes.

        A node's left child is the node after it, so only the right one is written; a leaf is [value].
        """
        feature: list[int] = []
        threshold: list[float] = []
        left: list[int] = []
        right: list[int] = []
        roots: list[int] = []
        for tree in data["trees"]:
            base = len(feature)
            roots.append(base)
            for at, node in enumerate(tree):
                leaf = len(node) == 1
                feature.append(-1 if leaf else node[0])
                threshold.append(node[0] if leaf else node[1])
                left.append(base + at if leaf else base + at + 1)
                right.append(base + at if leaf else base + node[2])
        return cls(
            names=tuple(data["names"]),
            start=float(data["start"]),
            roots=tuple(roots),
            feature=np.array(feature, np.int32),
            threshold=np.array(threshold, np.float64),
            left=np.array(left, np.int32),
            right=np.array(right, np.int32),
        )

    def odds(self, rows: Sequence[Mapping[str, float]]) -> Floats:
        """The log odds of yes for each row; a feature that a row lacks is 0."""
        out: Floats = np.zeros(len(rows))
        for first in range(0, len(rows), _CHUNK):
            part = rows[first : first + _CHUNK]
            out[first : first + _CHUNK] = self._ask(numbers(part, self.names).astype(np.float32))
        return out

    def _ask(self, table: npt.NDArray[np.float32]) -> Floats:
        """All trees at once: a grid of nodes, one row a tree, that go down together."""
        each = np.arange(len(table))[None, :]
        node = np.repeat(np.array(self.roots, np.int32)[:, None], len(table), axis=1)
        while ((feature := self.feature[node]) >= 0).any():
            below = table[each, feature] <= self.threshold[node]  # a leaf's feature, -1, is some column: no harm
            node = np.where(below, self.left[node], self.right[node])  # a leaf leads to itself
        return np.asarray(self.start + self.threshold[node].sum(axis=0), np.float64)


def chances(odds: Floats) -> Floats:
    """Log odds as probabilities.

    Example:
        >>> chances(np.array([0.0])).tolist()
        [0.5]
    """
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float64)
