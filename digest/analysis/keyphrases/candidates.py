"""Candidates: all runs of words that could be a phrase, with counts of their use.

A run is a stretch of nouns and adjectives between function words, finite verbs, adverbs or punctuation, as in RAKE
(Rose et al. 2010). Each part of a run that ends in a noun is a candidate, and so are two runs joined by "of".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.analysis.keyphrases.tokens import TITLE_POST, Kind, Token, Tokens

__all__ = ["CandidateCounts", "PhraseCandidate", "find"]

LONGEST = 5
"""Words of a phrase. Longer ones are sentences rather than keyphrases."""
_LONGEST_OF = 3
"""Words on either side of an "of"."""


@dataclass(slots=True)
class PhraseCandidate:
    """A folded phrase with counts, which grow while the document is read.

    Attributes:
        start: its first token where it first occurs in a post; `end` is the token after its last there.
        first: its first token where it first occurs, the title included.
        count: occurrences.
        whole: occurrences that are a whole run, not part of a longer one.
        last: its first token where it last occurs.
        spread: posts in which it occurs.
        post: the post that was counted last.
        title: whether it occurs in the title.
        names: occurrences with a capital letter inside a sentence.
    """

    key: str
    start: int
    end: int
    first: int = 0
    count: int = 0
    whole: int = 0
    last: int = 0
    spread: int = 0
    post: int = -2
    title: bool = False
    names: int = 0


@dataclass(frozen=True, slots=True)
class CandidateCounts:
    """What was counted.

    Attributes:
        candidates: by key.
        words: how often each word occurs in a run.
        linked: how often it occurs in a run of two words or more.
    """

    candidates: dict[str, PhraseCandidate]
    words: dict[str, int]
    linked: dict[str, int]


def find(tokens: Tokens) -> CandidateCounts:
    """The candidates of a document, in reading order."""
    found = CandidateCounts({}, {}, {})
    all_tokens = tokens.tokens
    before: tuple[int, int] | None = None
    for start, end in _runs(all_tokens):
        post = tokens.posts[start]
        keys = [token.word.key for token in all_tokens[start:end]]
        _count_words(found, keys)
        _count_parts(found.candidates, all_tokens, keys, start=start, end=end, post=post)
        if before is not None and start - before[1] <= 2:
            _count_joined(found.candidates, all_tokens, left=before, right=(start, end), post=post)
        before = (start, end)
    return found


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Stretches of nouns and adjectives without a cut; a number belongs to the name before it."""
    start = -1
    for at, token in enumerate(tokens):
        kind = token.word.kind
        inside = kind <= Kind.ADJECTIVE or (
            kind is Kind.NUMBER and start >= 0 and not token.cut and tokens[at - 1].word.name
        )
        if start >= 0 and (token.cut or not inside):
            yield start, at
            start = -1
        if inside and start < 0 and kind is not Kind.NUMBER:
            start = at
    if start >= 0:
        yield start, len(tokens)


def _count_words(found: CandidateCounts, keys: Sequence[str]) -> None:
    linked = len(keys) > 1
    for key in keys:
        found.words[key] = found.words.get(key, 0) + 1
        if linked:
            found.linked[key] = found.linked.get(key, 0) + 1


def _count_parts(
    candidates: dict[str, PhraseCandidate], tokens: Sequence[Token], keys: list[str], *, start: int, end: int, post: int
) -> None:
    for last in range(start, end):
        if tokens[last].word.kind is Kind.ADJECTIVE:
            continue
        for first in range(last, max(start, last - LONGEST + 1) - 1, -1):
            key = keys[last - start] if first == last else " ".join(keys[first - start : last - start + 1])
            whole = first == start and last == end - 1
            _count(candidates, key, tokens, first, last + 1, post=post, whole=whole)


def _count_joined(
    candidates: dict[str, PhraseCandidate],
    tokens: Sequence[Token],
    *,
    left: tuple[int, int],
    right: tuple[int, int],
    post: int,
) -> None:
    """Count two runs with "of" or "of the" between them ("freedom of the press") as one more phrase."""
    between = tokens[left[1] : right[0]]
    if not between or between[0].word.lower != "of" or any(token.cut for token in between) or tokens[right[0]].cut:
        return
    if len(between) > 1 and between[1].word.lower not in ("the", "a", "an"):
        return
    if right[1] - right[0] > _LONGEST_OF or tokens[right[1] - 1].word.kind is Kind.ADJECTIVE:
        return
    if tokens[left[1] - 1].word.kind is Kind.ADJECTIVE:
        return
    for first in range(left[1] - 1, max(left[0], left[1] - _LONGEST_OF) - 1, -1):
        key = " ".join(token.word.key for token in tokens[first : right[1]])
        _count(candidates, key, tokens, first, right[1], post=post, whole=first == left[0])


def _count(
    candidates: dict[str, PhraseCandidate],
    key: str,
    tokens: Sequence[Token],
    start: int,
    end: int,
    *,
    post: int,
    whole: bool,
) -> None:
    one = candidates.get(key)
    if one is None:
        one = candidates[key] = PhraseCandidate(key, start, end, first=start)
    if post == TITLE_POST:
        one.title = True
    elif one.count == 0:
        one.start, one.end = start, end  # a spelling in running text is preferred to the title's
    one.count += 1
    one.whole += whole
    one.last = start
    if post != one.post:
        one.post = post
        one.spread += 1
    token = tokens[start]
    if token.word.name and not token.cut:
        one.names += 1
