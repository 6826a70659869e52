"""The class of cues, and how their words are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from digest.analysis.relations.exchanges import Exchange

Leaning = Literal["attack", "support", "either"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign of the stance of a reply.

    Attributes:
        name: of the feature, which has a learned weight.
        words: what readers see: `opens with agreement: "Exactly"`.
        leaning: the relation that it may be named as a reason for, whatever its weight.
        sentence: the number of the sentence that shows it; None for the whole reply.
    """

    name: str
    words: str
    leaning: Leaning
    sentence: int | None = None


Finder = Callable[[Exchange], Iterator[Cue]]


def shown(text: str, limit: int = 40) -> str:
    """The words of a cue on one line, shortened.

    Example:
        >>> shown("That is  exactly what I think about all of it", limit=20)
        'That is exactly…'
    """
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + "…"
