"""Calibration: whether probabilities match observed frequencies, and how to make them do so."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

BINS, PARTS = 10, 16


def table(predicted: Sequence[float], observed: Sequence[bool]) -> list[tuple[int, float, float]]:
    """For each of ten bins that is not empty: cases, mean predicted probability, observed frequency."""
    bins = _bins(predicted)
    some = [bins == one for one in range(BINS) if (bins == one).any()]
    return [(int(inside.sum()), float(_mean(predicted, inside)), float(_mean(observed, inside))) for inside in some]


def error(predicted: Sequence[float], observed: Sequence[bool]) -> float:
    """Expected calibration error: the mean difference of the bins, weighted by their cases."""
    return sum(count * abs(mean - share) for count, mean, share in table(predicted, observed)) / max(1, len(predicted))


def markdown(what: str, predicted: Sequence[float], observed: Sequence[bool]) -> str:
    """The reliability table in Markdown."""
    rows = [f"| {count} | {mean:.2f} | {share:.2f} |" for count, mean, share in table(predicted, observed)]
    head = [
        f"{what} (expected calibration error {error(predicted, observed):.3f}):",
        "",
        "| cases | predicted | observed |",
    ]
    return "\n".join([*head, "| --- | --- | --- |", *rows])


def calibration(predicted: Sequence[float], observed: Sequence[bool]) -> list[list[float]]:
    """A calibration table, by isotonic regression (pool adjacent violators, Ayer et al. 1955).

    Returns:
        Pairs of mean predicted probability and observed frequency, of equally many cases each before pooling.
    """
    order = np.argsort(predicted, kind="stable")
    pools: list[tuple[float, float, int]] = []
    for part in np.array_split(order, PARTS):
        pools.append((float(np.array(predicted)[part].sum()), float(np.array(observed, float)[part].sum()), len(part)))
        while len(pools) > 1 and pools[-1][1] / pools[-1][2] <= pools[-2][1] / pools[-2][2]:
            (a, b, n), (c, d, m) = pools.pop(), pools.pop()
            pools.append((a + c, b + d, n + m))
    return [[round(a / n, 3), round(b / n, 3)] for a, b, n in pools]


def scale(odds: np.ndarray, observed: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """Slope and shift that calibrate log odds (Platt 1999)."""
    model = LogisticRegression(C=100).fit(odds[:, None], observed, sample_weight=weight / weight.mean())
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _bins(predicted: Sequence[float]) -> np.ndarray:
    return np.minimum((np.array(predicted) * BINS).astype(int), BINS - 1)


def _mean(values: Sequence[float], inside: np.ndarray) -> float:
    return float(np.mean(np.array(values, float)[inside]))
