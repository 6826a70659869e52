"""An argument thread as a tree: its lead claim, what supports and attacks it, and theirs in turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from digest.model import ArgumentThread, Claim, Relation
from digest.site.debate import Debate, Place

__all__ = ["Unit", "tree", "walk"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A claim or premise with what answers it.

    Attributes:
        arrow: the relation to the unit above it; None for the lead, and for what only stands in the same thread.
        depth: 0 for the lead.
    """

    claim: Claim
    place: Place
    arrow: Relation | None
    depth: int
    below: tuple[Unit, ...] = ()

    @property
    def side(self) -> str:
        """`support`, `attack`, `undercut`, `lead`, or `beside` for a unit whose relation is not known."""
        if self.arrow is None:
            return "beside" if self.depth else "lead"
        return "undercut" if self.arrow.undercut else self.arrow.type


def tree(thread: ArgumentThread, *, debate: Debate) -> Unit | None:
    """The tree of a thread, or None where its lead claim is not among the claims.

    Each unit hangs below the one that its surest relation points at, replies in reading order. Units without a
    relation inside the thread hang below the lead, for they belong to its subject.
    """
    members = [debate.claims[one] for one in thread.claims if one in debate.claims]
    inside = {claim.id for claim in members if claim.post in debate.places}
    if thread.lead not in inside:
        return None
    above = _above(inside, debate=debate)
    below: dict[str, list[str]] = defaultdict(list)
    order = sorted(
        (claim for claim in members if claim.id in inside and claim.id != thread.lead),
        key=lambda claim: (debate.places[claim.post].number, claim.start),
    )
    reached = _reachable(thread.lead, above)
    for claim in order:
        arrow = above.get(claim.id)
        below[arrow.target if arrow and claim.id in reached else thread.lead].append(claim.id)
    return _grow(
        thread.lead, below, above={key: arrow for key, arrow in above.items() if key in reached}, debate=debate
    )


def _above(inside: set[str], *, debate: Debate) -> dict[str, Relation]:
    surest: dict[str, Relation] = {}
    for target in sorted(inside):
        for relation in debate.arrows.get(target, ()):
            known = surest.get(relation.source)
            if relation.source in inside and (known is None or relation.confidence > known.confidence):
                surest[relation.source] = relation
    return surest


def _reachable(lead: str, above: dict[str, Relation]) -> set[str]:
    """The units whose relations lead up to the lead claim: not those that argue in a circle, or elsewhere."""
    below: dict[str, list[str]] = defaultdict(list)
    for source, relation in above.items():
        below[relation.target].append(source)
    reached: set[str] = set()
    waiting = [lead]
    while waiting:
        for source in below[waiting.pop()]:
            if source != lead and source not in reached:
                reached.add(source)
                waiting.append(source)
    return reached


def _grow(lead: str, below: dict[str, list[str]], *, above: dict[str, Relation], debate: Debate) -> Unit:
    """Build the tree from its leaves, without recursion."""
    order = [(lead, 0)]
    for name, depth in order:  # grows while it is walked
        order.extend((one, depth + 1) for one in below[name])
    made: dict[str, Unit] = {}
    for name, depth in reversed(order):
        claim = debate.claims[name]
        made[name] = Unit(
            claim=claim,
            place=debate.places[claim.post],
            arrow=above.get(name) if depth else None,
            depth=depth,
            below=tuple(made[one] for one in below[name]),
        )
    return made[lead]


def walk(root: Unit) -> Iterator[Unit]:
    """All units, each followed by those below it."""
    waiting = [root]
    while waiting:
        unit = waiting.pop()
        yield unit
        waiting.extend(reversed(unit.below))
