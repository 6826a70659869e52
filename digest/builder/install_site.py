"""Replaces the rendered site by a new one, completely or not at all, and changes only our own files.

The record in the site's folder lists every file that a build wrote there, with its hash. Unchanged files are not
touched, so that a copy to a server sends only what changed. Files that the record does not list belong to somebody
else and are not touched either.

Files are replaced one by one, because the folder may be a link or a mounted disk, or contain a `.git`. The old files
are kept in a folder beside them until all is done. If the build fails or is killed before that, the old files are
restored: at once, or by the next command that builds.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from digest.atomic_write import put, put_beside
from digest.builder.ownership import Aside, blocked, few, inside, remove, sum_of
from digest.errors import Fault, OutputError

__all__ = ["EXCHANGE", "RECORD", "Installed", "files_of", "install", "recorded", "recover"]

RECORD = ".digest-site.json"
"""The record, in the site's folder, so that the two are kept, copied or deleted together."""
EXCHANGE = ".digest-exchange"
"""The folder beside it for old files while they are replaced."""
_PLAN, _OLD, _NEW = "plan.json", "old", "new"
_FORMAT = 1
_AGAIN = "build again"


@dataclass(frozen=True, slots=True)
class Installed:
    """The number of files that changed in the site's folder."""

    changed: int
    removed: int


@dataclass(slots=True)
class _Plan:
    """The planned changes, and what prevents them.

    Attributes:
        added: files that are not there yet.
        replaced: ours that have another text now.
        stale: ours that are no longer made.
        edited: those of them that somebody edited.
        foreign: files of others in the place of ours.
        links: links in the place of files or folders of ours.
    """

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def install(
    fresh: Path, *, output: Path, aside: Aside, known: Collection[str] = (), kept: Collection[str] = ()
) -> Installed:
    """Move a site's files to its folder.

    Args:
        fresh: the folder of the new files; some of them are moved out of it.
        output: the folder of the site; made where it is missing.
        aside: keeps the versions of files that somebody edited.
        known: files whose size and time are as the last build left them, so that they need not be read again; they
            are ours even where the record has been lost.
        kept: those of them that belong to the new site as they are.

    Raises:
        OutputError: files of others, or links, are where ours belong, or somebody changed a file that is kept;
            nothing has changed then.
        OSError: the disk refuses; the files before are back in their places.
    """
    folder = output.resolve()
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    recover(folder)
    before = recorded(folder, known=known)
    wanted = {path: before.get(path, "") for path in kept}
    wanted |= {path: sum_of((fresh / path).read_bytes()) for path in files_of(fresh)}
    plan = _plan(wanted, before=before, folder=folder, known=frozenset(known))
    _refuse(plan, output)
    if changed := sorted({*plan.added, *plan.replaced} & set(kept)):
        raise OutputError(Fault(f"was changed while the site was built: {few(changed)}", path=str(output), hint=_AGAIN))
    for path in plan.edited:
        aside.keep(folder / path, name=f"{output.name}/{path}")
    text = json.dumps({"format": _FORMAT, "files": dict(sorted(wanted.items()))}, indent=0, ensure_ascii=False)
    try:
        _exchange(plan, record=f"{text}\n".encode(), fresh=fresh, folder=folder)
    except BaseException:
        recover(folder)
        if made:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    return Installed(changed=len(plan.added) + len(plan.replaced), removed=len(plan.stale))


def recover(output: Path) -> None:
    """Restore the files that a killed build began to replace, if there are any.

    Raises:
        OSError: the disk refuses.
    """
    folder = output.resolve()
    exchange = folder / EXCHANGE
    if not exchange.is_dir():
        return
    if (exchange / _PLAN).exists():  # written before any file is moved, and removed after the last one
        plan = _read(exchange / _PLAN) or {}
        for path in filter(inside, _list(plan.get("added"))):
            remove(folder, path)
        for number, path in enumerate(_list(plan.get("old"))):
            old = exchange / _OLD / str(number)
            if inside(path) and old.exists():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                os.replace(old, folder / path)  # noqa: PTH105
    shutil.rmtree(exchange)


def files_of(folder: Path) -> Iterator[str]:
    """The files below a folder, with forward slashes, including hidden ones."""
    for here, _, names in os.walk(folder):
        beneath = os.path.relpath(here, folder).replace(os.sep, "/")
        for name in names:
            yield name if beneath == "." else f"{beneath}/{name}"


def recorded(folder: Path, *, known: Collection[str] = ()) -> dict[str, str]:
    """Our files in a site's folder, with their hashes.

    Args:
        known: those that are believed to be ours if there is no record.
    """
    with contextlib.suppress(AttributeError):
        files: Any = (_read(folder / RECORD) or {}).get("files", {})
        if ours := {path: its for path, its in files.items() if inside(path) and isinstance(its, str)}:
            return ours
    return {path: sum_of((folder / path).read_bytes()) for path in known if inside(path) and _is_file(folder / path)}


def _plan(
    wanted: Mapping[str, str], *, before: Mapping[str, str], folder: Path, known: Collection[str] = frozenset()
) -> _Plan:
    plan = _Plan()
    looked: dict[str, str] = {}
    for path in (*wanted, *(before.keys() - wanted.keys())):
        wall = blocked(os.path.dirname(path), folder, looked)  # noqa: PTH120 fast, for tens of thousands
        target = folder / path
        if wall:
            if path in wanted and not (wall in before and wall not in wanted):
                (plan.links if (folder / wall).is_symlink() else plan.foreign).append(wall)
            elif path in wanted:
                plan.added.append(path)
        elif not _is_file(target):
            _look_at_no_file(plan, path, wanted=wanted, before=before, folder=folder)
        else:
            now = before[path] if path in known and path in before else sum_of(target.read_bytes())
            _look_at_file(plan, path, now, wanted=wanted, before=before)
    return plan


def _look_at_file(plan: _Plan, path: str, now: str, *, wanted: Mapping[str, str], before: Mapping[str, str]) -> None:
    """Plan for a path at which there is a file with this hash."""
    if now not in (before.get(path), wanted.get(path)):
        if path not in before:
            plan.foreign.append(path)
            return
        plan.edited.append(path)
    if path not in wanted:
        plan.stale.append(path)
    elif now != wanted[path]:
        plan.replaced.append(path)


def _look_at_no_file(
    plan: _Plan, path: str, *, wanted: Mapping[str, str], before: Mapping[str, str], folder: Path
) -> None:
    """Plan for a path at which there is nothing, a link, or a folder."""
    if path not in wanted:
        return  # our file is gone; what is there now belongs to somebody else
    target = folder / path
    if target.is_symlink():
        plan.links.append(path)
    elif not target.exists():
        plan.added.append(path)
    elif target.is_dir() and all(f"{path}/{one}" in before for one in files_of(target)):
        plan.added.append(path)  # the folder has only our files, and is removed with them
    else:
        plan.foreign.append(path)


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _refuse(plan: _Plan, output: Path) -> None:
    faults = []
    if plan.foreign:
        paths = sorted(set(plan.foreign))
        what = f"holds files that digest did not write, where it would write its own: {few(paths)}"
        hint = "move it, or delete it if it is left from an earlier build"
        faults.append(Fault(what, path=str(output), hint=hint))
    if plan.links:
        hint = "remove them; digest does not write through links inside the site"
        faults.append(Fault(f"holds links: {few(sorted(set(plan.links)))}", path=str(output), hint=hint))
    if faults:
        raise OutputError(*faults)


def _exchange(plan: _Plan, *, record: bytes, fresh: Path, folder: Path) -> None:
    exchange = folder / EXCHANGE
    (exchange / _OLD).mkdir(parents=True)
    changed = [*plan.added, *plan.replaced]
    if fresh.stat().st_dev != folder.stat().st_dev:  # moving would copy, which can fail halfway
        fresh = _brought(changed, fresh=fresh, to=exchange / _NEW)
    there = [RECORD] if _is_file(folder / RECORD) else []
    old = [*plan.stale, *plan.replaced, *there]  # by their numbers: ten thousand folders take longer than their files
    note = {"added": [*plan.added, *([] if there else [RECORD])], "old": old}
    put(exchange / _PLAN, json.dumps(note).encode(), prefix=".")
    places = {path: exchange / _OLD / str(number) for number, path in enumerate(old)}
    for path in plan.stale:
        put_beside(folder / path, places[path])
        remove(folder, path)
    for path in plan.added:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        os.replace(fresh / path, folder / path)  # noqa: PTH105
    for path in plan.replaced:
        put_beside(folder / path, places[path])
        os.replace(fresh / path, folder / path)  # noqa: PTH105
    put(exchange / RECORD, record, prefix=".")
    if there:
        put_beside(folder / RECORD, places[RECORD])
    os.replace(exchange / RECORD, folder / RECORD)  # noqa: PTH105
    (exchange / _PLAN).unlink()
    shutil.rmtree(exchange, ignore_errors=True)


def _brought(paths: Collection[str], *, fresh: Path, to: Path) -> Path:
    for path in paths:
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(fresh / path, to / path)
    return to


def _list(found: object) -> list[Any]:
    return found if isinstance(found, list) else []


def _read(path: Path) -> dict[str, object] | None:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
