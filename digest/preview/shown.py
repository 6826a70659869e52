"""What browsers are shown, and how they hear of what changes."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from digest.errors import Fault

__all__ = ["Shown"]

_PATIENCE = 25.0
"""Seconds that a browser waits for news before it asks again."""


@dataclass(slots=True)
class Shown:
    """What browsers are shown, and what has changed since they asked.

    Attributes:
        root: the folder of the HTML; None while there is none.
        faults: what is wrong.
    """

    root: Path | None = None
    faults: tuple[Fault, ...] = ()
    _news: threading.Condition = field(default_factory=threading.Condition)
    _now: int = 0
    _all: int = 0
    _pages: dict[str, int] = field(default_factory=dict)
    _waiting: list[str] = field(default_factory=list)
    _closed: bool = False

    @property
    def now(self) -> int:
        """The number of the latest change."""
        return self._now

    def changed(self, pages: Iterable[str] | None) -> None:
        """Tell browsers that these pages changed (their addresses, beneath the site's), or all of them (None)."""
        with self._news:
            self._now += 1
            if pages is None:
                self._all = self._now
                self._pages.clear()
            else:
                self._pages.update(dict.fromkeys(pages, self._now))
            self._news.notify_all()

    def wait(self, page: str, *, since: int) -> bool:
        """Wait until a page is newer than that; false where it is not after some time."""

        def newer() -> bool:
            return self._closed or max(self._all, self._pages.get(page, 0)) > since

        with self._news:
            self._waiting.append(page)
            try:
                self._news.wait_for(newer, timeout=_PATIENCE)
                return newer() and not self._closed
            finally:
                self._waiting.remove(page)

    def looked_at(self) -> frozenset[str]:
        """The pages that browsers wait for news of, without slashes at their ends."""
        return frozenset(page.strip("/") for page in self._waiting)

    def close(self) -> None:
        """Let all who wait go."""
        with self._news:
            self._closed = True
            self._news.notify_all()
