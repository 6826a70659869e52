"""Finds the dates of messages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from digest.sources.dates import Moment, moment_of, orders_of, when
from digest.sources.mail_headers import header

__all__ = ["dates_of"]

_STATED = (
    *("Date", "Sent", "Posted", "NNTP-Posting-Date", "Injection-Date", "X-Article-Creation-Date", "Original-Date"),
    *("X-Original-Date", "Resent-Date", "Delivery-date"),
)
"""Headers with the date of a message, the most reliable first."""
_ENVELOPE = re.compile(
    r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2})\b.*|\b\d{4}-\d\d-\d\d.*"
)
_MADE_UP = re.compile(r"Thu Jan +1 00:00:00 1970|Mon Sep 17 00:00:00 2001")
"""Placeholder dates that public-inbox and git write above every message."""
_ZONES = {
    **dict.fromkeys(("MET DST", "MEST", "MESZ", "CEST", "SAST", "EET"), "+0200"),
    **dict.fromkeys(("MET", "MEZ", "CET", "BST", "WEST"), "+0100"),
    "EEST": "+0300",
    "MSK": "+0300",
    "MSD": "+0400",
    "JST": "+0900",
    "KST": "+0900",
    "HKT": "+0800",
    "SGT": "+0800",
    "AEST": "+1000",
    "AEDT": "+1100",
    "NZST": "+1200",
    "NZDT": "+1300",
    "WET": "+0000",
    "AKST": "-0900",
}
"""Zones that mailers name and RFC 822 does not; `IST` and the like, which mean several, are left out."""
_ZONE = re.compile(rf"\b({'|'.join(_ZONES)})\b(?!\))")
_FIRST_YEAR = 1969
"""The year of the first network mail; earlier dates are wrong."""


def dates_of(messages: Sequence[tuple[Message, str]]) -> tuple[list[datetime | None], int]:
    """The date of each message, and the number of messages with an unreadable date.

    A message without a date gets that of the first server that passed it on, or of the line above it in the mailbox.

    Args:
        messages: each with the line that parts it from the one before.
    """
    written = [list(_written(message, envelope)) for message, envelope in messages]
    moments = [[_read(text) for text in texts] for texts in written]
    orders = orders_of([one for some in moments for one in some if isinstance(one, Moment)])
    times = [_first(some, orders) for some in moments]
    unread = sum(1 for texts, time in zip(written, times, strict=True) if texts and time is None)
    return times, unread


def _written(message: Message, envelope: str) -> Iterator[str]:
    """The dates that stand in a message, the best first."""
    for name in _STATED:
        if value := header(message, name):
            yield value
    received = [str(value) for key, value in message.raw_items() if key.lower() == "received"]
    yield from (value.rpartition(";")[2] for value in reversed(received) if ";" in value)
    found = _ENVELOPE.search(envelope)
    if found and not _MADE_UP.match(found.group()):
        yield found.group()


def _read(text: str) -> datetime | Moment | None:
    """A date as RFC 5322 has it, or as people write it.

    Example:
        >>> _read("Mon, 02 Mar 2026 10:00:00 MET").isoformat()
        '2026-03-02T10:00:00+01:00'
    """
    text = _ZONE.sub(lambda found: _ZONES[found[1]], " ".join(text.split()))
    try:
        time = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return moment_of(text)
    if 100 <= time.year < 200:  # some programs wrote the year 2000 as 100 (years since 1900)
        time = time.replace(year=time.year + 1900)
    if time.tzinfo is None:
        moment = moment_of(text)
        time = time.replace(tzinfo=moment.zone if moment and moment.zone else UTC)
    return time if time.year >= _FIRST_YEAR else None


def _first(some: Sequence[datetime | Moment | None], orders: dict[str, str]) -> datetime | None:
    times = (when(one, orders) if isinstance(one, Moment) else one for one in some)
    return next((time for time in times if time and time.year >= _FIRST_YEAR), None)
