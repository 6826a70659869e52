"""The phrases that a careful editor would index a debate by.

YAKE ranks, but does not decide: its score is one feature among those of `features`, over candidates of our own, and
`rank` weighs them. `join` keeps one phrase for one thing, `locate` finds where it stands, `written` its natural form.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from digest.analysis.keyphrases import yake
from digest.analysis.keyphrases.candidates import Candidate, Found, find
from digest.analysis.keyphrases.features import Evidence
from digest.analysis.keyphrases.join import acronyms, distinct, worthwhile
from digest.analysis.keyphrases.locate import Place, locate
from digest.analysis.keyphrases.rank import rank
from digest.analysis.keyphrases.tokens import Tokens, fold, tokenize
from digest.analysis.keyphrases.written import canonical, forms, lower_words
from digest.model import Claim, Document, Keyphrase, Occurrence, Quote

__all__ = ["COUNT", "extract", "fold", "within"]

COUNT = 30
"""More than a page shows: the library finds what documents share among these."""
_LOOKED_AT = 3
"""Candidates looked at closely, for each phrase that is asked for."""
_IN_CLAIMS = 0.6
_IN_QUOTES = 0.4
"""Log-odds for a phrase whose every occurrence is argued, or is quoted by an answer."""
_EARLY = 300
"""A phrase of a long text that occurs once is a candidate only among its first words."""

Spans = Mapping[str, Sequence[tuple[int, int]]]


def extract(
    document: Document, *, quotes: Sequence[Quote] = (), claims: Sequence[Claim] = (), count: int = COUNT
) -> tuple[Keyphrase, ...]:
    """The keyphrases of a document, best first.

    Args:
        document: its structure recovered. Quoted text, code and addresses are not counted.
        quotes: phrases in a passage that another post quotes are raised.
        claims: phrases that stand in claims are raised.
        count: how many at most.

    Returns:
        Phrases of one to six words, none with the key of another. A phrase that stands in the title alone has no
        occurrences. Scores are probabilities; compare them within the document only.
    """
    language = yake.language_of(document)
    document = replace(document, language=language)
    tokens = tokenize(document, stop=yake.stop_words(language))
    found = find(tokens)
    evidence = Evidence(tokens, found, _yake(document), Evidence.length(len(tokens.tokens)))
    ranked = rank(_likely(found, tokens, long=evidence.long > 0.5), evidence=evidence)
    explained = acronyms(tokens, document=document)
    near = ranked[: count * _LOOKED_AT]
    places = locate([one.key for _, one in near], tokens=tokens)
    argued = (
        [
            (score + _argued(places[one.key], tokens=tokens, document=document, quotes=quotes, claims=claims), one)
            for score, one in near
        ]
        if quotes or claims
        else near
    )
    argued = sorted(argued, key=lambda pair: (-pair[0], pair[1].first, pair[1].key))
    chosen = distinct(_joined(argued, explained), most=count)
    return _keyphrases(chosen, places, tokens=tokens, document=document, explained=explained)
