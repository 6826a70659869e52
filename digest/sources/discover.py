"""All documents of a content folder, or all that is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from digest.errors import ContentError, Fault, place
from digest.model import Document
from digest.sources import read

__all__ = ["content_files", "discover", "doubles", "listed"]

_NOT_CONTENT = (".curation.yml", ".changes.yml")


def discover(folder: Path, *, root: Path, language: str) -> tuple[Document, ...]:
    """Read every file of a folder and of the folders in it, in the order of their paths.

    Files whose names begin with a dot, `README.md` and what lies beside debates (`NAME.curation.yml`,
    `NAME.changes.yml`) are left out.

    Args:
        folder: the content folder.
        root: the folder that paths are shown relative to.
        language: ISO 639-1 code of documents that name none.

    Raises:
        ContentError: with every fault of every file, so that all can be mended in one go.
    """
    paths, faults = listed(folder, root=root)
    documents: list[Document] = []
    for path in paths:
        try:
            documents.append(read(path, root=root, language=language))
        except ContentError as error:
            faults.extend(error.faults)
    faults.extend(doubles((document.path, document.slug) for document in documents))
    if faults:
        raise ContentError(*faults)
    return tuple(documents)


def listed(folder: Path, *, root: Path) -> tuple[list[Path], list[Fault]]:
    """The debates of a content folder in the order of their paths, and links that stand among them, as faults.

    Raises:
        ContentError: there is no such folder.
    """
    if not folder.is_dir():
        shown = place(folder, root)
        raise ContentError(Fault("no such folder", path=shown, hint="make it and put a debate into it"))
    paths, faults = [], []
    for path in content_files(folder):
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
            faults.append(Fault(what, path=path, hint=hint))
    return faults
