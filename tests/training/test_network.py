"""What torch learns is what numpy reads."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed, which only training needs")

import torch

from digest.analysis.structure import line_features
from digest.analysis.structure.network import Network
from training import network
from training.threads import PUBLIC, Thread, read_text

PEOPLE = frozenset({"zoe"})


def thread(number: int, *, kind: str) -> Thread:
    posts = [f"Post {number} {at} of Zoe: bees matter.\nDo they? It's said so." for at in range(4)]
    pairs = [(line, f"p{at}") for at, post in enumerate(posts) for line in post.split("\n")]
    lines, owner = zip(*pairs, strict=True)
    made = PUBLIC if kind == "forum" else "as is"
    return Thread(f"{kind}-{number}", f"Hives {number}", lines, owner, {f"p{at}": None for at in range(4)}, made)


def test_numpy_reads_what_torch_has_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "FEWEST", 1)
    everything = [thread(number, kind="forum" if number > 4 else "hn") for number in range(40)]
    texts = [read_text(one) for one in everything]
    ready = network.readable(everything, texts, PEOPLE)
    assert "bees" in ready.words
    assert "Zoe" not in ready.words
    fold = {one.debate: number % 2 for number, one in enumerate(everything)}
    first, _, whole = network.learned(everything, ready, fold, folds=2, seed=1)
    assert not np.array_equal(first.arrays["vectors"], whole.arrays["vectors"])

    net = network.Net(len(ready.words), len(ready.scale))
    steps = whole.part("step").arrays
    layers = {name: one * float(steps[name]) for name, one in whole.part("layer").arrays.items()}
    vectors = whole.arrays["vectors"] * float(whole.arrays["vector_step"])
    layers["words.weight"] = np.vstack([np.zeros(network.SIZES["vector"]), vectors])
    net.load_state_dict({name: torch.tensor(values, dtype=torch.float32) for name, values in layers.items()})
    net.eval()
    heads, tails, told, *_, there = network._filled(ready.parts[0])
    expected = net(heads, tails, told, there).detach().numpy()[0]
    rows = line_features.table(texts[0])
    assert Network.load(whole).odds(texts[0].lines, rows) == pytest.approx(expected, abs=1e-3)
    doubled = Network.load(network.stretched(whole, 2)).odds(texts[0].lines, rows)
    assert doubled == pytest.approx(2 * expected, abs=2e-3)
