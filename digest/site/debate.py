"""A digest with everything looked up that its pages ask for: where each post stands, who answers it, what it argues."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from digest.model import OPENING, ArgumentThread, Claim, Digest, KeyPoint, Post, Quote, Relation, Side, Stance
from digest.site import urls
from digest.site.translation import ENGLISH, Translation

__all__ = ["LETTERS_A_PAGE", "POSTS_A_PAGE", "Debate", "Place", "debate_of", "shorten"]

_V = TypeVar("_V")
POSTS_A_PAGE, LETTERS_A_PAGE = 1000, 600_000
"""How much of a transcript stands on one page: what a post is wrapped in and what it says make 1.3 MB of HTML."""
_LIKELY = 0.5
_LEAN: Mapping[Side, int] = {"for": 1, "against": -1, "neither": 0}


@dataclass(frozen=True, slots=True)
class Place:
    """A post, and where a reader finds it.

    Attributes:
        number: its place in the order of reading, from 1; 0 for the opening post.
        depth: how far it is set in: by one for each post that it hangs from, the opening one not counted, and those
            not that are answered less likely than not and by nothing later.
        name: who wrote it, or what number it has where nobody is named.
        path: the page of the transcript that it stands on.
    """

    post: Post
    number: int
    depth: int
    name: str
    path: str
    anchor: str
    stance: Stance

    @property
    def label(self) -> str:
        """The name with the number, to tell posts of one author apart."""
        return self.name if self.number == 0 or not self.post.author else f"{self.name} #{self.number}"


@dataclass(frozen=True, slots=True)
class Debate:
    """A digest, looked up.

    Attributes:
        order: all posts in the order of reading: each followed by its replies.
        places: by post id.
        claims: by claim id.
        claims_of: the claims of a post, by its id.
        arrows: the relations that point at a claim id (or "title"), surest first.
        threads_of: the argument threads that a post takes part in, by post id.
        quoting: the quotes in a post, by its id.
        quoted: the quotes of a post in others, by the quoted post's id.
        disputed: how many other posts attack a post, by its id; none where nobody does.
        objecting: the posts in which an objection stands that nobody has answered.
        thread_paths: the page of each argument thread, by its id.
        comments: how many posts there are, the opening one not counted.
        people: how many authors are named; 0 for a transcript without names.
        words: how many words all posts have.
        points: all key points, by their ids.
        threads: all argument threads, by their ids.
        sides: how many people are for the proposition, against it, and neither; comments, where nobody is named.
        translation: the language of the words around it.
    """

    digest: Digest
    path: str
    order: tuple[Place, ...]
    places: Mapping[str, Place]
    claims: Mapping[str, Claim]
    claims_of: Mapping[str, tuple[Claim, ...]]
    arrows: Mapping[str, tuple[Relation, ...]]
    threads_of: Mapping[str, tuple[ArgumentThread, ...]]
    quoting: Mapping[str, tuple[Quote, ...]]
    quoted: Mapping[str, tuple[Quote, ...]]
    disputed: Mapping[str, int]
    objecting: frozenset[str]
    thread_paths: Mapping[str, str]
    comments: int
    people: int
    words: int
    points: Mapping[str, KeyPoint]
    threads: Mapping[str, ArgumentThread]
    sides: tuple[int, int, int]
    translation: Translation = ENGLISH


def debate_of(digest: Digest, *, translation: Translation = ENGLISH) -> Debate:
    """Look a digest up, for pages in a language."""
    document = digest.document
    anchors = urls.post_anchors(document.posts)
    order: list[Place] = []
    number = posts = letters = 0
    sheet = 1
    for post, depth in _read_order(document.posts):
        number += post.id != OPENING
        if posts == POSTS_A_PAGE or (posts and letters + len(post.text) > LETTERS_A_PAGE):
            sheet, posts, letters = sheet + 1, 0, 0
        posts, letters = posts + 1, letters + len(post.text)
        order.append(
            Place(
                post=post,
                number=0 if post.id == OPENING else number,
                depth=depth,
                name=_name(post, number, translation=translation),
                path=urls.transcript(document.slug, sheet),
                anchor=anchors[post.id],
                stance=digest.stances.get(post.id, "neutral"),
            )
        )
    claims = {claim.id: claim for claim in digest.claims}
    arrows = _grouped((relation.target, relation) for relation in digest.relations)
    return Debate(
        digest=digest,
        path=urls.debate(document.slug),
        order=tuple(order),
        places={place.post.id: place for place in order},
        claims=claims,
        claims_of=_grouped((claim.post, claim) for claim in digest.claims),
        arrows={key: tuple(sorted(found, key=lambda one: -one.confidence)) for key, found in arrows.items()},
        threads_of=_grouped((post, thread) for thread in digest.threads for post in thread.posts),
        quoting=_grouped((quote.post, quote) for quote in digest.quotes),
        quoted=_grouped((quote.source, quote) for quote in digest.quotes if quote.source is not None),
        disputed=_disputed(digest),
        objecting=frozenset(claims[one.claim].post for one in digest.objections if one.claim in claims),
        thread_paths=urls.thread_paths(document.slug, digest.threads),
        comments=number,
        people=len({post.author for post in document.posts if post.author}),
        words=sum(len(post.text.split()) for post in document.posts),
        points={point.id: point for point in digest.key_points},
        threads={thread.id: thread for thread in digest.threads},
        sides=_sides(digest),
        translation=translation,
    )


def _sides(digest: Digest) -> tuple[int, int, int]:
    """How many people are for, against and neither; each has the side of most of their posts that take one."""
    leaning: Counter[str] = Counter()
    for post in digest.document.posts:
        if post.text.strip():
            position = digest.positions.get(post.id)
            leaning[post.author or f"\x00{post.id}"] += _LEAN[position.side] if position else 0
    pro, con = sum(value > 0 for value in leaning.values()), sum(value < 0 for value in leaning.values())
    return pro, con, len(leaning) - pro - con


def _disputed(digest: Digest) -> dict[str, int]:
    """How many other posts attack each: by a claim of theirs against one of its, or as its replies."""
    owner = {claim.id: claim.post for claim in digest.claims}
    against: dict[str, set[str]] = defaultdict(set)
    for one in digest.relations:
        if one.type == "attack" and one.source in owner and one.target in owner:
            against[owner[one.target]].add(owner[one.source])
    for post in digest.document.posts:
        if post.parent is not None and digest.stances.get(post.id) == "attack":
            against[post.parent].add(post.id)
    return {post: count for post, others in against.items() if (count := len(others - {post}))}


def _grouped(pairs: Iterable[tuple[str, _V]]) -> dict[str, tuple[_V, ...]]:
    found: dict[str, list[_V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def _read_order(posts: tuple[Post, ...]) -> list[tuple[Post, int]]:
    """Each post followed by its replies, with its depth; without recursion, for a debate can be 1,000 deep.

    Where nothing tells replies from siblings, as among one-liners of a flattened transcript, a tree of guesses is one
    long chain, a shape that no thread has. So a guess sets a post in only where it is likely; not a reply that others
    follow, or they would seem to answer it.
    """
    known = {post.id for post in posts}
    replies: dict[str | None, list[Post]] = defaultdict(list)
    for post in posts:
        replies[post.parent if post.parent in known else None].append(post)
    order: list[tuple[Post, int]] = []
    waiting = [(post, 0) for post in reversed(replies[None])]
    while waiting:
        post, depth = waiting.pop()
        order.append((post, depth))
        for at, reply in enumerate(reversed(replies[post.id])):
            beside = post.id == OPENING or (at == 0 and reply.parent_confidence < _LIKELY)
            waiting.append((reply, depth if beside else depth + 1))
    return order


def _name(post: Post, number: int, *, translation: Translation) -> str:
    if post.author:
        return post.author
    if post.id == OPENING:
        return translation.gettext("Opening post")
    return translation.gettext("Comment %(number)s", number=str(number))


def shorten(text: str, limit: int) -> str:
    """A text of at most so many characters, cut between words, with an ellipsis where something is left out.

    Example:
        >>> shorten("one two three", 9)
        'one two …'
    """
    folded = " ".join(text.split())
    if len(folded) <= limit:
        return folded
    return f"{folded[: limit - 1].rsplit(' ', 1)[0].rstrip(' ,;:-–—')} …"
