"""Key points: what several posts say, shown once, in the clearest of their own sentences (Bar-Haim et al. 2020)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from digest.analysis.keypoints.grouping import group
from digest.analysis.keypoints.sides import side_of
from digest.analysis.keypoints.statements import Statement, statements_of
from digest.analysis.keypoints.voices import with_voices
from digest.analysis.similarity import Matrix, Similarity, lexical
from digest.analysis.standalone import complete, finite, leaning
from digest.model import OPENING, Claim, Document, KeyPoint, Position, Relation, Stance
from digest.text.slugs import short_hash
from digest.text.spans import Span

__all__ = ["find"]

_LEAST = 3
"""Where fewer points than this are shared, the most argued-about statements of single posts fill up."""
_IN_TALK = (0.8, 0.08)
"""By how much stricter grouping is where people answer each other: who answers takes up words of what is answered, and
need not say the same. Where each answers one question alone, shared words are a shared point."""
_MOST = 0.5
_BEST_LENGTH = 16
"""Words; shorter and longer sentences make a less clear face."""
_LONG = 40
_PHRASE = 7
"""Words from which what ends as a sentence is taken for one, its verb known to us or not."""
_LEANS = 0.75
"""From which leaning on a sentence is no face that a reader could take in; its group comes after all others."""


def find(
    document: Document,
    *,
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    stances: Mapping[str, Stance],
    positions: Mapping[str, Position],
    similarity: Similarity | None = None,
) -> tuple[KeyPoint, ...]:
    """All points that two posts or more make, the one that most people make first; a page shows the first few.

    Where fewer than three are shared, single statements that most relations touch make up the number; a debate
    in which nothing is claimed has none.

    Args:
        document: with its structure recovered.
        claims: its units.
        relations: between them, and to the title.
        stances: each post towards the post that it answers, or the title.
        positions: the side that each post takes.
        similarity: what tells likeness in meaning; the lexical default where it is not given.
    """
    statements = statements_of(document, claims=claims)
    if not statements:
        return ()
    similar = similarity or lexical(document.language)
    ranked = sorted(range(len(statements)), key=lambda at: -statements[at].weight)
    texts = [statements[at].text for at in ranked]
    home = {claim.id: claim.post for claim in claims}
    attacks = [
        (home[one.source], home[one.target])
        for one in relations
        if one.type == "attack" and one.source in home and one.target in home
    ]
    labels = group(
        texts,
        about=document.title,
        similarity=similar,
        language=document.language,
        stricter=_IN_TALK if _is_talk(document) else (0.0, 0.0),
        apart=_apart([statements[at].post for at in ranked], document=document, stances=stances, attacks=attacks),
    )
    groups: dict[int, list[int]] = defaultdict(list)
    for at, label in zip(ranked, labels, strict=True):
        groups[label].append(at)
    vectors = similar.embed([one.text for one in statements], about=document.title)
    people = {post.id: post.author or post.id for post in document.posts}
    names = frozenset(post.author.lower() for post in document.posts if post.author)
    degree = Counter(end for one in relations for end in (one.source, one.target))

    def made(members: Sequence[int]) -> tuple[tuple[float, ...], KeyPoint] | None:
        chosen = sorted(members)
        face = _face([statements[at] for at in chosen], vectors[chosen], names=names)
        if face is None:
            return None
        point = _point([statements[at] for at in chosen], face, positions=positions)
        weight = max(statements[at].weight for at in chosen)
        touched = sum(degree[claim] for claim in point.claims)
        return (face.leans >= _LEANS, -len({people[post] for post in point.posts}), -touched - weight, chosen[0]), point

    shared = sorted(
        filter(None, (made(one) for one in groups.values() if len({statements[at].post for at in one}) > 1))
    )
    points = [point for _, point in shared]
    if len(points) < _LEAST:
        single = sorted(
            filter(None, (made(one) for one in groups.values() if len({statements[at].post for at in one}) == 1))
        )
        points += [point for _, point in single][: _LEAST - len(points)]
    return with_voices(points, document=document, claims=claims, relations=relations)


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


@dataclass(frozen=True, slots=True)
class _Face:
    """The sentence that stands for a group, and the number of the member that it is of."""

    text: str
    member: int
    leans: float
    start: int
    end: int


def _face(members: Sequence[Statement], vectors: Matrix, *, names: Collection[str]) -> _Face | None:
    """The most central of the sentences that can be read on their own; None where there is none."""
    centre = np.asarray(vectors.mean(0))
    best: tuple[float, _Face] | None = None
    for at, (one, vector) in enumerate(zip(members, vectors, strict=True)):
        for span in _sentences(one):
            text = span.text
            fit = float(vector @ centre) + _form(text) + 0.3 * one.weight - 0.1 * (len(one.faces) > 2)
            if best is not None and fit <= best[0]:
                continue  # it cannot win, however well it stands alone, which is the dearest to tell
            leans = leaning(text, names=names)
            if best is None or fit - leans > best[0] + 1e-9:
                best = fit - leans, _Face(text, at, leans, span.start, span.end)
    return best[1] if best else None


def _sentences(one: Statement) -> Sequence[Span | Claim]:
    whole = [face for face in one.faces if len(face.text.split()) > _PHRASE or finite(face.text)]
    return whole or [
        claim for claim in one.claims if not claim.text[0].islower() and complete(claim.text) and finite(claim.text)
    ]


def _form(text: str) -> float:
    """How well a sentence reads as a point by its form: of moderate length, beginning and ending as sentences do."""
    words = len(text.split())
    length = -0.02 * abs(words - _BEST_LENGTH) if words < _LONG else -1.0
    return length - 0.15 * (not text[0].isupper()) - 0.1 * (text[-1] not in '.!”"')


def _point(members: Sequence[Statement], face: _Face, *, positions: Mapping[str, Position]) -> KeyPoint:
    claims = members[face.member].claims
    shown = [claim for claim in claims if claim.text in face.text or face.text in claim.text]
    order = dict.fromkeys(claim.id for claim in (*shown, *claims, *(claim for one in members for claim in one.claims)))
    posts = tuple(dict.fromkeys(one.post for one in members))
    post = members[face.member].post
    return KeyPoint(
        text=face.text,
        side=side_of(posts, positions=positions),
        posts=(post, *(one for one in posts if one != post)),
        claims=tuple(order),
        id=short_hash("point", next(iter(order))),
        post=post,
        start=face.start,
        end=face.end,
    )
