"""What is observed of a unit: its words, its place, its neighbours, and what others do with it.

A feature is a name that a person can read and a number; `weights.json` has a weight for each name and role.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.analysis.claims.lexicon import families_in
from digest.analysis.claims.units import Unit
from digest.analysis.linear import Features

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DIGITS = re.compile(r"\d")
_ADDRESS = re.compile(r"https?://|www\.")
_EDIT = re.compile(r"\W*(?:edit|update|tl;?dr|ninja edit|disclaimer|ps|p\.s)\b", re.IGNORECASE)
_NARROW = ("reason", "conclusion", "contrast", "example", "experience", "opinion", "duty", "courtesy", "about_talk")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post stands, as far as it matters to its units.

    Attributes:
        depth: replies above it; 0 for the opening text, 1 for a top-level comment.
        topic: stems or words of the title.
        parent: words of the post that it answers.
        quoted: for each unit, the share of it that other posts quote, 0 to 1.
        after_quote: numbers of the units that come straight after a quoted passage.
    """

    depth: int
    by_opener: bool
    topic: Collection[str]
    parent: Collection[str]
    quoted: Sequence[float]
    after_quote: Collection[int]


@lru_cache(maxsize=8_000)
def words_of(text: str) -> tuple[str, ...]:
    """Lower-case words with plain apostrophes; remembered, since several stages ask for those of each unit."""
    return tuple(_WORD.findall(text.replace("’", "'").lower()))


def own_features(unit: Unit, *, words: Sequence[str], vocabulary: Collection[str]) -> Features:
    """What a unit shows by itself: cue families, known words, form."""
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


def _form(unit: Unit, words: Sequence[str], features: Features) -> None:
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


def post_features(units: Sequence[Unit], *, words: Sequence[Sequence[str]], place: Place) -> list[Features]:
    """What the place of each unit adds: position, depth, title and parent, quotes by others."""
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
    """What the units before and after show, as far as it bears on this one."""
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
