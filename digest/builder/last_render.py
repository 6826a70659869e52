"""Records what the HTML of a site was rendered from, so that the next build renders only what changed.

A file counts as unchanged if its size and time are the same. The renderer's configuration, the theme and the installed
packages affect all pages; a page affects only its own HTML.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from digest.builder.cache import FACTS, FOLDER, STATE, fingerprint
from digest.builder.install_site import RECORD, recorded
from digest.builder.output import write_if_changed
from digest.builder.ownership import sum_of
from digest.builder.versions import rendering, source
from digest.settings import Site

__all__ = ["Remembered", "Sources", "remember", "remembered", "setup_of", "sources_of", "stamp"]

_MOST = 500_000
"""The largest number of source files to compare; with more, rendering takes less time than comparing."""
_BESIDE = (".git", ".venv", "venv", "node_modules", "__pycache__")
_RENDERERS = ("renderers",)
_THEME = ".theme"  # what `theme: custom_dir:` names
_EPOCH = "SOURCE_DATE_EPOCH"
_Stamps = Mapping[str, list[int]]


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that the HTML is rendered from.

    Attributes:
        all: the fingerprint of it; empty where files elsewhere have a say, and nobody knows all of it.
        setup: the fingerprint of how the renderer is set up, and of its version.
        around: the fingerprint of what decides how all pages look; empty where that is not known.
        pages: the size and time of each file beneath the folder of pages, by its path with forward slashes.
    """

    all: str = ""
    setup: str = ""
    around: str = ""
    pages: _Stamps = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remembered:
    """The record of the last build in the cache.

    Attributes:
        sources: what it made the HTML from.
        files: the size and time of each file of the HTML.
    """

    sources: Sources = field(default_factory=Sources)
    files: _Stamps = field(default_factory=dict)
    _facts: str = ""

    def facts(self, site: Site) -> Mapping[str, Any]:
        """The renderer's own notes; empty if they are damaged or belong to another build."""
        with contextlib.suppress(OSError, ValueError):
            data = (site.root / FOLDER / FACTS).read_bytes()
            if self._facts and sum_of(data) == self._facts:
                found = json.loads(data)
                return found if isinstance(found, dict) else {}
        return {}

    def unchanged(self, now: Sources) -> set[str]:
        """The unchanged files below the folder of pages."""
        before = self.sources.pages
        return {path for path, its in now.pages.items() if before.get(path) == its}

    def intact(self, output: Path) -> set[str]:
        """The files of the HTML that are as they were left; one that was copied there meanwhile is read."""
        folder, there, sums = os.fspath(output), set[str](), dict[str, str]()
        for path, its in self.files.items():
            now = stamp(f"{folder}/{path}")
            if now and now != its and now[0] == its[0] and path != RECORD:
                sums = sums or recorded(output)
                with contextlib.suppress(OSError):
                    now = its if sum_of((output / path).read_bytes()) == sums.get(path) else now
            if now == its:
                there.add(path)
        return there


def remembered(site: Site) -> Remembered:
    """The record of the last build; empty if it is damaged."""
    try:
        found = json.loads((site.root / FOLDER / STATE).read_text(encoding="utf-8"))
        sources = Sources(found["from"], found["setup"], found["around"], dict(found["pages"]))
        return Remembered(sources, dict(found["files"]), str(found["facts"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Remembered()


def remember(site: Site, *, output: Path, sources: Sources, facts: Mapping[str, Any]) -> None:
    """Record this build for the next one, which renders everything again if the record cannot be written."""
    folder, cache = os.fspath(output), site.root / FOLDER
    files = {path: stamp(f"{folder}/{path}") for path in (RECORD, *recorded(output))}
    noted = json.dumps(facts, separators=(",", ":")).encode() if facts else b""
    state = {"from": sources.all, "setup": sources.setup, "around": sources.around, "pages": sources.pages}
    with contextlib.suppress(OSError):
        write_if_changed(cache / FACTS, text=noted)
        found = {**state, "files": files, "facts": sum_of(noted) if noted else ""}
        write_if_changed(cache / STATE, text=json.dumps(found, separators=(",", ":")))


def stamp(path: str) -> list[int] | None:
    """The size of a file (of a link, not of its file) and its time in nanoseconds; None if it does not exist."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return None
    return [status.st_size, status.st_mtime_ns]


def setup_of(site: Site) -> str:
    """The fingerprint of how MkDocs is set up, and of its version; empty where files elsewhere have a say."""
    config = site.config.read_text(encoding="utf-8-sig")
    if "INHERIT" in config:
        return ""
    named = {*re.findall(r"[A-Za-z_]\w*", config)} - {_EPOCH}  # the names of variables are among the words
    given = (f"{name}={os.environ.get(name)}" for name in sorted(named))
    return fingerprint(config, rendering(config), source(_RENDERERS), *given)


def sources_of(site: Site, *, epoch: int, renderer: str, pagefind: bool) -> Sources:
    """The current state of everything that the HTML is rendered from.

    That is what is installed, how the renderer is set up, and every file of the site's folder that it could read.
    """
    setup = setup_of(site)
    if not setup:
        return Sources()
    around = [setup, renderer, str(pagefind)]
    output = site.output.resolve()
    skipped = {output, site.content.resolve(), site.root / FOLDER}
    found, pages = [str(epoch), str(os.environ.get(_EPOCH))], _within(site.pages, skipped=skipped)
    for path, its in pages.items():
        found.append(f"{path} {its}")
    for path, its in _within(site.root, skipped={*skipped, site.pages.resolve()}).items():
        found.append(f"{path} {its}")
    for place in sorted(set(site.named)):
        if place.resolve() in (output, site.pages.resolve(), *site.root.parents):
            continue
        its_files = _within(place, skipped=skipped) if place.is_dir() else dict(_look(os.fspath(place)))
        apart = _for_the_lost(place) if place == site.pages / _THEME else ()
        around += (f"{place} {path} {its}" for path, its in sorted(its_files.items()) if path not in apart)
        if len(found) + len(around) > _MOST:
            return Sources()
    settled = fingerprint(*around)
    theme = f"{_THEME}/"
    own = {path: its for path, its in pages.items() if not path.startswith(theme)}
    return Sources(fingerprint(settled, *sorted(found)), setup, settled, own)


def _for_the_lost(folder: Path) -> set[str]:
    """What of a theme's folder shows on the page for wrong addresses alone, which every build renders."""
    own = {"404.html", "missing.html"}
    others = (file.read_bytes() for file in folder.rglob("*.html") if file.name not in own)
    return set() if any(name.encode() in text for text in others for name in own) else own


def _within(folder: Path, *, skipped: set[Path]) -> dict[str, list[int]]:
    """Every file beneath a folder, with its size and time of change, through links as renderers read them."""
    root = os.fspath(folder)
    found: dict[str, list[int]] = {}
    try:
        seen = {_identity(root)}
    except OSError:
        return found
    for here, folders, names in os.walk(root, followlinks=True):
        kept = [name for name in folders if name not in _BESIDE and (not name.startswith(".") or name == _THEME)]
        folders[:] = []
        for name in kept:
            path = Path(here, name)
            if (path.resolve() if path.is_symlink() else path) in skipped or (its := _identity(path)) in seen:
                continue
            seen.add(its)  # else a link to a folder above would be walked for ever
            folders.append(name)
        beneath = here[len(root) + 1 :].replace(os.sep, "/")
        for name in names:
            if not name.startswith(".") and not name.endswith(".pyc"):
                for _, size_and_time in _look(f"{here}{os.sep}{name}"):
                    found[f"{beneath}/{name}" if beneath else name] = size_and_time
    return found


def _look(path: str) -> Iterator[tuple[str, list[int]]]:
    with contextlib.suppress(OSError):  # a link that leads nowhere
        status = os.stat(path)  # noqa: PTH116 there are tens of thousands
        if stat.S_ISREG(status.st_mode):
            yield path, [status.st_size, status.st_mtime_ns]


def _identity(path: str | Path) -> tuple[int, int]:
    status = os.stat(path)  # noqa: PTH116
    return status.st_dev, status.st_ino
