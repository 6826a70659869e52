"""The stylesheet and the scripts, copied as they are."""

from __future__ import annotations

from collections.abc import Iterator

from digest.site.page import Page
from digest.site.shelf import Shelf

__all__ = ["pages"]


def pages(shelf: Shelf) -> Iterator[Page]:
    """Every template beneath `assets/`, not rendered: a brace in a stylesheet is a brace."""
    environment = shelf.environment
    names = environment.list_templates(filter_func=lambda name: name.startswith("assets/"))
    for name in names:
        if environment.loader is not None and not name.rpartition("/")[2].startswith("."):
            yield Page(name, environment.loader.get_source(environment, name)[0])
