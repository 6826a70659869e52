"""Home, the list of debates, the list of concepts and the list of tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from digest.model import Concept
from digest.site import urls
from digest.site.page import Page
from digest.site.shelf import Catalogue

__all__ = ["ConceptLink", "pages"]

_ON_HOME = 12
_CONCEPTS_ON_HOME = 30


@dataclass(frozen=True, slots=True)
class ConceptLink:
    """A concept in a list: how many debates turn on it."""

    text: str
    path: str
    debates: int


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The pages that list others."""
    cards = catalogue.cards
    concepts = [_concept(concept) for concept in catalogue.index.concepts]
    heaviest = sorted(concepts, key=lambda one: (-one.debates, one.text.casefold()))
    yield catalogue.page(
        urls.HOME,
        "home.md",
        {
            "cards": cards[:_ON_HOME],
            "more": len(cards) - _ON_HOME,
            "concepts": heaviest[:_CONCEPTS_ON_HOME],
            "comments": sum(one.comments for one in cards),
        },
    )
    yield catalogue.page(urls.DEBATES, "debates.md", {"cards": cards})
    yield catalogue.page(urls.CONCEPTS, "concepts.md", {"letters": _by_letter(concepts), "heaviest": heaviest[:20]})
    yield catalogue.page(urls.TAGS, "tags.md", {})


def _concept(concept: Concept) -> ConceptLink:
    return ConceptLink(concept.text, urls.concept(concept.slug), len(concept.uses))


def _by_letter(concepts: list[ConceptLink]) -> list[tuple[str, list[ConceptLink]]]:
    letters: dict[str, list[ConceptLink]] = {}
    for one in sorted(concepts, key=lambda one: (one.text.casefold(), one.path)):
        first = one.text[:1].upper()
        letters.setdefault(first if first.isalpha() else "#", []).append(one)
    return sorted(letters.items())
