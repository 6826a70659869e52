"""The shipped weights: what a manifest says of its file is true, and every model has a card of one form."""

from __future__ import annotations

import hashlib
import json
import re

import numpy as np
import pytest

from digest.analysis import weights
from training.artefacts import FOLDER, as_bytes, read_manifest
from training.cards import HEADINGS, renewed

NAMES = sorted(path.stem for path in FOLDER.glob("*.safetensors"))
FACTS = {"version", "licence", "command", "seed", "libraries", "data", "metrics", "sha256"}


def written(header: dict[str, object], data: bytes) -> bytes:
    head = json.dumps(header).encode()
    return len(head).to_bytes(8, "little") + head + data


@pytest.mark.parametrize("name", NAMES)
def test_the_manifest_is_of_this_very_file(name: str) -> None:
    manifest = read_manifest(name)
    assert set(manifest) == FACTS
    assert manifest["sha256"] == hashlib.sha256((FOLDER / f"{name}.safetensors").read_bytes()).hexdigest()


@pytest.mark.parametrize("name", NAMES)
def test_the_card_has_the_common_form_and_the_facts_of_the_manifest(name: str) -> None:
    card = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^## (.+)$", card, re.MULTILINE)) == HEADINGS
    assert renewed(card, read_manifest(name)) == card


@pytest.mark.parametrize("name", NAMES)
def test_all_weights_are_numbers(name: str) -> None:
    found = weights.load(name)
    assert found.parts()
    assert all(np.isfinite(one).all() for one in found.arrays.values())


def test_no_file_is_without_manifest_and_card() -> None:
    assert {path.stem for path in FOLDER.iterdir() if path.suffix in (".json", ".md")} == set(NAMES)


def test_a_file_is_read_by_its_header() -> None:
    array = np.array([[1, -2], [3, 4]], "<i2")
    entry = {"dtype": "I16", "shape": [2, 2], "data_offsets": [0, 8]}
    data = written({"__metadata__": {"bees.features": "a\nb"}, "bees.weights": entry}, array.tobytes())
    found = weights.parse(data).part("bees")
    assert found.arrays["weights"].tolist() == array.tolist()
    assert found.names == {"features": ("a", "b")}
    assert weights.parse(data).parts() == ("bees",)


def test_bytes_that_are_no_weights_are_refused() -> None:
    with pytest.raises(ValueError, match="Expecting property name"):
        weights.parse(b"\x05\0\0\0\0\0\0\0{no!}")


@pytest.mark.parametrize("name", NAMES)
def test_the_same_weights_are_the_same_bytes(name: str) -> None:
    data = (FOLDER / f"{name}.safetensors").read_bytes()
    assert as_bytes(weights.parse(data)) == data


def test_other_programs_read_the_files() -> None:
    library = pytest.importorskip("safetensors.numpy", reason="safetensors is not installed, which only training needs")
    for name in NAMES:
        found = library.load((FOLDER / f"{name}.safetensors").read_bytes())
        ours = weights.load(name).arrays
        assert {key: one.tolist() for key, one in found.items()} == {key: one.tolist() for key, one in ours.items()}
