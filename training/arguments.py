"""Train the models of claims and relations on annotated debates, and say how well they do.

    python -m training.arguments ../shared/bench/dev/arguments           cross-validate, then write the weights
    python -m training.arguments FOLDER --ablations                      only tell what each family of features adds

Run in the root of the repository, with scikit-learn installed (1.5 or later; only this script needs it). Files are
split by debate: those that share an opening post are always in the same fold. The result is the same on every run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.analysis import claims as claim_stage
from digest.analysis import relations as relation_stage
from digest.analysis.claims.roles import ROLES, Chances, decode
from digest.analysis.linear import LinearModel
from digest.analysis.relations.between_posts import TYPES
from digest.model import Claim, RelationType
from training import cards, choices, replies, roles
from training.gold import Debate, LabelledPost, debates

FOLDS = 8
SEEDS = (0, 1, 2)
Without = Callable[[str], bool]

ROLE_FAMILIES: tuple[tuple[str, Without], ...] = (
    ("cue families (reasons, duty, examples, …)", lambda name: name.startswith(("has ", "much "))),
    ("frequent words and pairs", lambda name: name.startswith("word ")),
    ("connective it was cut at", lambda name: name.startswith(("after ", "before "))),
    ("neighbours' cues", lambda name: name.startswith(("before:", "next:"))),
    ("form (length, question, brackets, …)", lambda name: name in cards.FORM),
    ("place in the post and the tree", lambda name: name in cards.PLACE),
    ("quoted by others, answers a quote", lambda name: name.startswith(("quoted by", "answers a quote"))),
    ("words of the title and of the parent", lambda name: name.startswith("shares ")),
)
REPLY_FAMILIES: tuple[tuple[str, Without], ...] = (
    ("all cues", lambda name: name.startswith(("cue:", "agrees", "grants", "opener,"))),
    ("agreement", lambda name: name in cards.AGREEMENT),
    ("denial", lambda name: name in cards.DENIAL),
    ("negation of shared words, opposites, echo", lambda name: name in cards.OPPOSITION),
    ("concession and contrast", lambda name: name in cards.CONCESSION),
    ("questions", lambda name: name in cards.QUESTIONS),
    ("quotation", lambda name: name.startswith("cue: quotes")),
    ("sarcasm", lambda name: name in {"cue: sarcasm", "cue: scorn"}),
    ("address", lambda name: name in {"cue: your words", "cue: own words", "cue: advises"}),
    ("who speaks to whom, depth", lambda name: name in cards.WHO),
    ("form of the reply", lambda name: name in cards.REPLY_FORM),
    ("shared words, likeness", lambda name: name in {"likeness", "shared words"}),
)


@dataclass(frozen=True)
class Result:
    """What cross-validation found, as a mean over the seeds.

    Attributes:
        shift: of the decision between roles.
        by_role: F1 of none, claim, premise.
        thresholds: of the decision on relations.
        relations: precision, recall, F1.
        reliability: confidence in a role, share that was right, number of units.
        choices: for each kind of choice the share that was right, that by chance, and the number.
    """

    shift: tuple[float, float, float]
    by_role: tuple[float, ...]
    thresholds: Mapping[RelationType, float]
    relations: tuple[float, ...]
    reliability: tuple[tuple[float, float, int], ...]
    choices: Mapping[str, tuple[float, float, int]]


def main() -> None:
    """Parse, train, write, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="NAME.json (a Reddit listing) and NAME.gold.json")
    parser.add_argument("--ablations", action="store_true", help="tell what each family of features adds")
    asked = parser.parse_args()
    data = debates(asked.folder)
    posts = [post for debate in data for post in debate.posts]
    number = len({debate.debate for debate in data})
    if asked.ablations:
        sys.stdout.write(ablations(data, posts, number))
        return
    result = validate(data, posts, number)
    write(data, posts, number, result)
    sys.stdout.write(cards.figures(result.by_role, result.relations) + "\n")


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
                replies.score(data, replies.told(some, chance, thresholds=thresholds))
                for some, chance in zip(observed, chances, strict=True)
            ]
        ),
        roles.reliability(posts, runs[0]),
        choices.cross_validated(choices.choices_of(data, claims_of(data, runs[0], shift)), debates=number, count=FOLDS),
    )


def claims_of(
    data: Sequence[Debate], chances: Sequence[Sequence[Chances]], shift: Sequence[float]
) -> list[tuple[Claim, ...]]:
    """The claims of each debate by given answers, as `digest.analysis.claims.find` tells them."""
    waiting = iter(chances)
    return [decode([(post.seen, next(waiting)) for post in debate.posts], shift=shift) for debate in data]


def write(data: Sequence[Debate], posts: Sequence[LabelledPost], number: int, result: Result) -> None:
    """Train on everything; write the weights and their cards."""
    trained = roles.train(posts, debates=number)
    home = Path(str(claim_stage.__file__)).parent
    first, second = _as_json(trained.first), _as_json(trained.second)
    decision = {"classes": list(ROLES), "weights": {"shift": list(result.shift)}}
    _save(home / "weights.json", {"decision": decision, "first": first, "second": second})
    out_of_fold = roles.cross_validated(posts, debates=number, count=FOLDS)
    units = claims_of(data, out_of_fold, result.shift)
    observed = replies.replies_of(data, units)
    models = replies.train(observed)
    chosen = choices.train(choices.choices_of(data, units))
    away = Path(str(relation_stage.__file__)).parent
    decision = {"classes": list(TYPES), "weights": {"from": [result.thresholds[kind] for kind in TYPES]}}
    _save(
        away / "weights.json",
        {"decision": decision} | {kind: _as_json(model) for kind, model in {**models, **chosen}.items()},
    )
    size = cards.Size(len(data), number, len(posts), sum(len(post.roles) for post in posts), len(observed))
    (home / "MODEL.md").write_text(
        cards.of_roles(size, trained.second, result.by_role, result.reliability), encoding="utf-8"
    )
    (away / "MODEL.md").write_text(
        cards.of_relations(size, models, result.relations, result.thresholds, result.choices), encoding="utf-8"
    )


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
            found.append(replies.score(data, replies.told(observed, chances, thresholds=thresholds)))
        precision, recall, score = _mean(found)
        whole = whole or score
        lines.append(f"| {label} | {precision:.3f} | {recall:.3f} | {score:.3f} | {score - whole:+.3f} |")
    return "\n".join(lines) + "\n"


def _mean(rows: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(sum(column) / len(column) for column in zip(*rows, strict=True))


def _as_json(model: LinearModel) -> Mapping[str, object]:
    return {"classes": list(model.classes), "weights": {name: list(row) for name, row in model.weights.items()}}


def _save(path: Path, models: Mapping[str, Mapping[str, object]]) -> None:
    """One weight a line, so that a difference can be read."""
    parts = []
    for name, model in models.items():
        weights = model["weights"]
        rows = ",\n".join(f"    {json.dumps(k, ensure_ascii=False)}: {json.dumps(v)}" for k, v in dict(weights).items())  # type: ignore[call-overload]
        parts.append(f'"{name}": {{\n  "classes": {json.dumps(model["classes"])},\n  "weights": {{\n{rows}\n  }}\n}}')
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
