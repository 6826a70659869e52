"""Whether the lines of a plain text are paragraphs, or were broken to fit a width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

__all__ = ["hard_wrapped", "paragraphs_per_line", "unwrapped", "wrapped"]

_WIDEST = 130
"""Characters; prose that was wrapped has hardly a line that is longer."""
_LEAST_JOINS = 0.35
"""Share of line ends within a sentence from which a text counts as wrapped.

Measured on 106 transcripts (at most 0.19) and 110 papers and abstracts (at least 0.58).
"""
_SHORT = 50
"""Characters of a line that was hardly ended for its width."""
_STOPS = re.compile(r"[.!?:;…]['\"”’)\]]*$")
_CONTINUES = re.compile(r"^(?:[ \t]+\S|[a-zà-ÿ(])")


def paragraphs_per_line(text: str) -> bool:
    """Whether there is a title and at least two paragraphs below it, each on a line of its own.

    Example:
        >>> paragraphs_per_line("Tabs or spaces?\\nTabs.\\nSpaces.")
        True
    """
    return sum(1 for line in text.split("\n") if line.strip()) > 2


def hard_wrapped(text: str) -> bool:
    """Whether lines end in the midst of sentences, as in a paper or an abstract.

    A line is joined to the next where it ends without a stop and the next goes on in lower case or indented. In
    lines that are paragraphs this is rare; in wrapped prose it is the rule.

    Example:
        >>> hard_wrapped("A title\\nThis sentence is broken so as to\\nfit a width, and this one\\nis, too.")
        True
    """
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    if len(lines) < 3:
        return False
    wide = sum(len(line) > _WIDEST for line in lines)
    joins = sum(_goes_on(here, after) for here, after in pairwise(lines[1:]))
    return wide <= 0.1 * len(lines) and joins >= _LEAST_JOINS * (len(lines) - 2)


def unwrapped(text: str) -> Iterator[tuple[int, int, str]]:
    """The paragraphs of wrapped text, each with its first and last line (from 1), its lines apart by `\\n`.

    A blank line ends a paragraph, and so does a line that ends a sentence well before the width. In a text that
    indents what goes on (a hanging indent) a line without an indent begins one.
    """
    lines = text.split("\n")
    hanging = sum(line[:1] in " \t" and bool(line.strip()) for line in lines) > len(lines) / 2
    width = max((len(line) for line in lines if len(line) <= _WIDEST), default=0)
    first, rows = 1, list[str]()
    for number, line in enumerate([*lines, ""], 1):
        ends = not line.strip() or (rows and _begins(rows[-1], line, hanging=hanging, width=width))
        if rows and ends:
            yield first, number - 1, "\n".join(rows)
            rows = []
        if line.strip():
            first = first if rows else number
            rows.append(line)


def _begins(before: str, line: str, *, hanging: bool, width: int) -> bool:
    if hanging:
        return line[:1] not in " \t"
    return bool(_STOPS.search(before.rstrip())) and len(before) < 0.6 * width


def wrapped(before: str, after: str) -> bool:
    """Whether a line end was set to fit a width: the line is long, and its sentence goes on in the next one.

    Example:
        >>> wrapped("This sentence is broken so as to fit a width of so many", "characters.")
        True
        >>> wrapped("- one", "- two")
        False
    """
    return len(before) >= _SHORT and _goes_on(before, after)


def _goes_on(before: str, after: str) -> bool:
    return not _STOPS.search(before) and bool(_CONTINUES.match(after))
