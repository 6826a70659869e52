"""How likely an editor is to index a candidate: boosted trees over its features.

They were learned from abstracts and papers whose keyphrases people chose (Friedman 2001; `training/keyphrases.py`).
weights.json holds one tree a line, each question by the name of its feature: [feature, bound, if not above, if above].
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from digest.analysis.keyphrases.candidates import Candidate
from digest.analysis.keyphrases.features import NAMES, Evidence, vector

__all__ = ["eligible", "rank"]

_LONG = 0.5
_EARLY = 300
"""In a long text a phrase that stands once counts only among its first so many words."""


def eligible(evidence: Evidence) -> list[Candidate]:
    """The candidates that are worth a closer look, in reading order."""
    every = evidence.found.candidates.values()
    if evidence.long <= _LONG:
        return list(every)
    return [one for one in every if one.count > 1 or one.title or one.first < _EARLY]


def rank(evidence: Evidence, *, most: int) -> dict[str, float]:
    """Folded phrases and their log-odds, best first; among equals what comes first in the text.

    Args:
        evidence: what was counted of the document.
        most: how many at most.
    """
    candidates = eligible(evidence)
    scored = list(zip(_scores([vector(one, evidence) for one in candidates]), candidates, strict=True))
    scored.sort(key=lambda pair: (-pair[0], pair[1].first, pair[1].key))
    return {one.key: score for score, one in scored[:most]}


def _scores(vectors: Sequence[Sequence[float]]) -> list[float]:
    import numpy as np  # late, as yake is: it takes longer to import than many a command takes

    if not vectors:
        return []
    rows = np.array(vectors)
    constant, feature, threshold, step, value, roots, depth = _forest()
    flat, begins = rows.ravel(), np.arange(len(rows))[:, None] * rows.shape[1]
    at = np.broadcast_to(roots, (len(rows), len(roots)))
    for _ in range(depth):  # `take` in flat tables: several times as fast as to index by row and column
        more = flat.take(feature.take(at) + begins) > threshold.take(at)
        at = step.take(2 * at + more)
    scores: list[float] = (constant + value.take(at).sum(axis=1)).tolist()
    return scores


@lru_cache(maxsize=1)
def _forest() -> tuple[Any, ...]:
    """The nodes of all trees as columns, so that all trees are walked at once; a leaf leads to itself."""
    import numpy as np

    data = json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    nodes: list[tuple[int, float, int, int, float]] = []
    roots: list[int] = []
    for tree in data["trees"]:
        roots.append(len(nodes))
        nodes.extend(
            (name, bound, below + roots[-1], above + roots[-1], leaf) for name, bound, below, above, leaf in _flat(tree)
        )
    feature, threshold, below, above, value = map(np.array, zip(*nodes, strict=True))
    step = np.stack([below, above], axis=1).ravel()
    return float(data["constant"]), feature, threshold, step, value, np.array(roots), max(map(_depth, data["trees"]))


def _depth(tree: Any) -> int:
    return 1 + max(_depth(tree[2]), _depth(tree[3])) if isinstance(tree, list) else 0


def _flat(tree: Any) -> list[tuple[int, float, int, int, float]]:
    """A nested tree as nodes in a row: feature, threshold, the two next places, value."""
    nodes: list[tuple[int, float, int, int, float]] = []

    def add(node: Any) -> int:
        at = len(nodes)
        if not isinstance(node, list):
            nodes.append((0, 0.0, at, at, float(node)))
            return at
        nodes.append((0, 0.0, at, at, 0.0))
        name, bound, below, above = node
        nodes[at] = (NAMES.index(name), float(bound), add(below), add(above), 0.0)
        return at

    add(tree)
    return nodes
