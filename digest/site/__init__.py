"""From digests to the pages of a site, as values: nothing here reads or writes a file but the template loader.

A site is printed in two passes, so that it need not fit into memory: `debate_pages` for each debate, which also gives
what other pages show of it, then `concept_pages` for each concept and `shared_pages` for what shows every debate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from digest.errors import Fault, OutputError
from digest.library.outlines import outline_of
from digest.model import Concept, Index, Library
from digest.site import feeds
from digest.site.environment import environment
from digest.site.page import Page, SiteInfo
from digest.site.parts import PARTS, debate_pages, shown_of
from digest.site.press import Press
from digest.site.shelf import Around, Card, Catalogue, Showing, surroundings
from digest.site.views import assets, concept, indexes, moved

__all__ = [
    "PARTS",
    "Around",
    "Card",
    "Catalogue",
    "Page",
    "Press",
    "Showing",
    "SiteInfo",
    "catalogue_of",
    "concept_pages",
    "debate_pages",
    "environment",
    "pages",
    "shared_pages",
    "shown_of",
    "surroundings",
]


def pages(library: Library, *, site: SiteInfo, templates: Sequence[Path] = ()) -> Iterator[Page]:
    """All pages of a site whose digests are in memory, and its assets.

    Args:
        library: what is to be shown.
        site: what the pages need to know of the site.
        templates: folders of the site's own templates, which go before those of this package.

    Raises:
        OutputError: two pages would have one path.
    """
    taken: dict[str, str | None] = {}
    for page in _all(library, press=Press(site, environment(templates))):
        name = page.path.casefold()  # some file systems do not tell cases apart
        if name in taken:
            other = taken[name] or "another page of the site"
            raise OutputError(
                Fault(f"would have the same page as {other}: {page.path}", path=page.source, hint="rename one of them")
            )
        taken[name] = page.source
        yield page


def _all(library: Library, *, press: Press) -> Iterator[Page]:
    outlines = tuple(outline_of(digest) for digest in library.digests)
    index = Index(outlines, library.concepts, library.related, library.related_threads)
    around = surroundings(index, most=press.site.settings.related)
    showings: dict[str, Showing] = {}
    for outline, digest in zip(outlines, library.digests, strict=True):
        made, showings[outline.slug] = debate_pages(digest, around=around(outline), press=press)
        yield from chain.from_iterable(made.values())
    cards = tuple(showing.card for showing in showings.values())
    catalogue = catalogue_of(index, cards=cards, showing=showings.__getitem__, press=press)
    yield from shared_pages(catalogue)
    for one in index.concepts:
        yield from concept_pages(one, catalogue=catalogue)


def catalogue_of(
    index: Index, *, cards: tuple[Card, ...], showing: Callable[[str], Showing], press: Press
) -> Catalogue:
    """Where the pages are made that show more than one debate.

    Args:
        index: all debates in outline, and what connects them.
        cards: those of all debates, in the order of the index.
        showing: what a debate shows, by its slug.
        press: the site and its templates.
    """
    return Catalogue(
        press.site,
        press.environment,
        index=index,
        outlines={outline.slug: outline for outline in index.outlines},
        concepts={one.slug: one for one in index.concepts},
        cards=cards,
        showing=showing,
    )


def shared_pages(catalogue: Catalogue) -> Iterator[Page]:
    """All pages that show something of every debate, the site's feed and its assets."""
    yield from indexes.pages(catalogue)
    yield from feeds.of_site(catalogue)
    yield from assets.pages(catalogue)


def concept_pages(one: Concept, *, catalogue: Catalogue) -> Iterator[Page]:
    """The page of a concept, its feed, and what leads there from where it was when it was called otherwise.

    They are made from the concept, from the names of its neighbours and from the showings of its debates.
    """
    yield concept.page(one, catalogue=catalogue)
    yield from feeds.of_concept(one, catalogue=catalogue)
    yield from moved.of_concept(one, press=catalogue)
