"""The JSON form of a digest, which other people's tools depend on (`digest show --json`), in one place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from digest.model.argument import Claim, Decision, KeyPoint, Position, Proposition, Quote, Side, Stance
from digest.model.digest import Digest, Keyphrase
from digest.model.document import Document, Post

SCHEMA = 2
_NO_SIDE = Position("neither", 0.0)
_STANCE: Mapping[Side, Stance] = {"for": "support", "against": "attack", "neither": "neutral"}


def to_json(digest: Digest) -> dict[str, Any]:
    """A digest as plain dictionaries and lists, ready for `json.dumps`.

    Every field is always there: null or an empty list where nothing is known. Post ids are the source's own;
    `text[start:end]` of a post is the text of a claim in it. Key points and keyphrases come best first; one whose
    words are an editor's says so by `editor`, which is there for no other, as is `missing` only where the source has
    more comments, and `left_out` only where the reader left something out. `reader` is there for what was read from a
    file.
    """
    document = digest.document
    return (
        {
            "schema": SCHEMA,
            "path": document.path,
            "slug": document.slug,
            "title": document.title,
            "source": document.source,
            "date": _iso(document.date),
            "format": document.format,
            "proposition": _proposition(digest.proposition),
            "posts": _posts(digest),
            "claims": [_claim(claim) for claim in digest.claims],
            "relations": [
                {
                    "source": relation.source,
                    "target": relation.target,
                    "type": relation.type,
                    "undercut": relation.undercut,
                    "confidence": _share(relation.confidence),
                    "cue": relation.cue,
                }
                | _decided(relation.decided)
                for relation in digest.relations
            ],
            "topics": [
                {
                    "id": topic.id,
                    "title": topic.title,
                    "posts": list(topic.posts),
                    "key_points": list(topic.key_points),
                    "threads": list(topic.threads),
                }
                | _decided(topic.decided)
                for topic in digest.topics
            ],
            "threads": [
                {
                    "id": thread.id,
                    "title": thread.title,
                    "claims": list(thread.claims),
                    "posts": list(thread.posts),
                    "keyphrases": list(thread.keyphrases),
                }
                | _decided(thread.decided)
                for thread in digest.threads
            ],
            "key_points": [
                _key_point(point) | ({"editor": True} if point.reworded else {}) | _decided(point.decided)
                for point in digest.key_points
            ],
            "keyphrases": [_keyphrase(phrase) for phrase in digest.keyphrases],
        }
        | _summary(digest)
        | _of_the_source(document)
    )


def _decided(decided: Decision | None, *, name: str = "decided") -> dict[str, Any]:
    """Who decided something; nothing for what is inferred."""
    if decided is None:
        return {}
    if decided.model is None:
        return {name: {"by": "editor"}}
    return {name: {"by": "model", "model": decided.model, "reviewed": decided.reviewed}}


def _summary(digest: Digest) -> dict[str, Any]:
    """The sentences of the summary with their sources, if they have any."""
    sentences = [
        {"text": one.text, "posts": list(one.posts), "key_points": list(one.key_points)} | _decided(one.decided)
        for one in digest.summary
    ]
    return {"summary": sentences} if sentences else {}


def _of_the_source(document: Document) -> dict[str, Any]:
    """What is said of the file only where there is something to say."""
    left_out = [{"what": o.what, "why": o.why, "count": o.count, "line": o.line} for o in document.left_out]
    return (
        ({"missing": document.missing} if document.missing else {})
        | ({"reader": {"name": document.reader, "why": document.reader_why}} if document.reader else {})
        | ({"left_out": left_out} if left_out else {})
    )


def _posts(digest: Digest) -> list[dict[str, Any]]:
    quotes: dict[str, list[Quote]] = {}
    for quote in digest.quotes:
        quotes.setdefault(quote.post, []).append(quote)
    return [_post(post, digest, quotes.get(post.id, [])) for post in digest.document.posts]


def _proposition(proposition: Proposition | None) -> dict[str, Any] | None:
    if proposition is None:
        return None
    editor = {"editor": True} if proposition.reworded else {}
    return {"text": proposition.text, "claim": proposition.claim} | editor | _decided(proposition.decided)


def _post(post: Post, digest: Digest, quotes: list[Quote]) -> dict[str, Any]:
    position = digest.positions.get(post.id, _NO_SIDE)
    return (
        {
            "id": post.id,
            "author": post.author,
            "date": _iso(post.date),
            "parent": post.parent,
            "parent_confidence": _share(post.parent_confidence),
            "begins_confidence": _share(post.begins_confidence),
            "lines": list(post.lines) if post.lines else None,
            "text": post.text,
            "score": post.score,
            "stance": digest.stances.get(post.id, "neutral"),
            "side": position.side,
            "side_confidence": _share(position.confidence),
            "quotes": [
                {
                    "text": quote.text,
                    "post": quote.source,
                    "start": quote.source_start,
                    "end": quote.source_end,
                    "score": _share(quote.score),
                }
                for quote in quotes
            ],
        }
        | ({"where": post.where} if post.where else {})
        | _decided(position.decided, name="side_decided")
    )


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "post": claim.post,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "role": claim.role,
        "confidence": _share(claim.confidence),
        "standing": claim.standing,
    }


def _key_point(point: KeyPoint) -> dict[str, Any]:
    return {
        "id": point.id,
        "text": point.text,
        "post": point.post,
        "start": point.start,
        "end": point.end,
        "stance": _STANCE[point.side],
        "side": point.side,
        "core": point.core,
        "people": point.people,
        "score": point.score,
        "answered_by": list(point.answered_by),
        "posts": list(point.posts),
        "claims": list(point.claims),
    }


def _keyphrase(phrase: Keyphrase) -> dict[str, Any]:
    return {
        "text": phrase.text,
        "score": round(float(phrase.score), 6),
        "count": len(phrase.occurrences),
        "posts": list(dict.fromkeys(occurrence.post for occurrence in phrase.occurrences)),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _share(value: float) -> float:
    return round(float(value), 4)
