"""Who makes the same point: candidates of one group are alternative faces of one point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.analysis.keypoints.grouping import group
from digest.analysis.keypoints.statements import Statement, statements_of
from digest.analysis.points.candidates import Candidate
from digest.analysis.similarity import Similarity
from digest.model import OPENING, Claim, Document, Relation, Stance

__all__ = ["Group", "grouped", "of_candidates"]

_IN_TALK = (0.8, 0.08)
"""By how much stricter grouping is where people answer each other: an answer takes up words of what it answers, and
need not say the same. Where each answers one question alone, shared words are a shared point."""
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Group:
    """Statements that say the same.

    Attributes:
        statements: what the posts say, the most certain first.
        posts: in the order of the statements.
    """

    statements: tuple[Statement, ...]
    posts: tuple[str, ...]


def grouped(
    document: Document,
    *,
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    stances: Mapping[str, Stance],
    similarity: Similarity,
) -> tuple[Group, ...]:
    """What the posts put forward, gathered by what it says; most groups have a single statement."""
    statements = sorted(statements_of(document, claims=claims), key=lambda one: -one.weight)
    home = {claim.id: claim.post for claim in claims}
    attacks = [
        (home[one.source], home[one.target])
        for one in relations
        if one.type == "attack" and one.source in home and one.target in home
    ]
    labels = group(
        [one.text for one in statements],
        about=document.title,
        similarity=similarity,
        language=document.language,
        stricter=_IN_TALK if _is_talk(document) else (0.0, 0.0),
        apart=_apart([one.post for one in statements], document=document, stances=stances, attacks=attacks),
    )
    members: dict[int, list[Statement]] = defaultdict(list)
    for one, label in zip(statements, labels, strict=True):
        members[label].append(one)
    return tuple(Group(tuple(some), tuple(dict.fromkeys(one.post for one in some))) for some in members.values())


def of_candidates(found: Sequence[Candidate], groups: Sequence[Group]) -> list[int | None]:
    """The number of the group that each candidate states; None for one in which nothing was found to argue."""
    places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, some in enumerate(groups):
        for statement in some.statements:
            places[statement.post] += [(claim.start, claim.end, number) for claim in statement.claims]
    out: list[int | None] = []
    for one in found:
        shared = [(min(end, one.end) - max(start, one.start), -number) for start, end, number in places[one.post]]
        most, number = max(shared, default=(0, 0))
        out.append(-number if most > 0 else None)
    return out


def _is_talk(document: Document) -> bool:
    """Whether posts mostly answer other posts, and not the opening or the title."""
    answering = sum(post.parent is not None and post.parent != OPENING for post in document.posts)
    return answering > _MOST * len(document.posts)


def _apart(
    posts: Sequence[str], *, document: Document, stances: Mapping[str, Stance], attacks: Iterable[tuple[str, str]]
) -> Iterator[tuple[int, int]]:
    """Numbers of statements that make no common point, whatever words they share.

    An objection is never the point that it objects to; and whoever answers somebody without saying that they agree
    adds something else.
    """
    of_post: dict[str, list[int]] = defaultdict(list)
    for at, post in enumerate(posts):
        of_post[post].append(at)
    answers = (
        (post.id, post.parent)
        for post in document.posts
        if post.parent is not None and post.parent != OPENING and stances.get(post.id) != "support"
    )
    for one, other in dict.fromkeys((*attacks, *answers)):
        if one != other:
            yield from ((here, there) for here in of_post.get(one, ()) for there in of_post.get(other, ()))
