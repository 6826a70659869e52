"""Names of months, weekdays and halves of the day in many languages, from Unicode's CLDR (`tools/clock_words.py`)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["ClockWords", "clock_words", "folded"]

_LOOSE = re.compile(r"[\s.\u200b-\u200f'’]+")


@dataclass(frozen=True, slots=True)
class ClockWords:
    """Words that stand in dates, folded.

    Attributes:
        months: from 1.
        halves: `am`, `下午` and the like, each with the minutes of the day that it names (from, before); one that
            goes over midnight begins later than it ends.
    """

    months: Mapping[str, int]
    weekdays: frozenset[str]
    halves: Mapping[str, tuple[int, int]]


def folded(word: str) -> str:
    """A word without case, dots and blanks, which writers and versions of CLDR set differently.

    Example:
        >>> folded("p. m."), folded("Sept.")
        ('pm', 'sept')
    """
    return _LOOSE.sub("", word).casefold()


@cache
def clock_words() -> ClockWords:
    """The words of all languages together; read once."""
    table = json.loads((files("digest.sources") / "clock_words.json").read_text(encoding="utf-8"))
    halves = {word: (first, before) for word, (first, before) in table["halves"].items()}
    return ClockWords(table["months"], frozenset(table["weekdays"]), halves)
