"""Train the models of claims and relations on annotated debates, and print how good they are.

    python -m training arguments FOLDER                cross-validate, then write the weights
    python -m training arguments FOLDER --ablations    only print what each family of features adds

Files are split by debate: those that share an opening post are always in the same fold. The result is the same on
every run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.analysis.claims.roles import ROLES, Chances, decode
from digest.analysis.linear import LinearModel
from digest.analysis.relations.between_posts import TYPES
from digest.analysis.weights import Weights
from digest.model import Claim, RelationType
from training import artefacts, choices, replies, roles
from training.gold import Debate, LabelledPost, debates

FOLDS = 8
SEEDS = (0, 1, 2)
COMMAND = "python -m training arguments FOLDER/arguments"
Without = Callable[[str], bool]

FORM = frozenset(
    {
        "long", "under 4 words", "under 8 words", "over 25 words", "asks", "exclaims", "announces", "has digits",
        "has address", "quotes words", "in brackets",
    }
)  # fmt: skip
PLACE = frozenset(
    {
        "position", "first of post", "second of post", "last of post", "only one", "post of 2-3", "post of 10+",
        "opening text", "opening text, first", "opening text, last", "top level", "deep", "by the opener", "edit",
        "edit mark",
    }
)  # fmt: skip
AGREEMENT = frozenset(
    {
        "cue: opens with agreement", "cue: adds to it", "cue: joins in", "cue: grants the point",
        "cue: agrees in passing", "cue: thanks", "grants, never turns", "agrees, never turns", "agrees and turns",
        "agrees, briefly",
    }
)  # fmt: skip
DENIAL = frozenset({"cue: opens with denial", "cue: denies in passing", "cue: undercuts"})
OPPOSITION = frozenset({"cue: negates shared words", "cue: sets opposites", "cue: throws a word back"})
CONCESSION = frozenset(
    {"cue: concedes, then turns", "cue: opens with contrast", "cue: turns later", "cue: turns it back"}
)
QUESTIONS = frozenset(
    {"cue: counter-question", "cue: asks later", "cue: only asks", "cue: challenges", "cue: asks for a source"}
)
WHO = frozenset(
    {
        "by the opener", "to the opener", "back to an earlier talker", "top level", "depth 3+", "opener, against",
        "opener, without agreement",
    }
)  # fmt: skip
REPLY_FORM = frozenset({"has no unit", "one unit", "8+ units", "one sentence", "long", "claims"})


_CHOICES = {
    "source": "the unit of a reply that carries its answer",
    "target": "the unit that is answered",
    "inside": "the claim that a reason belongs to",
}

ROLE_FAMILIES: tuple[tuple[str, Without], ...] = (
    ("cue families (reasons, duty, examples, …)", lambda name: name.startswith(("has ", "much "))),
    ("frequent words and pairs", lambda name: name.startswith("word ")),
    ("connective it was cut at", lambda name: name.startswith(("after ", "before "))),
    ("neighbours' cues", lambda name: name.startswith(("before:", "next:"))),
    ("form (length, question, brackets, …)", lambda name: name in FORM),
    ("place in the post and the tree", lambda name: name in PLACE),
    ("quoted by others, answers a quote", lambda name: name.startswith(("quoted by", "answers a quote"))),
    ("words of the title and of the parent", lambda name: name.startswith("shares ")),
)
REPLY_FAMILIES: tuple[tuple[str, Without], ...] = (
    ("all cues", lambda name: name.startswith(("cue:", "agrees", "grants", "opener,"))),
    ("agreement", lambda name: name in AGREEMENT),
    ("denial", lambda name: name in DENIAL),
    ("negation of shared words, opposites, echo", lambda name: name in OPPOSITION),
    ("concession and contrast", lambda name: name in CONCESSION),
    ("questions", lambda name: name in QUESTIONS),
    ("quotation", lambda name: name.startswith("cue: quotes")),
    ("sarcasm", lambda name: name in {"cue: sarcasm", "cue: scorn"}),
    ("address", lambda name: name in {"cue: your words", "cue: own words", "cue: advises"}),
    ("who speaks to whom, depth", lambda name: name in WHO),
    ("form of the reply", lambda name: name in REPLY_FORM),
    ("shared words, likeness", lambda name: name in {"likeness", "shared words"}),
)


@dataclass(frozen=True)
class Result:
    """Results of cross-validation, as means over the seeds.

    Attributes:
        shift: of the decision between roles.
        by_role: F1 of none, claim, premise.
        thresholds: of the decision on relations.
        relations: precision, recall, F1.
        reliability: probability of a role, share of right ones, number of units.
        choices: for each kind of choice the share of right ones, the share by chance, and the number.
    """

    shift: tuple[float, float, float]
    by_role: tuple[float, ...]
    thresholds: Mapping[RelationType, float]
    relations: tuple[float, ...]
    reliability: tuple[tuple[float, float, int], ...]
    choices: Mapping[str, tuple[float, float, int]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `python -m training arguments` is asked."""
    parser.add_argument("folder", type=Path, help="NAME.json (a Reddit listing) and NAME.gold.json")
    parser.add_argument("--ablations", action="store_true", help="only print what each family of features adds")


def run(asked: argparse.Namespace) -> None:
    """Cross-validate, then write the weights."""
    data = debates(asked.folder)
    posts = [post for debate in data for post in debate.posts]
    number = len({debate.debate for debate in data})
    if asked.ablations:
        sys.stdout.write(ablations(data, posts, number))
        return
    result = validate(data, posts, number)
    write(data, posts, number, result, folder=asked.folder)
    sys.stdout.write(figures(result) + "\n")


def validate(data: Sequence[Debate], posts: Sequence[LabelledPost], number: int) -> Result:
    """Cross-validate both models; the relations are judged on claims that were found by models new to the debate."""
    runs = [roles.cross_validated(posts, debates=number, count=FOLDS, seed=seed) for seed in SEEDS]
    shift = roles.best_shift(posts, runs[0])
    observed = [replies.replies_of(data, claims_of(data, run, shift)) for run in runs]
    chances = [
        replies.cross_validated(some, debates=number, count=FOLDS, seed=seed)
        for some, seed in zip(observed, SEEDS, strict=True)
    ]
    thresholds = replies.best_thresholds(data, observed[0], chances[0])
    return Result(
        shift,
        _mean([tuple(roles.score(posts, run, shift=shift)) for run in runs]),
        thresholds,
        _mean(
            [
                replies.score(data, replies.predicted_triples(some, chance, thresholds=thresholds))
                for some, chance in zip(observed, chances, strict=True)
            ]
        ),
        roles.reliability(posts, runs[0]),
        choices.cross_validated(choices.choices_of(data, claims_of(data, runs[0], shift)), debates=number, count=FOLDS),
    )


def claims_of(
    data: Sequence[Debate], chances: Sequence[Sequence[Chances]], shift: Sequence[float]
) -> list[tuple[Claim, ...]]:
    """The claims of each debate by given probabilities, decoded as `digest.analysis.claims.find` does."""
    waiting = iter(chances)
    return [decode([(post.seen, next(waiting)) for post in debate.posts], shift=shift) for debate in data]


def write(data: Sequence[Debate], posts: Sequence[LabelledPost], number: int, result: Result, *, folder: Path) -> None:
    """Train on everything and write both files of weights."""
    trained = roles.train(posts, debates=number)
    decision = LinearModel(ROLES, {"shift": result.shift})
    none, claim, premise = result.by_role
    artefacts.save(
        "claims",
        _joined({"decision": decision, "first": trained.first, "second": trained.second}),
        command=COMMAND,
        seed=0,
        data=[folder],
        metrics={
            "macro F1, in words": sum(result.by_role) / 3,
            "F1 of none": none,
            "F1 of claims": claim,
            "F1 of premises": premise,
            "calibration error": _calibration_error(result.reliability),
        },
    )
    out_of_fold = roles.cross_validated(posts, debates=number, count=FOLDS)
    units = claims_of(data, out_of_fold, result.shift)
    models = replies.train(replies.replies_of(data, units))
    chosen = choices.train(choices.choices_of(data, units))
    decision = LinearModel(TYPES, {"from": tuple(result.thresholds[kind] for kind in TYPES)})
    precision, recall, score = result.relations
    artefacts.save(
        "relations",
        _joined({"decision": decision, **models, **chosen}),
        command=COMMAND,
        seed=0,
        data=[folder],
        metrics={"F1": score, "precision": precision, "recall": recall}
        | {f"{_CHOICES[kind]}, right": right for kind, (right, _, _) in result.choices.items()}
        | {f"{_CHOICES[kind]}, by chance": chance for kind, (_, chance, _) in result.choices.items()},
    )


def figures(result: Result) -> str:
    """The cross-validated figures, a line for each model."""
    none, claim, premise = result.by_role
    precision, recall, score = result.relations
    return (
        f"roles of words: macro F1 {sum(result.by_role) / 3:.3f}"
        f" (none {none:.3f}, claim {claim:.3f}, premise {premise:.3f})\n"
        f"relations between posts: F1 {score:.3f} (precision {precision:.3f}, recall {recall:.3f})"
    )


def _joined(models: Mapping[str, LinearModel]) -> Weights:
    return artefacts.joined({name: artefacts.of_linear(model) for name, model in models.items()})


def _calibration_error(reliability: Sequence[tuple[float, float, int]]) -> float:
    return sum(count * abs(mean - share) for mean, share, count in reliability) / sum(n for *_, n in reliability)


def ablations(data: Sequence[Debate], posts: Sequence[LabelledPost], number: int) -> str:
    """Markdown tables: the score without each family of features."""
    lines = ["| without | macro F1 | change |", "| --- | --- | --- |"]
    whole, shift = 0.0, (0.0, 0.0, 0.0)
    for name, without, stacked in (
        ("(nothing: all features)", None, True),
        *((name, without, True) for name, without in ROLE_FAMILIES),
        ("the second model (neighbours' answers)", None, False),
    ):
        scores = []
        for seed in SEEDS[:2]:
            run = roles.cross_validated(posts, debates=number, count=FOLDS, seed=seed, without=without, stacked=stacked)
            shift = roles.best_shift(posts, run)
            scores.append(sum(roles.score(posts, run, shift=shift)) / len(ROLES))
        macro = sum(scores) / len(scores)
        whole = whole or macro
        lines.append(f"| {name} | {macro:.3f} | {macro - whole:+.3f} |")
    run = roles.cross_validated(posts, debates=number, count=FOLDS)
    observed = replies.replies_of(data, claims_of(data, run, roles.best_shift(posts, run)))
    lines += ["", "| without | precision | recall | F1 | change |", "| --- | --- | --- | --- | --- |"]
    whole = 0.0
    for label, without in (("(nothing: all features)", None), *REPLY_FAMILIES):
        found = []
        for seed in SEEDS:
            chances = replies.cross_validated(observed, debates=number, count=FOLDS, seed=seed, without=without)
            thresholds = replies.best_thresholds(data, observed, chances)
            found.append(replies.score(data, replies.predicted_triples(observed, chances, thresholds=thresholds)))
        precision, recall, score = _mean(found)
        whole = whole or score
        lines.append(f"| {label} | {precision:.3f} | {recall:.3f} | {score:.3f} | {score - whole:+.3f} |")
    return "\n".join(lines) + "\n"


def _mean(rows: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(sum(column) / len(column) for column in zip(*rows, strict=True))
