"""Two camps: the people of a debate divided by mean field on the graph of who answers whom."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digest.analysis.linear import Features, LinearModel
from digest.analysis.sides.context import DebateContext
from digest.analysis.sides.verdict_words import VERDICT_WORTH

Vector = npt.NDArray[np.float64]
STEPS, DAMPING = 60, 0.5
"""Most steps, and the share of the old value that each keeps; without damping two people can swap camps forever."""
_STILL = 1e-4
"""The iteration has converged when no node moves by more than this."""


def mean_field(pulls: Vector, edges: Sequence[tuple[int, int]], strengths: Vector) -> Vector:
    """The mean field of an Ising model: for each node its expected camp, from -1 to 1 (surely the first).

    m_i = tanh(h_i + sum over neighbours of J_ij m_j), damped until it converges. Each step is linear in the edges.
    Source: damped mean field as in Murphy (2012, section 21.3); stance on graphs of people by Walker et al. (2012) and
    Sridhar et al. (2015).

    Args:
        pulls: h, half the log odds of each node for the first camp, by its own evidence.
        edges: pairs of nodes; a pair may occur several times.
        strengths: J of each edge: half the log odds that its two ends are in the same camp.

    Example:
        >>> [round(m, 1) for m in mean_field(np.array([2.0, 0.0]), [(0, 1)], np.array([-1.0])).tolist()]
        [1.0, -0.8]
    """
    camp = np.tanh(pulls)
    if not len(edges):
        return camp
    ends = np.array(edges, dtype=np.intp)
    one, other = ends[:, 0], ends[:, 1]
    size = len(pulls)
    for _ in range(STEPS):
        felt = pulls + np.bincount(one, strengths * camp[other], size) + np.bincount(other, strengths * camp[one], size)
        moved = DAMPING * camp + (1 - DAMPING) * np.tanh(felt)
        if float(np.abs(moved - camp).max()) < _STILL:
            return moved
        camp = moved
    return camp


_SURE = 0.97
"""Camps are capped here before they become log odds, so that no single post outweighs all else."""
_AGREEING = 0.3
"""Factor for ties of agreement: conceding a point sounds like sharing it, and one such error flips everybody below. On
157 debates 0 to 0.4 score 0.55, 1 scores 0.54."""
_CRITICAL = -0.4
"""The log odds that a comment on an article agrees with its headline: most who comment object to something."""
_JUDGING = ("words side with the poster", "words agree, verdict")
"""The features that decide how a comment that judges a poster leans."""


@dataclass(frozen=True, slots=True)
class Camps:
    """The camps of a debate, for each post from -1 (against) to 1 (for).

    Attributes:
        person: the camp of the post's author, by all of the author's posts and their neighbours.
        alone: the camp of the post by its own words and its parent only.
        same: the probability that the post and its parent are in the same camp, for posts with a parent.
    """

    person: Mapping[str, float]
    alone: Mapping[str, float]
    same: Mapping[str, float]


def leaning(post: str, *, context: DebateContext, seen: Features) -> Features:
    """Features of the model `leaning`: which side the post takes by itself."""
    opener = context.person[context.opening] if context.opening is not None else None
    if post == context.opening:
        features: Features = {"is the opening": 1.0}
        if context.asks and not context.verdict:
            features["is the opening, title asks"] = 1.0
        return features
    if context.verdict:
        if context.parent[post] == context.opening:
            return {f"judges, {name}": seen.get(name, 0.0) for name in _JUDGING}
        features = {f"deeper, {name}": seen.get(name, 0.0) for name in ("me", "you", "answers a question")}
        features["deeper"] = 1.0
        features["deeper, second level"] = float(context.depth[post] == 2)
    else:
        features = {}
    if context.depth[post] <= 1 and not context.verdict:
        for name in ("first: yes", "first: no"):
            if context.asks and name in seen:
                features[f"title asks, {name}"] = 1.0
    if seen.get("says the title"):
        features["says the title"] = seen["says the title"]
    if opener is not None and context.person[post] == opener:
        features["by opener"] = 1.0
    if context.opening is None and context.parent[post] is None:
        features["answers a headline"] = 1.0
    return features


def pull(post: str, *, context: DebateContext, seen: Features, models: Mapping[str, LinearModel]) -> float:
    """Half the log odds that a post is for the proposition, by its own evidence."""
    if context.about_article and context.parent[post] is None:
        return _CRITICAL / 2
    against, siding = models["leaning"].scores(leaning(post, context=context, seen=seen))
    odds = siding - against
    odds += VERDICT_WORTH * seen.get("says the verdict", 0.0)
    return odds / 2


def solve(context: DebateContext, *, seen: Mapping[str, Features], models: Mapping[str, LinearModel]) -> Camps:
    """The camps of a debate.

    Each person is one node, since people seldom change sides within a debate. A reply ties its author to the author of
    its parent. Comments that judge a poster are the exception: only their words connect them with the opening.

    Args:
        seen: the features of each post, see `post_features`.
        models: `leaning` and `same` are used.
    """
    number = {person: at for at, person in enumerate(sorted(set(context.person.values())))}
    pulls = {post: pull(post, context=context, seen=seen.get(post, {}), models=models) for post in context.posts}
    ties = {post: _tie(seen.get(post, {}), models["same"]) for post in context.posts if _is_tied(post, context)}
    total = np.zeros(len(number))
    for post, own in pulls.items():
        total[number[context.person[post]]] += own
    edges, strengths = [], []
    for post, tie in ties.items():
        one, other = number[context.person[post]], number[context.person[context.parent[post] or post]]
        if one != other:
            edges.append((one, other))
            strengths.append(tie)
    camp = mean_field(total, edges, np.array(strengths))
    person = {post: float(camp[number[context.person[post]]]) for post in context.posts}
    alone = {}
    for post, own in pulls.items():
        above = context.parent[post]
        if post in ties and above is not None:
            own += odds(math.tanh(ties[post]) * person[above])
        alone[post] = math.tanh(own)
    return Camps(person, alone, {post: (1 + math.tanh(tie)) / 2 for post, tie in ties.items()})


def _is_tied(post: str, context: DebateContext) -> bool:
    above = context.parent[post]
    return above is not None and not (context.verdict and above == context.opening)


def _tie(seen: Features, model: LinearModel) -> float:
    """Half the log odds that a post is in the same camp as its parent."""
    differ, agree = model.scores({"bias": 1.0} | seen)
    tie = (agree - differ) / 2
    return tie * _AGREEING if tie > 0 else tie


def odds(camp: float) -> float:
    """Half the log odds for a camp between -1 and 1."""
    return math.atanh(max(-_SURE, min(_SURE, camp)))
