"""The neural network, against the same computed word by word and line by line without any array."""

from __future__ import annotations

import math
import random
from itertools import chain
from typing import Any

import numpy as np
import pytest

from digest.analysis.structure import line_features
from digest.analysis.structure.lines import TranscriptLine, line_of, prepare
from digest.analysis.structure.network import FAR, HEAD, TAIL, Network, places
from digest.analysis.weights import Array, Weights, load
from digest.model import Block, Document, Post

VECTOR, KERNEL, ENDS, TOLD, LINE, MEMORY, OUT = 3, 2, 2, 2, 4, 2, 3
NAMES = ("shape.size", "shape.links")
SIZES = {
    "conv.weight": (KERNEL, VECTOR, 3),
    "conv.bias": (KERNEL,),
    "first.weight": (ENDS, 4 * VECTOR),
    "first.bias": (ENDS,),
    "tail.weight": (ENDS, TAIL * VECTOR),
    "tail.bias": (ENDS,),
    "feat.0.weight": (TOLD, len(NAMES)),
    "feat.0.bias": (TOLD,),
    "line.weight": (LINE, 2 * KERNEL + 2 * ENDS + TOLD),
    "line.bias": (LINE,),
    **{
        f"gru.{part}_l0{way}": size
        for way in ("", "_reverse")
        for part, size in (
            ("weight_ih", (3 * MEMORY, LINE)),
            ("weight_hh", (3 * MEMORY, MEMORY)),
            ("bias_ih", (3 * MEMORY,)),
            ("bias_hh", (3 * MEMORY,)),
        )
    },
    "out.0.weight": (OUT, 2 * LINE + 2 * MEMORY),
    "out.0.bias": (OUT,),
    "out.3.weight": (1, OUT),
    "out.3.bias": (1,),
}


def written() -> Weights:
    chance = np.random.default_rng(3)
    arrays: dict[str, Array] = {}
    for name, size in SIZES.items():
        arrays[f"layer.{name}"] = chance.integers(-99, 99, size).astype(np.int8)
        arrays[f"step.{name}"] = np.array(0.01)
    words = ("", "bees", "matter", "Do", "?", "it's")
    arrays["vectors"] = chance.integers(-99, 99, (len(words), VECTOR)).astype(np.int8)
    arrays |= {"vector_step": np.array(0.01), "scale": np.array([[5, 4], [0.2, 0.5]])}
    return Weights(arrays, {"words": words, "features": NAMES})


def weights(data: Weights, name: str) -> Any:
    return (data.arrays[f"layer.{name}"] * float(data.arrays[f"step.{name}"])).tolist()


def times(rows: Any, values: list[float], bias: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, values, strict=True)) + c for row, c in zip(rows, bias, strict=True)]


def positive(values: list[float]) -> list[float]:
    return [max(0.0, value) for value in values]


def sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def slowly(data: Weights, heads: list[list[int]], tails: list[list[int]], told: list[list[float]]) -> list[float]:
    """The odds, without arrays."""
    step = float(data.arrays["vector_step"])
    vectors = [[0.0] * VECTOR, *([value * step for value in vector] for vector in data.arrays["vectors"].tolist())]
    w = {name: weights(data, name) for name in SIZES}
    read = []
    for head, tail, row in zip(heads, tails, told, strict=True):
        line = [vectors[place] for place in head]
        seen = []
        for at, place in enumerate(head):
            near = [line[at + by] if 0 <= at + by < HEAD else [0.0] * VECTOR for by in (-1, 0, 1)]
            out = [
                max(0.0, bias + sum(kernel[v][by] * near[by][v] for v in range(VECTOR) for by in range(3)))
                for kernel, bias in zip(w["conv.weight"], w["conv.bias"], strict=True)
            ]
            seen.append(out if place else [0.0] * KERNEL)
        count = max(1, sum(place > 0 for place in head))
        parts = [max(one[k] for one in seen) for k in range(KERNEL)]
        parts += [sum(one[k] for one in seen) / count for k in range(KERNEL)]
        parts += positive(times(w["first.weight"], list(chain(*line[:4])), w["first.bias"]))
        parts += positive(times(w["tail.weight"], list(chain(*(vectors[place] for place in tail))), w["tail.bias"]))
        scaled = [
            max(-FAR, min(FAR, (x - m) / s)) for x, (m, s) in zip(row, data.arrays["scale"].tolist(), strict=True)
        ]
        parts += positive(times(w["feat.0.weight"], scaled, w["feat.0.bias"]))
        read.append(positive(times(w["line.weight"], parts, w["line.bias"])))
    ahead = remembered(w, read, "")
    back = remembered(w, read[::-1], "_reverse")[::-1]
    before = [[0.0] * LINE, *read[:-1]]
    whole = [list(chain(*parts)) for parts in zip(read, before, ahead, back, strict=True)]
    hidden = [positive(times(w["out.0.weight"], one, w["out.0.bias"])) for one in whole]
    return [times(w["out.3.weight"], one, w["out.3.bias"])[0] for one in hidden]


def remembered(w: dict[str, Any], read: list[list[float]], way: str) -> list[list[float]]:
    known, out = [0.0] * MEMORY, []
    for one in read:
        new = times(w[f"gru.weight_ih_l0{way}"], one, w[f"gru.bias_ih_l0{way}"])
        old = times(w[f"gru.weight_hh_l0{way}"], known, w[f"gru.bias_hh_l0{way}"])
        reset = [sigmoid(new[k] + old[k]) for k in range(MEMORY)]
        update = [sigmoid(new[MEMORY + k] + old[MEMORY + k]) for k in range(MEMORY)]
        fresh = [math.tanh(new[2 * MEMORY + k] + reset[k] * old[2 * MEMORY + k]) for k in range(MEMORY)]
        known = [(1 - update[k]) * fresh[k] + update[k] * known[k] for k in range(MEMORY)]
        out.append(known)
    return out


def lines_of(*said: str) -> list[TranscriptLine]:
    return [line_of(Post(f"l{at}", one)) for at, one in enumerate(said)]


def test_odds_are_those_of_the_layers_computed_one_by_one() -> None:
    chance = random.Random(5)
    data = written()
    some = [
        " ".join(chance.choices(("bees", "matter", "Do", "It’s", "flies", "?"), k=chance.randrange(1, 60)))
        for _ in range(9)
    ]
    told = [[float(chance.randrange(40)), float(chance.randrange(3))] for _ in some]
    net = Network.load(data)
    heads, tails = places(lines_of(*some), net.number)
    rows = [dict(zip(NAMES, row, strict=True)) for row in told]
    assert net.odds(lines_of(*some), rows) == pytest.approx(slowly(data, heads.tolist(), tails.tolist(), told))


def test_a_line_is_read_from_both_ends_words_as_typed_else_in_small_letters() -> None:
    number = {"": 1, "bees": 2, "Do": 3, "do": 4, "?": 5, "it's": 6}
    heads, tails = places(lines_of("Do Bees matter, it’s said?", "bees " * 23 + "Do flies fly ?"), number)
    assert heads[0].tolist() == [3, 2, 1, 1, 6, 1, 5] + [0] * (HEAD - 7)
    assert tails[0].tolist() == [3, 2, 1, 1, 6, 1, 5, 0]
    assert heads[1].tolist() == [2] * 23 + [3]
    assert tails[1].tolist() == [2, 2, 2, 2, 3, 1, 1, 5]


def test_a_discussion_of_no_lines_has_no_odds() -> None:
    assert Network.load(written()).odds([], []).shape == (0,)


def test_weights_that_ship_fit_the_features() -> None:
    data = load("structure").part("network")
    posts = tuple(Post(f"l{at}", one, blocks=(Block("paragraph", 0, len(one)),)) for at, one in enumerate("abc"))
    read = prepare(Document("x.txt", "x", "Bees", "transcript", posts), quotes=())
    rows = line_features.table(read)
    assert set(data.names["features"]) <= set(rows[-1])
    assert not any(name.startswith(("words.", "crowd.")) for name in data.names["features"])
    odds = Network.load(data).odds(read.lines, rows)
    assert odds.shape == (3,)
    assert np.isfinite(odds).all()


def test_a_long_discussion_is_read_as_a_short_one_with_it() -> None:
    """In parts, which bounds the memory, but for what is remembered of other lines."""
    net = Network.load(written())
    some = lines_of(*(["bees matter", "Do flies ?"] * 1100))
    rows = [{NAMES[0]: float(at % 7), NAMES[1]: 0.0} for at in range(len(some))]
    odds = net.odds(some, rows)
    assert odds.shape == (2200,)
    assert odds[1900:2100] == pytest.approx(odds[1900 - 14 * 20 : 2100 - 14 * 20], abs=1e-6)
