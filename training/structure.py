"""Learn the weights of `digest.analysis.structure`, and print how good they are on threads not learned from.

    python -m training structure [--bench FOLDER] [--public ARCHIVES] [--only-score] [--by-kind] [--seed N]

Figures are cross-validated by debate, on threads of the benchmark alone; the weights that are written were learned from
all threads. `python -m training data` says what ARCHIVES holds.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from digest.analysis.boosted_trees import BoostedTrees, Floats
from digest.analysis.structure import boundaries, lines, parents
from digest.analysis.structure.joint_decoding import decode_jointly
from digest.analysis.structure.network import Network
from digest.analysis.weights import Weights
from training import artefacts, calibration, network, public, word_list
from training.boosted import averaged, boosted, scaled
from training.threads import FOLDS, JOINED, UNQUOTED, Thread, folds, read_text, table, threads, variants, weights

ROOT = Path(__file__).resolve().parents[1]
BEGINS: dict[str, Any] = {"trees": 400, "leaves": 31, "rate": 0.05, "fewest": 30}
ANSWERS: dict[str, Any] = {"trees": 100, "leaves": 16, "rate": 0.08, "fewest": 40}
SEVERAL = 3
"""Sets of trees averaged for parents; a single one turns on its seed where many siblings answer one post."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `python -m training structure` is asked."""
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared" / "bench" / "dev")
    parser.add_argument("--public", type=Path, help="public archives to learn from as well")
    parser.add_argument("--only-score", action="store_true", help="write no weights")
    parser.add_argument("--seed", type=int, default=1, help="of the trees and the network; figures move with it")
    parser.add_argument("--by-kind", action="store_true", help="score each kind by models that saw no thread of it")


def run(given: argparse.Namespace) -> None:
    """Cross-validate, print figures and reliability tables, then write the weights."""
    originals = threads(given.bench)
    people: frozenset[str] = frozenset()
    everything = originals + variants(originals)
    if given.public:
        others = public.threads(given.public, known={post for thread in originals for post in thread.owner})
        everything += others + variants(others)
        people = public.people(given.public, others)
    texts = [read_text(thread) for thread in everything]
    fold = folds(everything, by_kind=given.by_kind)
    gaps = word_list.Gaps(everything, texts)
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
    trees = [boundary_trees(*_but(everything, rows, fold, n), given.seed) for n in range(FOLDS)]
    nets = [Network.load(one) for one in networks]
    at = [fold[thread.debate] for thread in everything]
    odds = [
        (trees[n].odds(row) + nets[n].odds(one.lines, row)) / 2 for n, one, row in zip(at, worded, rows, strict=True)
    ]
    # The network was trained on the archives and is more certain about their threads than about unseen ones. Using the
    # trees alone here resembles unseen threads less, and parents are learned no better from it.
    likely, (slope, shift) = _weighed(everything, worded, odds, fold)
    cut = [boundaries.choose(p, quotings=one.quotings) for p, one in zip(likely, worded, strict=True)]
    examples = [_examples(*one) for one in zip(everything, worded, likely, cut, strict=True)]
    answering = [parent_trees(*_but(everything, examples, fold, n), given.seed) for n in range(FOLDS)]

    held = [
        (thread, one, p, answering[n])
        for thread, one, p, n in zip(everything, worded, likely, at, strict=True)
        if thread.scored
    ]
    table_of_parents, metrics = score(held, fold)
    if not (given.only_score or given.by_kind):
        words, values = zip(*list_of_all.items(), strict=True)
        parts = {
            "lexicon": Weights({"weights": np.array(values)}, {"words": words}),
            "boundaries": artefacts.of_trees(scaled(boundary_trees(everything, rows, given.seed), slope / 2, shift)),
            "parents": artefacts.of_trees(parent_trees(everything, examples, given.seed)),
            "network": network.stretched(whole_network, slope / 2),
        }
        found = artefacts.joined(parts)
        artefacts.save(
            "structure",
            Weights({**found.arrays, "calibration": np.array(table_of_parents)}, found.names),
            command="python -m training structure --public ARCHIVES",
            seed=given.seed,
            data=[given.bench / "structure", given.bench / "arguments", *([given.public] if given.public else [])],
            metrics=metrics,
        )


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
    """The probability that each line begins a post, calibrated by the other folds; and the scale of all threads."""
    scales, scale = _scales(some, odds, fold)
    likely = []
    for thread, one, scores in zip(some, worded, odds, strict=True):
        slope, shift = scales[fold[thread.debate]]
        likely.append(boundaries.chance(one, scores * slope + shift))
    return likely, scale


def _scales(everything: list[Thread], scores: list[Floats], fold: dict[str, int]) -> tuple[list[Scale], Scale]:
    """Slope and shift of the odds of boundaries: for each fold learned from the others, and for all threads."""
    some = [
        (fold[thread.debate], odds[1:], thread.begins[1:])
        for thread, odds in zip(everything, scores, strict=True)
        if thread.scored
    ]

    def learned(held_out: int) -> Scale:
        kept = [(odds, begins) for n, odds, begins in some if n != held_out]
        weight = [np.full(len(begins), len(begins) ** -0.5) for _, begins in kept]
        odds, begins = zip(*kept, strict=True)
        return calibration.scale(np.concatenate(odds), np.concatenate(begins), np.concatenate(weight))

    return [learned(n) for n in range(FOLDS)], learned(-1)


def _without(listed: dict[str, float], people: frozenset[str]) -> dict[str, float]:
    """A word list without names of people, including ordinary words that are somebody's name ("light")."""
    return {token: value for token, value in listed.items() if people.isdisjoint(token.casefold().split()[1:])}


def boundary_trees(learned: list[Thread], rows: list[list[dict[str, float]]], seed: int) -> BoostedTrees:
    """Trees for whether a line begins a post."""
    x = [row for one in rows for row in one[1:]]
    y = np.concatenate([thread.begins[1:] for thread in learned])
    weight = np.concatenate(
        [np.full(len(thread.lines) - 1, one) for thread, one in zip(learned, weights(learned), strict=True)]
    )
    return boosted(x, y, weight, **BEGINS, seed=seed)


Examples = list[tuple[list[dict[str, float]], list[bool]]]


def _examples(thread: Thread, one: lines.Transcript, likely: Floats, cut: tuple[int, ...]) -> Examples:
    """Candidate parents and which one is right, with the true boundaries and with the predicted ones."""
    if not thread.answers or thread.made in (UNQUOTED, JOINED):
        return []  # for boundaries only: what shows their parents was removed
    true = tuple(int(at) for at in np.flatnonzero(thread.begins))
    return [example for starts in (true, cut) for example in _walk(thread, one, likely, starts)]


def _walk(thread: Thread, one: lines.Transcript, likely: Floats, starts: tuple[int, ...]) -> Examples:
    posts = parents.posts_between(one, starts, likely)
    usual = parents.habits(one, posts)
    same = parents.repeated(one, posts)
    path = parents.OpenPath()
    at_line = np.searchsorted(starts, np.arange(len(thread.lines)), side="right") - 1
    first = {post: line for line, post in reversed(list(enumerate(thread.owner)))}
    out = []
    for at, start in enumerate(starts):
        owner = thread.owner[start]
        right = (
            thread.parent.get(owner) if first[owner] == start else owner
        )  # a false boundary: the post before is the parent
        parent = int(at_line[first[right]]) if right in first else parents.NONE
        if at:
            found = list(parents.features(one, posts, at, path, usual))
            if any(c == parent for c, _ in found):
                if not (same[at] and at > 1):  # equal posts are siblings by rule
                    out.append(([row for _, row in found], [c == parent for c, _ in found]))
            elif parent not in path.posts and parent != parents.NONE:
                parent = at - 1
        path.answer(at, parent)
    return out


def parent_trees(learned: list[Thread], examples: list[Examples], seed: int) -> BoostedTrees:
    """Trees for whether a post answers a candidate: the mean of several."""
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
    held: Iterable[tuple[Thread, lines.Transcript, Floats, BoostedTrees]], fold: dict[str, int]
) -> tuple[list[list[float]], dict[str, float]]:
    """Print what the benchmark prints, and reliability tables.

    Args:
        held: threads, each with how likely its lines begin posts and with the trees for parents, by models that had
            not seen the thread.

    Returns:
        The calibration of parents, as `training.calibration.calibration` gives it, and all figures by name.
    """
    sure: list[tuple[str, float, bool]] = []
    begun: list[float] = []
    begins: list[bool] = []
    figures: dict[str, list[tuple[float, float, float]]] = {}
    for thread, one, p, trees in held:
        true = tuple(int(at) for at in np.flatnonzero(thread.begins))
        posts, found = decode_jointly(one, p, odds=trees.odds)
        starts = tuple(post.first for post in posts)
        given = parents.attach(one, parents.posts_between(one, true, p), odds=trees.odds)
        hits, best = _hits(thread, starts, found), _hits(thread, true, given)
        both = len(set(starts) & set(true)) - 1
        f1 = 2 * both / (len(starts) + len(true) - 2) if both else 0.0
        figures.setdefault(thread.kind, []).append(
            (f1, float(np.mean(list(hits.values()))), float(np.mean(list(best.values()))))
        )
        hung = {line: found[starts.index(line)] for line in hits if line in starts}
        sure += [  # siblings by rule have the parent of the first: one decision, counted once
            (thread.debate, answer.likely, hits[line]) for line, answer in hung.items() if not answer.beside
        ]
        begun += list(p[1:])
        begins += list(thread.begins[1:] > 0)
    metrics: dict[str, float] = {}
    for kind, all_ in figures.items():
        f1, share, known = np.mean(all_, axis=0).tolist()
        metrics |= {
            f"boundaries F1, {kind}": f1,
            f"parents, {kind}": share,
            f"parents, true boundaries given, {kind}": known,
        }
        print(f"{kind:8} boundaries F1 {f1:.3f}   parents {share:.3f}   parents, true boundaries given {known:.3f}")
    print("\n" + calibration.markdown("A line begins a post", begun, begins))
    predicted, observed = [likely for _, likely, _ in sure], [right for *_, right in sure]
    print(
        "\n"
        + calibration.markdown("A post, rightly begun, answers the post named; before calibration", predicted, observed)
    )
    calibrated = _calibrated(sure, fold)
    print("\n" + calibration.markdown("A post, rightly begun, answers the post named", calibrated, observed))
    metrics["calibration error, boundaries"] = calibration.error(begun, begins)
    metrics["calibration error, parents"] = calibration.error(calibrated, observed)
    return calibration.calibration(predicted, observed), metrics


def _calibrated(sure: list[tuple[str, float, bool]], fold: dict[str, int]) -> list[float]:
    """Likelihoods after calibration, the calibration of each debate learned from the other folds."""
    tables = []
    for n in range(FOLDS):
        rest = [one for one in sure if fold[one[0]] != n]
        table = calibration.calibration([likely for _, likely, _ in rest], [right for *_, right in rest])
        tables.append(np.array(table))
    return [float(np.interp(likely, *tables[fold[debate]].T)) for debate, likely, _ in sure]


def _hits(thread: Thread, starts: tuple[int, ...], answers: list[parents.ParentChoice]) -> dict[int, bool]:
    """For the first line of each true post, except the first: whether a post begins there with the right parent."""
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
