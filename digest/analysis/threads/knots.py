"""Knots: units of one post that belong together (a claim and its premises), and which knots they answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from digest.model import Claim, Document, Quote, Relation
from digest.text.normal import normal

__all__ = ["Knot", "Union", "knots_of", "same_passage"]

_SHORT = 5
"""Most units of a post that is one knot as a whole."""
_STOPS = frozenset(".!?…\n")
_PASSAGE = 40
"""Equal characters at the beginning that make two quotes the same passage."""


@dataclass(frozen=True, slots=True)
class Knot:
    """Units of one post that belong together.

    Attributes:
        at: its number, in reading order.
        claims: in reading order.
        answers: the number of the knot of another post that it answers, or None.
        certainty: the confidence of the relation to that knot.
        quoted: whether it quotes that knot.
    """

    at: int
    claims: tuple[Claim, ...]
    answers: int | None = None
    certainty: float = 0.0
    quoted: bool = False

    @property
    def post(self) -> str:
        """The id of its post."""
        return self.claims[0].post

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(claim.text for claim in self.claims)


class Union:
    """Disjoint sets of numbers (Galler and Fischer 1964), each represented by its smallest member."""

    def __init__(self, count: int) -> None:
        self._up = list(range(count))

    def find(self, one: int) -> int:
        """The representative of the set of `one`."""
        while self._up[one] != one:
            self._up[one] = self._up[self._up[one]]
            one = self._up[one]
        return one

    def join(self, one: int, other: int) -> None:
        """Unite the sets of both."""
        a, b = sorted((self.find(one), self.find(other)))
        self._up[b] = a


def knots_of(document: Document, *, claims: Sequence[Claim], relations: Sequence[Relation]) -> tuple[Knot, ...]:
    """The knots of all posts, in reading order, each with the earlier knot that it most certainly answers."""
    order = {post.id: at for at, post in enumerate(document.posts)}
    units = sorted(claims, key=lambda one: (order[one.post], one.start))
    index = {claim.id: at for at, claim in enumerate(units)}
    sets = Union(len(units))
    touched = {end for one in relations for end in (one.source, one.target)}
    texts = {post.id: post.text for post in document.posts}
    held = Counter(claim.post for claim in units)
    for one in relations:
        a, b = index.get(one.source), index.get(one.target)
        if a is not None and b is not None and units[a].post == units[b].post:
            sets.join(a, b)
    for at in range(1, len(units)):
        before, here = units[at - 1], units[at]
        if before.post != here.post:
            continue
        between = texts[here.post][before.end : here.start]
        loose = before.id not in touched or here.id not in touched
        one_sentence = before.text[-1] not in _STOPS and _STOPS.isdisjoint(between)
        if held[here.post] <= _SHORT or one_sentence or (loose and "\n\n" not in between):
            sets.join(at - 1, at)  # units without relations stay with their paragraph
    members: dict[int, list[Claim]] = defaultdict(list)
    for at, claim in enumerate(units):
        members[sets.find(at)].append(claim)
    number = {root: at for at, root in enumerate(members)}
    where = {claim.id: number[sets.find(at)] for at, claim in enumerate(units)}
    best: dict[int, Relation] = {}
    for one in relations:
        source, target = where.get(one.source), where.get(one.target)
        if source is None or target is None or units[index[one.source]].post == units[index[one.target]].post:
            continue
        if order[units[index[one.target]].post] < order[units[index[one.source]].post] and (
            source not in best or one.confidence > best[source].confidence
        ):
            best[source] = one
    return tuple(
        Knot(
            at,
            tuple(found),
            answers=where[best[at].target] if at in best else None,
            certainty=best[at].confidence if at in best else 0.0,
            quoted=at in best and "quot" in best[at].cue,
        )
        for at, found in enumerate(members.values())
    )


def same_passage(knots: Sequence[Knot], *, quotes: Sequence[Quote]) -> tuple[tuple[int, int], ...]:
    """Pairs of knots of different posts that come after a quote of the same passage."""
    by_post: dict[str, list[Knot]] = defaultdict(list)
    for knot in knots:
        by_post[knot.post].append(knot)
    first: dict[tuple[str, str], int] = {}
    pairs = []
    for quote in quotes:
        after = [
            (claim.start, knot.at) for knot in by_post[quote.post] for claim in knot.claims if claim.start >= quote.end
        ]
        key = (quote.source or "", normal(quote.text).text[:_PASSAGE])
        if after and len(key[1]) >= _PASSAGE:
            knot_at = min(after)[1]
            if (before := first.setdefault(key, knot_at)) != knot_at:
                pairs.append((before, knot_at))
    return tuple(pairs)
