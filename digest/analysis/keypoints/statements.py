"""What is put forward in a debate, ready to be grouped: one statement or a few for each post."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from digest.analysis.similarity import WordVectors, lexical
from digest.model import Claim, Document, Post
from digest.text.normal import words
from digest.text.sentences import sentences_of
from digest.text.spans import Span

__all__ = ["Statement", "complete", "finite", "statements_of"]

_WHOLE = 60
"""A post of at most this many words is one statement."""
_MOST = 3
"""A longer post puts forward at most this many, an essay of very many claims one in eight."""
_TELLING = 1.5
"""The weight of words below which a text is too general to be compared ("That is wrong.")."""
_DANGLING = re.compile(
    r"(?:and|but|so|or|nor|yet|then|also|because|which|who|whereas|though|although|however|therefore|thus|hence|"
    r"moreover|furthermore|otherwise|instead|besides|secondly|thirdly|finally|this|that|these|those|it|its|it's|"
    r"that's|they|they're|them|their|he|she|his|her|him|he's|she's|such|same|yes|no|yeah|nope|ok|okay|well|sure|"
    r"exactly|agreed|true|not just that|i also|setting aside|"
    r"i wonder|i guess|not sure|fair|(?:good|great) (?:point|question)|thanks|thank you|"
    r"please|honestly|unpopular opinion|right|lol|you|your|you're|edit|update|as i said|like i said|"
    r"for example|for instance|e\.g)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:that|this|these|those|such|them)(?:\s+(?:is|was|are|were|will|would|can|has|does)\b|[,.;!]|$)", re.IGNORECASE
)
_BARE = 12
"""Words; a sentence of no more has no room to say what its "that" is."""
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|can't|cannot|should|shall|must|may|might|"
    r"needs?|makes?|made|gets?|goes|takes?|gives?|wants?|costs?|works?|means?|lets|helps?|causes?|leads?|says?|"
    r"allows?|requires?|creates?|provides?|becomes?|keeps?|depends?|shows?|thinks?|knows?|killed|"
    r"\w+n['’]t|\w+['’](?:s|re|ve|ll|d|m)|\w{3,}(?:izes|ises|ates|ifies))\b|\w\w+ly \w{4,}s\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"[\"“][^\"“”]{0,200}[\"”]")
"""Words in quotation marks are no verb of the sentence that holds them."""
_RELATIVE = re.compile(r"\w[\w ]* (?:that['’]s|(?:that|which|who) [\w'’]+)$")
"""A verb right behind these is the verb of a clause within a noun's phrase."""
_ADVERBIAL = re.compile(r"(?:in|on|at|for|with|by|from|of|like|as|despite|without)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"[…:,;(\[—–-]$|\.\.\.$|\[\d+\]$|"
    r"\b(?:a|an|the|not|and|or|but|of|to|for|with|from|by|at|in|as|than|"
    r"be|is|are|was|were|will|would|because|if|as long)[.!]?$",
    re.IGNORECASE,
)


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
        made = [_of_claim(one, sentences, vectors=vectors) for one in sorted(chosen, key=lambda one: one.start)]
    return [one for one in made if _telling(one.text, vectors=vectors) >= _TELLING]


def _of_claim(claim: Claim, sentences: Sequence[Span], *, vectors: WordVectors) -> Statement:
    around = [one for one in sentences if one.start < claim.end and claim.start < one.end]
    text = " ".join(one.text for one in around) or claim.text
    return Statement(claim.post, text, (claim,), _faces(around, vectors=vectors), claim.confidence)


def _faces(sentences: Sequence[Span], *, vectors: WordVectors) -> tuple[Span, ...]:
    return tuple(one for one in sentences if complete(one.text) and _telling(one.text, vectors=vectors) >= _TELLING)


def _telling(text: str, *, vectors: WordVectors) -> float:
    return sum(weight for word in set(words(text)) if (weight := vectors.weight(word)) > 0.5 and not word.isdigit())


def complete(text: str) -> bool:
    """Whether a sentence can be read on its own: no question, no fragment, nothing that points back.

    Example:
        >>> complete("Trams move more people than cars on the same street.")
        True
        >>> complete("But they are loud."), complete("Who pays for it?"), complete("In a quiet sort of way.")
        (False, False, False)
    """
    bare = text.strip(" \"'“”‘’*_")
    count = len(bare.split())
    if not 4 <= count <= 60 or "?" in bare or "http" in bare or _FRAGMENT.search(bare) or "\n" in bare:
        return False
    if bare[0] in "([" or bare.count("(") != bare.count(")") or text.count('"') % 2:
        return False
    if _ADVERBIAL.match(bare) and not finite(text):
        return False
    return not _DANGLING.match(bare.lstrip("-•0123456789.) ")) and not (count <= _BARE and _POINTS_BACK.search(bare))


def finite(text: str) -> bool:
    """Whether a stretch of English seems to hold a finite verb, as a clause does and a phrase does not.

    Example:
        >>> finite("Trams are quiet"), finite("some of the quiet trams"), finite("a tram that is quiet")
        (True, False, False)
    """
    said = _SAID.sub(" ", text)
    verbs = list(_FINITE.finditer(said))
    return len(verbs) > 1 or (bool(verbs) and not _RELATIVE.search(said[: verbs[0].end()]))
