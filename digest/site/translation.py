"""The words of pages in the language of the site: one gettext catalogue a language, `templates/locale/<language>.po`.

A translation is loaded once for each environment of templates. Looking up a text is then one look into a dictionary.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal, format_percent

from digest.errors import Fault, OutputError

__all__ = ["ENGLISH", "N_", "Translation", "codes", "translation"]

_BRITISH = Locale("en", "GB")
"""English dates are written "9 March 2026"."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DAYS = 4096
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Translation:
    """The words of one language, and how it writes dates and numbers.

    Attributes:
        language: its code, as `theme: language:` in mkdocs.yml names it.
        messages: by the English text, its translation, or by the English singular all plural forms.
        plural: which of the plural forms a number takes.
        rule: the same, as the catalogue writes it in C; JavaScript reads it too.
    """

    language: str
    locale: Locale
    messages: Mapping[str, str | tuple[str, ...]]
    plural: Callable[[int], int]
    rule: str = "(n != 1)"

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return self.locale.text_direction

    def doubt(self, cue: str | None, confidence: float) -> str:
        """Why an inference is doubtful: its cue, and how likely it is right.

        Cues are written in English and quote the post, so pages in other languages show the likelihood alone.
        """
        shown = cue if self.locale.language == "en" else None
        return ", ".join(filter(None, (shown, self.percent(confidence))))

    def gettext(self, text: str, /, **values: object) -> str:
        """A text, with its `%(name)s` filled in; a percent sign is written twice.

        Example:
            >>> ENGLISH.gettext("%(count)s of %(name)s", count=1200, name="A & B")
            '1,200 of A & B'
        """
        found = self.messages.get(text, text)
        return (found if isinstance(found, str) else found[0]) % self._shown(values)

    def ngettext(self, one: str, many: str, num: int, /, **values: object) -> str:
        """A text that agrees with a number, which stands in it as `%(num)s`.

        Example:
            >>> ENGLISH.ngettext("%(num)s comment", "%(num)s comments", 1200)
            '1,200 comments'
        """
        found = self.messages.get(one)
        forms = found if isinstance(found, tuple) else None
        text = forms[min(int(self.plural(num)), len(forms) - 1)] if forms else one if num == 1 else many
        return text % self._shown({"num": num, **values})

    def said(self, text: str) -> str:
        """Somebody's words in quotation marks."""
        return self.gettext("“%(text)s”", text=text)

    def day(self, when: date | None) -> str:
        """A date in words, whatever the machine's locale; empty where it is not known.

        Example:
            >>> ENGLISH.day(date(2026, 3, 9))
            '9 March 2026'
        """
        return _day(self.locale, when.year, when.month, when.day) if when else ""

    def number(self, value: int) -> str:
        """A number with its separators."""
        return (
            str(value)
            if -1000 < value < 1000 and self.locale.language in _ASCII_DIGITS
            else _number(self.locale, value)
        )

    def percent(self, share: float) -> str:
        """A share of 1 in percent.

        Example:
            >>> ENGLISH.percent(0.5)
            '50%'
        """
        return format_percent(share, locale=self.locale)

    def apart(self, text: str) -> bool:
        """Whether a text could mix up the order of what stands around it, because it runs the other way."""
        if self.direction == "rtl":
            return True  # names have numbers behind them, which run the other way as well
        return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None

    def _shown(self, values: Mapping[str, object]) -> Mapping[str, object]:
        return {name: self.number(one) if type(one) is int else one for name, one in values.items()}


_ASCII_DIGITS = frozenset({"en", "de", "fr", "es"})
ENGLISH = Translation("en", _BRITISH, {}, lambda n: int(n != 1))
"""Texts are written in English, so it needs no catalogue."""


@lru_cache(maxsize=_DAYS)
def _day(locale: Locale, year: int, month: int, day: int) -> str:
    return format_date(date(year, month, day), "long", locale=locale)


@lru_cache(maxsize=_DAYS)
def _number(locale: Locale, value: int) -> str:
    return format_decimal(value, locale=locale)


def N_(text: str) -> str:  # noqa: N802 gettext's own name
    """A text that is translated where it is shown; this only puts it into the catalogues."""
    return text


def codes(language: str) -> tuple[str, ...]:
    """The names that the catalogue of a language can have, the closest first.

    Example:
        >>> codes("pt-BR")
        ('pt-BR', 'pt')
    """
    return tuple(dict.fromkeys((language, re.split("[-_]", language)[0])))


def translation(language: str, *, catalogues: Iterable[tuple[str, str]]) -> Translation:
    """The words of a language.

    Args:
        language: a code as Material names it: `de`, `pt-BR`.
        catalogues: the path and the text of each `.po` file that has words of it; what an earlier one says holds.
            Texts that none of them has stay English.

    Raises:
        OutputError: a file is not a catalogue, or a translation does not fit the text that it translates.
    """
    messages: dict[str, str | tuple[str, ...]] = {}
    rule, plural = ENGLISH.rule, ENGLISH.plural
    for path, text in reversed(list(catalogues)):
        try:
            catalogue = read_po(io.BytesIO(text.encode()), locale=None, abort_invalid=True)
            plural = gettext.c2py(catalogue.plural_expr)
        except (PoFileError, ValueError) as error:
            hint = "compare it with a packaged catalogue (docs/theming.md)"
            raise OutputError(Fault(f"is not a gettext catalogue ({error})", path=path, hint=hint)) from None
        rule = catalogue.plural_expr
        faults = [fault for one in catalogue if (fault := _fault(one, path=path))]
        if faults:
            raise OutputError(*faults)
        messages |= dict(filter(None, map(_entry, catalogue)))
    return Translation(language, _locale(language), messages, plural, rule)


def _forms(message: Message) -> tuple[str, ...]:
    """What a text is translated as, in all plural forms; nothing where nobody has done or checked it."""
    string = message.string
    forms = (string,) if isinstance(string, str) else tuple(string or ())
    return forms if all(forms) and not message.fuzzy else ()


def _entry(message: Message) -> tuple[str, str | tuple[str, ...]] | None:
    """A text and its translation; None where it has none."""
    forms = _forms(message)
    if not message.id or not forms:
        return None
    return (message.id, forms[0]) if isinstance(message.id, str) else (message.id[0], forms)


def _fault(message: Message, *, path: str) -> Fault | None:
    """What keeps a translation from being filled in: a name that the English text does not have."""
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    known = {name: "" for one in ids for name in _PLACEHOLDER.findall(one)}
    if len(ids) > 1:
        known["num"] = ""
    for one in _forms(message) if message.id else ():
        try:
            _ = one % known
        except (KeyError, ValueError, TypeError):
            names = ", ".join(f"`%({name})s`" for name in known) or "no placeholder"
            hint = f"it can hold {names}; write a percent sign twice"
            return Fault(f"the translation of “{ids[0]}” does not fit it", path=path, line=message.lineno, hint=hint)
    return None


def _locale(language: str) -> Locale:
    """How a language writes dates and numbers; as in English where nobody has told Babel."""
    if language == "en":
        return _BRITISH
    for code in codes(language):
        try:
            return Locale.parse(code.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return _BRITISH
