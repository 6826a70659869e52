"""How a source file is replaced by a new text: whole or not at all, and with a copy until it is done.

Pages can be made again from their sources; a source cannot. So it is written with more care than a page: the new
text is on the disk before it takes the old one's place, and the old one lies beside it until the new one has been
read back.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

__all__ = ["copy_of", "replace_source"]


def copy_of(path: Path) -> Path:
    """Where the text before lies while a file is replaced, and where it stays if that is interrupted.

    Example:
        >>> copy_of(Path("content/tabs.md")).name
        '.tabs.md.before'
    """
    return path.with_name(f".{path.name}.before")


def replace_source(path: Path, *, text: str) -> bool:
    """Give a file this text, or make it; leave it (and its time) alone where it says so already.

    Returns:
        Whether it was written.

    Raises:
        OSError: the disk refuses, or does not give back what was written; the old text is then in its place or in
            `copy_of(path)`.
    """
    data = text.encode("utf-8")
    before = None
    with contextlib.suppress(FileNotFoundError):
        before = path.read_bytes()
        if before == data:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    if before is not None:
        _put(copy_of(path), before, mode=path.stat().st_mode & 0o777)
    _put(path, data, mode=0o644 if before is None else path.stat().st_mode & 0o777)
    if path.read_bytes() != data:
        raise OSError(None, f"the disk does not give back what was written, see {copy_of(path).name}", str(path))
    copy_of(path).unlink(missing_ok=True)
    return True


def _put(path: Path, data: bytes, *, mode: int) -> None:
    """Write beside the place and move there, so that nobody ever sees half a file."""
    handle, name = tempfile.mkstemp(prefix=".digest-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # a crash may keep the move and lose the words
        Path(name).chmod(mode)  # mkstemp's 0600 would lock others out
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
