"""Writes a model's weights with the manifest beside them, and packs models into weights.

The analysis reads what this writes, see `digest.analysis.weights`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from digest.analysis.boosted_trees import BoostedTrees
from digest.analysis.linear import LinearModel
from digest.analysis.points.ranking import Ranker
from digest.analysis.weights import Array, Weights

FOLDER = Path(__file__).parents[1] / "digest" / "analysis" / "weights"
UNKNOWN = "unknown: trained before this was recorded"
LIBRARIES = ("numpy", "scipy", "scikit-learn", "torch", "snowballstemmer", "yake")
"""Libraries whose version can change what is learned."""


def save(
    name: str,
    weights: Weights,
    *,
    command: str,
    seed: int | None,
    data: Iterable[Path],
    metrics: Mapping[str, float],
    folder: Path = FOLDER,
) -> None:
    """Write the weights of a model and renew its manifest.

    The licences stay as they are: a person looks them up. The version is counted up wherever the weights changed.

    Args:
        name: of the model, and of its files.
        command: how to train it, without paths of this machine.
        seed: of all random numbers; None where there are none.
        data: the folders and files that it was trained on.
        metrics: figures that were measured in this run, on data that the models in question had not seen.
        folder: where to write.
    """
    path = folder / f"{name}.safetensors"
    written = as_bytes(weights)
    path.write_bytes(written)
    manifest = read_manifest(name, folder) if (folder / f"{name}.json").exists() else {"version": 0, "licence": {}}
    digest = hashlib.sha256(written).hexdigest()
    changed = manifest.get("sha256") != digest
    manifest |= {
        "version": manifest["version"] + changed,
        "command": command,
        "seed": seed,
        "libraries": {one: found for one in LIBRARIES if (found := _version(one))},
        "data": {one.name: fingerprint(one) for one in data},
        "metrics": {key: round(float(value), 3) for key, value in metrics.items()},
        "sha256": digest,
    }
    write_manifest(name, manifest, folder)


def as_bytes(weights: Weights) -> bytes:
    """Weights as a safetensors file, always the same bytes; the library's own writer shuffles the header."""
    header: dict[str, Any] = {"__metadata__": {key: "\n".join(some) for key, some in sorted(weights.names.items())}}
    at, parts = 0, []
    # The widest numbers first, so that each array begins at a multiple of its numbers' size.
    for name, one in sorted(weights.arrays.items(), key=lambda pair: (-pair[1].itemsize, pair[0])):
        raw = np.asarray(one, one.dtype.newbyteorder("<"), order="C").tobytes()
        kind = f"{one.dtype.kind.upper()}{8 * one.itemsize}"
        header[name] = {"dtype": kind, "shape": list(one.shape), "data_offsets": [at, at + len(raw)]}
        at += len(raw)
        parts.append(raw)
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    return len(head).to_bytes(8, "little") + head + b"".join(parts)


def read_manifest(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """The manifest of a model."""
    return dict(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))


def write_manifest(name: str, manifest: Mapping[str, Any], folder: Path = FOLDER) -> None:
    """Write the manifest of a model, in a form whose changes can be read."""
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / f"{name}.json").write_text(text, encoding="utf-8")


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, or of the names and contents of all files of a folder but those of version control."""
    whole = hashlib.sha256()
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    for one in files:
        inside = one.relative_to(path)
        if ".git" not in inside.parts:
            whole.update(inside.as_posix().encode() + b"\0" + hashlib.sha256(one.read_bytes()).digest())
    return whole.hexdigest()


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def joined(parts: Mapping[str, Weights]) -> Weights:
    """Several parts as one file's weights, each name with its part before it."""
    arrays = {f"{part}.{key}": one for part, some in parts.items() for key, one in some.arrays.items()}
    return Weights(arrays, {f"{part}.{key}": one for part, some in parts.items() for key, one in some.names.items()})


def of_linear(model: LinearModel) -> Weights:
    """A linear model as `digest.analysis.linear.load_models` reads it."""
    names = {"features": tuple(model.weights), "classes": model.classes}
    return Weights({"weights": np.array(list(model.weights.values()), np.float64)}, names)


def of_ranker(model: Ranker) -> Weights:
    """A logistic regression as `Ranker.load` reads it."""
    arrays = {"weights": model.weights, "bias": np.array(model.bias), "meaning": model.meaning}
    return Weights(arrays, {"features": model.names})


def of_trees(model: BoostedTrees) -> Weights:
    """Boosted trees as `BoostedTrees.load` reads them."""
    arrays: dict[str, Array] = {
        "start": np.array(model.start),
        "depth": np.array(model.depth),
        "roots": model.roots,
        "feature": model.feature,
        "value": model.value,
        "children": model.children,
    }
    return Weights(arrays, {"features": model.names})


def as_text(weights: Weights, *, most: int) -> Iterable[str]:
    """A file of weights for a person: linear weights by feature, the strongest first; of all else the shapes."""
    for part in weights.parts():
        here = weights.part(part)
        rows = here.arrays.get("weights")
        if rows is None or "features" not in here.names:
            yield from (f"{part}.{name}  {one.dtype} {one.shape}" for name, one in here.arrays.items())
            continue
        table = rows.reshape(len(rows), -1)
        yield f"{part}  {' '.join(here.names.get('classes', ()))}".rstrip()
        order: Sequence[int] = np.argsort(-np.abs(table).max(axis=1), kind="stable").tolist()
        yield from (
            f"  {' '.join(f'{one:+8.3f}' for one in table[at])}  {here.names['features'][at]}" for at in order[:most]
        )
