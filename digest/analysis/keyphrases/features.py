"""What is known of a candidate, as numbers: the evidence that `rank` weighs.

After KEA (Witten et al. 1999; frequency, first place), RAKE (Rose et al. 2010; how linked a phrase's words are),
KP-Miner (El-Beltagy and Rafea 2009; long documents are not short ones) and YAKE (Campos et al. 2020), whose own score
is one feature among the others.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from digest.analysis.keyphrases.candidates import Candidate, Found
from digest.analysis.keyphrases.tokens import Tokens
from digest.analysis.keyphrases.words import GENERIC, Kind

__all__ = ["NAMES", "Evidence", "vector"]

_CONTEXTS = ("none", "determiner", "preposition", "auxiliary", "subject", "conjunction", "verb", "content")
_NAMES = (
    "count", "rate", "whole", "first", "opening", "span", "spread", "title", "two words", "three words", "four words",
    "five words", "name", "acronym", "of", "-ing first", "-ing last", "-ed first", "-ion last", "-s last", "-al last",
    "hyphen", "digit", "short", "generic last", "generic share", "adjective first", "rarest word", "commonest word",
    "linked", "alone", "yake", "yake none",
    *(f"{side} {name}" for side in ("after", "before") for name in _CONTEXTS),
)  # fmt: skip
_MIDDLE, _STEEP = math.log(900.0), 1.5
NAMES = ("long", *_NAMES)
"""The features' names, in the order of `vector`."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document's words, candidates and YAKE scores, as the features look at them.

    Attributes:
        yake: folded phrase to YAKE's score.
        long: 0 for an abstract to 1 for a long document or debate.
    """

    tokens: Tokens
    found: Found
    yake: Mapping[str, float]
    long: float

    @staticmethod
    def length(words: int) -> float:
        """How long a text of so many words is, 0 to 1.

        Example:
            >>> round(Evidence.length(150), 2), round(Evidence.length(8000), 2)
            (0.06, 0.96)
        """
        return 1 / (1 + math.exp(-_STEEP * (math.log(max(words, 1)) - _MIDDLE)))


def vector(one: Candidate, evidence: Evidence) -> list[float]:
    """The features of a candidate, in the order of `NAMES`."""
    return [evidence.long, *_use(one, evidence), *_form(one, evidence), *_neighbours(one, evidence)]


def _use(one: Candidate, evidence: Evidence) -> list[float]:
    """How often and where it stands."""
    size = max(len(evidence.tokens.tokens), 1)
    first = one.first / size
    return [
        math.log(one.count),
        math.log1p(1000 * one.count / size),
        one.whole / one.count,
        math.log1p(one.first) / 10,
        float(first < 0.05),
        (one.last - one.first) / size,
        math.log(max(one.spread, 1)),
        float(one.title),
    ]


def _form(one: Candidate, evidence: Evidence) -> list[float]:
    """What it is made of."""
    tokens = evidence.tokens.tokens[one.start : one.end]
    words = [token.word for token in tokens]
    head, first = words[-1].lower, words[0].lower
    content = [word for word in words if word.kind is not Kind.FUNCTION]
    counts = [evidence.found.words.get(word.key, 1) for word in content]
    linked = [evidence.found.linked.get(word.key, 0) / evidence.found.words.get(word.key, 1) for word in content]
    score = evidence.yake.get(one.key)
    many = len(words) > 1
    return [
        float(len(words) == 2),
        float(len(words) == 3),
        float(len(words) == 4),
        float(len(words) >= 5),
        one.names / one.count,
        float(words[-1].acronym),
        float(len(content) < len(words)),
        float(many and first.endswith("ing")),
        float(head.endswith("ing")),
        float(many and first.endswith("ed")),
        float(head.endswith(("ion", "ions", "ment", "ness", "ity", "ism"))),
        float(head.endswith("s") and not head.endswith("ss")),
        float(head.endswith(("al", "ic", "ant", "ent"))),
        float(any("-" in word.lower for word in words)),
        float(any(char.isdigit() for char in one.key)),
        float(len(one.key) < 4),
        float(head in GENERIC),
        sum(word.lower in GENERIC for word in content) / len(content),
        float(many and words[0].kind is Kind.ADJECTIVE),
        math.log(min(counts)),
        math.log(max(counts)),
        sum(linked) / len(linked),
        math.log(one.count / min(counts)),
        0.0 if score is None else -math.log(score + 1e-9) / 5,
        float(score is None),
    ]


def _neighbours(one: Candidate, evidence: Evidence) -> list[float]:
    """What stands on its left and on its right where it was first seen, such as a cut, a determiner or a verb."""
    tokens = evidence.tokens.tokens
    left = "none" if tokens[one.start].cut or one.start == 0 else tokens[one.start - 1].word.context
    right = "none" if one.end >= len(tokens) or tokens[one.end].cut else tokens[one.end].word.context
    return [float(side == name) for side in (left, right) for name in _CONTEXTS]
