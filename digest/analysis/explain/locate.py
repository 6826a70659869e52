"""Which post or claim a person means."""

from __future__ import annotations

import difflib

from digest.model import Claim, Digest, Post
from digest.text.counting import counted
from digest.text.normal import normal

_SHORTEST = 4
"""Characters from which words are looked for in claims."""
_LISTED = 4


def locate(digest: Digest, reference: str) -> Post | Claim | None:
    """The post or claim that is named by its id, or the one claim that holds these words.

    Returns:
        None where nothing is, or where several claims hold the words; `suggestion` says what to try then.
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
    """What could have been meant by a reference that names nothing.

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
