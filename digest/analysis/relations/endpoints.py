"""The endpoints of relations: which unit of a reply answers which unit, and which claim a premise supports.

Each is a choice among a few candidates, described by named features; a linear model takes the most likely one.
Relations within a post are here too: between a premise and its claim, an objection and its answer, the opening and the
title.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from digest.analysis.linear import Features, LinearModel, load_models
from digest.analysis.relations.cues import Cue
from digest.analysis.relations.exchanges import Exchange
from digest.model import TITLE, Claim, Relation, RelationType

UNLIKE = 0.12
"""Cosine similarity below which two units have next to nothing in common."""
_REACH = 6
"""Units before and after a premise among which its claim is sought."""
_REASON_AFTER = re.compile(r"(?:because|since|as|cuz|after all)\b", re.IGNORECASE)
_REASON_BEFORE = re.compile(r"\W*(?:since|because|given that|if)\b", re.IGNORECASE)
_CONCLUDES = re.compile(
    r"\W*(?:so|therefore|thus|hence|consequently|that'?s why|this is why|which means|in conclusion|clearly)\b",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"\W*(?:but|however|yet|although|though|on the other hand|nevertheless|that said|still)\b", re.IGNORECASE
)
_JOINT = 40
"""Characters between two units from which the second does not continue the first."""
_EXAMPLE = re.compile(r"\W*(?:for example|for instance|e\.g|take|imagine|consider|look at|say you)\b", re.IGNORECASE)


@cache
def models() -> Mapping[str, LinearModel]:
    """The shipped models of the package: `attack`, `support`, `source`, `target`, `inside`, and the `decision`."""
    return load_models("relations")


def likeliest(candidates: Mapping[int, Features], model: LinearModel) -> tuple[int, float] | None:
    """The most likely candidate and its probability; of equals the first."""
    if not candidates:
        return None
    chances = {number: model.probabilities(features)[1] for number, features in candidates.items()}
    best = max(sorted(chances), key=lambda number: chances[number])
    return best, chances[best]


def sources(
    own: Sequence[Claim],
    kind: RelationType,
    *,
    exchange: Exchange,
    cues: Sequence[Cue],
    pairs: Mapping[tuple[int, int], float],
    used: Collection[int],
) -> dict[int, Features]:
    """The candidates for the source of a relation: the units of a reply, with features."""
    marked: set[int] = set()
    opposed: set[int] = set()
    for cue in cues:
        if cue.sentence is not None and cue.leaning != "either":
            span = exchange.sentences[cue.sentence].span
            inside = {n for n, unit in enumerate(own) if unit.start < span.end and span.start < unit.end}
            (marked if cue.leaning == kind else opposed).update(inside)
    starts = [exchange.sentences[number].span.start for number in exchange.answers]
    near: dict[int, float] = {}
    for (number, _), likeness in pairs.items():
        near[number] = max(near.get(number, 0.0), likeness)
    out = {}
    for number, unit in enumerate(own):
        if number in used:
            continue
        features: Features = {"bias": 1.0, "sure": unit.confidence, "likeness": near.get(number, 0.0)}
        for name, holds in (
            ("claim", unit.role == "claim"),
            ("first", number == 0),
            ("second", number == 1),
            ("third", number == 2),
            ("last", number == len(own) - 1),
            ("first claim", unit.role == "claim" and all(one.role != "claim" for one in own[:number])),
            ("after a quote", any(unit.start <= start < unit.end for start in starts)),
            (f"marked, {kind}", number in marked),
            (f"opposed, {kind}", number in opposed),
            ("short", len(unit.text) < 40),
            (f"before a turn, {kind}", turns_after(exchange.post.text, own, number)),
            (f"after a turn, {kind}", number > 0 and turns_after(exchange.post.text, own, number - 1)),
        ):
            if holds:
                features[name] = 1.0
        out[number] = features
    return out


def targets(
    others: Sequence[Claim], *, source: int, exchange: Exchange, pairs: Mapping[tuple[int, int], float]
) -> dict[int, Features]:
    """The candidates for the target of a relation: the units of the parent, with features for a source."""
    near: dict[int, float] = {}
    for (_, number), likeness in pairs.items():
        near[number] = max(near.get(number, 0.0), likeness)
    quoted = [(q.source_start, q.source_end) for q in exchange.quotes if q.source_start is not None and q.source_end]
    foremost = max(range(len(others)), key=lambda n: (others[n].role == "claim", others[n].confidence, -n), default=0)
    likest = max(near, key=lambda n: (near[n], -n), default=None)
    out = {}
    for number, unit in enumerate(others):
        own = pairs.get((source, number), 0.0)
        size = unit.end - unit.start
        taken_up = any(
            start is not None and end is not None and min(unit.end, end) - max(unit.start, start) > 0.4 * size
            for start, end in quoted
        )
        features: Features = {
            "bias": 1.0,
            "sure": unit.confidence,
            "likeness": own if own >= UNLIKE else 0.0,
            "likeness, whole reply": near.get(number, 0.0),
        }
        for name, holds in (
            ("quoted", taken_up),
            ("not quoted, others are", bool(quoted) and not taken_up),
            ("claim", unit.role == "claim"),
            ("foremost claim", number == foremost),
            ("likest", number == likest and near[number] >= UNLIKE),
            ("first", number == 0),
            ("second", number == 1),
            ("last", number == len(others) - 1),
            ("before a turn", exchange.parent is not None and turns_after(exchange.parent.text, others, number)),
        ):
            if holds:
                features[name] = 1.0
        out[number] = features
    return out


def claims_near(text: str, units: Sequence[Claim], at: int) -> dict[int, Features]:
    """The claims that a premise could support, with features.

    Args:
        text: of the post, for the connectives between the units.
        at: the number of the premise among the units.
    """
    unit = units[at]
    lead = text[units[at - 1].end if at else 0 : unit.start]
    out = {}
    for number in range(max(0, at - _REACH), min(len(units), at + _REACH + 1)):
        other = units[number]
        if number == at or other.role != "claim":
            continue
        way = "back" if number < at else "ahead"
        first, second = (other, unit) if number < at else (unit, other)
        between = text[first.end : second.start]
        features: Features = {"bias": 1.0, f"distance {way}": abs(at - number) / _REACH, "sure": other.confidence}
        closest = all(units[n].role != "claim" for n in range(min(at, number) + 1, max(at, number)))
        for name, holds in (
            (way, True),
            (f"next to it, {way}", abs(at - number) == 1),
            (f"nearest claim {way}", closest),
            (f"same paragraph, {way}", "\n" not in between),
            ("first claim", all(one.role != "claim" for one in units[:number])),
            ("reason led in", number == at - 1 and bool(_REASON_AFTER.match(lead.strip(" ,;:.\n")))),
            ("example", number < at and closest and bool(_EXAMPLE.match(unit.text))),
            ("concludes", number > at and closest and concludes(text, units, number)),
            ("reason opens", number == at + 1 and bool(_REASON_BEFORE.match(unit.text))),
        ):
            if holds:
                features[name] = 1.0
        out[number] = features
    return out


def turns_after(text: str, units: Sequence[Claim], at: int) -> bool:
    """Whether a contrast follows a unit: "…, but …"."""
    if at + 1 >= len(units):
        return False
    joint = text[units[at].end : units[at + 1].start].strip(" ,;:.\n")
    return len(joint) < _JOINT and bool(_TURNS.match(joint or units[at + 1].text))


def concludes(text: str, units: Sequence[Claim], at: int) -> bool:
    """Whether a unit is introduced as a conclusion: "so …", "therefore …"."""
    joint = text[units[at - 1].end if at else 0 : units[at].start].strip(" ,;:.\n")
    return bool(_CONCLUDES.match(joint) or _CONCLUDES.match(units[at].text))


_TURNS_ON_OBJECTION = re.compile(
    r"\W*(?:but|however|yet|on the other hand|nevertheless|still|although|though)\b", re.IGNORECASE
)
_OBJECTION = re.compile(
    r"\W*(?:some (?:people )?(?:might|may|would|will|say|argue)|people (?:might|may|often|will) (?:say|argue)"
    r"|people (?:say|argue)"
    r"|one (?:might|could) (?:say|argue|object)|you (?:might|may|could|can) (?:say|argue)"
    r"|i know (?:that )?(?:some|many|people)|the (?:main |usual |common )?(?:objection|counter-?argument)"
    r"|critics|opponents|granted|admittedly)\b",
    re.IGNORECASE,
)
_MOST_FOR_TITLE = 6
"""Claims of an opening that support its title; an essay has dozens."""
_CUE_WORDS = (
    ("reason led in", "gives a reason"),
    ("example", "gives an example"),
    ("concludes", "the conclusion follows"),
    ("reason opens", "gives a reason"),
    ("next to it, back", "stands beside the claim"),
    ("next to it, ahead", "leads up to the claim"),
    ("ahead", "leads up to the claim"),
)


def relations_inside(text: str, units: Sequence[Claim]) -> Iterator[Relation]:
    """The relations between the units of one post.

    Args:
        text: of the post, for the connectives between the units.
        units: in reading order.
    """
    for at, unit in enumerate(units):
        if _OBJECTION.match(unit.text) and at + 1 < len(units):
            joint = text[unit.end : units[at + 1].start] + units[at + 1].text[:24]
            if _TURNS_ON_OBJECTION.match(joint):
                yield Relation(units[at + 1].id, unit.id, "attack", 0.6, "names an objection and turns on it")
                continue
        if unit.role == "premise":
            candidates = claims_near(text, units, at)
            chosen = likeliest(candidates, models()["inside"])
            if chosen is not None:
                number, chance = chosen
                yield Relation(unit.id, units[number].id, "support", round(chance, 3), _cue(candidates[number]))


def _cue(features: Features) -> str:
    return next((words for name, words in _CUE_WORDS if name in features), "comes back to the claim")


def supports_title(units: Sequence[Claim]) -> Iterator[Relation]:
    """The most certain claims of the opening text support the title."""
    claims = [unit for unit in units if unit.role == "claim"] or list(units[:1])
    kept = sorted(claims, key=lambda unit: (-unit.confidence, unit.start))[:_MOST_FOR_TITLE]
    for unit in sorted(kept, key=lambda unit: unit.start):
        yield Relation(
            unit.id, TITLE, "support", round(0.5 + unit.confidence / 3, 3), "the opening argues for its title"
        )
