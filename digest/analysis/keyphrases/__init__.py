"""Keyphrases: the phrases that a careful editor would index a debate by.

    tokens        the words of the participants, with word classes
    candidates    runs of words that can be a phrase
    ranking       features of candidates, and boosted trees that rank them
    yake          YAKE's score, one of the features
    occurrences   where phrases occur, and how they are written
    selection     what a debate adds to the score, and which of several similar phrases stays

`extract` goes through them in this order. docs/method/keyphrases.md gives the figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from digest.analysis.keyphrases import yake
from digest.analysis.keyphrases.occurrences import TokenRange, acronyms, canonical, fold_of, locate, written
from digest.analysis.keyphrases.ranking import gather, rank
from digest.analysis.keyphrases.selection import deduplicate, weigh
from digest.analysis.keyphrases.tokens import Kind, Tokens
from digest.model import Claim, Document, Keyphrase, Occurrence, Quote

__all__ = ["COUNT", "extract"]

COUNT = 40
"""Phrases of a document. A page shows fewer (`Settings.keyphrases`); shared phrases are found among all of these."""
_PSEUDONYM = re.compile(r"Participant \d+", re.ASCII)
"""A name in an anonymized debate. The same number is another person in another debate, so it must not link the two."""
# Phrases made of such names, also in their stemmed form; "participant7" is a word of its own and stays.
_NUMBERED = re.compile(r"\bparticipants?(?![^\W\d])|\bparticip\b")
_LOOKED_AT = 4
"""Ranked candidates that are kept for each phrase wanted, since many are dropped later."""


def extract(
    document: Document, *, quotes: Sequence[Quote] = (), claims: Sequence[Claim] = (), count: int = COUNT
) -> tuple[Keyphrase, ...]:
    """The keyphrases of a document, best first.

    Args:
        document: with its structure recovered. Quoted text, code and addresses are not counted.
        quotes: in a debate, a phrase in a passage that another post quotes scores higher.
        claims: in a debate, a phrase in a claim scores higher.
        count: how many at most.

    Returns:
        Phrases that occur in the posts, each with a key of its own. Scores are log odds, so they can be negative.
    """
    language = yake.language_of(document)
    if language != document.language:
        document = replace(document, language=language)
    evidence = gather(document)
    meanings = acronyms(document, tokens=evidence.tokens)
    ranked = rank(evidence, most=count * _LOOKED_AT)
    places = locate(dict.fromkeys((*ranked, *meanings, *meanings.values())), tokens=evidence.tokens)
    weighed = weigh(ranked, places=places, evidence=evidence, document=document, quotes=quotes, claims=claims)
    chosen = deduplicate(weighed, places=places, meanings=meanings)
    if any(_PSEUDONYM.fullmatch(post.author or "") for post in document.posts):
        chosen = [(key, score) for key, score in chosen if not _NUMBERED.search(key)]
    chosen = chosen[:count]
    for acronym, meaning in meanings.items():  # an acronym counts as an occurrence of its expansion
        places[meaning] = sorted({*places[meaning], *places[acronym]})
    return tuple(
        _keyphrase(key, score, places[key], tokens=evidence.tokens, document=document) for key, score in chosen
    )


def _keyphrase(
    key: str, score: float, places: Sequence[TokenRange], *, tokens: Tokens, document: Document
) -> Keyphrase:
    own = [place for place in places if fold_of(place, tokens=tokens) == key]
    nouns = [place for place in own if tokens.tokens[place[1] - 1].word.kind is Kind.NOUN]  # "disrespect", not "-ful"
    text = canonical(nouns or own or places, tokens=tokens, document=document)
    forms = {written(place, tokens=tokens, document=document) for place in places} | {text}
    return Keyphrase(
        text=text,
        key=key,
        variants=tuple(sorted(forms)),
        score=round(score, 4),
        occurrences=tuple(
            Occurrence(document.posts[tokens.posts[start]].id, tokens.tokens[start].start, tokens.tokens[end - 1].end)
            for start, end in places
        ),
    )
