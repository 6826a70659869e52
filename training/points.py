"""Learn what makes a sentence a point, the crux or an answer, and print how good that is on unseen debates.

    python -m training points FOLDER... [--only-score] [--seeds N]

A FOLDER holds debates with what a careful editor would print of each: NAME.json (or .txt, .md) and NAME.gold.json.
Figures are cross-validated by debate: of the first folder alone, learned from all folders.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

import digest
from digest.analysis import structure, understand
from digest.analysis.boosted_trees import Floats, feature_table
from digest.analysis.linear import Features
from digest.analysis.points.answers import POOL, PairContext, best_answers, context_of, pair_features
from digest.analysis.points.candidates import PointCandidate, candidates
from digest.analysis.points.groups import grouped, of_candidates
from digest.analysis.points.ranking import Ranker, choose_shown, ranked_by
from digest.analysis.points.sentence_features import observe
from digest.analysis.similarity import Matrix, lexical
from digest.model import Digest
from training import artefacts

FOLDS = 8
STRENGTH = {"core": 0.003, "crux": 0.003, "answer": 0.01}
"""Inverse L2 penalties on standardised features: so few debates ask for a strong one."""
MEANING = 2.7
"""Factor for the axes of vectors (about 0.1 each); it is less than 10, so the penalty is stronger for them."""

Place = tuple[str, int, int]


@dataclass(frozen=True)
class Debate:
    """A debate with its candidates and annotations.

    Attributes:
        points: for each candidate the numbers of the points that it is a sentence of.
        core: for each point whether it belongs in a short summary.
        answers: for each point the numbers of those that answer it.
        crux: for each candidate whether it is the crux.
    """

    name: str
    digest: Digest
    found: tuple[PointCandidate, ...]
    rows: list[Features]
    vectors: Matrix
    groups: list[int | None]
    points: list[list[int]]
    core: list[bool]
    answers: list[set[int]]
    crux: list[bool]
    sides: dict[str, str] = field(default_factory=dict)

    def answer(self, name: str) -> Floats:
        """The labels of the candidates for a model."""
        if name == "crux":
            return np.array(self.crux, float)
        return np.array([any(self.core[at] for at in some) for some in self.points], float)


def prepared(name: str, understood: Digest, gold: Mapping[str, Any]) -> Debate:
    """A debate with its features and annotations."""
    document = understood.document
    found = candidates(document, quotes=understood.quotes)
    claims, relations, stances = understood.claims, understood.relations, understood.stances
    groups = grouped(
        document, claims=claims, relations=relations, stances=stances, similarity=lexical(document.language)
    )
    of = [at if at is not None and len(groups[at].posts) > 1 else None for at in of_candidates(found, groups)]
    rows, vectors = observe(
        document, found, claims=claims, relations=relations, quotes=understood.quotes, stances=stances
    )
    texts = {post.id: post.text for post in document.posts}
    places = [_place(texts[one.post], one) for one in found]
    numbers_of = {point["id"]: at for at, point in enumerate(gold["points"])}
    faces = [[(x["post"], x["start"], x["end"]) for x in point["faces"]] for point in gold["points"]]
    crux = [(x["post"], x["start"], x["end"]) for x in gold["crux"]]
    return Debate(
        name,
        understood,
        found,
        rows,
        vectors,
        of,
        [[at for at, some in enumerate(faces) if any(meets(place, one) for one in some)] for place in places],
        [bool(point["core"]) for point in gold["points"]],
        [{numbers_of[one] for one in point["answered_by"] if one in numbers_of} for point in gold["points"]],
        [any(meets(place, one) for one in crux) for place in places],
        opposing(understood),
    )


def _place(text: str, one: PointCandidate) -> Place:
    """The place of a candidate, counted in letters and digits only, as the annotation does."""
    start = len(_bare(text[: one.start]))
    return one.post, start, start + len(_bare(one.text))


def _bare(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower()))


def meets(one: Place, other: Place) -> bool:
    """Whether the intersection of two places is at least half of their union."""
    both = min(one[2], other[2]) - max(one[1], other[1])
    return one[0] == other[0] and both > 0 and both / (max(one[2], other[2]) - min(one[1], other[1])) >= 0.5


def opposing(understood: Digest) -> dict[str, str]:
    """Sides as a first guess: the opening is for the proposition, and every reply opposes what it answers."""
    sides: dict[str, str] = {}
    for post in understood.document.posts:
        before = sides.get(post.parent or "", "for")
        sides[post.id] = "for" if post.id == "op" else "against" if before == "for" else "for"
    return sides


def learned(
    rows: Sequence[Features], answers: Floats, weights: Floats, *, strength: float, vectors: Matrix | None = None
) -> Ranker:
    """A logistic regression on standardised features (and vectors, if given), with weights for the raw ones."""
    names = sorted({name for row in rows for name in row})
    table = feature_table(rows, names)
    mean, spread = table.mean(0), table.std(0) + 1e-9
    columns = (table - mean) / spread
    if vectors is not None:
        columns = np.hstack([columns, vectors * MEANING])
    model = LogisticRegression(C=strength, max_iter=150, tol=1e-3).fit(columns, answers, sample_weight=weights)
    slopes = model.coef_[0][: len(names)] / spread
    bias = float(model.intercept_[0] - (slopes * mean).sum())
    kept = {name: float(f"{slope:.3g}") for name, slope, s in zip(names, slopes, spread, strict=True) if s > 1e-6}
    meaning = np.array([float(f"{slope * MEANING:.3g}") for slope in model.coef_[0][len(names) :]])
    return Ranker(tuple(kept), np.array(list(kept.values())), round(bias, 4), meaning)


def ranking(debates: Sequence[Debate], name: str) -> Ranker:
    """The model of core points, or of the crux; each debate is weighted by the root of its size."""
    weights = np.concatenate([np.full(len(one.rows), len(one.rows) ** -0.5) for one in debates])
    return learned(
        [row for one in debates for row in one.rows],
        np.concatenate([one.answer(name) for one in debates]),
        weights / weights.mean(),
        strength=STRENGTH[name],
        vectors=np.concatenate([one.vectors for one in debates]) if name == "crux" else None,
    )


Pairs = tuple[list[Features], list[float]]


def pairs_of(one: Debate, odds: Mapping[str, Floats]) -> Pairs:
    """All pairs of a point's sentence and another person's sentence, and whether that is part of an answer."""
    rows: list[Features] = []
    answers: list[float] = []
    context = _context(one, odds)
    likely = np.argsort(-odds["core"])[:POOL].tolist()
    for point, makes in enumerate(one.points):
        wanted = {answer for at in makes for answer in one.answers[at]}
        for at in likely if wanted else ():
            if context.people[one.found[at].post] != context.people[one.found[point].post]:
                rows.append(pair_features(one.found, point, at, context=context))
                answers.append(float(bool(wanted & set(one.points[at]))))
    return rows, answers


def answering(pairs: Sequence[Pairs]) -> Ranker:
    """The model of answers, learned from pairs."""
    rows = [row for some, _ in pairs for row in some]
    answers = np.array([answer for _, some in pairs for answer in some])
    return learned(rows, answers, np.ones(len(rows)), strength=STRENGTH["answer"])


def _context(one: Debate, odds: Mapping[str, Floats]) -> PairContext:
    understood = one.digest
    return context_of(
        understood.document,
        one.found,
        claims=understood.claims,
        relations=understood.relations,
        quotes=understood.quotes,
        sides=one.sides,
        core=odds["core"],
        crux=odds["crux"],
        vectors=one.vectors,
        groups=one.groups,
    )


@dataclass
class Figures:
    """Figures: one value for each debate (for answers, for each point)."""

    points: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    crux: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)

    def add(self, one: Debate, odds: Mapping[str, Floats], model: Ranker | None) -> None:
        """Add the figures of what would be shown of a debate."""
        ranked = ranked_by(one.found, one.rows, vectors=one.vectors, groups=one.groups, sides=one.sides, **odds)
        chosen = choose_shown(one.found, ranked, posts=len(one.digest.document.posts))
        good = [one.points[at] for at in chosen]
        hit = {point for some in good for point in some}
        core = [at for at, is_core in enumerate(one.core) if is_core]
        precision = sum(map(bool, good)) / max(1, len(good))
        recall = sum(at in hit for at in core) / max(1, len(core))
        self.precision.append(precision)
        self.recall.append(recall)
        self.points.append(2 * precision * recall / (precision + recall) if precision + recall else 0.0)
        self.crux.append(float(bool(chosen) and one.crux[chosen[0]]))
        context = _context(one, odds)
        for at in chosen if model else ():
            wanted = {answer for point in one.points[at] for answer in one.answers[point]}
            if wanted:
                answers = best_answers(one.found, at, context=context, model=model)[:2]
                self.answers.append(float(any(wanted & set(one.points[answer]) for answer in answers)))

    def __str__(self) -> str:
        return "  ".join(f"{name} {value:.3f}" for name, value in self.means().items())

    def means(self) -> dict[str, float]:
        """The mean of each figure."""
        return {name: float(np.mean(some or [0.0])) for name, some in vars(self).items()}


def held_out(debates: Sequence[Debate], *, seed: int = 0) -> tuple[Any, list[dict[str, Floats]]]:
    """The fold of each debate, and the odds of its candidates by models that had not seen it."""
    fold = np.random.RandomState(seed).permutation(len(debates)) % FOLDS
    odds: list[dict[str, Floats]] = [{} for _ in debates]
    for held in range(FOLDS):
        others = [one for one, at in zip(debates, fold, strict=True) if at != held]
        for name in ("core", "crux"):
            model = ranking(others, name)
            for at in np.flatnonzero(fold == held).tolist():
                odds[at][name] = model.odds(debates[at].rows, debates[at].vectors)
    return fold, odds


def cross_validated(debates: Sequence[Debate], *, scored: int, seeds: int) -> Figures:
    """Figures of the first debates, each by models that had not seen it."""
    figures = Figures()
    for seed in range(seeds):
        fold, odds = held_out(debates, seed=seed)
        pairs = [pairs_of(one, of) for one, of in zip(debates, odds, strict=True)]
        for held in range(FOLDS):
            model = answering([some for some, at in zip(pairs, fold, strict=True) if at != held])
            for at in np.flatnonzero(fold == held).tolist():
                if at < scored:
                    figures.add(debates[at], odds[at], model)
    return figures


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `python -m training points` is asked."""
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--only-score", action="store_true", help="write no weights")
    parser.add_argument("--seeds", type=int, default=2, help="how often the debates are divided anew")


def run(asked: argparse.Namespace) -> None:
    """Cross-validate, print figures, then write the weights."""
    read = [[_debate(path) for path in _files(folder)] for folder in asked.folders]
    debates = [one for some in read for one in some]
    print(f"{len(debates)} debates, {sum(len(one.found) for one in debates)} sentences", flush=True)
    if len(read) > 1:
        print(f"learned from the first folder:  {cross_validated(read[0], scored=len(read[0]), seeds=asked.seeds)}")
    figures = cross_validated(debates, scored=len(read[0]), seeds=asked.seeds)
    print(f"learned from all:  {figures}", flush=True)
    if not asked.only_score:
        models = {name: ranking(debates, name) for name in ("core", "crux")}
        models["answer"] = answering([pairs_of(*both) for both in zip(debates, held_out(debates)[1], strict=True)])
        artefacts.save(
            "points",
            artefacts.joined({name: artefacts.of_ranker(model) for name, model in models.items()}),
            command="python -m training points FOLDER...",
            seed=0,
            data=asked.folders,
            metrics=figures.means(),
        )


def _files(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.iterdir())
        if ".gold." not in path.name and path.with_name(f"{path.name.split('.')[0]}.gold.json").exists()
    ]


def _debate(path: Path) -> Debate:
    gold = json.loads(path.with_name(f"{path.name.split('.')[0]}.gold.json").read_text(encoding="utf-8"))
    return prepared(path.name, understand(structure.recover(digest.read(path))), gold)
