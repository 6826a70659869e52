"""One build of a site at a time: a second one waits until the first has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from digest.builder.cache import FOLDER, prepared

__all__ = ["alone"]

_NAME = "lock"


@contextmanager
def alone(root: Path, *, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of a site. The system releases it when the process ends, even if it is killed.

    Args:
        root: the folder of the site. Where its cache cannot be written there is no lock; writing is safe without one.
        waiting: called once if another build holds the lock.
    """
    try:
        lock = _acquired(prepared(root / FOLDER) / _NAME, waiting)
    except OSError:
        yield
        return
    try:
        yield
    finally:
        lock.release()


def _acquired(path: Path, waiting: Callable[[], None]) -> FileLock:
    lock = FileLock(path)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        waiting()
        lock.acquire()
    return lock
