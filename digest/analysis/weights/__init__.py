"""Learned weights: every model of the analysis is a file of this folder.

    NAME.safetensors   the weights, as arrays and lists of names (https://github.com/huggingface/safetensors)
    NAME.json          the manifest: version, command, seed, libraries, data, licences, figures, the file's SHA-256
    NAME.md            the model card, for people; `python -m training cards` copies the manifest into it

The format is a length, a JSON header and raw numbers. Reading it takes one `json.loads` and no copying, so all models
load in a few milliseconds; JSON took 170, compressed npz 100. `python -m training show NAME` prints a file as text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np

__all__ = ["Array", "Weights", "load", "parse"]

Array = np.ndarray[Any, np.dtype[Any]]
_TYPES = {"F64": "<f8", "F32": "<f4", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1", "U8": "u1"}
_LENGTH = 8
"""Bytes at the start of a file that give the length of its header."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The contents of a file of weights, or of one part of it.

    Attributes:
        arrays: numbers by name, such as `boundaries.value`.
        names: lists of features, words or classes by name, such as `boundaries.features`.
    """

    arrays: Mapping[str, Array]
    names: Mapping[str, tuple[str, ...]]

    def part(self, name: str) -> Weights:
        """All that is called `name.…`, without the prefix."""
        prefix = f"{name}."
        return Weights(
            {key.removeprefix(prefix): one for key, one in self.arrays.items() if key.startswith(prefix)},
            {key.removeprefix(prefix): one for key, one in self.names.items() if key.startswith(prefix)},
        )

    def parts(self) -> tuple[str, ...]:
        """The names of the parts, sorted."""
        return tuple(sorted({key.split(".", 1)[0] for key in self.arrays}))


def load(name: str) -> Weights:
    """The weights of a model that ships with digest.

    Args:
        name: of the file, without its ending.
    """
    return parse(files(__package__).joinpath(f"{name}.safetensors").read_bytes())


def parse(data: bytes) -> Weights:
    """The weights in the bytes of a safetensors file; arrays are read-only views of them.

    Lists of names stand in the header's `__metadata__`, one name a line.

    Raises:
        ValueError: the bytes are no such file.
    """
    start = _LENGTH + int.from_bytes(data[:_LENGTH], "little")
    header = json.loads(data[_LENGTH:start])
    names = header.pop("__metadata__", {})
    arrays = {}
    for name, entry in header.items():
        kind = np.dtype(_TYPES[entry["dtype"]])
        first, last = entry["data_offsets"]
        arrays[name] = np.frombuffer(data, kind, (last - first) // kind.itemsize, start + first).reshape(entry["shape"])
    return Weights(arrays, {name: tuple(text.split("\n")) for name, text in names.items()})
