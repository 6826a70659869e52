"""Linear models with readable weights: named features, a weight for each class, a softmax.

Evaluated in plain Python: a post has few features, and calls of numpy would cost more. `python -m training arguments`
and `python -m training sides` learn them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.analysis import weights

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A multinomial logistic regression.

    Attributes:
        classes: two or three.
        weights: for each feature a weight for each class; features without weights count nothing.
    """

    classes: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]

    def probabilities(self, features: Features) -> tuple[float, ...]:
        """The probability of each class; they sum to 1.

        Example:
            >>> model = LinearModel(("no", "yes"), {"asks": (0.0, 1.0)})
            >>> [round(p, 2) for p in model.probabilities({"asks": 1.0, "unheard of": 1.0})]
            [0.27, 0.73]
        """
        totals = self.scores(features)
        top = max(totals)
        powers = [math.exp(total - top) for total in totals]
        whole = sum(powers)
        return tuple(power / whole for power in powers)

    def scores(self, features: Features) -> tuple[float, ...]:
        """For each class the sum of values times weights: its log probability, up to a constant.

        Example:
            >>> LinearModel(("no", "yes"), {"asks": (0.0, 1.5)}).scores({"asks": 2.0})
            (0.0, 3.0)
        """
        return _two(self.weights, features) if len(self.classes) == 2 else _three(self.weights, features)

    def reasons(self, features: Features, of: str) -> tuple[tuple[str, float], ...]:
        """The features for and against a class, with value x weight, the strongest first.

        Weights are given relative to their mean over the classes, since only differences count.

        Example:
            >>> LinearModel(("no", "yes"), {"asks": (-1.0, 1.0)}).reasons({"asks": 1.0}, "yes")
            (('asks', 1.0),)
        """
        at = self.classes.index(of)
        found = []
        for name, value in features.items():
            row = self.weights.get(name)
            if row is not None and value:
                found.append((name, round(value * (row[at] - sum(row) / len(row)), 4)))
        return tuple(sorted(found, key=lambda one: (-abs(one[1]), one[0])))


# Written out, as a loop over the classes takes twice the time, and this runs for every unit and every candidate.


def _two(weights: Mapping[str, Sequence[float]], features: Features) -> tuple[float, ...]:
    one = two = 0.0
    for name, value in features.items():
        if name in weights:
            first, second = weights[name]
            one += first * value
            two += second * value
    return one, two


def _three(weights: Mapping[str, Sequence[float]], features: Features) -> tuple[float, ...]:
    one = two = three = 0.0
    for name, value in features.items():
        if name in weights:
            first, second, third = weights[name]
            one += first * value
            two += second * value
            three += third * value
    return one, two, three


def load_models(name: str) -> Mapping[str, LinearModel]:
    """The models of a file of weights, by their names.

    Args:
        name: of the file. Each of its parts has `features`, `classes`, and `weights` of the shape
            (features, classes).
    """
    found = weights.load(name)
    return {part: _model(found.part(part)) for part in found.parts()}


def _model(part: weights.Weights) -> LinearModel:
    rows = map(tuple, part.arrays["weights"].tolist())
    return LinearModel(part.names["classes"], dict(zip(part.names["features"], rows, strict=True)))
