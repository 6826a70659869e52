"""From digests to the pages of a site, as values: nothing here reads or writes a file but the template loader.

A site is printed in two passes, so that it need not fit into memory: `debate_pages` for each debate, which also gives
what other pages show of it, then `concept_pages` for each concept and `shared_pages` for what shows every debate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from digest.model import Concept, Index
from digest.site import feeds
from digest.site.environment import environment, translated
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
    "shared_pages",
    "shown_of",
    "surroundings",
    "translated",
]


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
