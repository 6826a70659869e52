"""Logistic regression, as models that digest reads; and folds by debate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from digest.analysis.linear import Features, LinearModel

_DIGITS = 3


def fit(
    rows: Sequence[Features],
    answers: Sequence[str],
    *,
    classes: Sequence[str],
    strength: float,
    weights: Sequence[float],
    intercept: bool = True,
) -> LinearModel:
    """Fit a linear model with scikit-learn.

    Args:
        classes: the order of the classes in the model.
        strength: inverse of the L2 penalty.
        weights: how much each row counts.
        intercept: whether to fit a bias, which the penalty leaves free.
    """
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform(rows)
    model = LogisticRegression(C=strength, max_iter=500, fit_intercept=intercept).fit(
        table, answers, sample_weight=weights
    )
    table_of = {str(name): at for at, name in enumerate(model.classes_)}
    if len(classes) == 2:  # scikit-learn keeps one row for two classes
        half = model.coef_[0] / 2
        rows_of = {classes[table_of_first]: sign * half for table_of_first, sign in ((0, -1), (1, 1))}
        if table_of[classes[0]] == 1:
            rows_of = {name: -row for name, row in rows_of.items()}
        base = model.intercept_[0] / 2 * (1 if table_of[classes[1]] == 1 else -1)
        bias = [-base, base]
    else:
        rows_of = {name: model.coef_[table_of[name]] for name in classes}
        bias = [float(model.intercept_[table_of[name]]) for name in classes]
    names = vectorizer.get_feature_names_out()
    table_weights = {
        str(name): [round(float(rows_of[one][at]), _DIGITS) for one in classes] for at, name in enumerate(names)
    }
    own = table_weights.get("bias", [0.0] * len(classes))
    table_weights["bias"] = [round(a + b, _DIGITS) for a, b in zip(own, bias, strict=True)]
    kept = {name: tuple(row) for name, row in sorted(table_weights.items()) if any(row)}
    return LinearModel(tuple(classes), kept)


def frequent(rows: Iterable[tuple[int, Features]], *, debates: int, prefix: str = "word ") -> frozenset[str]:
    """The words that occur in this many debates, and so are no topic words of a few."""
    seen: dict[str, set[int]] = defaultdict(set)
    for debate, features in rows:
        for name in features:
            if name.startswith(prefix):
                seen[name].add(debate)
    return frozenset(name for name, where in seen.items() if len(where) >= debates)


def pruned(
    rows: Sequence[Features], *, words: frozenset[str], without: Callable[[str], bool] | None = None
) -> list[Features]:
    """The rows with the chosen words only, and without the family of features that an ablation leaves out."""
    return [
        {
            name: value
            for name, value in row.items()
            if (not name.startswith("word ") or name in words) and not (without and without(name))
        }
        for row in rows
    ]


def folds(debates: int, *, count: int, seed: int = 0) -> tuple[int, ...]:
    """The fold of each debate."""
    return tuple(int(place) % count for place in np.random.RandomState(seed).permutation(debates))


def fit_two(
    rows: Sequence[Features], answers: Sequence[bool], *, prior: Mapping[str, float], strength: float
) -> LinearModel:
    """Fit a logistic regression whose penalty draws weights to a prior (a Gaussian with that mean) instead of to 0.

    Args:
        prior: expected weights in logits; 0 for all other features.
        strength: variance of the prior, the same for all weights; the bias is free.
    """
    vectorizer = DictVectorizer(sparse=False)
    table = vectorizer.fit_transform([{**dict.fromkeys(prior, 0.0), **row} for row in rows])
    names = [str(name) for name in vectorizer.get_feature_names_out()]
    expected = np.array([prior.get(name, 0.0) for name in names])
    free = np.array([0.01 if name == "bias" else 1.0 for name in names])
    signs = np.where(np.array(answers), 1.0, -1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = signs * (table @ weights)
        away = weights - expected
        value = np.logaddexp(0, -margin).sum() + (free * away**2).sum() / (2 * strength)
        slope = -(signs / (1 + np.exp(margin))) @ table + free * away / strength
        return float(value), slope

    found = minimize(loss, expected, jac=True, method="L-BFGS-B").x
    half = {name: round(float(weight) / 2, _DIGITS) for name, weight in zip(names, found, strict=True)}
    return LinearModel(("no", "yes"), {name: (-weight, weight) for name, weight in sorted(half.items()) if weight})
