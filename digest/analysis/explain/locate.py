"""Finds the post or claim that a reference names."""

from __future__ import annotations

import difflib

from digest.model import Claim, Digest, Post
from digest.text.counting import counted
from digest.text.normal import normal

_SHORTEST = 4
"""Fewest characters of a reference that is sought in claims."""
_LISTED = 4


def locate(digest: Digest, reference: str) -> Post | Claim | None:
    """The post or claim with this id, or the only claim with these words.

    Returns:
        None where there is none, or where several claims have the words; `suggestion` then says what to try.
    """
    for post in digest.document.posts:
        if post.id == reference:
            return post
    for claim in digest.claims:
        if claim.id == reference:
            return claim
    holding = _holding(digest, reference)
    return holding[0] if len(holding) == 1 else None


def suggestion(digest: Digest, reference: str) -> str:
    """What to try instead of a reference that names nothing.

    Example:
        >>> from digest.model import Document
        >>> posts = (Post("ada-1", "Trams are quiet."),)
        >>> digest = Digest(Document("d.md", "d", "Trams", "markdown", posts), (), (), (), {}, (), (), ())
        >>> suggestion(digest, "ada1")
        "did you mean 'ada-1'?"
    """
    holding = _holding(digest, reference)
    if holding:
        listed = "; ".join(f"{claim.id} “{claim.text}”" for claim in holding[:_LISTED])
        more = f"; and {len(holding) - _LISTED} more" if len(holding) > _LISTED else ""
        return f"{counted(len(holding), 'claim')} hold these words: {listed}{more}"
    known = [post.id for post in digest.document.posts] + [claim.id for claim in digest.claims]
    near = difflib.get_close_matches(reference, known, n=3, cutoff=0.5)
    if not near:
        return "name a post's or claim's id, as `digest show --json` lists them, or some words of a claim"
    return "did you mean " + " or ".join(f"'{one}'" for one in near) + "?"


def _holding(digest: Digest, reference: str) -> list[Claim]:
    wanted = normal(reference).text
    return [one for one in digest.claims if wanted in normal(one.text).text] if len(wanted) >= _SHORTEST else []
