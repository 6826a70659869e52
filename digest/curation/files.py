"""Finds the files beside debates: corrections, records of imports, and the corrections of the whole site."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from digest.curation.load import Curation, loads
from digest.curation.proposals import by_hand, kept_of, proposals_path, with_proposals
from digest.curation.record import Record, record_of
from digest.errors import CurationError, Fault, did_you_mean, place

__all__ = [
    "CHANGES",
    "CURATION",
    "SITE_FILE",
    "Beside",
    "Corrections",
    "Models",
    "beside",
    "corrections",
    "curation_path",
    "record_path",
]

Models = Literal["reviewed", "all", "none"]
"""Which corrections of a model are applied: those that an editor accepted, its proposals as well, or none."""
CURATION = ".curation.yml"
CHANGES = ".changes.yml"
_BY_HAND = b"\0by hand"
"""Distinguishes the same file read in two ways."""
SITE_FILE = "site.curation.yml"
"""In the content folder: corrections of phrases across all debates."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The files beside one debate.

    Attributes:
        raw: the bytes of the files, for the cache key.
    """

    curation: Curation = field(default_factory=lambda: Curation(""))
    record: Record = field(default_factory=Record)
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of a whole site; `of` maps the path of a debate's file to its corrections, if it has any."""

    of: Mapping[str, Beside] = field(default_factory=dict)
    site: Curation = field(default_factory=lambda: Curation(""))

    def beside(self, debate: str) -> Beside:
        """The files beside a debate's file."""
        return self.of.get(debate, Beside())


def curation_path(debate: Path) -> Path:
    """The path of a debate's corrections.

    Example:
        >>> curation_path(Path("content/tea.md")).name
        'tea.curation.yml'
    """
    return debate.with_name(f"{debate.stem}{CURATION}")


def record_path(debate: Path) -> Path:
    """The path of the record of a debate's imports."""
    return debate.with_name(f"{debate.stem}{CHANGES}")


def beside(debate: Path, *, root: Path | None = None, models: Models = "reviewed") -> Beside:
    """Load the files beside one debate's file.

    Args:
        debate: the file.
        root: the folder that faults name files relative to.
        models: which corrections of a model are applied; the file of proposals is only read for `all`.

    Raises:
        CurationError: a file is not valid; with all faults of all files.
    """
    faults: list[Fault] = []
    found = Beside()
    curation, record = curation_path(debate), record_path(debate)
    try:
        if _there(curation):
            raw = _bytes(curation, root)
            found = Beside(loads(_text(raw, curation, root), path=place(curation, root)), raw=raw)
        if models == "none" and found.raw:
            found = replace(found, curation=by_hand(found.curation), raw=found.raw + _BY_HAND)
    except CurationError as error:
        faults += error.faults
    try:
        if _there(record):
            raw = _bytes(record, root)
            known = record_of(_text(raw, record, root), path=place(record, root))
            found = Beside(found.curation, known, found.raw + b"\0" + raw)
    except CurationError as error:
        faults += error.faults
    proposals = proposals_path(debate)
    try:
        if models == "all" and _there(proposals):
            raw = _bytes(proposals, root)
            kept = kept_of(_text(raw, proposals, root), path=place(proposals, root))
            found = replace(found, curation=with_proposals(found.curation, kept), raw=found.raw + b"\0\0" + raw)
    except CurationError as error:
        faults += error.faults
    if faults:
        raise CurationError(*faults)
    return found


def corrections(debates: Iterable[str], *, folder: Path, root: Path, models: Models = "reviewed") -> Corrections:
    """Load the files beside all debates of a content folder.

    Args:
        debates: the paths of their files, relative to `root`.
        folder: the content folder.
        root: the site's folder.
        models: which corrections of a model are applied.

    Raises:
        CurationError: a file cannot be read, or belongs to no debate or to two. Otherwise a post could be shown that
            somebody wants hidden, only because a file has the wrong name.
    """
    faults: list[Fault] = []
    of: dict[str, Beside] = {}
    owners: dict[Path, str] = {}
    for debate in debates:
        path = root / debate
        owner = owners.setdefault(curation_path(path), debate)
        if owner != debate and _there(curation_path(path)):
            what = f"belongs to two debates, {owner} and {debate}"
            faults.append(Fault(what, path=place(curation_path(path), root), hint="rename one of them"))
        try:
            if (found := beside(path, root=root, models=models)) != Beside():
                of[debate] = found
        except CurationError as error:
            faults += error.faults
    site = Curation("")
    try:
        site = _of_site(folder, owners, root)
    except CurationError as error:
        faults += error.faults
    faults += _strays(folder, owners, root)
    if faults:
        raise CurationError(*faults)
    return Corrections(of, site)


def _of_site(folder: Path, owners: Mapping[Path, str], root: Path) -> Curation:
    path = folder / SITE_FILE
    if not _there(path):
        return Curation("")
    if path in owners:
        what = f"would hold the corrections of both the site and {owners[path]}"
        raise CurationError(Fault(what, path=place(path, root), hint="give the debate's file another name"))
    return loads(_text(_bytes(path, root), path, root), path=place(path, root), whole_site=True)


def _strays(folder: Path, owners: Mapping[Path, str], root: Path) -> list[Fault]:
    names = [path.name for path in owners]
    faults = []
    for path in sorted(folder.rglob(f"*{CURATION}")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path not in owners and path != folder / SITE_FILE:
            hint = did_you_mean(path.name, names) or "name it after the debate's file, or delete it"
            faults.append(Fault("belongs to no debate", path=place(path, root), hint=hint))
    return faults


def _there(path: Path) -> bool:
    """Whether the file exists; false if the name is too long for the file system."""
    return os.path.exists(path)  # noqa: PTH110 `Path.exists` raises for such a name


def _bytes(path: Path, root: Path | None) -> bytes:
    try:
        if not path.is_file():  # reading a pipe would wait for ever
            raise CurationError(Fault("is not a file", path=place(path, root), hint="delete or move it"))
        return path.read_bytes()
    except OSError as error:
        raise CurationError(Fault(f"cannot be read ({error.strerror or error})", path=place(path, root))) from None


def _text(raw: bytes, path: Path, root: Path | None) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CurationError(Fault("is not UTF-8", path=place(path, root), hint="save it as UTF-8")) from None
