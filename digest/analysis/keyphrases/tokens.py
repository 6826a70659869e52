"""The words that a document's participants wrote themselves: folded, classified, with their offsets.

The text is read once, and each distinct word is classified once. Word classes come from lists (`word_lists.txt`) and
endings, not from a tagger, which would cost more than the rest of the analysis. That is enough to see where a phrase
may begin and end. Other languages than English have YAKE's stop words only, which keep function words from its ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from digest.model import Block, Document, Mark
from digest.text.normal import plain_apostrophes
from digest.text.spans import Stretches, own_blocks
from digest.text.stemming import stem

__all__ = [
    "GENERIC",
    "TITLE_POST",
    "VAGUE",
    "VERBAL",
    "Kind",
    "Token",
    "Tokens",
    "Word",
    "context",
    "fold",
    "kind_of",
    "plain_title",
    "segments",
    "tokenize",
]


class Kind(IntEnum):
    """Word classes, as far as phrases need them."""

    NOUN = 0  # anywhere in a phrase; unknown words count as nouns
    ADJECTIVE = 1  # at the beginning or inside of a phrase, not at its end
    FUNCTION = 2  # in no phrase, as the next two
    VERB = 3
    ADVERB = 4
    NUMBER = 5  # after a name ("Windows 95"), else in no phrase
    OTHER = 6  # addresses and other things that are not words


def _read() -> Mapping[str, frozenset[str]]:
    """The sections of `word_lists.txt`."""
    sections: dict[str, set[str]] = {}
    here: set[str] = set()
    for line in (files(__package__) / "word_lists.txt").read_text(encoding="utf-8").splitlines():
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
"""Nouns that do not say what a text is about when used alone, such as "thing" and "way"."""

VAGUE = _WORDS["vague"]
"""Adjectives of little content, such as "new" and "certain"."""


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
"""Present forms of verbs. Many are nouns as well; after a plural ("customers work") they are read as verbs."""
_GERUNDS = frozenset(form for base in _VERBS for form in _forms(base) if form.endswith("ing"))
_PARTICIPLES = frozenset(form for base in _VERBS for form in _forms(base) if form.endswith("ed"))


def kind_of(lower: str, *, stop: frozenset[str], english: bool) -> Kind:
    """The class of a word.

    Args:
        lower: the word in lower case, with plain apostrophes.
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
    """The role of a word beside a phrase. Neighbours show whether a phrase is used as a noun or as a verb.

    Example:
        >>> context("the", Kind.FUNCTION), context("quickly", Kind.ADVERB)
        ('determiner', 'adverb')
    """
    if kind in (Kind.FUNCTION, Kind.VERB):
        return _CONTEXT.get(lower, "verb" if kind is Kind.VERB else "other")
    return {Kind.ADVERB: "adverb", Kind.NUMBER: "number"}.get(kind, "content")


TITLE_POST = -1
"""Where an index of `Document.posts` is expected: the title."""

# In order: addresses and paths; names such as C++, C#, .NET; AT&T; then words, whose parts may be joined by `::`, a dot
# before a small letter or a digit (foo.bar, 3.5), a hyphen, a dash between letters, an apostrophe that is no
# possessive, or an underscore.
_TOKEN = re.compile(
    r"(?P<other>(?:https?://|www\.)\S+|\S{1,64}@\w+(?:\.\w+)+|(?<!\w)/\w+/\S+)"
    r"|[A-Za-z]\+\+|(?<!\w)[A-Z]\#(?!\w)|(?<![\w.])\.NET\b"
    r"|[A-Z]+[&/][A-Z]+(?!\w)"
    r"|[^\W_]\w*(?:(?:::|\.(?=[a-z0-9])|[-‐‑](?=\w)|(?<=[^\W\d])–(?=[^\W\d])|['’](?!s\b|S\b)|_)\w+)*"
)
_PART = re.compile(r"[-‐‑–/]")
_POSSESSIVE = ("'s ", "’s ", "'S ", "’S ", "' ", "’ ")
# What forums put before a title: "CMV:", "Ask HN:", "[OC]".
_TITLE_TAG = re.compile(
    r"^\s*(?:(?:CMV|ELI5|TIL|PSA|Ask HN|Show HN|Tell HN|Launch HN)\s*:|\[[^\]]{1,20}\])\s*", re.IGNORECASE
)
_SHORT_LINE = 0.6
"""A line shorter than this share of its paragraph's longest line was ended on purpose, not wrapped."""


@dataclass(frozen=True, slots=True)
class Word:
    """One spelling of a word.

    Attributes:
        lower: in lower case, with plain apostrophes.
        key: the stems of its parts, joined by blanks; the same for `open-source` and `Open Sources`.
        context: its role beside a phrase, see `context`.
        name: whether it has a capital letter.
        acronym: whether it has two.
        generic: whether it is in `GENERIC`.
        hyphen: whether it has a hyphen.
        verbal: whether it can be a verb in the present tense.
    """

    lower: str
    key: str
    kind: Kind
    context: str
    name: bool
    acronym: bool
    generic: bool
    hyphen: bool
    verbal: bool


class Token(NamedTuple):
    """One word in its place; `cut` is True where no phrase can include both it and the word before.

    A tuple, since a document has as many as words, and a frozen dataclass takes three times as long to make.
    """

    word: Word
    start: int
    end: int
    cut: bool


@dataclass(frozen=True, slots=True)
class Tokens:
    """All words of a document, the title's first.

    Attributes:
        posts: for each token the index of its post in `Document.posts`; `TITLE_POST` for the title.
    """

    tokens: list[Token] = field(default_factory=list)
    posts: list[int] = field(default_factory=list)


def _key(lower: str, language: str) -> str:
    return " ".join(stem(part, language) if part.isalpha() else part for part in _PART.split(lower) if part)


def fold(text: str, *, language: str = "en") -> str:
    """The key of a phrase, by which its spellings are one: lower case, stemmed, without hyphens and possessives.

    Example:
        >>> fold("Open-source licenses"), fold("open source license"), fold("C++ compilers")
        ('open sourc licens', 'open sourc licens', 'c++ compil')
    """
    return " ".join(key for piece in text.split() if (key := _fold(piece, language)))


@lru_cache(maxsize=100_000)
def _fold(piece: str, language: str) -> str:
    return " ".join(_key(plain_apostrophes(match.group().lower()), language) for match in _TOKEN.finditer(piece))


def plain_title(title: str) -> str:
    """The title without the forum's tag.

    Example:
        >>> plain_title("CMV: Tipping should end"), plain_title("Ask HN: Why tip?")
        ('Tipping should end', 'Why tip?')
    """
    return _TITLE_TAG.sub("", title)


def segments(document: Document) -> Iterator[tuple[int, int, str]]:
    """The participants' own text in pieces: index of the post, offset in it, text.

    The title comes first. Quotes and code are left out, and bare links are blanked.
    """
    title = plain_title(document.title)
    if title.strip():
        yield TITLE_POST, len(document.title) - len(title), title
    for at, post in enumerate(document.posts):
        addresses = Stretches(mark for mark in post.marks if _is_bare(mark, post.text))
        for block in own_blocks(post):
            yield at, block.start, _blanked(post.text, block, addresses)


def _is_bare(mark: Mark, text: str) -> bool:
    """Whether the text of a link is its address."""
    if mark.kind != "link" or not mark.url:
        return False
    label = text[mark.start : mark.end]
    return label == mark.url or "://" in label


def _blanked(text: str, block: Block, addresses: Stretches[Mark]) -> str:
    """The block's text with bare links overwritten, so that offsets hold."""
    parts, at = [], block.start
    for mark in addresses.over(block.start, block.end):
        if at <= mark.start and mark.end <= block.end:
            parts += [text[at : mark.start], "|" * (mark.end - mark.start)]
            at = mark.end
    return "".join([*parts, text[at : block.end]])


def hard_break(text: str) -> int:
    """The length below which a line was ended on purpose; 0 for a text of one line."""
    if "\n" not in text:
        return 0
    return int(max(map(len, text.split("\n"))) * _SHORT_LINE)


def tokenize(document: Document, *, stop: frozenset[str]) -> Tokens:
    """All words of a document, in order.

    Args:
        document: quotes, code and bare links of its posts are not read.
        stop: the language's stop words, in lower case.
    """
    out = Tokens()
    for post, offset, text in segments(document):
        before = len(out.tokens)
        out.tokens.extend(_tokens_of(text, offset, stop=stop, language=document.language))
        out.posts.extend([post] * (len(out.tokens) - before))
    return out


def _tokens_of(text: str, offset: int, *, stop: frozenset[str], language: str) -> Iterator[Token]:
    short = hard_break(text)
    end = -1
    for match in _TOKEN.finditer(text):
        word = _word(match.group(), match.lastgroup == "other", stop, language)
        start = match.start()
        cut = end < 0 or (text[end:start] != " " and _cuts(text, end, start, short))
        end = match.end()
        yield Token(word, offset + start, offset + end, cut)


@lru_cache(maxsize=50_000)
def _word(surface: str, other: bool, stop: frozenset[str], language: str) -> Word:
    lower = plain_apostrophes(surface.lower())
    capitals = sum(map(str.isupper, surface))
    kind = Kind.OTHER if other else kind_of(lower, stop=stop, english=language == "en")
    return Word(
        lower,
        _key(lower, language),
        kind,
        context(lower, kind),
        name=capitals > 0,
        acronym=capitals > 1,
        generic=lower in GENERIC,
        hyphen="-" in lower,
        verbal=lower in VERBAL and language == "en",
    )


def _cuts(text: str, end: int, start: int, short: int) -> bool:
    """Whether the text between two words keeps them out of one phrase."""
    gap = text[end:start]
    if not gap.isspace():
        return not (gap in _POSSESSIVE and text[end - 1 : end].isalpha())
    lines = gap.count("\n")
    if not lines:
        return False
    return lines > 1 or end - (text.rfind("\n", 0, end) + 1) < short
