"""Features of units: their words, their place, their neighbours, and who quotes them.

A feature is a readable name and a number. `python -m training show claims` prints the weight of each.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.analysis.claims.lexicon import families_in
from digest.analysis.claims.units import ArgumentUnit, units_of
from digest.analysis.linear import Features
from digest.model import OPENING, Document, Post, Quote
from digest.text.normal import plain_apostrophes
from digest.text.spans import blocks_of

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DIGITS = re.compile(r"\d")
_ADDRESS = re.compile(r"https?://|www\.")
_EDIT = re.compile(r"\W*(?:edit|update|tl;?dr|ninja edit|disclaimer|ps|p\.s)\b", re.IGNORECASE)
_NARROW = ("reason", "conclusion", "contrast", "example", "experience", "opinion", "duty", "courtesy", "about_talk")


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """The place of a post in the debate, as far as it matters to its units.

    Attributes:
        depth: 0 for the opening text, 1 for a top-level comment, and so on.
        by_opener: whether the author of the opening text wrote it.
        topic: the words of the title.
        parent: the words of the post that it answers.
        quoted: for each unit the share of it that other posts quote, 0 to 1.
        after_quote: numbers of the units right after a quoted passage.
    """

    depth: int
    by_opener: bool
    topic: Collection[str]
    parent: Collection[str]
    quoted: Sequence[float]
    after_quote: Collection[int]


@lru_cache(maxsize=8_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case with plain apostrophes, cached, since several stages need those of each unit.

    In contrast to `digest.text.normal.words`, an underscore separates words: the weights of claims, relations and sides
    were learned so, on forums that write smileys as `emoticon_smile`.
    """
    return tuple(_WORD.findall(plain_apostrophes(text).lower()))


def own_features(unit: ArgumentUnit, *, words: Sequence[str], vocabulary: Collection[str]) -> Features:
    """Features of a unit by itself: families of the lexicon, known words, form."""
    features: Features = {}
    for family, count in Counter(families_in(words)).items():
        features[f"has {family}"] = 1.0
        if count > 1:
            features[f"much {family}"] = min(3, count - 1) / 3
    previous = "^"
    for word in words:
        if word in vocabulary:
            features[f"word {word}"] = 1.0
        pair = f"{previous} {word}"
        if pair in vocabulary:
            features[f"word {pair}"] = 1.0
        previous = word
    _form(unit, words, features)
    return features


def _form(unit: ArgumentUnit, words: Sequence[str], features: Features) -> None:
    text, size = unit.text, len(words)
    features["long"] = min(size, 40) / 40
    for name, holds in (
        ("under 4 words", size < 4),
        ("under 8 words", 4 <= size < 8),
        ("over 25 words", size > 25),
        ("asks", text.endswith("?")),
        ("exclaims", text.endswith("!")),
        ("announces", text.endswith(":")),
        ("has digits", bool(_DIGITS.search(text))),
        ("has address", bool(_ADDRESS.search(text))),
        ("quotes words", '"' in text or "“" in text),
        ("in brackets", text.startswith(("(", "[", "*"))),
    ):
        if holds:
            features[name] = 1.0
    if unit.joint:
        features[f"after {unit.joint}"] = 1.0
    if unit.after:
        features[f"before {unit.after}"] = 1.0
    features["bias"] = 1.0


def post_features(units: Sequence[ArgumentUnit], *, words: Sequence[Sequence[str]], place: UnitPlace) -> list[Features]:
    """Features of each unit's place: position, depth, words of title and parent, quotes by others."""
    count, edit, out = len(units), False, []
    for at, unit in enumerate(units):
        features: Features = {"position": at / max(1, count - 1)}
        edit = edit or bool(_EDIT.match(unit.text))
        for name, holds in (
            ("first of post", at == 0),
            ("second of post", at == 1),
            ("last of post", at == count - 1),
            ("only one", count == 1),
            ("post of 2-3", 2 <= count <= 3),
            ("post of 10+", count >= 10),
            ("opening text", place.depth == 0),
            ("opening text, first", place.depth == 0 and at == 0),
            ("opening text, last", place.depth == 0 and at == count - 1),
            ("top level", place.depth == 1),
            ("deep", place.depth >= 3),
            ("by the opener", place.by_opener and place.depth > 0),
            ("edit", edit),
            ("edit mark", bool(_EDIT.match(unit.text))),
            ("quoted by others", place.quoted[at] > 0.4),
            ("answers a quote", at in place.after_quote),
            ("answers a quote, next", at - 1 in place.after_quote),
        ):
            if holds:
                features[name] = 1.0
        content = {word for word in words[at] if len(word) > 3}
        if content:
            features["shares title"] = len(content & set(place.topic)) / len(content)
            features["shares parent"] = len(content & set(place.parent)) / len(content)
        out.append(features)
    return out


def neighbour_features(own: Sequence[Features]) -> list[Features]:
    """Features of the units before and after each unit."""
    out: list[Features] = []
    for at in range(len(own)):
        features: Features = {}
        for name, other in (("before", at - 1), ("next", at + 1)):
            if 0 <= other < len(own):
                for family in _NARROW:
                    if f"has {family}" in own[other]:
                        features[f"{name}: has {family}"] = 1.0
                if "asks" in own[other]:
                    features[f"{name}: asks"] = 1.0
        out.append(features)
    return out


@dataclass(frozen=True, slots=True)
class Observed:
    """One post's units, with the words and the features of each."""

    post: Post
    units: tuple[ArgumentUnit, ...]
    words: tuple[tuple[str, ...], ...]
    features: tuple[Features, ...]


def observe(document: Document, *, quotes: Iterable[Quote], vocabulary: Collection[str]) -> tuple[Observed, ...]:
    """Compute the features of all units of a document.

    Args:
        document: with its structure recovered.
        quotes: of the document, traced.
        vocabulary: the words and pairs of words that are features.

    Returns:
        One for each post with a unit, in the document's order.
    """
    passages: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for quote in quotes:
        if quote.source is not None and quote.source_start is not None and quote.source_end is not None:
            passages[quote.source].append((quote.source_start, quote.source_end))
    topic = frozenset(words_of(document.title))
    opener = next((post.author for post in document.posts if post.id == OPENING), None)
    depth: dict[str, int] = {}
    said: dict[str, frozenset[str]] = {}
    out = []
    for post in document.posts:
        depth[post.id] = 0 if post.id == OPENING else 1 + depth.get(post.parent or OPENING, 0)
        units = units_of(post, language=document.language)
        words = tuple(words_of(unit.text) for unit in units)
        said[post.id] = frozenset(word for some in words for word in some)
        if not units:
            continue
        place = UnitPlace(
            depth=depth[post.id],
            by_opener=post.author is not None and post.author == opener,
            topic=topic,
            parent=said.get(post.parent or "", frozenset()),
            quoted=_quoted(units, passages.get(post.id, ())),
            after_quote=_after_quotes(post, units),
        )
        own = [own_features(unit, words=some, vocabulary=vocabulary) for unit, some in zip(units, words, strict=True)]
        rest = post_features(units, words=words, place=place)
        near = neighbour_features(own)
        out.append(Observed(post, units, words, tuple(a | b | c for a, b, c in zip(own, rest, near, strict=True))))
    return tuple(out)


def _quoted(units: Sequence[ArgumentUnit], passages: Sequence[tuple[int, int]]) -> list[float]:
    if not passages:
        return [0.0] * len(units)
    return [
        max(max(0, min(unit.end, end) - max(unit.start, start)) for start, end in passages)
        / max(1, unit.end - unit.start)
        for unit in units
    ]


def _after_quotes(post: Post, units: Sequence[ArgumentUnit]) -> frozenset[int]:
    starts = [unit.start for unit in units]
    found = (bisect_left(starts, block.end) for block in blocks_of(post) if block.kind == "quote")
    return frozenset(at for at in found if at < len(units))
