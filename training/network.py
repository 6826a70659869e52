"""Learn the neural network of `digest.analysis.structure.network` with torch, for `training.structure`.

It is trained on the archives first, and then tuned for a few epochs on the benchmark's threads and their variants,
together with some of the archives, so that it does not forget those.
"""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from digest.analysis.boosted_trees import Floats, feature_table
from digest.analysis.structure import line_features, lines, network
from digest.analysis.structure.network import FAR, HEAD, OPENING, TAIL, UNKNOWN
from digest.analysis.weights import Array, Weights
from training.public import KINDS
from training.threads import PLENTY, Thread, weights

WORDS, FEWEST = 5000, 40
"""Words with vectors: the most frequent 5,000, of those in at least 40 threads."""
SIZES = {"vector": 32, "kernel": 96, "ends": 64, "features": 64, "line": 128, "memory": 96, "out": 64}
ROUNDS, RATE, TUNING, TUNING_RATE = 6, 2e-3, 3, 1e-3
BESIDE = 2500
"""Stretches of the archives that are used in tuning."""
DROPPED, UNREAD = 0.3, 0.05
STRETCH, BATCH = 150, 1500
"""Lines of a stretch, and of a batch."""
ARCHIVED = 0.4
"""Weight of a thread of the archives."""
OTHERS = ("words.", "crowd.")
"""Families of features that use the word list, which the network does without."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a thread as input; `weight` is that of each line, 0 for the first of a thread."""

    heads: network.Table
    tails: network.Table
    numbers: Floats
    begins: Floats
    weight: Floats


@dataclass(frozen=True, slots=True)
class Readable:
    """All threads as input: stretches by thread, the vocabulary, and mean and deviation of each feature."""

    parts: list[list[Part]]
    words: list[str]
    scale: dict[str, tuple[float, float]]


def readable(everything: Sequence[Thread], texts: Sequence[lines.Transcript], people: frozenset[str]) -> Readable:
    """Prepare all threads; no name in `people` gets a vector."""
    seen: Counter[str] = Counter()
    for one in texts:
        seen.update({word for line in one.lines for word in network.typed(line)[: HEAD + 12]})
    known = [word for word, times in seen.items() if times >= FEWEST and word.casefold() not in people]
    words = ["", *sorted(sorted(known, key=lambda word: (-seen[word], word))[:WORDS])]
    names = [name for name in line_features.table(texts[0])[-1] if not name.startswith(OTHERS)]
    tables = [feature_table(line_features.table(one), names).astype(np.float32) for one in texts]
    usual = np.concatenate([table for thread, table in zip(everything, tables, strict=True) if thread.made != PLENTY])
    mean, spread = usual.mean(axis=0), usual.std(axis=0) + 1e-3
    number = {word: at for at, word in enumerate(words, start=UNKNOWN)}
    bench = iter(weights([thread for thread in everything if not _of_archive(thread)]))
    parts = []
    for thread, one, table in zip(everything, texts, tables, strict=True):
        heads, tails = network.places(one.lines, number)
        numbers = np.clip((table - mean) / spread, -FAR, FAR)
        weight = np.full(
            len(thread.lines), len(thread.lines) ** -0.5 * ARCHIVED if _of_archive(thread) else next(bench)
        )
        weight[0] = 0.0
        whole = (heads, tails, numbers, thread.begins, weight)
        cuts = range(0, len(thread.lines), STRETCH)
        parts.append([Part(*(column[at : at + STRETCH] for column in whole)) for at in cuts])
    scale = {name: (round(float(a), 4), round(float(b), 4)) for name, a, b in zip(names, mean, spread, strict=True)}
    return Readable(parts, words, scale)


def _of_archive(thread: Thread) -> bool:
    return thread.kind in KINDS


class Net(nn.Module):
    """The network as torch learns it; digest.analysis.structure.network is the same in numpy."""

    def __init__(self, words: int, numbers: int) -> None:
        super().__init__()
        size = SIZES
        self.words = nn.Embedding(words + 1, size["vector"], padding_idx=network.NOTHING)
        nn.init.normal_(self.words.weight, 0, 0.1)
        self.conv = nn.Conv1d(size["vector"], size["kernel"], 3, padding=1)
        self.first = nn.Linear(OPENING * size["vector"], size["ends"])
        self.tail = nn.Linear(TAIL * size["vector"], size["ends"])
        self.feat = nn.Sequential(nn.Linear(numbers, size["features"]), nn.ReLU())
        self.line = nn.Linear(2 * size["kernel"] + 2 * size["ends"] + size["features"], size["line"])
        self.gru = nn.GRU(size["line"], size["memory"], batch_first=True, bidirectional=True)
        self.out = nn.Sequential(
            nn.Linear(2 * size["line"] + 2 * size["memory"], size["out"]),
            nn.ReLU(),
            nn.Dropout(DROPPED),
            nn.Linear(size["out"], 1),
        )
        self.drop = nn.Dropout(DROPPED)

    def forward(self, heads: torch.Tensor, tails: torch.Tensor, numbers: torch.Tensor, there: torch.Tensor) -> Any:
        """Log odds; all arguments are batches of stretches × lines, and `there` is False for padding."""
        batch, lines = there.shape
        flat = there.reshape(-1)
        heads, tails, numbers = (one.reshape(batch * lines, -1)[flat] for one in (heads, tails, numbers))
        head, tail, gone = self.drop(self.words(heads)), self.drop(self.words(tails)), heads == network.NOTHING
        seen = torch.relu(self.conv(head.transpose(1, 2))).masked_fill(gone[:, None, :], 0)
        parts = [
            seen.max(2)[0],
            seen.sum(2) / (~gone).sum(1, keepdim=True).clamp(min=1),
            torch.relu(self.first(head[:, :OPENING].flatten(1))),
            torch.relu(self.tail(tail.flatten(1))),
            self.feat(numbers),
        ]
        each = torch.relu(self.line(self.drop(torch.cat(parts, 1))))
        empty = torch.zeros(batch * lines, each.shape[1])
        read = empty.index_copy(0, flat.nonzero().squeeze(1), each).reshape(batch, lines, -1)
        packed = pack_padded_sequence(read, there.sum(1), batch_first=True, enforce_sorted=False)
        known, _ = pad_packed_sequence(self.gru(packed)[0], batch_first=True, total_length=lines)
        before = torch.cat([torch.zeros(batch, 1, read.shape[2]), read[:, :-1]], 1)
        return self.out(torch.cat([read, before, self.drop(known)], 2)).squeeze(2)


def learned(
    everything: Sequence[Thread], ready: Readable, fold: dict[str, int], *, folds: int, seed: int
) -> list[Weights]:
    """The learned networks: one for each fold that has not seen it, and one that has seen all threads."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    chance = random.Random(seed)  # noqa: S311 no secret
    archives = [
        part for thread, parts in zip(everything, ready.parts, strict=True) if _of_archive(thread) for part in parts
    ]
    net = Net(len(ready.words), len(ready.scale))
    if archives:
        _learn(net, archives, ROUNDS, RATE, chance)
    read = copy.deepcopy(net.state_dict())
    out: list[Weights] = []
    for held_out in (*range(folds), None):
        net.load_state_dict(read)
        bench = [
            part
            for thread, parts in zip(everything, ready.parts, strict=True)
            if not _of_archive(thread) and fold[thread.debate] != held_out
            for part in parts
        ]
        _learn(net, bench + chance.sample(archives, min(BESIDE, len(archives))), TUNING, TUNING_RATE, chance)
        out.append(_written(net, ready))
    return out


def _learn(net: Net, parts: Sequence[Part], rounds: int, rate: float, chance: random.Random) -> None:
    plan = [batch for _ in range(rounds) for batch in _batches(parts, chance)]
    step = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.01)
    pace = torch.optim.lr_scheduler.OneCycleLR(step, rate, total_steps=len(plan), pct_start=0.1)
    net.train()
    for batch in plan:
        heads, tails, numbers, begins, weight, there = _filled(batch)
        heads = heads.masked_fill((torch.rand(heads.shape) < UNREAD) & (heads > UNKNOWN), UNKNOWN)
        odds = net(heads, tails, numbers, there)
        loss = (binary_cross_entropy_with_logits(odds, begins, reduction="none") * weight).sum() / weight.sum()
        step.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        step.step()
        pace.step()


def _batches(parts: Iterable[Part], chance: random.Random) -> Iterator[list[Part]]:
    """Batches of stretches of similar length, in random order."""
    order = [part for part in parts if len(part.begins) > 1]
    chance.shuffle(order)
    blocks = [sorted(order[at : at + 400], key=lambda part: len(part.begins)) for at in range(0, len(order), 400)]
    out: list[list[Part]] = []
    for block in blocks:
        batch: list[Part] = []
        for part in block:
            if batch and (len(batch) + 1) * len(part.begins) > BATCH:
                out.append(batch)
                batch = []
            batch.append(part)
        out.append(batch)
    chance.shuffle(out)
    yield from out


def _filled(batch: Sequence[Part]) -> tuple[torch.Tensor, ...]:
    """The inputs of a batch, padded to the longest stretch, and which lines are no padding."""
    longest = max(len(part.begins) for part in batch)

    def column(values: list[np.ndarray[Any, Any]], kind: Any) -> torch.Tensor:
        out = np.zeros((len(values), longest, *values[0].shape[1:]), kind)
        for at, one in enumerate(values):
            out[at, : len(one)] = one
        return torch.from_numpy(out)

    return (
        column([part.heads for part in batch], np.int64),
        column([part.tails for part in batch], np.int64),
        column([part.numbers for part in batch], np.float32),
        column([part.begins for part in batch], np.float32),
        column([part.weight for part in batch], np.float32),
        column([np.ones(len(part.begins), bool) for part in batch], bool),
    )


def _written(net: Net, ready: Readable) -> Weights:
    """What `digest.analysis.structure.network` reads: whole numbers up to 127, each array with its own step."""
    arrays: dict[str, Array] = {}
    for name, values in net.state_dict().items():
        step = float(f"{max(float(values.abs().max()), 1e-6) / 127:.4g}")
        arrays[f"step.{name}"] = np.array(step)
        arrays[f"layer.{name}"] = (values / step).round().to(torch.int8).numpy()
    arrays["vector_step"] = arrays.pop("step.words.weight")
    arrays["vectors"] = arrays.pop("layer.words.weight")[UNKNOWN:]
    arrays["scale"] = np.array(list(ready.scale.values()), np.float64)
    return Weights(arrays, {"words": tuple(ready.words), "features": tuple(ready.scale)})


def stretched(written: Weights, slope: float) -> Weights:
    """The same network with its log odds stretched."""
    steps = {
        name: np.array(float(f"{float(one) * slope:.6g}"))
        for name, one in written.arrays.items()
        if name.startswith("step.out.3.")
    }
    return Weights({**written.arrays, **steps}, written.names)
