"""A model's vectors, kept between builds: a debate that changed is encoded only where it changed."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.builder.cache import VECTORS, prepared

__all__ = ["VECTORS", "VectorFile"]

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
