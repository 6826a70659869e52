"""Bags of words for `digest.analysis.sides`: the models `verdict` and `talk`."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from digest.analysis.linear import Features, LinearModel
from digest.analysis.sides import verdict_words
from training.sides_public import Comment

GROUPS = 60
"""Threads in which a word or pair must occur, so that topics of a few threads are no signs of a side."""
_DIGITS = 2


def bag_of(
    comments: Sequence[Comment],
    *,
    classes: Sequence[str],
    weights: Sequence[float],
    most: int,
    strength: float,
) -> LinearModel:
    """A model of the most informative words.

    A first model is fitted on all words that occur in enough threads. The `most` words with the highest weight, times
    their frequency, make the second model, which is kept. A feature for each domain learns its share of labels, and is
    dropped afterwards.

    Args:
        weights: how much each comment counts.
        most: words and pairs that are kept.
        strength: inverse of the L2 penalty.
    """
    bags = [verdict_words.features(comment.text) for comment in comments]
    groups: dict[str, set[str]] = defaultdict(set)
    for comment, bag in zip(comments, bags, strict=True):
        for word in bag:
            groups[word].add(comment.group)
    kept = {word for word, where in groups.items() if len(where) >= GROUPS} - {"bias"}
    for _ in range(2):
        vectorizer = DictVectorizer()
        rows = [
            {word: value for word, value in bag.items() if word in kept} | {f"domain {comment.domain}": 1.0}
            for comment, bag in zip(comments, bags, strict=True)
        ]
        table = vectorizer.fit_transform(rows)
        model = LogisticRegression(C=strength, max_iter=500).fit(
            table, [comment.answer for comment in comments], sample_weight=weights
        )
        names = [str(name) for name in vectorizer.get_feature_names_out()]
        usual = np.sqrt(np.asarray(table.power(2).mean(axis=0)).ravel())
        ranked = sorted(zip(np.abs(model.coef_).max(axis=0) * usual, names, strict=True), reverse=True)
        chosen = [name for _, name in ranked if not name.startswith("domain ")][:most]
        if len(chosen) == len(kept):
            break
        kept = set(chosen)
    return _model(model, names, classes=classes)


def _model(model: LogisticRegression, names: Sequence[str], *, classes: Sequence[str]) -> LinearModel:
    rows: Mapping[str, np.ndarray]
    order = [str(name) for name in model.classes_]
    if len(order) == 2:
        rows = {order[0]: -model.coef_[0] / 2, order[1]: model.coef_[0] / 2}
    else:
        rows = dict(zip(order, model.coef_, strict=True))
    found = {
        name: tuple(round(float(rows[one][at]), _DIGITS) for one in classes)
        for at, name in enumerate(names)
        if not name.startswith("domain ")
    }
    return LinearModel(tuple(classes), {name: row for name, row in sorted(found.items()) if any(row)})


def verdict_model(comments: Sequence[Comment]) -> LinearModel:
    """Against the poster, or for. Both labels have the same total weight, and threads the root of their size."""
    size = Counter(comment.group for comment in comments)
    share = Counter(comment.answer for comment in comments)
    raw = [
        (1.0 if comment.domain == "top" else 0.4) / share[comment.answer] / math.sqrt(size[comment.group])
        for comment in comments
    ]
    mean = sum(raw) / len(raw)
    model = bag_of(comments, classes=("against", "for"), weights=[one / mean for one in raw], most=300, strength=2.0)
    bias = _usual(model, comments) / 2
    return LinearModel(model.classes, {"bias": (round(bias, _DIGITS), -round(bias, _DIGITS)), **model.weights})


def _usual(model: LinearModel, comments: Sequence[Comment]) -> float:
    """The mean score of comments in divided threads: the usual tone must not count as a side."""
    sides: dict[str, list[str]] = defaultdict(list)
    for comment in comments:
        sides[comment.group].append(comment.answer)
    divided = {
        name for name, said in sides.items() if len(said) * _DIVIDED <= said.count("for") <= len(said) * (1 - _DIVIDED)
    }
    found = [
        model.scores(verdict_words.features(one.text))
        for one in comments
        if one.domain == "top" and one.group in divided
    ]
    return sum(siding - against for against, siding in found) / max(1, len(found))


_DIVIDED = 0.2
"""Least share of the smaller side in a divided thread."""


DOMAINS: Mapping[str, float] = {"deep": 0.04, "top": 0.03, "forum": 0.6}
"""Weight of a comment by domain: verdict threads have very many, labelled by a machine."""
_OTHERS = 0.6


def talk_model(comments: Sequence[Comment]) -> LinearModel:
    """Support, attack, or neither."""
    weights = [DOMAINS.get(comment.domain, _OTHERS) for comment in comments]
    return bag_of(comments, classes=("support", "attack", "neither"), weights=weights, most=400, strength=1.0)


def score(model: LinearModel, text: str) -> Features:
    """The scores of a text by class."""
    return dict(zip(model.classes, model.scores(verdict_words.features(text)), strict=True))
