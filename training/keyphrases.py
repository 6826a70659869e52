"""Learn which candidates are keyphrases, from documents whose keyphrases people chose.

    python -m training keyphrases ../shared/bench/dev/keyphrases [--only-score]

Prints F1 at 10 (stemmed) for each set, cross-validated by document, then trains on all and writes the weights.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import snowballstemmer
from sklearn.ensemble import GradientBoostingClassifier

from digest.analysis.boosted_trees import BoostedTrees
from digest.analysis.keyphrases.candidates import PhraseCandidate
from digest.analysis.keyphrases.ranking import NAMES, eligible, gather, vector
from digest.sources import read
from training import artefacts
from training.boosted import Node, packed

TREES, LEAVES, RATE, SMALLEST = 90, 6, 0.1, 40
LONG_WEIGHT = 3.0
"""Long documents are few in the training data, and as likely to be met."""
FOLDS = 5
_STEM = snowballstemmer.stemmer("english")


@dataclass(frozen=True)
class Example:
    kind: str
    rows: np.ndarray
    answers: np.ndarray
    forms: tuple[str, ...]
    gold: frozenset[str]
    long: bool


def folded(phrase: str) -> str:
    return " ".join(_STEM.stemWords(re.findall(r"\w+", phrase.lower())))


def example(path: Path) -> Example:
    document = read(path)
    evidence = gather(document)
    candidates = eligible(evidence)
    forms = tuple(folded(_form(one, evidence.tokens.tokens)) for one in candidates)
    chosen = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    gold = frozenset(map(folded, chosen)) - {""}
    rows = np.array([vector(one, evidence) for one in candidates], dtype=np.float32)
    answers = np.array([form in gold for form in forms])
    return Example(path.name.split("-")[0], rows, answers, forms, gold, evidence.long > 0.5)


def _form(one: PhraseCandidate, tokens: Sequence[object]) -> str:
    return " ".join(token.word.lower for token in tokens[one.start : one.end])  # type: ignore[attr-defined]


def fit(examples: Sequence[Example]) -> GradientBoostingClassifier:
    weights = np.concatenate([np.full(len(e.answers), LONG_WEIGHT if e.long else 1.0) for e in examples])
    model = GradientBoostingClassifier(
        n_estimators=TREES, learning_rate=RATE, max_leaf_nodes=LEAVES, max_depth=None, min_samples_leaf=SMALLEST,
        subsample=0.7, random_state=0,
    )  # fmt: skip
    rows, answers = np.vstack([e.rows for e in examples]), np.concatenate([e.answers for e in examples])
    return model.fit(rows, answers, sample_weight=weights)


def f1(ranked: Iterable[str], gold: frozenset[str]) -> float:
    ten = list(dict.fromkeys(filter(None, ranked)))[:10]
    hits = sum(form in gold for form in ten)
    return 2 * hits / (10 + len(gold))


def trees_of(model: GradientBoostingClassifier) -> BoostedTrees:
    """The trees as digest evaluates them; numbers are rounded, which keeps the file small."""
    share = model.init_.class_prior_[1]
    return packed(
        NAMES, round(float(np.log(share / (1 - share))), 4), [_nodes(stage[0].tree_) for stage in model.estimators_]
    )


def _nodes(tree: Any) -> list[Node]:
    nodes: list[Node] = []
    for at in range(tree.node_count):
        below, above = int(tree.children_left[at]), int(tree.children_right[at])
        if below < 0:
            nodes.append((0, round(float(tree.value[at][0][0]) * RATE, 4), at, at))
        else:
            nodes.append((int(tree.feature[at]), round(float(tree.threshold[at]), 5), below, above))
    return nodes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `python -m training keyphrases` is asked."""
    parser.add_argument("folder", type=Path, help="NAME.txt and NAME.gold.json, a list of keyphrases")
    parser.add_argument("--only-score", action="store_true", help="write no weights")


def run(asked: argparse.Namespace) -> None:
    """Cross-validate, print figures, then write the weights."""
    examples = [example(path) for path in sorted(asked.folder.glob("*.txt"))]
    fold = np.random.RandomState(0).permutation(len(examples)) % FOLDS
    scores: dict[str, list[float]] = defaultdict(list)
    for held in range(FOLDS):
        model = fit([e for e, f in zip(examples, fold, strict=True) if f != held])
        for one in (e for e, f in zip(examples, fold, strict=True) if f == held):
            order = np.argsort(-model.decision_function(one.rows), kind="stable")
            scores[one.kind].append(f1((one.forms[at] for at in order), one.gold))
    for kind, values in sorted(scores.items()):
        print(f"{kind:<14} F1@10 {np.mean(values):.3f} over {len(values)} documents, cross-validated")
    if not asked.only_score:
        artefacts.save(
            "keyphrases",
            artefacts.joined({"index": artefacts.of_trees(trees_of(fit(examples)))}),
            command="python -m training keyphrases FOLDER/keyphrases",
            seed=0,
            data=[asked.folder],
            metrics={f"F1 at 10, {kind}": float(np.mean(values)) for kind, values in sorted(scores.items())},
        )
