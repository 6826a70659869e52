"""Train and cross-validate the model of `digest.analysis.topics`: how likely two posts belong to one topic.

    python -m training topics FOLDER... [--only-score]

Each FOLDER holds annotated debates: NAME.json (or .md, .txt) and NAME.gold.json with `topics`, each with its `posts`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from digest.analysis import claims as claim_stage
from digest.analysis import quotes as quote_stage
from digest.analysis import structure, topics
from digest.analysis.weights import Weights
from digest.model import Claim, Document
from digest.sources import read
from training import artefacts

Floats = npt.NDArray[np.float64]
FOLDS = 8
STRENGTH = 0.05
"""Inverse of the L2 penalty, for features scaled to a spread of one."""


@dataclass(frozen=True)
class Debate:
    """An annotated debate.

    Attributes:
        topic: the number of the annotated topic of each post that has one.
    """

    name: str
    document: Document
    claims: tuple[Claim, ...]
    topic: Mapping[str, int]


def load(folder: Path) -> list[Debate]:
    """The debates of a folder."""
    found = []
    for gold in sorted(folder.glob("*.gold.json")):
        name = gold.name.removesuffix(".gold.json")
        (source,) = (one for one in folder.glob(f"{name}.*") if one != gold)
        document = structure.recover(read(source))
        claims = claim_stage.find(document, quotes=quote_stage.trace(document))
        known = {post.id for post in document.posts}
        annotated = json.loads(gold.read_text(encoding="utf-8"))["topics"]
        topic = {post: at for at, one in enumerate(annotated) for post in one["posts"] if post in known}
        found.append(Debate(name, document, claims, topic))
    return found


def fit(rows: Floats, same: Floats, weight: Floats) -> topics.Affinity:
    """A logistic regression, with weights for raw features."""
    scale = StandardScaler().fit(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(scale.transform(rows), same, sample_weight=weight)
    weights = model.coef_[0] / scale.scale_
    bias = float(model.intercept_[0] - weights @ scale.mean_)
    return topics.Affinity(tuple(round(float(one), 3) for one in weights), round(bias, 3))


def examples(debates: Sequence[Debate]) -> tuple[Floats, Floats, Floats, Floats]:
    """All pairs of posts with a topic: features, whether it is the same, weight, number of the debate."""
    rows, same, weight, owner = [], [], [], []
    for number, debate in enumerate(debates):
        posts = [post for post in debate.document.posts if post.id in debate.topic]
        table = topics.pairs(debate.document, posts, posts)
        upper = np.triu_indices(len(posts), 1)
        label = np.array([debate.topic[post.id] for post in posts])
        rows.append(table[upper])
        same.append((label[:, None] == label[None])[upper].astype(float))
        weight.append(np.full(len(upper[0]), 1 / max(1, len(posts))))
        owner.append(np.full(len(upper[0]), float(number)))
    return np.concatenate(rows), np.concatenate(same), np.concatenate(weight), np.concatenate(owner)


def b_cubed(true: Mapping[str, int], found: Iterable[Sequence[str]]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998) of groups of posts; a post in no group is a group of its own."""
    group = {post: at for at, posts in enumerate(found) for post in posts}
    annotated = {post: group.get(post, f"alone {post}") for post in true}
    sums = np.zeros(2)
    for post in true:
        ours = {other for other in true if annotated[other] == annotated[post]}
        theirs = {other for other in true if true[other] == true[post]}
        sums += len(ours & theirs) / len(ours), len(ours & theirs) / len(theirs)
    precision, recall = sums / max(1, len(true))
    return float(2 * precision * recall / (precision + recall)) if precision + recall else 0.0


def score(debates: Iterable[Debate], affinity: topics.Affinity) -> list[float]:
    """B-cubed F1 of each debate with the given model."""
    return [b_cubed(one.topic, topics.partition(one.document, claims=one.claims, affinity=affinity)) for one in debates]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `python -m training topics` is asked."""
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--only-score", action="store_true", help="write no weights")


def run(asked: argparse.Namespace) -> None:
    """Cross-validate by debate, print figures, then fit all and write the weights."""
    debates = [one for folder in asked.folders for one in load(folder)]
    rows, same, weight, owner = examples(debates)
    fold = np.random.default_rng(0).permutation(len(debates)) % FOLDS
    held: list[float] = []
    for number in range(FOLDS):
        learn = fold[owner.astype(int)] != number
        fitted = fit(rows[learn], same[learn], weight[learn])
        held += score([one for one, at in zip(debates, fold, strict=True) if at == number], fitted)
    whole = fit(rows, same, weight)
    print(f"B-cubed F1, held out by debate: {np.mean(held):.3f}")
    print(f"B-cubed F1, in sample: {np.mean(score(debates, whole)):.3f}")
    if not asked.only_score:
        arrays = {"affinity.weights": np.array(whole.weights), "affinity.bias": np.array(whole.bias)}
        artefacts.save(
            "topics",
            Weights(arrays, {"affinity.features": topics.FEATURES}),
            command="python -m training topics FOLDER...",
            seed=0,
            data=asked.folders,
            metrics={"B-cubed F1": float(np.mean(held))},
        )
