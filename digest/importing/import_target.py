"""Finds the file of a discussion in the content folder, and its earlier content."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from digest.atomic_write import unrecorded_of
from digest.errors import ContentError, Fault
from digest.importing.front_matter import Heading, divided
from digest.importing.sites import place_of
from digest.model import Document
from digest.sources import read_text
from digest.sources.base import load
from digest.text.slugs import short_hash, slugify

__all__ = ["ImportTarget", "find_target", "hashed_source", "identity", "recorded_before"]

_ENDINGS = (".md", ".json", ".txt", ".html", ".csv", ".mbox", ".eml", ".xml")


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """The file for a discussion, and its current content.

    Attributes:
        before: the current content as a document; None for a new file.
        heading: its front matter, for our own format.
    """

    path: Path
    before: Document | None = None
    heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The discussion to look for."""

    document: Document
    source: str
    ending: str

    @property
    def sources(self) -> tuple[str, str]:
        """The possible sources that its file may record."""
        return self.source, hashed_source(self.source)

    def is_in(self, before: Document) -> bool:
        """Whether a raw file has this discussion, by its address or, for a format without addresses, by its title."""
        if before.source is not None and self.document.source is not None:
            return identity(before.source) == identity(self.document.source)
        return (before.format, before.title) == (self.document.format, self.document.title)


def identity(source: str) -> str:
    """The same name for all addresses of a discussion; for a file, its name."""
    found = place_of(source)
    return found[1].source if found else source


def hashed_source(source: str) -> str:
    """The hash that replaces a source whose address contains a name, in an anonymized file.

    Example:
        >>> hashed_source("https://example.org/~ann/1")
        'source-6b2b9f06e201'
    """
    return f"source-{short_hash(source, length=12)}"


def find_target(document: Document, *, source: str, into: Path, ending: str, name: str | None) -> ImportTarget:
    """The existing file of a discussion, even if an editor has moved or renamed it, or else a new one.

    Args:
        document: as it was fetched.
        source: its identity.
        into: the content folder.
        ending: `.md` for our own format, else that of the raw file.
        name: the file name that the editor wants.

    Raises:
        ContentError: a file of that name is another discussion or somebody's own text, or cannot be read.
    """
    wanted = _Wanted(document, source, ending)
    if name is None and (found := _same(into, wanted)) is not None:
        return found
    stem = slugify(Path(name).stem if name and Path(name).suffix.lower() in _ENDINGS else name or document.title)
    path = into / f"{stem}{ending}"
    there = _target_at(path, wanted)
    if there is None and name is None:  # another debate has this title
        path = into / f"{stem}-{short_hash(source, length=6)}{ending}"
        there = _target_at(path, wanted)
    if there is None:
        hint = "choose another name with --name, or move that file"
        raise ContentError(Fault("is another discussion, and was left unchanged", path=str(path), hint=hint))
    if there.before is None:
        _refuse_twin(path)
        if name is not None and (other := _same(into, wanted)) is not None:
            hint = "leave out --name to update it, or delete it first"
            raise ContentError(Fault("already holds this discussion", path=str(other.path), hint=hint))
    return there


def recorded_before(place: ImportTarget) -> Document | None:
    """The debate when its changes were last recorded: if an import was interrupted, before that import."""
    copy = unrecorded_of(place.path)
    if place.before is not None and copy.is_file() and not copy.is_symlink():
        with contextlib.suppress(ContentError):
            return read_text(load(copy).text.encode(), path=str(place.path))
    return place.before


def _same(into: Path, wanted: _Wanted) -> ImportTarget | None:
    """The file that was imported from this source; of several, the first by path."""
    needles = [one.rstrip("/").rpartition("/")[2].rpartition("=")[2].encode() for one in wanted.sources]
    for path in sorted(_files(into, wanted.ending)):
        try:
            with path.open("rb") as file:
                held = file.read(16384) if wanted.ending == ".md" else file.read()
            if not any(needle in held for needle in needles):
                continue
        except OSError:
            continue  # not a file that we imported
        found = _target_at(path, wanted)
        if found is not None and found.before is not None:
            return found
    return None


def _files(into: Path, ending: str) -> Iterator[Path]:
    for here, folders, names in os.walk(into):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(here) / name for name in names if name.endswith(ending) and not name.startswith("."))


def _target_at(path: Path, wanted: _Wanted) -> ImportTarget | None:
    """The file at a path; None if it has other content than this discussion."""
    if path.is_symlink():
        raise ContentError(Fault("is a symbolic link", path=str(path), hint="put the file itself there"))
    if not path.exists():
        return ImportTarget(path)
    try:
        file = load(path)
        if wanted.ending != ".md":
            before = read_text(file.text.encode(), path=str(path))
            return ImportTarget(path, before) if wanted.is_in(before) else None
        heading = divided(file.text, path=str(path))
    except ContentError:
        ours = any(f" from {one}".encode() in path.read_bytes() for one in wanted.sources) if path.is_file() else False
        if wanted.ending == ".md" and ours:
            raise  # it is this discussion, and its front matter is broken
        return None
    if heading.provenance is None or heading.provenance.source not in wanted.sources:
        return None
    return ImportTarget(path, read_text(file.text.encode(), path=str(path)), heading)


def _refuse_twin(path: Path) -> None:
    """Refuse a second file with the same slug, which would give two debates one address."""
    for ending in _ENDINGS:
        twin = path.with_suffix(ending)
        if ending != path.suffix and twin.exists():
            hint = "delete it, or choose another name with --name"
            raise ContentError(Fault("already has the name of this import", path=str(twin), hint=hint))
