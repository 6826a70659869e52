"""Reactions as a number of votes."""

from __future__ import annotations

from collections.abc import Iterable

from digest.sources.base import points_of

__all__ = ["votes_of"]

_AGAINST = frozenset({"-1", "thumbsdown", "thumbs_down", "THUMBS_DOWN", "👎", "downvote", "angry", "rage", "😡", "😠"})
_NEITHER = frozenset({"laugh", "LAUGH", "confused", "CONFUSED", "eyes", "EYES", "👀", "😕", "😄", "😂", "🤔",
                      "thinking", "thinking_face", "joy", "smile"})  # fmt: skip
"""What a reader thinks of a comment that gets these, nobody can tell."""
_TONES = "🏻🏼🏽🏾🏿\ufe0f"


def votes_of(reactions: Iterable[tuple[object, object]]) -> int | None:
    """Reactions in favour less those against; None where there are none.

    Args:
        reactions: the name or the emoji of each, and how often it was given.

    Example:
        >>> votes_of([("+1", 3), ("👎🏽", 1), ("eyes", 7)]), votes_of([])
        (2, None)
    """
    total = None
    for name, given in reactions:
        count = points_of(given)
        if not isinstance(name, str) or count is None or count < 0:
            continue
        plain = name.partition("::")[0].strip(":").rstrip(_TONES)
        total = total or 0
        if plain not in _NEITHER:
            total += -count if plain in _AGAINST else count
    return total
