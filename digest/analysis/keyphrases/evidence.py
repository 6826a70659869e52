"""Everything that is counted of a document before its candidates are ranked."""

from __future__ import annotations

from digest.analysis.keyphrases import yake
from digest.analysis.keyphrases.candidates import find
from digest.analysis.keyphrases.features import Evidence
from digest.analysis.keyphrases.tokens import fold, tokenize
from digest.model import Document


def gather(document: Document) -> Evidence:
    """The words, candidates and YAKE scores of a document."""
    language = yake.language_of(document)
    tokens = tokenize(document, stop=yake.stop_words(language))
    scores: dict[str, float] = {}
    for phrase, score in yake.scores(document, language=language).items():
        key = fold(phrase, language=document.language)
        scores[key] = min(score, scores.get(key, score))
    return Evidence(tokens, find(tokens), scores, Evidence.length(len(tokens.tokens)))
