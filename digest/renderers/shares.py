"""A build of MkDocs that renders some of a site's pages: those that changed, or one process's share of them.

Both are the same: MkDocs goes its usual way through all pages, and those that are not to be rendered are kept
(`digest.renderers.kept`). What it makes of all pages together is put together from what is known of each: the search
index, the lists of tags, the sitemap, and whether links lead somewhere.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from digest.renderers.kept import Asked, keep, noted, show, sum_of
from digest.renderers.known import search_of, shown_of, tags_of
from digest.renderers.last import Last, Made

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.utils.templates import TemplateContext

__all__ = ["Changed", "OfAll", "OfShare", "Part", "Share", "Unrendered", "shared"]

_INDEX = "search/search_index.json"
_WORTH_IT = 200
"""Fewer pages are rendered sooner than other processes have read the names of all files."""
_MOST = 2_000
"""So many pages are in the memory of a process at once."""
_LEFT_OUT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
_Entries = Mapping[str, Sequence[Mapping[str, Any]]]


class Changed(Exception):  # noqa: N818 it is no error
    """What all pages show is not what kept pages show."""


class Unrendered(Exception):  # noqa: N818 it is no error
    """There are so many pages that they are to be rendered in shares first.

    Args:
        shares: the paths of their pages.
        shown: paths of pages that all pages show.
    """

    def __init__(self, shares: Sequence[frozenset[str]], *, shown: frozenset[str]) -> None:
        super().__init__()
        self.shares, self.shown = shares, shown


@dataclass(frozen=True, slots=True)
class Share:
    """The pages that one process renders.

    Attributes:
        config: the site's mkdocs.yml.
        output: the folder that their HTML goes to.
        pages: their paths beneath the folder of pages.
        shown: paths of pages that all pages show, in their menu or for their tags.
    """

    config: Path
    output: Path
    epoch: int
    pagefind: bool
    pages: frozenset[str]
    shown: frozenset[str]


@dataclass(frozen=True, slots=True)
class Part:
    """What is known when a share has been rendered.

    Attributes:
        facts: of each page, by its path.
        entries: of the search index, by the page's address.
        shown: a hash of what all pages show.
        messages: what MkDocs warned of.
    """

    facts: Mapping[str, Any]
    entries: _Entries
    shown: str
    messages: tuple[str, ...] = ()


class _NoSettings(Config):  # type: ignore[no-untyped-call]
    """It has none."""


class _OfSome(BasePlugin[_NoSettings]):  # type: ignore[no-untyped-call]
    """Notes what is to be known of each page that is rendered."""

    def __init__(self) -> None:
        self.facts: dict[str, Any] = {}
        self.entries: dict[str, Sequence[Mapping[str, Any]]] = {}
        self.shown = ""
        self._files = Asked(())
        self._nav = Navigation([], [])
        self._indexed = 0

    @event_priority(-100)  # after whoever adds files
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        self._files = Asked(files)
        return self._files

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        self._files.asked.clear()
        return page

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        if type(page) is Page:
            tags = tags_of(config)
            name = tags.config.tags_name_property if tags else ""
            meta = {name: page.meta[name]} if page.meta.get(name) else {}
            self.facts[page.file.src_uri] = noted(page, asked=self._files.asked, meta=meta)

    @event_priority(-100)  # after the search
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        if search := search_of(config):
            found = search.search_index.entries
            if type(page) is Page:
                self.entries[page.url] = found[self._indexed :]
            self._indexed = len(found)
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        page.markdown = page.content = None  # nobody asks for it again, and all of them fill the memory
        return output


class OfShare(_OfSome):  # type: ignore[no-untyped-call]
    """Has MkDocs render a share of the pages, and nothing else of the site."""

    def __init__(self, share: Share) -> None:
        super().__init__()
        self._share = share

    @event_priority(-100)  # after whoever changes the menu
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self._nav = nav
        for file in files.documentation_pages():
            if file.src_uri in self._share.pages:
                file.dest_dir = str(self._share.output)  # not `site_dir`, which MkDocs empties
            elif file.src_uri in self._share.shown:
                show(file)
            else:
                keep(file)
        return nav

    @event_priority(200)  # before the lists of tags are written
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        self.shown = shown_of(self._nav, config)
        if tags := tags_of(config):
            tags.config.export = False
        config.theme.static_templates = set()
        for file in [file for file in files if not file.is_documentation_page()]:
            files.remove(file)
        return env

    @event_priority(200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if search := search_of(config):
            search.config.enabled = False


class OfAll(_OfSome):  # type: ignore[no-untyped-call]
    """Has MkDocs render what is not there yet, and put all together.

    Args:
        output: the folder that the HTML goes to; it may hold that of shares.
        last: what the last build left.
        parts: of shares that have been rendered; None where all is to be rendered here.
        jobs: how many shares could be rendered at once.
    """

    def __init__(self, output: Path, *, last: Last, parts: Sequence[tuple[Share, Part]] | None, jobs: int) -> None:
        super().__init__()
        self._output, self._last, self._parts, self._jobs = output, last, parts, jobs
        self._kept: dict[str, str] = {}
        self._shown_before = set[str]()
        self._common: frozenset[str] = frozenset()

    def made(self) -> Made:
        """What the next build is told."""
        pages = {path: known for path, known in self.facts.items() if path not in self._common}
        return Made({"shown": self.shown, "pages": pages}, frozenset(self._kept.values()))

    @event_priority(-100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        config.site_dir = str(self._output)  # now that MkDocs has emptied another one
        for file in files:
            file.dest_dir = config.site_dir
        return super().on_files(files, config=config)

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self._nav = nav
        in_menu = {page.file.src_uri for page in nav.pages}
        self._keep(files, config, but=in_menu)
        rest = [one for one in files.documentation_pages() if one.src_uri not in self.facts]
        listing = {one.src_uri for one in rest if _lists_tags(one, config)}
        self._common = frozenset(in_menu | listing)
        self._take_parts(files)
        todo = [one.src_uri for one in rest if one.src_uri not in self._common | self.facts.keys()]
        if self._parts == [] and (shares := shared(todo, jobs=self._jobs)):
            raise Unrendered(shares, shown=self._common)
        return nav

    @event_priority(200)  # before the lists of tags are written
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        self.shown = shown_of(self._nav, config)
        if self._shown_before - {self.shown}:
            raise Changed
        for file in [file for file in files if not file.is_documentation_page() and file.src_uri in self._kept]:
            files.remove(file)  # or it would be copied
        return env

    @event_priority(200)  # before the search writes its index
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if search := search_of(config):
            pages = (file.page for file in self._files.documentation_pages() if file.page)
            search.search_index.entries = [one for page in pages for one in self.entries.get(page.url, ())]

    def _keep(self, files: Files, config: MkDocsConfig, *, but: Collection[str]) -> None:
        """Keep what is the same as in the last build: pages but those in the menu, and files of the site's own."""
        last = self._last
        facts = last.facts.get("pages", {})
        entries = _entries(last) if search_of(config) else {}
        if not facts or entries is None:
            return
        taken = Counter(file.dest_uri for file in files if file.inclusion not in _LEFT_OUT)
        there = files.src_uris
        for file in files:
            there_still = file.dest_uri in last.intact and taken[file.dest_uri] == 1
            if not there_still or file.inclusion in _LEFT_OUT or file.src_dir != config.docs_dir:
                continue
            same = file.src_uri in last.unchanged
            if not file.is_documentation_page():
                if same:
                    self._kept[file.src_uri] = file.dest_uri
                continue
            known = facts.get(file.src_uri) if file.src_uri not in but else None
            if known and (same or known["sum"] == sum_of(file.content_bytes)) and there.keys() >= set(known["to"]):
                self._kept[file.src_uri] = file.dest_uri
                self._recall(file, known, entries)
        self._shown_before.add(str(last.facts.get("shown")))

    def _take_parts(self, files: Files) -> None:
        by_path = files.src_uris
        for share, part in self._parts or ():
            self._shown_before.add(part.shown)
            for path in share.pages & part.facts.keys():
                self._recall(by_path[path], part.facts[path], part.entries)

    def _recall(self, file: File, known: Mapping[str, Any], entries: _Entries) -> None:
        keep(file, known)
        self.facts[file.src_uri] = known
        url = file.page.url if file.page else file.url
        if url in entries:
            self.entries[url] = entries[url]


def shared(pages: Sequence[str], *, jobs: int) -> list[frozenset[str]]:
    """Shares of pages, each with every so manieth of them, since neighbours are alike; none where there are few."""
    count = max(jobs, -(-len(pages) // _MOST))
    if count == 1 or len(pages) < _WORTH_IT:
        return []
    return [frozenset(pages[number::count]) for number in range(count)]


def _lists_tags(file: File, config: MkDocsConfig) -> bool:
    """Whether a page may hold a list of tags, which is made of all pages."""
    tags = tags_of(config)
    if tags is None:
        return False
    mark = re.compile(rf"<!--\s*?{tags.config.listings_directive}".encode(), re.IGNORECASE)
    return mark.search(file.content_bytes) is not None


def _entries(last: Last) -> _Entries | None:
    """The entries of the last build's search index, by page; None where they are not as it left them."""
    if _INDEX not in last.intact:
        return None
    found: dict[str, list[Mapping[str, Any]]] = {}
    try:
        for entry in json.loads((last.site / _INDEX).read_bytes())["docs"]:
            found.setdefault(entry["location"].partition("#")[0], []).append(entry)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return found
