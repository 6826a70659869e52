"""Argument threads as a debate's page shows them: the first in full, as trees of shapes, and the rest by name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from digest.model import ArgumentThread
from digest.site import map_svg, trees, urls
from digest.site.budget import fitting, words
from digest.site.debate import Debate
from digest.site.trees import Unit
from digest.site.views.units import UnitLine, lines_of, says

__all__ = ["Argued", "argued"]

_MOST_IN_FULL = 12
_UNITS_SHOWN = 9
_MAPPED = 24
_ABOUT = 5
"""Words around a unit: how it relates, who said it, whether it stands."""


@dataclass(frozen=True, slots=True)
class Argued:
    """A thread.

    Attributes:
        lines: its units, without its lead.
        glyph: its tree as shapes; None for a thread that is told by name only, and for one without an argument.
        units: how many it has.
    """

    thread: ArgumentThread
    path: str
    anchor: str
    lead: UnitLine | None
    lines: tuple[UnitLine, ...]
    left_out: int
    glyph: Markup | None
    supports: int
    attacks: int
    posts: int
    units: int

    @property
    def titled(self) -> bool:
        """Whether the title is the lead claim, word for word."""
        return self.lead is not None and says(self.thread.title, self.lead)

    @property
    def length(self) -> int:
        """How many words a reader reads where it is shown in full."""
        lines = (*((self.lead,) if self.lead else ()), *self.lines)
        return words(self.thread.title) + sum(words(line.text) + _ABOUT for line in lines)


def argued(debate: Debate, *, budget: int) -> tuple[list[Argued], list[Argued]]:
    """The threads that are shown in full, as many as fit into so many words and one at least; and the rest."""
    roots = [trees.tree(thread, debate=debate) for thread in debate.digest.threads]
    threads = [_thread(one, root, debate=debate) for one, root in zip(debate.digest.threads, roots, strict=True)]
    count = fitting((one.length for one in threads[:_MOST_IN_FULL]), budget=budget, least=1)
    whole = _anchored(threads[:count])
    named = [replace(one, lead=None, lines=()) for one in threads[count:]]
    drawn = [
        replace(one, glyph=_glyph(one, root)) if root else one
        for one, root in zip((*whole, *named)[:_MAPPED], roots, strict=False)
    ]
    return drawn[:count], [*drawn[count:], *named[max(0, _MAPPED - count) :]]


def _anchored(threads: list[Argued]) -> list[Argued]:
    """A claim can stand in two threads, its anchor only once on a page."""
    shown: set[str] = set()

    def once(line: UnitLine) -> UnitLine:
        if line.anchor in shown:
            return replace(line, anchor="")
        shown.add(line.anchor)
        return line

    return [
        replace(one, lead=once(one.lead) if one.lead else None, lines=tuple(map(once, one.lines))) for one in threads
    ]


def _thread(thread: ArgumentThread, root: Unit | None, *, debate: Debate) -> Argued:
    units = list(trees.walk(root)) if root else []
    lines, left_out = lines_of(root, most=_UNITS_SHOWN) if root else ([], 0)
    arrows = [unit.arrow.type for unit in units if unit.arrow]
    return Argued(
        thread=thread,
        path=debate.thread_paths[thread.id],
        anchor=urls.thread_anchor(thread.id),
        lead=lines[0] if lines else None,
        lines=tuple(lines[1:]),
        left_out=left_out,
        glyph=None,
        supports=arrows.count("support"),
        attacks=arrows.count("attack"),
        posts=len(thread.posts),
        units=len(units),
    )


def _glyph(one: Argued, root: Unit) -> Markup | None:
    if not map_svg.branches(root):
        return None
    lines = (*((one.lead,) if one.lead else ()), *one.lines)
    return map_svg.glyph(root, anchors={line.claim: line.anchor for line in lines if line.anchor}, otherwise=one.anchor)
