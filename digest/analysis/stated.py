"""Sides and stances where the source itself says what supports and attacks what, as an Argdown file does."""

from __future__ import annotations

from collections.abc import Mapping

from digest.model import TITLE, Document, Position, Side, Stance

__all__ = ["positions_of", "stances_of"]

_FLIPPED: Mapping[Side, Side] = {"for": "against", "against": "for", "neither": "neither"}


def stances_of(document: Document) -> dict[str, Stance]:
    """Each post's stance towards the post that it answers, or the title: what the first relation between them says."""
    home = {claim.id: claim.post for claim in document.claims}
    parent = {post.id: post.parent for post in document.posts}
    found: dict[str, Stance] = {post.id: "neutral" for post in document.posts}
    for one in reversed(document.relations):
        source = home.get(one.source)
        target = None if one.target == TITLE else home.get(one.target)
        if source is not None and parent[source] == target:
            found[source] = one.type
    return found


def positions_of(document: Document, *, stances: Mapping[str, Stance]) -> dict[str, Position]:
    """Each post's side: the statements that begin are for themselves, and an attack on one side is on the other."""
    found: dict[str, Position] = {}
    for post in document.posts:
        above = found.get(post.parent or "")
        stance = stances[post.id]
        side: Side = above.side if above else "for"
        if stance == "attack":
            side = _FLIPPED[side]
        elif stance == "neutral" and above:
            side = "neither"
        found[post.id] = Position(side, 1.0)
    return found
