"""On which side of the title each post is, carried down the replies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from digest.model import OPENING, TITLE, Document, Relation, Stance

_SIGN: Mapping[Stance, int] = {"support": 1, "attack": -1, "neutral": 0}


def sides(
    document: Document, *, relations: Sequence[Relation], stances: Mapping[str, Stance], owner: Mapping[str, str]
) -> dict[str, Stance]:
    """Each post's side towards the title's claim or question.

    What a post's own units say about the title counts first; then its stance, turned by the side of the post that
    it answers: who attacks an attack is for the title. The opening of a debate speaks for its title, unless the
    title asks: then nobody's side follows from theirs, and only what addresses the title tells.

    Args:
        document: the debate.
        relations: between its units and to the title.
        stances: each post towards the post that it answers, or the title.
        owner: claim id to the id of its post.
    """
    asks = document.title.rstrip().endswith("?")
    direct: dict[str, float] = defaultdict(float)
    for one in relations:
        if one.target == TITLE and one.source in owner:
            direct[owner[one.source]] += one.confidence if one.type == "support" else -one.confidence
    found: dict[str, int] = {}
    for post in document.posts:
        stance = _SIGN[stances.get(post.id, "neutral")]
        if post.id == OPENING:
            found[post.id] = 0 if asks else 1
        elif post.id in direct:
            found[post.id] = (direct[post.id] > 0) - (direct[post.id] < 0)
        elif post.parent is None or (asks and post.parent == OPENING):
            found[post.id] = stance
        else:
            found[post.id] = stance * found.get(post.parent, 0)
    return {post: _named(sign) for post, sign in found.items()}


def side_of(posts: Iterable[str], *, sides: Mapping[str, Stance]) -> Stance:
    """The side of several posts together: what most of those with a side say, or neutral where they are divided.

    Example:
        >>> side_of(["a", "b", "c"], sides={"a": "attack", "b": "attack", "c": "neutral"})
        'attack'
    """
    signs = [_SIGN[sides.get(post, "neutral")] for post in posts]
    sided = sum(map(abs, signs))
    total = sum(signs)
    if not sided or abs(total) * 3 < sided or sided * 3 < len(signs):
        return "neutral"
    return _named((total > 0) - (total < 0))


def _named(sign: int) -> Stance:
    return "support" if sign > 0 else "attack" if sign < 0 else "neutral"
