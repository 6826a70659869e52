"""Atom feeds (RFC 4287): one of all debates, one for each concept, one of what changes in each debate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from digest.model import Concept
from digest.site import urls
from digest.site.debate import Debate
from digest.site.escape import line
from digest.site.page import Page, SiteInfo
from digest.site.press import Press
from digest.site.shelf import Catalogue, Crux
from digest.site.translation import Translation
from digest.site.views.cards import crux_of
from digest.site.views.news import News, news_of

__all__ = ["of_concept", "of_debate", "of_site"]

_ATOM = "http://www.w3.org/2005/Atom"
_NEWEST = 50


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a reader of a feed is told of; the address names it for good."""

    title: str
    address: str
    updated: str
    summary: str


def of_site(catalogue: Catalogue) -> Iterator[Page]:
    """The feed of a site; none where nobody has said where it is published, for an entry's id is its address."""
    if catalogue.site.url:
        slugs = (outline.slug for outline in catalogue.index.outlines)
        entries = _debates(slugs, catalogue=catalogue)
        yield _feed(urls.FEED, urls.HOME, catalogue.site.name, entries, site=catalogue.site)


def of_concept(concept: Concept, *, catalogue: Catalogue) -> Iterator[Page]:
    """The feed of a concept, under the same condition."""
    if catalogue.site.url:
        entries = _debates((use.slug for use in concept.uses), catalogue=catalogue)
        title = f"{concept.text} – {catalogue.site.name}"
        yield _feed(urls.concept_feed(concept.slug), urls.concept(concept.slug), title, entries, site=catalogue.site)


def of_debate(debate: Debate, *, press: Press) -> Iterator[Page]:
    """The feed of what changes in a debate, under the same condition."""
    if not press.site.url:
        return
    document = debate.digest.document
    address = urls.address(press.site.url, debate.path)
    words = press.translation
    entries = [
        _Entry(f"{document.title}: {one.words}", f"{address}#{one.anchor}", one.when.isoformat(), _summary(one, words))
        for one in news_of(debate)
    ]
    if document.date is not None:
        entries.append(_Entry(document.title, address, document.date.isoformat(), _crux(crux_of(debate), words)))
    title = f"{document.title} – {press.site.name}"
    made = _feed(urls.debate_feed(document.slug), debate.path, title, entries, site=press.site)
    yield replace(made, source=document.path)


def _summary(news: News, words: Translation) -> str:
    told = [(words.gettext("newly answered"), one) for one in news.answered]
    told += [(words.gettext("added"), one) for one in news.added]
    return " · ".join(f"{how}: {words.said(one.text)} — {one.place.label}" for how, one in told)


def _crux(crux: Crux | None, words: Translation) -> str:
    if crux is None:
        return ""
    return f"{words.said(crux.text)} — {crux.place.label}" if crux.place else crux.text


def _debates(slugs: Iterable[str], *, catalogue: Catalogue) -> list[_Entry]:
    """The debates that have a date, newest first; the others cannot be told apart from news."""
    dated = [(date.isoformat(), slug) for slug in slugs if (date := catalogue.outlines[slug].date) is not None]
    dated.sort(key=lambda pair: (pair[0], urls.debate(pair[1])), reverse=True)
    cards = [(when, catalogue.showing(slug).card) for when, slug in dated[:_NEWEST]]
    base, words = catalogue.site.url, catalogue.translation
    return [_Entry(card.title, urls.address(base, card.path), when, _crux(card.crux, words)) for when, card in cards]


def _feed(path: str, about: str, title: str, entries: Sequence[_Entry], *, site: SiteInfo) -> Page:
    base = site.url.rstrip("/") + "/"
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    _add(feed, "title", title)
    _add(feed, "id", urls.address(base, about))
    _add(feed, "updated", _moment(entries[0].updated) if entries else "1970-01-01T00:00:00Z")
    ElementTree.SubElement(feed, "link", rel="self", href=base + path)
    ElementTree.SubElement(feed, "link", rel="alternate", href=urls.address(base, about))
    for one in entries:
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "title", one.title)
        _add(entry, "id", one.address)
        _add(entry, "updated", _moment(one.updated))
        ElementTree.SubElement(entry, "link", rel="alternate", href=one.address)
        author = ElementTree.SubElement(entry, "author")
        _add(author, "name", site.name)
        if one.summary:
            _add(entry, "summary", one.summary)
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
