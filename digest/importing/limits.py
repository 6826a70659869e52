"""Limits on the time and size of an import."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for servers. Times are in seconds, sizes in bytes.

    Attributes:
        size: of one answer, before decompression as well as after it.
        whole: of all answers of one import.
        read: the longest silence within an answer.
        answer: the longest time for one answer, from the connection to its last byte.
        total: the longest time for all that one import fetches, waits included.
        wait: the longest that a server may ask us to wait before the next request.
        pause: the least time between two requests to one host.
        backoff: the first wait after a failure; each one after it is twice as long.
    """

    size: int = 64 * 1024 * 1024
    whole: int = 256 * 1024 * 1024
    connect: float = 10.0
    read: float = 20.0
    answer: float = 120.0
    total: float = 1200.0
    wait: float = 120.0
    pause: float = 0.5
    backoff: float = 1.0
    retries: int = 4
    redirects: int = 5
