"""When a debate was held: a small chart of its comments over time, where enough of them have a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from markupsafe import Markup

from digest.site.debate import Debate
from digest.site.views.cards import day
from digest.text.counting import counted

__all__ = ["Pace", "pace_of"]

_BARS = 32
_LEAST = 8
_WIDE, _TALL, _STEP = 4, 28, 6


@dataclass(frozen=True, slots=True)
class Pace:
    """How a debate went on over time.

    Attributes:
        chart: an `<svg>` of bars, each an equal stretch of time; for the eye only.
        words: the same in words.
    """

    chart: Markup
    words: str


def pace_of(debate: Debate) -> Pace | None:
    """The pace of a debate; None where fewer than eight comments, or fewer than half, say when they were written."""
    times = sorted(_moment(place.post.date) for place in debate.order if place.number and place.post.date)
    if len(times) < max(_LEAST, debate.comments / 2) or times[-1] - times[0] < timedelta(minutes=10):
        return None
    length = times[-1] - times[0]
    counts = [0] * _BARS
    for time in times:
        counts[min(_BARS - 1, int((time - times[0]) / length * _BARS))] += 1
    half = times[(len(times) - 1) // 2] - times[0]
    words = f"{_span(length)} from {day(times[0])}; half of the comments within {_span(half)}"
    return Pace(_chart(counts), words)


def _moment(when: datetime) -> datetime:
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _chart(counts: list[int]) -> Markup:
    most = max(counts)
    bars = [
        f'<rect x="{at * _STEP}" y="{_TALL - tall}" width="{_WIDE}" height="{tall}"/>'
        for at, count in enumerate(counts)
        if (tall := max(2, round(count / most * _TALL)) if count else 0)
    ]
    size = f'viewBox="0 0 {_BARS * _STEP} {_TALL}" width="{_BARS * _STEP}" height="{_TALL}"'
    return Markup(f'<svg class="dg-pace" {size} aria-hidden="true">{"".join(bars)}</svg>')  # noqa: S704 numbers only


def _span(length: timedelta) -> str:
    """A length of time in its largest unit.

    Example:
        >>> _span(timedelta(minutes=95)), _span(timedelta(days=3)), _span(timedelta(days=900))
        ('2 hours', '3 days', '2 years')
    """
    for unit, seconds in (("year", 31_557_600), ("month", 2_629_800), ("day", 86_400), ("hour", 3_600)):
        if length.total_seconds() >= 1.5 * seconds:
            return counted(round(length.total_seconds() / seconds), unit)
    return counted(max(1, round(length.total_seconds() / 60)), "minute")
