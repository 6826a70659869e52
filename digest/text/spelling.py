"""Finds words in any spelling: case, accents, invisible characters, escapes of addresses and markup.

`Müßlin` is found as `MÜSSLIN`, `Muesslin`, `M%C3%BC%C3%9Flin`, `M&uuml;&szlig;lin`, with its accents as characters of
their own, and with a soft hyphen inside. Both sides are folded to lower-case letters, digits and spaces, with offsets
into the text. A letter with an umlaut has two folded forms, `u` and `ue`, so a text with umlauts is searched twice.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

__all__ = ["Match", "Phrases", "folded_words", "words_in"]

_ODD = re.compile(
    r"""
      (?P<percent>(?:%[0-9A-Fa-f]{2})+)
    | (?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)
    | \\(?:u(?P<four>[0-9A-Fa-f]{4})|U(?P<eight>[0-9A-Fa-f]{8})|x(?P<two>[0-9A-Fa-f]{2}))
    | (?P<cluster>[A-Za-z]?[^\x00-\x7f]+)      # a letter may carry an accent that is a character of its own
    """,
    re.VERBOSE,
)
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_WIDE = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
_PLAIN = {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_WORD = re.compile(r"\S+")
_GAP = 8
"""Characters other than letters between two words, at most: a line end with quote marks, `%20`, ` - `."""
_JOINED = 6
"""Two words with at least this many letters are also found when written as one, as in account names."""


@dataclass(frozen=True, slots=True)
class Match:
    """An occurrence of a phrase: `text[start:end]`, and the phrase's index."""

    start: int
    end: int
    phrase: int


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text as letters, digits and blanks; character i was made from `text[starts[i]:ends[i]]`."""

    text: str
    starts: list[int] | range
    ends: list[int] | range


class Phrases:
    """Phrases to search for in many texts.

    Example:
        >>> Phrases(["Jörg Müller"]).find("Ask JOERG-Mueller!")
        [Match(start=4, end=17, phrase=0)]
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        loose: list[tuple[str, int]] = []
        for at, phrase in enumerate(phrases):
            for words in {folded_words(phrase, wide=wide) for wide in (False, True)} - {()}:
                forms = [words]
                if len(words) > 1 and sum(map(len, words)) >= _JOINED:
                    forms.append(("".join(words),))
                for form in forms:
                    self._by_first.setdefault(form[0], []).append((form, at))
                if _is_unspaced(words[0][0]) or _is_unspaced(words[-1][-1]):
                    loose.append((f" {{0,{_GAP}}}".join(map(re.escape, words)), at))
        for ones in self._by_first.values():
            ones.sort(key=lambda one: -sum(map(len, one[0])))
        self._loose = [at for _, at in loose]
        self._unspaced = re.compile("|".join(f"({words})" for words, _ in loose)) if loose else None

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def find(self, text: str) -> list[Match]:
        """The occurrences of the phrases, in order; of overlapping ones the longest."""
        if not text or not self._by_first:
            return []
        found = [one for wide in (False, True) for one in self._in(text, wide=wide)]
        found.sort(key=lambda one: (one.start, -one.end))
        out: list[Match] = []
        for one in found:
            if not out or one.start >= out[-1].end:
                out.append(one)
            elif one.end > out[-1].end:  # it overlaps the previous one: join both
                out[-1] = Match(out[-1].start, one.end, out[-1].phrase)
        return out

    def _in(self, text: str, *, wide: bool) -> Iterator[Match]:
        folded = _fold(text, wide=wide)
        if folded is None:
            return
        words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(folded.text)]
        for at, (word, start, _) in enumerate(words):
            for form, phrase in self._by_first.get(word, ()):
                if (end := _end_of(form, words, at)) is not None:
                    yield Match(folded.starts[start], folded.ends[end - 1], phrase)
                    break
        if self._unspaced:
            for match in self._unspaced.finditer(folded.text):
                phrase = self._loose[(match.lastindex or 1) - 1]
                yield Match(folded.starts[match.start()], folded.ends[match.end() - 1], phrase)


def _end_of(form: tuple[str, ...], words: list[tuple[str, int, int]], at: int) -> int | None:
    """Where a phrase ends that begins with the word at this place; None where others follow than its own."""
    last = words[at][2]
    for word, (here, start, end) in zip(form[1:], words[at + 1 : at + len(form)], strict=False):
        if word != here or start - last > _GAP:
            return None
        last = end
    return last if at + len(form) <= len(words) else None


def folded_words(text: str, *, wide: bool = False) -> tuple[str, ...]:
    """The words of a text, folded.

    Args:
        wide: umlauts as two letters.

    Example:
        >>> folded_words("Jörg_Müßlin’s"), folded_words("Jörg", wide=True)
        (('jorg', 'musslin', 's'), ('joerg',))
    """
    folded = _fold(text, wide=wide) or _fold(text, wide=False)
    return tuple(folded.text.split()) if folded else ()


def words_in(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, folded, each with its start and end.

    Example:
        >>> words_in("Jo\u00adrg’s tea")
        [('jorg', 0, 5), ('s', 6, 7), ('tea', 8, 11)]
    """
    folded = _fold(text, wide=False)
    if folded is None:
        return []
    return [(word[0], folded.starts[word.start()], folded.ends[word.end() - 1]) for word in _WORD.finditer(folded.text)]


def _fold(text: str, *, wide: bool) -> _Folded | None:
    """The folded text; None where the wide form is no other than the narrow one."""
    if text.isascii() and not any(char in text for char in "%&\\"):
        return None if wide else _Folded(text.translate(_ASCII), range(len(text)), range(1, len(text) + 1))
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = 0
    differs = False
    for odd in _ODD.finditer(text):
        start, end = odd.span()
        parts.append(text[last:start].translate(_ASCII))
        starts += range(last, start)
        ends += range(last + 1, start + 1)
        last = end
        for made, first, after in _made(odd, wide=wide):
            differs = differs or made[1]
            parts.append(made[0])
            starts += [first] * len(made[0])
            ends += [after] * len(made[0])
    parts.append(text[last:].translate(_ASCII))
    starts += range(last, len(text))
    ends += range(last + 1, len(text) + 1)
    return None if wide and not differs else _Folded("".join(parts), starts, ends)


def _made(odd: re.Match[str], *, wide: bool) -> Iterator[tuple[tuple[str, bool], int, int]]:
    """What the characters of an escape or of other scripts fold to, each with where it stands."""
    start, end = odd.span()
    if odd["cluster"] is not None:
        chars, places = odd["cluster"], list(range(start, end + 1))
    elif odd["percent"] is not None:
        chars = unquote_to_bytes(odd["percent"]).decode("utf-8", "replace")
        sizes = [len(char.encode()) if char != "\ufffd" else 1 for char in chars]
        places = [start]
        for size in sizes:
            places.append(min(end, places[-1] + 3 * size))
    else:
        chars = _character(odd)
        places = [start, *[end] * len(chars)]
    at = 0
    while at < len(chars):
        upto = at + 1
        while upto < len(chars) and unicodedata.combining(chars[upto]):
            upto += 1
        yield _letter(unicodedata.normalize("NFC", chars[at:upto]), wide=wide), places[at], places[upto]
        at = upto


def _character(odd: re.Match[str]) -> str:
    code = odd["four"] or odd["eight"] or odd["two"]
    if code is None:
        return html.unescape(odd[0])
    return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else " "


def _letter(cluster: str, *, wide: bool) -> tuple[str, bool]:
    """What a letter with its accents folds to, and whether that is a wide form."""
    lower = cluster.lower()
    if wide and lower in _WIDE:
        return _WIDE[lower], True
    out = ""
    for char in unicodedata.normalize("NFKD", cluster.casefold()):
        kind = unicodedata.category(char)
        if kind in ("Mn", "Me", "Cf"):  # accents, joiners, soft hyphens, marks of direction
            continue
        small = char.casefold()
        out += _PLAIN.get(small) or (small if small.isalnum() else " ")
    return out, False


def _is_unspaced(char: str) -> bool:
    """Whether a script writes words without blanks between them, or with what we would take for part of them."""
    return unicodedata.category(char) == "Lo"
