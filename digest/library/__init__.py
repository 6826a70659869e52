"""All debates of a site together, and what connects them: concepts, related debates and related argument threads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from digest.library.concepts import find_concepts, with_former
from digest.library.outlines import merged_outline, outline_of
from digest.library.related import find_related, find_related_threads
from digest.model import Concept, Index, Merges, Outline
from digest.settings import Settings

__all__ = ["connect", "outline_of"]

_NOTHING = Merges()
_THREADS = 3
"""So many related argument threads a thread shows, and those that show it."""


def connect(outlines: Iterable[Outline], *, settings: Settings, merges: Merges = _NOTHING) -> Index:
    """Put the debates of a site on one shelf, newest first, and find what connects them.

    Args:
        outlines: in any order; the index is the same for each.
        settings: how many related debates each shows.
        merges: which phrases are one, and what they are called, by an editor's word.
    """
    shelf = unmerged = sorted(outlines, key=_newest_first)
    before: tuple[Concept, ...] = ()
    if merges != _NOTHING:
        before = find_concepts(unmerged)
        shelf = [merged_outline(outline, merges=merges) for outline in unmerged]
    concepts = find_concepts(shelf)
    return Index(
        outlines=tuple(shelf),
        concepts=with_former(concepts, before=before, merges=merges),
        related=find_related(shelf, concepts=concepts, most=settings.related),
        related_threads=find_related_threads(shelf, concepts=concepts, most=_THREADS),
    )


def _newest_first(outline: Outline) -> tuple[float, str]:
    date = outline.date
    if date is None:
        return (float("inf"), outline.slug)
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)
    return (-(aware - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds(), outline.slug)
