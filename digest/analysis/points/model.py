"""The learned part: how likely a sentence is a core point, how likely it is the crux, how likely one answers another."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from digest.analysis.structure.forest import Floats, Forest, numbers

__all__ = ["Ranker", "ranker"]


@dataclass(frozen=True, slots=True)
class Ranker:
    """A logistic regression whose weights a person can read, and boosted trees beside it where they help.

    Attributes:
        names: the features.
        weights: one for each feature, in log odds for each unit of it.
        bias: the log odds where all features are 0.
        forest: its log odds are averaged with the regression's.
    """

    names: tuple[str, ...]
    weights: Floats
    bias: float
    forest: Forest | None = None

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Ranker:
        """From the object that the training script writes."""
        forest = Forest.load(data["forest"]) if data.get("forest") else None
        return cls(tuple(data["weights"]), np.array(list(data["weights"].values())), float(data["bias"]), forest)

    def odds(self, rows: Sequence[Mapping[str, float]]) -> Floats:
        """The log odds of yes for each row; a feature that a row lacks is 0.

        Example:
            >>> Ranker(("asks",), np.array([-1.0]), 0.5).odds([{"asks": 1.0}, {}]).tolist()
            [-0.5, 0.5]
        """
        plain = numbers(rows, self.names) @ self.weights + self.bias
        return np.asarray(plain if self.forest is None else (plain + self.forest.odds(rows)) / 2)


@cache
def ranker(name: str) -> Ranker:
    """`core`, `crux` or `answer`, as `weights.json` has it."""
    data = json.loads(files("digest.analysis.points").joinpath("weights.json").read_text(encoding="utf-8"))
    return Ranker.load(data[name])
