"""Sides and stances of a source that states its own support and attack relations, such as an Argdown file."""

from __future__ import annotations

from collections.abc import Mapping

from digest.model import OPENING, TITLE, Document, Position, Post, Side, Stance

__all__ = ["is_above", "positions_of", "stances_of"]

_FLIPPED: Mapping[Side, Side] = {"for": "against", "against": "for", "neither": "neither"}


def is_above(post: Post, target: str, home: Mapping[str, str]) -> bool:
    """Whether the target of a post's relation, a claim or the title, is in what the post answers.

    Args:
        home: the id of the post of each claim.
    """
    if target == TITLE:
        return post.parent in (None, OPENING)
    return post.parent is not None and home.get(target) == post.parent


def stances_of(document: Document) -> dict[str, Stance]:
    """Each post's stance towards its parent or the title: the type of the first relation between them."""
    home = {claim.id: claim.post for claim in document.claims}
    posts = {post.id: post for post in document.posts}
    found: dict[str, Stance] = dict.fromkeys(posts, "neutral")
    for one in reversed(document.relations):
        source = posts.get(home.get(one.source, ""))
        if source is not None and is_above(source, one.target, home):
            found[source.id] = one.type
    return found


def positions_of(document: Document, *, stances: Mapping[str, Stance]) -> dict[str, Position]:
    """Each post's side: posts without a parent are for themselves, and an attack on one side is on the other."""
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
