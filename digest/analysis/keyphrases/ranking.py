"""Ranks candidates by how likely an editor is to index them: features, and boosted trees over them.

The features follow KEA (Witten et al. 1999: frequency, first occurrence), RAKE (Rose et al. 2010: how linked a phrase's
words are), KP-Miner (El-Beltagy and Rafea 2009: long documents differ from short ones) and YAKE (Campos et al. 2020),
whose own score is one of them. The trees (Friedman 2001) were learned from abstracts and papers whose keyphrases people
chose; the model card is `digest/analysis/weights/keyphrases.md`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.analysis.keyphrases import yake
from digest.analysis.keyphrases.candidates import CandidateCounts, PhraseCandidate, find
from digest.analysis.keyphrases.tokens import Kind, Tokens, fold, tokenize
from digest.model import Document

if TYPE_CHECKING:
    from digest.analysis.boosted_trees import BoostedTrees

__all__ = ["NAMES", "Evidence", "eligible", "rank", "vector"]

_DIGIT = re.compile(r"\d")
_CONTEXTS = ("none", "determiner", "preposition", "auxiliary", "subject", "conjunction", "verb", "content")
_FEATURES = (
    "count", "rate", "whole", "first", "opening", "span", "spread", "title", "two words", "three words", "four words",
    "five words", "name", "acronym", "of", "-ing first", "-ed first", "-ing last", "-ion last", "-s last", "-al last",
    "generic last", "hyphen", "digit", "short", "generic share", "adjective first", "rarest word", "commonest word",
    "linked", "alone", "yake", "yake none",
    *(f"{side} {name}" for side in ("after", "before") for name in _CONTEXTS),
)  # fmt: skip
_SIDES = {name: tuple(float(name == other) for other in _CONTEXTS) for name in _CONTEXTS}
_NEITHER = (0.0,) * len(_CONTEXTS)
_MIDDLE, _STEEP = math.log(900.0), 1.5
"""A logistic curve from abstract to paper: a text of 900 words counts as half long. Set by hand."""
NAMES = ("long", *_FEATURES)
"""The features' names, in the order of `vector`."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that was counted of a document before its candidates are ranked.

    Attributes:
        yake: YAKE's score of each phrase, by key; the lower, the better.
        long: 0 for an abstract to 1 for a long document or debate.
    """

    tokens: Tokens
    found: CandidateCounts
    yake: Mapping[str, float]
    long: float

    @staticmethod
    def length(words: int) -> float:
        """How long a text of that many words is, 0 to 1.

        Example:
            >>> round(Evidence.length(150), 2), round(Evidence.length(8000), 2)
            (0.06, 0.96)
        """
        return 1 / (1 + math.exp(-_STEEP * (math.log(max(words, 1)) - _MIDDLE)))


def vector(one: PhraseCandidate, evidence: Evidence) -> list[float]:
    """The features of a candidate, in the order of `NAMES`."""
    return [evidence.long, *_use(one, evidence), *_form(one, evidence), *_neighbours(one, evidence)]


def _use(one: PhraseCandidate, evidence: Evidence) -> list[float]:
    """How often and where it occurs."""
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


def _form(one: PhraseCandidate, evidence: Evidence) -> list[float]:
    """Which words it consists of."""
    words = [token.word for token in evidence.tokens.tokens[one.start : one.end]]
    last, first, size = words[-1], words[0], len(words)
    content = words if size < 3 else [word for word in words if word.kind is not Kind.FUNCTION]
    used, linked = evidence.found.words, evidence.found.linked
    counts = [used.get(word.key, 1) for word in content]
    links = [linked.get(word.key, 0) / count for word, count in zip(content, counts, strict=True)]
    score = evidence.yake.get(one.key)
    return [
        float(size == 2),
        float(size == 3),
        float(size == 4),
        float(size >= 5),
        one.names / one.count,
        float(last.acronym),
        float(len(content) < size),
        float(size > 1 and first.lower.endswith("ing")),
        float(size > 1 and first.lower.endswith("ed")),
        *_ending(last.lower),
        float(last.generic),
        float(any(word.hyphen for word in words)),
        float(_DIGIT.search(one.key) is not None),
        float(len(one.key) < 4),
        sum([word.generic for word in content]) / len(content),
        float(size > 1 and first.kind is Kind.ADJECTIVE),
        math.log(min(counts)),
        math.log(max(counts)),
        sum(links) / len(links),
        math.log(one.count / min(counts)),
        0.0 if score is None else -math.log(score + 1e-9) / 5,
        float(score is None),
    ]


@lru_cache(maxsize=50_000)
def _ending(head: str) -> tuple[float, ...]:
    """Which of four groups of suffixes the last word of a phrase has."""
    return (
        float(head.endswith("ing")),
        float(head.endswith(("ion", "ions", "ment", "ness", "ity", "ism"))),
        float(head.endswith("s") and not head.endswith("ss")),
        float(head.endswith(("al", "ic", "ant", "ent"))),
    )


def _neighbours(one: PhraseCandidate, evidence: Evidence) -> tuple[float, ...]:
    """The classes of the words on its left and right where it first occurs: none at a cut."""
    tokens = evidence.tokens.tokens
    left = "none" if tokens[one.start].cut or one.start == 0 else tokens[one.start - 1].word.context
    right = "none" if one.end >= len(tokens) or tokens[one.end].cut else tokens[one.end].word.context
    return (*_SIDES.get(left, _NEITHER), *_SIDES.get(right, _NEITHER))


def gather(document: Document) -> Evidence:
    """The words, candidates and YAKE scores of a document."""
    language = yake.language_of(document)
    tokens = tokenize(document, stop=yake.stop_words(language))
    scores: dict[str, float] = {}
    for phrase, score in yake.scores(document, language=language).items():
        key = fold(phrase, language=document.language)
        scores[key] = min(score, scores.get(key, score))
    return Evidence(tokens, find(tokens), scores, Evidence.length(len(tokens.tokens)))


_LONG = 0.5
"""From this `Evidence.long` on, a text is a long one."""
_EARLY = 300
"""In a long text a phrase that occurs once is eligible only among this many words at the beginning."""


def eligible(evidence: Evidence) -> list[PhraseCandidate]:
    """The candidates that are worth computing features for, in reading order."""
    every = evidence.found.candidates.values()
    if evidence.long <= _LONG:
        return list(every)
    return [one for one in every if one.count > 1 or one.title or one.first < _EARLY]


def rank(evidence: Evidence, *, most: int) -> dict[str, float]:
    """The keys of the best candidates with their log odds, best first; of equals, the first in the text.

    Args:
        evidence: of the document.
        most: how many at most.
    """
    candidates = eligible(evidence)
    scored = list(zip(_scores([vector(one, evidence) for one in candidates]), candidates, strict=True))
    scored.sort(key=lambda pair: (-pair[0], pair[1].first, pair[1].key))
    return {one.key: score for score, one in scored[:most]}


def _scores(vectors: Sequence[Sequence[float]]) -> list[float]:
    import numpy as np  # imported late, as yake is: many a command takes less time than the import

    scores: list[float] = _trees().odds_of(np.array(vectors)).tolist() if vectors else []
    return scores


@lru_cache(maxsize=1)
def _trees() -> BoostedTrees:
    from digest.analysis import weights
    from digest.analysis.boosted_trees import BoostedTrees

    return BoostedTrees.load(weights.load("keyphrases").part("index"))
