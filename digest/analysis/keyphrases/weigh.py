"""Raises phrases that carry the argument, and lowers those that any debate would have."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from digest.analysis.keyphrases.features import Evidence
from digest.analysis.keyphrases.locate import Place
from digest.analysis.keyphrases.tokens import Tokens
from digest.model import Claim, Document, Quote

__all__ = ["weigh"]

# Log-odds, set by hand on debates that no figure is reported for: what the trees learned from is papers, in which
# one author says everything.
_ARGUED, _QUOTED, _PEOPLE = 0.8, 0.6, 0.9
_SINGLE, _GENERIC, _ONCE = 2.2, 0.5, 2.5
_VERB_SHARE = 0.2
"""A lone word that stands behind "to", a pronoun or a modal this often is a verb to this debate."""


def weigh(
    ranked: Mapping[str, float],
    *,
    places: Mapping[str, Sequence[Place]],
    evidence: Evidence,
    document: Document,
    quotes: Sequence[Quote],
    claims: Sequence[Claim],
) -> list[tuple[str, float]]:
    """Folded phrases and their scores, best first.

    In a document of one author the score is what was learned; in a debate it also counts in how many posts a phrase
    occurs, whether in claims, and whether in passages that others quote.
    """
    if sum(post.status == "present" for post in document.posts) < 2:
        weighed = dict(ranked)
    else:
        tokens = evidence.tokens
        argued = _spans((claim.post, claim.start, claim.end) for claim in claims)
        quoted = _spans(
            (quote.source, quote.source_start, quote.source_end)
            for quote in quotes
            if quote.source is not None and quote.source_start is not None and quote.source_end is not None
        )
        weighed = {
            key: value
            + _debate(
                places[key],
                title=evidence.found.candidates[key].title,
                tokens=tokens,
                document=document,
                argued=argued,
                quoted=quoted,
            )
            for key, value in ranked.items()
            if not _says_nothing(places[key], tokens=tokens)
        }
    return sorted(weighed.items(), key=lambda pair: (-pair[1], pair[0]))


def _debate(
    places: Sequence[Place],
    *,
    title: bool,
    tokens: Tokens,
    document: Document,
    argued: Mapping[str, Sequence[tuple[int, int]]],
    quoted: Mapping[str, Sequence[tuple[int, int]]],
) -> float:
    if not places:
        return -_ONCE
    posts = [document.posts[tokens.posts[start]].id for start, _ in places]
    in_claims = sum(_in(argued.get(p, ()), tokens.tokens[s].start) for p, (s, _) in zip(posts, places, strict=True))
    in_quotes = any(_in(quoted.get(p, ()), tokens.tokens[s].start) for p, (s, _) in zip(posts, places, strict=True))
    bonus = _ARGUED * in_claims / len(places) + _QUOTED * in_quotes + _PEOPLE * math.log(len(set(posts)))
    words = [token.word for token in tokens.tokens[places[0][0] : places[0][1]]]
    if len(words) == 1:
        bonus -= _SINGLE * (not (words[0].acronym or words[0].hyphen or _name(places, tokens=tokens)))
    bonus -= _GENERIC * (words[-1].generic and len(words) == 2)
    return bonus - _ONCE * (len(places) == 1 and not title)


def _says_nothing(places: Sequence[Place], *, tokens: Tokens) -> bool:
    """Whether it is a lone word that any debate would have, or a verb."""
    if not places or places[0][1] - places[0][0] > 1:
        return False
    return (
        any(tokens.tokens[start].word.generic for start, _ in places) or _as_verb(places, tokens=tokens) > _VERB_SHARE
    )


def _as_verb(places: Sequence[Place], *, tokens: Tokens) -> float:
    """How often the word stands where a verb would."""
    before = (tokens.tokens[start - 1].word.context for start, _ in places if not tokens.tokens[start].cut)
    return sum(context == "subject" for context in before) / len(places)


def _name(places: Sequence[Place], *, tokens: Tokens) -> bool:
    """Whether it has a capital inside sentences."""
    inside = [tokens.tokens[start].word.name for start, _ in places if not tokens.tokens[start].cut]
    return bool(inside) and sum(inside) * 2 > len(inside)


def _spans(found: Iterable[tuple[str, int, int]]) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for post, start, end in found:
        spans.setdefault(post, []).append((start, end))
    return spans


def _in(spans: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)
