"""Which files changed: asked for again and again, since no way to be told works on every system and every disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

__all__ = ["Stamps", "changes", "stamps"]

Stamps = Mapping[str, tuple[int, int]]
"""Time of change (in ns) and size, by path."""

_EVERY = 0.15
"""Seconds between two looks."""
_SHARE = 10
"""A look that takes long is followed by a pause so many times as long."""


def stamps(places: Iterable[Path]) -> Stamps:
    """The state of these files, and of all files of these folders whose names do not begin with a dot.

    Files that an editor makes for itself (`x~`, `.x.swp`) are not among them, nor is what is not there.
    """
    found: dict[str, tuple[int, int]] = {}
    for place in places:
        if place.is_dir():
            _look(str(place), found)
        elif place.exists():
            status = place.stat()
            found[str(place)] = status.st_mtime_ns, status.st_size
    return found


def _look(folder: str, found: dict[str, tuple[int, int]]) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError:  # it has gone meanwhile
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                _look(entry.path, found)
            else:
                status = entry.stat()
                found[entry.path] = status.st_mtime_ns, status.st_size
        except OSError:
            continue


def changes(
    places: Callable[[], Iterable[Path]], *, wait: Callable[[float], bool], clock: Callable[[], float]
) -> Iterator[None]:
    """One item each time that something has changed since the call and has come to rest, until waiting is over.

    Args:
        places: the files and folders to watch, asked for at each look.
        wait: waits so many seconds; true where there is nothing to wait for any more.
        clock: seconds that go by.
    """
    return _changes(places, stamps(places()), wait, clock)


def _changes(
    places: Callable[[], Iterable[Path]], seen: Stamps, wait: Callable[[float], bool], clock: Callable[[], float]
) -> Iterator[None]:
    pause = _EVERY
    while not wait(pause):
        begun = clock()
        now = stamps(places())
        pause = max(_EVERY, _SHARE * (clock() - begun))
        if now == seen:
            continue
        while not wait(_EVERY / 3) and (later := stamps(places())) != now:  # a save is more than one write
            now = later
        seen = now
        yield
