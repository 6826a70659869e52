"""What a cue is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from digest.analysis.relations.exchanges import Exchange

Leaning = Literal["attack", "support", "either"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Something in a reply that tells how it stands to what it answers.

    Attributes:
        name: the feature that has a learned weight.
        words: what was seen, for a reader: `opens with agreement: "Exactly"`.
        leaning: which relation it may be named as the reason of, whatever its weight.
        sentence: the number of the sentence that shows it, or None for the whole reply.
    """

    name: str
    words: str
    leaning: Leaning
    sentence: int | None = None


Finder = Callable[[Exchange], Iterator[Cue]]


def shown(text: str, limit: int = 40) -> str:
    """The words of a cue as they are shown: on one line and short.

    Example:
        >>> shown("That is  exactly what I think about all of it", limit=20)
        'That is exactly…'
    """
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + "…"
