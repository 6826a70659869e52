"""Results of earlier builds, in plain files that can be deleted at any time.

Each entry is a file named by the fingerprint of everything that it was made from, so that an entry is correct or
absent; nothing is ever updated. An entry is written beside its final place and moved there, so that two builds can run
at the same time. It has a checksum, so that a damaged one counts as missing. Entries are data, never programs (see
`digest.builder.codec`): a cache from elsewhere can be wrong, but it cannot run code.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from digest.atomic_write import put
from digest.errors import OutputError, refused

__all__ = [
    "CHECKING",
    "FACTS",
    "FOLDER",
    "LIMIT",
    "RENDERING",
    "STATE",
    "VECTORS",
    "Cache",
    "VectorFile",
    "clean",
    "fingerprint",
    "pack",
    "prepared",
    "unpack",
]

FOLDER = ".digest-cache"
"""At the site's root."""
LIMIT = 1 << 30
"""How many bytes are kept; those that have not been used for longest go first."""
_SUM = 16
_KINDS = ("digest", "study", "showing")
"""Folders of entries."""
RENDERING = "html-"
"""How the names of folders begin in which HTML is made."""
CHECKING = "check"
"""A folder with the pages that `digest check` has looked at."""
VECTORS = "vectors.sqlite"
STATE, FACTS = "site.json", "html.json"
"""What the last build made the HTML from, and what its renderer noted of each page."""
_FILES = ("lock", STATE, FACTS)
_NAMED = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# Made by digest; can be deleted at any time.\n",
}


def fingerprint(*parts: bytes | str) -> str:
    """A name for whatever is made from these parts.

    Example:
        >>> fingerprint("ab", "c") == fingerprint("a", "bc")
        False
    """
    state = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


def pack(data: bytes) -> bytes:
    """Data as an entry holds it: a checksum, and the data compressed."""
    packed = zlib.compress(data, 1)
    return blake2b(packed, digest_size=_SUM).digest() + packed


def unpack(entry: bytes) -> bytes:
    """The data of an entry.

    Raises:
        ValueError: the entry is damaged.
    """
    if not _is_whole(entry):
        raise ValueError("damaged")
    try:
        return zlib.decompress(entry[_SUM:])
    except zlib.error as error:
        raise ValueError(str(error)) from error


def _is_whole(entry: bytes) -> bool:
    return len(entry) > _SUM and blake2b(entry[_SUM:], digest_size=_SUM).digest() == entry[:_SUM]


@dataclass(slots=True)
class Cache:
    """The entries of a site.

    A folder that cannot be written (a read-only cache of a build server, a full disk) does not stop a build: what
    is new goes to a folder of this build's own, and `trouble` says why.

    Attributes:
        folder: where entries are kept.
        trouble: why they cannot be kept there; empty where they can.
        stored: how many entries were added.
    """

    folder: Path
    trouble: str = ""
    stored: int = 0
    _spare: tempfile.TemporaryDirectory[str] | None = None

    def get(self, kind: str, key: str) -> bytes | None:
        """The data of an entry, or None where there is none or it is damaged."""
        entry = self.packed(kind, key)
        with contextlib.suppress(ValueError):
            return None if entry is None else unpack(entry)
        return None

    def packed(self, kind: str, key: str) -> bytes | None:
        """An entry as it is kept, or None where there is none or it is damaged."""
        for folder in self._folders():
            path = _place(folder, kind, key)
            try:
                entry = path.read_bytes()
            except OSError:
                continue
            with contextlib.suppress(OSError):
                if _is_whole(entry):
                    os.utime(path)  # used: to be kept longest
                else:
                    path.unlink()  # made again by this build
            if _is_whole(entry):
                return entry
        return None

    def has(self, kind: str, key: str) -> bool:
        """Whether there is such an entry, whole or not."""
        return any(_place(folder, kind, key).exists() for folder in self._folders())

    def put(self, kind: str, key: str, entry: bytes) -> None:
        """Keep packed data.

        Raises:
            OSError: it can be kept nowhere, not even for this build.
        """
        self.stored += 1
        if not self.trouble:
            try:
                _write(self.folder, kind, key, entry)
            except OSError as error:
                self.trouble = f"{error.strerror or error}".lower()
            else:
                return
        if self._spare is None:
            self._spare = tempfile.TemporaryDirectory(prefix="digest-")
        _write(Path(self._spare.name), kind, key, entry)

    def trim(self, *, limit: int = LIMIT) -> int:
        """Forget what was not used for longest until what is left has at most so many bytes; how many entries went."""
        found: list[tuple[int, Path, int]] = []
        for path in (one for kind in _KINDS for one in self.folder.glob(f"{kind}/*/*")):
            with contextlib.suppress(OSError):
                status = path.stat()
                found.append((status.st_mtime_ns, path, status.st_size))
        size, gone = sum(one[2] for one in found), 0
        for _, path, its in sorted(found):
            if size <= limit:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                size, gone = size - its, gone + 1
        return gone

    def close(self) -> None:
        """Forget what could not be kept."""
        if self._spare is not None:
            self._spare.cleanup()
            self._spare = None

    def _folders(self) -> tuple[Path, ...]:
        return (self.folder,) if self._spare is None else (Path(self._spare.name), self.folder)


def clean(root: Path) -> bool:
    """Forget all that builds of a site keep; whether there was anything.

    What somebody else put into the folder stays, and so does the folder then. Where it is a link, it remains one.

    Raises:
        OutputError: something cannot be removed.
    """
    folder = root / FOLDER
    if not folder.is_dir():
        return False
    try:
        for path in list(folder.iterdir()):
            if (
                path.is_dir()
                and not path.is_symlink()
                and (path.name in (*_KINDS, CHECKING) or path.name.startswith(RENDERING))
            ):
                shutil.rmtree(path)
            elif path.is_file() and (path.name in (*_NAMED, *_FILES) or path.name.startswith(VECTORS)):
                path.unlink()
        if not folder.is_symlink() and not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise OutputError(refused(error, path=folder, what="cannot be removed")) from None
    return True


def prepared(folder: Path) -> Path:
    """The folder, made where it is missing, with notes that keep it out of version control and backups.

    Raises:
        OSError: it cannot be made.
    """
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in _NAMED.items():
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def _place(folder: Path, kind: str, key: str) -> Path:
    return folder / kind / key[:2] / key


def _write(folder: Path, kind: str, key: str, entry: bytes) -> None:
    prepared(folder)
    put(_place(folder, kind, key), entry, prefix=".new-")


_PATIENCE = 30.0
"""Seconds to wait for another process that writes."""
_AT_ONCE = 500
"""Keys in one question; SQLite allows no more than about a thousand."""


@dataclass(frozen=True, slots=True)
class VectorFile:
    """One file for all models and debates; several processes may use it at once. It meets `Vectors` of the analysis.

    A file that cannot be read or written costs time and nothing else: what is not known is encoded again.
    """

    path: Path

    def load(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """The vectors that are known."""
        found: dict[str, bytes] = {}
        with contextlib.suppress(sqlite3.Error, OSError), self._open() as base:
            for begin in range(0, len(keys), _AT_ONCE):
                some = keys[begin : begin + _AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"SELECT key, row FROM vectors WHERE key IN ({marks})"  # noqa: S608 question marks only
                found |= dict(base.execute(query, some))
        return found

    def store(self, found: Mapping[str, bytes]) -> None:
        """Keep vectors."""
        with contextlib.suppress(sqlite3.Error, OSError), self._open() as base:
            base.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", found.items())
            base.commit()

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        prepared(self.path.parent)
        base = sqlite3.connect(self.path, timeout=_PATIENCE)
        try:
            base.execute("CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, row BLOB) WITHOUT ROWID")
            yield base
        finally:
            base.close()
