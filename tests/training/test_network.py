"""What torch learns is what numpy reads."""

from __future__ import annotations

import json

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
    assert first != whole
    written = json.loads(network.readable_form(whole))
    assert written == json.loads(json.dumps(whole))

    net = network.Net(len(ready.words), len(ready.scale))
    layers = {name: layer["step"] * np.array(layer["weights"]) for name, layer in written["layers"].items()}
    layers["words.weight"] = np.array([[0] * network.SIZES["vector"], *written["words"].values()]) * written["step"]
    net.load_state_dict({name: torch.tensor(values, dtype=torch.float32) for name, values in layers.items()})
    net.eval()
    heads, tails, told, *_, there = network._filled(ready.parts[0])
    expected = net(heads, tails, told, there).detach().numpy()[0]
    rows = line_features.table(texts[0])
    assert Network.load(written).odds(texts[0].lines, rows) == pytest.approx(expected, abs=1e-3)
    doubled = Network.load(network.stretched(written, 2)).odds(texts[0].lines, rows)
    assert doubled == pytest.approx(2 * expected, abs=2e-3)
