"""Detects the language of a document that names none."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from digest.model import Document
from digest.text.spans import own_blocks

__all__ = ["language_of"]

_ENOUGH, _SAMPLE = 120, 4000
"""Characters of prose for a detection: at least, and at most."""
_SURE = 0.9
_COMMONEST = (
    "the of and to is that it for with be this have but they from by not you would can there what about if are has "
    "their which will more than when who been because should don't it's i'm"
)
_ENGLISH = frozenset(_COMMONEST.split())
_ENGLISH_SHARE = 0.11
"""A fifth to a third of English prose are these words, at least a ninth; in Dutch, which shares some, a twelfth."""
_AS_CODES = {"nb": "no", "nn": "no"}


def language_of(document: Document, *, default: str) -> str:
    """The language that a document is written in (ISO 639-1).

    English is detected by its most common words, so that py3langid, which takes half a second to load, is only used if
    they are missing.

    Args:
        document: its posts are read, without what they quote.
        default: the answer where the text is too short, or could be of two languages.
    """
    text = _sample(document)
    if len(text) < _ENOUGH:
        return default
    words = text.lower().replace("’", "'").split()
    if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    language, confidence = _identifier().classify(text)
    language = _AS_CODES.get(language, language)
    return language if confidence >= _SURE and len(language) == len("en") else default


def _sample(document: Document) -> str:
    """Prose from the beginning: some words of each post, so that one long post does not speak for all."""
    pieces: list[str] = [document.title]
    length = 0
    for post in document.posts:
        for block in own_blocks(post):
            piece = post.text[block.start : min(block.end, block.start + _SAMPLE // 4)]
            pieces.append(piece)
            length += len(piece)
            if length >= _SAMPLE:
                return " ".join(pieces)
    return " ".join(pieces)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """py3langid (Lui and Baldwin 2012), an instance of our own, since its module-wide one can be changed by others."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
