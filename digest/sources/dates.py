"""Parses dates and times of people and programs, with one order of day and month for a whole file.

`3/4/2026` is in March or in April, and only the other dates of the file can decide that. So each date is first parsed
(`moment_of`), and then all dates of a file are resolved together (`resolved`). Nothing is guessed: a date that is still
ambiguous is dropped, and the caller reports it.

dateutil and dateparser read one text at a time, and complete or swap what does not fit: `3/13` becomes 13 March in any
mode, and `10` becomes the tenth of this month. Neither can report that a date is ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

from digest.sources.clock_words import clock_words, folded

__all__ = ["HINT", "LETTERS", "NO_ORDERS", "Moment", "Order", "first_day", "moment_of", "orders_of", "resolved", "when"]

HINT = "write it as 2026-03-01 or 2026-03-01 10:00"
Order = str
"""`dmy`, `mdy` or `ymd`."""
NO_ORDERS: Mapping[str, Order] = {}
"""The known orders for a single date: none."""
LETTERS = r"[^\s\d_\x00-\x40\x5b-\x60\x7b-\xbf\u2000-\u206f\u3000-\u303f\uff00-\uff20،؛]+"
"""A word of any script: Python's own letters leave out vowel signs."""
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_COMMENT = re.compile(r"\s*\([^()]*\)\s*$")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?([-/.年년])\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)[.日일号號]?")
_TRIPLE = re.compile(r"(?<![\d:])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{1,2})(?![\d:])\.?")
_CLOCK = re.compile(
    r"(?<![\d.:/-])(\d{1,2})(?:[:.h時时点點시]\s?(\d\d))(?:[:.分분]\s?(\d\d)(?:[.,](\d{1,9}))?)?(?![\d:])(?!\.\d)[分秒분초]?"
)
_HOUR = re.compile(r"(?<![\d.:/-])(\d{1,2})(?=\s?[ap]\.?\s?m\b)", re.IGNORECASE)
_OFFSET = re.compile(r"\s?(?:UTC|GMT)?\s?([+-])(\d\d):?(\d\d)?(?=$| \d{4}$)|(?<=\d)\s?Z$", re.IGNORECASE)
"""At the end, or before a year that stands last, as the C library and old Twitter write it."""
_ZONES = {
    **dict.fromkeys(("utc", "gmt", "ut", "wet"), 0),
    **dict.fromkeys(("cet", "west"), 1),
    **dict.fromkeys(("cest", "eet"), 2),
    **dict.fromkeys(("eest", "msk"), 3),
    **dict.fromkeys(("est", "cdt"), -5),
    **dict.fromkeys(("cst", "mdt"), -6),
    **dict.fromkeys(("mst", "pdt"), -7),
    "edt": -4,
    "pst": -8,
}
"""RFC 822's zones and those of Europe; other abbreviations name several zones."""
_SMALL_WORDS = (
    "at on of the th st nd rd er de del di da den der le la las les el a à às um uhr klo kl alle ore om o ob ora oras "
    "em en и в г года р ул h hs hrs pukul jam saat godz v ve dne ب في الساعة ה ב בשעה ที่ เวลา น"
)
_RELATIVE_DAYS = (
    "today yesterday heute gestern aujourd'hui hier hoy ayer oggi ieri hoje ontem vandaag gisteren сегодня вчера "
    "сьогодні вчора dziś dzisiaj wczoraj bugün dün idag igår tänään eilen 今天 昨天 今日 昨日 오늘 어제 اليوم أمس היום "
    "אתמול आज कल"
)
"""Words for a day that only whoever copied the text knew."""
_FILLERS = frozenset(folded(word) for word in f"{_SMALL_WORDS} {_RELATIVE_DAYS}".split())
"""Words in a date that do not help to know it."""
_WORD = re.compile(LETTERS)
_NUMBER = re.compile(r"(?<![\d])['’]?(\d{4}|\d{1,2})(?!\d)")
_BUDDHIST = 543
"""Years between the Buddhist calendar, as Thai programs write it, and ours."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A parsed date or time, before its day is known.

    Attributes:
        numbers: three numbers in an unknown order, with their separator in `sign`.
        day: year, month and day, if unambiguous; the year is 0 if none is written.
        clock: hour, minute, second, microsecond; None where no time is written.
    """

    numbers: tuple[int, int, int] | None = None
    sign: str = ""
    day: tuple[int, int, int] | None = None
    clock: tuple[int, int, int, int] | None = None
    zone: timezone | None = None

    @property
    def dated(self) -> bool:
        """Whether a day is written, in whatever order."""
        return self.numbers is not None or self.day is not None


def moment_of(text: str) -> Moment | None:
    """A date, a time or both; None for what holds anything else, or neither.

    Example:
        >>> moment_of("13. März 2026, 8:20 p. m.").day
        (2026, 3, 13)
        >>> moment_of("3/4/26").numbers
        (3, 4, 26)
        >>> moment_of("may be 10 of them")
    """
    if len(text) > 80 or not any(map(str.isdigit, text)):
        return None
    rest = " ".join(_MARKS.sub("", text).replace("،", ",").split())
    rest = _COMMENT.sub("", rest)
    moment = Moment()
    if found := _YEAR_FIRST.search(rest):
        moment = replace(moment, day=_checked(int(found[1]), int(found[3]), int(found[4])))
        rest = _cut(rest, found, T=True)
    elif found := _TRIPLE.search(rest):
        moment = replace(moment, numbers=(int(found[1]), int(found[3]), int(found[4])), sign=found[2])
        rest = _cut(rest, found)
    if found := _OFFSET.search(rest):
        moment = replace(moment, zone=_zone(found))
        rest = _cut(rest, found)
    if (found := _CLOCK.search(rest) or _HOUR.search(rest)) and ("." not in found[0][:3] or moment.dated):
        moment = replace(moment, clock=_clock(found))
        rest = _cut(rest, found)
    return _with_words(moment, rest)


def _cut(rest: str, found: re.Match[str], *, T: bool = False) -> str:  # noqa: N803 ISO 8601's own letter
    after = rest[found.end() :]
    return f"{rest[: found.start()]} {after[1:] if T and after[:1] in ('T', 't', '_') else after}"


def _checked(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """A day of our calendar: a Thai year is brought into it, a Persian one has months of its own."""
    year = year - _BUDDHIST if 2400 < year < 2700 else year
    return None if 1300 < year < 1480 else (year, month, day)


def _zone(found: re.Match[str]) -> timezone | None:
    if not found[1]:
        return UTC
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-offset if found[1] == "-" else offset) if offset < timedelta(days=1) else None


def _clock(found: re.Match[str]) -> tuple[int, int, int, int]:
    groups = found.groups()
    minute, second, part = (*groups[1:], None, None, None)[:3]
    return int(groups[0]), int(minute or 0), int(second or 0), int((part or "0").ljust(6, "0")[:6])


def _with_words(moment: Moment, rest: str) -> Moment | None:
    """With what the words of a date say: the month, the half of the day, the zone."""
    words = clock_words()
    month = 0
    if moment.clock and (whole := folded(rest.strip(" ,-–"))) in words.halves:
        clock = _in_half(moment.clock, words.halves[whole])
        rest, moment = "", replace(moment, clock=clock)
    for found in list(_WORD.finditer(rest)):
        name = folded(found.group())
        if name in words.months and not moment.dated and not month:
            month = words.months[name]
        elif name in _ZONES and found.start() > 0:
            moment = replace(moment, zone=moment.zone or timezone(timedelta(hours=_ZONES[name])))
        elif name in words.weekdays or name in _FILLERS:
            continue
        elif moment.clock and name in words.halves:
            moment = replace(moment, clock=_in_half(moment.clock, words.halves[name]))
        elif moment.clock and (half := _spread(rest, found, words.halves)):
            return _with_words(replace(moment, clock=_in_half(moment.clock, half[0])), half[1])
        else:
            return None
    numbers = [found[1] for found in _NUMBER.finditer(rest)]
    if month:
        moment = replace(moment, day=_written_out(month, numbers))
        numbers = []
    if numbers or re.search(r"[^\w\s.,:;'’()|@·•–—/ºª+-]", _WORD.sub("", rest)):
        return None
    return moment if moment.dated or moment.clock else None


def _spread(
    rest: str, word: re.Match[str], halves: Mapping[str, tuple[int, int]]
) -> tuple[tuple[int, int], str] | None:
    """A half of the day that is several words (`a. m.`, `de la tarde`) from here on, and the text without it."""
    ends = [found.end() for found in _WORD.finditer(rest, word.start())][1:4]
    for end in reversed(ends):
        if hours := halves.get(folded(rest[word.start() : end])):
            return hours, rest[: word.start()] + rest[end:].removeprefix(".")
    return None


def _in_half(clock: tuple[int, int, int, int], hours: tuple[int, int]) -> tuple[int, int, int, int]:
    """A clock of twelve hours in the half of the day that a word names."""
    hour, minute, *_ = clock
    if hour > 12:
        return clock
    first, before = hours
    for whole in (hour % 12, hour % 12 + 12):
        now = whole * 60 + minute
        if (first <= now < before) if first < before else (now >= first or now < before):
            return whole, *clock[1:]
    return (hour % 12 + (12 if first >= 12 * 60 else 0), *clock[1:])


def _written_out(month: int, numbers: Sequence[str]) -> tuple[int, int, int] | None:
    """The day of `13 March 2026`, `March 13, 2026`, `13 Mar 26` or, without a year, `Mar 13`."""
    years = [number for number in numbers if len(number) == 4]
    short = [int(number) for number in numbers if len(number) < 4]
    if len(years) > 1 or not short or len(short) + len(years) > 2:
        return None
    year = int(years[0]) if years else _whole(short[1]) if len(short) == 2 else 0
    return _checked(year, month, short[0])


def _whole(year: int) -> int:
    """A year of two digits, as POSIX has it."""
    return year if year > 99 else year + (2000 if year < 69 else 1900)


def resolved(moments: Sequence[Moment | None], *, sorted_by_time: bool = False) -> tuple[list[datetime | None], int]:
    """The times of a file, each in UTC where it names no zone, and how many of them are open.

    Args:
        moments: all dates of the file in its order; None where there is none.
        sorted_by_time: they follow one another, as in a chat, so one step back speaks against an order.

    Returns:
        A time for each, None where there is no day or where nothing tells its order; and the number of the latter.

    Example:
        >>> resolved([moment_of("3/1/26"), moment_of("3/31/26")])[0][0].isoformat()
        '2026-03-01T00:00:00+00:00'
        >>> resolved([moment_of("3/4/26")])
        ([None], 1)
    """
    orders = orders_of(moments, sorted_by_time=sorted_by_time)
    times = [when(moment, orders) if moment else None for moment in moments]
    return times, sum(1 for one, time in zip(moments, times, strict=True) if one and time is None and _open(one))


def _open(moment: Moment) -> bool:
    return moment.numbers is not None and len({_day(moment, order) for order in ("dmy", "mdy")} - {None}) > 1


def orders_of(moments: Sequence[Moment | None], *, sorted_by_time: bool = False) -> dict[str, Order]:
    """The order of the numbers in a file's dates, for each separator; missing if it cannot be decided."""
    found: dict[str, Order] = {}
    for sign in {one.sign for one in moments if one and one.numbers}:
        alike = [one for one in moments if one and one.numbers and one.sign == sign]
        order = _order(alike, sign=sign, sorted_by_time=sorted_by_time)
        if order:
            found[sign] = order
    return found


def _order(moments: Sequence[Moment], *, sign: str, sorted_by_time: bool) -> Order | None:
    """The order under which most dates are days at all, and then the one under which they follow one another."""
    years = any(one.numbers and one.numbers[2] > 99 for one in moments)
    orders = ("dmy", "mdy") if years else ("dmy", "mdy", "ymd")
    days = {order: [_day(one, order) for one in moments] for order in orders}
    wrong = {order: days[order].count(None) for order in orders}
    possible = [order for order in orders if wrong[order] == min(wrong.values())]
    if wrong[possible[0]] and len(moments) > 1 and wrong[possible[0]] < len(moments):
        return None  # both orders occur, so each date must be unambiguous
    back = {order: _steps_back(days[order], moments, either=not sorted_by_time) for order in possible}
    possible = [order for order in possible if back[order] == min(back.values())]
    spans = {order: len({day[0] for day in days[order] if day}) for order in possible}  # days change more than years
    possible = [order for order in possible if spans[order] == min(spans.values())]
    if {"dmy", "mdy"} <= set(possible):
        same = all(one.numbers and one.numbers[0] == one.numbers[1] for one in moments)
        return (
            "dmy" if sign == "." or same else None
        )  # with dots, the day always comes first: 3.4.2026 is never 4 March
    return possible[0]


def _steps_back(days: Sequence[tuple[int, int, int] | None], moments: Sequence[Moment], *, either: bool) -> int:
    """How often a time is earlier than the one before it; `either`: or later, if the list is sorted that way.

    Rows of a table need not be sorted by time, so only a table that is speaks for an order.
    """
    known = [(day, one.clock or (0, 0, 0, 0)) for day, one in zip(days, moments, strict=True) if day]
    back = sum(after < before for before, after in pairwise(known))
    if not either:
        return back
    forth = sum(after > before for before, after in pairwise(known))
    return 0 if min(back, forth) == 0 and len(set(known)) > 2 else 1


def first_day(moment: Moment, orders: Mapping[str, Order]) -> tuple[int, int, int] | None:
    """Year, month and day of a moment; None where there is none or nothing tells."""
    if moment.numbers is None:
        return moment.day
    if order := orders.get(moment.sign):
        return _day(moment, order)
    days = {_day(moment, order) for order in ("dmy", "mdy")} - {None}
    return days.pop() if len(days) == 1 else None


def _day(moment: Moment, order: Order) -> tuple[int, int, int] | None:
    a, b, c = moment.numbers or (0, 0, 0)
    year, month, day = {"dmy": (c, b, a), "mdy": (c, a, b), "ymd": (a, b, c)}[order]
    here = _checked(_whole(year), month, day)
    try:
        return here if here and datetime(*here, tzinfo=UTC) else None
    except ValueError:
        return None


def when(moment: Moment, orders: Mapping[str, Order]) -> datetime | None:
    """The time that a moment names, in UTC where it names no zone; None where it has no day, or an impossible one."""
    day = first_day(moment, orders)
    if day is None or not day[0]:
        return None
    try:
        midnight = datetime(*day, tzinfo=moment.zone or UTC)
        hour, minute, second, part = moment.clock or (0, 0, 0, 0)
        return midnight.replace(hour=hour, minute=minute, second=second, microsecond=part)
    except ValueError:
        return None
