"""Claims and premises: training and cross-validation of the two models of `digest.analysis.claims.roles`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from digest.analysis.claims.roles import ROLES, Chances, context_features
from digest.analysis.linear import Features, LinearModel
from training.fitting import fit, folds, frequent, pruned
from training.gold import LabelledPost

STRENGTH = 0.015
DEBATES_WITH_WORD = 6
INNER = 5
AS_GOOD = 0.004
_STEPS = [round(0.1 * at, 1) for at in range(-2, 11)]
SHIFTS = [(none, claim, 0.0) for none in _STEPS[2:] for claim in _STEPS[:9]]


@dataclass(frozen=True)
class Trained:
    """The two models and their vocabulary."""

    first: LinearModel
    second: LinearModel
    words: frozenset[str]


def train(
    posts: Sequence[LabelledPost], *, debates: int, without: Callable[[str], bool] | None = None, stacked: bool = True
) -> Trained:
    """Fit both models; the second learns from predictions of the first on debates that it had not seen."""
    words = frequent(
        ((post.debate, features) for post in posts for features in post.seen.features), debates=DEBATES_WITH_WORD
    )
    rows = [pruned(post.seen.features, words=words, without=without) for post in posts]
    first = _fit(posts, rows)
    if not stacked:
        return Trained(first, first, words)
    fold = folds(debates, count=INNER, seed=1)
    parts = [
        _fit(
            [p for p in posts if fold[p.debate] != one],
            [r for p, r in zip(posts, rows, strict=True) if fold[p.debate] != one],
        )
        for one in range(INNER)
    ]
    second_rows = [
        [
            row | more
            for row, more in zip(
                own, context_features([parts[fold[post.debate]].probabilities(r) for r in own]), strict=True
            )
        ]
        for post, own in zip(posts, rows, strict=True)
    ]
    return Trained(first, _fit(posts, second_rows), words)


def _fit(posts: Sequence[LabelledPost], rows: Sequence[Sequence[Features]]) -> LinearModel:
    flat = [
        (row, role, post.weight * len(words) ** 0.5)
        for post, own in zip(posts, rows, strict=True)
        for row, role, words in zip(own, post.roles, post.seen.words, strict=True)
        if role is not None and words
    ]
    return fit(
        [row for row, _, _ in flat],
        [role for _, role, _ in flat],
        classes=ROLES,
        strength=STRENGTH,
        weights=[weight for _, _, weight in flat],
    )


def answer(
    post: LabelledPost, trained: Trained, *, without: Callable[[str], bool] | None, stacked: bool
) -> list[Chances]:
    """The models' probabilities for a post's units, as `digest.analysis.claims.roles.chances` gives them."""
    rows = pruned(post.seen.features, words=trained.words, without=without)
    first = [trained.first.probabilities(row) for row in rows]
    if not stacked:
        return first
    second = [trained.second.probabilities(row | more) for row, more in zip(rows, context_features(first), strict=True)]
    return [tuple((a + b) / 2 for a, b in zip(one, two, strict=True)) for one, two in zip(first, second, strict=True)]


def cross_validated(
    posts: Sequence[LabelledPost],
    *,
    debates: int,
    count: int,
    seed: int = 0,
    without: Callable[[str], bool] | None = None,
    stacked: bool = True,
) -> list[list[Chances]]:
    """For each post the probabilities by models that have not seen its debate."""
    fold = folds(debates, count=count, seed=seed)
    trained = [
        train([p for p in posts if fold[p.debate] != one], debates=debates, without=without, stacked=stacked)
        for one in range(count)
    ]
    return [answer(post, trained[fold[post.debate]], without=without, stacked=stacked) for post in posts]


def score(
    posts: Sequence[LabelledPost], chances: Sequence[Sequence[Chances]], *, shift: Sequence[float]
) -> list[float]:
    """F1 of none, claim and premise, counted in words, as the benchmark does."""
    table = np.zeros((3, 3))
    for post, own in zip(posts, chances, strict=True):
        table[:, 0] += post.rest
        for count, chance in zip(post.counts, own, strict=True):
            table[:, decided(chance, shift)] += count
    return [float(2 * table[at, at] / (table[at].sum() + table[:, at].sum())) for at in range(3)]


def decided(chance: Chances, shift: Sequence[float]) -> int:
    """The role that is chosen with the shift of the decision."""
    return int(np.argmax(np.log(np.array(chance) + 1e-9) + np.array(shift)))


def best_shift(posts: Sequence[LabelledPost], chances: Sequence[Sequence[Chances]]) -> tuple[float, float, float]:
    """The smallest shift of the decision whose macro F1 is within 0.004 of the best, smoothed over its neighbours.

    A larger shift only gives more claims, and among more claims it is harder to find the one that a premise supports.
    """
    found = {shift: sum(score(posts, chances, shift=shift)) / 3 for shift in SHIFTS}

    def smooth(shift: tuple[float, float, float]) -> float:
        near = [v for s, v in found.items() if abs(s[0] - shift[0]) < 0.15 and abs(s[1] - shift[1]) < 0.15]
        return sum(near) / len(near)

    best = max(smooth(shift) for shift in SHIFTS)
    as_good = [shift for shift in SHIFTS if smooth(shift) > best - AS_GOOD]
    return min(as_good, key=lambda shift: (abs(shift[0]) + abs(shift[1]), -smooth(shift)))


def reliability(
    posts: Sequence[LabelledPost], chances: Sequence[Sequence[Chances]]
) -> tuple[tuple[float, float, int], ...]:
    """A reliability table by tenths: mean probability of predicted roles, share of right ones, number of units."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for post, own in zip(posts, chances, strict=True):
        for role, chance in zip(post.roles, own, strict=True):
            best = int(np.argmax(chance))
            if best and role is not None:
                bins.setdefault(int(chance[best] * 10), []).append((chance[best], role == ROLES[best]))
    return tuple(
        (sum(c for c, _ in some) / len(some), sum(r for _, r in some) / len(some), len(some))
        for _, some in sorted(bins.items())
    )
