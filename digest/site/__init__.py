"""From a library to the pages of a site, as values: nothing here reads or writes a file but the template loader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from digest.errors import Fault, OutputError
from digest.model import Library
from digest.site import feeds
from digest.site.environment import environment
from digest.site.page import Page, SiteInfo
from digest.site.shelf import Shelf, shelf_of
from digest.site.views import assets, concept, debate, exports, indexes, thread, transcript

__all__ = ["Page", "SiteInfo", "pages"]


def pages(library: Library, *, site: SiteInfo, templates: Sequence[Path] = ()) -> Iterator[Page]:
    """All pages of a site, and its assets.

    Args:
        library: what is to be shown.
        site: what the pages need to know of the site.
        templates: folders of the site's own templates, which go before those of this package.

    Raises:
        OutputError: two pages would have one path.
    """
    taken: dict[str, str | None] = {}
    for page in _all(shelf_of(library, site=site, environment=environment(templates))):
        name = page.path.casefold()  # some file systems do not tell cases apart
        if name in taken:
            other = taken[name] or "another page of the site"
            raise OutputError(
                Fault(f"would have the same page as {other}: {page.path}", path=page.source, hint="rename one of them")
            )
        taken[name] = page.source
        yield page


def _all(shelf: Shelf) -> Iterator[Page]:
    yield from indexes.pages(shelf)
    for one in shelf.debates.values():
        yield debate.page(one, shelf=shelf)
        yield from thread.pages(one, shelf=shelf)
        yield from transcript.pages(one, shelf=shelf)
        yield from exports.pages(one, shelf=shelf)
    yield from concept.pages(shelf)
    yield from feeds.pages(shelf)
    yield from assets.pages(shelf)
