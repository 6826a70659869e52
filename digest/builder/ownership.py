"""Distinguishes files that a build wrote from files of others in the same folder.

A build replaces and removes only files that it wrote itself. It knows them by a record of their paths and hashes. If a
file no longer has its hash, a person edited it: before it is replaced, the edited version is copied to the folder
`EDITED`, and a message names it.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from digest.errors import Fault, place

__all__ = ["EDITED", "Aside", "blocked", "few", "inside", "remove", "sum_of"]

EDITED = ".digest-edited"
"""Folder at the site's root for files that somebody edited after a build wrote them."""
_NAMED = 3
"""Files that a message names; a program that edits all pages must not fill the terminal."""


def sum_of(data: bytes) -> str:
    """The hash that identifies a file's content."""
    return blake2b(data, digest_size=12).hexdigest()


def inside(path: object) -> bool:
    """Whether a path from a record stays within its folder; anybody can edit a record, so this is checked.

    Example:
        >>> inside("a/b.html"), inside("../b.html"), inside("/etc/hosts"), inside("C:/b"), inside("")
        (True, False, False, False, False)
    """
    if not isinstance(path, str) or path in ("", ".") or "\\" in path or "\0" in path:
        return False
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and ":" not in pure.parts[0]


def remove(folder: Path, path: str) -> None:
    """Remove a file, and the folders above it that become empty."""
    target = folder / path
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        target.unlink()
    for parent in target.relative_to(folder).parents[:-1]:
        with contextlib.suppress(OSError):  # not empty: something else lives there
            (folder / parent).rmdir()


@dataclass(slots=True)
class Aside:
    """Keeps versions of files that people edited.

    Attributes:
        folder: made when there is something to keep.
        root: the site's folder, from which faults name files.
        kept: each file that was edited, and where its text is now.
    """

    folder: Path
    root: Path
    kept: list[tuple[Path, Path]] = field(default_factory=list)

    def keep(self, path: Path, *, name: str) -> None:
        """Copy a file to a name that no other content has.

        Args:
            path: the file.
            name: where it belongs beneath the folder, with forward slashes.

        Raises:
            OSError: the disk refuses.
        """
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True)
            (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")
        data, number = path.read_bytes(), 1
        target = self.folder / name
        while target.exists() and (not target.is_file() or target.read_bytes() != data):
            number += 1
            target = (self.folder / name).with_name(f"{path.stem}.{number}{path.suffix}")
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        self.kept.append((path, target))

    def faults(self) -> tuple[Fault, ...]:
        """The message about the files that were kept."""
        told = [
            Fault(
                "was edited after digest wrote it, and has been overwritten",
                path=place(path, self.root),
                hint=f"your version is saved in {place(target, self.root)}",
            )
            for path, target in self.kept[:_NAMED]
        ]
        if (more := len(self.kept) - len(told)) > 0:
            told.append(Fault(f"so were {more:,} more", path=place(self.folder, self.root), hint="they are here"))
        return tuple(told)


def few(paths: Sequence[str]) -> str:
    """The first paths, and the number of the others, for a message.

    Example:
        >>> few(["a", "b", "c", "d", "e"])
        'a, b, c and 2 more'
    """
    more = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
    return ", ".join(paths[:_NAMED]) + more


def blocked(parent: str, folder: Path, looked: dict[str, str]) -> str:
    """The first part of a path that is a link or not a folder; empty if files can be written there.

    Args:
        parent: the path beneath the folder, with forward slashes.
        folder: which may be a link itself.
        looked: remembers what was found.
    """
    if parent not in looked:
        above, _, _ = parent.rpartition("/")
        looked[parent] = blocked(above, folder, looked) if parent else ""
        if parent and not looked[parent]:
            here = folder / parent
            looked[parent] = parent if here.is_symlink() or (here.exists() and not here.is_dir()) else ""
    return looked[parent]
