"""A short search with fixed seeds, and all that longer ones have found."""

from pathlib import Path

import pytest

from fuzz.hunt import Hunt, seeds, target
from fuzz.mutate import NAMES

CASES = sorted((Path(__file__).parent / "cases").iterdir())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_what_broke_once_breaks_no_more(path: Path) -> None:
    target(path.read_bytes())


def test_damaged_discussions_of_every_shape_break_nothing(tmp_path: Path) -> None:
    hunt = Hunt(into=tmp_path)
    for seed in range(150):
        hunt.shoot(seed)
    assert hunt.findings == {}
    assert hunt.read > 40


def test_the_discussions_that_are_damaged_are_whole_before() -> None:
    assert all(target(bytes([name]) + raw) for name, raw in seeds())
    assert len(NAMES) < 256
