"""The stylesheet, the scripts, the theme's own pages and whatever else in text a site puts beside its templates."""

from __future__ import annotations

from collections.abc import Iterator

from digest.site.page import Page
from digest.site.press import Press

__all__ = ["pages"]

_TEXTS = ("css", "js", "svg", "txt", "json", "xml", "html")
_FOLDERS = {"assets": "assets", "theme": ".theme"}
"""Where they go. Renderers read `.theme` (as `theme: custom_dir:` tells them) and leave it out of what they publish."""


def pages(press: Press) -> Iterator[Page]:
    """Every text beneath `assets/` and `theme/`, not rendered: a brace in a stylesheet is a brace."""
    environment = press.environment
    for name in environment.list_templates(extensions=_TEXTS):
        folder, _, rest = name.partition("/")
        if folder in _FOLDERS and environment.loader is not None and "/." not in name:
            yield Page(f"{_FOLDERS[folder]}/{rest}", environment.loader.get_source(environment, name)[0])
