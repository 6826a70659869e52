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
    constant, feature, threshold, step, value, depth = _forest()
    trees, every = np.arange(len(feature)), np.arange(len(rows))[:, None]
    at = np.zeros((len(rows), len(feature)), dtype=np.intp)
    for _ in range(depth):
        more = rows[every, feature[trees, at]] > threshold[trees, at]
        at = step[trees, at, more.astype(np.intp)]
    return [float(one) for one in constant + value[trees, at].sum(axis=1)]


@lru_cache(maxsize=1)
def _forest() -> tuple[Any, ...]:
    """The trees as tables, a row each, so that all are walked at once; a leaf leads to itself."""
    import numpy as np

    data = json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    flat = [_flat(tree) for tree in data["trees"]]
    size = max(map(len, flat))
    feature, step = np.zeros((len(flat), size), np.intp), np.zeros((len(flat), size, 2), np.intp)
    threshold, value = np.zeros((len(flat), size)), np.zeros((len(flat), size))
    for tree, nodes in enumerate(flat):
        for at, (name, bound, below, above, leaf) in enumerate(nodes):
            feature[tree, at], threshold[tree, at], value[tree, at] = name, bound, leaf
            step[tree, at] = (below, above)
    return float(data["constant"]), feature, threshold, step, value, max(map(_depth, data["trees"]))


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
