"""A debate in short, as lists of debates show it: its crux, its sides, its size."""

from __future__ import annotations

from digest.model import OPENING, Claim
from digest.site.debate import Debate, Place, shorten
from digest.site.decisions import decisions, summary_decision
from digest.site.shelf import Card, Crux, Sides, Spot
from digest.text.sentences import sentences_of

__all__ = ["card", "crux_of", "sides_of", "spot"]

_CRUX = 240
_FEWEST = 5
"""One person in so many must take a side."""


def card(debate: Debate) -> Card:
    """A debate in short."""
    document = debate.digest.document
    decided = set(decisions(debate.digest))
    return Card(
        title=document.title,
        path=debate.path,
        crux=crux_of(debate),
        sides=sides_of(debate),
        date=debate.translation.day(document.date),
        when=document.date.date().isoformat() if document.date else "",
        comments=debate.comments,
        people=debate.people,
        words=debate.words,
        threads=len(debate.digest.threads),
        draft=document.draft,
        editor=any(one.model is None for one in decided),
        reviewed=any(one.model is not None and one.reviewed for one in decided),
        unreviewed=any(not one.reviewed for one in decided),
    )


def crux_of(debate: Debate) -> Crux | None:
    """The editor's summary, else the first key point, else the lead of the largest thread, else the opening.

    A summary that nobody reviewed stands on the debate's page alone: descriptions and pictures bear no mark.
    """
    digest = debate.digest
    decided = summary_decision(digest)
    if digest.document.summary and (decided is None or decided.reviewed):
        return Crux(shorten(digest.document.summary, _CRUX), None, decided)
    for point in digest.key_points[:1]:
        said = _spot(point.post, debate=debate) if point.post else None
        return Crux(shorten(point.text, _CRUX), said, point.decided)
    for thread in sorted(digest.threads, key=lambda one: -len(one.posts)):
        if lead := debate.claims.get(thread.lead):
            return _verbatim(lead, debate=debate)
    for place in debate.order[:1]:
        for sentence in sentences_of(place.post, language=digest.document.language):
            return Crux(shorten(sentence.text, _CRUX), spot(place))
    return None


def _verbatim(claim: Claim, *, debate: Debate) -> Crux:
    return Crux(shorten(claim.text, _CRUX), _spot(claim.post, debate=debate))


def spot(place: Place) -> Spot:
    """A place in short."""
    return Spot(place.label, place.path, place.anchor)


def _spot(post: str, *, debate: Debate) -> Spot | None:
    place = debate.places.get(post)
    return spot(place) if place else None


def sides_of(debate: Debate) -> Sides | None:
    """The sides towards the proposition, or towards the opening post where there is none.

    None where there is neither, or so few take a side that a bar would say more than is known.
    """
    pro, con, neither = debate.sides
    about = debate.digest.proposition is not None or OPENING in debate.places
    enough = (pro + con) * _FEWEST >= pro + con + neither > 1
    return Sides(pro, con, neither) if about and enough else None
