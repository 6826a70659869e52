"""Attack and support between posts: training and cross-validation of the models of `relations.between`."""

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
from training.priors import PRIORS

STRENGTH = 0.1
Triple = tuple[int, str, str, str]


@dataclass(frozen=True)
class Reply:
    """One reply with what is observed of it and what the annotators say.

    Attributes:
        file: the number of its file.
        gold: the types of relation that it truly has towards what it answers.
        possible: digest found units at both ends, so that a relation could be told at all.
        units: how many units the reply has.
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
        claims: for each debate, its claims as models found them that had not seen it.
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
    """One model a type."""
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
    """For each reply, the chance of each type by models that have not seen its debate."""
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
    """The thresholds by which F1 is highest, smoothed over their neighbours against chance."""
    steps = [round(0.2 + 0.05 * at, 2) for at in range(9)]
    found = {
        (a, s): score(debates, predicted_triples(replies, chances, thresholds={"attack": a, "support": s}))[2]
        for a in steps[2:]  # below, an attack would be told that is more likely none
        for s in steps
    }

    def smooth(pair: tuple[float, float]) -> float:
        near = [v for p, v in found.items() if abs(p[0] - pair[0]) < 0.06 and abs(p[1] - pair[1]) < 0.06]
        return sum(near) / len(near)

    best = max(found, key=smooth)
    return {"attack": best[0], "support": best[1]}
