"""Bluesky: a thread as `app.bsky.feed.getPostThread` gives it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from digest.errors import ContentError
from digest.model import OPENING, Document, Post, PostStatus
from digest.sources.base import Reader, SourceFile, document, missing_of, one_line, points_of
from digest.sources.front import parse_date
from digest.sources.markup import Body, from_plain
from digest.sources.markup.addresses import safe_url
from digest.sources.tree import ordered

__all__ = ["READER"]

_LONGEST = 80
"""Characters of a title that is made from the first post."""
_LINK = "app.bsky.richtext.facet#link"


def _sniff(file: SourceFile) -> float:
    thread = _thread(file.data)
    return 0.95 if thread is not None and "uri" in thread["post"] and "record" in thread["post"] else 0.0


def _thread(data: Any) -> dict[str, Any] | None:
    thread = data.get("thread", data) if isinstance(data, dict) else None
    return thread if isinstance(thread, dict) and isinstance(thread.get("post"), dict) else None


def _read(file: SourceFile, language: str) -> Document:
    thread = _thread(file.data)
    if thread is None:
        raise ContentError(file.fault("is not a thread", hint="save the response of getPostThread"))
    above = list(_above(thread))
    root = above[-1] if above else thread
    rows = [(view, parent) for view, parent in _views(root, [*above[::-1], thread])]
    opening = OPENING if _text(root["post"]) else None
    names = {_uri(view): OPENING if view is root and opening else _uri(view) for view, _ in rows}
    shown = [(view, parent) for view, parent in rows if view is not root or opening]
    posts = [_post(view, names, names.get(parent or "", parent)) for view, parent in shown]
    record = _record(root["post"])
    return document(
        file,
        title=_title(root["post"]),
        format="bluesky",
        posts=ordered(posts, top=opening),
        language=language,
        source=_address(root["post"]),
        date=parse_date(one_line(record.get("createdAt"))),
        missing=sum(_left(view) for view, _ in rows),
    )


def _above(thread: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The ancestors of the thread's post, the nearest first."""
    view = thread.get("parent")
    while isinstance(view, dict) and isinstance(view.get("post"), dict):
        yield view
        view = view.get("parent")


def _views(root: dict[str, Any], chain: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Each post with the address of its parent: first down the chain of ancestors, then the other replies."""
    stack: list[tuple[dict[str, Any], str | None]] = [(root, None)]
    after = {id(one): below for one, below in pairwise(chain)}
    while stack:
        view, parent = stack.pop()
        yield view, parent
        replies = view.get("replies")
        below = [one for one in replies if isinstance(one, dict)] if isinstance(replies, list) else []
        if id(view) in after:
            below = [after[id(view)], *(one for one in below if _uri(one) != _uri(after[id(view)]))]
        stack.extend((one, _uri(view)) for one in reversed(below) if _uri(one))


def _uri(view: dict[str, Any]) -> str:
    post = view.get("post")
    return one_line(post.get("uri") if isinstance(post, dict) else view.get("uri"))


def _left(view: dict[str, Any]) -> int:
    """How many replies the service counts but did not send."""
    post, replies = view.get("post"), view.get("replies")
    here = len(replies) if isinstance(replies, list) else 0
    return missing_of(post.get("replyCount"), here=here) if isinstance(post, dict) and not view.get("parent") else 0


def _post(view: dict[str, Any], names: dict[str, str], parent: str | None) -> Post:
    post = view.get("post")
    name = names[_uri(view)]
    if not isinstance(post, dict):
        status: PostStatus = "removed" if view.get("blocked") else "deleted"
        return Post(name, "", parent=parent, status=status)
    record = _record(post)
    author = post.get("author")
    body = _body(post)
    return Post(
        id=name,
        text=body.text,
        author=one_line(author.get("handle")) or None if isinstance(author, dict) else None,
        date=parse_date(one_line(record.get("createdAt") or post.get("indexedAt"))),
        parent=parent if parent is not None or name == OPENING else _answered(record, names),
        blocks=body.blocks,
        marks=body.marks,
        url=_address(post),
        score=points_of(post.get("likeCount")),
    )


def _record(post: dict[str, Any]) -> dict[str, Any]:
    """The author's record; the rest of a post is metadata from the service."""
    record = post.get("record")
    return record if isinstance(record, dict) else {}


def _answered(record: dict[str, Any], names: dict[str, str]) -> str | None:
    """The parent in a post's own record, if the thread has no post above it."""
    reply = record.get("reply")
    above = reply.get("parent") if isinstance(reply, dict) else None
    uri = one_line(above.get("uri")) if isinstance(above, dict) else ""
    return names.get(uri, uri) or None


def _address(post: dict[str, Any]) -> str | None:
    """The post's page: `at://did/app.bsky.feed.post/KEY` names its record."""
    author = post.get("author")
    handle = one_line(author.get("handle") or author.get("did")) if isinstance(author, dict) else ""
    key = one_line(post.get("uri")).rpartition("/")[2]
    return safe_url(f"https://bsky.app/profile/{handle}/post/{key}") if handle and key else None


def _title(post: dict[str, Any]) -> str:
    words = " ".join(_text(post).split())
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition(" ")[0] + "…"
    return words or f"A thread of {one_line((post.get('author') or {}).get('handle')) or 'Bluesky'}"


def _body(post: dict[str, Any]) -> Body:
    return from_plain(_text(post).replace("\n", "\n\n"), wrapped=False)


def _text(post: dict[str, Any]) -> str:
    """The text with complete links, whose displayed form is truncated. Facets count UTF-8 bytes."""
    record = _record(post)
    text = record.get("text")
    if not isinstance(text, str):
        return ""
    raw = text.encode("utf-8", "surrogatepass")
    for start, end, url in sorted(_links(record), reverse=True):
        shown = raw[start:end].decode("utf-8", "replace")
        if start < end <= len(raw) and "." in shown and " " not in shown:
            raw = raw[:start] + url.encode() + raw[end:]
    return raw.decode("utf-8", "replace").strip()


def _links(record: dict[str, Any]) -> Iterator[tuple[int, int, str]]:
    facets = record.get("facets")
    for facet in facets if isinstance(facets, list) else ():
        index = facet.get("index") if isinstance(facet, dict) else None
        features = facet.get("features") if isinstance(facet, dict) else None
        for one in features if isinstance(features, list) else ():
            url = safe_url(one_line(one.get("uri"))) if isinstance(one, dict) and one.get("$type") == _LINK else None
            if url and isinstance(index, dict):
                start, end = index.get("byteStart"), index.get("byteEnd")
                if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
                    yield start, end, url


READER = Reader("Bluesky thread", _sniff, _read)
