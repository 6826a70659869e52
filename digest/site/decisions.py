"""Who decided what a debate shows: what an editor or a model did not decide is inferred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from digest.model import Decision, Digest

__all__ = ["decisions", "side_decisions", "summary_decision"]


def decisions(digest: Digest) -> Iterator[Decision]:
    """All decisions about a debate."""
    found = [
        *(one.decided for one in digest.threads),
        *(one.decided for one in digest.topics),
        *(one.decided for one in digest.key_points),
        *(one.decided for one in digest.relations),
        *(one.decided for one in digest.summary),
        *(one.decided for one in digest.positions.values()),
        digest.proposition and digest.proposition.decided,
    ]
    yield from filter(None, found)


def summary_decision(digest: Digest) -> Decision | None:
    """Who decided the summary: of several, whoever leaves most to doubt. None for a text without sources."""
    found = [one.decided for one in digest.summary if one.decided is not None]
    return min(found, key=lambda one: (one.reviewed, one.model is None), default=None)


def side_decisions(digest: Digest) -> list[tuple[Decision, int]]:
    """Who set the sides of comments, and of how many, the most first."""
    return Counter(one.decided for one in digest.positions.values() if one.decided is not None).most_common()
