"""Writes `digest/sources/clock_words.json`: how languages write months, weekdays and the halves of the day.

`python -m tools.clock_words`, to run again when Babel brings a newer CLDR. Babel comes with MkDocs' theme, but
reading a hundred of its locales takes a second, and we need only these words of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from digest.sources.clock_words import folded

TABLE = Path(__file__).parents[1] / "digest" / "sources" / "clock_words.json"
_LOCALES = (
    "en en_AU en_CA en_GB es es_CO es_MX es_US fr fr_CA de pt pt_PT it nl ru zh zh_Hant ja ko ar hi tr "
    "af am az be bg bn bs ca cs cy da el et eu fa fi fil ga gl gu he hr hu hy id is ka kk km kn ky lo lt lv mk ml mn "
    "mr ms my nb ne nn pa pl ps ro si sk sl sq sr sr_Latn sv sw ta te th uk ur uz vi zu"
)
"""The largest languages come first: where two languages give a word two meanings, the first one counts."""
_DAY = 24 * 60
_COMMON = frozenset({"to", "in", "de", "du", "em", "so", "dop", "odp", "pop", "md", "ap", "ip"})
"""Halves of the day in languages whose programs write 24 hours, and common words in others."""


def main() -> None:
    """Write the table."""
    months: dict[str, int] = {}
    weekdays: set[str] = set()
    halves: dict[str, tuple[int, int]] = {}
    for locale in map(Locale.parse, _LOCALES.split()):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, word in locale.months[context][width].items():
                    months.setdefault(folded(word), number)
                weekdays.update(map(folded, locale.days[context][width].values()))
        for word, hours in _halves(locale):
            halves.setdefault(word, hours)
    months = {word: number for word, number in months.items() if not any(map(str.isdigit, word))}
    weekdays = {word for word in weekdays - months.keys() if len(word) > 1 or word > "\u2e80"}  # 金, but not "p"
    table = {"months": months, "weekdays": sorted(weekdays), "halves": halves}
    TABLE.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def _halves(locale: Locale) -> Iterator[tuple[str, tuple[int, int]]]:
    """The words beside a clock of twelve hours, each with the minutes of the day that it names (from, before)."""
    hours = {"am": (0, _DAY // 2), "pm": (_DAY // 2, _DAY)}
    for name, rules in (locale.day_period_rules.get(None) or {}).items():
        if len(rules) == 1 and "from" in rules[0]:
            hours[name] = (rules[0]["from"] // 60, rules[0]["before"] // 60)
    for width in ("abbreviated", "wide"):
        for period, word in locale.day_periods["format"].get(width, {}).items():
            if period in hours and folded(word) not in _COMMON:
                yield folded(word), hours[period]


if __name__ == "__main__":
    main()
