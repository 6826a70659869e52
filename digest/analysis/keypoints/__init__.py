"""Key points: what several posts say, shown once, in the clearest of their own sentences (Bar-Haim et al. 2020)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from digest.analysis.keypoints.grouping import group
from digest.analysis.keypoints.sides import side_of, sides
from digest.analysis.keypoints.statements import Statement, complete, finite, statements_of
from digest.analysis.similarity import Matrix, Similarity, lexical
from digest.model import Claim, Document, KeyPoint, Relation, Stance
from digest.text.slugs import short_hash

__all__ = ["find"]

_LEAST = 3
"""Where fewer points than this are shared, the most argued-about statements of single posts fill up."""
_BEST_LENGTH = 16
"""Words; shorter and longer sentences make a less clear face."""
_CONCEDES = re.compile(
    r"\b(?:you (?:may|might|could)? ?(?:be|are) (?:right|wrong)|is (?:right|wrong) about)\b", re.IGNORECASE
)
_POINTS_BACK = re.compile(
    r"\b(?:that|this|these|those|such|them|it|they|he|she)(?:\s+(?:is|was|are|were|will|would|can|has|does)\b|[’'](?:s|re)\b|[,.;!]|$)",
    re.IGNORECASE,
)


def find(
    document: Document,
    *,
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    stances: Mapping[str, Stance],
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
        similarity: what tells likeness in meaning; the lexical default where it is not given.
    """
    statements = statements_of(document, claims=claims)
    if not statements:
        return ()
    similar = similarity or lexical(document.language)
    ranked = sorted(range(len(statements)), key=lambda at: -statements[at].weight)
    texts = [statements[at].text for at in ranked]
    labels = group(texts, about=document.title, similarity=similar, language=document.language)
    groups: dict[int, list[int]] = defaultdict(list)
    for at, label in zip(ranked, labels, strict=True):
        groups[label].append(at)
    vectors = similar.embed([one.text for one in statements], about=document.title)
    owner = {claim.id: claim.post for claim in claims}
    side = sides(document, relations=relations, stances=stances, owner=owner)
    people = {post.id: post.author or post.id for post in document.posts}
    degree = Counter(end for one in relations for end in (one.source, one.target))

    def made(members: Sequence[int]) -> tuple[tuple[float, ...], KeyPoint] | None:
        chosen = sorted(members)
        point = _point([statements[at] for at in chosen], vectors[chosen], side=side, degree=degree)
        if point is None:
            return None
        weight = max(statements[at].weight for at in chosen)
        touched = sum(degree[claim] for claim in point.claims)
        return (-len({people[post] for post in point.posts}), -touched - weight, chosen[0]), point

    shared = sorted(
        filter(None, (made(one) for one in groups.values() if len({statements[at].post for at in one}) > 1))
    )
    points = [point for _, point in shared]
    if len(points) < _LEAST:
        single = sorted(
            filter(None, (made(one) for one in groups.values() if len({statements[at].post for at in one}) == 1))
        )
        points += [point for _, point in single][: _LEAST - len(points)]
    return tuple(points)


def _point(
    members: Sequence[Statement], vectors: Matrix, *, side: Mapping[str, Stance], degree: Mapping[str, int]
) -> KeyPoint | None:
    """The point that these statements make, or None where none of their sentences can be read on its own."""
    centre = np.asarray(vectors.mean(0))
    best: tuple[float, int, str] | None = None
    for at, (one, vector) in enumerate(zip(members, vectors, strict=True)):
        for text in [face.text for face in one.faces] or [
            claim.text
            for claim in one.claims
            if not claim.text[0].islower() and complete(claim.text) and finite(claim.text)
        ]:
            fit = float(vector @ centre) + _clarity(text) + 0.3 * one.weight - 0.1 * (len(one.faces) > 2)
            if best is None or fit > best[0] + 1e-9:
                best = fit, at, text
    if best is None:
        return None
    _, first, text = best
    shown = [claim for claim in members[first].claims if claim.text in text or text in claim.text]
    order = [*shown, *members[first].claims, *(claim for one in members for claim in one.claims)]
    posts = tuple(dict.fromkeys(one.post for one in members))
    claims = tuple(dict.fromkeys(claim.id for claim in order))
    return KeyPoint(text, side_of(posts, sides=side), posts, claims, id=short_hash("point", claims[0]))


def _clarity(text: str) -> float:
    """How well a sentence reads as a point: of moderate length, beginning as a sentence does, plainly put."""
    words = text.split()
    length = -0.02 * abs(len(words) - _BEST_LENGTH) if len(words) < 40 else -1.0
    first_person = {"i", "i'm", "i've", "i'd", "my", "me"} & {
        word.lower().strip(",.").replace("’", "'") for word in words
    }
    back = 0.3 * bool(_POINTS_BACK.search(text))
    back += 0.3 * bool(_CONCEDES.search(text))
    return length - back - 0.35 * bool(first_person) - 0.15 * (not text[0].isupper()) - 0.1 * (text[-1] not in '.!”"')
