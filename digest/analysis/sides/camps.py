"""Who is in which camp: the posts of a debate solved together."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from digest.analysis.linear import Features, LinearModel
from digest.analysis.sides.field import magnetize
from digest.analysis.sides.setting import Setting
from digest.analysis.sides.words import VERDICT_WORTH

_SURE = 0.97
"""No post is believed to be surer than this of its camp when log odds are made of it again."""
_AGREEING = 0.3
"""How much a tie counts that says agreement: who concedes a point sounds like who shares it, and one such tie wrongly
taken turns all that hang from it. On 157 debates 0 to 0.4 score 0.55, 1 scores 0.54."""
_CRITICAL = -0.4
"""The log odds that a comment on an article is for what its headline says: who comments has something to object."""
_JUDGING = ("words side with the poster", "words agree, verdict")
"""What of a comment that judges a poster is asked how it leans."""


@dataclass(frozen=True, slots=True)
class Camps:
    """What solving the debate found, for each post from -1 (against) to 1 (for).

    Attributes:
        person: the camp of the post's author, by all that the author wrote and all who answered.
        alone: the camp of the post by its own words and by whom it answers, without the author's other posts.
        same: how likely the post and the one that it answers are in the same camp; only for posts that answer one.
    """

    person: Mapping[str, float]
    alone: Mapping[str, float]
    same: Mapping[str, float]


def leaning(post: str, *, setting: Setting, seen: Features) -> Features:
    """What a post shows of its side by itself, as features of the model `leaning`."""
    opener = setting.person[setting.opening] if setting.opening is not None else None
    if post == setting.opening:
        features: Features = {"is the opening": 1.0}
        if setting.asks and not setting.verdict:
            features["is the opening, title asks"] = 1.0
        return features
    if setting.verdict:
        if setting.parent[post] == setting.opening:
            return {f"judges, {name}": seen.get(name, 0.0) for name in _JUDGING}
        features = {f"deeper, {name}": seen.get(name, 0.0) for name in ("me", "you", "answers a question")}
        features["deeper"] = 1.0
        features["deeper, second level"] = float(setting.depth[post] == 2)
    else:
        features = {}
    if setting.depth[post] <= 1 and not setting.verdict:
        for name in ("first: yes", "first: no"):
            if setting.asks and name in seen:
                features[f"title asks, {name}"] = 1.0
    if seen.get("says the title"):
        features["says the title"] = seen["says the title"]
    if opener is not None and setting.person[post] == opener:
        features["by opener"] = 1.0
    if setting.opening is None and setting.parent[post] is None:
        features["answers a headline"] = 1.0
    return features


def pull(post: str, *, setting: Setting, seen: Features, models: Mapping[str, LinearModel]) -> float:
    """Half the log odds that a post is for the proposition, by what it says itself."""
    if setting.about_article and setting.parent[post] is None:
        return _CRITICAL / 2
    against, siding = models["leaning"].scores(leaning(post, setting=setting, seen=seen))
    odds = siding - against
    odds += VERDICT_WORTH * seen.get("says the verdict", 0.0)
    return odds / 2


def solve(setting: Setting, *, seen: Mapping[str, Features], models: Mapping[str, LinearModel]) -> Camps:
    """The camps of a debate.

    One node a person: whoever wrote several posts has one camp, since people seldom change sides within a debate.
    What stands in a thread that judges somebody is tied to the opening by its words alone; everywhere else an answer
    ties its author to the author of what it answers.

    Args:
        seen: the features of each post, see `evidence`.
        models: `leaning` and `same` are used.
    """
    number = {person: at for at, person in enumerate(sorted(set(setting.person.values())))}
    pulls = {post: pull(post, setting=setting, seen=seen.get(post, {}), models=models) for post in setting.posts}
    ties = {post: _tie(seen.get(post, {}), models["same"]) for post in setting.posts if _is_tied(post, setting)}
    total = np.zeros(len(number))
    for post, own in pulls.items():
        total[number[setting.person[post]]] += own
    edges, strengths = [], []
    for post, tie in ties.items():
        one, other = number[setting.person[post]], number[setting.person[setting.parent[post] or post]]
        if one != other:
            edges.append((one, other))
            strengths.append(tie)
    camp = magnetize(total, edges, np.array(strengths))
    person = {post: float(camp[number[setting.person[post]]]) for post in setting.posts}
    alone = {}
    for post, own in pulls.items():
        above = setting.parent[post]
        if post in ties and above is not None:
            own += odds(math.tanh(ties[post]) * person[above])
        alone[post] = math.tanh(own)
    return Camps(person, alone, {post: (1 + math.tanh(tie)) / 2 for post, tie in ties.items()})


def _is_tied(post: str, setting: Setting) -> bool:
    above = setting.parent[post]
    return above is not None and not (setting.verdict and above == setting.opening)


def _tie(seen: Features, model: LinearModel) -> float:
    """Half the log odds that a post is in the same camp as what it answers."""
    differ, agree = model.scores({"bias": 1.0} | seen)
    tie = (agree - differ) / 2
    return tie * _AGREEING if tie > 0 else tie


def odds(camp: float) -> float:
    """Half the log odds of a camp between -1 and 1."""
    return math.atanh(max(-_SURE, min(_SURE, camp)))
