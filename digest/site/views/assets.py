"""The stylesheet, the scripts and whatever else in text a site puts beside its templates, copied as it is."""

from __future__ import annotations

from collections.abc import Iterator

from digest.site.page import Page
from digest.site.press import Press

__all__ = ["pages"]

_TEXTS = ("css", "js", "svg", "txt", "json", "xml")


def pages(press: Press) -> Iterator[Page]:
    """Every text beneath `assets/`, not rendered: a brace in a stylesheet is a brace."""
    environment = press.environment
    for name in environment.list_templates(extensions=_TEXTS):
        if name.startswith("assets/") and environment.loader is not None and "/." not in name:
            yield Page(name, environment.loader.get_source(environment, name)[0])
