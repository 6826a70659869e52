"""Which program made something: what is kept from an earlier build holds for the very same program only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import digest
from digest.builder.cache import fingerprint

__all__ = ["ANALYSIS", "PRINTING", "model", "source", "templates"]

ANALYSIS = ("errors.py", "model", "text", "sources", "analysis", "curation", "recipe.py")
"""What decides what is understood of a debate."""
PRINTING = (*ANALYSIS, "library", "settings.py", "site")
"""What decides how pages look, but for the templates."""
_PACKAGE = Path(digest.__file__).parent


@cache
def source(parts: tuple[str, ...]) -> str:
    """The fingerprint of these parts of this package: of its programs, weights and word lists.

    Example:
        >>> source(ANALYSIS) == source(PRINTING)
        False
    """
    found: list[bytes | str] = []
    for part in (*parts, "builder/jobs.py", "builder/codec.py"):
        path = _PACKAGE / part
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                found += (file.relative_to(_PACKAGE).as_posix(), file.read_bytes())
    return fingerprint(*found)


def templates(own: Path) -> str:
    """The fingerprint of all templates and assets: the site's own, and ours, beside the package or in it."""
    found: list[bytes | str] = []
    for folder in (own, _PACKAGE / "templates", _PACKAGE.parent / "templates"):
        for file in sorted(_files(folder)):
            found += (file.relative_to(folder).as_posix(), file.read_bytes())
    return fingerprint(*found)


def model(similarity: str) -> str:
    """The fingerprint of a model that tells likeness, where the settings name a folder; else empty."""
    folder = Path(similarity)
    if not folder.is_dir():
        return ""
    stamps = ((file.relative_to(folder).as_posix(), file.stat()) for file in sorted(_files(folder)))
    return fingerprint(*(f"{name} {status.st_size} {status.st_mtime_ns}" for name, status in stamps))


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder, those behind links as well, each folder once."""
    seen: set[tuple[int, int]] = set()
    for here, folders, names in os.walk(folder, followlinks=True):
        status = Path(here).stat()
        if (status.st_dev, status.st_ino) in seen:  # a link to a folder above
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        yield from (path for name in names if (path := Path(here, name)).is_file())
