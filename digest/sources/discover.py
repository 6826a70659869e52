"""All documents of a content folder, or all that is wrong with them."""

from __future__ import annotations

import os
from pathlib import Path

from digest.errors import ContentError, Fault
from digest.model import Document
from digest.sources import read

__all__ = ["content_files", "discover"]

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
    faults: list[Fault] = []
    documents: list[Document] = []
    if not folder.is_dir():
        shown = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)
        raise ContentError(Fault("no such folder", path=shown, hint="make it and put a debate into it"))
    for path in content_files(folder):
        if path.is_symlink():
            shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
            faults.append(Fault("is a symbolic link", path=shown, hint="put the file itself here"))
            continue
        try:
            documents.append(read(path, root=root, language=language))
        except ContentError as error:
            faults.extend(error.faults)
    faults.extend(_doubles(documents))
    if faults:
        raise ContentError(*faults)
    return tuple(documents)


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


def _doubles(documents: list[Document]) -> list[Fault]:
    """Documents whose pages would replace one another."""
    first: dict[str, Document] = {}
    faults = []
    for document in documents:
        other = first.setdefault(document.slug.casefold(), document)
        if other is not document:
            what = f"has the same slug as {other.path} ('{document.slug}')"
            faults.append(
                Fault(what, path=document.path, hint="rename one of the files, or set `slug:` in its front matter")
            )
    return faults
