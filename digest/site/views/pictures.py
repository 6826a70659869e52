"""The picture that goes with a link to a debate."""

from __future__ import annotations

from collections.abc import Iterator

from digest.site import urls
from digest.site.debate import Debate
from digest.site.page import Page
from digest.site.picture import Picture, png
from digest.site.shelf import Shelf, Sides
from digest.site.views.cards import crux_of, sides_of

__all__ = ["pages"]


def pages(debate: Debate, *, shelf: Shelf) -> Iterator[Page]:
    """The picture of a debate: its title, what it turns on, who takes which side."""
    document = debate.digest.document
    yield Page(urls.picture(document.slug), png(_picture(debate, name=shelf.site.name)), document.path)


def _picture(debate: Debate, *, name: str) -> Picture:
    crux, sides = crux_of(debate), sides_of(debate)
    by = f" — {crux.place.label}" if crux and crux.place else ""
    said = (f"{debate.translation.said(crux.text)}{by}" if crux.place else crux.text) if crux else ""
    return Picture(
        over=name,
        title=debate.digest.document.title,
        words=said,
        sides=(sides.pro, sides.con, sides.neither) if sides else None,
        facts=_facts(debate),
        legend=_legend(sides, debate=debate) if sides else ("", ""),
    )


def _facts(debate: Debate) -> str:
    ngettext = debate.translation.ngettext
    if not debate.comments:
        return ngettext("An essay of %(num)s word", "An essay of %(num)s words", debate.words)
    facts = ngettext("%(num)s comment", "%(num)s comments", debate.comments)
    return f"{facts} · {ngettext('%(num)s person', '%(num)s people', debate.people)}" if debate.people else facts


def _legend(sides: Sides, *, debate: Debate) -> tuple[str, str]:
    gettext = debate.translation.gettext
    return gettext("%(count)s for", count=sides.pro), gettext("%(count)s against", count=sides.con)
