"""Whether what is said to be likely is as likely as that: tables of ten bins, and a calibration learned from them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

BINS = 10


def table(said: Sequence[float], was: Sequence[bool]) -> list[tuple[int, float, float]]:
    """For each of ten bins that is not empty: how many, what was said on average, how often it was so."""
    bins = _bins(said)
    some = [bins == one for one in range(BINS) if (bins == one).any()]
    return [(int(inside.sum()), float(_mean(said, inside)), float(_mean(was, inside))) for inside in some]


def error(said: Sequence[float], was: Sequence[bool]) -> float:
    """Expected calibration error: how far the bins are off on average, each counted by its size."""
    return sum(count * abs(mean - share) for count, mean, share in table(said, was)) / max(1, len(said))


def markdown(what: str, said: Sequence[float], was: Sequence[bool]) -> str:
    """The table as a page shows it."""
    rows = [f"| {count} | {mean:.2f} | {share:.2f} |" for count, mean, share in table(said, was)]
    head = [f"{what} (expected calibration error {error(said, was):.3f}):", "", "| How many | Said | Was |"]
    return "\n".join([*head, "| --- | --- | --- |", *rows])


def calibration(said: Sequence[float], was: Sequence[bool]) -> list[list[float]]:
    """What was said in ten bins and how often it was so, made to rise by pooling bins that fall (Ayer et al. 1955)."""
    pools: list[list[float]] = []
    for count, mean, share in table(said, was):
        pools.append([mean * count, share * count, count])
        while len(pools) > 1 and pools[-1][1] / pools[-1][2] < pools[-2][1] / pools[-2][2]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return [[round(a / n, 2), round(b / n, 2)] for a, b, n in pools]


def _bins(said: Sequence[float]) -> np.ndarray:
    return np.minimum((np.array(said) * BINS).astype(int), BINS - 1)


def _mean(values: Sequence[float], inside: np.ndarray) -> float:
    return float(np.mean(np.array(values, float)[inside]))
