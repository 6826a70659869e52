"""Key points as a debate's page shows them: on which side, who makes each, and what answers it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from digest.model import Claim, Decision, KeyPoint, Side
from digest.site import urls
from digest.site.debate import Debate, Place, shorten
from digest.site.views.units import Badge, badge_of

__all__ = ["Answer", "Columns", "Point", "columns_of", "point_of"]

_LONGEST, _LONGEST_ANSWER = 400, 260
_STRONGEST = 2
"""So many points of each side are on the first screen."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What answers a point: somebody's words, or an editor's (no place)."""

    text: str
    place: Place | None
    decided: Decision | None


@dataclass(frozen=True, slots=True)
class Point:
    """A key point, ready to be shown.

    Attributes:
        place: the post whose words are shown, or the first that makes the point where the words are an editor's.
        posts: the others that make it.
        answer: the strongest answer, or None where nobody answered.
        more_answers: how many more there are.
        badge: what is news about its claim; None where there is none.
        anchor: where it stands on the page, and `former` anchors that it had before.
        pinned: an editor shows it first.
        reworded: the words are an editor's.
        decided: who decided what it says; None where it is inferred.
    """

    id: str
    text: str
    side: Side
    core: bool
    place: Place
    posts: tuple[Place, ...]
    people: int
    disputed: int
    score: int | None
    answer: Answer | None
    more_answers: int
    badge: Badge | None
    anchor: str
    former: tuple[str, ...]
    pinned: bool
    reworded: bool
    decided: Decision | None


@dataclass(frozen=True, slots=True)
class Columns:
    """The key points of a debate by their sides, the strongest of each apart from the rest.

    Attributes:
        pro: the strongest points for the proposition.
        con: and against it.
        more_pro: the other points for it.
        more_con: and against it.
        neutral: points of neither side.
    """

    pro: tuple[Point, ...]
    con: tuple[Point, ...]
    more_pro: tuple[Point, ...]
    more_con: tuple[Point, ...]
    neutral: tuple[Point, ...]

    @property
    def all(self) -> tuple[Point, ...]:
        """Every point, in the order in which a reader meets them."""
        return (*self.pro, *self.con, *self.more_pro, *self.more_con, *self.neutral)


def columns_of(debate: Debate, *, most: int) -> Columns:
    """The first key points of a debate, in columns."""
    made = [one for point in debate.digest.key_points[:most] if (one := point_of(point, debate=debate)) is not None]
    by_side: Mapping[Side, list[Point]] = {"for": [], "against": [], "neither": []}
    for one in made:
        by_side[one.side].append(one)
    pro, con = by_side["for"], by_side["against"]
    if not pro and not con:  # no sides: what is said first is simply the strongest
        return Columns((), (), (), (), tuple(made))
    return Columns(
        tuple(pro[:_STRONGEST]),
        tuple(con[:_STRONGEST]),
        tuple(pro[_STRONGEST:]),
        tuple(con[_STRONGEST:]),
        tuple(by_side["neither"]),
    )


def point_of(point: KeyPoint, *, debate: Debate) -> Point | None:
    """A key point as it is shown; None where no post that makes it is there."""
    places = [debate.places[one] for one in (point.post, *point.posts) if one is not None and one in debate.places]
    if not places:
        return None
    place = places[0]
    answers = list(_answers(point, debate=debate))
    return Point(
        id=point.id,
        text=shorten(point.text, _LONGEST),
        side=point.side,
        core=point.core,
        place=place,
        posts=tuple(dict.fromkeys(one for one in places if one is not place)),
        people=point.people,
        disputed=point.disputed,
        score=point.score,
        answer=answers[0] if answers else None,
        more_answers=max(0, len(answers) - 1),
        badge=_badge(point, answered=bool(answers), debate=debate),
        anchor=urls.point_anchor(point.id),
        former=tuple(urls.point_anchor(one) for one in point.former),
        pinned=point.pinned,
        reworded=point.reworded,
        decided=point.decided,
    )


def _answers(point: KeyPoint, *, debate: Debate) -> Iterable[Answer]:
    for name in point.answered_by:
        answer = debate.points.get(name)
        if answer is not None:
            place = debate.places.get(answer.post) if answer.post is not None else None
            yield Answer(shorten(answer.text, _LONGEST_ANSWER), place, answer.decided)


def _badge(point: KeyPoint, *, answered: bool, debate: Debate) -> Badge | None:
    """What is news about the claim whose words are shown; that an answer is shown says enough of most."""
    claims = (debate.claims[one] for one in point.claims if one in debate.claims)
    shown: Claim | None = next((one for one in claims if one.post == point.post), None)
    if shown is None or (answered and shown.standing != "contested"):
        return None
    return badge_of(shown.standing, translation=debate.translation)
