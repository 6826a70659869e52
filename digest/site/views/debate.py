"""A debate: the short of it, the map, the threads, what stands and what does not, and where all of it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.model import ArgumentThread
from digest.site import escape, urls
from digest.site.budget import CRUX, SHORT, WHOLE, Budget, words
from digest.site.debate import Debate, shorten
from digest.site.head import Head, front
from digest.site.pace import pace_of
from digest.site.page import Page
from digest.site.posting import posting
from digest.site.shelf import Shelf
from digest.site.views.argued import Argued, argued
from digest.site.views.cards import crux_of, day, sides_of
from digest.site.views.cited import host, sources
from digest.site.views.exports import links as export_links
from digest.site.views.findings import Findings, findings_of
from digest.site.views.news import news_of
from digest.site.views.points import Point, points_of
from digest.site.views.thread import keyphrase_links

__all__ = ["pages"]

_ABOUT = 12
"""Words around a finding: who said it, and what it stands against."""
_TREES, _UNITS = 12, 150
"""A map of more than that is shown folded, each tree by its title."""


@dataclass(frozen=True, slots=True)
class _Coverage:
    """How many comments the shown points stand for, and those with the threads, of how many that say something."""

    points: int
    shown: int
    total: int
    left_out: ArgumentThread | None


def pages(debate: Debate, *, shelf: Shelf) -> Iterator[Page]:
    """The page of a debate."""
    digest, document = debate.digest, debate.digest.document
    settings = shelf.site.settings
    crux, sides, findings = crux_of(debate), sides_of(debate), findings_of(debate)
    crux_words = min(CRUX, words(document.title, crux.text if crux else "") + _ABOUT)
    points = points_of(digest.key_points[: settings.key_points], debate=debate, budget=SHORT - crux_words)
    short_words = crux_words + sum(one.length for one in points)
    left = WHOLE - short_words - _length(findings)
    full, rest = argued(debate, budget=left)
    budget = Budget(crux_words, short_words, WHOLE - left + sum(one.length for one in full))
    mapped = [one for one in (*full, *rest) if one.glyph]
    description = shorten(crux.text if crux else document.title, 200)
    values = {
        "document": document,
        "digest": digest,
        "debate": debate,
        "description": description,
        "head": _head(debate, points=points, description=description, shelf=shelf),
        "source": escape.href(document.source),
        "host": document.site or host(document.source),
        "date": day(document.date),
        "crux": crux,
        "sides": sides,
        "pace": pace_of(debate),
        "budget": budget,
        "points": points,
        "coverage": _coverage(debate, points=points, full=full),
        "exports": export_links(debate, shelf=shelf),
        "full": full,
        "rest": rest,
        "mapped": mapped,
        "large_map": len(mapped) > _TREES or sum(one.units for one in mapped) > _UNITS,
        "findings": findings,
        "sources": sources(debate),
        "keyphrases": _phrases(debate, shelf=shelf),
        "tags": [tag for tag in document.tags if tag not in shelf.around.tags],
        "related": shelf.around.related,
        "transcript": urls.transcript(document.slug),
        "news": news_of(debate),
    }
    yield shelf.page(debate.path, "debate.md", values, source=document.path)


def _head(debate: Debate, *, points: Sequence[Point], description: str, shelf: Shelf) -> str:
    document, url = debate.digest.document, shelf.site.url
    said = [(one.text, one.place) for one in points if not one.reworded]
    return front(
        Head(
            "debate",
            document.title,
            description,
            image=urls.picture(document.slug),
            published=document.date.isoformat() if document.date else "",
            feed=urls.debate_feed(document.slug),
            data=posting(debate, said=said, crux=description, url=url),
            alternates=tuple((one.media, one.path) for one in export_links(debate, shelf=shelf)),
        ),
        url=url,
    )


def _length(findings: Findings) -> int:
    said = (*findings.objections, *findings.questions, *findings.quoted)
    texts = [one.text for one in said] + [one.against.text for one in said if one.against]
    return words(*texts) + _ABOUT * len(said)


def _coverage(debate: Debate, *, points: Sequence[Point], full: Sequence[Argued]) -> _Coverage:
    numbered = {place.post.id for place in debate.order if place.number and place.post.text.strip()}
    made = {place.post.id for point in points for place in (point.place, *point.posts)}
    shown = made | {post for one in full for post in one.thread.posts}
    named = {one.thread.id for one in full}
    rest = [thread for thread in debate.digest.threads if thread.id not in named]
    return _Coverage(
        points=len(made & numbered),
        shown=len(shown & numbered),
        total=len(numbered),
        left_out=max(rest, key=lambda thread: len(thread.posts), default=None),
    )


def _phrases(debate: Debate, *, shelf: Shelf) -> list[tuple[str, str | None]]:
    """What the debate turns on: its keyphrases, those last that half the site has, and its tags that are concepts."""
    around = shelf.around
    ranked = sorted(debate.digest.keyphrases, key=lambda one: one.key in around.common)
    shown = tuple(one.text for one in ranked[: shelf.site.settings.keyphrases])
    links = keyphrase_links(shown, debate=debate, shelf=shelf)
    paths = {path for _, path in links}
    return [*links, *((tag, path) for tag, path in around.tags.items() if path not in paths)]
