"""Dates that can be compared, converted to another time zone, and formatted."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["in_calendar"]


def in_calendar(when: datetime | None) -> datetime | None:
    """A time with a zone (UTC where it names none); None for one in the calendar's first or last year.

    Such times come from damaged or hostile files, and Python cannot convert them to every time zone: a single one would
    stop the build of a site.

    Example:
        >>> in_calendar(datetime(2026, 3, 1, 10)).isoformat()
        '2026-03-01T10:00:00+00:00'
        >>> in_calendar(datetime(9999, 12, 31, 23)) is None
        True
    """
    if when is None or not datetime.min.year < when.year < datetime.max.year:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
