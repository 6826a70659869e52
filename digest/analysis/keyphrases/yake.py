"""YAKE's score of each phrase (Campos et al. 2020): the only module that knows YAKE.

YAKE costs about as much as all other analysis of a text, so it runs once for each document. It is imported late: the
import takes 0.2 s, for which commands that analyse nothing need not wait.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from digest.analysis.keyphrases.tokens import hard_break, segments
from digest.model import Document
from digest.text.normal import CURLY_DOUBLE, CURLY_SINGLE

__all__ = ["language_of", "scores", "stop_words"]

LONGEST = 3
"""Words of a phrase."""
MOST = 1000
"""Phrases taken from YAKE. It has scored all of them by then, so a larger number costs nothing."""

# YAKE knows plain quotation marks only. One character for one, so that offsets hold.
_SAME_LENGTH = str.maketrans(
    CURLY_SINGLE + CURLY_DOUBLE + "\t\u00a0", "'" * len(CURLY_SINGLE) + '"' * len(CURLY_DOUBLE) + "  "
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S{1,64}@\w+(?:\.\w+)+")
_ENDLESS = re.compile(r"(\S{200})(?=\S)")
"""200 characters without a blank. segtok, with which YAKE splits words, takes the square of a run's length: 80,000
letters took 92 s. No word is that long; a language without blanks loses no more than a cut here."""
_LINE = re.compile(r"(?<=\w)[ ]*\n")


@lru_cache(maxsize=40)
def stop_words(language: str) -> frozenset[str]:
    """YAKE's stop words of a language.

    Args:
        language: an ISO 639-1 code; a language that YAKE does not know has no stop words.
    """
    code = _code(language[:2].lower())
    file = files("yake") / "core" / "StopwordsList" / f"stopwords_{code}.txt"
    if not file.is_file():
        return frozenset()
    data = file.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("iso-8859-1")
    return frozenset(text.lower().split())


def language_of(document: Document) -> str:
    """The language whose stop words apply: the document's own where YAKE knows it, else English."""
    return document.language if stop_words(document.language) else "en"


def _code(language: str) -> str:
    """What YAKE calls a language."""
    return {"cs": "cz"}.get(language, language)


@lru_cache(maxsize=8)
def _extractor(language: str) -> Any:
    """YAKE's own extractor; a limit of 1 keeps phrases that are alike, which `selection` deduplicates later."""
    import yake

    return yake.KeywordExtractor(lan=_code(language), n=LONGEST, dedup_lim=1.0, top=MOST)


def scores(document: Document, *, language: str) -> dict[str, float]:
    """YAKE's phrases in lower case, with its scores: the lower, the better."""
    return {phrase: float(score) for phrase, score in _extractor(language).extract_keywords(_text(document))}


def _text(document: Document) -> str:
    """The participants' own words in the form that suits YAKE: one line for each paragraph, ended by a full stop."""
    lines = []
    for _, _, text in segments(document):
        plain = _ADDRESS.sub(" ", text.translate(_SAME_LENGTH))
        if "\n" in plain:
            short = hard_break(plain)
            plain = " ".join(
                line if len(line) >= short or line.endswith((".", "?", "!")) else line + "."
                for line in plain.split("\n")
            )
        plain = plain.strip()
        plain = _ENDLESS.sub(r"\1 ", plain)
        lines.append(plain if plain.endswith((".", "?", "!")) else plain + ".")
    return "\n\n".join(lines)
