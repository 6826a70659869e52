"""From the folder of pages to HTML: not at all where nothing changed, else elsewhere first, then in its place."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digest.builder.cache import FOLDER, RENDERING, fingerprint, prepared
from digest.builder.installing import RECORD, install, recorded, recover
from digest.builder.output import write_if_changed
from digest.builder.owned import EDITED, Aside
from digest.builder.packages import rendering
from digest.builder.versions import source
from digest.errors import Fault, OutputError, SettingsError, refused
from digest.renderers import RENDERERS
from digest.renderers.search import index
from digest.settings import Site

__all__ = ["Rendered", "Replacing", "check_time", "render", "replacing", "settle"]

_STATE = "site.json"
_DAY = 86_400
_LATEST = 2**32
"""Compressed files, such as the sitemap, hold no later time."""
_MOST = 500_000
"""Files that a site could be made from; with more, it takes less time to render it than to look at them."""
_BESIDE = (".git", ".venv", "venv", "node_modules", "__pycache__")
_RENDERERS = ("renderers",)
_THEME = ".theme"  # what `theme: custom_dir:` names


@dataclass(frozen=True, slots=True)
class Rendered:
    """Whether HTML was made, and what to tell of files that somebody had edited."""

    made: bool
    warnings: tuple[Fault, ...] = ()


def render(site: Site, *, epoch: int, renderer: str, pagefind: bool = False) -> Rendered:
    """Render the pages of a site, unless its HTML was rendered from the very same.

    The HTML rendered before stays until the new one is complete.

    Args:
        epoch: the time that is written where a build time is asked for.
        renderer: the name of what renders them.
        pagefind: whether Pagefind searches the site, in place of the theme.

    Raises:
        OutputError: it cannot be rendered or written; the old HTML is then as it was.
    """
    made_from = _sources(site, epoch=epoch, renderer=renderer, pagefind=pagefind)
    state = _state(site)
    same = made_from and state["from"] == made_from
    if same and all(_stamp(site.output / path) == stamp for path, stamp in state["files"].items()):
        return Rendered(False)
    _refuse_pipes(site.pages)
    with replacing(site.output, site=site, made_from=made_from) as replaced:
        RENDERERS[renderer](site.config, output=replaced.fresh, epoch=epoch, pagefind=pagefind)
        if pagefind:
            index(replaced.fresh)
    return Rendered(True, replaced.aside.faults())


def check_time() -> None:
    """See to it that a time which the environment fixes for builds is one.

    Raises:
        SettingsError: it is not.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is not None and not (re.fullmatch(r"[0-9]{1,10}", given) and int(given) < _LATEST):
        hint = "set it to whole seconds since 1970, or unset it"
        raise SettingsError(Fault(f"the variable SOURCE_DATE_EPOCH is {given[:40]!r}", hint=hint))


def settle(site: Site) -> None:
    """Put the HTML back as it was if a build was killed while it replaced it.

    Raises:
        OutputError: the disk refuses.
    """
    try:
        recover(site.output)
    except OSError as error:
        raise OutputError(refused(error, path=site.output)) from error


@dataclass(frozen=True, slots=True)
class Replacing:
    """A site's HTML while it is made anew.

    Attributes:
        output: the folder of the site.
        fresh: the folder to write the new HTML to, which does not exist yet.
        aside: keeps what somebody edited in the folder of the site.
    """

    output: Path
    fresh: Path
    aside: Aside


@contextmanager
def replacing(output: Path, *, site: Site, made_from: str = "") -> Iterator[Replacing]:
    """A folder to render to, whose files take the place of those of the build before when the block ends.

    Args:
        output: the folder of the site's HTML.
        made_from: the fingerprint of all that it is made from; empty where nobody knows.

    Raises:
        OutputError: they cannot be written, or files of others are in the way; the old HTML is then as it was.
    """
    try:
        with _folder(site.root / FOLDER) as name:
            replaced = Replacing(output, Path(name) / "new", Aside(site.root / EDITED, site.root))
            yield replaced
            stamps = _state(site)["files"]
            known = [path for path, stamp in stamps.items() if _stamp(output / path) == stamp]
            install(replaced.fresh, output=output, aside=replaced.aside, known=known)
    except OSError as error:
        raise OutputError(refused(error, path=output, then="the site built before is still there")) from error
    stamps = {path: _stamp(output / path) for path in (RECORD, *recorded(output))}
    state = json.dumps({"from": made_from, "files": stamps}, separators=(",", ":"))
    with contextlib.suppress(OSError):  # then it is rendered again the next time
        write_if_changed(site.root / FOLDER / _STATE, text=state)


def _folder(cache: Path) -> tempfile.TemporaryDirectory[str]:
    """A new folder within the cache, or elsewhere if that cannot be written; those of killed builds are removed."""
    try:
        for left in prepared(cache).glob(f"{RENDERING}*"):
            if time.time() - left.stat().st_mtime > _DAY:  # a younger one may be in use
                shutil.rmtree(left, ignore_errors=True)
        return tempfile.TemporaryDirectory(prefix=RENDERING, dir=cache)
    except OSError:
        return tempfile.TemporaryDirectory(prefix="digest-")


def _sources(site: Site, *, epoch: int, renderer: str, pagefind: bool) -> str:
    """The fingerprint of all that the HTML is made from; empty where files elsewhere have a say.

    That is what is installed, how the renderer is set up, and every file of the site's folder that it could read.
    """
    config = site.config.read_text(encoding="utf-8-sig")
    if "INHERIT" in config:
        return ""
    named = {"SOURCE_DATE_EPOCH", *re.findall(r"[A-Za-z_]\w*", config)}  # the names of variables are among the words
    found = [
        renderer,
        str(epoch),
        str(pagefind),
        rendering(config),
        source(_RENDERERS),
        *(f"{name}={os.environ.get(name)}" for name in named),
    ]
    skipped = {site.output.resolve(), site.content.resolve(), site.root / FOLDER}
    for path, size, changed in _walk(site.root, skipped=skipped):
        found.append(f"{path.relative_to(site.root).as_posix()} {size} {changed}")
    for place in sorted(set(site.named)):
        if place.resolve() in (site.output.resolve(), *site.root.parents):
            continue
        for path, size, changed in _walk(place, skipped=skipped) if place.is_dir() else _look(place):
            found.append(f"{path} {size} {changed}")
            if len(found) > _MOST:
                return ""
    return fingerprint(config, *sorted(found))


def _walk(folder: Path, *, skipped: set[Path]) -> Iterator[tuple[Path, int, int]]:
    """Every file of a site's folder, with its size and time of change, through links as renderers read them."""
    seen = {_identity(folder)}
    for here, folders, names in os.walk(folder, followlinks=True):
        kept = [name for name in folders if name not in _BESIDE and (not name.startswith(".") or name == _THEME)]
        folders[:] = []
        for name in kept:
            path = Path(here, name)
            if (path.resolve() if path.is_symlink() else path) in skipped or (its := _identity(path)) in seen:
                continue
            seen.add(its)  # else a link to a folder above would be walked for ever
            folders.append(name)
        for name in names:
            if not name.startswith(".") and not name.endswith(".pyc"):
                yield from _look(Path(here, name))


def _look(path: Path) -> Iterator[tuple[Path, int, int]]:
    with contextlib.suppress(OSError):  # a link that leads nowhere
        status = path.stat()
        if stat.S_ISREG(status.st_mode):
            yield path, status.st_size, status.st_mtime_ns


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _refuse_pipes(folder: Path) -> None:
    """See to it that a renderer finds nothing among the pages that it would wait for: a pipe, a socket, a device."""
    for here, _, names in os.walk(folder):
        for name in names:
            path = Path(here, name)
            if path.exists() and not path.is_file():
                raise OutputError(Fault("is not a file", path=str(path), hint="move it elsewhere"))


def _stamp(path: Path) -> list[int] | None:
    try:
        status = path.lstat()
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns]


def _state(site: Site) -> dict[str, Any]:
    """What the last build left in the cache: what it made the HTML from, and the size and time of each file."""
    try:
        found = json.loads((site.root / FOLDER / _STATE).read_text(encoding="utf-8"))
        return {"from": found["from"], "files": dict(found["files"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {"from": "", "files": {}}
