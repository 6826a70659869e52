"""Key points: what an editor would print of a debate, as values of the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.analysis import points
from digest.analysis.keypoints.voices import with_voices
from digest.analysis.similarity import Similarity
from digest.model import Claim, Document, KeyPoint, Position, Quote, Relation, Side, Stance

__all__ = ["find"]


def find(
    document: Document,
    *,
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    quotes: Sequence[Quote],
    stances: Mapping[str, Stance],
    positions: Mapping[str, Position],
    similarity: Similarity | None = None,
) -> tuple[KeyPoint, ...]:
    """All key points, the crux first."""
    found = points.find(
        document,
        claims=claims,
        relations=relations,
        quotes=quotes,
        sides={post: one.side for post, one in positions.items()},
        stances=stances,
        similarity=similarity,
    )
    made = (
        KeyPoint(
            text=one.text,
            side=_side(one.side),
            posts=one.posts,
            claims=one.claims,
            id=one.id,
            post=one.post,
            start=one.start,
            end=one.end,
            core=one.core,
            answered_by=one.answered_by,
        )
        for one in found
    )
    return with_voices(made, document=document, claims=claims, relations=relations)


def _side(name: str) -> Side:
    return "for" if name == "for" else "against" if name == "against" else "neither"
