"""Dates that can be worked with: compared, moved into another zone, and written down."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["in_calendar"]


def in_calendar(when: datetime | None) -> datetime | None:
    """A time with a zone (UTC where it names none); None for one in the calendar's first or last year.

    Nobody argued then. Such times come from damaged or hostile files, and Python cannot move them into every zone:
    one of them anywhere on a site would stop its build.

    Example:
        >>> in_calendar(datetime(2026, 3, 1, 10)).isoformat()
        '2026-03-01T10:00:00+00:00'
        >>> in_calendar(datetime(9999, 12, 31, 23)) is None
        True
    """
    if when is None or not datetime.min.year < when.year < datetime.max.year:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
