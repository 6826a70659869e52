"""The picture that goes with a link to a debate."""

from __future__ import annotations

from collections.abc import Iterator

from digest.site import urls
from digest.site.debate import Debate
from digest.site.page import Page
from digest.site.picture import Picture, png
from digest.site.shelf import Shelf
from digest.site.views.cards import crux_of, sides_of
from digest.text.counting import counted

__all__ = ["pages"]


def pages(debate: Debate, *, shelf: Shelf) -> Iterator[Page]:
    """The picture of a debate: its title, what it turns on, who takes which side."""
    document = debate.digest.document
    yield Page(urls.picture(document.slug), png(_picture(debate, name=shelf.site.name)), document.path)


def _picture(debate: Debate, *, name: str) -> Picture:
    crux, sides = crux_of(debate), sides_of(debate)
    by = f" — {crux.place.label}" if crux and crux.place else ""
    said = (f"“{crux.text}”{by}" if crux.place else crux.text) if crux else ""
    facts = counted(debate.comments, "comment")
    if not debate.comments:
        facts = f"an essay of {counted(debate.words, 'word')}"
    elif debate.people:
        facts += f" · {counted(debate.people, 'person', 'people')}"
    counts = (sides.pro, sides.con, sides.neither) if sides else None
    return Picture(over=name, title=debate.digest.document.title, words=said, sides=counts, facts=facts)
