"""How much there is to read: the views of a debate fit a reader's time, measured in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["CRUX", "SHORT", "WHOLE", "Budget", "fitting", "words"]

_A_MINUTE = 230
"""Words that people read silently in a minute, of English prose (Brysbaert 2019 finds 238)."""
CRUX = _A_MINUTE // 2
SHORT = 3 * _A_MINUTE
WHOLE = 10 * _A_MINUTE


@dataclass(frozen=True, slots=True)
class Budget:
    """How many words each view has, each with those before it."""

    crux: int
    short: int
    whole: int

    @property
    def worth_choosing(self) -> bool:
        """Whether the views differ by more than a minute."""
        return self.short > self.crux and self.whole - self.crux > _A_MINUTE

    @staticmethod
    def time(count: int) -> str:
        """How long that takes to read, in words.

        Example:
            >>> Budget.time(75), Budget.time(410), Budget.time(5)
            ('20 seconds', '2 minutes', '5 seconds')
        """
        if count < _A_MINUTE * 0.9:
            return f"{max(5, round(count / _A_MINUTE * 12) * 5)} seconds"
        minutes = max(1, round(count / _A_MINUTE))
        return f"{minutes} minute{'s' if minutes > 1 else ''}"


def words(*texts: str) -> int:
    """How many words texts have."""
    return sum(len(text.split()) for text in texts)


def fitting(costs: Iterable[int], *, budget: int, least: int = 0) -> int:
    """How many of the first fit.

    Args:
        costs: how many words each has.
        budget: how many there may be.
        least: so many are shown even where they do not fit.

    Example:
        >>> fitting([100, 100, 100], budget=250), fitting([900], budget=250, least=1)
        (2, 1)
    """
    count = 0
    for cost in costs:
        budget -= cost
        if budget < 0 and count >= least:
            break
        count += 1
    return count
