"""The page of a debate: its question, sides and points, then its topics, and where all of it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from digest.site import escape, overview_svg, standalone, urls
from digest.site.debate import Debate, shorten
from digest.site.decisions import side_decisions, summary_decision
from digest.site.head import Head, front
from digest.site.page import Page
from digest.site.posting import posting
from digest.site.shelf import Shelf
from digest.site.views.cards import crux_of, sides_of
from digest.site.views.cited import host, sources
from digest.site.views.exports import links as export_links
from digest.site.views.findings import findings_of
from digest.site.views.news import news_of
from digest.site.views.points import Point, columns_of
from digest.site.views.thread import keyphrase_links
from digest.site.views.topics import topics_of

__all__ = ["pages"]


@dataclass(frozen=True, slots=True)
class _Coverage:
    """How many of the comments that say something make the points that are shown."""

    points: int
    total: int


def pages(debate: Debate, *, shelf: Shelf) -> Iterator[Page]:
    """The page of a debate."""
    digest, document = debate.digest, debate.digest.document
    crux, columns = crux_of(debate), columns_of(debate, most=shelf.site.settings.key_points)
    points = columns.all
    shown = [point.id for point in digest.key_points[: shelf.site.settings.key_points]]
    description = shorten(crux.text if crux else document.title, 200)
    values = {
        "document": document,
        "digest": digest,
        "debate": debate,
        "description": description,
        "head": _head(debate, points=points, description=description, shelf=shelf),
        "source": escape.href(document.source),
        "host": document.site or host(document.source),
        "date": debate.translation.day(document.date),
        "crux": crux,
        "sides": sides_of(debate),
        "sides_by": side_decisions(digest),
        "summary_by": summary_decision(digest),
        "columns": columns,
        "points": points,
        "coverage": _coverage(debate, points=points),
        "map": overview_svg.overview(debate, shown=shown),
        "topics": topics_of(debate),
        "findings": findings_of(debate),
        "sources": sources(debate),
        "keyphrases": _phrases(debate, shelf=shelf),
        "tags": [tag for tag in document.tags if tag not in shelf.around.tags],
        "related": shelf.around.related,
        "transcript": urls.transcript(document.slug),
        "news": news_of(debate),
        "exports": export_links(debate, shelf=shelf),
        "snippet": standalone.snippet(debate, shelf=shelf),
    }
    yield shelf.page(debate.path, "debate.md", values, source=document.path)


def _head(debate: Debate, *, points: Iterable[Point], description: str, shelf: Shelf) -> str:
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


def _coverage(debate: Debate, *, points: Iterable[Point]) -> _Coverage:
    saying = {place.post.id for place in debate.order if place.number and place.post.text.strip()}
    made = {place.post.id for point in points for place in (point.place, *point.posts)}
    return _Coverage(len(made & saying), len(saying))


def _phrases(debate: Debate, *, shelf: Shelf) -> list[tuple[str, str | None]]:
    """The debate's keyphrases, those last that half the site has, and its tags that are concepts."""
    around = shelf.around
    ranked = sorted(debate.digest.keyphrases, key=lambda one: one.key in around.common)
    shown = tuple(one.text for one in ranked[: shelf.site.settings.keyphrases])
    links = keyphrase_links(shown, debate=debate, shelf=shelf)
    paths = {path for _, path in links}
    return [*links, *((tag, path) for tag, path in around.tags.items() if path not in paths)]
