"""Which program made something: what is kept from an earlier build holds for the very same program only."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

import digest
from digest.builder.cache import fingerprint

__all__ = ["ANALYSIS", "PRINTING", "installed", "source", "templates"]

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
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                found += (file.relative_to(folder).as_posix(), file.read_bytes())
    return fingerprint(*found)


@cache
def installed() -> str:
    """The fingerprint of the Python that runs and of all that is installed beside it, by names and versions.

    It is read off the names of the folders in which installers note what they installed: looking up each
    distribution takes longer than all else of a build in which nothing changed.
    """
    found = {".".join(map(str, sys.version_info[:3]))}
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 names alone, a thousand times faster
        except OSError:
            continue
        found.update(name for name in names if name.endswith((".dist-info", ".egg-info")))
    return fingerprint(*sorted(found))
