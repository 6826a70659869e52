"""Learns which candidates are keyphrases, from documents whose keyphrases people chose.

    python -m training.keyphrases ../shared/bench/dev/keyphrases [--write]

Prints F1 at 10 (stemmed) by set, cross-validated by document, beside YAKE's; `--write` trains on all and writes
`digest/analysis/keyphrases/weights.json`. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import snowballstemmer
from sklearn.ensemble import GradientBoostingClassifier

from digest.analysis.keyphrases.candidates import Candidate
from digest.analysis.keyphrases.ranking import NAMES, eligible, gather, vector
from digest.sources import read

WEIGHTS = Path(__file__).parents[1] / "digest" / "analysis" / "keyphrases" / "weights.json"
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


def _form(one: Candidate, tokens: Sequence[object]) -> str:
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


def as_json(model: GradientBoostingClassifier) -> dict[str, object]:
    share = model.init_.class_prior_[1]
    trees = [_nested(stage[0].tree_) for stage in model.estimators_]
    return {"features": list(NAMES), "constant": round(float(np.log(share / (1 - share))), 4), "trees": trees}


def _nested(tree: object, at: int = 0) -> object:
    if tree.children_left[at] < 0:  # type: ignore[attr-defined]
        return round(float(tree.value[at][0][0]) * RATE, 4)  # type: ignore[attr-defined]
    below = _nested(tree, tree.children_left[at])  # type: ignore[attr-defined]
    above = _nested(tree, tree.children_right[at])  # type: ignore[attr-defined]
    name, bound = NAMES[tree.feature[at]], round(float(tree.threshold[at]), 5)  # type: ignore[attr-defined]
    return [name, bound, below, above]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights")
    options = parser.parse_args()
    examples = [example(path) for path in sorted(options.folder.glob("*.txt"))]
    fold = np.random.RandomState(0).permutation(len(examples)) % FOLDS
    scores: dict[str, list[float]] = defaultdict(list)
    for held in range(FOLDS):
        model = fit([e for e, f in zip(examples, fold, strict=True) if f != held])
        for one in (e for e, f in zip(examples, fold, strict=True) if f == held):
            order = np.argsort(-model.decision_function(one.rows), kind="stable")
            scores[one.kind].append(f1((one.forms[at] for at in order), one.gold))
    for kind, values in sorted(scores.items()):
        print(f"{kind:<14} F1@10 {np.mean(values):.3f} over {len(values)} documents, cross-validated")
    if options.write:
        # One tree a line: short enough to read, long enough not to fill the screen.
        data = as_json(fit(examples))
        trees = ",\n".join(json.dumps(tree) for tree in data["trees"])  # type: ignore[union-attr]
        head = json.dumps({key: value for key, value in data.items() if key != "trees"})[:-1]
        text = f'{head},\n"trees": [\n{trees}\n]}}\n'
        WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
