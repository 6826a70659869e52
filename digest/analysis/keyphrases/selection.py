"""Turns ranked candidates into the phrases of a debate: what a debate adds to the score, and no phrase twice.

The trees learned from papers, in which one author wrote everything. In a debate a phrase also counts for being argued
about, being quoted, and being used by several posts. These weights are set by hand.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from digest.analysis.keyphrases.occurrences import TokenRange
from digest.analysis.keyphrases.ranking import Evidence
from digest.analysis.keyphrases.tokens import VAGUE, Kind, Tokens
from digest.model import Claim, Document, Quote
from digest.text.spans import Span, Stretches

__all__ = ["deduplicate", "weigh"]

# In log odds, set by hand on debates whose figures are reported nowhere.
_ARGUED, _QUOTED, _PEOPLE = 0.8, 0.6, 0.9
"""Added: times the share of occurrences in claims; for being quoted; times the logarithm of the number of posts."""
_SINGLE, _GENERIC, _ONCE = 2.2, 0.5, 2.5
"""Taken off: a lone common word, a generic head ("tram thing"), a phrase that occurs once and not in the title."""
_LARGE = 8
"""From this many posts on, a phrase that occurs once, and not in the title, is dropped."""
_FLOOR = -4.2
"""Score below which a large debate shows no phrase: an editor would index few of those, and fewer is better."""
_VERB_SHARE = 0.2
"""A word that follows "to", a pronoun or a modal in more than this share of its uses is a verb in this debate."""
_OTHER_SHARE = 0.25
"""A lone word that is a function word, verb or adverb in more than this share ("last", "lasts") names nothing."""
_MODIFIER_SHARE = 0.5
"""A lone word that precedes a noun in more than this share is half of a phrase."""
_NO_NOUN = (Kind.FUNCTION, Kind.VERB, Kind.ADVERB)
_KINDS, _BEST = 2, 12
"""A lone word is dropped if this many of the best phrases are kinds of it ("language model", "climate model")."""
_FEW, _THINLY = 3, 1.6
"""A lone common word in fewer than three posts loses this much more."""


def weigh(
    ranked: Mapping[str, float],
    *,
    places: Mapping[str, Sequence[TokenRange]],
    evidence: Evidence,
    document: Document,
    quotes: Sequence[Quote],
    claims: Sequence[Claim],
) -> list[tuple[str, float]]:
    """The keys of phrases and their scores, best first.

    In a document of one author the score is the learned one. In a debate the number of posts with the phrase, claims
    that contain it, and quotes of it count as well.
    """
    posts = sum(post.status == "present" for post in document.posts)
    large = posts >= _LARGE
    if posts < 2:
        weighed = dict(ranked)
    else:
        tokens = evidence.tokens
        argued = _by_post((claim.post, Span(claim.start, claim.end, "")) for claim in claims)
        quoted = _by_post(
            (quote.source, Span(quote.source_start, quote.source_end, ""))
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
            and (len(places[key]) > 1 or not large or evidence.found.candidates[key].title)
        }
    ordered = sorted(weighed.items(), key=lambda pair: (-pair[1], pair[0]))
    if posts < 2:
        return ordered
    floor = _FLOOR if large and document.language == "en" else -math.inf
    return [pair for at, pair in enumerate(_without_umbrellas(ordered)) if pair[1] >= floor or at < _FEW]


def _without_umbrellas(ordered: Sequence[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    """All but lone words that several of the best phrases specify ("model" beside two kinds of models)."""
    kinds = Counter(key.rpartition(" ")[2] for key, _ in ordered[:_BEST] if " " in key)
    return (pair for pair in ordered if kinds[pair[0]] < _KINDS)


def _debate(
    places: Sequence[TokenRange],
    *,
    title: bool,
    tokens: Tokens,
    document: Document,
    argued: Mapping[str, Stretches[Span]],
    quoted: Mapping[str, Stretches[Span]],
) -> float:
    if not places:
        return -_ONCE
    posts = [document.posts[tokens.posts[start]].id for start, _ in places]
    standing = [(post, tokens.tokens[start].start) for post, (start, _) in zip(posts, places, strict=True)]
    in_claims = sum(_in(argued.get(post), at) for post, at in standing)
    in_quotes = any(_in(quoted.get(post), at) for post, at in standing)
    bonus = _ARGUED * in_claims / len(places) + _QUOTED * in_quotes + _PEOPLE * math.log(len(set(posts)))
    words = [token.word for token in tokens.tokens[places[0][0] : places[0][1]]]
    if len(words) == 1:
        common = not (words[0].acronym or words[0].hyphen or _name(places, tokens=tokens))
        bonus -= (_SINGLE + _THINLY * (len(set(posts)) < _FEW and not title)) * common
    bonus -= _GENERIC * (words[-1].generic and len(words) == 2)
    return bonus - _ONCE * (len(places) == 1 and not title)


def _says_nothing(places: Sequence[TokenRange], *, tokens: Tokens) -> bool:
    """Whether a phrase says nothing: a lone word of any debate, a word used as a verb, or the piece of a sentence."""
    if not places:
        return False
    words = [token.word for token in tokens.tokens[places[0][0] : places[0][1]]]
    if len(words) == 1:
        return _lone_says_nothing(places, tokens=tokens)
    first, last = words[0], words[-1]
    ends = [(tokens.tokens[start].word.kind, tokens.tokens[end - 1].word.kind) for start, end in places]
    if sum(not set(pair).isdisjoint(_NO_NOUN) for pair in ends) * 2 > len(ends):
        return True  # "adopting a child" once, "adopt a child" elsewhere
    if (
        len(words) == 2
        and first.lower in VAGUE
        and (last.generic or _before_nouns(places, tokens=tokens) >= _MODIFIER_SHARE)
    ):
        return True  # "worst case", "new nuclear" before "station"
    if last.verbal and (_plural(words[-2].lower) or (last.lower.endswith("s") and len(places) <= _FEW)):
        return True  # "customers work", "country stands": a subject with its verb
    verb = first.verbal and first.kind is not Kind.ADJECTIVE
    return verb and _as_verb(places, tokens=tokens) > _VERB_SHARE  # "to count tickets"


def _lone_says_nothing(places: Sequence[TokenRange], *, tokens: Tokens) -> bool:
    words = [tokens.tokens[start].word for start, _ in places]
    other = sum(word.kind in _NO_NOUN for word in words)
    return (
        any(word.generic for word in words)
        or other > _OTHER_SHARE * len(places)
        or _as_verb(places, tokens=tokens) > _VERB_SHARE
        or _before_nouns(places, tokens=tokens) > _MODIFIER_SHARE
    )


def _plural(lower: str) -> bool:
    return lower in ("people", "children", "men", "women") or (
        lower.endswith("s") and not lower.endswith(("ss", "us", "is"))
    )


def _as_verb(places: Sequence[TokenRange], *, tokens: Tokens) -> float:
    """The share of its uses in which it follows a word that a verb follows."""
    before = (tokens.tokens[start - 1].word.context for start, _ in places if not tokens.tokens[start].cut)
    return sum(context == "subject" for context in before) / len(places)


def _before_nouns(places: Sequence[TokenRange], *, tokens: Tokens) -> float:
    """The share of its uses in which it modifies a noun ("remote team", "American company")."""
    nexts = (tokens.tokens[end] for _, end in places if end < len(tokens.tokens))
    return sum(not token.cut and token.word.kind is Kind.NOUN for token in nexts) / len(places)


def _name(places: Sequence[TokenRange], *, tokens: Tokens) -> bool:
    """Whether most of its uses inside sentences have a capital."""
    inside = [tokens.tokens[start].word.name for start, _ in places if not tokens.tokens[start].cut]
    return bool(inside) and sum(inside) * 2 > len(inside)


def _by_post(spans: Iterable[tuple[str, Span]]) -> dict[str, Stretches[Span]]:
    found: dict[str, list[Span]] = {}
    for post, span in spans:
        found.setdefault(post, []).append(span)
    return {post: Stretches(here) for post, here in found.items()}


def _in(spans: Stretches[Span] | None, at: int) -> bool:
    return spans is not None and bool(spans.over(at, at + 1))


_OWN_LIFE = 0.4
"""A phrase stays beside a longer one that includes it if at least this share of its occurrences is outside of it."""

_FEWEST_OF_LONGER = 2
"""Occurrences that a longer phrase needs to replace a shorter one."""


def deduplicate(
    ranked: Sequence[tuple[str, float]],
    *,
    places: Mapping[str, Sequence[TokenRange]],
    meanings: Mapping[str, str],
) -> list[tuple[str, float]]:
    """The phrases without those that repeat a better one, in their order.

    Repeated are acronyms and their expansions, nested phrases, and two spellings of one word.

    Args:
        ranked: keys and scores, best first.
        places: occurrences; a phrase that occurs only in the title or in code is dropped.
        meanings: key of an acronym to key of its expansion, which takes its place.
    """
    kept: dict[str, float] = {}
    solid: set[str] = set()
    covered: dict[str, set[int]] = {}
    by_word: dict[str, dict[str, frozenset[str]]] = {}
    for key, value in ranked:
        name = meanings.get(key, key)
        name = name if places.get(name) else key
        if not places.get(name) or name.replace(" ", "") in solid:
            continue
        solid.add(name.replace(" ", ""))
        words = frozenset(name.split(" "))
        near = {other: _beside(name, other, places=places, covered=covered) for other in _nested(words, by_word)}
        if "said" in near.values():
            continue
        for other in (other for other, verdict in near.items() if verdict == "whole"):
            del kept[other]
            for word in other.split(" "):
                by_word[word].pop(other, None)
        kept[name] = value
        for word in words:
            by_word.setdefault(word, {})[name] = words
    return list(kept.items())


def _nested(words: frozenset[str], by_word: Mapping[str, Mapping[str, frozenset[str]]]) -> list[str]:
    """The known phrases whose words include these, or are among these."""
    near = {other: others for word in words for other, others in by_word.get(word, {}).items()}
    return [other for other, others in near.items() if words <= others or words >= others]


def _beside(
    key: str, other: str, *, places: Mapping[str, Sequence[TokenRange]], covered: dict[str, set[int]]
) -> Literal["own", "said", "whole"]:
    """How a phrase relates to a better one that shares its words.

    Args:
        covered: the tokens of the longer phrases, remembered.

    Returns:
        `own` where both stay, `said` where the better one says it already, `whole` where it replaces the better one.
    """
    words, others = frozenset(key.split(" ")), frozenset(other.split(" "))
    if words == others:  # the same words in another order
        return "said"
    longer, shorter = (key, other) if words > others else (other, key)
    if longer not in covered:
        covered[longer] = {at for start, end in places[longer] for at in range(start, end)}
    outside = sum(start not in covered[longer] for start, _ in places[shorter])
    little = outside < _OWN_LIFE * len(places[shorter])
    if shorter == key:
        return "said" if little else "own"
    if len(places[key]) < _FEWEST_OF_LONGER:
        return "said" if outside else "own"  # a longer phrase that occurs once adds little
    return "whole" if little else "own"
