"""Dates are read as people and programs write them, in one order for a file, and never guessed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.dates import moment_of, orders_of, resolved, when
from digest.sources.front import parse_date

NOON = datetime(2026, 3, 13, 20, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-13 20:20",
        "2026-03-13T20:20:00Z",
        "2026/3/13 20:20",
        "13.03.2026 20:20",
        "13. 3. 2026, 20:20",
        "3/13/2026 8:20 PM",
        "13/03/26 8:20 p. m.",
        "March 13, 2026 8:20pm",
        "13 March 2026 at 20:20",
        "13th of March, 2026, 20:20",
        "Fri, 13 Mar 2026 20:20:00 GMT",
        "Fri Mar 13 20:20:00 +0000 2026",
        "Fri Mar 13 2026 20:20:00 GMT+0000 (Coordinated Universal Time)",
        "13-Mar-2026 20:20",
        "13. März 2026 um 20:20 Uhr",
        "13 de marzo de 2026 8:20 p. m.",
        "13 mars 2026 à 20:20",
        "13.3.2026 klo 20.20",
        "2026年3月13日 下午8:20",
        "2026. 3. 13. 오후 8:20",
        "١٣/٣/٢٠٢٦، ٨:٢٠ م",
        "13/3/2569 20:20",
        "2026-03-13 15:20 EST",
        "2026-03-13 21:20 +01:00",
    ],
)
def test_one_moment_is_the_same_however_it_is_written(text):
    assert parse_date(text) == NOON


@pytest.mark.parametrize(
    "text", ["", "10", "may be", "1,200", "version 2.0.1", "192.168.1.10", "1 March", "March 2026", "31.2.2026", "noon"]
)
def test_what_is_no_day_is_none(text):
    assert parse_date(text) is None


def times(*texts, **options):
    found, open_ = resolved([moment_of(text) for text in texts], **options)
    return [time and time.date().isoformat() for time in found], open_


def test_a_day_beyond_the_twelfth_tells_the_order_of_all():
    assert times("3/4/2026", "3/13/2026") == (["2026-03-04", "2026-03-13"], 0)
    assert times("3/4/2026", "13/3/2026") == (["2026-04-03", "2026-03-13"], 0)
    assert times("13-03-2026", "04-03-2026") == (["2026-03-13", "2026-03-04"], 0)


def test_where_nothing_tells_there_is_no_date_and_it_is_counted():
    assert times("3/4/2026", "3/5/2026") == ([None, None], 2)
    assert times("3/3/2026") == (["2026-03-03"], 0)


def test_dots_part_day_from_month_in_this_order_everywhere():
    assert times("3.4.2026") == (["2026-04-03"], 0)


def test_where_both_orders_occur_each_date_speaks_for_itself():
    assert times("3/13/2026", "13/3/2026", "3/4/2026") == (["2026-03-13", "2026-03-13", None], 1)


def test_messages_follow_one_another_which_tells_the_order_too():
    days = ("1/2/26", "2/2/26", "1/3/26")
    assert times(*days, sorted_by_time=True)[0] == ["2026-02-01", "2026-02-02", "2026-03-01"]
    assert times("26/3/13", "26/3/14", "26/4/1", sorted_by_time=True)[0] == ["2026-03-13", "2026-03-14", "2026-04-01"]


@given(st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)), st.sampled_from("/.-"), st.booleans())
def test_a_date_is_never_another_day_than_the_one_that_is_written(day, sign, american):
    order = "%m{0}%d{0}%Y" if american and sign != "." else "%d{0}%m{0}%Y"
    text = day.strftime(order.format(sign))
    moment = moment_of(text)
    found = when(moment, orders_of([moment]))
    assert found is None or found.date() == day.date() or day.day <= 12


@given(st.text(max_size=60))
def test_no_text_breaks_it(text):
    moment_of(text)
