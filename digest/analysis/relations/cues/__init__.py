"""Cues: words and forms by which a reply shows its stance towards what it answers.

    base           what a cue is
    agreement      it agrees, adds, joins in, concedes
    disagreement   it denies, concedes and then turns, negates, contrasts
    manner         it asks, quotes, mocks, addresses the other

A finder yields a cue for the first sentence that shows it. Its weight is learned; its words are shown to readers. The
order of `FAMILIES` decides which cue is named where several weigh the same.
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
    """All cues of a reply, in the order of `FAMILIES`."""
    return tuple(cue for _, finders in FAMILIES for find in finders for cue in find(exchange))
