"""All digests of a site together, and what connects them: concepts and related debates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from digest.library.concepts import find_concepts
from digest.library.related import find_related
from digest.model import Digest, Library
from digest.settings import Settings

__all__ = ["gather"]


def gather(digests: Iterable[Digest], *, settings: Settings) -> Library:
    """Put the digests of a site on one shelf, newest first, and find what connects them.

    Args:
        digests: in any order; the library is the same for each.
        settings: how many related debates each shows.
    """
    shelf = tuple(sorted(digests, key=_newest_first))
    concepts = find_concepts(shelf)
    return Library(
        digests=shelf, concepts=concepts, related=find_related(shelf, concepts=concepts, most=settings.related)
    )


def _newest_first(digest: Digest) -> tuple[float, str]:
    date = digest.document.date
    if date is None:
        return (float("inf"), digest.document.slug)
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)
    return (-(aware - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds(), digest.document.slug)
