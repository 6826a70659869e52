"""What the imports of a debate changed, as its page and its feed tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digest.model import Change, Claim
from digest.site import urls
from digest.site.debate import Debate, Place, shorten
from digest.site.views.units import Badge, badge_of

__all__ = ["News", "Told", "news_of"]

_IMPORTS = 10
_CLAIMS = 7
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Told:
    """A claim that came, or that somebody answers now."""

    text: str
    place: Place
    badge: Badge | None


@dataclass(frozen=True, slots=True)
class News:
    """What one import changed.

    Attributes:
        words: how much of what, in a line.
        added: the first of the claims that came.
        answered: the first of those that nobody had attacked before.
        withdrawn: the posts whose author took claims back; those that are gone are counted in `words` only.
        anchor: where it is told on the debate's page.
    """

    when: datetime
    date: str
    words: str
    added: tuple[Told, ...]
    answered: tuple[Told, ...]
    withdrawn: tuple[Place, ...]
    anchor: str


def news_of(debate: Debate) -> tuple[News, ...]:
    """The news of a debate, the newest first."""
    return tuple(_news(one, debate=debate) for one in debate.digest.changes[:_IMPORTS])


def _news(change: Change, *, debate: Debate) -> News:
    ngettext = debate.translation.ngettext
    counts = (
        change.posts and ngettext("%(num)s comment added", "%(num)s comments added", len(change.posts)),
        change.added and ngettext("%(num)s claim added", "%(num)s claims added", len(change.added)),
        change.answered
        and ngettext("%(num)s claim newly answered", "%(num)s claims newly answered", len(change.answered)),
        change.withdrawn and ngettext("%(num)s claim withdrawn", "%(num)s claims withdrawn", len(change.withdrawn)),
    )
    return News(
        when=change.when,
        date=debate.translation.day(change.when),
        words=", ".join(one for one in counts if isinstance(one, str)),
        added=_told(change.added, debate=debate),
        answered=_told(change.answered, debate=debate),
        withdrawn=tuple(debate.places[one] for one in dict.fromkeys(change.withdrawn) if one in debate.places),
        anchor=urls.news_anchor(change.when),
    )


def _told(names: tuple[str, ...], *, debate: Debate) -> tuple[Told, ...]:
    """The first claims; those that are attacked or defend something say more than others, so they go first."""
    claims = [debate.claims[name] for name in names if name in debate.claims]
    ranked = sorted(range(len(claims)), key=lambda at: (not _argues(claims[at], debate=debate), at))
    return tuple(
        Told(
            shorten(one.text, _LONGEST), debate.places[one.post], badge_of(one.standing, translation=debate.translation)
        )
        for one in (claims[at] for at in ranked[:_CLAIMS])
        if one.post in debate.places
    )


def _argues(claim: Claim, *, debate: Debate) -> bool:
    return claim.id in debate.arrows or claim.role == "claim"
