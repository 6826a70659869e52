"""How many people make a key point, and how many dispute it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from digest.model import Claim, Document, KeyPoint, Relation

__all__ = ["with_voices"]


def with_voices(
    points: Iterable[KeyPoint], *, document: Document, claims: Iterable[Claim], relations: Sequence[Relation]
) -> tuple[KeyPoint, ...]:
    """The key points with the numbers of people who make them and who dispute them, and with their votes.

    Who disputes a point attacks more of its claims than they support. A post without an author counts as one person.
    """
    owner = {claim.id: claim.post for claim in claims}
    person = {post.id: post.author or f"\x00{post.id}" for post in document.posts}
    votes = {post.id: post.score for post in document.posts}
    into: dict[str, list[Relation]] = {}
    for one in relations:
        into.setdefault(one.target, []).append(one)
    found = []
    for point in points:
        own = {person[post] for post in point.posts}
        lean: Counter[str] = Counter()
        for claim in point.claims:
            for one in into.get(claim, ()):
                if one.source in owner and (who := person[owner[one.source]]) not in own:
                    lean[who] += 1 if one.type == "support" else -1
        against = sum(value < 0 for value in lean.values())
        score = votes.get(point.post) if point.post is not None else None
        found.append(replace(point, people=len(own), disputed=against, score=score))
    return tuple(found)
