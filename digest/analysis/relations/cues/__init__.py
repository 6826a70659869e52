"""The cues by which a reply shows how it stands to what it answers: one family a file, in one ordered table.

The order decides only which cue is named to the reader where several weigh the same.
"""

from __future__ import annotations

from digest.analysis.relations.cues.agreement import AGREEMENT
from digest.analysis.relations.cues.base import Cue, Finder
from digest.analysis.relations.cues.disagreement import CONCESSION, DENIAL, OPPOSITION
from digest.analysis.relations.cues.manner import ADDRESS, QUESTIONS, QUOTATION, SARCASM
from digest.analysis.relations.exchanges import Exchange

__all__ = ["FAMILIES", "Cue", "cues_of"]

FAMILIES: tuple[tuple[str, tuple[Finder, ...]], ...] = (
    ("quotation", QUOTATION),
    ("concession", CONCESSION),
    ("denial", DENIAL),
    ("opposition", OPPOSITION),
    ("agreement", AGREEMENT),
    ("questions", QUESTIONS),
    ("sarcasm", SARCASM),
    ("address", ADDRESS),
)


def cues_of(exchange: Exchange) -> tuple[Cue, ...]:
    """Every cue of a reply, in the table's order."""
    return tuple(cue for _, finders in FAMILIES for find in finders for cue in find(exchange))
