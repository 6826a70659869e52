"""A small neural network for boundaries, evaluated in numpy; its log odds are added to those of the boosted trees.

It makes other errors than the trees: it has word vectors instead of a word list, and sees all lines before and after.
The words of a line go through a convolution (Collobert et al. 2011) and are pooled; the lines go through a recurrent
layer in both directions (gated recurrent units, Cho et al. 2014). `training/network.py` learns it with torch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from digest.analysis.boosted_trees import Floats, feature_table, sigmoid
from digest.analysis.structure.lines import TYPED, Row, TranscriptLine
from digest.analysis.weights import Weights
from digest.text.normal import plain_apostrophes

HEAD, TAIL, OPENING = 24, 8, 4
"""Words and marks that are read from the beginning and from the end of a line; the first four also in their order."""
FAR = 4.0
"""Standard deviations at which features are capped."""
LONGEST = 5000
"""Characters of a line that are read; a longer one ends there."""
_CHUNK = 2000
"""Lines that are read at a time, which bounds the memory."""
NOTHING, UNKNOWN = 0, 1
"""Rows of the word vectors for padding and for unknown words; the known words come after them."""

Table = np.ndarray[tuple[int, int], np.dtype[np.int64]]


def typed(line: TranscriptLine) -> list[str]:
    """A line's words and marks as they were typed, with plain apostrophes."""
    return TYPED.findall(plain_apostrophes(line.text[:LONGEST]))


def places(lines: Sequence[TranscriptLine], number: Mapping[str, int]) -> tuple[Table, Table]:
    """The words at the beginning and at the end of each line, as rows of the word vectors.

    Shapes: (lines, HEAD) and (lines, TAIL).
    """
    heads, tails = np.zeros((len(lines), HEAD), np.int64), np.zeros((len(lines), TAIL), np.int64)
    for at, line in enumerate(lines):
        found = typed(line)
        known = [number.get(word) or number.get(word.lower(), UNKNOWN) for word in (found[:HEAD] + found[HEAD:][-12:])]
        heads[at, : len(known[:HEAD])] = known[:HEAD]
        tails[at, : len(known[-TAIL:])] = known[-TAIL:]
    return heads, tails


@dataclass(frozen=True, slots=True)
class Network:
    """The weights, by layer.

    Attributes:
        number: the row of each known word in the word vectors.
        names: its features of lines; `mean` and `spread` standardise them.
        layers: matrices and biases by the names that torch gives them.
    """

    number: Mapping[str, int]
    names: tuple[str, ...]
    mean: Floats
    spread: Floats
    layers: Mapping[str, Floats]

    @classmethod
    def load(cls, part: Weights) -> Network:
        """From one part of a file of weights: whole numbers from -127 to 127, each array with the step between two."""
        steps = part.part("step").arrays
        layers = {name: one * float(steps[name]) for name, one in part.part("layer").arrays.items()}
        vectors = part.arrays["vectors"] * float(part.arrays["vector_step"])
        layers["words"] = np.vstack([np.zeros(vectors.shape[1]), vectors])
        mean, spread = part.arrays["scale"].T
        words = part.names["words"]
        return cls(
            {word: at for at, word in enumerate(words, start=UNKNOWN)}, part.names["features"], mean, spread, layers
        )

    def odds(self, lines: Sequence[TranscriptLine], rows: Sequence[Row]) -> Floats:
        """The log odds that each line begins a post.

        Args:
            rows: the lines' features, as `line_features.table` gives them.
        """
        if not lines:
            return np.zeros(0)
        heads, tails = places(lines, self.number)
        features = np.clip((feature_table(rows, self.names) - self.mean) / self.spread, -FAR, FAR)
        parts = [slice(at, at + _CHUNK) for at in range(0, len(lines), _CHUNK)]
        read = np.vstack([self._read(heads[part], tails[part], features[part]) for part in parts])
        before = np.vstack([np.zeros((1, read.shape[1])), read[:-1]])
        ahead, back = self._gone_through(read, ""), self._gone_through(read[::-1], "_reverse")[::-1]
        hidden = _positive(self._through("out.0", np.hstack([read, before, ahead, back])))
        return np.asarray(self._through("out.3", hidden)[:, 0], np.float64)

    def _through(self, name: str, values: Floats) -> Floats:
        return np.asarray(values @ self.layers[f"{name}.weight"].T + self.layers[f"{name}.bias"], np.float64)

    def _read(self, heads: Table, tails: Table, features: Floats) -> Floats:
        """A vector for each line by itself, of the shape (lines, size of a vector)."""
        vectors = self.layers["words"]
        head = vectors[heads]
        kernel, bias = self.layers["conv.weight"], self.layers["conv.bias"]
        wide = np.pad(head, ((0, 0), (1, 1), (0, 0)))
        seen = _positive(np.sum([wide[:, at : at + HEAD] @ kernel[:, :, at].T for at in range(3)], axis=0) + bias)
        here = (heads != NOTHING)[:, :, None]
        seen = seen * here
        parts = [
            seen.max(axis=1),
            seen.sum(axis=1) / np.maximum(here.sum(axis=1), 1),
            _positive(self._through("first", head[:, :OPENING].reshape(len(heads), -1))),
            _positive(self._through("tail", vectors[tails].reshape(len(tails), -1))),
            _positive(self._through("feat.0", features)),
        ]
        return _positive(self._through("line", np.hstack(parts)))

    def _gone_through(self, read: Floats, way: str) -> Floats:
        """The state of the recurrent layer at each line, in one direction (`way` is torch's suffix for it)."""
        given = read @ self.layers[f"gru.weight_ih_l0{way}"].T + self.layers[f"gru.bias_ih_l0{way}"]
        weight, bias = self.layers[f"gru.weight_hh_l0{way}"].T, self.layers[f"gru.bias_hh_l0{way}"]
        size = len(weight)
        known = np.zeros(size)
        out = np.empty((len(read), size))
        for at, one in enumerate(given):
            kept = known @ weight + bias
            reset, update = np.split(sigmoid(one[: 2 * size] + kept[: 2 * size]), 2)
            new = np.tanh(one[2 * size :] + reset * kept[2 * size :])
            known = out[at] = (1 - update) * new + update * known
        return out


def _positive(values: Floats) -> Floats:
    return np.asarray(np.maximum(values, 0.0), np.float64)
