"""Figures beside key points: how divided people are, how many voices there are, how much a page leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.analysis.keypoints.sides import sides
from digest.model import ArgumentThread, Digest, KeyPoint, Post, Stance

__all__ = ["Controversy", "Coverage", "Voices", "controversy", "coverage", "sides_of_posts", "voices"]


@dataclass(frozen=True, slots=True)
class Controversy:
    """How divided the people around a point are.

    Attributes:
        score: 2 x the smaller side / all who take a side: 0 where all are of one mind, 1 where sides are equal.
        support: people for it.
        attack: people against it.
        unclear: people who take no clear position; they do not count in the score.
    """

    score: float
    support: int
    attack: int
    unclear: int


@dataclass(frozen=True, slots=True)
class Voices:
    """How many independent people write, and how concentrated they are.

    Attributes:
        people: distinct authors; a post without a name counts as a person of its own.
        posts: their posts.
        top: share of the posts that the three busiest wrote, 0 to 1.
    """

    people: int
    posts: int
    top: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """What part of a debate the shown points and threads stand for.

    Attributes:
        posts: share of the posts that say something, 0 to 1.
        words: share of their words, 0 to 1.
        left_out: the largest thread that is not shown, or None.
    """

    posts: float
    words: float
    left_out: ArgumentThread | None


def sides_of_posts(digest: Digest) -> dict[str, Stance]:
    """Each post's side towards the title's claim or question."""
    return sides(digest.document, claims=digest.claims, relations=digest.relations, stances=digest.stances)


def controversy(point: KeyPoint, *, digest: Digest) -> Controversy:
    """How divided people are on a point: those who make it, and those whose units support or attack it from without."""
    inside, owner = set(point.claims), {claim.id: claim.post for claim in digest.claims}
    people = {post.id: _person(post) for post in digest.document.posts}
    leaning: Counter[str] = Counter({people[post]: 1 for post in point.posts})
    for one in digest.relations:
        if one.target in inside and one.source in owner and owner[one.source] not in point.posts:
            leaning[people[owner[one.source]]] += 1 if one.type == "support" else -1
    support = sum(lean > 0 for lean in leaning.values())
    attack = sum(lean < 0 for lean in leaning.values())
    total = support + attack
    return Controversy(2 * min(support, attack) / total if total else 0.0, support, attack, len(leaning) - total)


def voices(posts: Iterable[str], *, digest: Digest) -> Voices:
    """Who wrote these posts.

    Args:
        posts: post ids; unknown ones are an error.
        digest: the debate they are of.
    """
    known = {post.id: post for post in digest.document.posts}
    wrote = Counter(_person(known[post]) for post in dict.fromkeys(posts))
    total = sum(wrote.values())
    return Voices(len(wrote), total, sum(n for _, n in wrote.most_common(3)) / total if total else 0.0)


def coverage(digest: Digest, *, points: Sequence[KeyPoint], threads: Sequence[ArgumentThread]) -> Coverage:
    """The share of a debate that is shown.

    Args:
        digest: of the whole debate.
        points: the key points that a page shows.
        threads: the argument threads that it shows.
    """
    length = {post.id: len(post.text.split()) for post in digest.document.posts if post.text.strip()}
    shown = {post for point in points for post in point.posts} | {post for thread in threads for post in thread.posts}
    kept = {thread.id for thread in threads}
    rest = [thread for thread in digest.threads if thread.id not in kept]
    return Coverage(
        posts=len(shown & set(length)) / len(length) if length else 0.0,
        words=_share(shown & set(length), length),
        left_out=max(rest, key=lambda thread: len(thread.posts), default=None),
    )


def _share(shown: Iterable[str], length: Mapping[str, int]) -> float:
    total = sum(length.values())
    return sum(length[post] for post in shown) / total if total else 0.0


def _person(post: Post) -> str:
    return post.author or f"\x00{post.id}"
