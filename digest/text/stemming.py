"""Words without their inflection: the one stemmer of the project (Snowball, Porter 1980 and 2001)."""

from __future__ import annotations

from functools import lru_cache

import snowballstemmer

__all__ = ["stem"]

_LANGUAGES = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sv": "swedish", "tr": "turkish",
}  # fmt: skip
"""ISO 639-1 codes, and what Snowball calls the languages."""


@lru_cache(maxsize=100_000)
def stem(word: str, language: str = "en") -> str:
    """A word in lower case without its inflection; as it is, for a language without a stemmer.

    Results are remembered, since most words of a debate come back in every stage of its analysis.

    Example:
        >>> stem("licences"), stem("licence"), stem("licences", "ja")
        ('licenc', 'licenc', 'licences')
    """
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(word)) if stemmer else word


@lru_cache(maxsize=40)
def _stemmer(language: str) -> snowballstemmer.stemmer | None:
    return snowballstemmer.stemmer(_LANGUAGES[language]) if language in _LANGUAGES else None
