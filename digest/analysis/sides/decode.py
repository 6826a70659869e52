"""From camps to sides and stances: a prediction for each post, with a confidence, or `neither` where it is unsure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from digest.analysis.linear import Features, LinearModel
from digest.analysis.sides.camps import Camps, odds
from digest.analysis.sides.context import DebateContext
from digest.model import Stance

Side = Literal["for", "against", "neither"]
SIDES: tuple[Side, ...] = ("for", "against", "neither")
LEAST = 0.1
"""The lead that a side needs over the other (as a share of both) in comments that judge a poster.

Most people write once there, so the graph adds little. On held-out threads about three in five predicted sides were
right without a bound; with it seven in ten, for half of the posts. Forums need no bound.
"""
STANCES: tuple[Stance, ...] = ("support", "attack", "neutral")


@dataclass(frozen=True, slots=True)
class PostSide:
    """The predictions for one post.

    Attributes:
        side: towards the proposition.
        side_confidence: its probability.
        stance: towards the parent; neutral where there is none.
        stance_confidence: its probability.
    """

    side: Side
    side_confidence: float
    stance: Stance
    stance_confidence: float


def side_features(post: str, *, context: DebateContext, camps: Camps) -> Features:
    """Features of the model `side`: for or against, if the post takes a side."""
    person, alone = odds(camps.person[post]), odds(camps.alone[post])
    features: Features = {"person": person, "alone": alone}
    if context.verdict:
        features |= {"person, verdict": person, "alone, verdict": alone}
        if post != context.opening and context.parent[post] != context.opening:
            features["deeper, verdict"] = 1.0
    else:
        features["bias"] = 1.0
    if context.opening is None:
        features |= {"person, no opening": person, "no opening": 1.0}
    if post == context.opening:
        features["is the opening"] = 1.0
    return features


def neither_features(post: str, *, context: DebateContext, seen: Features, camps: Camps) -> Features:
    """Features of the model `neither`: whether the post takes no side."""
    above = context.parent[post]
    features = {"bias": 1.0} | (seen or {"silent": 1.0})
    features.pop("says the title", None)
    features["person, either way"] = abs(camps.person[post])
    features["alone, either way"] = abs(camps.alone[post])
    if above is not None:
        features["answered, either way"] = abs(camps.person[above])
    if post == context.opening:
        features["is the opening"] = 1.0
        features["is the opening, title asks"] = float(context.asks)
        features["is the opening, verdict"] = float(context.verdict)
    return features


def stance_features(post: str, *, context: DebateContext, seen: Features, camps: Camps) -> Features:
    """Features of the model `stance`: a post's stance towards its parent."""
    above = context.parent[post] or post
    features = {"bias": 1.0} | (seen or {"silent": 1.0})
    features["camps, persons"] = camps.person[post] * camps.person[above]
    features["camps, alone"] = camps.alone[post] * camps.person[above]
    if post in camps.same:
        features["same camp"] = 2 * camps.same[post] - 1
    return features


def side_chances(
    post: str, *, context: DebateContext, seen: Features, camps: Camps, models: Mapping[str, LinearModel]
) -> tuple[float, float, float]:
    """The probability of each of SIDES."""
    silent = models["neither"].probabilities(neither_features(post, context=context, seen=seen, camps=camps))[1]
    siding = models["side"].probabilities(side_features(post, context=context, camps=camps))[1]
    return (1 - silent) * siding, (1 - silent) * (1 - siding), silent


def decode(
    post: str, *, context: DebateContext, seen: Features, camps: Camps, models: Mapping[str, LinearModel]
) -> PostSide:
    """Predict the side and stance of one post.

    The most likely class is taken after the weights of `decision`, which favour rare classes a little. Where somebody
    is judged, a side also needs a lead over the other.
    """
    chances = side_chances(post, context=context, seen=seen, camps=camps, models=models)
    weighed = [chance * weight for chance, weight in zip(chances, _decision(models, "side"), strict=True)]
    side: Side = SIDES[weighed.index(max(weighed))]
    if side != "neither" and context.judges(post) and abs(chances[0] - chances[1]) < LEAST * (chances[0] + chances[1]):
        side = "neither"
    confidence = chances[SIDES.index(side)]
    if context.parent[post] is None:
        return PostSide(side, round(confidence, 3), "neutral", 1.0)
    stances = models["stance"].probabilities(stance_features(post, context=context, seen=seen, camps=camps))
    weighed = [chance * weight for chance, weight in zip(stances, _decision(models, "stance"), strict=True)]
    best = weighed.index(max(weighed))
    return PostSide(side, round(confidence, 3), STANCES[best], round(stances[best], 3))


def _decision(models: Mapping[str, LinearModel], name: str) -> tuple[float, ...]:
    return models["decision"].weights[name]
