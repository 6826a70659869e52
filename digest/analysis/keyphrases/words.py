"""What kind of word a word is, by lists and endings: enough to tell where a phrase may begin and end.

English has lists of its own; other languages have YAKE's stop words only, which is enough to keep function words
from the ends of a phrase.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from importlib.resources import files

__all__ = ["GENERIC", "VAGUE", "VERBAL", "Kind", "context", "kind_of"]


class Kind(IntEnum):
    """What a word can be in a phrase."""

    NOUN = 0  # may stand anywhere: a noun, or a word that we know nothing of
    ADJECTIVE = 1  # may begin a phrase and stand inside it, not end it
    FUNCTION = 2  # ends a run of words
    VERB = 3  # ends a run of words
    ADVERB = 4  # ends a run of words
    NUMBER = 5  # may follow a name ("Windows 95"), else ends a run
    OTHER = 6  # addresses and other things that are no words


def _read() -> Mapping[str, frozenset[str]]:
    """The sections of `words.txt`."""
    sections: dict[str, set[str]] = {}
    here: set[str] = set()
    for line in (files(__package__) / "words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            here = sections.setdefault(line[1:-1], set())
        elif not line.startswith("#"):
            here.update(line.split())
    return {name: frozenset(words) for name, words in sections.items()}


_WORDS = _read()
_FUNCTION = {
    "determiner": "the a an this that these those our its their his her my your each every some any all both such no "
    "another other several many most more few which whose what certain various different same own",
    "preposition": "of in on at by for with from into onto over under between among through via within without "
    "against about across along around during per toward towards upon than as like beyond behind above below near "
    "despite regarding concerning including except off out up down beside besides beneath amid versus vs",
    "auxiliary": "is are was were be been being am has have had having do does did doing 's isn't aren't wasn't "
    "weren't hasn't haven't hadn't doesn't don't didn't",
    "subject": "to can could may might must shall should will would cannot can't couldn't won't wouldn't shouldn't i "
    "we you he she it they who not also then there let let's i'm i'd i'll i've we're we've we'll we'd you're you've "
    "you'll you'd they're they've they'll they'd he's she's it's that's there's who's what's",
    "conjunction": "and or but nor yet so if because while whereas although though unless until since when where why "
    "how whether once plus either neither",
}
_CONTEXT = {word: name for name, line in _FUNCTION.items() for word in line.split()}

_FUNCTION_EXTRA = _WORDS["function words"]

_VERBS = _WORDS["verbs"]
_NOUNS_TOO = _WORDS["nouns too"]
_IRREGULAR = _WORDS["irregular"]

_ADJECTIVES = _WORDS["adjectives"]
_ADJECTIVE_ENDS = ("ous", "ive", "able", "ible", "ful", "less", "ical", "ary", "ish", "est", "lar", "esque")
_NOUNS_ANYWAY = _WORDS["nouns anyway"]
_NOT_ADVERB = _WORDS["not adverbs"]
_ADVERBS = _WORDS["adverbs"]


GENERIC = _WORDS["generic"]
"""Nouns that say nothing of what a text is about when they stand alone."""

VAGUE = _WORDS["vague"]
"""Adjectives that say little."""


def _forms(base: str) -> set[str]:
    """The forms of a regular verb: -s, -ed, -ing."""
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
    forms = {base, base + "s", stem + "ed", stem + "ing"}
    if base.endswith("y") and base[-2] not in "aeiou":
        forms |= {base[:-1] + "ies", base[:-1] + "ied"}
    elif base.endswith(("s", "sh", "ch", "x", "z")):
        forms.add(base + "es")
    if len(base) > 2 and base[-1] in "bdgmnprtl" and base[-2] in "aeiou" and base[-3] not in "aeiou":
        forms |= {base + base[-1] + "ed", base + base[-1] + "ing"}
    return forms


_FINITE = frozenset(
    form for base in _VERBS for form in _forms(base) if base not in _NOUNS_TOO and not form.endswith(("ing", "ed"))
)
VERBAL = frozenset(form for base in _VERBS for form in (base, base + "s"))
"""Present forms of verbs, among them many that are nouns as well: behind a plural they are verbs."""
_GERUNDS = frozenset(form for base in _VERBS for form in _forms(base) if form.endswith("ing"))
_PARTICIPLES = frozenset(form for base in _VERBS for form in _forms(base) if form.endswith("ed"))


def kind_of(lower: str, *, stop: frozenset[str], english: bool) -> Kind:
    """What kind a word is.

    Args:
        lower: the word in lower case, apostrophes plain.
        stop: the language's stop words.
        english: whether the English lists and endings apply.

    Example:
        >>> [kind_of(w, stop=frozenset({"the"}), english=True).name for w in ("the", "license", "famous", "1990")]
        ['FUNCTION', 'NOUN', 'ADJECTIVE', 'NUMBER']
    """
    if not any(char.isalpha() for char in lower):
        return Kind.NUMBER
    if not english:
        return Kind.FUNCTION if lower in stop or len(lower) == 1 else Kind.NOUN
    if lower in _CONTEXT or lower in _FUNCTION_EXTRA or "'" in lower:
        return Kind.FUNCTION
    if lower in _FINITE or lower in _IRREGULAR:
        return Kind.VERB
    if (lower.endswith("ly") and len(lower) > 4 and lower not in _NOT_ADVERB) or lower in _ADVERBS:
        return Kind.ADVERB
    if lower in _ADJECTIVES or lower in _PARTICIPLES:
        return Kind.ADJECTIVE
    if lower in stop and lower not in GENERIC:
        return Kind.FUNCTION
    if lower.endswith(_ADJECTIVE_ENDS) and lower not in _NOUNS_ANYWAY and len(lower) > 5:
        return Kind.ADJECTIVE
    return Kind.NOUN


def context(lower: str, kind: Kind) -> str:
    """The kind of neighbour that a word is to a phrase: what stands before and after tells a noun from a verb.

    Example:
        >>> context("the", Kind.FUNCTION), context("quickly", Kind.ADVERB)
        ('determiner', 'adverb')
    """
    if kind in (Kind.FUNCTION, Kind.VERB):
        return _CONTEXT.get(lower, "verb" if kind is Kind.VERB else "other")
    return {Kind.ADVERB: "adverb", Kind.NUMBER: "number"}.get(kind, "content")
