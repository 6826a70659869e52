"""Footnotes as people type them: `[1]` in a sentence, and `[1] …` where the note stands."""

from __future__ import annotations

import re

__all__ = ["MARK", "unmarked"]

MARK = re.compile(r"\[(\d{1,2})\]")
_WITH_BLANK = re.compile(rf"\s?{MARK.pattern}(?!\()")
"""In a sentence; no link's words."""


def unmarked(words: str, *, text: str | None = None) -> str:
    """Text without footnote marks.

    Args:
        text: leave out only those whose note stands at a line's beginning there; others may be places in a list.

    Example:
        >>> unmarked("It costs[0] more [1].", text="It costs[0] more [1].\\n[1] By far.")
        'It costs[0] more.'
    """
    return _WITH_BLANK.sub(lambda mark: "" if text is None or _noted(mark[1], text) else mark[0], words)


def _noted(number: str, text: str) -> bool:
    return re.search(rf"^[ \t]*\[{number}\]", text, re.MULTILINE) is not None
