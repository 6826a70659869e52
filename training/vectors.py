"""Distil word vectors from a sentence encoder, and score groupings by them on annotated arguments.

    python -m training vectors distil MODEL_FOLDER
    python -m training vectors score FOLDER        adjusted Rand index, held out and by threshold
    python -m training vectors ablations FOLDER    what each part of the likeness adds
    python -m training vectors score FOLDER --similarity semantic

MODEL_FOLDER holds a BERT-like sentence encoder with mean pooling (`model.safetensors`, `config.json`, `vocab.txt`);
ours was all-MiniLM-L6-v2 (Apache-2.0). Each whole word of its vocabulary is encoded alone; the vectors are centred,
reduced to their principal components and rounded to bytes. No annotated debate is used, so scores on those are not
fitted; only the thresholds of the grouping were chosen by looking at them.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from digest.analysis.weights import Weights
from training import artefacts

WORDS, SIZE = 10_000, 96


def distil(folder: Path) -> None:
    """Write the vectors of the encoder's most frequent whole words."""
    from safetensors.numpy import load_file

    weights = {k.removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()}
    heads = json.loads((folder / "config.json").read_text())["num_attention_heads"]
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    begin, end = vocabulary.index("[CLS]"), vocabulary.index("[SEP]")
    known = [at for at, word in enumerate(vocabulary) if word.isascii() and word.isalpha() and len(word) > 1][:WORDS]
    rows = [
        encode(np.array([[begin, at, end] for at in known[k : k + 512]]), weights=weights, heads=heads)
        for k in range(0, len(known), 512)
    ]
    vectors = np.concatenate(rows)
    vectors -= vectors.mean(0)
    axes = np.linalg.svd(vectors, full_matrices=False)[2][:SIZE]
    vectors = vectors @ axes.T
    coded = np.round(vectors / np.abs(vectors).max(1, keepdims=True) * 127).astype(np.int8)
    artefacts.save(
        "word_vectors",
        Weights({"vectors": coded}, {"words": tuple(vocabulary[at] for at in known)}),
        command="python -m training vectors distil MODEL_FOLDER",
        seed=None,
        data=[folder],
        metrics={},
    )


def encode(ids: Any, *, weights: dict[str, Any], heads: int) -> Any:
    """Mean-pooled outputs of a BERT encoder for rows of token ids of one length (Devlin et al. 2019)."""

    def linear(x: Any, name: str) -> Any:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def normed(x: Any, name: str) -> Any:
        centred = x - x.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return centred / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    count, length = ids.shape
    x = weights["embeddings.word_embeddings.weight"][ids] + weights["embeddings.position_embeddings.weight"][:length]
    x = normed(x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    layer = 0
    while f"encoder.layer.{layer}.output.dense.weight" in weights:
        at = f"encoder.layer.{layer}"
        query, key, value = (
            linear(x, f"{at}.attention.self.{name}").reshape(count, length, heads, -1).transpose(0, 2, 1, 3)
            for name in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / math.sqrt(query.shape[-1])
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True) @ value).transpose(0, 2, 1, 3).reshape(x.shape)
        x = normed(linear(mixed, f"{at}.attention.output.dense") + x, f"{at}.attention.output.LayerNorm")
        inner = linear(x, f"{at}.intermediate.dense")
        inner = inner * 0.5 * (1 + np.tanh(math.sqrt(2 / math.pi) * (inner + 0.044715 * inner**3)))  # GELU, nearly
        x = normed(linear(inner, f"{at}.output.dense") + x, f"{at}.output.LayerNorm")
        layer += 1
    return x.mean(1)


GRID = [(round(s, 2), round(a, 2)) for s in np.arange(-0.4, 0.31, 0.1) for a in (0.0, 0.2, 0.23, 0.26, 0.29, 0.32)]


def score(folder: Path, *, similarity: str) -> None:
    """Print the mean adjusted Rand index over debates, on statements as the analysis finds them, by thresholds.

    `held out` is the honest figure: for each debate the thresholds are those that are best on all others.
    """
    measure = _measure(similarity)
    debates = [_likenesses(path, measure) for path in _files(folder)]
    held, means, _ = _judged(debates)
    shipped = np.array([_index(debate, stop=measure.stop, alike=measure.alike) for debate in debates])
    error = shipped.std() / math.sqrt(len(debates))
    print(f"{measure.name}: as shipped {shipped.mean():.3f} +- {error:.3f}, held out {held:.3f}")
    print("alike \\ stop  " + " ".join(f"{stop:5.1f}" for stop in sorted({s for s, _ in GRID})))
    for alike in sorted({a for _, a in GRID}):
        print(f"{alike:10.2f}    " + " ".join(f"{m:.3f}" for (_, a), m in zip(GRID, means, strict=True) if a == alike))


def ablations(folder: Path, *, similarity: str) -> None:
    """Print, as a table, what each part of the likeness adds: thresholds chosen anew for each row, and held out."""
    measure = _measure(similarity)
    print(f"| {measure.name} | held out | best in sample |\n| --- | --- | --- |")
    for name, without in (
        ("everything", ""),
        ("without meanings of words: letters alone", "words"),
        ("without letters", "letters"),
        ("without leaving out the title and what all share", "about"),
        ("without the floor for likeness at all", "floor"),
    ):
        debates = [_likenesses(path, measure, without=without) for path in _files(folder)]
        held, means, _ = _judged(debates)
        print(f"| {name} | {held:.3f} | {means.max():.3f} |", flush=True)


def _measure(similarity: str) -> Any:
    from digest.analysis.similarity import lexical, named

    return named(similarity) or lexical()


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.json")) if ".gold." not in path.name]


def _judged(debates: Sequence[tuple[Any, ...]]) -> tuple[float, Any, Any]:
    """The index held out, the mean for each pair of thresholds, and all of it."""
    table = np.array([[_index(debate, stop=s, alike=a) for s, a in GRID] for debate in debates])
    held = float(np.mean([row[np.delete(table, at, 0).mean(0).argmax()] for at, row in enumerate(table)]))
    return held, table.mean(0), table


def _likenesses(path: Path, similarity: Any, *, without: str = "") -> tuple[Any, ...]:
    """How alike the statements of a debate are, beyond its subject and at all; their posts; the annotated groups."""
    from digest.analysis import claims, quotes
    from digest.analysis.points.clustering import likenesses
    from digest.analysis.points.groups import statements_of
    from digest.sources import read

    document = read(path)
    found = statements_of(document, claims=claims.find(document, quotes=quotes.trace(document)))
    ranked = sorted(found, key=lambda one: -one.weight)
    about = "" if without == "about" else document.title
    beyond, at_all = likenesses([one.text for one in ranked], about=about, similarity=similarity, without=without)
    if without == "floor":
        at_all = np.ones_like(at_all)
    gold = json.loads(path.with_suffix(".gold.json").read_text())["cluster"]
    return beyond, at_all, [one.post for one in ranked], gold


def _index(debate: tuple[Any, ...], *, stop: float, alike: float) -> float:
    from digest.analysis.points.clustering import average_link

    beyond, at_all, posts, gold = debate
    labels = average_link(beyond, at_all, stop=stop, alike=alike)
    ours = {post: -1 - at for at, post in enumerate(gold)} | dict(zip(posts, labels, strict=True))
    return adjusted_rand(list(gold.values()), [ours[post] for post in gold])


def adjusted_rand(gold: list[str], ours: list[int]) -> float:
    """Agreement of two groupings, corrected for chance (Hubert and Arabie 1985)."""
    left, right = np.unique(gold, return_inverse=True)[1], np.unique(ours, return_inverse=True)[1]
    table = np.zeros((left.max() + 1, right.max() + 1))
    np.add.at(table, (left, right), 1)
    pairs = lambda counts: float((counts * (counts - 1) / 2).sum())  # noqa: E731
    both, a, b = pairs(table), pairs(table.sum(1)), pairs(table.sum(0))
    chance, top = a * b / (len(gold) * (len(gold) - 1) / 2), (a + b) / 2
    return (both - chance) / (top - chance) if top != chance else 0.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `python -m training vectors` is asked."""
    parser.add_argument("task", choices=["distil", "score", "ablations"])
    parser.add_argument("folder", type=Path, help="the encoder for `distil`, else annotated arguments")
    parser.add_argument("--similarity", default="lexical", help="`semantic`, or a model's name or path")


def run(asked: argparse.Namespace) -> None:
    """Write the vectors, or print how well they group what says the same."""
    if asked.task == "distil":
        distil(asked.folder)
    else:
        {"score": score, "ablations": ablations}[asked.task](asked.folder, similarity=asked.similarity)
