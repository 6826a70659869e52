"""Reddit: the array of two listings that a comments page answers with when `.json` is put behind its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from digest.errors import ContentError
from digest.model import OPENING, Document, Post, PostStatus
from digest.sources.base import Reader, SourceFile, document, from_timestamp, host_of, missing_of, one_line, points_of
from digest.sources.markup import Body, from_markdown
from digest.sources.markup.addresses import safe_url
from digest.sources.tree import ordered

__all__ = ["READER", "comment_post", "permalink", "submission_post", "unescaped"]

_SITE = "https://www.reddit.com"
_GONE: dict[str, PostStatus] = {"[deleted]": "deleted", "[removed]": "removed"}
_BY_REDDIT = re.compile(r"\[ Removed by Reddit\b[^\n]*\]")


def _sniff(file: SourceFile) -> float:
    return 0.95 if _submission(file.data) else 0.0


def _submission(data: Any) -> dict[str, Any] | None:
    """The data of the post that is discussed."""
    first = data[0] if isinstance(data, list) and data else None
    for child in _children(first):
        if child.get("kind") == "t3" and isinstance(child.get("data"), dict):
            return child["data"]  # type: ignore[no-any-return]
    return None


def _children(listing: Any) -> list[dict[str, Any]]:
    """The members of a listing; none where Reddit writes "" for an empty one."""
    data = listing.get("data") if isinstance(listing, dict) and listing.get("kind") == "Listing" else None
    children = data.get("children") if isinstance(data, dict) else None
    return [child for child in children if isinstance(child, dict)] if isinstance(children, list) else []


def _read(file: SourceFile, language: str) -> Document:
    main = _submission(file.data)
    if main is None:
        raise ContentError(
            file.fault("is not a Reddit listing", hint="save the comments page with .json appended to its address")
        )
    first = submission_post(main)
    opening = OPENING if first else None
    posts = [first] if first else []
    things = [thing for listing in file.data[1:] for thing in _things(listing)]
    posts.extend(comment_post(data, opening) for kind, data in things if kind == "t1")
    link = main.get("url")
    return document(
        file,
        title=unescaped(main.get("title")),
        format="reddit",
        posts=ordered(posts, top=opening),
        language=language,
        source=permalink(main) or (safe_url(link) if isinstance(link, str) else None),
        site=None if main.get("is_self", True) else host_of(link),
        date=from_timestamp(main.get("created_utc")),
        missing=_missing((data for kind, data in things if kind == "more"), here={post.id for post in posts}),
    )


def submission_post(main: dict[str, Any]) -> Post | None:
    """The words of a submission as the opening post; None for a link alone."""
    body, status = _body(main.get("selftext"))
    if not body.text and not status:  # a crosspost's words stand in the post that it repeats
        origin = main.get("crosspost_parent_list")
        if isinstance(origin, list) and origin and isinstance(origin[0], dict):
            body, status = _body(origin[0].get("selftext"))
    return _post(main, OPENING, None, body) if body.text else None


def _things(listing: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Comments (`t1`), and what stands for comments that were not sent (`more`), in the order of the page."""
    stack = [iter(_children(listing))]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        kind, data = child.get("kind"), child.get("data")
        if isinstance(data, dict) and (kind == "more" or (kind == "t1" and _is_id(data.get("id")))):
            yield kind, data
            stack.append(iter(_children(data.get("replies"))))


def _missing(nodes: Iterable[dict[str, Any]], *, here: AbstractSet[str]) -> int:
    """How many comments were not sent: each `more` node counts those below it.

    "Continue this thread" names and counts none. A node of which a comment is here has been followed.
    """
    counts: dict[tuple[str, ...], int] = {}
    for data in nodes:
        children = data.get("children")
        names = tuple(map(str, children)) if isinstance(children, list) else ()
        if names and here.isdisjoint(names):
            counts[names] = missing_of(data.get("count"), here=0)
    return sum(counts.values())


def comment_post(data: dict[str, Any], opening: str | None) -> Post:
    """A comment, below its parent; one that answers the submission stands below `opening`."""
    parent = str(data.get("parent_id") or "")
    body, status = _body(data.get("body"))
    return _post(data, str(data["id"]), parent[3:] if parent.startswith("t1_") else opening, body, status or "present")


def _is_id(name: Any) -> bool:
    return isinstance(name, str | int) and not isinstance(name, bool) and name != ""


def _post(data: dict[str, Any], name: str, parent: str | None, body: Body, status: PostStatus = "present") -> Post:
    author = one_line(data.get("author"))
    return Post(
        id=name,
        text=body.text,
        author=author if author and author not in _GONE else None,
        date=from_timestamp(data.get("created_utc")),
        parent=parent,
        blocks=body.blocks,
        marks=body.marks,
        status=status,
        url=permalink(data),
        score=None if data.get("score_hidden") else points_of(data.get("score")),
    )


def _body(text: Any) -> tuple[Body, PostStatus | None]:
    if not isinstance(text, str):
        return Body(), None
    status = "removed" if _BY_REDDIT.fullmatch(text.strip()) else _GONE.get(text.strip())
    return (Body(), status) if status else (from_markdown(unescaped(text), reddit=True), None)


def unescaped(text: Any) -> str:
    """Reddit escapes three characters in what people typed, and `&amp;` last of all."""
    if not isinstance(text, str):
        return ""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def permalink(data: dict[str, Any]) -> str | None:
    """The address of a comment or submission."""
    link = data.get("permalink")
    return safe_url(_SITE + link) if isinstance(link, str) and link.startswith("/") else None


READER = Reader("Reddit listing", _sniff, _read, known_by="it has the listings of a Reddit comments page")
