"""Topics as a debate's page and their own pages show them: the sub-debates, each with its points and exchanges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from digest.model import ArgumentThread, Topic
from digest.site import trees, urls
from digest.site.debate import Debate, Place
from digest.site.head import of_part
from digest.site.page import Page
from digest.site.shelf import Shelf, Sides
from digest.site.views.cards import sides_of
from digest.site.views.points import Point, point_of
from digest.site.views.units import UnitLine, lines_of, says

__all__ = ["Exchange", "TopicView", "pages", "topics_of"]

_LONG = 60
"""A debate of more comments has a page for each topic: its exchanges would make the debate's own page too long."""
_UNITS = 9
_POINTS = 12


@dataclass(frozen=True, slots=True)
class Exchange:
    """An argument thread, as a line or with what is argued in it.

    Attributes:
        lines: its units, without its lead; empty where only the title is shown.
        left_out: how many units are not among the lines.
    """

    thread: ArgumentThread
    path: str
    anchor: str
    lead: UnitLine | None
    lines: tuple[UnitLine, ...]
    left_out: int
    supports: int
    attacks: int
    posts: int

    @property
    def titled(self) -> bool:
        """Whether the title is the lead claim, word for word."""
        return self.lead is not None and says(self.thread.title, self.lead)


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic.

    Attributes:
        path: its own page; empty where the debate is so short that topics have none.
        sides: how many of its comments are for the proposition, against it, and neither.
        points: its key points, best first.
        loose: its posts that are in no exchange.
    """

    topic: Topic
    anchor: str
    path: str
    comments: int
    sides: Sides
    points: tuple[Point, ...]
    exchanges: tuple[Exchange, ...]
    loose: tuple[Place, ...]


def topics_of(debate: Debate) -> tuple[TopicView, ...]:
    """The topics of a debate, the largest first; those of a long one without the words of their exchanges."""
    own_pages = debate.comments > _LONG
    return tuple(_view(topic, debate=debate, own_page=own_pages, words=not own_pages) for topic in debate.digest.topics)


def pages(debate: Debate, *, shelf: Shelf) -> Iterator[Page]:
    """A page for each topic of a long debate."""
    if debate.comments <= _LONG:
        return
    document = debate.digest.document
    for topic in debate.digest.topics:
        view = _view(topic, debate=debate, own_page=True, words=True)
        description = debate.translation.gettext(
            "%(topic)s: a topic of the debate “%(debate)s”.", topic=topic.title, debate=document.title
        )
        head = of_part("thread", topic.title, description, debate=debate, url=shelf.site.url)
        values = {
            "document": document,
            "debate": debate,
            "topic": view,
            "sides": sides_of(debate),
            "title": debate.translation.gettext("Topic: %(title)s", title=topic.title),
            "description": description,
            "head": head,
        }
        yield shelf.page(view.path, "topic.md", values, source=document.path)


def _view(topic: Topic, *, debate: Debate, own_page: bool, words: bool) -> TopicView:
    digest = debate.digest
    places = [debate.places[one] for one in topic.posts if one in debate.places]
    sides = Counter(digest.positions[one.post.id].side for one in places if one.post.id in digest.positions)
    threads = [debate.threads[one] for one in topic.threads if one in debate.threads]
    exchanged = {post for thread in threads for post in thread.posts}
    shown = (debate.points[one] for one in topic.key_points[:_POINTS] if one in debate.points)
    return TopicView(
        topic=topic,
        anchor=urls.topic_anchor(topic.id),
        path=urls.topic_paths(digest.document.slug, digest.topics)[topic.id] if own_page else "",
        comments=len(places),
        sides=Sides(sides["for"], sides["against"], len(places) - sides["for"] - sides["against"]),
        points=tuple(made for one in shown if (made := point_of(one, debate=debate)) is not None),
        exchanges=tuple(_exchange(one, debate=debate, words=words) for one in threads),
        loose=tuple(one for one in places if one.post.id not in exchanged),
    )


def _exchange(thread: ArgumentThread, *, debate: Debate, words: bool) -> Exchange:
    root = trees.tree(thread, debate=debate)
    units = list(trees.walk(root)) if root else []
    lines, left_out = lines_of(root, most=_UNITS, translation=debate.translation) if root and words else ([], 0)
    arrows = [unit.arrow.type for unit in units if unit.arrow]
    return Exchange(
        thread=thread,
        path=debate.thread_paths[thread.id],
        anchor=urls.thread_anchor(thread.id),
        lead=lines[0] if lines else None,
        lines=tuple(lines[1:]),
        left_out=left_out,
        supports=arrows.count("support"),
        attacks=arrows.count("attack"),
        posts=len(thread.posts),
    )
