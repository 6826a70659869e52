"""Learn the weights of digest.analysis.structure, say how well they do on threads not learned from, and write them.

    python -m training.structure [--bench ../shared/bench/dev] [--only-score]

Needs scikit-learn, which the analysis itself does not. Figures are cross-validated by debate; the weights that are
written were learned from all threads. See digest/analysis/structure/model_card.md.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from digest.analysis.structure import boundaries, candidates, parents, text
from digest.analysis.structure.forest import Floats, Forest
from training.threads import FOLDS, Thread, folds, read_text, table, threads, variants, weights

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "digest" / "analysis" / "structure" / "weights.json"
FEWEST, SLIGHT = 4, 0.03
"""A token of the word list was seen so often at least, and weighs so much."""


BEGINS: dict[str, Any] = {"trees": 220, "leaves": 20, "rate": 0.05, "fewest": 30}
ANSWERS: dict[str, Any] = {"trees": 120, "leaves": 24, "rate": 0.08, "fewest": 40}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--bench", type=Path, default=ROOT.parent / "shared" / "bench" / "dev")
    ask.add_argument("--only-score", action="store_true", help="write no weights")
    given = ask.parse_args()
    originals = threads(given.bench)
    everything = originals + variants(originals)
    texts = [read_text(thread) for thread in everything]
    print(f"{len(originals)} threads, {len(everything)} with variants, {sum(len(t.lines) for t in everything)} lines")

    fold = folds(everything)
    lexicons = [lexicon(*_but(everything, texts, fold, n)) for n in range(FOLDS)]
    worded = [text.worded(one, lexicons[fold[thread.debate]]) for thread, one in zip(everything, texts, strict=True)]
    rows = [table(one) for one in worded]
    forests = [begins_forest(*_but(everything, rows, fold, n)) for n in range(FOLDS)]
    likely = [
        boundaries.chance(one, row, forest=Forest.load(forests[fold[thread.debate]]))
        for thread, one, row in zip(everything, worded, rows, strict=True)
    ]
    cut = [boundaries.choose(p, quotings=one.quotings) for p, one in zip(likely, worded, strict=True)]

    examples = [_examples(*one) for one in zip(everything, worded, likely, cut, strict=True)]
    answering = [answers_forest(*_but(everything, examples, fold, n)) for n in range(FOLDS)]
    examples = [
        seen + _own_path(*given, answering[fold[given[0].debate]])
        for seen, *given in zip(examples, everything, worded, likely, cut, strict=True)
    ]
    answering = [answers_forest(*_but(everything, examples, fold, n)) for n in range(FOLDS)]
    sure = score(everything, worded, likely, cut, [answering[fold[thread.debate]] for thread in everything])
    if not given.only_score:
        learned = {
            "lexicon": lexicon(everything, texts),
            "begins": begins_forest(everything, rows),
            "answers": answers_forest(everything, examples),
            "sure": sure,
        }
        WEIGHTS.write_text(_readable(learned), encoding="utf-8")
        print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1000:.0f} KB")


def _but(
    everything: list[Thread], values: list[Any], fold: dict[str, int], held_out: int
) -> tuple[list[Thread], list[Any]]:
    kept = [pair for pair in zip(everything, values, strict=True) if fold[pair[0].debate] != held_out]
    return [thread for thread, _ in kept], [value for _, value in kept]


def lexicon(learned: list[Thread], texts: list[text.Text]) -> dict[str, float]:
    """Words at a gap and how much each speaks for a new post: logistic regression."""
    found = [dict.fromkeys(text.tokens(one.lines, at), 1) for one in texts for at in range(1, len(one.lines))]
    seen = Counter(token for tokens in found for token in tokens)
    vector = DictVectorizer()
    x = vector.fit_transform([{t: 1 for t in tokens if seen[t] >= FEWEST} for tokens in found])
    y = np.concatenate([thread.begins[1:] for thread in learned])
    weight = (
        np.concatenate(
            [np.full(len(thread.lines) - 1, one) for thread, one in zip(learned, weights(learned), strict=True)]
        )
        * 10
    )
    model = LogisticRegression(C=0.1, max_iter=500).fit(x, y, sample_weight=weight)
    pairs = zip(vector.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {token: round(float(value), 2) for token, value in sorted(pairs) if abs(value) >= SLIGHT}
    return {"": round(float(model.intercept_[0]), 2), **kept}


def begins_forest(learned: list[Thread], rows: list[list[dict[str, float]]]) -> dict[str, Any]:
    """Whether a line begins a post."""
    x = [row for one in rows for row in one[1:]]
    y = np.concatenate([thread.begins[1:] for thread in learned])
    weight = np.concatenate(
        [np.full(len(thread.lines) - 1, one) for thread, one in zip(learned, weights(learned), strict=True)]
    )
    return _forest(x, y, weight, **BEGINS)


Examples = list[tuple[list[dict[str, float]], list[bool]]]


def _examples(thread: Thread, one: text.Text, likely: Floats, cut: tuple[int, ...]) -> Examples:
    """Candidates and which of them is right, with the true boundaries and with those that were found."""
    true = tuple(int(at) for at in np.flatnonzero(thread.begins))
    return [example for starts in (true, cut) for example in _walk(thread, one, likely, starts)]


def _own_path(thread: Thread, one: text.Text, likely: Floats, cut: tuple[int, ...], forest: dict[str, Any]) -> Examples:
    """The same along the path that a model takes, so that the next one learns to come back from mistakes.

    Ross et al. 2011 (DAgger), one round.
    """
    odds = Forest.load(forest).odds
    true = tuple(int(at) for at in np.flatnonzero(thread.begins))
    return [example for starts in (true, cut) for example in _walk(thread, one, likely, starts, odds=odds)]


def _walk(
    thread: Thread, one: text.Text, likely: Floats, starts: tuple[int, ...], *, odds: parents.Odds | None = None
) -> Examples:
    posts = candidates.stretches(one, starts, likely)
    usual = candidates.habits(one, posts)
    path = candidates.Path()
    at_line = np.searchsorted(starts, np.arange(len(thread.lines)), side="right") - 1
    first = {post: line for line, post in reversed(list(enumerate(thread.owner)))}
    out = []
    for at, start in enumerate(starts):
        owner = thread.owner[start]
        right = thread.parent.get(owner) if first[owner] == start else owner  # a false start goes on with its own post
        parent = int(at_line[first[right]]) if right in first else candidates.NONE
        if at:
            found = list(candidates.features(one, posts, at, path, usual))
            if any(c == parent for c, _ in found):
                out.append(([row for _, row in found], [c == parent for c, _ in found]))
            if odds:
                parent = found[int(odds([row for _, row in found]).argmax())][0]
            elif parent not in path.posts and parent != candidates.NONE:
                parent = at - 1
        path.answer(at, parent)
    return out


def answers_forest(learned: list[Thread], examples: list[Examples]) -> dict[str, Any]:
    """Whether a post answers a candidate."""
    x = [row for one in examples for rows, _ in one for row in rows]
    y = np.array([right for one in examples for _, rights in one for right in rights], float)
    weight = np.concatenate(
        [
            np.full(sum(len(rows) for rows, _ in one), len(one) ** -0.5 * (1 if thread.scored else 0.3))
            for thread, one in zip(learned, examples, strict=True)
            if one
        ]
    )
    return _forest(x, y, weight, **ANSWERS)


def _forest(
    x: list[dict[str, float]], y: np.ndarray, weight: np.ndarray, *, trees: int, leaves: int, rate: float, fewest: int
) -> dict[str, Any]:
    names = sorted({name for row in x for name in row})
    columns = np.array([[row.get(name, 0.0) for name in names] for row in x], np.float32)
    model = GradientBoostingClassifier(
        n_estimators=trees,
        learning_rate=rate,
        max_depth=None,
        max_leaf_nodes=leaves,
        subsample=0.6,
        max_features=0.2,
        min_samples_leaf=fewest,
        random_state=1,
    ).fit(columns, y, sample_weight=weight / weight.mean())
    prior = model.init_.class_prior_[1]
    return {
        "names": names,
        "start": round(float(np.log(prior / (1 - prior))), 4),
        "trees": [_tree(one.tree_, rate) for one in model.estimators_[:, 0]],
    }


def _tree(tree: Any, rate: float) -> list[list[float]]:
    """Nodes in reading order: [feature, threshold, right child]; the left child comes next; a leaf is [value]."""
    out: list[list[float]] = []

    def walk(node: int) -> None:
        mine = len(out)
        if tree.children_left[node] < 0:
            out.append([round(float(tree.value[node][0][0]) * rate, 4)])
            return
        out.append([int(tree.feature[node]), float(f"{tree.threshold[node]:.6g}"), 0])
        walk(tree.children_left[node])
        out[mine][2] = len(out)
        walk(tree.children_right[node])

    walk(0)
    return out


def score(
    everything: list[Thread], worded: list[Any], likely: list[Any], cut: list[Any], answering: list[Any]
) -> list[list[float]]:
    """Print what the benchmark prints, on threads that each model has not seen, and reliability tables.

    Returns:
        How often a parent was right that was said to be so likely, in pairs, never falling.
    """
    sure, right, begun, begins = [], [], [], []
    figures: dict[str, list[tuple[float, float, float]]] = {}
    for thread, one, p, starts, answers in zip(everything, worded, likely, cut, answering, strict=True):
        if not thread.scored:
            continue
        true = tuple(int(at) for at in np.flatnonzero(thread.begins))
        odds = Forest.load(answers).odds
        found = parents.attach(one, candidates.stretches(one, starts, p), odds=odds)
        given = parents.attach(one, candidates.stretches(one, true, p), odds=odds)
        hits = _hits(thread, starts, found)
        both = len(set(starts) & set(true)) - 1
        f1 = 2 * both / (len(starts) + len(true) - 2) if both else 0.0
        mine = _hits(thread, true, given)
        figures.setdefault(thread.kind, []).append(
            (f1, sum(hits.values()) / (len(true) - 1), np.mean(list(mine.values())))
        )
        sure += [found[starts.index(line)].likely for line in hits if line in starts]
        right += [hits[line] for line in hits if line in starts]
        begun += list(p[1:])
        begins += list(thread.begins[1:])
    for kind, all_ in figures.items():
        f1, share, known = np.mean(all_, axis=0)
        print(f"{kind:8} boundaries F1 {f1:.3f}   parents {share:.3f}   parents, true boundaries given {known:.3f}")
    reliability("a line begins a post", begun, begins)
    reliability("a post, rightly begun, answers the post that is named, before calibration", sure, right)
    table_ = calibration(sure, right)
    told = np.interp(sure, *zip(*table_, strict=True))
    reliability("a post, rightly begun, answers the post that is named", list(told), right)
    return table_


def calibration(said: list[float], was: list[bool]) -> list[list[float]]:
    """What was said in ten bins and how often it was so, made to rise by pooling bins that fall (Ayer et al. 1955)."""
    bins = np.minimum((np.array(said) * 10).astype(int), 9)
    pools: list[list[float]] = []
    for one in range(10):
        if (inside := bins == one).any():
            pools.append([np.array(said)[inside].sum(), np.array(was)[inside].sum(), inside.sum()])
        while len(pools) > 1 and pools[-1][1] / pools[-1][2] < pools[-2][1] / pools[-2][2]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return [[round(float(a / n), 2), round(float(b / n), 2)] for a, b, n in pools]


def _hits(thread: Thread, starts: tuple[int, ...], answers: list[parents.Answer]) -> dict[int, bool]:
    """For the first line of each gold post but the first: whether it begins a post that answers the right one."""
    first = {post: line for line, post in reversed(list(enumerate(thread.owner)))}
    at_line = np.searchsorted(starts, np.arange(len(thread.lines)), side="right") - 1
    out = {}
    for post, line in sorted(first.items(), key=lambda one: one[1])[1:]:
        mine, up = int(at_line[line]), thread.parent.get(post)
        parent = answers[mine].parent
        if up in first and up != "op":
            right = parent == at_line[first[up]]
        else:
            right = parent in (candidates.NONE, int(at_line[first["op"]]) if up == "op" else candidates.NONE)
        out[line] = bool(starts[mine] == line and right)
    return out


def reliability(what: str, said: list[float], was: list[bool]) -> None:
    """How often what was said to be so likely was so, in ten bins."""
    print(f"\n{what}: said, was, how many")
    bins = np.minimum((np.array(said) * 10).astype(int), 9)
    for one in range(10):
        inside = bins == one
        if inside.any():
            print(f"  {np.mean(np.array(said)[inside]):.2f}  {np.mean(np.array(was)[inside]):.2f}  {inside.sum():6}")
    error = sum(
        abs(np.mean(np.array(said)[bins == b]) - np.mean(np.array(was)[bins == b])) * (bins == b).mean()
        for b in range(10)
        if (bins == b).any()
    )
    print(f"  expected calibration error {error:.3f}")


def _readable(weights: dict[str, Any]) -> str:
    """JSON with one entry of the word list, one name or one tree a line."""
    parts = ['"lexicon": ' + json.dumps(weights["lexicon"], ensure_ascii=False, indent=0)]
    for name in ("begins", "answers"):
        trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in weights[name]["trees"])
        names = json.dumps(weights[name]["names"], indent=0)
        parts.append(f'"{name}": {{"start": {weights[name]["start"]}, "names": {names},\n"trees": [\n{trees}\n]}}')
    parts.append(f'"sure": {json.dumps(weights["sure"])}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    main()
