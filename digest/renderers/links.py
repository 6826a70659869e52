"""What MkDocs has to say of the links of a site's pages, without making any HTML.

Reading the links of a page means to render its Markdown, which is most of the work of a build. What was found on a page
is therefore remembered: a page without a fault has none the next time either, if its text is the same and all that it
links to is still there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import yaml_load

from digest.renderers.kept import Asked, noted, recall, sum_of
from digest.renderers.last import Run, in_turn
from digest.renderers.mkdocs import faults_of
from digest.renderers.shares import shared

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


def links(config: Path, *, pages: Path, known: Sequence[Mapping[str, Any]], run: Run = in_turn, jobs: int = 1) -> Links:
    """Follow the links of all pages.

    Args:
        config: the site's mkdocs.yml.
        pages: the folder of the Markdown pages, which need not be the one that is configured.
        known: what was found at other times, with the same configuration and the same MkDocs.
        run: follows shares of the links, perhaps in other processes.
        jobs: how many of them at once.

    Raises:
        OutputError: MkDocs cannot read the configuration or a page.
    """
    with faults_of(config) as collector:
        settings, files = _read(config, pages)
        made = [page for file in files.documentation_pages() if (page := file.page)]
        found = {page.file.src_uri: its for page in made if (its := _recalled(page, known, files=files))}
        todo = [page.file.src_uri for page in made if page.file.src_uri not in found]
        told: list[str] = []
        shares = [_Share(config, pages, names) for names in shared(todo, jobs=jobs)]
        here = [_Share(config, pages, frozenset(todo))] if todo and not shares else []
        for _, part in (*in_turn(_followed, here), *run(_followed, shares)):
            told += part.said
            found |= part.known
        for page in made:
            recall(page, found.get(page.file.src_uri, {}), files=files)
        for page in made:
            page.validate_anchor_links(files=files, log_level=settings.validation.links.anchors)
        return Links(tuple(dict.fromkeys([*collector.messages, *told])), {path: found[path] for path in sorted(found)})


@dataclass(frozen=True, slots=True)
class _Share:
    config: Path
    pages: Path
    names: frozenset[str]


def _followed(share: _Share) -> Links:
    """Follow the links of a share of the pages."""
    found: dict[str, Any] = {}
    with faults_of(share.config) as collector:
        settings, files = _read(share.config, share.pages)
        for file in files.documentation_pages():
            if file.src_uri in share.names and file.page:
                said = len(collector.messages)
                known = _rendered(file.page, settings, files)
                found[file.src_uri] = known if len(collector.messages) == said else {**known, "sum": ""}
        return Links(tuple(collector.messages), found)


def _read(config: Path, pages: Path) -> tuple[MkDocsConfig, Asked]:
    settings = load_config(str(config), docs_dir=str(pages), strict=False, **_theme_in(pages, config))
    files = Asked(get_files(settings))
    get_navigation(files, settings)
    for file in files.documentation_pages():
        file.page = file.page or Page(None, file, settings)
    return settings, files


def _rendered(page: Page, settings: MkDocsConfig, files: Asked) -> dict[str, Any]:
    """Render a page for its links, and keep none of its text: all pages together would not fit into memory."""
    files.asked.clear()
    page.read_source(settings)
    page.render(settings, files)
    page.markdown = page.content = None
    return noted(page, asked=files.asked, meta={})


def _recalled(page: Page, known: Sequence[Mapping[str, Any]], *, files: Asked) -> Mapping[str, Any] | None:
    """What is known of a page; None where that is nothing, or no longer so."""
    now = sum_of(page.file.content_bytes)
    for found in known:
        its = found.get(page.file.src_uri)
        if isinstance(its, Mapping) and its.get("sum") == now and recall(page, its, files=files):
            return its
    return None


def _theme_in(pages: Path, config: Path) -> dict[str, Any]:
    """The theme, where its folder is written with the pages: it lies where these pages do, and may not be elsewhere."""
    with config.open("rb") as file:
        theme = yaml_load(file).get("theme")
    if not isinstance(theme, dict) or not (own := pages / Path(str(theme.get("custom_dir"))).name).is_dir():
        return {}
    return {"theme": {**theme, "custom_dir": str(own)}}
