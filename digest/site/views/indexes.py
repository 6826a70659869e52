"""Home, the lists of debates, concepts and tags, how to read all this, and what a wrong address is offered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from digest.model import Concept
from digest.site import urls
from digest.site.head import Head, Kind, front
from digest.site.page import Page
from digest.site.picture import Picture, png
from digest.site.shelf import Catalogue
from digest.site.translation import N_

__all__ = ["ConceptLink", "pages"]

_ON_HOME = 12
_DEBATES_A_PAGE = 100
_CONCEPTS_A_PAGE = 500
_CONCEPTS_ON_HOME = 30
_HEAVIEST = 20
_FOR_THE_LOST = 6
_DESCRIPTION = N_("Debates in short: what was argued, by whom, and what answers it.")


@dataclass(frozen=True, slots=True)
class ConceptLink:
    """A concept in a list: how many debates turn on it."""

    text: str
    path: str
    debates: int


@dataclass(frozen=True, slots=True)
class Reach:
    """From which concept to which one page of their list goes."""

    first: str
    last: str
    path: str


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The pages that list others."""
    cards, site, _ = catalogue.cards, catalogue.site, catalogue.translation.gettext
    concepts = [_concept(concept) for concept in catalogue.index.concepts]
    heaviest = sorted(concepts, key=lambda one: -one.debates)  # among equals, as the index ranks them
    comments = sum(one.comments for one in cards)
    yield _page(
        catalogue,
        urls.HOME,
        "home.md",
        kind="home",
        title=site.name,
        description=site.description or _(_DESCRIPTION),
        values={
            "cards": cards[:_ON_HOME],
            "more": len(cards) - _ON_HOME,
            "concepts": heaviest[:_CONCEPTS_ON_HOME],
            "comments": comments,
        },
    )
    count = max(1, -(-len(cards) // _DEBATES_A_PAGE))
    for number in range(1, count + 1):
        values = {
            "cards": cards[(number - 1) * _DEBATES_A_PAGE : number * _DEBATES_A_PAGE],
            "total": len(cards),
            "number": number,
            "count": count,
            "before": urls.debates(number - 1) if number > 1 else None,
            "after": urls.debates(number + 1) if number < count else None,
        }
        description = _("All debates of %(site)s, newest first.", site=site.name)
        path = urls.debates(number)
        yield _page(catalogue, path, "debates.md", title=_("Debates"), description=description, values=values)
    yield from _concepts(catalogue, concepts, heaviest=heaviest[:_HEAVIEST])
    words = _("All tags of %(site)s.", site=site.name)
    yield _page(catalogue, urls.TAGS, "tags.md", title=_("Tags"), description=words, values={})
    words = _("How to read %(site)s.", site=site.name)
    yield _page(catalogue, urls.ABOUT, "about.md", title=_("About"), description=words, values={"cards": cards})
    yield catalogue.page(urls.MISSING, "missing.html", {"cards": cards[:_FOR_THE_LOST]})
    ngettext = catalogue.translation.ngettext
    facts = (
        f"{ngettext('%(num)s debate', '%(num)s debates', len(cards))} · "
        f"{ngettext('%(num)s comment', '%(num)s comments', comments)}"
    )
    picture = Picture(over="", title=site.name, words=site.description or _(_DESCRIPTION), sides=None, facts=facts)
    yield Page(urls.PICTURE, png(picture))


def _concepts(catalogue: Catalogue, concepts: list[ConceptLink], *, heaviest: list[ConceptLink]) -> Iterator[Page]:
    _ = catalogue.translation.gettext
    ordered = sorted(concepts, key=lambda one: (one.text.casefold(), one.path))
    parts = [ordered[at : at + _CONCEPTS_A_PAGE] for at in range(0, len(ordered), _CONCEPTS_A_PAGE)] or [[]]
    reaches = [
        Reach(part[0].text, part[-1].text, urls.concepts(number)) for number, part in enumerate(parts, 1) if part
    ]
    for number, part in enumerate(parts, 1):
        yield _page(
            catalogue,
            urls.concepts(number),
            "concepts.md",
            title=_("Concepts"),
            description=_("The concepts that connect the debates of %(site)s.", site=catalogue.site.name),
            values={
                "letters": _by_letter(part),
                "heaviest": heaviest if number == 1 else [],
                "number": number,
                "reaches": reaches,
            },
        )


def _page(
    catalogue: Catalogue,
    path: str,
    template: str,
    *,
    title: str,
    description: str,
    values: dict[str, object],
    kind: Kind = "index",
) -> Page:
    said = front(Head(kind, title, description, image=urls.PICTURE, feed=urls.FEED), url=catalogue.site.url)
    return catalogue.page(path, template, {"title": title, "description": description, "head": said, **values})


def _concept(concept: Concept) -> ConceptLink:
    return ConceptLink(concept.text, urls.concept(concept.slug), len(concept.uses))


def _by_letter(concepts: list[ConceptLink]) -> list[tuple[str, list[ConceptLink]]]:
    letters: dict[str, list[ConceptLink]] = {}
    for one in concepts:
        first = one.text[:1].upper()
        letters.setdefault(first if first.isalpha() else "#", []).append(one)
    return sorted(letters.items())
