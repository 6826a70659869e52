"""One build of a site at a time: a second one waits until the first is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from digest.builder.cache import FOLDER, prepared

try:
    import fcntl
except ImportError:  # Windows: builds are safe there, too, but two at once do the same work twice
    fcntl = None  # type: ignore[assignment]

__all__ = ["alone"]

_NAME = "lock"


@contextmanager
def alone(root: Path, *, waiting: Callable[[], None]) -> Iterator[None]:
    """Be the only one who builds a site; the system gives the lock back when a process ends, however it ends.

    Args:
        root: of the site. Where its cache cannot be written, there is no lock: writing is safe without.
        waiting: called where somebody else is at work.
    """
    try:
        file = (prepared(root / FOLDER) / _NAME).open("a")
    except OSError:
        yield
        return
    with file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                waiting()
                fcntl.flock(file, fcntl.LOCK_EX)
        yield
