"""Footnotes hold a post together: whoever writes `[1]` in a paragraph writes the note `[1] …` below it."""

from __future__ import annotations

from collections.abc import Sequence

from digest.analysis.structure.lines import Line
from digest.text.footnotes import MARK

_REACH = 30
"""Lines between a reference and its note at most."""


def held_by_notes(lines: Sequence[Line]) -> set[int]:
    """The lines that go on with the post before, since a reference stands above them and its note at or below them.

    A reference in a quoted line is somebody else's. A note without a reference holds nothing.
    """
    held: set[int] = set()
    referred: dict[str, int] = {}
    for at, line in enumerate(lines):
        if line.kind == "quote":
            continue
        marks = MARK.findall(line.text)
        if line.kind == "footnote" and marks:
            source = referred.get(marks[0])
            if source is not None and at - source <= _REACH:
                held.update(range(source + 1, at + 1))
            marks = marks[1:]  # a note may refer to another
        for mark in marks:
            referred[mark] = at
    return held
