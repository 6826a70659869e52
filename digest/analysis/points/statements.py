"""What is put forward in a debate, ready to be grouped: one statement or a few for each post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from digest.analysis.similarity import WordVectors, lexical
from digest.analysis.standalone import complete
from digest.model import Claim, Document, Post
from digest.text.normal import words
from digest.text.sentences import sentences_of
from digest.text.spans import Span, Stretches

__all__ = ["Statement", "statements_of"]

_WHOLE = 60
"""A post of at most this many words is one statement."""
_MOST = 3
"""A longer post puts forward at most this many, an essay of very many claims one in eight."""
_TELLING = 1.5
"""The weight of words below which a text is too general to be compared ("That is wrong.")."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that a post puts forward.

    Attributes:
        text: the words that are compared.
        claims: the units in it; the first is the most certain.
        faces: whole sentences that could stand for it, none where it has no complete one.
        weight: 0 to 1, how sure it is that something is put forward.
    """

    post: str
    text: str
    claims: tuple[Claim, ...]
    faces: tuple[Span, ...]
    weight: float


def statements_of(document: Document, *, claims: Sequence[Claim]) -> tuple[Statement, ...]:
    """What each post puts forward, in reading order.

    A short post is one statement, its reasons included, as long as any of its units argues. Of a longer one the
    most certain claims are taken, or the most certain premise where it has no claim.
    """
    by_post: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_post[claim.post].append(claim)
    vectors = lexical(document.language)
    found = []
    for post in document.posts:
        if by_post.get(post.id):
            found += _of_post(post, by_post[post.id], vectors=vectors)
    return tuple(found)


def _of_post(post: Post, claims: Sequence[Claim], *, vectors: WordVectors) -> list[Statement]:
    sentences = sentences_of(post, language=vectors.language)
    ranked = sorted(claims, key=lambda one: (one.role != "claim", -one.confidence, one.start))
    own = " ".join(one.text for one in sentences)
    if len(own.split()) <= _WHOLE:
        faces = _faces(sentences, vectors=vectors)
        made = [Statement(post.id, own, tuple(ranked), faces, ranked[0].confidence)]
    else:
        chosen = [one for one in ranked if one.role == "claim"][: max(_MOST, len(ranked) // 8)] or ranked[:1]
        places = Stretches(sentences)
        made = [_of_claim(one, places, vectors=vectors) for one in sorted(chosen, key=lambda one: one.start)]
    return [one for one in made if _telling(one.text, vectors=vectors) >= _TELLING]


def _of_claim(claim: Claim, sentences: Stretches[Span], *, vectors: WordVectors) -> Statement:
    around = sentences.over(claim.start, claim.end)
    text = " ".join(one.text for one in around) or claim.text
    return Statement(claim.post, text, (claim,), _faces(around, vectors=vectors), claim.confidence)


def _faces(sentences: Sequence[Span], *, vectors: WordVectors) -> tuple[Span, ...]:
    return tuple(one for one in sentences if complete(one.text) and _telling(one.text, vectors=vectors) >= _TELLING)


def _telling(text: str, *, vectors: WordVectors) -> float:
    return sum(weight for word in set(words(text)) if (weight := vectors.weight(word)) > 0.5 and not word.isdigit())
