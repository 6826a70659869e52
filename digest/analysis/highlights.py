"""Highlights of a debate: unanswered objections, open questions, and the most quoted sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from digest.analysis.self_containedness import complete, leaning
from digest.model import Claim, Document, Objection, Post, Question, Quote, QuotedSentence, Relation
from digest.text.sentences import sentences_of
from digest.text.spans import Span

__all__ = ["most_quoted", "open_questions", "unanswered_objections"]

_ALIVE = ("stands", "answered")
_LEANS = 0.75
"""`leaning` from which a sentence cannot be shown alone; threads use the same threshold for titles."""
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


def unanswered_objections(
    document: Document, *, claims: Iterable[Claim], relations: Iterable[Relation]
) -> tuple[Objection, ...]:
    """The surviving units that attack another person's claim, one objection for each.

    Objections that can be read alone come first ("They do, every time" cannot), then the most certain.

    Args:
        document: with its structure recovered.
        claims: its units, with their standing.
        relations: between them.
    """
    known = {claim.id: claim for claim in claims}
    people = _people(document)
    best: dict[str, Objection] = {}
    for one in relations:
        source, target = known.get(one.source), known.get(one.target)
        if one.type != "attack" or source is None or target is None or source.standing not in _ALIVE:
            continue
        if people[source.post] == people[target.post]:
            continue  # nobody objects to their own words
        before = best.get(source.id)
        if before is None or one.confidence > before.confidence:
            clear = complete(source.text) and leaning(source.text) < _LEANS
            best[source.id] = Objection(source.id, target.id, one.confidence, clear)
    return tuple(
        sorted(best.values(), key=lambda found: (not found.clear, -found.confidence * known[found.claim].confidence))
    )


def open_questions(document: Document, *, quotes: Iterable[Quote]) -> tuple[Question, ...]:
    """The questions in posts that no other person answered, in reading order, without rhetorical ones.

    A question is rhetorical by its wording, or if a statement of its author follows in the same paragraph.

    Args:
        document: with its structure recovered.
        quotes: of the document; a post that somebody quotes counts as answered.
    """
    people = _people(document)
    answered = {post.parent for post in document.posts if post.parent and people[post.id] != people.get(post.parent)}
    answered |= {quote.source for quote in quotes if quote.source}
    return tuple(
        Question(post.id, found.start, found.end, found.text)
        for post in document.posts
        if post.id not in answered
        for found in _questions(post, language=document.language)
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


def most_quoted(document: Document, *, quotes: Sequence[Quote], least: int = 2) -> tuple[QuotedSentence, ...]:
    """The sentences that several posts quote, the most quoted first.

    Args:
        document: with its structure recovered.
        quotes: of the document.
        least: posts that must quote a sentence.
    """
    posts = {post.id: post for post in document.posts}
    by: dict[tuple[str, int, int, str], dict[str, None]] = defaultdict(dict)
    sentences: dict[str, tuple[Span, ...]] = {}
    for quote in quotes:
        source = posts.get(quote.source or "")
        if source is None or quote.source_start is None or quote.source_end is None or quote.post == source.id:
            continue
        if source.id not in sentences:
            sentences[source.id] = sentences_of(source, language=document.language)
        for one in sentences[source.id]:
            shared = min(one.end, quote.source_end) - max(one.start, quote.source_start)
            if shared * 2 > one.end - one.start or shared >= 40:  # a word at a quote's edge does not quote the sentence
                by[source.id, one.start, one.end, one.text][quote.post] = None
    found = [QuotedSentence(*where, by=tuple(quoting)) for where, quoting in by.items() if len(quoting) >= least]
    order = {post: at for at, post in enumerate(posts)}
    return tuple(sorted(found, key=lambda one: (-len(one.by), order[one.post], one.start)))


def _people(document: Document) -> Mapping[str, str]:
    """The author of each post; a post without an author counts as one person."""
    return {post.id: post.author or f"\x00{post.id}" for post in document.posts}
