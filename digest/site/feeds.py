"""Atom feeds (RFC 4287): one of all debates, one for each concept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from digest.site import urls
from digest.site.debate import Debate
from digest.site.escape import line
from digest.site.page import Page
from digest.site.shelf import Shelf
from digest.site.views.cards import crux_of

__all__ = ["pages"]

_ATOM = "http://www.w3.org/2005/Atom"
_NEWEST = 50


def pages(shelf: Shelf) -> Iterator[Page]:
    """The feeds of a site; none where nobody has said where it is published, for an entry's id is its address."""
    if not shelf.site.url:
        return
    yield _feed(urls.FEED, urls.HOME, shelf.site.name, shelf.debates.values(), shelf=shelf)
    for concept in shelf.library.concepts:
        debates = {use.slug: shelf.debates[use.slug] for use in concept.uses if use.slug in shelf.debates}
        title = f"{concept.text} – {shelf.site.name}"
        yield _feed(urls.concept_feed(concept.slug), urls.concept(concept.slug), title, debates.values(), shelf=shelf)


def _feed(path: str, about: str, title: str, debates: Iterable[Debate], *, shelf: Shelf) -> Page:
    """A feed of the debates that have a date, newest first; the others cannot be told apart from news."""
    dated = [(one.digest.document.date, one) for one in debates if one.digest.document.date is not None]
    dated.sort(key=lambda pair: (pair[0].isoformat(), pair[1].path), reverse=True)
    base = shelf.site.url.rstrip("/") + "/"
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    _add(feed, "title", title)
    _add(feed, "id", urls.address(base, about))
    _add(feed, "updated", _moment(dated[0][0].isoformat()) if dated else "1970-01-01T00:00:00Z")
    ElementTree.SubElement(feed, "link", rel="self", href=base + path)
    ElementTree.SubElement(feed, "link", rel="alternate", href=urls.address(base, about))
    for when, debate in dated[:_NEWEST]:
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "title", debate.digest.document.title)
        _add(entry, "id", urls.address(base, debate.path))
        _add(entry, "updated", _moment(when.isoformat()))
        ElementTree.SubElement(entry, "link", rel="alternate", href=urls.address(base, debate.path))
        author = ElementTree.SubElement(entry, "author")
        _add(author, "name", shelf.site.name)
        if crux := crux_of(debate):
            by = f" — {crux.place.label}" if crux.place else ""
            _add(entry, "summary", f"“{crux.text}”{by}" if crux.place else crux.text)
    ElementTree.indent(feed)
    return Page(
        path, '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"
    )


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = line(text)


def _moment(written: str) -> str:
    """A date as RFC 3339 has it: with a time and an offset, UTC where nothing else is said.

    Example:
        >>> _moment("2026-03-09"), _moment("2026-03-09T10:00:00+00:00")
        ('2026-03-09T00:00:00Z', '2026-03-09T10:00:00+00:00')
    """
    timed = written if "T" in written else f"{written}T00:00:00"
    return timed if timed[19:].strip("0123456789.") else f"{timed}Z"
