"""Roles: none, claim or premise, by two linear models; and claims decoded from their predictions.

The second model also sees the first one's predictions for neighbouring units (stacking, Wolpert 1992; stacked
sequential learning, Cohen and Carvalho 2005): a premise is beside its claim. Decoding leaves out boilerplate, and joins
the clauses of a sentence that have one role.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from digest.analysis.claims.unit_features import Observed
from digest.analysis.claims.units import ArgumentUnit, name_of
from digest.analysis.linear import Features, LinearModel, load_models
from digest.model import Claim, Post, Role

ROLES = ("none", "claim", "premise")
Chances = tuple[float, ...]
_NEAR = (("one before", -1), ("two before", -2), ("one after", 1), ("two after", 2))


@cache
def models() -> Mapping[str, LinearModel]:
    """The shipped models `first` and `second`, and the `decision`."""
    return load_models("claims")


@cache
def vocabulary() -> frozenset[str]:
    """The words and pairs of words that the models know."""
    names = {name for model in models().values() for name in model.weights if name.startswith("word ")}
    return frozenset(name.removeprefix("word ") for name in names)


@cache
def shift() -> tuple[float, ...]:
    """What is added to the log probability of each role before the best is taken; chosen for the best macro F1."""
    return models()["decision"].weights["shift"]


def context_features(first: Sequence[Chances]) -> list[Features]:
    """Features from the first model's predictions: those of the neighbours, the post's mean, the unit's rank."""
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
    """The probabilities of none, claim and premise for each unit of a post: the mean of both models.

    Args:
        features: of all units of the post, in reading order.
    """
    first_model, second_model = models()["first"], models()["second"]
    first = [first_model.probabilities(one) for one in features]
    second = [
        second_model.probabilities(one | more) for one, more in zip(features, context_features(first), strict=True)
    ]
    return [tuple((a + b) / 2 for a, b in zip(one, two, strict=True)) for one, two in zip(first, second, strict=True)]


def reasons(features: Sequence[Features], *, at: int, role: str) -> tuple[tuple[str, float], ...]:
    """The features for and against a role of one unit, the strongest first.

    Args:
        features: of all units of its post.
        at: the number of the unit.
    """
    first = [models()["first"].probabilities(one) for one in features]
    seen = features[at] | context_features(first)[at]
    return models()["second"].reasons(seen, role)


# Sentences that argue in no debate: bare addresses, thanks and greetings, notes about edits, removed posts, single
# words and tags. All else is left to the model.
_IDLE = re.compile(
    r"""\W* (?:
        (?:https?://|www\.)\S+ \W* $
      | (?:thanks|thank\ you|cheers|edit|update|hello|hi|hey|lol|haha+|source|same|this|bump|following|sorry)
        (?:\s+(?:you|so\ much|all|everyone|for\ (?:the|your|this)\ \w+|in\ advance|there|guys|a\ lot))* \W* $
      | (?:edit|update)\s*\d*\s*: \s*
        (?:typo|spelling|grammar|format\w*|wording|words?|link|fixed|added|clarity)\b .* $
      | (?:\[?(?:deleted|removed|flagged|dead)\]?) \W* $
      | (?:cmv|change\ my\ view|change\ my\ mind|discuss|tl;?dr|\S+) \W* $
    )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# Notices of moderators and bots; no other clause of such a sentence argues either.
_MODERATION = re.compile(
    r"""\W* (?: (?:i\ am|i'm)\ a\ bot\b
      | (?:your|this)\ (?:comment|post|submission|thread)\ (?:has\ been|was)\ (?:\w+\ )?(?:removed|locked)\b
      | (?:a\ )?(?:friendly\ )?reminder\ from\ the\ mod(?:erator)?s\b
      | (?:please\ )?(?:contact|message)\ the\ mod(?:erator)?s\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_IDLE_LENGTH = 300
"""Characters above which a sentence is not boilerplate, whatever it begins with."""
_AS_LIKELY_AS_NOT = 0.5
_FEWEST = 3
"""Fewest words of a claim that can be understood by itself."""
_KEPT_APART = frozenset({"but", "although"})
"""Connectives at which clauses of one role stay apart: they argue for different sides."""


@dataclass(frozen=True, slots=True)
class _Judged:
    unit: ArgumentUnit
    role: str
    chances: Chances
    idle: bool


def decode(seen: Iterable[tuple[Observed, Sequence[Chances]]], *, shift: Sequence[float]) -> tuple[Claim, ...]:
    """The claims of a document.

    Args:
        seen: each post's units with the probabilities of none, claim and premise.
        shift: added to the log probabilities before the best role is taken, see `shift`.
    """
    taken: Counter[str] = Counter()
    return tuple(
        _claim(observed.post, parts, taken)
        for observed, answers in seen
        for parts in _joined(_judged(observed, answers, shift))
        if parts[0].role != "none"
    )


def _judged(seen: Observed, answers: Sequence[Chances], shift: Sequence[float]) -> list[_Judged]:
    lift = [math.exp(one) for one in shift]
    official, out = -1, []
    for unit, chances in zip(seen.units, answers, strict=True):
        if _MODERATION.match(unit.text):
            official = unit.sentence
        best = max(
            range(len(ROLES)), key=[chance * more for chance, more in zip(chances, lift, strict=True)].__getitem__
        )
        idle = official == unit.sentence or _is_idle(unit.text)
        out.append(_Judged(unit, "none" if idle else ROLES[best], chances, idle))
    return out if any(one.role != "none" for one in out) else _likeliest(out)


def _likeliest(units: list[_Judged]) -> list[_Judged]:
    """If no unit of a post is predicted to argue, the one that most likely does, if it does so rather than not."""
    candidates = [at for at, one in enumerate(units) if not one.idle and one.chances[0] < _AS_LIKELY_AS_NOT]
    best = min(candidates, key=lambda at: units[at].chances[0], default=None)
    if best is not None:
        _, claim, premise = units[best].chances
        units[best] = replace(units[best], role="claim" if claim >= premise else "premise")
    return units


def _is_idle(text: str) -> bool:
    if text.count(" ") < _FEWEST - 1:
        return True
    return len(text) <= _IDLE_LENGTH and _IDLE.match(text) is not None


def _joined(units: Iterable[_Judged]) -> Iterator[list[_Judged]]:
    """The clauses of a sentence that have one role, joined, so that readers see whole sentences."""
    held: list[_Judged] = []
    for one in units:
        if held and (
            held[-1].unit.sentence != one.unit.sentence or held[-1].role != one.role or one.unit.joint in _KEPT_APART
        ):
            yield held
            held = []
        held.append(one)
    if held:
        yield held


def _claim(post: Post, parts: Sequence[_Judged], taken: Counter[str]) -> Claim:
    role: Role = "claim" if parts[0].role == "claim" else "premise"
    start, end = parts[0].unit.start, parts[-1].unit.end
    text = post.text[start:end]
    sizes = [one.unit.end - one.unit.start for one in parts]
    sure = sum(one.chances[ROLES.index(role)] * size for one, size in zip(parts, sizes, strict=True)) / sum(sizes)
    name = name_of(post, text)
    taken[name] += 1
    return Claim(
        id=name if taken[name] == 1 else f"{name}-{taken[name]}",
        post=post.id,
        start=start,
        end=end,
        text=text,
        role=role,
        confidence=round(sure, 3),
    )
