"""Detects Markdown that would take too long to parse, which only attackers write.

CommonMark searches for the end of each bracket to the end of the paragraph, and processes all lines again at each level
of a quotation, so a few kilobytes can take minutes. These limits are far above what people write.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["DEEPEST", "crowded", "too_deep"]

DEEPEST = 100
"""Levels; markdown-it drops what is nested deeper, so such a text is read as plain instead."""
_OPEN = 20
"""Open or unclosed brackets in one paragraph; further ones are plain characters."""
_SHALLOW = 10
"""Levels of quoting that any number of lines may have."""
_WIDEST = 200
"""Columns of a table; the parser pads every row to this number."""
_WORK = 50_000
"""Lines times levels beyond the shallow ones, in one text."""
_BRACKET = re.compile(r"\\.|!?\[|\]", re.DOTALL)
_MARKS = re.compile(r"[ ]*>(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]))*")


@lru_cache(maxsize=4)
def crowded(text: str) -> frozenset[int]:
    """The offsets of opening brackets beyond the limit; for an image, of both characters.

    Example:
        >>> len(crowded("[" * 100)), len(crowded("[" * 100 + "]" * 100)), len(crowded("[a] " * 100))
        (100, 80, 0)
    """
    if text.count("[") <= _OPEN:
        return frozenset()
    deep: list[tuple[int, int]] = []
    opened: list[tuple[int, int]] = []
    for found in _BRACKET.finditer(text):
        if found.group() in ("[", "!["):
            opened.append(found.span())
            if len(opened) > _OPEN:
                deep.append(found.span())
        elif found.group() == "]" and opened:
            opened.pop()
    beyond = [*deep, *opened] if len(opened) > _OPEN else deep
    return frozenset(at for start, end in beyond for at in range(start, end))


def too_deep(text: str) -> bool:
    """Whether parsing would take too long, because of many deeply quoted lines or a very wide table.

    Example:
        >>> too_deep("> " * 90 + "a\\n" + "b\\n" * 1000), too_deep("> > so it is\\n" * 10_000)
        (True, False)
    """
    work = depth = 0
    for line in text.split("\n"):
        found = _MARKS.match(line)
        # A line without marks may continue the quotation above it, at all its levels.
        depth = max(depth, found.group().count(">")) if found else depth if line.strip() else 0
        work += max(0, depth - _SHALLOW)
        if work > _WORK or (line.count("|") > _WIDEST and not line.strip("|-: \t>")):
            return True
    return False
