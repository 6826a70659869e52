"""Atom feeds (RFC 4287): one of all debates, one for each concept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from digest.model import Concept
from digest.site import urls
from digest.site.escape import line
from digest.site.page import Page
from digest.site.shelf import Catalogue

__all__ = ["of_concept", "of_site"]

_ATOM = "http://www.w3.org/2005/Atom"
_NEWEST = 50


def of_site(catalogue: Catalogue) -> Iterator[Page]:
    """The feed of a site; none where nobody has said where it is published, for an entry's id is its address."""
    if catalogue.site.url:
        slugs = (outline.slug for outline in catalogue.index.outlines)
        yield _feed(urls.FEED, urls.HOME, catalogue.site.name, slugs, catalogue=catalogue)


def of_concept(concept: Concept, *, catalogue: Catalogue) -> Iterator[Page]:
    """The feed of a concept, under the same condition."""
    if catalogue.site.url:
        slugs = (use.slug for use in concept.uses)
        title = f"{concept.text} – {catalogue.site.name}"
        yield _feed(urls.concept_feed(concept.slug), urls.concept(concept.slug), title, slugs, catalogue=catalogue)


def _feed(path: str, about: str, title: str, slugs: Iterable[str], *, catalogue: Catalogue) -> Page:
    """A feed of the debates that have a date, newest first; the others cannot be told apart from news."""
    dated = [(date.isoformat(), slug) for slug in slugs if (date := catalogue.outlines[slug].date) is not None]
    dated.sort(key=lambda pair: (pair[0], urls.debate(pair[1])), reverse=True)
    base = catalogue.site.url.rstrip("/") + "/"
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    _add(feed, "title", title)
    _add(feed, "id", urls.address(base, about))
    _add(feed, "updated", _moment(dated[0][0]) if dated else "1970-01-01T00:00:00Z")
    ElementTree.SubElement(feed, "link", rel="self", href=base + path)
    ElementTree.SubElement(feed, "link", rel="alternate", href=urls.address(base, about))
    for when, slug in dated[:_NEWEST]:
        card = catalogue.showing(slug).card
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "title", card.title)
        _add(entry, "id", urls.address(base, card.path))
        _add(entry, "updated", _moment(when))
        ElementTree.SubElement(entry, "link", rel="alternate", href=urls.address(base, card.path))
        author = ElementTree.SubElement(entry, "author")
        _add(author, "name", catalogue.site.name)
        if crux := card.crux:
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
