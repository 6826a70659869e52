"""How a file is replaced: whole or not at all, and where it is a source, with a copy until it is done.

Pages can be made again from their sources; a source cannot. So it is written with more care than a page: the new
text is on the disk before it takes the old one's place, and the old one lies beside it until the new one has been
read back.
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
    """Where the text before lies while a file is replaced, and where it stays if that is interrupted.

    Example:
        >>> copy_of(Path("content/tabs.md")).name
        '.tabs.md.before'
    """
    return path.with_name(f".{path.name}.before")


def unrecorded_of(path: Path) -> Path:
    """Where the text of a debate as it was lies from before an import replaces it until the change is recorded.

    An import that is stopped in between leaves it there, and the next one records what both have changed.

    Example:
        >>> unrecorded_of(Path("content/tabs.md")).name
        '.tabs.md.unrecorded'
    """
    return path.with_name(f".{path.name}.unrecorded")


def drop_unrecorded(path: Path) -> None:
    """Remove the copy of a debate as it was, once its change is recorded."""
    with contextlib.suppress(OSError):  # one that stays is compared again after the next import, to no effect
        unrecorded_of(path).unlink()


def replace_source(path: Path, *, text: str) -> bool:
    """Give a file this text, or make it; leave it (and its time) alone where it says so already.

    Returns:
        Whether it was written.

    Raises:
        OSError: the disk refuses, or does not give back what was written; the old text is then in its place or in
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
        raise OSError(None, f"the disk does not give back what was written, see {copy_of(path).name}", str(path))
    copy_of(path).unlink(missing_ok=True)
    return True


def put_if_changed(path: Path, data: bytes, *, prefix: str) -> tuple[bool, int]:
    """As `put`; a file that says so already, and its time, are left alone.

    Returns:
        Whether it was written, and the time of its last change, in nanoseconds.

    Raises:
        OSError: the disk refuses; what was there is there.
    """
    with contextlib.suppress(FileNotFoundError):
        status = path.stat()
        if status.st_size == len(data) and path.read_bytes() == data:
            return False, status.st_mtime_ns
    return True, put(path, data, prefix=prefix)


def put(path: Path, data: bytes, *, prefix: str, lasting: int | None = None) -> int:
    """Write beside the place and move there, so that nobody ever sees half a file.

    Written close to the system, since a site has tens of thousands of files: `tempfile` takes three times as long.

    Args:
        path: the place; folders that are missing are made.
        data: all of the file.
        prefix: what the name of the file beside it begins with, by which it is known should it be left there.
        lasting: for what must survive a crash, its permissions; others have those that new files have.

    Returns:
        The time of the file's change, in nanoseconds.

    Raises:
        OSError: the disk refuses; what was there is there.
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
                os.fsync(handle)  # a crash may keep the move and lose the words
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
    """Make a file that is not there yet, all of it or nothing.

    Raises:
        FileExistsError: it is there.
        OSError: the disk refuses; there is no such file then.
    """
    beside = path.with_name(f".digest-{_RUN}-{os.getpid()}-{next(_NUMBERS)}")
    try:
        put(beside, data, prefix=".digest-", lasting=0o644)
        try:
            os.link(beside, path)
        except OSError as error:
            if isinstance(error, FileExistsError) or path.exists() or path.is_symlink():
                raise
            beside.rename(path)  # the disk knows no links
    finally:
        beside.unlink(missing_ok=True)


def put_beside(path: Path, other: Path) -> None:
    """Have a file under a second name: it is not there twice where the disk knows links, and its place is never empty.

    Raises:
        OSError: the disk refuses.
    """
    try:
        os.link(path, other)
    except OSError:  # the disk knows no links
        shutil.copy2(path, other)


def _made(name: str, mode: int) -> int:
    return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
