"""Training and cross-validation of the models that choose which units a relation joins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.analysis.linear import Features, LinearModel
from digest.analysis.relations import context_of
from digest.analysis.relations.between_posts import TYPES, Aligned, align, indexed
from digest.analysis.relations.cues import cues_of
from digest.analysis.relations.endpoints import claims_near, likeliest, sources, targets
from digest.analysis.relations.exchanges import exchanges
from digest.model import OPENING, Claim
from training.fitting import fit_two, folds
from training.gold import Debate

STRENGTH = 0.5
KINDS = ("source", "target", "inside")
_PRIORS: Mapping[str, Mapping[str, float]] = {
    "source": {
        "before a turn, attack": -1.0,
        "after a turn, attack": 0.6,
        "before a turn, support": 0.8,
        "after a turn, support": -0.8,
        "marked, attack": 0.3,
        "marked, support": 1.0,
        "opposed, attack": -0.5,
        "opposed, support": -0.8,
        "after a quote": 0.5,
        "likeness": 0.5,
    },
    "target": {
        "before a turn": -0.6,
        "quoted": 2.5,
        "not quoted, others are": -0.5,
        "likeness": 2.0,
        "likest": 0.3,
        "claim": 0.3,
    },
    "inside": {"reason led in": 2.0, "example": 1.0, "concludes": 1.0, "reason opens": 1.0},
}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Choice:
    """The candidates of one choice, and those that the annotations accept."""

    kind: str
    debate: int
    candidates: Mapping[int, Features]
    right: frozenset[int]


def choices_of(debates: Sequence[Debate], claims: Sequence[Sequence[Claim]]) -> tuple[Choice, ...]:
    """All choices with an annotated answer.

    Args:
        claims: of each debate, as found by models that had not seen it.
    """
    return tuple(
        choice
        for debate, units in zip(debates, claims, strict=True)
        for choice in (*_between(debate, units), *_inside(debate, units))
        if choice.right
    )


def _same(text: str, wanted: Sequence[str]) -> bool:
    """Whether two units are the same one, cut differently: half of the shorter one's words are in the longer."""
    own = set(_WORD.findall(text.lower()))
    return any(
        2 * len(own & other) >= min(len(own), len(other)) > 0
        for other in (set(_WORD.findall(one.lower())) for one in wanted)
    )


def _between(debate: Debate, claims: Sequence[Claim]) -> Iterator[Choice]:
    context = context_of(debate.document, claims=claims)
    for exchange in exchanges(debate.document, quotes=debate.quotes):
        own = context.units.get(exchange.post.id, ())
        parent = exchange.parent.id if exchange.parent else OPENING
        others = context.units.get(parent, ())
        aligned = align(own, indexed(others, context=context), context=context) if exchange.parent else Aligned({})
        cues = cues_of(exchange)
        for kind in TYPES:
            gold = (
                debate.sources.get((exchange.post.id, kind), ())
                if (exchange.post.id, parent, kind) in debate.triples
                else ()
            )
            if not gold:
                continue
            candidates = sources(own, kind, exchange=exchange, cues=cues, pairs=aligned.pairs, used=())
            right = frozenset(number for number in candidates if _same(own[number].text, gold))
            yield Choice("source", debate.debate, candidates, right)
            answered = debate.targets.get((exchange.post.id, parent), ())
            if right and answered:
                among = targets(others, source=min(right), exchange=exchange, pairs=aligned.pairs)
                fits = frozenset(number for number in among if _same(others[number].text, answered))
                yield Choice("target", debate.debate, among, fits)


def _inside(debate: Debate, claims: Sequence[Claim]) -> Iterator[Choice]:
    context = context_of(debate.document, claims=claims)
    for post in debate.document.posts:
        units = context.units.get(post.id, ())
        for at, unit in enumerate(units):
            gold = [target for source, target in debate.inside if _same(unit.text, [source])]
            if unit.role == "premise" and gold:
                candidates = claims_near(post.text, units, at)
                right = frozenset(number for number in candidates if _same(units[number].text, gold))
                yield Choice("inside", debate.debate, candidates, right)


def train(choices: Sequence[Choice]) -> dict[str, LinearModel]:
    """A model for each kind of choice."""
    out = {}
    for kind in KINDS:
        rows = [
            (features, number in choice.right)
            for choice in choices
            if choice.kind == kind
            for number, features in sorted(choice.candidates.items())
        ]
        out[kind] = fit_two(
            [row for row, _ in rows], [right for _, right in rows], prior=_PRIORS[kind], strength=STRENGTH
        )
    return out


def cross_validated(
    choices: Sequence[Choice], *, debates: int, count: int, seed: int = 0
) -> dict[str, tuple[float, float, int]]:
    """For each kind: the share of right choices, the share by chance, the number of choices."""
    fold = folds(debates, count=count, seed=seed)
    models = [train([one for one in choices if fold[one.debate] != out]) for out in range(count)]
    found = {}
    for kind in KINDS:
        some = [choice for choice in choices if choice.kind == kind]
        hits = 0
        for choice in some:
            best = likeliest(choice.candidates, models[fold[choice.debate]][kind])
            hits += best is not None and best[0] in choice.right
        chance = sum(len(choice.right) / len(choice.candidates) for choice in some) / max(1, len(some))
        found[kind] = (hits / max(1, len(some)), chance, len(some))
    return found
