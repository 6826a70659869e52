"""The only writer of pages: they go to disk whole or not at all, and only where something changed.

A page is written to a temporary file beside its place and moved there by `os.replace`, so that a reader (or a
renderer) sees the old page or the new one. Pages are written in groups, such as those of one debate; a manifest notes
what each group was made from, which pages it has and how they were left, so that a group whose sources are the same
need not be made again, and pages that are no longer made are removed. A file that somebody else put there is never
touched, and of a page that somebody edited their version is kept aside (see `digest.builder.ownership`).

What a build is about to write is noted in a journal before it is written. Where a build is killed, the next one knows
from it which files are ours.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, Any

from digest.atomic_write import put_beside, put_if_changed
from digest.builder.ownership import EDITED, Aside, blocked, inside, remove, sum_of
from digest.errors import Fault, OutputError, refused

__all__ = ["JOURNAL", "MANIFEST", "Output", "Written", "seed", "write_if_changed", "writing"]

MANIFEST = ".digest-pages.json"
"""In the folder of the pages, so that the two are kept or deleted together. Renderers leave dotfiles out."""
JOURNAL = ".digest-pages.log"
_AT_ONCE = 100
"""So many pages are in memory at once."""
_TEMPORARY = ".digest-new-"
_FORMAT = 2


@dataclass(frozen=True, slots=True)
class Written:
    """What changed on disk, in pages."""

    total: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Left:
    """How a page was left: a hash of it, its size and its time of change (0 where that was not yet known)."""

    sum: str
    size: int
    time: int = 0


@dataclass(frozen=True, slots=True)
class _Group:
    made_from: str
    pages: dict[str, _Left]


@dataclass(slots=True)
class Output:
    """A folder of pages while a build writes to it; made by `writing`."""

    folder: Path
    _before: dict[str, _Group]
    _journal: IO[str]
    _ours: dict[str, list[_Left]]
    _aside: Aside
    _groups: dict[str, _Group] = field(default_factory=dict)
    _taken: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    _looked: dict[str, str] = field(default_factory=dict)
    _changed: int = 0

    def keep(self, name: str, *, made_from: str) -> bool:
        """Leave a group as it is, if it was made from the very same and its pages are there as they were left."""
        group = self._before.get(name)
        if group is None or group.made_from != made_from or name in self._groups:
            return False
        pages: dict[str, _Left] = {}
        for path, left in group.pages.items():
            if (now := _still(self.folder / path, left)) is None:
                return False
            pages[path] = now
        for path in pages:
            self._take(path, source=None)
        self._groups[name] = _Group(made_from, pages)
        return True

    def write(self, name: str, *, made_from: str, pages: Iterable[tuple[str, str | bytes, str | None]]) -> None:
        """Write a group of pages.

        Args:
            name: of the group.
            made_from: the fingerprint of all that its pages were made from.
            pages: path beneath the folder (with forward slashes), text (bytes for a picture), and the content file
                that it comes from.

        Raises:
            OutputError: two pages have one path, a path is outside the folder, or somebody else's file stands in
                the way; it is then as it was.
            OSError: the disk refuses. What was written before is whole.
        """
        group = _Group(made_from, {})
        rest = iter(pages)
        while wanted := self._checked(islice(rest, _AT_ONCE)):
            planned = {path: _Left(sum_of(data), len(data)) for path, data in wanted.items()}
            self._note(name, _Group("", planned))
            for path, left in planned.items():
                self._keep_edited(path)
                written, time = put_if_changed(self.folder / path, wanted[path], prefix=_TEMPORARY)
                self._changed += written
                group.pages[path] = replace(left, time=time)
        self._groups[name] = group
        self._note(name, group)

    def finish(self) -> Written:
        """Remove our pages that were neither kept nor written, and note what there is now.

        Raises:
            OSError: the disk refuses.
        """
        wanted = {path for group in self._groups.values() for path in group.pages}
        stale = sorted(self._ours.keys() - wanted)
        for path in stale:
            if blocked(_parent(path), self.folder, self._looked):
                continue  # somebody has put a link there, and what lies behind it is not ours
            self._keep_edited(path)
            remove(self.folder, path)
        _write_manifest(self.folder, self._groups)
        self._journal.close()
        (self.folder / JOURNAL).unlink(missing_ok=True)
        return Written(total=len(wanted), changed=self._changed, removed=len(stale))

    def _note(self, name: str, group: _Group) -> None:
        note = {"group": name, "from": group.made_from, "pages": _plain(group.pages)}
        self._journal.write(json.dumps(note, separators=(",", ":")) + "\n")
        self._journal.flush()
        for path, left in group.pages.items():
            self._ours.setdefault(path, []).append(left)

    def _keep_edited(self, path: str) -> None:
        """Keep what somebody made of a page, before it is replaced or removed."""
        target, known = self.folder / path, self._ours.get(path, [])
        if known and target.is_file() and not any(left.sum == "" or _still(target, left) for left in known):
            self._aside.keep(target, name=f"{self.folder.name}/{path}")

    def _checked(self, pages: Iterable[tuple[str, str | bytes, str | None]]) -> dict[str, bytes]:
        wanted = {}
        for path, text, source in pages:
            self._take(path, source=source)
            wanted[path] = text if isinstance(text, bytes) else text.encode("utf-8")
        self._refuse_foreign(wanted)
        return wanted

    def _take(self, path: str, *, source: str | None) -> None:
        pure = PurePosixPath(path)
        ours = pure.name in ("", MANIFEST, JOURNAL)
        if pure.is_absolute() or ".." in pure.parts or "\\" in path or ours:
            raise OutputError(Fault(f"the page path {path!r} is outside the folder", path=str(self.folder)))
        folded = path.casefold()  # some file systems do not tell cases apart
        if folded in self._taken:
            other, its = self._taken[folded]
            what = f"two pages have the same path: {path}, made from {source or 'all debates'}, and "
            what += f"{other}, made from {its or 'all debates'}"
            raise OutputError(Fault(what, path=str(self.folder / path), hint="give one of the sources another slug"))
        self._taken[folded] = path, source

    def _refuse_foreign(self, wanted: dict[str, bytes]) -> None:
        faults = [
            Fault(
                "is not a page that digest wrote",
                path=str(self.folder / path),
                hint="move it, or delete it if it is left from an earlier build",
            )
            for path in sorted(wanted.keys() - self._ours)
            if (self.folder / path).exists() and (self.folder / path).read_bytes() != wanted[path]
        ]
        walls = {blocked(_parent(path), self.folder, self._looked) for path in wanted} - {""}
        faults += [
            Fault("is a file where a folder of pages should be", path=str(self.folder / wall), hint="move it")
            for wall in sorted(walls)
        ]
        if faults:
            raise OutputError(*faults)


@contextmanager
def writing(folder: Path, *, aside: Aside | None = None) -> Iterator[Output]:
    """The folder of the pages, for a build to write to.

    Args:
        folder: created where it is missing.
        aside: keeps what somebody made of a page; by default in a folder beside this one.

    Raises:
        OutputError: the disk refuses, there or within the block; what was written before is whole, and the next
            build goes on from it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before, ours = _known(folder)
        if (folder / JOURNAL).exists():  # a build was killed, perhaps between a page's temporary file and its place
            _sweep(folder, ours)
        with (folder / JOURNAL).open("a", encoding="utf-8") as journal:
            journal.write("\n")  # ends a line that a killed build left unfinished
            yield Output(folder, before, journal, ours, aside or Aside(folder.parent / EDITED, folder.parent))
    except OSError as error:
        raise OutputError(refused(error, path=folder, then="the pages written before are intact")) from error


def seed(folder: Path, *, built: Path) -> None:
    """Begin a folder of pages, where there is none, with those of another.

    Raises:
        OSError: the disk refuses.
    """
    if folder.exists() or (built / JOURNAL).exists() or not _read_manifest(built):
        return
    groups, _ = _known(built)
    pages = {path for group in groups.values() for path, left in group.pages.items() if _still(built / path, left)}
    for path in (MANIFEST, *sorted(pages)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        put_beside(built / path, folder / path)


def write_if_changed(path: Path, *, text: str | bytes) -> bool:
    """Replace a file by one with this text, atomically; leave it (and its time) alone where it says so already.

    Returns:
        Whether the file was written.

    Raises:
        OSError: the disk refuses; the file is then as it was.
    """
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return put_if_changed(path, data, prefix=_TEMPORARY)[0]


def _still(path: Path, left: _Left) -> _Left | None:
    """How a page is, if it is as it was left; a page whose time changed (copied, checked out) is looked into."""
    try:
        status = path.stat()
        if status.st_size != left.size:
            return None
        if status.st_mtime_ns != left.time and sum_of(path.read_bytes()) != left.sum:
            return None
    except OSError:
        return None
    return _Left(left.sum, left.size, status.st_mtime_ns)


def _known(folder: Path) -> tuple[dict[str, _Group], dict[str, list[_Left]]]:
    """What earlier builds left: their groups, and all pages that are ours. Nothing where all record of it is lost."""
    groups: dict[str, _Group] = {}
    ours: dict[str, list[_Left]] = {}
    for note in (*_read_manifest(folder), *_read_journal(folder)):
        with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
            pages = {path: _Left(*left) for path, left in note["pages"].items() if inside(path)}
            for path, left in pages.items():
                ours.setdefault(path, []).append(left)
            groups[note["group"]] = _Group(note["from"], pages)
    return groups, ours


def _sweep(folder: Path, pages: Iterable[str]) -> None:
    for here in {(folder / path).parent for path in pages}:
        for litter in here.glob(f"{_TEMPORARY}*"):
            litter.unlink(missing_ok=True)


def _read_manifest(folder: Path) -> list[Any]:
    with contextlib.suppress(FileNotFoundError, ValueError, TypeError, AttributeError):
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if "groups" in found:
            return [{"group": name, **group} for name, group in found["groups"].items()]
        return [{"group": "", "from": "", "pages": {path: ["", -1] for path in found["pages"]}}]  # as 0.1 wrote it
    return []


def _read_journal(folder: Path) -> Iterator[Any]:
    with contextlib.suppress(FileNotFoundError, UnicodeDecodeError):
        for line in (folder / JOURNAL).read_text(encoding="utf-8").splitlines():
            with contextlib.suppress(ValueError):
                yield json.loads(line)


def _write_manifest(folder: Path, groups: dict[str, _Group]) -> None:
    found = {name: {"from": group.made_from, "pages": _plain(group.pages)} for name, group in groups.items()}
    text = json.dumps({"format": _FORMAT, "groups": found}, separators=(",", ":"))
    write_if_changed(folder / MANIFEST, text=text + "\n")


def _plain(pages: dict[str, _Left]) -> dict[str, list[str | int]]:
    return {path: [left.sum, left.size, left.time] for path, left in pages.items()}


def _parent(path: str) -> str:
    return path.rpartition("/")[0]
