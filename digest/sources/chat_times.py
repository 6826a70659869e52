"""The times that chat programs put before a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from digest.sources.front import parse_date

__all__ = ["TIME", "dates"]

_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?"
TIME = (
    rf"\u200e?\[?(?:\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d\d),? {_CLOCK}|{_CLOCK})\]?(?: ?[,-])? +"
)
"""A pattern: `[2026-03-01 10:00]`, `10:00`, `[01.03.26, 10:00:00]`, `3/1/26, 10:00 PM -`, with what parts it."""
_DAY = re.compile(
    r"(?P<a>\d{1,2})(?P<dot>[./])(?P<b>\d{1,2})[./](?P<year>\d{4}|\d\d),? (?P<hour>\d{1,2}):(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d))?(?:[ \u202f]?(?P<half>[AaPp]))?"
)


def dates(times: Sequence[str]) -> list[datetime | None]:
    """When each was said, in UTC where no zone is named; None for a clock without a day.

    Whether a chat writes 3/1 for the first of March is told from all its days together; where no day is beyond the
    twelfth, nobody knows, and there is no date.

    Example:
        >>> [when.isoformat() for when in dates(["[3/1/26, 10:00 PM]", "3/31/26, 9:00 AM -"])]
        ['2026-03-01T22:00:00+00:00', '2026-03-31T09:00:00+00:00']
    """
    days = [_DAY.search(time) for time in times]
    found = [day for day in days if day]
    if any(int(day["a"]) > 12 or day["dot"] == "." for day in found):
        order: tuple[str, str] | None = ("a", "b")
    else:
        order = ("b", "a") if any(int(day["b"]) > 12 for day in found) else None
    return [
        _date(day, *order) if day and order else None if day else parse_date(time.strip("[]\u200e ,-"))
        for time, day in zip(times, days, strict=True)
    ]


def _date(found: re.Match[str], day: str, month: str) -> datetime | None:
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] in "pP" else 0)
    year = int(found["year"])
    try:
        return datetime(
            year + 2000 if year < 100 else year,
            int(found[month]),
            int(found[day]),
            hour,
            int(found["minute"]),
            int(found["second"] or 0),
            tzinfo=UTC,
        )
    except ValueError:
        return None
