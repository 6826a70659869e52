"""How each post stands to what it answers, read off its relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from digest.model import OPENING, TITLE, Claim, Document, Post, Quote, Relation, Stance


def of_posts(
    document: Document, *, claims: Iterable[Claim], relations: Iterable[Relation], quotes: Iterable[Quote]
) -> dict[str, Stance]:
    """Each post's stance towards the post that it answers, or towards the title for one that starts a conversation.

    The type with the most confidence wins; where attack and support weigh the same the post is neutral, as is one that
    says nothing, or nothing about the post above it. A reply to the opening text that answers the title answers both.
    A relation to a post that is only quoted, further up, is not a stance towards the one above.

    Args:
        document: with its structure recovered.
        claims: of the document.
        relations: between those claims, or to the title.
        quotes: of the document; the relations know them already.

    Returns:
        Post id to stance, one for every post.
    """
    del quotes  # every stage that looks at posts is given them
    home = {claim.id: claim.post for claim in claims}
    mass: dict[str, dict[str, float]] = defaultdict(lambda: {"attack": 0.0, "support": 0.0})
    posts = {post.id: post for post in document.posts}
    for relation in relations:
        source = posts.get(home.get(relation.source, ""))
        if source is not None and is_above(source, relation.target, home):
            mass[source.id][relation.type] += relation.confidence
    return {post.id: _stance(mass[post.id]) if post.text.strip() else "neutral" for post in document.posts}


def is_above(post: Post, target: str, home: Mapping[str, str]) -> bool:
    """Whether a relation of a post to this target, a claim or the title, speaks to what the post answers.

    Args:
        home: claim id to the id of its post.
    """
    if target == TITLE:
        return post.parent in (None, OPENING)
    return post.parent is not None and home.get(target) == post.parent


def _stance(mass: dict[str, float]) -> Stance:
    if mass["attack"] == mass["support"]:
        return "neutral"
    return "attack" if mass["attack"] > mass["support"] else "support"
