"""Limits on the time and size of an import, and the rate limits that servers announce in response headers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["Limits", "remaining", "reset_in", "retry_after"]


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


_EPOCH = 1_000_000
"""A reset above this is in seconds since 1970 (GitHub), below it in seconds from now (Reddit)."""


def remaining(headers: Mapping[str, str]) -> float:
    """How many requests are left; infinity without a header."""
    return _number(headers.get("X-RateLimit-Remaining"), default=float("inf"))


def reset_in(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Seconds until the limit is reset, or None without a header.

    Example:
        >>> reset_in({"X-RateLimit-Reset": "30"}, now=datetime.now(UTC))
        30.0
    """
    reset = _number(headers.get("X-RateLimit-Reset"), default=-1.0)
    if reset < 0:
        return None
    return max(0.0, reset - now.timestamp() if reset > _EPOCH else reset)


def retry_after(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Seconds to wait from `Retry-After`, which is a number or a date; None without that header.

    Example:
        >>> retry_after({"Retry-After": "Tue, 03 Mar 2026 10:00:30 GMT"}, now=datetime(2026, 3, 3, 10, tzinfo=UTC))
        30.0
    """
    asked = headers.get("Retry-After", "")
    seconds = _number(asked, default=-1.0)
    if seconds >= 0:
        return seconds
    try:
        when = parsedate_to_datetime(asked)
    except (ValueError, TypeError, OverflowError):  # not a date, or out of range
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


def _number(text: str | None, *, default: float) -> float:
    try:
        number = float(text or "")
    except ValueError:
        return default
    return number if number == number and abs(number) < 1e12 else default  # no NaN, nothing endless
