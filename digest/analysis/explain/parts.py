"""The parts of explanations: reasons, options, relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.analysis.linear import Features
from digest.analysis.linear import LinearModel as Model
from digest.model import TITLE, Claim, Digest, Relation, RelationType

_SHOWN = 12
"""Most reasons that are given; the others weigh next to nothing."""
_CANDIDATES = 4


@dataclass(frozen=True, slots=True)
class Reason:
    """A feature with its contribution.

    Attributes:
        what: the name of the feature.
        weight: value times weight, in logits; negative where it is against.
    """

    what: str
    weight: float


@dataclass(frozen=True, slots=True)
class UnitOption:
    """A unit among which a choice was made.

    Attributes:
        chance: its probability, of each option by itself.
        chosen: whether it was chosen.
    """

    claim: str
    text: str
    chance: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """A relation, with the text at its other end.

    Attributes:
        outgoing: whether its source is what is explained.
        other: the id of the claim at the other end, or "title".
        post: the post of the other end, or None for the title.
        standing: of the unit at the other end, or None for the title.
    """

    outgoing: bool
    type: RelationType
    undercut: bool
    other: str
    post: str | None
    text: str
    standing: str | None
    confidence: float
    cue: str


def reasons(found: Iterable[tuple[str, float]]) -> tuple[Reason, ...]:
    """The strongest reasons, without those of no weight."""
    return tuple(Reason(name, round(weight, 3)) for name, weight in found if abs(weight) >= 0.01)[:_SHOWN]


def arrows(digest: Digest, *, claims: Sequence[str]) -> tuple[Arrow, ...]:
    """The relations from these claims, then those to them; relations among them are listed once."""
    units = {claim.id: claim for claim in digest.claims}
    own = frozenset(claims)
    leaving = [_arrow(one, digest, units, outgoing=True) for one in digest.relations if one.source in own]
    reaching = [
        _arrow(one, digest, units, outgoing=False)
        for one in digest.relations
        if one.target in own and one.source not in own
    ]
    return (*leaving, *reaching)


def _arrow(one: Relation, digest: Digest, units: Mapping[str, Claim], *, outgoing: bool) -> Arrow:
    other = one.target if outgoing else one.source
    unit = units.get(other)
    return Arrow(
        outgoing=outgoing,
        type=one.type,
        undercut=one.undercut,
        other=other,
        post=unit.post if unit else None,
        text=unit.text if unit else digest.document.title if other == TITLE else "",
        standing=unit.standing if unit else None,
        confidence=one.confidence,
        cue=one.cue,
    )


def options(
    described: Mapping[int, Features], units: Sequence[Claim], *, model: Model, chosen: Iterable[str]
) -> tuple[UnitOption, ...]:
    """The chosen units of a choice, then the most likely others."""
    taken = frozenset(chosen)
    chances = {number: model.probabilities(features)[1] for number, features in described.items()}
    ranked = sorted(chances, key=lambda number: (units[number].id not in taken, -chances[number], number))
    return tuple(
        UnitOption(units[at].id, units[at].text, round(chances[at], 3), units[at].id in taken)
        for at in ranked[:_CANDIDATES]
    )
