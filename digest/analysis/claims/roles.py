"""Which units argue, and in which role: a linear model asked twice, the second time knowing the neighbours' answers.

Stacking the first answers of neighbouring sentences is Wolpert's (1992) and Cohen and Carvalho's (2005, "stacked
sequential learning"): a premise stands beside its claim, so what the neighbours probably are is evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from digest.analysis.linear import Features, LinearModel, load

ROLES = ("none", "claim", "premise")
Chances = tuple[float, ...]
_NEAR = (("one before", -1), ("two before", -2), ("one after", 1), ("two after", 2))


@cache
def models() -> Mapping[str, LinearModel]:
    """The shipped models, `first` and `second`, and the `decision`."""
    return load("digest.analysis.claims", "weights.json")


@cache
def vocabulary() -> frozenset[str]:
    """The words and pairs of words that the models know."""
    names = {name for model in models().values() for name in model.weights if name.startswith("word ")}
    return frozenset(name.removeprefix("word ") for name in names)


@cache
def shift() -> tuple[float, ...]:
    """What is added to the logarithm of each role's chance before one is chosen; set where the macro F1 is highest."""
    return models()["decision"].weights["shift"]


def context_features(first: Sequence[Chances]) -> list[Features]:
    """What the first answers for a post's units say about each: its neighbours, the post's mean, its rank."""
    count = len(first)
    means = [sum(one[role] for one in first) / count for role in range(len(ROLES))]
    order = sorted(range(count), key=lambda at: -first[at][1])
    rank = {at: place for place, at in enumerate(order)}
    out: list[Features] = []
    for at in range(count):
        features: Features = {}
        for name, step in _NEAR:
            if 0 <= at + step < count:
                for role, chance in zip(ROLES, first[at + step], strict=True):
                    features[f"{name}: {role}"] = chance
            else:
                features[f"{name}: outside"] = 1.0
        for role, mean in zip(ROLES, means, strict=True):
            features[f"post: {role}"] = mean
        features["rank as claim"] = rank[at] / max(1, count - 1)
        out.append(features)
    return out


def chances(features: Sequence[Features]) -> list[Chances]:
    """How likely each unit of a post is none, claim, premise.

    Args:
        features: of all units of one post, in reading order.
    """
    first_model, second_model = models()["first"], models()["second"]
    first = [first_model.probabilities(one) for one in features]
    second = [
        second_model.probabilities(one | more) for one, more in zip(features, context_features(first), strict=True)
    ]
    return [tuple((a + b) / 2 for a, b in zip(one, two, strict=True)) for one, two in zip(first, second, strict=True)]


def reasons(features: Sequence[Features], *, at: int, role: str) -> tuple[tuple[str, float], ...]:
    """What speaks for a role of one unit and against it, the strongest first.

    Args:
        features: of all units of its post.
        at: which unit.
    """
    first = [models()["first"].probabilities(one) for one in features]
    seen = features[at] | context_features(first)[at]
    return models()["second"].reasons(seen, role)
