"""Learn the weights of digest.analysis.structure, say how well they do on threads not learned from, and write them.

    python -m training.structure [--bench ../shared/bench/dev] [--public FOLDER] [--only-score] [--by-kind] [--seed N]

Needs scikit-learn and torch, which the analysis itself does not. Figures are cross-validated by debate, on threads of
the benchmark alone; the weights that are written were learned from all threads. What stands in FOLDER: training.public.
See digest/analysis/structure/model_card.md.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from digest.analysis.boosted_trees import BoostedTrees, Floats
from digest.analysis.structure import boundaries, lines, parents
from digest.analysis.structure.joint_decoding import decode_jointly
from digest.analysis.structure.network import Network
from training import network, public, reliability, words
from training.boosted import averaged, boosted, scaled
from training.threads import FOLDS, JOINED, UNQUOTED, Thread, folds, read_text, table, threads, variants, weights

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "digest" / "analysis" / "structure" / "weights.json"
NETWORK = WEIGHTS.with_name("network.json")
BEGINS: dict[str, Any] = {"trees": 400, "leaves": 31, "rate": 0.05, "fewest": 30}
ANSWERS: dict[str, Any] = {"trees": 100, "leaves": 16, "rate": 0.08, "fewest": 40}
SEVERAL = 3
"""Forests averaged for whom a post answers; a single one turns on its seed where many siblings hang on one post."""


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--bench", type=Path, default=ROOT.parent / "shared" / "bench" / "dev")
    ask.add_argument("--public", type=Path, help="public archives to learn from as well")
    ask.add_argument("--only-score", action="store_true", help="write no weights")
    ask.add_argument("--seed", type=int, default=1, help="of the trees and the network; figures move with it")
    ask.add_argument("--by-kind", action="store_true", help="score each kind on weights that saw no thread of it")
    given = ask.parse_args()
    originals = threads(given.bench)
    people: frozenset[str] = frozenset()
    everything = originals + variants(originals)
    if given.public:
        others = public.threads(given.public, known={post for thread in originals for post in thread.owner})
        everything += others + variants(others)
        people = public.people(given.public, others)
    texts = [read_text(thread) for thread in everything]
    fold = folds(everything, by_kind=given.by_kind)
    gaps = words.Gaps(everything, texts)
    at_fold = np.array([fold[thread.debate] for thread in everything])
    lexicons = [gaps.lexicon(at_fold != n) for n in range(FOLDS)]
    list_of_all = _without(gaps.lexicon(at_fold >= 0), people)
    print(
        f"{len(originals)} threads, {len(everything)} with others and variants, of {sum(map(_size, everything))} lines"
    )
    ready = network.readable(everything, texts, people)
    *networks, whole_network = network.learned(everything, ready, fold, folds=FOLDS, seed=given.seed)
    print(f"{len(ready.words)} words for the network", flush=True)

    texts = [one for thread, one in zip(everything, texts, strict=True) if thread.trees]
    everything = [thread for thread in everything if thread.trees]
    print(
        f"{len(everything)} of {sum(map(_size, everything))} lines for the trees, {len(list_of_all)} words", flush=True
    )
    worded = [
        lines.with_openings(one, lexicons[fold[thread.debate]]) for thread, one in zip(everything, texts, strict=True)
    ]
    rows = [table(one) for one in worded]
    forests = [BoostedTrees.load(begins_forest(*_but(everything, rows, fold, n), given.seed)) for n in range(FOLDS)]
    nets = [Network.load(one) for one in networks]
    at = [fold[thread.debate] for thread in everything]
    odds = [
        (forests[n].odds(row) + nets[n].odds(one.lines, row)) / 2 for n, one, row in zip(at, worded, rows, strict=True)
    ]
    # The network has read the archives and is surer of their threads than of unseen ones. What the trees alone say is
    # less like what will be said of unseen threads, and whom posts answer is no better learned from it.
    likely, (slope, shift) = _weighed(everything, worded, odds, fold)
    cut = [boundaries.choose(p, quotings=one.quotings) for p, one in zip(likely, worded, strict=True)]
    examples = [_examples(*one) for one in zip(everything, worded, likely, cut, strict=True)]
    answering = [
        BoostedTrees.load(answers_forest(*_but(everything, examples, fold, n), given.seed)) for n in range(FOLDS)
    ]

    told = [
        (thread, one, p, answering[n])
        for thread, one, p, n in zip(everything, worded, likely, at, strict=True)
        if thread.scored
    ]
    sure = score(told, fold)
    if not (given.only_score or given.by_kind):
        learned = {
            "lexicon": list_of_all,
            "begins": scaled(begins_forest(everything, rows, given.seed), slope / 2, shift),
            "answers": answers_forest(everything, examples, given.seed),
            "sure": sure,
        }
        WEIGHTS.write_text(_readable(learned), encoding="utf-8")
        NETWORK.write_text(network.readable_form(network.stretched(whole_network, slope / 2)), encoding="utf-8")
        for path in (WEIGHTS, NETWORK):
            print(f"{path.name}: {path.stat().st_size / 1000:.0f} KB")


def _size(thread: Thread) -> int:
    return len(thread.lines)


def _but(
    everything: list[Thread], values: list[Any], fold: dict[str, int], held_out: int
) -> tuple[list[Thread], list[Any]]:
    kept = [pair for pair in zip(everything, values, strict=True) if fold[pair[0].debate] != held_out]
    return [thread for thread, _ in kept], [value for _, value in kept]


Scale = tuple[float, float]


def _weighed(
    some: list[Thread], worded: list[lines.Transcript], odds: list[Floats], fold: dict[str, int]
) -> tuple[list[Floats], Scale]:
    """How likely each line begins a post, the odds as sure as they may be by the other folds; and by all."""
    scales, scale = _scales(some, odds, fold)
    likely = []
    for thread, one, told in zip(some, worded, odds, strict=True):
        slope, shift = scales[fold[thread.debate]]
        likely.append(boundaries.chance(one, told * slope + shift))
    return likely, scale


def _scales(everything: list[Thread], told: list[Floats], fold: dict[str, int]) -> tuple[list[Scale], Scale]:
    """How sure the odds of boundaries may be: for each fold, learned from the other folds, held out; and for all."""
    some = [
        (fold[thread.debate], odds[1:], thread.begins[1:])
        for thread, odds in zip(everything, told, strict=True)
        if thread.scored
    ]

    def learned(held_out: int) -> Scale:
        kept = [(odds, begins) for n, odds, begins in some if n != held_out]
        weight = [np.full(len(begins), len(begins) ** -0.5) for _, begins in kept]
        odds, begins = zip(*kept, strict=True)
        return reliability.scale(np.concatenate(odds), np.concatenate(begins), np.concatenate(weight))

    return [learned(n) for n in range(FOLDS)], learned(-1)


def _without(listed: dict[str, float], people: frozenset[str]) -> dict[str, float]:
    """A word list without what names anybody, ordinary words that somebody goes by ("light") among them."""
    return {token: value for token, value in listed.items() if people.isdisjoint(token.casefold().split()[1:])}


def begins_forest(learned: list[Thread], rows: list[list[dict[str, float]]], seed: int) -> dict[str, Any]:
    """Whether a line begins a post."""
    x = [row for one in rows for row in one[1:]]
    y = np.concatenate([thread.begins[1:] for thread in learned])
    weight = np.concatenate(
        [np.full(len(thread.lines) - 1, one) for thread, one in zip(learned, weights(learned), strict=True)]
    )
    return boosted(x, y, weight, **BEGINS, seed=seed)


Examples = list[tuple[list[dict[str, float]], list[bool]]]


def _examples(thread: Thread, one: lines.Transcript, likely: Floats, cut: tuple[int, ...]) -> Examples:
    """Candidates and which of them is right, with the true boundaries and with those that were found."""
    if not thread.answers or thread.made in (UNQUOTED, JOINED):
        return []  # they teach where posts begin; whom they answer is told by what was taken away
    true = tuple(int(at) for at in np.flatnonzero(thread.begins))
    return [example for starts in (true, cut) for example in _walk(thread, one, likely, starts)]


def _walk(thread: Thread, one: lines.Transcript, likely: Floats, starts: tuple[int, ...]) -> Examples:
    posts = parents.posts_between(one, starts, likely)
    usual = parents.habits(one, posts)
    same = parents.repeated(one, posts)
    path = parents.Path()
    at_line = np.searchsorted(starts, np.arange(len(thread.lines)), side="right") - 1
    first = {post: line for line, post in reversed(list(enumerate(thread.owner)))}
    out = []
    for at, start in enumerate(starts):
        owner = thread.owner[start]
        right = thread.parent.get(owner) if first[owner] == start else owner  # a false start goes on with its own post
        parent = int(at_line[first[right]]) if right in first else parents.NONE
        if at:
            found = list(parents.features(one, posts, at, path, usual))
            if any(c == parent for c, _ in found):
                if not (same[at] and at > 1):  # a run that says the same is not weighed: it would teach its own rule
                    out.append(([row for _, row in found], [c == parent for c, _ in found]))
            elif parent not in path.posts and parent != parents.NONE:
                parent = at - 1
        path.answer(at, parent)
    return out


def answers_forest(learned: list[Thread], examples: list[Examples], seed: int) -> dict[str, Any]:
    """Whether a post answers a candidate: the mean of several forests."""
    x = [row for one in examples for rows, _ in one for row in rows]
    y = np.array([right for one in examples for _, rights in one for right in rights], float)
    weight = np.concatenate(
        [
            np.full(sum(len(rows) for rows, _ in one), len(one) ** -0.5 * (1 if thread.scored else 0.3))
            for thread, one in zip(learned, examples, strict=True)
            if one
        ]
    )
    return averaged([boosted(x, y, weight, **ANSWERS, seed=seed + more) for more in range(SEVERAL)])


def score(
    told: Iterable[tuple[Thread, lines.Transcript, Floats, BoostedTrees]], fold: dict[str, int]
) -> list[list[float]]:
    """Print what the benchmark prints, on threads that each model has not seen, and reliability tables.

    Args:
        told: each thread with how likely its lines begin posts, and the trees for whom they answer.

    Returns:
        How often a parent was right that was said to be so likely, in pairs, never falling.
    """
    sure: list[tuple[str, float, bool]] = []
    begun: list[float] = []
    begins: list[bool] = []
    figures: dict[str, list[tuple[float, float, float]]] = {}
    for thread, one, p, forest in told:
        true = tuple(int(at) for at in np.flatnonzero(thread.begins))
        posts, found = decode_jointly(one, p, odds=forest.odds)
        starts = tuple(post.first for post in posts)
        given = parents.attach(one, parents.posts_between(one, true, p), odds=forest.odds)
        hits, best = _hits(thread, starts, found), _hits(thread, true, given)
        both = len(set(starts) & set(true)) - 1
        f1 = 2 * both / (len(starts) + len(true) - 2) if both else 0.0
        figures.setdefault(thread.kind, []).append(
            (f1, float(np.mean(list(hits.values()))), float(np.mean(list(best.values()))))
        )
        hung = {line: found[starts.index(line)] for line in hits if line in starts}
        sure += [  # posts hung beside another have its answer: one decision, counted once
            (thread.debate, answer.likely, hits[line]) for line, answer in hung.items() if not answer.beside
        ]
        begun += list(p[1:])
        begins += list(thread.begins[1:] > 0)
    for kind, all_ in figures.items():
        f1, share, known = np.mean(all_, axis=0)
        print(f"{kind:8} boundaries F1 {f1:.3f}   parents {share:.3f}   parents, true boundaries given {known:.3f}")
    print("\n" + reliability.markdown("A line begins a post", begun, begins))
    said, was = [said for _, said, _ in sure], [was for *_, was in sure]
    print("\n" + reliability.markdown("A post, rightly begun, answers the post named; before calibration", said, was))
    calibrated = _told(sure, fold)
    print("\n" + reliability.markdown("A post, rightly begun, answers the post named", calibrated, was))
    return reliability.calibration(said, was)


def _told(sure: list[tuple[str, float, bool]], fold: dict[str, int]) -> list[float]:
    """What is said after calibration, the calibration of each debate learned from the other folds."""
    tables = []
    for n in range(FOLDS):
        rest = [one for one in sure if fold[one[0]] != n]
        tables.append(np.array(reliability.calibration([said for _, said, _ in rest], [was for *_, was in rest])))
    return [float(np.interp(said, *tables[fold[debate]].T)) for debate, said, _ in sure]


def _hits(thread: Thread, starts: tuple[int, ...], answers: list[parents.ParentChoice]) -> dict[int, bool]:
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
            right = parent in (parents.NONE, int(at_line[first["op"]]) if up == "op" else parents.NONE)
        out[line] = bool(starts[mine] == line and right)
    return out


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
