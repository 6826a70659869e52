"""Search by Pagefind: an index of which a browser reads what a query needs.

It reads finished HTML, whoever rendered it. What is indexed, and as what, `theme/main.html` says on each page; the
theme's own search is switched off, and `assets/search.js` takes its place.

Each kind of page has an index of its own: a reader has the debates before their thousand times as many threads and
comments have been looked at, and Pagefind holds one kind in memory at a time.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.errors import Fault, OutputError
from digest.renderers.programs import run

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

__all__ = ["Search", "choose", "index", "instead_of_own", "without_own"]

_AUTO, _PAGEFIND = "auto", "pagefind"
"""Values of the setting `search`; the latter is also the folder of the site that the index stands in."""
_LARGE = 2000
"""From so many posts on, readers wait for the theme's search (see docs/performance.md)."""
_INSTALL = "pip install 'debate-digest[pagefind]'"
_THEMES = ("material/search", "search")  # MkDocs names the theme's own by its theme
_KINDS, _OTHERS = ("debate", "thread", "concept", "transcript"), "page"
"""The parts of the index, in the order in which they are searched; the last one holds pages of all other kinds."""
_PARTS = "parts.json"
_PROGRAM, _USED = "pagefind.js", ("pagefind-worker.js", "pagefind-entry.json")
_MARK = re.compile(rb"<\w+(?: class=[\"']?[\w-]+[\"']?)? data-pagefind-body data-kind=[\"']?(\w+)")
"""What the theme writes, from its `<` on, which no title and no name can hold: they are escaped."""
_UNSEARCHED = "[data-search-exclude], .headerlink, .dg-rel, .dg-badge, .dg-inferred, .dg-unreviewed"
"""What pages keep from every search, and our labels, which stand on every page and between people's words."""
_REPEATED = {"thread": ", .dg-post"}
"""A thread repeats posts, which are found in the transcript."""


@dataclass(frozen=True, slots=True)
class Search:
    """What searches a site.

    Attributes:
        pagefind: whether Pagefind does; else the theme's own search.
        why: one line for the owner of a large site that sets no search; else empty.
    """

    pagefind: bool
    why: str = ""


def choose(setting: str, *, debates: int, posts: int) -> Search:
    """Choose what searches a site: what its settings name, or by its size. Pagefind is chosen only if it is installed.

    The index of the theme's search holds every post, so posts are what counts.

    Args:
        setting: the value of the setting `search`.
        debates: how many debates the site has.
        posts: how many posts they have together.

    Raises:
        OutputError: the settings name Pagefind, which is not installed.

    Example:
        >>> choose("auto", debates=3, posts=40), choose("material", debates=3000, posts=40_000)
        (Search(pagefind=False, why=''), Search(pagefind=False, why=''))
    """
    there = all(importlib.util.find_spec(name) for name in ("pagefind", "pagefind_bin"))
    if setting == _PAGEFIND and not there:
        hint = f"install it: {_INSTALL}; or set `search: material`"
        raise OutputError(Fault("Pagefind is not installed", hint=hint))
    if setting != _AUTO or posts < _LARGE:
        return Search(setting == _PAGEFIND)
    size = f"as the site has {posts:,} posts in {debates:,} {'debate' if debates == 1 else 'debates'}"
    if there:
        return Search(True, f"search: Pagefind, {size}")
    return Search(False, f"search: the theme's own, which is slow, {size}; for Pagefind: {_INSTALL}")


def instead_of_own(config: MkDocsConfig) -> None:
    """Switch the theme's own search off for Pagefind: no index is made, no box stands in the header.

    The theme learns from its configuration that Pagefind searches.
    """
    config.extra["digest"] = {**(config.extra.get("digest") or {}), "search": _PAGEFIND}
    for name in _THEMES:
        if (own := config.plugins.get(name)) and "enabled" in own.config:
            own.config["enabled"] = False


def without_own(plugins: object) -> list[Any]:
    """The value of `plugins:` in a mkdocs.yml with the theme's search switched off.

    Args:
        plugins: what stands there, a list or a mapping; None where nothing does, which means the search alone.

    Example:
        >>> without_own(["tags", "search"]), without_own({"tags": {"listings": True}})
        (['tags', {'search': {'enabled': False}}], [{'tags': {'listings': True}}, {'search': {'enabled': False}}])
    """
    listed = [{name: options} for name, options in plugins.items()] if isinstance(plugins, Mapping) else plugins
    kept = [one for one in (listed if isinstance(listed, list) else []) if _name(one) != "search"]
    return [*kept, {"search": {"enabled": False}}]


def _name(plugin: object) -> object:
    return next(iter(plugin), None) if isinstance(plugin, Mapping) else plugin


def index(site: Path) -> None:
    """Index the HTML of a site, into the folder `pagefind` within it.

    Args:
        site: the folder of the HTML.

    Raises:
        OutputError: Pagefind fails; or no page comes from our theme, and has a search.
    """
    found = {mark[1].decode() for page in site.rglob("*.html") if (mark := _MARK.search(page.read_bytes()))}
    parts = {kind: f"[data-kind={kind}]" for kind in _KINDS if kind in found}
    if found.difference(_KINDS):
        parts[_OTHERS] = "[data-kind]" + "".join(f":not([data-kind={kind}])" for kind in _KINDS)
    if not parts:
        hint = "set `custom_dir: generated/.theme` under `theme:` in mkdocs.yml"
        raise OutputError(Fault("no page says what Pagefind shall index", hint=hint))
    folder = site / _PAGEFIND
    shutil.rmtree(folder, ignore_errors=True)
    for name, pages in parts.items():
        _index_part(site, name=name, pages=pages)
        for path in (folder / name).iterdir():  # interfaces of its own, which we do not use
            if path.name == _PROGRAM:
                path.replace(folder / _PROGRAM)  # the same for all
            elif path.is_file() and path.suffix in (".js", ".css") and path.name not in _USED:
                path.unlink()
    (folder / _PARTS).write_text(json.dumps(list(parts)) + "\n", encoding="utf-8")


def _index_part(site: Path, *, name: str, pages: str) -> None:
    done = run(
        *(sys.executable, "-m", "pagefind", "--site", str(site), "--output-subdir", f"{_PAGEFIND}/{name}", "--quiet"),
        *("--root-selector", pages),
        *("--exclude-selectors", _UNSEARCHED + _REPEATED.get(name, "")),
        environment={name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")},
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["it says nothing"]
        raise OutputError(Fault(f"Pagefind: {said[0].strip()}", path=str(site)))
