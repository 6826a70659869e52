"""How likely an editor is to index a candidate: boosted trees over its features.

They were learned from abstracts and papers whose keyphrases people chose (Friedman 2001; `training/keyphrases.py`).
weights.json holds one tree a line, each question by the name of its feature: [feature, bound, if not above, if above].
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import TypeAlias

from digest.analysis.keyphrases.candidates import Candidate
from digest.analysis.keyphrases.features import NAMES, Evidence, vector

__all__ = ["eligible", "rank"]

_LONG = 0.5
_EARLY = 300
"""In a long text a phrase that stands once counts only among its first so many words."""

_Tree: TypeAlias = "float | tuple[int, float, _Tree, _Tree]"
"""A leaf's log-odds, or a question: a feature's place in the vector, its bound, what follows below and above it."""


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
    scored = [(_score(vector(one, evidence)), one) for one in eligible(evidence)]
    scored.sort(key=lambda pair: (-pair[0], pair[1].first, pair[1].key))
    return {one.key: score for score, one in scored[:most]}


@lru_cache(maxsize=1)
def _model() -> tuple[float, tuple[_Tree, ...]]:
    data = json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    places = {name: at for at, name in enumerate(NAMES)}
    return float(data["constant"]), tuple(_tree(node, places) for node in data["trees"])


def _tree(node: object, places: dict[str, int]) -> _Tree:
    if isinstance(node, list):
        name, bound, below, above = node
        return places[name], float(bound), _tree(below, places), _tree(above, places)
    return float(str(node))


def _score(row: list[float]) -> float:
    total, trees = _model()
    for node in trees:
        while isinstance(node, tuple):
            at, bound, below, above = node
            node = below if row[at] <= bound else above
        total += node
    return total
