"""Pages that stood elsewhere before: at each old address, a page that leads to where it is now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from digest.model import ArgumentThread, Concept
from digest.site import urls
from digest.site.debate import Debate
from digest.site.page import Page
from digest.site.press import Press

__all__ = ["Moved", "of_concept", "of_debate"]


@dataclass(frozen=True, slots=True)
class Moved:
    """An old address and what is to be found there.

    Attributes:
        was: the path of the page before.
        now: its path.
        title: what it is called.
    """

    was: str
    now: str
    title: str


def of_debate(debate: Debate, *, formerly: Sequence[str], taken: frozenset[str], press: Press) -> Iterator[Page]:
    """What leads to the pages of a debate from where they were when it, or a thread, was called otherwise.

    Args:
        formerly: slugs that it had and no other debate has now.
        taken: paths of the debate's own pages; where one stands now, nothing leads elsewhere.
    """
    source = debate.digest.document.path
    seen = set(taken)
    for moved in (*_threads(debate), *_slugs(debate, formerly=formerly)):
        if moved.was not in seen:
            seen.add(moved.was)
            yield _page(moved, press=press, source=source)


def of_concept(concept: Concept, *, press: Press) -> Iterator[Page]:
    """What leads to a concept from where it was when it was called otherwise."""
    for slug in concept.former:
        yield _page(Moved(urls.concept(slug), urls.concept(concept.slug), concept.text), press=press)


def _threads(debate: Debate) -> Iterator[Moved]:
    slug = debate.digest.document.slug
    for thread in debate.digest.threads:
        for was in _former(thread):
            (path,) = urls.thread_paths(slug, [was]).values()
            yield Moved(path, debate.thread_paths[thread.id], thread.title)


def _slugs(debate: Debate, *, formerly: Sequence[str]) -> Iterator[Moved]:
    document = debate.digest.document
    pages = dict.fromkeys(place.path for place in debate.order)
    for slug in formerly:
        yield Moved(urls.debate(slug), debate.path, document.title)
        for number, path in enumerate(pages, 1):
            yield Moved(urls.transcript(slug, number), path, document.title)
        for thread in debate.digest.threads:
            for was in (thread, *_former(thread)):
                (path,) = urls.thread_paths(slug, [was]).values()
                yield Moved(path, debate.thread_paths[thread.id], thread.title)


def _former(thread: ArgumentThread) -> list[ArgumentThread]:
    return [replace(thread, id=was.id, title=was.title) for was in thread.former]


def _page(moved: Moved, *, press: Press, source: str | None = None) -> Page:
    values = {"title": moved.title, "now": moved.now, "way": urls.way(moved.was, moved.now)}
    return press.page(moved.was, "moved.md", values, source=source)
