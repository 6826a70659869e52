"""What of a debate can be corrected on its pages: each thing, what it says now, and where a page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from digest.model import OPENING, Digest, KeyPoint
from digest.site import trees, urls
from digest.site.debate import Debate, debate_of, shorten
from digest.text.sentences import sentences_of

__all__ = ["passages", "things"]

_CALLED = 60
SUMMARY_RULE = (
    "A text in your words. Or one sentence a line, each with the key points and posts that it rests on in square "
    "brackets at its end, set apart by semicolons: they are named by their words or ids."
)
"""How a summary is written in a text area."""


def things(digest: Digest) -> list[dict[str, Any]]:
    """All that has a form, as values for JSON: its kind and id, its page and anchor there, and what it says."""
    debate = debate_of(digest)
    return [
        *_whole(debate),
        *_points(debate),
        *_topics(debate),
        *_threads(debate),
        *_posts(debate),
        *_relations(debate),
    ]


def _thing(kind: str, name: str, page: str, anchor: str, called: str, **more: Any) -> dict[str, Any]:
    where = urls.address("", page).lstrip("/")
    return {"kind": kind, "id": name, "page": where, "anchor": anchor, "called": called, **more}


def _whole(debate: Debate) -> Iterator[dict[str, Any]]:
    digest = debate.digest
    about = digest.proposition.text if digest.proposition else ""
    yield _thing("summary", "", debate.path, "", "the summary", text=_summary(digest), rule=SUMMARY_RULE)
    yield _thing("proposition", "", debate.path, "", "the proposition", text=about)


def _summary(digest: Digest) -> str:
    """The summary as its form has it: a line a sentence where it says what it rests on."""
    if not digest.summary:
        return digest.document.summary or ""
    texts = {point.id: point.text for point in digest.key_points}
    rows = []
    for one in digest.summary:
        cites = [*(texts.get(name, name) for name in one.key_points), *one.posts]
        rows.append(f"{one.text} [{'; '.join(cites)}]")
    return "\n".join(rows)


def _points(debate: Debate) -> Iterator[dict[str, Any]]:
    for point in debate.digest.key_points:
        yield _thing(
            "point",
            point.id,
            debate.path,
            urls.point_anchor(point.id),
            f"the point “{shorten(point.text, _CALLED)}”",
            text=point.text,
            side=point.side,
            core=point.core,
            answered_by=[name for name in point.answered_by if name in debate.points],
        )


def _topics(debate: Debate) -> Iterator[dict[str, Any]]:
    paths = urls.topic_paths(debate.digest.document.slug, debate.digest.topics)
    for topic in debate.digest.topics:
        called = f"the topic “{shorten(topic.title, _CALLED)}”"
        yield _thing("topic", topic.id, paths[topic.id], urls.topic_anchor(topic.id), called, title=topic.title)


def _threads(debate: Debate) -> Iterator[dict[str, Any]]:
    for thread in debate.digest.threads:
        page, anchor = debate.thread_paths[thread.id], urls.thread_anchor(thread.id)
        called = f"the thread “{shorten(thread.title, _CALLED)}”"
        yield _thing("thread", thread.id, page, anchor, called, title=thread.title)


def _posts(debate: Debate) -> Iterator[dict[str, Any]]:
    for place in debate.order:
        position = debate.digest.positions.get(place.post.id)
        side = position.side if position else "neither"
        hidden = not place.post.text.strip()
        who = "the opening post" if place.post.id == OPENING else f"the post of {place.label}"
        yield _thing("post", place.post.id, place.path, place.anchor, who, side=side, hidden=hidden)


def _relations(debate: Debate) -> Iterator[dict[str, Any]]:
    """The relations that the lists of arguments show."""
    for thread in debate.digest.threads:
        root = trees.tree(thread, debate=debate)
        for unit in trees.walk(root) if root else ():
            about = debate.claims.get(unit.arrow.target) if unit.arrow else None
            if unit.arrow is None or about is None:
                continue
            called = f"the relation of “{shorten(unit.claim.text, _CALLED)}”"
            page, anchor = debate.thread_paths[thread.id], urls.claim_anchor(unit.claim.id)
            words = {"text": unit.claim.text, "target": about.text, "type": unit.arrow.type}
            yield _thing("relation", f"{unit.claim.id} {about.id}", page, anchor, called, **words)


def passages(digest: Digest, point: KeyPoint) -> list[dict[str, Any]]:
    """The sentences of the posts that make a key point, by which it could be shown.

    `shown` is that of the one which shows it now; where these are words that are no whole sentence, they come first.
    """
    debate = debate_of(digest)
    found: list[dict[str, Any]] = []
    for name in dict.fromkeys((*([point.post] if point.post else []), *point.posts)):
        place = debate.places.get(name)
        if place is None:
            continue
        for one in sentences_of(place.post, language=digest.document.language):
            now = name == point.post and (one.start, one.end) == (point.start, point.end)
            found.append(_passage(name, one.start, one.text, place.label, shown=now))
    if point.post is not None and not any(one["shown"] for one in found) and point.post in debate.places:
        label = debate.places[point.post].label
        found.insert(0, _passage(point.post, point.start or 0, point.text, label, shown=True))
    return found


def _passage(post: str, start: int, text: str, by: str, *, shown: bool) -> dict[str, Any]:
    return {"post": post, "start": start, "text": text, "by": by, "shown": shown}
