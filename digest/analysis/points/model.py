"""The learned part: how likely a sentence is a core point, the crux, or an answer to another."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from digest.analysis.similarity import Matrix
from digest.analysis.structure.forest import Floats, numbers

__all__ = ["Ranker", "ranker"]


@dataclass(frozen=True, slots=True)
class Ranker:
    """A logistic regression whose weights a person can read.

    Attributes:
        names: the features.
        weights: one for each feature, in log odds for each unit of it.
        bias: the log odds where all features are 0.
        meaning: weights for the direction of a sentence (`similarity.WordVectors`), one for each axis; empty where
            the direction tells nothing.
    """

    names: tuple[str, ...]
    weights: Floats
    bias: float
    meaning: Floats

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Ranker:
        """From the object that the training script writes."""
        weights = np.array(list(data["weights"].values()), np.float64)
        return cls(tuple(data["weights"]), weights, float(data["bias"]), np.array(data.get("meaning", ()), np.float64))

    def odds(self, rows: Sequence[Mapping[str, float]], vectors: Matrix | None = None) -> Floats:
        """The log odds of yes for each row; a feature that a row lacks is 0.

        Args:
            rows: features.
            vectors: the direction of each sentence, for a model that looks at it.

        Example:
            >>> asks = Ranker.load({"weights": {"asks": -1.0}, "bias": 0.5})
            >>> asks.odds([{"asks": 1.0}, {}]).tolist()
            [-0.5, 0.5]
        """
        told = numbers(rows, self.names) @ self.weights + self.bias
        if vectors is not None and vectors.shape[1] == len(self.meaning):  # a language without vectors has none
            told = told + vectors @ self.meaning
        return np.asarray(told, np.float64)


@cache
def ranker(name: str) -> Ranker:
    """`core`, `crux` or `answer`, as `weights.json` has it."""
    data = json.loads(files("digest.analysis.points").joinpath("weights.json").read_text(encoding="utf-8"))
    return Ranker.load(data[name])
