"""Claims and premises in words: how they relate, whether they stand, and how we know."""

from __future__ import annotations

from dataclasses import dataclass

from digest.model import Decision, Standing
from digest.site import urls
from digest.site.debate import Place, shorten
from digest.site.translation import ENGLISH, Translation
from digest.site.trees import BADGES, SIDES, TIES, Unit, nearest, walk
from digest.text.footnotes import unmarked

__all__ = ["Badge", "UnitLine", "badge_of", "lines_of", "says"]


@dataclass(frozen=True, slots=True)
class Badge:
    """What is news about a claim, in a word, and what the word means."""

    kind: Standing
    word: str
    meaning: str


_LONGEST = 360
_DEEPEST = 6
_SURE = 0.6
"""Relations that are less likely than this say so."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A line of a nested list.

    Attributes:
        indent: how deep it is nested, from 0.
        side: names its style: `support`, `attack`, `undercut`, `beside` or `lead`.
        word: the same for a reader.
        claim: the claim's id.
        anchor: where it stands on the page; empty where that is elsewhere.
        inferred: the cue and how sure it is, where that is doubtful; empty elsewhere.
        decided: who decided how it relates; None where that is inferred.
    """

    indent: int
    side: str
    word: str
    text: str
    place: Place
    claim: str
    anchor: str
    badge: Badge | None
    inferred: str
    decided: Decision | None


def lines_of(root: Unit, *, most: int | None = None, translation: Translation = ENGLISH) -> tuple[list[UnitLine], int]:
    """A thread's units as lines of a nested list, lead first.

    Args:
        most: how many to show; those that support or attack go first, and then those nearest to the lead.

    Returns:
        The lines, and how many units are left out.
    """
    units = list(walk(root))
    if most is not None and len(units) > most:
        shown = nearest(root, most)
        units, left_out = [unit for unit in units if id(unit) in shown], len(units) - most
    else:
        left_out = 0
    return [_line(unit, translation) for unit in units], left_out


def says(title: str, line: UnitLine) -> bool:
    """Whether a title has the words of a unit already, but for footnotes' marks and what stands at their ends.

    Example:
        >>> _bare("“The waste[1] is real.”") == _bare("The waste is real")
        True
    """
    return _bare(title) == _bare(line.text)


def _bare(text: str) -> str:
    return " ".join(unmarked(text).casefold().split()).strip(" .,;:!?“”\"'…")


def badge_of(standing: Standing, *, translation: Translation) -> Badge | None:
    """What is news about a claim; None where nobody attacked it."""
    words = BADGES.get(standing)
    return Badge(standing, *map(translation.gettext, words)) if words else None


def _line(unit: Unit, translation: Translation) -> UnitLine:
    claim, arrow = unit.claim, unit.arrow
    word = TIES[unit.tie] if unit.side == "beside" else SIDES[unit.side]
    doubtful = arrow is not None and arrow.cue and arrow.confidence < _SURE
    return UnitLine(
        indent=min(max(unit.depth - 1, 0), _DEEPEST),
        side=unit.side,
        word=translation.gettext(word),
        text=shorten(claim.text, _LONGEST),
        place=unit.place,
        claim=claim.id,
        anchor=urls.claim_anchor(claim.id),
        badge=badge_of(claim.standing, translation=translation),
        inferred=translation.doubt(arrow.cue, arrow.confidence) if arrow and doubtful else "",
        decided=arrow.decided if arrow else None,
    )
