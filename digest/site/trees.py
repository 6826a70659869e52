"""An argument thread as a tree: its lead claim, what supports and attacks it, and theirs in turn."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from digest.model import ArgumentThread, Claim, Relation, Standing
from digest.site.debate import Debate, Place
from digest.site.translation import N_

__all__ = ["BADGES", "SIDES", "TIES", "Tie", "Unit", "nearest", "pruned", "tree", "walk"]

Tie = Literal["same post", "reply", "elsewhere"]
SIDES: Mapping[str, str] = {
    "lead": N_("Claim"),
    "support": N_("Supports"),
    "attack": N_("Attacks"),
    "undercut": N_("Undercuts"),
    "beside": N_("Also said"),
}
"""What a unit does to the one above it, in a word of English."""
TIES: Mapping[Tie, str] = {"same post": N_("Continues"), "reply": N_("Answers"), "elsewhere": N_("Also said")}
"""The same for a unit whose relation is not known."""
BADGES: Mapping[Standing, tuple[str, str]] = {
    "answered": (N_("defended"), N_("attacked, and every attack was answered")),
    "contested": (N_("contested"), N_("attacked and defended, and neither side has the last word")),
    "defeated": (N_("unanswered objection"), N_("attacked, and nobody answered the attack")),
}
"""What is news about a claim, in English: a word and what it means. A claim that nobody attacked has none."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A claim or premise with what answers it.

    Attributes:
        arrow: the relation to the unit above it; None for the lead, and for what only stands in the same thread.
        depth: 0 for the lead.
        tie: where it stands seen from the unit above it: in the same post, in a reply to that, or elsewhere.
    """

    claim: Claim
    place: Place
    arrow: Relation | None
    depth: int
    below: tuple[Unit, ...] = ()
    tie: Tie = "elsewhere"

    @property
    def side(self) -> str:
        """`support`, `attack`, `undercut`, `lead`, or `beside` for a unit whose relation is not known."""
        if self.arrow is None:
            return "beside" if self.depth else "lead"
        return "undercut" if self.arrow.undercut else self.arrow.type


def tree(thread: ArgumentThread, *, debate: Debate) -> Unit | None:
    """The tree of a thread, or None where its lead claim is not among the claims.

    Each unit hangs below the one that its surest relation points at, replies in reading order. A unit without a
    relation inside the thread hangs where the conversation puts it: below what its author said before it, else
    below the post that its post answers, else below the lead.
    """
    members = [debate.claims[one] for one in thread.claims if one in debate.claims]
    inside = {claim.id for claim in members if claim.post in debate.places}
    if thread.lead not in inside:
        return None
    order = sorted(
        (claim for claim in members if claim.id in inside),
        key=lambda claim: (debate.places[claim.post].number, claim.start),
    )
    arrows = _surest(inside, debate=debate)
    arrows.pop(thread.lead, None)
    above = _joined(order, thread.lead, arrows, debate=debate)
    below: dict[str, list[str]] = defaultdict(list)
    for claim in order:
        if claim.id != thread.lead:
            below[above[claim.id]].append(claim.id)
    return _grow(thread.lead, below, arrows=arrows, debate=debate)


def _surest(inside: set[str], *, debate: Debate) -> dict[str, Relation]:
    """The surest relation of each unit to another in the thread."""
    surest: dict[str, Relation] = {}
    for target in sorted(inside):
        for relation in debate.arrows.get(target, ()):
            known = surest.get(relation.source)
            if relation.source not in inside or relation.source == target:
                continue
            if known is None or relation.confidence > known.confidence:
                surest[relation.source] = relation
    return surest


def _joined(order: list[Claim], lead: str, arrows: dict[str, Relation], *, debate: Debate) -> dict[str, str]:
    """For each unit the one that it hangs below, so that all lead up to the lead claim.

    A group of units that does not reach the lead is joined to it by its topmost unit; one that argues in a circle
    is cut open. A relation that is not followed is taken out of `arrows`.
    """
    above = {name: relation.target for name, relation in arrows.items()}
    below: dict[str, list[str]] = defaultdict(list)
    for name, target in above.items():
        below[target].append(name)
    reached: set[str] = set()
    _reach(lead, below, reached)
    first: dict[str, str] = {}
    for claim in order:
        first.setdefault(claim.post, claim.id)
    for claim in order:
        if claim.id in reached:
            continue
        top, seen = claim.id, {claim.id}
        while top in above and above[top] not in seen:
            top = above[top]
            seen.add(top)
        if above.get(top) is not None:
            arrows.pop(top, None)
            below[above[top]].remove(top)
        above[top] = _in_conversation(debate.claims[top], first, reached, lead, debate=debate)
        _reach(top, below, reached)
    return above


def _in_conversation(claim: Claim, first: dict[str, str], reached: set[str], lead: str, *, debate: Debate) -> str:
    """The first unit of the same post, or of the nearest post above it, that already stands in the tree."""
    post: str | None = claim.post
    while post is not None and post in debate.places:
        name = first.get(post)
        if name in reached and name != claim.id and name is not None:
            return name
        post = debate.places[post].post.parent
    return lead


def _reach(start: str, below: dict[str, list[str]], reached: set[str]) -> None:
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(below[name])


def _grow(lead: str, below: dict[str, list[str]], *, arrows: dict[str, Relation], debate: Debate) -> Unit:
    """Build the tree from its leaves, without recursion."""
    order = [(lead, 0, "")]
    for name, depth, _ in order:  # grows while it is walked
        order.extend((one, depth + 1, name) for one in below[name])
    made: dict[str, Unit] = {}
    for name, depth, above in reversed(order):
        claim = debate.claims[name]
        made[name] = Unit(
            claim=claim,
            place=debate.places[claim.post],
            arrow=arrows.get(name),
            depth=depth,
            below=tuple(made[one] for one in below[name]),
            tie=_tie(claim.post, debate.claims[above].post if above else "", debate=debate),
        )
    return made[lead]


def _tie(post: str, above: str, *, debate: Debate) -> Tie:
    if post == above:
        return "same post"
    parent = debate.places[post].post.parent
    while parent is not None and parent != above and parent in debate.places:
        parent = debate.places[parent].post.parent
    return "reply" if parent == above else "elsewhere"


def nearest(root: Unit, most: int) -> set[int]:
    """So many units, by identity, none without the one above it."""
    waiting = [(False, 0, 0, root)]
    shown: set[int] = set()
    pushed = 0  # breaks ties in reading order
    while waiting and len(shown) < most:
        unit = heapq.heappop(waiting)[-1]
        shown.add(id(unit))
        for one in unit.below:
            pushed += 1
            heapq.heappush(waiting, (one.side == "beside", one.depth, pushed, one))
    return shown


def walk(root: Unit) -> Iterator[Unit]:
    """All units, each followed by those below it."""
    waiting = [root]
    while waiting:
        unit = waiting.pop()
        yield unit
        waiting.extend(reversed(unit.below))


def pruned(root: Unit, *, most: int) -> Unit:
    """What a small map shows of a tree.

    Args:
        most: how many units to keep at most, those nearest to the lead; and none at an end whose relation to the
            one above it is not known.
    """
    shown = nearest(root, most)
    kept: dict[int, Unit] = {}
    for unit in reversed(list(walk(root))):
        below = tuple(kept[id(one)] for one in unit.below if id(one) in kept)
        if id(unit) in shown and (below or unit.side != "beside"):
            kept[id(unit)] = replace(unit, below=below)
    return kept[id(root)]
