"""The words that a document's participants wrote themselves, folded, with their places.

One pass over the text; each distinct word is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from digest.analysis.keyphrases.words import GENERIC, VERBAL, Kind, context, kind_of
from digest.model import Block, Document, Mark
from digest.text.spans import Stretches, own_blocks

__all__ = ["TITLE_POST", "Token", "Tokens", "Word", "fold", "plain_title", "segments", "tokenize"]

TITLE_POST = -1
"""The place in `Document.posts` that stands for the title."""

_TOKEN = re.compile(
    r"(?P<other>(?:https?://|www\.)\S+|\S{1,64}@\w+(?:\.\w+)+|(?<!\w)/\w+/\S+)"
    r"|[A-Za-z]\+\+|(?<!\w)[A-Z]\#(?!\w)|(?<![\w.])\.NET\b"
    r"|[A-Z]+[&/][A-Z]+(?!\w)"
    r"|[^\W_]\w*(?:(?:::|\.(?=[a-z0-9])|[-‐‑](?=\w)|(?<=[^\W\d])–(?=[^\W\d])|['’](?!s\b|S\b)|_)\w+)*"
)
_PART = re.compile(r"[-‐‑–/]")
_POSSESSIVE = ("'s ", "’s ", "'S ", "’S ", "' ", "’ ")
_TITLE_TAG = re.compile(
    r"^\s*(?:(?:CMV|ELI5|TIL|PSA|Ask HN|Show HN|Tell HN|Launch HN)\s*:|\[[^\]]{1,20}\])\s*", re.IGNORECASE
)
_LANGUAGES = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sv": "swedish", "tr": "turkish",
}  # fmt: skip
_SHORT_LINE = 0.6
"""A line less than this share of its paragraph's longest was ended on purpose, not wrapped."""


@dataclass(frozen=True, slots=True)
class Word:
    """One written form of a word.

    Attributes:
        lower: the word in lower case, its apostrophe plain.
        key: its folded parts, joined by blanks: `open-source` and `Open Sources` have the same.
        context: what it is to the phrase beside it.
        name: it has a capital letter.
        acronym: it has two, or is a letter with a sign or a digit.
        generic: it says nothing of what a text is about when it stands alone.
        hyphen: it has one.
        verbal: it can be a verb in the present tense.
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
    """One word in its place; `cut` tells that no phrase reaches over from the word before.

    A tuple, since there are as many as words, and a frozen dataclass takes three times as long to make.
    """

    word: Word
    start: int
    end: int
    cut: bool


@dataclass(frozen=True, slots=True)
class Tokens:
    """All words of a document, the title's first.

    Attributes:
        posts: for each token, the place of its post in `Document.posts`; `TITLE_POST` for the title.
    """

    tokens: list[Token] = field(default_factory=list)
    posts: list[int] = field(default_factory=list)


@lru_cache(maxsize=40)
def _stemmer(language: str) -> snowballstemmer.stemmer | None:
    return snowballstemmer.stemmer(_LANGUAGES[language]) if language in _LANGUAGES else None


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    """The stem of one word; remembered, since most words come back."""
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(word)) if stemmer and word.isalpha() else word


def _key(lower: str, language: str) -> str:
    if lower.isalpha():
        return _stem(lower, language)
    return " ".join(_stem(part, language) for part in _PART.split(lower) if part)


def fold(text: str, *, language: str = "en") -> str:
    """The form by which a phrase is known: lower case, stemmed, without hyphens and possessives.

    Example:
        >>> fold("Open-source licenses"), fold("open source license"), fold("C++ compilers")
        ('open sourc licens', 'open sourc licens', 'c++ compil')
    """
    return " ".join(key for piece in text.split() if (key := _fold(piece, language)))


@lru_cache(maxsize=100_000)
def _fold(piece: str, language: str) -> str:
    return " ".join(_key(match.group().lower().replace("’", "'"), language) for match in _TOKEN.finditer(piece))


def plain_title(title: str) -> str:
    """The title without the forum's tag.

    Example:
        >>> plain_title("CMV: Tipping should end"), plain_title("Ask HN: Why tip?")
        ('Tipping should end', 'Why tip?')
    """
    return _TITLE_TAG.sub("", title)


def segments(document: Document) -> Iterator[tuple[int, int, str]]:
    """The stretches of text that are a participant's own: place of the post, offset in it, text.

    The title comes first. Code and quoted text are not counted again, nor are pages of bare links.
    """
    title = plain_title(document.title)
    if title.strip():
        yield TITLE_POST, len(document.title) - len(title), title
    for at, post in enumerate(document.posts):
        addresses = Stretches(mark for mark in post.marks if _is_bare(mark, post.text))
        for block in own_blocks(post):
            yield at, block.start, _blanked(post.text, block, addresses)


def _is_bare(mark: Mark, text: str) -> bool:
    """Whether a link shows its address."""
    if mark.kind != "link" or not mark.url:
        return False
    label = text[mark.start : mark.end]
    return label == mark.url or "://" in label


def _blanked(text: str, block: Block, addresses: Stretches[Mark]) -> str:
    """The block's text with its addresses blanked, so that offsets hold."""
    parts, at = [], block.start
    for mark in addresses.over(block.start, block.end):
        if at <= mark.start and mark.end <= block.end:
            parts += [text[at : mark.start], "|" * (mark.end - mark.start)]
            at = mark.end
    return "".join([*parts, text[at : block.end]])


def hard_break(text: str) -> int:
    """A line of the text that is shorter than this was ended on purpose; 0 where the text has one line only."""
    if "\n" not in text:
        return 0
    return int(max(map(len, text.split("\n"))) * _SHORT_LINE)


def tokenize(document: Document, *, stop: frozenset[str]) -> Tokens:
    """All words of a document, in order.

    Args:
        document: its posts' own words are read; quotes, code and addresses are not.
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
    lower = surface.lower().replace("’", "'")
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
    """Whether what stands between two words keeps them apart."""
    gap = text[end:start]
    if not gap.isspace():
        return not (gap in _POSSESSIVE and text[end - 1 : end].isalpha())
    lines = gap.count("\n")
    if not lines:
        return False
    return lines > 1 or end - (text.rfind("\n", 0, end) + 1) < short
