"""Where posts begin: probabilities, and the choice of boundaries that lets every quote quote another post."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from digest.analysis.boosted_trees import Floats, sigmoid
from digest.analysis.structure.line_features import goes_on
from digest.analysis.structure.lines import LineQuote, Transcript, TranscriptLine, in_runs
from digest.text.footnotes import MARK

_REACH = 30
"""Most lines between a reference and its footnote."""


def held_by_notes(lines: Sequence[TranscriptLine]) -> set[int]:
    """The lines between a reference `[1]` and its footnote `[1] …`: whoever writes the one writes the other.

    References in quoted lines do not count, nor do footnotes without a reference.
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


HELD = 0.05
"""Factor for the probability of a line that plainly continues the line before."""
REACTS = 0.6
"""Least probability of a line that opens with a reaction: nobody answers "Exactly." to their own words."""
SAME = 0.9
"""Least probability of a line in a run of equal lines: nobody writes "This." three times."""
_REACTION = re.compile(
    r"(?:exactly|agreed|precisely|indeed|nope|yep|yup|yeah|yes|no|sure|fair (?:enough|point)|good point|true|right|"
    r"same here|i (?:agree|disagree|don['’]t buy (?:it|that))|that['’]s (?:not true|wrong|false)|not true|wrong|"
    r"thanks|thank you|this)(?:\.|!|,? but\b|, and i\b)",
    re.IGNORECASE,
)

MISSED = 1.6
"""The default of `choose`; nothing was gained with values from 0.8 to 4.5 (docs/method/structure.md)."""


def chance(transcript: Transcript, odds: Floats) -> Floats:
    """The probability that each line begins a post: by the models, corrected by rules. The first line always does.

    Args:
        odds: log odds by the models, one for each line.
    """
    likely = sigmoid(odds)
    noted = held_by_notes(transcript.lines)
    same = _repeats(transcript.lines)
    for at in range(1, len(likely)):
        if at in same:
            likely[at] = max(likely[at], SAME)
        elif at in noted or goes_on(transcript.lines, at):
            likely[at] *= HELD
        elif reacts(transcript.lines[at]):
            likely[at] = max(likely[at], REACTS)
    likely[:1] = 1.0
    return likely


def _repeats(lines: Sequence[TranscriptLine]) -> frozenset[int]:
    """The lines that repeat the line before, in runs of three or more equal lines of words."""
    said = [(line.kind, line.text.casefold()) for line in lines]
    return frozenset(
        at
        for at, (run, (kind, words)) in enumerate(zip(in_runs(said), said, strict=True))
        if run and at and said[at - 1] == said[at] and kind == "paragraph" and any(map(str.isalnum, words))
    )


def reacts(line: TranscriptLine) -> bool:
    """Whether a line opens with a reaction to somebody else's words."""
    return line.kind == "paragraph" and bool(_REACTION.match(line.text))


def choose(likely: Floats, *, quotings: Sequence[LineQuote], missed: float = MISSED) -> tuple[int, ...]:
    """The lines that begin posts; the first line is always one.

    The number of boundaries maximises the expected F measure instead of following a fixed threshold, as the model is
    less certain about one-line posts than about essays (Nan et al. 2012, Lipton et al. 2014). Then every traced quote
    gets a boundary between its source and itself, since nobody quotes their own post.

    Args:
        likely: the probability that each line begins a post.
        quotings: which line quotes which.
        missed: the cost of a missed boundary in false ones (the square of beta in the F measure).

    Example:
        >>> choose(np.array([1.0, 0.9, 0.1, 0.2]), quotings=())
        (0, 1)
        >>> choose(np.array([1.0, 0.9, 0.1, 0.2]), quotings=[LineQuote(3, 1)])
        (0, 1, 3)
    """
    if len(likely) < 2:
        return tuple(range(len(likely)))
    starts = {0, *(int(at) + 1 for at in np.flatnonzero(likely[1:] >= _cut(likely[1:], missed)))}
    return tuple(sorted(_parted(starts, likely, quotings)))


def _cut(likely: Floats, missed: float) -> float:
    best = np.sort(likely)[::-1]
    chosen = np.arange(1, len(best) + 1)
    expected = (1 + missed) * np.cumsum(best) / (chosen + missed * best.sum())
    return float(best[int(expected.argmax())])


def _parted(starts: set[int], likely: Floats, quotings: Sequence[LineQuote]) -> set[int]:
    """The starts and those that quotes require; the nearest quotes come first, as they leave the least choice."""
    is_start = np.zeros(len(likely), bool)
    is_start[list(starts)] = True
    for quoting in sorted(quotings, key=lambda one: (one.line - one.source, one.line)):
        gap = slice(quoting.source + 1, quoting.line + 1)
        if not is_start[gap].any():
            is_start[quoting.source + 1 + int(likely[gap].argmax())] = True
    return {int(at) for at in np.flatnonzero(is_start)}
