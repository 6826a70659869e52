"""What a renderer is told of the build before, and what it tells the next one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

__all__ = ["NOTHING", "Last", "Made", "Run", "in_turn"]


@dataclass(frozen=True, slots=True)
class Last:
    """What the last build left, as far as it still holds. Only what these fields vouch for may be kept.

    The configuration, the theme and all versions are the same as then; without any facts nothing is kept.

    Attributes:
        site: the folder of its HTML.
        facts: what the renderer noted then, plain values.
        unchanged: files beneath the folder of pages that are as they were, with forward slashes.
        intact: files beneath the folder of the HTML that are as the build left them.
    """

    site: Path = Path()
    facts: Mapping[str, Any] = field(default_factory=dict)
    unchanged: Collection[str] = frozenset()
    intact: Collection[str] = frozenset()


NOTHING = Last()
"""What there is before the first build."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a renderer made.

    Attributes:
        facts: what it notes for the next build, plain values; empty where that can keep nothing.
        kept: files of the last build's HTML that belong to the new one as they are, beside those that it wrote.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()


class Run(Protocol):
    """Runs a function on tasks, perhaps in other processes, and gives each task with its result, in any order."""

    def __call__(self, function: Callable[[Any], Any], tasks: Iterable[Any], /) -> Iterator[tuple[Any, Any]]:
        """The function is of a module, so that another process can find it."""


def in_turn(function: Callable[[Any], Any], tasks: Iterable[Any], /) -> Iterator[tuple[Any, Any]]:
    """One task after the other, in this process."""
    return ((task, function(task)) for task in tasks)
