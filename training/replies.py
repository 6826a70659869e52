"""Attack and support between posts: training and cross-validation of the models of `relations.between_posts`.

With two hundred annotated replies, a model that begins from zero learns who writes (the opener, a stranger) and little
of what they write. So the penalty draws each weight to what argumentation theory and common sense expect of the cue,
and the data correct it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from digest.analysis.linear import Features, LinearModel
from digest.analysis.relations import context_of
from digest.analysis.relations.between_posts import TYPES, Aligned, align, indexed, observed, predicted_types
from digest.analysis.relations.exchanges import exchanges
from digest.model import OPENING, Claim, RelationType
from training.fitting import fit_two, folds, pruned
from training.gold import Debate

PRIORS: Mapping[RelationType, Mapping[str, float]] = {
    "attack": {
        "cue: opens with denial": 1.2,
        "cue: denies in passing": 0.5,
        "cue: undercuts": 0.7,
        "cue: negates shared words": 0.6,
        "cue: sets opposites": 0.4,
        "cue: concedes, then turns": 0.7,
        "cue: opens with contrast": 0.8,
        "cue: turns later": 0.4,
        "cue: turns it back": 0.7,
        "cue: throws a word back": 0.5,
        "cue: adds to it": -0.6,
        "cue: counter-question": 0.5,
        "cue: challenges": 0.5,
        "cue: asks for a source": 0.6,
        "cue: quotes it and denies it": 0.5,
        "cue: sarcasm": 0.7,
        "cue: scorn": 0.3,
        "cue: your words": 0.3,
        "cue: only asks": -0.4,
        "cue: opens with agreement": -0.8,
        "cue: joins in": -1.0,
        "cue: agrees in passing": -0.3,
        "cue: grants the point": -1.0,
        "cue: thanks": -0.6,
        "grants, never turns": -0.8,
        "agrees, never turns": -0.8,
        "agrees, briefly": -0.5,
    },
    "support": {
        "cue: opens with agreement": 1.2,
        "cue: joins in": 1.2,
        "cue: adds to it": 0.8,
        "cue: turns it back": -0.4,
        "cue: throws a word back": -0.3,
        "cue: agrees in passing": 0.7,
        "cue: grants the point": 1.2,
        "cue: thanks": 0.3,
        "cue: concedes, then turns": 0.4,
        "agrees, never turns": 0.6,
        "grants, never turns": 0.5,
        "agrees, briefly": 0.4,
        "agrees and turns": 0.3,
        "cue: opens with denial": -0.9,
        "cue: denies in passing": -0.4,
        "cue: undercuts": -0.4,
        "cue: negates shared words": -0.3,
        "cue: opens with contrast": -0.5,
        "cue: counter-question": -0.4,
        "cue: only asks": -0.4,
        "cue: challenges": -0.4,
        "cue: asks for a source": -0.4,
        "cue: sarcasm": -0.6,
        "cue: scorn": -0.3,
    },
}


STRENGTH = 0.1
Triple = tuple[int, str, str, str]


@dataclass(frozen=True)
class Reply:
    """A reply with its features and annotations.

    Attributes:
        file: the number of its file.
        gold: the annotated types of relation towards what it answers.
        possible: whether digest found units at both ends, so that it can predict a relation at all.
        units: number of its units.
    """

    file: int
    debate: int
    post: str
    parent: str
    features: Features
    gold: frozenset[str]
    possible: bool
    units: int


def replies_of(debates: Sequence[Debate], claims: Sequence[Sequence[Claim]]) -> tuple[Reply, ...]:
    """Every reply of every debate.

    Args:
        claims: of each debate, as found by models that had not seen it.
    """
    out = []
    for number, (debate, units) in enumerate(zip(debates, claims, strict=True)):
        context = context_of(debate.document, claims=units)
        for exchange in exchanges(debate.document, quotes=debate.quotes):
            parent = exchange.parent.id if exchange.parent else OPENING
            own, others = context.units.get(exchange.post.id, ()), context.units.get(parent, ())
            aligned = align(own, indexed(others, context=context), context=context) if exchange.parent else Aligned({})
            features, _ = observed(exchange, context=context, aligned=aligned)
            gold = frozenset(kind for a, b, kind in debate.triples if (a, b) == (exchange.post.id, parent))
            possible = bool(own) and (bool(others) or parent == OPENING)
            out.append(Reply(number, debate.debate, exchange.post.id, parent, features, gold, possible, len(own)))
    return tuple(out)


def train(replies: Sequence[Reply], *, without: Callable[[str], bool] | None = None) -> dict[RelationType, LinearModel]:
    """A model for each type of relation."""
    rows = pruned([reply.features for reply in replies], words=frozenset(), without=without)
    return {
        kind: fit_two(
            rows, [kind in reply.gold for reply in replies], prior=_without(PRIORS[kind], without), strength=STRENGTH
        )
        for kind in TYPES
    }


def _without(prior: Mapping[str, float], without: Callable[[str], bool] | None) -> dict[str, float]:
    return {name: weight for name, weight in prior.items() if not (without and without(name))}


def cross_validated(
    replies: Sequence[Reply],
    *,
    debates: int,
    count: int,
    seed: int = 0,
    without: Callable[[str], bool] | None = None,
) -> list[Mapping[RelationType, float]]:
    """For each reply the probability of each type, by models that have not seen its debate."""
    fold = folds(debates, count=count, seed=seed)
    models = [train([r for r in replies if fold[r.debate] != one], without=without) for one in range(count)]
    return [
        {
            kind: models[fold[reply.debate]][kind].probabilities(
                {name: value for name, value in reply.features.items() if not (without and without(name))}
            )[1]
            for kind in TYPES
        }
        for reply in replies
    ]


def predicted_triples(
    replies: Sequence[Reply],
    chances: Sequence[Mapping[RelationType, float]],
    *,
    thresholds: Mapping[RelationType, float],
) -> set[Triple]:
    """The triples that digest would predict."""
    return {
        (reply.file, reply.post, reply.parent, kind)
        for reply, chance in zip(replies, chances, strict=True)
        if reply.possible
        for kind in predicted_types(chance, features=reply.features, units=reply.units, thresholds=thresholds)
    }


def score(debates: Sequence[Debate], predicted: set[Triple]) -> tuple[float, float, float]:
    """Precision, recall and F1 against the annotated triples."""
    gold = {(number, *triple) for number, debate in enumerate(debates) for triple in debate.triples}
    right = len(gold & predicted)
    precision, recall = right / max(1, len(predicted)), right / max(1, len(gold))
    return precision, recall, 2 * right / max(1, len(gold) + len(predicted))


def best_thresholds(
    debates: Sequence[Debate], replies: Sequence[Reply], chances: Sequence[Mapping[RelationType, float]]
) -> dict[RelationType, float]:
    """The thresholds with the best F1, smoothed over neighbouring thresholds against chance."""
    steps = [round(0.2 + 0.05 * at, 2) for at in range(9)]
    found = {
        (a, s): score(debates, predicted_triples(replies, chances, thresholds={"attack": a, "support": s}))[2]
        for a in steps[2:]  # a lower one would predict attacks that are improbable
        for s in steps
    }

    def smooth(pair: tuple[float, float]) -> float:
        near = [v for p, v in found.items() if abs(p[0] - pair[0]) < 0.06 and abs(p[1] - pair[1]) < 0.06]
        return sum(near) / len(near)

    best = max(found, key=smooth)
    return {"attack": best[0], "support": best[1]}
