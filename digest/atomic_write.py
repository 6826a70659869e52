"""Replaces files atomically. A source file also has a backup until the replacement is complete.

Pages can be regenerated from their sources; a source cannot. So sources are written with more care than pages: the
new text is synced to disk before it replaces the old one, and the old one is kept until the new one has been read back.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from itertools import count
from pathlib import Path

__all__ = [
    "copy_of",
    "drop_unrecorded",
    "put",
    "put_beside",
    "put_if_changed",
    "put_new",
    "replace_source",
    "unrecorded_of",
]

_RUN = secrets.token_hex(4)
_NUMBERS = count()


def copy_of(path: Path) -> Path:
    """The backup of a file while it is replaced; it remains if the replacement is interrupted.

    Example:
        >>> copy_of(Path("content/tabs.md")).name
        '.tabs.md.before'
    """
    return path.with_name(f".{path.name}.before")


def unrecorded_of(path: Path) -> Path:
    """The copy of a debate from before an import, which is kept until the changes are recorded.

    An interrupted import leaves it there, and the next import records the changes of both.

    Example:
        >>> unrecorded_of(Path("content/tabs.md")).name
        '.tabs.md.unrecorded'
    """
    return path.with_name(f".{path.name}.unrecorded")


def drop_unrecorded(path: Path) -> None:
    """Remove the copy of a debate from before an import, once the changes are recorded."""
    with contextlib.suppress(OSError):  # a remaining copy is harmless: the next import compares it again
        unrecorded_of(path).unlink()


def replace_source(path: Path, *, text: str) -> bool:
    """Write a source file. A file that already has this text is not touched, so its time stays.

    Returns:
        Whether it was written.

    Raises:
        OSError: the file cannot be written, or reads back differently; the old text is then in its place or in
            `copy_of(path)`.
    """
    data = text.encode("utf-8")
    before, mode = None, 0o644
    with contextlib.suppress(FileNotFoundError):
        before = path.read_bytes()
        if before == data:
            return False
    if before is not None:
        mode = path.stat().st_mode & 0o777
        put(copy_of(path), before, prefix=".digest-", lasting=mode)
    put(path, data, prefix=".digest-", lasting=mode)
    if path.read_bytes() != data:
        raise OSError(None, f"the disk does not return what was written, see {copy_of(path).name}", str(path))
    copy_of(path).unlink(missing_ok=True)
    return True


def put_if_changed(path: Path, data: bytes, *, prefix: str) -> tuple[bool, int]:
    """As `put`, but do not touch a file that already has this content.

    Returns:
        Whether it was written, and the time of its last change, in nanoseconds.

    Raises:
        OSError: the file cannot be written; the old content is still there.
    """
    with contextlib.suppress(FileNotFoundError):
        status = path.stat()
        if status.st_size == len(data) and path.read_bytes() == data:
            return False, status.st_mtime_ns
    return True, put(path, data, prefix=prefix)


def put(path: Path, data: bytes, *, prefix: str, lasting: int | None = None) -> int:
    """Write a temporary file and move it into place, so that a reader never sees half a file.

    This uses system calls directly because a site has tens of thousands of files; `tempfile` takes three times as long.

    Args:
        path: the file; missing folders are created.
        data: the complete content.
        prefix: of the temporary file's name, so that a leftover file can be recognised.
        lasting: the permissions of a file that must survive a crash; other files get the default ones.

    Returns:
        The time of the file's change, in nanoseconds.

    Raises:
        OSError: the file cannot be written; the old content is still there.
    """
    new = f"{path.parent}{os.sep}{prefix}{_RUN}-{os.getpid()}-{next(_NUMBERS)}"
    mode = 0o666 if lasting is None else 0o600
    try:
        handle = _made(new, mode)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = _made(new, mode)
    try:
        with os.fdopen(handle, "wb", buffering=0) as file:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
            if lasting is not None:
                os.fsync(handle)  # after a crash, the move may be on disk and the content may not
            changed = os.fstat(handle).st_mtime_ns
        if lasting is not None:
            os.chmod(new, lasting)  # noqa: PTH101 no path is made of the name
        os.replace(new, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(new)  # noqa: PTH108
        raise
    return changed


def put_new(path: Path, data: bytes) -> None:
    """Create a new file, completely or not at all.

    Raises:
        FileExistsError: the file exists.
        OSError: the file cannot be written and does not exist then.
    """
    beside = path.with_name(f".digest-{_RUN}-{os.getpid()}-{next(_NUMBERS)}")
    try:
        put(beside, data, prefix=".digest-", lasting=0o644)
        try:
            os.link(beside, path)
        except OSError as error:
            if isinstance(error, FileExistsError) or path.exists() or path.is_symlink():
                raise
            beside.rename(path)  # the file system does not support hard links
    finally:
        beside.unlink(missing_ok=True)


def put_beside(path: Path, other: Path) -> None:
    """Give a file a second name by a hard link, or copy it where the file system does not support hard links.

    The file never leaves its first place.

    Raises:
        OSError: neither is possible.
    """
    try:
        os.link(path, other)
    except OSError:  # no hard links here
        shutil.copy2(path, other)


def _made(name: str, mode: int) -> int:
    return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
