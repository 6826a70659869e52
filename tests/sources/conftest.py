"""What tests of several readers share."""

from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import pytest

JUNK = (None, True, -1, 0, 2**70, 1.5, "", "x", "<p>", [], {}, [None], {"id": 1})


def damaged(value: Any, chance: Random) -> Any:
    """A copy of JSON in which, here and there, something else stands."""
    if chance.random() < 0.06:
        return chance.choice(JUNK)
    if isinstance(value, dict):
        return {key: damaged(inner, chance) for key, inner in value.items() if chance.random() > 0.04}
    if isinstance(value, list):
        return [damaged(inner, chance) for inner in value for _ in range(chance.choice((1, 1, 1, 1, 0, 2)))]
    return value


@pytest.fixture(scope="session")
def damage() -> Callable[[Any, Random], Any]:
    return damaged


def _spoiled(text: str, cuts: Iterable[tuple[int, int, str]]) -> bytes:
    for at, length, words in cuts:
        text = text[:at] + words + text[at + length :]
    return text.encode("utf-8", "replace")


@pytest.fixture(scope="session")
def spoiled() -> Callable[[str, Iterable[tuple[int, int, str]]], bytes]:
    """A text in which, one after the other, words stand at a place instead of so many characters."""
    return _spoiled
