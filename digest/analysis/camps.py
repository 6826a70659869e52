"""Interim: sides by the relations alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.analysis import stances
from digest.analysis.keypoints.sides import sides
from digest.model import Claim, Document, Position, Proposition, Quote, Relation, Side, Stance

SIDE: Mapping[Stance, Side] = {"support": "for", "attack": "against", "neutral": "neither"}


@dataclass(frozen=True, slots=True)
class Sides:
    proposition: Proposition | None
    positions: Mapping[str, Position]
    stances: Mapping[str, Stance]


def infer(
    document: Document, *, quotes: Sequence[Quote], claims: Sequence[Claim], relations: Sequence[Relation]
) -> Sides:
    towards = stances.of_posts(document, claims=claims, relations=relations, quotes=quotes)
    found = sides(document, claims=claims, relations=relations, stances=towards)
    positions = {post: Position(SIDE[side], 0.5) for post, side in found.items()}
    return Sides(Proposition(document.title), positions, towards)
