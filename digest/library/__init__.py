"""All digests of a site together, and what connects them: concepts and related debates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from digest.library.concepts import find_concepts, with_former
from digest.library.merging import merged
from digest.library.related import find_related
from digest.model import Digest, Library, Merges
from digest.settings import Settings

__all__ = ["gather"]


_NOTHING = Merges()


def gather(digests: Iterable[Digest], *, settings: Settings, merges: Merges = _NOTHING) -> Library:
    """Put the digests of a site on one shelf, newest first, and find what connects them.

    Args:
        digests: in any order; the library is the same for each.
        settings: how many related debates each shows.
        merges: which phrases are one, and what they are called, by an editor's word.
    """
    unmerged = sorted(digests, key=_newest_first)
    shelf = tuple(merged(digest, merges=merges) for digest in unmerged)
    concepts = find_concepts(shelf)
    before = find_concepts(unmerged) if merges != _NOTHING else ()
    return Library(
        digests=shelf,
        concepts=with_former(concepts, before=before, merges=merges),
        related=find_related(shelf, concepts=concepts, most=settings.related),
    )


def _newest_first(digest: Digest) -> tuple[float, str]:
    date = digest.document.date
    if date is None:
        return (float("inf"), digest.document.slug)
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)
    return (-(aware - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds(), digest.document.slug)
