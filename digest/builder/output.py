"""The only writer: pages go to disk whole or not at all, and only where something changed.

A page is written to a temporary file beside its place and moved there by `os.replace`, so that a reader (or a
renderer) sees the old page or the new one. A manifest names the pages that are ours: those that are no longer
made are removed, and a file that somebody else put there is never touched.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from digest.errors import Fault, OutputError

MANIFEST = ".digest-pages.json"
"""In the folder of the pages, so that the two are kept or deleted together. Renderers leave dotfiles out."""


@dataclass(frozen=True, slots=True)
class Written:
    """What changed on disk, in pages."""

    total: int
    changed: int
    removed: int


def write_pages(folder: Path, *, pages: Iterable[tuple[str, str | bytes]]) -> Written:
    """Make the folder hold these pages, and leave whatever is not ours as it is.

    Args:
        folder: created where it is missing.
        pages: path beneath the folder (with forward slashes) and text (bytes for a picture), each path once.

    Raises:
        OutputError: two pages have one path, a path leads out of the folder, somebody else's file stands in the
            way, or the disk refuses. What was written before is then still whole.
    """
    wanted = _checked(pages, folder=folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ours = _read_manifest(folder)
        _refuse_foreign(folder, wanted=wanted, ours=ours)
        # Named as ours before they exist: a build that is killed here leaves no page that the next one disowns.
        _write_manifest(folder, ours | wanted.keys())
        changed = sum(write_if_changed(folder / path, text=text) for path, text in wanted.items())
        stale = sorted(ours - wanted.keys())
        for path in stale:
            _remove(folder, path)
        _write_manifest(folder, wanted.keys())
    except OSError as error:
        raise OutputError(
            Fault(
                f"cannot be written ({error.strerror or error})",
                path=str(error.filename or folder),
                hint="check the space left and your permissions; the pages written before are whole",
            )
        ) from error
    return Written(total=len(wanted), changed=changed, removed=len(stale))


def write_if_changed(path: Path, *, text: str | bytes) -> bool:
    """Replace a file by one with this text, atomically; leave it (and its time) alone where it says so already.

    Returns:
        Whether the file was written.

    Raises:
        OSError: the disk refuses; the file is then as it was.
    """
    data = _bytes(text)
    with contextlib.suppress(FileNotFoundError):
        if path.read_bytes() == data:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".digest-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)  # mkstemp's 0600 would keep a web server from reading it
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8")


def _checked(pages: Iterable[tuple[str, str | bytes]], *, folder: Path) -> dict[str, str | bytes]:
    wanted: dict[str, str | bytes] = {}
    folded: set[str] = set()
    for path, text in pages:
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or "\\" in path or pure.name in ("", MANIFEST):
            raise OutputError(Fault(f"page path {path!r} leads out of the folder of the pages", path=str(folder)))
        if path.lower() in folded:
            raise OutputError(
                Fault("two pages have this path", path=str(folder / path), hint="give one of them another slug")
            )
        folded.add(path.lower())
        wanted[path] = text
    return wanted


def _read_manifest(folder: Path) -> set[str]:
    try:
        named = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["pages"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return set()  # lost or damaged: then nothing is ours, and nothing is removed
    return {path for path in named if isinstance(path, str) and ".." not in PurePosixPath(path).parts}


def _write_manifest(folder: Path, paths: Iterable[str]) -> None:
    write_if_changed(folder / MANIFEST, text=json.dumps({"pages": sorted(paths)}, indent=0) + "\n")


def _refuse_foreign(folder: Path, *, wanted: dict[str, str | bytes], ours: set[str]) -> None:
    faults = [
        Fault(
            "is not a page that digest wrote",
            path=str(folder / path),
            hint="move it elsewhere, or delete it if it is left from an earlier build",
        )
        for path in wanted.keys() - ours
        if (folder / path).exists() and (folder / path).read_bytes() != _bytes(wanted[path])
    ]
    if faults:
        raise OutputError(*sorted(faults, key=str))


def _remove(folder: Path, path: str) -> None:
    target = folder / path
    target.unlink(missing_ok=True)
    for parent in target.relative_to(folder).parents[:-1]:
        with contextlib.suppress(OSError):  # not empty: something else lives there
            (folder / parent).rmdir()
