"""Which posts make the same point: statements, and groups of statements that say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.analysis.points.candidates import PointCandidate
from digest.analysis.points.clustering import group
from digest.analysis.self_containedness import complete
from digest.analysis.similarity import Similarity, WordVectors, lexical
from digest.model import OPENING, Claim, Document, Post, Relation, Stance
from digest.text.normal import words
from digest.text.sentences import sentences_of
from digest.text.spans import Span, Stretches

__all__ = ["Group", "Statement", "grouped", "of_candidates", "statements_of"]

_WHOLE = 60
"""Most words of a post that is one statement as a whole."""
_MOST = 3
"""Most statements of a longer post; of an essay with very many claims, one in eight."""
_TELLING = 1.5
"""Sum of word weights below which a text is too general to be compared ("That is wrong.")."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that a post argues.

    Attributes:
        text: that is compared.
        claims: its units, the most certain first.
        faces: complete sentences that can represent it.
        weight: the confidence of its most certain unit.
    """

    post: str
    text: str
    claims: tuple[Claim, ...]
    faces: tuple[Span, ...]
    weight: float


def statements_of(document: Document, *, claims: Sequence[Claim]) -> tuple[Statement, ...]:
    """The statements of all posts, in reading order.

    A short post in which a unit argues is one statement, its premises included. Of a longer one the most certain claims
    are taken, or the most certain premise where it has no claim.
    """
    by_post: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_post[claim.post].append(claim)
    vectors = lexical(document.language)
    found = []
    for post in document.posts:
        if by_post.get(post.id):
            found += _of_post(post, by_post[post.id], vectors=vectors)
    return tuple(found)


def _of_post(post: Post, claims: Sequence[Claim], *, vectors: WordVectors) -> list[Statement]:
    sentences = sentences_of(post, language=vectors.language)
    ranked = sorted(claims, key=lambda one: (one.role != "claim", -one.confidence, one.start))
    own = " ".join(one.text for one in sentences)
    if len(own.split()) <= _WHOLE:
        faces = _faces(sentences, vectors=vectors)
        made = [Statement(post.id, own, tuple(ranked), faces, ranked[0].confidence)]
    else:
        chosen = [one for one in ranked if one.role == "claim"][: max(_MOST, len(ranked) // 8)] or ranked[:1]
        places = Stretches(sentences)
        made = [_of_claim(one, places, vectors=vectors) for one in sorted(chosen, key=lambda one: one.start)]
    return [one for one in made if _telling(one.text, vectors=vectors) >= _TELLING]


def _of_claim(claim: Claim, sentences: Stretches[Span], *, vectors: WordVectors) -> Statement:
    around = sentences.over(claim.start, claim.end)
    text = " ".join(one.text for one in around) or claim.text
    return Statement(claim.post, text, (claim,), _faces(around, vectors=vectors), claim.confidence)


def _faces(sentences: Sequence[Span], *, vectors: WordVectors) -> tuple[Span, ...]:
    return tuple(one for one in sentences if complete(one.text) and _telling(one.text, vectors=vectors) >= _TELLING)


def _telling(text: str, *, vectors: WordVectors) -> float:
    return sum(weight for word in set(words(text)) if (weight := vectors.weight(word)) > 0.5 and not word.isdigit())


_IN_TALK = (0.8, 0.08)
"""Stricter thresholds where people answer each other: a reply repeats words of its parent without saying the same.
Where all answer one question, shared words are a shared point."""
_MOSTLY = 0.5
"""Share of posts that answer other posts from which a debate is such a conversation."""


@dataclass(frozen=True, slots=True)
class Group:
    """Statements that say the same.

    Attributes:
        statements: the most certain first.
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
    """The statements of all posts, grouped by what they say; most groups have a single one."""
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


def of_candidates(found: Sequence[PointCandidate], groups: Sequence[Group]) -> list[int | None]:
    """For each candidate the number of its group; None for a candidate without a unit that argues."""
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
    return answering > _MOSTLY * len(document.posts)


def _apart(
    posts: Sequence[str], *, document: Document, stances: Mapping[str, Stance], attacks: Iterable[tuple[str, str]]
) -> Iterator[tuple[int, int]]:
    """Pairs of statements that make different points, whatever words they share.

    An objection is not the point that it objects to, and a reply that does not say it agrees adds something else.
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
