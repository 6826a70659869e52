"""From the folder of pages to HTML: not at all where nothing changed, else beside the old HTML, which it replaces."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from digest.builder.cache import FOLDER, fingerprint
from digest.builder.output import write_if_changed
from digest.builder.versions import installed, source
from digest.errors import Fault, OutputError
from digest.renderers import RENDERERS
from digest.renderers.search import PAGEFIND, index, ready
from digest.settings import Site

__all__ = ["render"]

_STATE = "site.json"
_BESIDE = (".git", ".venv", "venv", "node_modules", "__pycache__")
_RENDERERS = ("renderers",)
_THEME = ".theme"  # what `theme: custom_dir:` names


def render(site: Site, *, epoch: int, renderer: str) -> bool:
    """Render the pages of a site, unless its HTML was rendered from the very same.

    The HTML rendered before stays until the new one is complete; then the two change places.

    Args:
        epoch: the time that is written where a build time is asked for.
        renderer: the name of what renders them.

    Returns:
        Whether anything was rendered.

    Raises:
        OutputError: it cannot be rendered or written.
    """
    made_from = _sources(site, epoch=epoch, renderer=renderer)
    if made_from and _state(site) == {"from": made_from, "files": _files(site.output)}:
        return False
    in_parts = site.settings.search == PAGEFIND
    if in_parts:
        ready()
    try:
        site.output.parent.mkdir(parents=True, exist_ok=True)
        _recover(site.output)
        with tempfile.TemporaryDirectory(prefix=_prefix(site.output), dir=site.output.parent) as name:
            fresh, old = Path(name) / "new", Path(name) / "old"
            RENDERERS[renderer](site.config, output=fresh, epoch=epoch)
            if in_parts:
                index(fresh)
            if site.output.exists():
                site.output.rename(old)
            try:
                fresh.rename(site.output)
            except OSError:
                if old.exists() and not site.output.exists():
                    old.rename(site.output)
                raise
    except (OSError, shutil.Error) as error:
        raise OutputError(
            Fault(f"cannot be written ({error})", path=str(site.output), hint="the site built before is still there")
        ) from error
    if made_from:
        state = json.dumps({"from": made_from, "files": _files(site.output)}, separators=(",", ":"))
        with contextlib.suppress(OSError):  # then it is rendered again the next time
            write_if_changed(site.root / FOLDER / _STATE, text=state)
    return True


def _prefix(output: Path) -> str:
    return f".{output.name}-digest-"


def _recover(output: Path) -> None:
    """Clear up after a build that was killed; the old HTML is put back if the two were changing places."""
    for left in output.parent.glob(f"{_prefix(output)}*"):
        if (left / "old").is_dir() and not output.exists():
            (left / "old").rename(output)
        shutil.rmtree(left, ignore_errors=True)


def _sources(site: Site, *, epoch: int, renderer: str) -> str:
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
        installed(),
        source(_RENDERERS),
        *(f"{name}={os.environ.get(name)}" for name in named),
    ]
    skipped = {site.output, site.content, site.root / FOLDER}
    for path, size, time in _walk(site.root, skipped=skipped):
        found.append(f"{path.relative_to(site.root).as_posix()} {size} {time}")
    return fingerprint(config, *sorted(found))


def _walk(folder: Path, *, skipped: set[Path]) -> Iterator[tuple[Path, int, int]]:
    for here, folders, names in os.walk(folder):
        folders[:] = [
            name
            for name in folders
            if name not in _BESIDE and Path(here, name) not in skipped and (not name.startswith(".") or name == _THEME)
        ]
        for name in names:
            if not name.startswith(".") and not name.endswith(".pyc"):
                path = Path(here, name)
                status = path.lstat()
                yield path, status.st_size, status.st_mtime_ns


def _files(folder: Path) -> dict[str, list[int]]:
    """Every file of a folder, with its size and time of change."""
    found = {}
    for path, size, time in _walk(folder, skipped=set()):
        found[path.relative_to(folder).as_posix()] = [size, time]
    return found


def _state(site: Site) -> object:
    try:
        return json.loads((site.root / FOLDER / _STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
