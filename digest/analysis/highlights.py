"""What a reader asks of a debate next: what was left unanswered, what was quoted, what was agreed on.

All are pure functions of a digest, computed when a page is made.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from digest.model import Claim, Digest, Post, Relation
from digest.text.sentences import sentences_of
from digest.text.spans import Span

__all__ = [
    "Agreement",
    "Objection",
    "Question",
    "QuotedSentence",
    "agreements",
    "most_quoted",
    "open_questions",
    "standing_objections",
]

_ALIVE = ("stands", "answered")
_ASKS = re.compile(
    r"(?:(?:and|but|so|also|ok|okay|well|then|now|if\b[^,?]{3,80},|(?:out of )?curious(?:ly)?|genuine question|"
    r"honest question|question)[\s,:—–-]+)*"
    r"(?:in what|in which|for whom|what|why|how|who|whom|whose|when|where|which|"
    r"is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may|might|any(?:one|body)?)\b",
    re.IGNORECASE,
)
_RHETORICAL = re.compile(
    r"\b(?:who cares|so what|since when|how dare|why (?:on earth|in the world)|what(?:'s| is) (?:the point|wrong with)|"
    r"(?:why|how) (?:would|could|can|should) (?:any|some)(?:one|body)|why should (?:i|we) (?:believe|care|trust)|"
    r"how hard can|how is (?:that|this) (?:not|any)|what (?:else|could (?:possibly|go wrong))|"
    r"are you (?:serious|kidding)|do you (?:really|honestly|seriously)|don'?t you think|"
    r"who (?:would|wouldn'?t|doesn'?t|knows))\b|"
    r"(?:,\s*(?:right|no|huh|eh)|\bis(?:n'?t| not) (?:it|that)|\breally)\s*\?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Objection:
    """An attack on another's claim that nobody answered.

    Attributes:
        claim: the attacking unit; it stands, or was answered for.
        target: what it attacks.
        relation: the attack, with its cue and confidence.
    """

    claim: Claim
    target: Claim
    relation: Relation


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was asked and drew no reply: `post.text[start:end] == text`."""

    post: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class QuotedSentence:
    """A sentence that others repeat to answer it: `post.text[start:end] == text`; `by` are the quoting posts."""

    post: str
    start: int
    end: int
    text: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A claim that stands and that other people support; `by` are the claims that do, in reading order."""

    claim: Claim
    by: tuple[Claim, ...]


def standing_objections(digest: Digest) -> tuple[Objection, ...]:
    """The attacks across posts whose own unit survives, one an attacking unit, the most certain first."""
    claims = {claim.id: claim for claim in digest.claims}
    people = _people(digest)
    best: dict[str, Objection] = {}
    for one in digest.relations:
        source, target = claims.get(one.source), claims.get(one.target)
        if one.type != "attack" or source is None or target is None or source.standing not in _ALIVE:
            continue
        if people[source.post] == people[target.post]:
            continue  # taking back one's own words is no objection
        known = best.get(source.id)
        if known is None or one.confidence > known.relation.confidence:
            best[source.id] = Objection(source, target, one)
    return tuple(sorted(best.values(), key=lambda found: -found.relation.confidence * found.claim.confidence))


def open_questions(digest: Digest) -> tuple[Question, ...]:
    """Questions in posts that no other person answered, in reading order; rhetorical ones are left out.

    A question counts as rhetorical by its wording, or where its author goes on to state something after it in
    the same paragraph: who asks to be told leaves the answer to others.
    """
    people = _people(digest)
    answered = {
        post.parent for post in digest.document.posts if post.parent and people[post.id] != people.get(post.parent)
    }
    answered |= {quote.source for quote in digest.quotes if quote.source}
    return tuple(
        Question(post.id, found.start, found.end, found.text)
        for post in digest.document.posts
        if post.id not in answered
        for found in _questions(post, language=digest.document.language)
    )


def _questions(post: Post, *, language: str) -> list[Span]:
    if "?" not in post.text:
        return []
    sentences = sentences_of(post, language=language)
    found = []
    for at, one in enumerate(sentences):
        if not one.text.endswith("?") or len(one.text.split()) < 4:
            continue
        after = sentences[at + 1] if at + 1 < len(sentences) else None
        goes_on = after is not None and not after.text.endswith("?") and "\n" not in post.text[one.end : after.start]
        if not goes_on and not _RHETORICAL.search(one.text) and (language != "en" or _ASKS.match(one.text)):
            found.append(one)
    return found


def most_quoted(digest: Digest, *, least: int = 2) -> tuple[QuotedSentence, ...]:
    """The sentences that most posts quote, the most quoted first.

    Args:
        digest: of one debate.
        least: how many posts must quote a sentence.
    """
    posts = {post.id: post for post in digest.document.posts}
    by: dict[tuple[str, int, int, str], dict[str, None]] = defaultdict(dict)
    sentences: dict[str, tuple[Span, ...]] = {}
    for quote in digest.quotes:
        source = posts.get(quote.source or "")
        if source is None or quote.source_start is None or quote.source_end is None or quote.post == source.id:
            continue
        if source.id not in sentences:
            sentences[source.id] = sentences_of(source, language=digest.document.language)
        for one in sentences[source.id]:
            shared = min(one.end, quote.source_end) - max(one.start, quote.source_start)
            if shared * 2 > one.end - one.start or shared >= 40:  # a word at a quote's edge does not quote the sentence
                by[source.id, one.start, one.end, one.text][quote.post] = None
    found = [QuotedSentence(*where, by=tuple(quoting)) for where, quoting in by.items() if len(quoting) >= least]
    order = {post: at for at, post in enumerate(posts)}
    return tuple(sorted(found, key=lambda one: (-len(one.by), order[one.post], one.start)))


def agreements(digest: Digest) -> tuple[Agreement, ...]:
    """Claims that survive and that other people support, those with most supporters first."""
    claims = {claim.id: claim for claim in digest.claims}
    people = _people(digest)
    by: dict[str, dict[str, Claim]] = defaultdict(dict)  # claim -> person -> the first unit in support
    for one in digest.relations:
        source, target = claims.get(one.source), claims.get(one.target)
        if one.type != "support" or source is None or target is None or source.standing == "defeated":
            continue
        if target.standing in _ALIVE and people[source.post] != people[target.post]:
            by[target.id].setdefault(people[source.post], source)
    found = [Agreement(claim, tuple(by[claim.id].values())) for claim in digest.claims if claim.id in by]
    return tuple(sorted(found, key=lambda one: -len(one.by)))


def _people(digest: Digest) -> Mapping[str, str]:
    """Who wrote each post; posts without a name count as one person each."""
    return {post.id: post.author or f"\x00{post.id}" for post in digest.document.posts}
