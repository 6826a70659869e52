"""What MkDocs has to say of the links of a site's pages, without making any HTML.

Reading the links of a page means to render its Markdown, which is most of the work of a build. What was found on a page
is therefore remembered: a page without a fault has none the next time either, if its text is the same and all that it
links to is still there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import yaml_load

from digest.errors import Fault, OutputError
from digest.renderers.mkdocs import listening

__all__ = ["Links", "links"]


@dataclass(frozen=True, slots=True)
class Links:
    """What is wrong with the links of a site.

    Attributes:
        said: what MkDocs warns of.
        known: what was found on each page without a fault, for the next time; plain values.
    """

    said: tuple[str, ...]
    known: Mapping[str, Any]


def links(config: Path, *, pages: Path, known: Mapping[str, Any]) -> Links:
    """Follow the links of all pages.

    Args:
        config: the site's mkdocs.yml.
        pages: the folder of the Markdown pages, which need not be the one that is configured.
        known: what was found before, with the same configuration and the same MkDocs.

    Raises:
        OutputError: MkDocs cannot read the configuration or a page.
    """
    found: dict[str, Any] = {}
    with listening() as collector:
        try:
            settings = load_config(str(config), docs_dir=str(pages), strict=False, **_theme_in(pages, config))
            files = _Asked(get_files(settings))
            get_navigation(files, settings)
            made = [file.page or Page(None, file, settings) for file in files.documentation_pages()]
            for page in made:
                name, said = page.file.src_uri, len(collector.messages)
                now = blake2b(page.file.content_bytes, digest_size=12).hexdigest()
                if _recalled(page, known.get(name), now=now, files=files):
                    found[name] = known[name]
                    continue
                asked = _rendered(page, settings, files)
                if len(collector.messages) == said:
                    found[name] = _noted(page, now=now, asked=asked)
            for page in made:
                page.validate_anchor_links(files=files, log_level=settings.validation.links.anchors)
        except MkDocsException as error:
            told = collector.messages or [str(error)]
            raise OutputError(*(Fault(f"MkDocs: {message}", path=str(config)) for message in told)) from error
    return Links(tuple(collector.messages), found)


class _Asked(Files):
    """The files of a site; remembers which of them somebody has asked for."""

    def __init__(self, files: Iterable[File]) -> None:
        super().__init__(list(files))
        self.asked: set[str] = set()

    def get_file_from_path(self, path: str) -> File | None:
        found = super().get_file_from_path(path)
        if found is not None:
            self.asked.add(found.src_uri)
        return found


def _rendered(page: Page, settings: MkDocsConfig, files: _Asked) -> list[str]:
    """Render a page for its links, and keep none of its text: all pages together would not fit into memory."""
    files.asked.clear()
    page.read_source(settings)
    page.render(settings, files)
    page.markdown = page.content = None
    return sorted(files.asked)


def _noted(page: Page, *, now: str, asked: list[str]) -> dict[str, Any]:
    anchors = {file.src_uri: dict(its) for file, its in (page.links_to_anchors or {}).items()}
    return {"sum": now, "to": asked, "ids": sorted(page.present_anchor_ids or ()), "anchors": anchors}


def _recalled(page: Page, note: Any, *, now: str, files: Files) -> bool:
    """Give a page what is known of it; false where that is nothing, or no longer so."""
    with contextlib.suppress(KeyError, TypeError, AttributeError):
        if note["sum"] != now or any(files.get_file_from_path(name) is None for name in note["to"]):
            return False
        to = {files.get_file_from_path(name): dict(its) for name, its in note["anchors"].items()}
        if None not in to:
            page.present_anchor_ids = set(note["ids"])
            page.links_to_anchors = {file: its for file, its in to.items() if file is not None}
            return True
    return False


def _theme_in(pages: Path, config: Path) -> dict[str, Any]:
    """The theme, where its folder is written with the pages: it lies where these pages do, and may not be elsewhere."""
    with config.open("rb") as file:
        theme = yaml_load(file).get("theme")
    if not isinstance(theme, dict) or not (own := pages / Path(str(theme.get("custom_dir"))).name).is_dir():
        return {}
    return {"theme": {**theme, "custom_dir": str(own)}}
