"""Train the models of `digest.analysis.sides`, and print how good they are on debates that they have not seen.

    python -m training sides ../shared/bench/dev ARCHIVES                 cross-validate, write the weights
    python -m training sides ../shared/bench/dev ARCHIVES --only-score    only print the figures

ARCHIVES holds `verdicts`, `iac` and `agreement`, see `python -m training data`. There are two steps: models of what
single posts show, then models that decide sides and stances. The second learn from predictions of the first on debates
that those had not seen. The result is the same on every run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from digest.analysis import quotes as quote_stage
from digest.analysis import structure
from digest.analysis.linear import Features, LinearModel
from digest.analysis.sides import camps as camp_stage
from digest.analysis.sides import context, decode, post_features
from digest.model import Document
from digest.sources import read
from training import artefacts, sides_public, sides_words
from training.fitting import fit
from training.sides_public import Comment
from training.sides_score import figures, known_sides, measured

Models = dict[str, LinearModel]
FOLDS, INNER = 8, 5
SEEDS = (0, 1, 2)
_FORUM = 0.3
"""What a forum's pair counts against one of an annotated debate."""


@dataclass(frozen=True, slots=True)
class Debate:
    """A debate with its features and annotations.

    Attributes:
        sides: by id of the post.
        stances: towards the parent, by id of the post.
        free: whether it is unknown which camp is `for`.
    """

    name: str
    document: Document
    setting: context.DebateContext
    seen: Mapping[str, Features]
    sides: Mapping[str, str]
    stances: Mapping[str, str]
    free: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `python -m training sides` is asked."""
    parser.add_argument("bench", type=Path, help="the folder that has `reading` and `sides`")
    parser.add_argument("archives", type=Path, help="the folder that has the public archives")
    parser.add_argument("--more", type=Path, help="a folder with more debates annotated as in `reading`")
    parser.add_argument("--only-score", action="store_true", help="write no weights")


def run(asked: argparse.Namespace) -> None:
    """Cross-validate, print figures, then write the weights."""
    homes = [*asked.bench.glob("*"), *([asked.more] if asked.more else [])]
    known = {path.name.split(".")[0].removeprefix("iac-") for home in homes for path in home.glob("iac-*.json")}
    forum = list(sides_public.forum(asked.archives / "iac", known=known))
    base = word_models(asked.archives, forum)
    reading = [*annotated(asked.bench / "reading", models=base)]
    more = [*annotated(asked.more, models=base)] if asked.more else []
    pairs = forum_pairs(forum, models=base)
    suite = [*annotated(asked.bench / "sides", models=base)]
    runs = cross_validated([*reading, *more], pairs, base)
    models = train([*reading, *more], pairs, base)
    own = {debate.name for debate in reading}
    for name, chosen in (("benchmark", own), ("more", {debate.name for debate in more} - own)):
        held = [(one, [debate for debate in debates if debate.name in chosen]) for one, debates in runs]
        if chosen:
            sys.stdout.write(f"{name}, held out by debate\n" + figures(held))
    sys.stdout.write("benchmark, in sample\n" + figures([(models, reading)]) + known_sides(suite, models))
    if not asked.only_score:
        held = [(one, [debate for debate in debates if debate.name in own]) for one, debates in runs]
        artefacts.save(
            "sides",
            artefacts.joined({name: artefacts.of_linear(model) for name, model in models.items()}),
            command="python -m training sides FOLDER ARCHIVES --more FOLDER",
            seed=SEEDS[0],
            data=[asked.bench / "reading", asked.archives, *([asked.more] if asked.more else [])],
            metrics=measured(held),
        )


def word_models(archives: Path, forum: Sequence[tuple[Document, Mapping[str, str]]]) -> Models:
    """The models of words, which see no annotated debate."""
    talk = [
        *sides_public.replies(archives / "verdicts"),
        *sides_public.agreement(archives / "agreement"),
        *_forum_comments(forum),
    ]
    return {
        "verdict": sides_words.verdict_model([*sides_public.verdicts(archives / "verdicts")]),
        "talk": sides_words.talk_model(talk),
    }


def _forum_comments(forum: Iterable[tuple[Document, Mapping[str, str]]]) -> Iterable[Comment]:
    for document, sides in forum:
        for post in document.posts:
            above = {one.id: one for one in document.posts}.get(post.parent or "")
            if above is not None and post.id in sides and above.id in sides and above.author != post.author:
                own = "\n".join(line for line in post.text.split("\n") if not line.startswith(">"))
                answer = "support" if sides[post.id] == sides[above.id] else "attack"
                yield Comment(document.slug, "forum", answer, own)


def annotated(folder: Path, *, models: Models) -> Iterable[Debate]:
    """Debates of a folder of the benchmark."""
    for gold in sorted(folder.glob("*.gold.json")):
        name = gold.name.removesuffix(".gold.json")
        source = next(path for path in sorted(folder.glob(f"{name}.*")) if path != gold)
        gold_data = json.loads(gold.read_text(encoding="utf-8"))
        document = structure.recover(read(source))
        stances = {post: one["type"] for post, one in gold_data.get("relations", {}).items()}
        yield observe(
            name, document, gold_data.get("sides") or gold_data["side"], stances, bool(gold_data.get("free")), models
        )


def observe(
    name: str, document: Document, sides: Mapping[str, str], stances: Mapping[str, str], free: bool, models: Models
) -> Debate:
    """A debate with its features."""
    found = context.context_of(document)
    seen = post_features.of_replies(document, quotes=quote_stage.trace(document), setting=found, models=models)
    known = {post: side for post, side in sides.items() if post in found.posts}
    return Debate(name, document, found, seen, known, {p: s for p, s in stances.items() if found.parent.get(p)}, free)


def forum_pairs(forum: Sequence[tuple[Document, Mapping[str, str]]], *, models: Models) -> list[tuple[Features, str]]:
    """Replies of forum debates: in the same camp as their parent, or not."""
    debates = [observe(document.slug, document, sides, {}, True, models) for document, sides in forum]
    return [pair for debate in debates for pair in _pairs(debate)]


def _pairs(debate: Debate) -> Iterable[tuple[Features, str]]:
    for post, side in debate.sides.items():
        above = debate.setting.parent[post] or ""
        other = debate.sides.get(above, "neither")
        if "neither" in (side, other) or debate.setting.person[post] == debate.setting.person[above]:
            continue
        if post in debate.seen:
            yield {"bias": 1.0} | debate.seen[post], "same" if side == other else "differ"


def train(debates: Sequence[Debate], pairs: Sequence[tuple[Features, str]], base: Models) -> Models:
    """All models, by debates and pairs of a forum."""
    first = _first(debates, pairs, base)
    fold = _folds(debates, count=INNER, seed=1)
    rows: dict[str, list[tuple[Features, str]]] = {"side": [], "neither": [], "stance": []}
    for one in range(INNER):
        models = _first([d for d in debates if fold[d.name] != one], pairs, base)
        for debate in debates:
            if fold[debate.name] == one:
                _collect(debate, models, rows)
    second = {
        "side": _fit(rows["side"], ("against", "for"), 0.3, intercept=False),
        "neither": _fit(rows["neither"], ("sided", "neither"), 0.15),
        "stance": _fit(rows["stance"], ("support", "attack", "neither"), 0.1),
    }
    return first | second


def _first(debates: Sequence[Debate], pairs: Sequence[tuple[Features, str]], base: Models) -> Models:
    own = [pair for debate in debates for pair in _pairs(debate)]
    leaning = [
        (features, side)
        for debate in debates
        for post, side in debate.sides.items()
        if side != "neither"
        and (features := camp_stage.leaning(post, setting=debate.setting, seen=debate.seen.get(post, {})))
    ]
    same = fit(
        [features for features, _ in [*own, *pairs]],
        [answer for _, answer in [*own, *pairs]],
        classes=("differ", "same"),
        strength=0.05,
        weights=[1.0] * len(own) + [_FORUM] * len(pairs),
    )
    return base | {
        "same": same,
        "leaning": _fit(leaning, ("against", "for"), 0.3, intercept=False),
        "decision": LinearModel(decode.SIDES, {"side": (1.0, 1.1, 1.1), "stance": (1.6, 1.0, 2.0)}),
    }


def _collect(debate: Debate, models: Models, rows: Mapping[str, list[tuple[Features, str]]]) -> None:
    where, seen = debate.setting, debate.seen
    camps = camp_stage.solve(where, seen=seen, models=models)
    for post, side in debate.sides.items():
        own = seen.get(post, {})
        taken = "neither" if side == "neither" else "sided"
        rows["neither"].append((decode.neither_features(post, setting=where, seen=own, camps=camps), taken))
        if side != "neither":
            rows["side"].append((decode.side_features(post, setting=where, camps=camps), side))
    for post, stance in debate.stances.items():
        features = decode.stance_features(post, setting=where, seen=seen.get(post, {}), camps=camps)
        rows["stance"].append((features, stance))


def _fit(
    rows: Sequence[tuple[Features, str]], classes: Sequence[str], strength: float, *, intercept: bool = True
) -> LinearModel:
    return fit(
        [features for features, _ in rows],
        [answer for _, answer in rows],
        classes=classes,
        strength=strength,
        weights=[1.0] * len(rows),
        intercept=intercept,
    )


def _folds(debates: Sequence[Debate], *, count: int, seed: int) -> dict[str, int]:
    """Folds that have about as many debates of each kind."""
    state = np.random.RandomState(seed)
    order = sorted(debates, key=lambda one: (one.name.split("-")[0], state.random_sample()))
    return {debate.name: at % count for at, debate in enumerate(order)}


def cross_validated(
    debates: Sequence[Debate], pairs: Sequence[tuple[Features, str]], base: Models
) -> list[tuple[Models, Sequence[Debate]]]:
    """For each fold of each seed, models that have not seen its debates, and those debates."""
    out: list[tuple[Models, Sequence[Debate]]] = []
    for seed in SEEDS:
        fold = _folds(debates, count=FOLDS, seed=seed)
        for one in range(FOLDS):
            held = [debate for debate in debates if fold[debate.name] == one]
            left = [debate for debate in debates if fold[debate.name] != one]
            out.append((train(left, pairs, base), held))
    return out
