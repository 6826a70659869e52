"""What can be downloaded of a debate: files in formats of `digest.site.exports`, beside the debate's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from digest.site import urls
from digest.site.debate import Debate
from digest.site.exports import EXPORTS, Export
from digest.site.page import Page
from digest.site.shelf import Shelf

__all__ = ["ExportLink", "links", "pages"]


@dataclass(frozen=True, slots=True)
class ExportLink:
    """The way to one file: the name that a reader knows its format by, its media type, and its path."""

    label: str
    media: str
    path: str


def pages(debate: Debate, *, shelf: Shelf) -> Iterator[Page]:
    """The files of a debate; none where the site does without."""
    document = debate.digest.document
    for export in _offered(shelf):
        yield Page(urls.export(document.slug, export.suffix), export.write(debate.digest), document.path)


def links(debate: Debate, *, shelf: Shelf) -> tuple[ExportLink, ...]:
    """The ways to them, for the debate's page."""
    slug = debate.digest.document.slug
    return tuple(ExportLink(one.label, one.media, urls.export(slug, one.suffix)) for one in _offered(shelf))


def _offered(shelf: Shelf) -> tuple[Export, ...]:
    wanted = shelf.site.settings.exports
    return tuple(one for one in EXPORTS if wanted == "all" or (wanted == "main" and one.main))
