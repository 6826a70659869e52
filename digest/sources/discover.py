"""The debates of a content folder."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from digest.errors import ContentError, Fault, place
from digest.sources.several import named_in

__all__ = ["content_files", "doubles", "listed"]

_NAMES_PARTS = (".md", ".markdown")
_NOT_CONTENT = (".curation.yml", ".changes.yml", ".proposals.yml")


def listed(folder: Path, *, root: Path) -> tuple[list[Path], list[Fault]]:
    """The debates of a content folder in the order of their paths, and links that stand among them, as faults.

    Files whose names begin with a dot, `README.md` and what lies beside debates (`NAME.curation.yml`,
    `NAME.changes.yml`, `NAME.proposals.yml`) are left out; so are files that a debate names in its `sources:`.

    Raises:
        ContentError: there is no such folder.
    """
    if not folder.is_dir():
        shown = place(folder, root)
        raise ContentError(Fault("no such folder", path=shown, hint="make it and put a debate into it"))
    paths, faults = [], []
    every = content_files(folder)
    parts = {part for path in every if path.suffix.lower() in _NAMES_PARTS for part in named_in(path)}
    for path in every:
        if path in parts:
            continue  # it is read as a part of the debate that names it
        if path.is_symlink():
            shown = place(path, root)
            faults.append(Fault("is a symbolic link", path=shown, hint="put the file itself here"))
        else:
            paths.append(path)
    return paths, faults


def content_files(folder: Path) -> list[Path]:
    """The debates of a folder, and links to anything, in the order of their paths, the same on every system."""
    found: list[Path] = []
    for here, folders, names in os.walk(folder):
        links = [name for name in folders if not name.startswith(".") and (Path(here) / name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(".") and name not in links]
        found.extend(Path(here) / name for name in [*names, *links] if _is_content(name))
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def _is_content(name: str) -> bool:
    return not (name.startswith(".") or name.lower() == "readme.md" or name.lower().endswith(_NOT_CONTENT))


def doubles(debates: Iterable[tuple[str, str]]) -> list[Fault]:
    """Debates (path and slug) whose pages would replace one another."""
    first: dict[str, str] = {}
    faults = []
    for path, slug in debates:
        other = first.setdefault(slug.casefold(), path)
        if other != path:
            what = f"has the same slug as {other} ('{slug}')"
            hint = "rename one of the files, or set `slug:` in its front matter"
            if unicodedata.normalize("NFC", other) == unicodedata.normalize("NFC", path):
                what = "there are two files of this name, which differ only in how its accents are stored"
                hint = "delete one of them, or rename one"
            faults.append(Fault(what, path=path, hint=hint))
    return faults
