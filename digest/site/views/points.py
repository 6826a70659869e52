"""Key points as a debate's page shows them: who makes each, and who disputes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digest.model import KeyPoint
from digest.site import urls
from digest.site.budget import fitting, words
from digest.site.debate import Debate, Place, shorten
from digest.site.views.units import STANDING

__all__ = ["Point", "points_of"]

_LONGEST = 400
_ABOUT = 24
"""Words around a point: its side, whether it stands, who makes it."""


@dataclass(frozen=True, slots=True)
class Point:
    """A key point; `people` make it in `posts` and in `place`, and so many more dispute it.

    Attributes:
        anchor: where it stands on the page, and `former` anchors that it had before.
        pinned: an editor shows it first.
        reworded: the words are an editor's.
    """

    text: str
    side: str
    place: Place
    posts: tuple[Place, ...]
    people: int
    disputed: int
    standing: str
    standing_words: str
    anchor: str
    former: tuple[str, ...]
    pinned: bool
    reworded: bool

    @property
    def length(self) -> int:
        """How many words a reader reads, what is said about it among them."""
        return words(self.text) + _ABOUT


def points_of(shown: Sequence[KeyPoint], *, debate: Debate, budget: int) -> tuple[Point, ...]:
    """The first key points of a debate, as many as fit into so many words, one at least."""
    made = tuple(_known(_point(one, debate=debate) for one in shown))
    return made[: fitting((one.length for one in made), budget=budget, least=1)]


def _known(points: Iterable[Point | None]) -> Iterable[Point]:
    return (one for one in points if one is not None)


def _point(point: KeyPoint, *, debate: Debate) -> Point | None:
    claims = [debate.claims[one] for one in point.claims if one in debate.claims]
    places = [debate.places[one] for one in point.posts if one in debate.places]
    if not claims or not places:
        return None
    shown = claims[0]
    return Point(
        text=shorten(point.text, _LONGEST),
        side=point.side,
        place=debate.places[shown.post],
        posts=tuple(one for one in places if one.post.id != shown.post),
        people=point.people,
        disputed=point.disputed,
        standing=shown.standing,
        standing_words=STANDING[shown.standing],
        anchor=urls.point_anchor(point.id or shown.id),
        former=tuple(urls.point_anchor(one) for one in point.former),
        pinned=point.pinned,
        reworded=point.reworded,
    )
