"""What a unit is called, so that its address outlives a new import."""

from __future__ import annotations

from digest.model import Post
from digest.text.slugs import short_hash

__all__ = ["name_of"]


def name_of(post: Post, text: str) -> str:
    """The id of a unit: made of its post's id and its words.

    The posts of a flattened transcript are called by their line, which changes whenever a post is added above. There,
    the words alone name the unit.

    Example:
        >>> post = Post("l7", "Tea is best.", lines=(7, 7))
        >>> name_of(post, "Tea is best.") == name_of(Post("l9", "Tea is best.", lines=(9, 9)), "Tea is best.")
        True
        >>> name_of(Post("a1", "Tea."), "Tea.") == name_of(Post("a2", "Tea."), "Tea.")
        False
    """
    by_place = post.lines is not None and post.id == f"l{post.lines[0]}"
    return short_hash("" if by_place else post.id, text)
