"""The stylesheet, the scripts, the theme's own pages and whatever else in text a site puts beside its templates."""

from __future__ import annotations

import json
from collections.abc import Iterator

from digest.site.page import Page
from digest.site.press import Press

__all__ = ["pages"]

_SCRIPT = "assets/digest.js"
_TEXTS = ("css", "js", "svg", "txt", "json", "xml", "html")
_FOLDERS = {"assets": "assets", "theme": ".theme"}
"""Where they go. Renderers read `.theme` (as `theme: custom_dir:` tells them) and leave it out of what they publish."""


def pages(press: Press) -> Iterator[Page]:
    """Every text beneath `assets/` and `theme/`, not rendered: a brace in a stylesheet is a brace."""
    environment = press.environment
    for name in environment.list_templates(extensions=_TEXTS):
        folder, _, rest = name.partition("/")
        if folder in _FOLDERS and environment.loader is not None and "/." not in name:
            text = environment.loader.get_source(environment, name)[0]
            yield Page(f"{_FOLDERS[folder]}/{rest}", _words(press) + text if name == _SCRIPT else text)


def _words(press: Press) -> str:
    """The words of the scripts, before the one that hands them to the others: a page itself may hold no script.

    None for English, which scripts are written in.
    """
    environment, translation = press.environment, press.translation
    if not translation.messages or environment.loader is None:
        return ""
    names = environment.list_templates(filter_func=lambda name: name.startswith("assets/") and name.endswith(".js"))
    scripts = "".join(environment.loader.get_source(environment, name)[0] for name in names)
    used = {text: shown for text, shown in translation.messages.items() if f'"{text}"' in scripts}
    texts = json.dumps(used, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    texts = texts.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")  # line ends to older JavaScript
    return f"window.digestWords = {{ texts: {texts}, plural: (n) => Number({translation.rule}) }};\n"
