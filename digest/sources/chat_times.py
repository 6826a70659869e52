"""Parses the times before or after names in chats, in all languages, and resolves their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from digest.sources.clock_words import clock_words, folded
from digest.sources.dates import LETTERS, Moment, moment_of, orders_of, when

__all__ = ["MARKS", "Stamp", "dates", "day_line", "stamp_at_end", "stamp_of"]

MARKS = "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
"""Direction marks (for a character class), which exporters put around times and names."""
_LEADING = re.compile(rf"[{MARKS}\s]+")
_BLANK = r"[ \t\u00a0\u202f]"
_SPACE = rf"[{MARKS}\s]*+"
_TAIL = rf":?{_SPACE}(?:\((?:edited|bearbeitet|modifié|editado|modificato|изменено)\){_SPACE})?$"
_NUMBERS = r"\d{1,2}[:.h]\d\d|\d{1,4}\s?[-/.年년]\s?\d|[時时點点시]\s?\d|\d{4}"
_TH = r"(?:st|nd|rd|th)?"
_WRITTEN = rf"\d{{1,2}}\.?{_TH}[\s-](?:de )?\S{{2,14}}(?: de)?[\s,-]+\d{{4}}|\d{{1,2}}{_TH},?\s\d{{1,2}}(?:\d\d|:\d\d)"
_MAYBE_FIRST = re.compile(rf"[\s\[(]*(?:[^\s\d]{{1,14}}\s){{0,4}}[^\s\d]{{0,12}}(?:{_NUMBERS}|{_WRITTEN})")
_MAYBE_LAST = re.compile(rf"(?:{_NUMBERS})\d{{0,8}}(?:[:.]\d\d){{0,2}}[^\d\n]{{0,24}}(?:[+-]?\d\d:?\d\d)?[\])]?{_TAIL}")
"""What every time holds: cheap to look for, so that prose is not looked at closely."""
_WORD_NEXT = re.compile(rf"{_BLANK}?{LETTERS}")
_NO_YEAR = re.compile(r"^(\D{0,12})\d{1,2}[./]\d{1,2}\.?,?\s")
_RULE = "-=*#─—–_~[]()<> \t"
"""Characters of which rules are made."""

_LONGEST = 80
"""Characters of a line that is nothing but a date."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time at the start of a line.

    Attributes:
        moment: the time.
        shape: its form without numbers, which is the same for all times by one program.
        end: the offset of the text after the time and the separator.
    """

    moment: Moment
    shape: str
    end: int


def stamp_of(line: str) -> Stamp | None:
    """The time that a line begins with, in brackets or not.

    Example:
        >>> stamp_of("[13/03/26, 8:20:10 p. m.] Ann: No.").shape
        '[d/d/d, d:d:d w]'
        >>> stamp_of("10 of them")
    """
    lead = _LEADING.match(line)
    start = lead.end() if lead else 0
    if not _MAYBE_FIRST.match(line, start, start + 60):
        return None
    best: Stamp | None = None
    longest = -1
    for words in (0, 1, 2, 3):  # as many words behind a clock as it takes to say which half of the day
        found = _at_start(words).match(line, start)
        if not found or found.end("time") <= longest or bool(found["open"]) != bool(found["close"]):
            continue
        if (moment := _moment(found["time"])) and (not words or _says_half(found["time"])):
            longest = found.end("time")
            shape = f"{found['open']}{_shape(found['time'])}{found['close']}{found['sep'].strip()}"
            best = Stamp(moment, shape, found.end())
            if moment.clock and not _WORD_NEXT.match(line, longest):
                break
    return best


def stamp_at_end(line: str) -> tuple[str, Stamp] | None:
    """What stands before the time that ends a line, and the time; `end` is where it begins.

    Example:
        >>> stamp_at_end("Ann, [13.03.2026 10:00]")[0]
        'Ann'
    """
    if len(line) > _LONGEST + 80 or not _MAYBE_LAST.search(line):
        return None
    found = _at_end().search(line, 1)
    while found and found.start() < _LONGEST:
        moment = _moment(found["time"]) if bool(found["open"]) == bool(found["close"]) else None
        before = line[: found.start()]
        if moment and before.strip():
            shape = f"{found['sep'].strip() or found['sep'][:1]}{found['open']}{_shape(found['time'])}{found['close']}"
            return before, Stamp(moment, shape, found.start("time"))
        found = _at_end().search(line, found.start() + 1)
    return None


def _moment(text: str) -> Moment | None:
    text = re.sub(r"\]\s?\[", " ", text)
    return moment_of(text) or moment_of(_NO_YEAR.sub(r"\1", text))


def _says_half(time: str) -> bool:
    """Whether the words that end a time belong to it: `p. m.`, but not the name or "De" that follows a clock."""
    tail = re.sub(rf"^.*\d(?:{_BLANK}|[時时点點시분分])*", "", time)
    return folded(tail) in clock_words().halves or folded(tail) in ("uhr", "h", "hs", "hrs", "utc", "gmt")


def _shape(time: str) -> str:
    shape = re.sub(LETTERS + r"\.?", "w", re.sub(f"[{MARKS}]", "", time).replace("\u202f", " ").replace("\u00a0", " "))
    shape = re.sub(r"w(?: ?w)+", "w", shape)
    return re.sub(r"\d+", lambda found: "Y" if len(found.group()) == 4 else "d", shape)


def _time(words_behind: int) -> str:
    """The pattern of a time: what it matches is looked at again by `moment_of`, which knows the words."""
    clock = r"\d{1,2}(?:[:.h]|[時时點点시]\s?)\d\d分?(?:[:.]\d\d(?:[.,]\d{1,9})?)?(?!\d)[분分]?"
    zone = rf"(?:Z(?!{LETTERS})|{_BLANK}?(?:UTC|GMT)?[+-]\d\d:?\d\d)?"
    behind = rf"(?:{_BLANK}?{LETTERS}\.?){{{words_behind}}}"
    clock = rf"(?:{LETTERS}\.?{_BLANK}?)?{clock}{behind}{zone}"
    words = rf"(?:{LETTERS}[.,]?{_BLANK}){{0,3}}"
    word = rf"{LETTERS}\.?"
    date = (
        r"(?:\d{4}\s?[-/.年년]\s?\d{1,2}\s?[-/.月월]\s?\d{1,2}(?:[.日일])?"
        r"|\d{1,2}(?P<part>[./-])\s?\d{1,2}(?P=part)\s?(?:\d{4}|\d{1,2})\.?|\d{1,2}[./]\d{1,2}\.?"
        rf"|\d{{1,2}}(?:\.|st|nd|rd|th)?[ -](?:de )?{word}(?: de)?[ ,-]+\d{{4}}"
        rf"|{word} \d{{1,2}}(?:st|nd|rd|th)?,?(?: \d{{4}})?)"
    )
    weekday = rf"(?:{_BLANK}?\({word}\)|,?{_BLANK}{word}\.?)?"
    glue = rf"(?:T|_|[,،]?{weekday}[,،]?(?:{_BLANK}(?:{LETTERS}\.?{_BLANK}?){{0,2}}{_BLANK}?)?|\]{_BLANK}?\[)"
    return rf"{words}(?:{date}(?:{glue}{clock}(?: \d{{4}})?)?|{clock})"


@cache
def _at_start(words_behind: int) -> re.Pattern[str]:
    edited = r"(?:\s?\|[^\[\]|\n]{1,40})?"
    sep = rf"(?P<sep>{_BLANK}*(?:[-–—|:,](?={_BLANK}|$))?{_BLANK}*)"
    time = _time(words_behind)
    return re.compile(rf"(?P<open>[\[(]?)(?P<time>{time}){edited}(?P<close>[\])]?)(?:(?<=[\])])|(?=[\s<*:,-]|$)){sep}")


@cache
def _at_end() -> re.Pattern[str]:
    sep = rf"(?P<sep>{_BLANK}*(?:[—–|•·-]|,){_BLANK}*|{_BLANK}+(?:at{_BLANK})?)"
    time = _time(0).replace("{0}", "{0,3}")
    return re.compile(rf"{sep}(?P<open>[\[(]?)(?P<time>{time})(?P<close>[\])]?){_TAIL}")


def day_line(line: str) -> Moment | None:
    """The day that a line names and nothing else: `--- Day changed Sat Mar 14 2026`, `2026/03/14(Sat)`.

    Example:
        >>> day_line("--- Day changed Sat Mar 14 2026").day
        (2026, 3, 14)
        >>> day_line("On March 14, 2026 we met")
    """
    if len(line) > _LONGEST or not any(map(str.isdigit, line)):
        return None
    bare = line.strip().strip(_RULE)
    ruled = line.strip()[:1] in tuple(_RULE)
    words = bare.split()
    # A log's own line has words of its own ("Log opened", in any language) behind a rule; a bare date needs no rule.
    for skip in range(min(5, len(words)) if ruled or line.startswith("Session ") else 1):
        moment = moment_of(" ".join(words[skip:]))
        if moment and moment.dated:
            return moment
    return None


def dates(moments: Sequence[Moment | None], *, days: Mapping[int, Moment]) -> list[datetime | None]:
    """The date of each moment, in UTC if it has no zone; None without a known day.

    Args:
        moments: as the times were written.
        days: where the log names a day by itself, before which of the moments; a clock after midnight is of the next.

    Example:
        >>> clocks = [moment_of("23:59"), moment_of("0:01")]
        >>> [time.isoformat() for time in dates(clocks, days={0: moment_of("2026-3-1")})]
        ['2026-03-01T23:59:00+00:00', '2026-03-02T00:01:00+00:00']
    """
    whole = list(_with_days(moments, days))
    orders = orders_of(whole, sorted_by_time=True)
    times: list[datetime | None] = []
    after = timedelta()
    for at, (moment, written) in enumerate(zip(whole, moments, strict=True)):
        time = when(moment, orders) if moment else None
        after = timedelta() if at in days else after
        if time and times and times[-1] and written and not written.dated:
            while time + after < times[-1] - timedelta(hours=12):
                after += timedelta(days=1)
        times.append(time + after if time and written and not written.dated else time)
    return times


def _with_days(moments: Sequence[Moment | None], days: Mapping[int, Moment]) -> Iterator[Moment | None]:
    """Each with the day, or the year, that stands above it."""
    latest: Moment | None = None
    for at, moment in enumerate(moments):
        latest = days.get(at, latest)
        if moment and latest and not moment.dated:
            moment = replace(latest, clock=moment.clock, zone=moment.zone or latest.zone)
        elif moment and moment.day and not moment.day[0] and latest and latest.day:
            moment = replace(moment, day=(latest.day[0], *moment.day[1:]))
        yield moment
