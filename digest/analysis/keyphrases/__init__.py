"""The phrases that a careful editor would index a debate by.

YAKE's score is one feature among others; candidates are our own. The steps are called by name, in order: what is
counted (`evidence`), what was learned of keyphrases (`rank`), where each stands (`locate`), what a debate adds
(`weigh`), one phrase for one thing (`thin`), and how it is written (`forms`).
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
"""More than a page shows (`Settings.keyphrases`): what documents share is found among all of these."""
_PSEUDONYM = re.compile(r"Participant \d+", re.ASCII)
"""What an anonymized debate calls its people. The same number is somebody else in another debate, so that it is no
phrase that could connect the two."""
_NUMBERED = re.compile(r"\bparticipants?(?![^\W\d])|\bparticip\b")
_LOOKED_AT = 4
"""Candidates looked at closely for each phrase that is asked for."""


def extract(
    document: Document, *, quotes: Sequence[Quote] = (), claims: Sequence[Claim] = (), count: int = COUNT
) -> tuple[Keyphrase, ...]:
    """The keyphrases of a document, best first.

    Args:
        document: its structure recovered. Quoted text, code and addresses are not counted.
        quotes: in a debate, phrases in a passage that another post quotes are raised.
        claims: in a debate, phrases that stand in claims are raised.
        count: how many at most.

    Returns:
        Phrases that occur in the posts, none with the key of another. Scores are log-odds, so they can be below 0.
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
    for acronym, meaning in meanings.items():  # what is said by its initials is said
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
