"""The chart of a debate over time says in words what it shows, and is left out where it would mislead."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from digest.model import Digest, Post
from digest.site.debate import debate_of
from digest.site.pace import Pace, pace_of

START = datetime(2026, 3, 9, 8, tzinfo=UTC)


def pace(tea: Digest, hours: list[float | None]) -> Pace | None:
    posts = tuple(
        Post(str(at), "x", date=None if hour is None else START + timedelta(hours=hour))
        for at, hour in enumerate(hours)
    )
    return pace_of(debate_of(replace(tea, document=replace(tea.document, posts=posts), threads=(), relations=())))


def test_it_is_told_in_words_and_in_bars(tea: Digest) -> None:
    found = pace(tea, [0, 0.2, 0.4, 1, 1.5, 2, 2, 30, 72])
    assert found is not None
    assert found.words == "3 days from 9 March 2026; half of the comments within 2 hours"
    assert found.chart.count("<rect") == 3
    assert 'height="28"' in found.chart


def test_few_comments_or_few_dates_or_one_moment_make_no_chart(tea: Digest) -> None:
    assert pace(tea, [0, 1, 2]) is None
    assert pace(tea, [0, 1, 2, 3, 4, 5, 6, 7, *[None] * 9]) is None
    assert pace(tea, [0] * 20) is None


def test_times_with_and_without_an_offset_are_compared(tea: Digest) -> None:
    posts = tuple(
        Post(str(at), "x", date=(START + timedelta(hours=at)).replace(tzinfo=UTC if at % 2 else None))
        for at in range(9)
    )
    assert (
        pace_of(debate_of(replace(tea, document=replace(tea.document, posts=posts), threads=(), relations=())))
        is not None
    )
