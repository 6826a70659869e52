"""The breaks of `breaking.py` still fit the code: each would change what it names."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from breaking import BREAKS, ROOT, Break


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: one.name)
def test_a_break_fits_the_code(one: Break) -> None:
    assert one.old in (ROOT / one.file).read_text(encoding="utf-8")
    assert all((ROOT / name).exists() for name in one.tests.split())


def test_each_has_a_name_of_its_own() -> None:
    assert len({one.name for one in BREAKS}) == len(BREAKS)
