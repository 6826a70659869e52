"""Hacker News: the tree of an item from Algolia (`/items/ID`), or a list of items from Firebase (`/item/ID`)."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from digest.errors import ContentError
from digest.model import OPENING, Document, Post, PostStatus
from digest.sources.base import Reader, SourceFile, document, from_timestamp, host_of, missing_of, one_line, points_of
from digest.sources.markup import Body, from_html
from digest.sources.tree import ordered

__all__ = ["READER"]

_SITE = "https://news.ycombinator.com"
_KINDS = frozenset({"story", "comment", "poll", "pollopt", "job"})
_GONE: dict[str, PostStatus] = {"[deleted]": "deleted", "[flagged]": "removed", "[dead]": "removed"}


def _sniff(file: SourceFile) -> float:
    data = file.data
    if _is_tree(data):
        return 0.9 if "created_at_i" in data or "story_id" in data or _kind(data) in _KINDS else 0.0
    items = _items(data)
    known = sum(1 for item in items if _kind(item) in _KINDS or {"by", "time"} <= item.keys() or "deleted" in item)
    return 0.9 * known / len(data) if known and isinstance(data, list) else 0.85 if known else 0.0


def _kind(item: dict[str, Any]) -> str:
    kind = item.get("type")
    return kind if isinstance(kind, str) else ""


def _has_id(item: Any) -> bool:
    name = item.get("id") if isinstance(item, dict) else None
    return isinstance(name, int | str) and not isinstance(name, bool) and name != ""


def _is_tree(data: Any) -> bool:
    return _has_id(data) and isinstance(data.get("children"), list)


def _items(data: Any) -> list[dict[str, Any]]:
    """Firebase items; `null` stands for one that does not exist."""
    rows = data if isinstance(data, list) else [data]
    return [row for row in rows if _has_id(row) and "kind" not in row]


def _read(file: SourceFile, language: str) -> Document:
    if _is_tree(file.data):
        root, rows = file.data, _tree(file.data)  # Algolia sends all that it has, and no count
    else:
        rows = [_from_firebase(item) for item in _items(file.data)]
        roots = [
            row for row in rows if row["type"] in ("story", "poll", "job") or (row["title"] and row["parent"] is None)
        ]
        if not roots:
            hint = "add the story's own item to the list"
            raise ContentError(file.fault("no story among these Hacker News items", hint=hint))
        root, rows = roots[0], [row for row in rows if row is not roots[0]]
    story = str(root["id"])
    body, status = _body(root.get("text"))
    opening = OPENING if body.text and not status else None
    posts = [_post({**root, "id": OPENING, "parent": None}, body, url=_address(story))] if opening else []
    for row in rows:
        parent = None if row["parent"] is None else str(row["parent"])
        row["parent"] = opening if parent in (story, None) else parent
        body, status = _body(row["text"])
        posts.append(_post(row, body, status=row.get("status") or status, url=_address(str(row["id"]))))
    return document(
        file,
        title=html.unescape(one_line(root.get("title"))) or _untitled(root),
        format="hackernews",
        posts=ordered(posts, top=opening),
        language=language,
        source=_address(story),
        site=host_of(root.get("url")),
        date=from_timestamp(root.get("created_at_i", root.get("time"))),
        missing=missing_of(
            root.get("descendants"), here=len({row["id"] for row in rows if row.get("type") != "pollopt"})
        ),
    )


def _untitled(root: dict[str, Any]) -> str:
    """A comment's own tree has no title; it is named after its writer."""
    author = one_line(root.get("author"))
    return f"A comment by {author}" if author and root.get("type") == "comment" else ""


def _tree(root: dict[str, Any]) -> list[dict[str, Any]]:
    return list(_descend(root))


def _descend(root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every comment below the root, in the order of the page, with the id of the one above it."""
    stack = [(root.get("id"), iter(_branches(root)))]
    while stack:
        parent, branches = stack[-1]
        item = next(branches, None)
        if item is None:
            stack.pop()
            continue
        yield {**item, "children": None, "parent": parent, "text": item.get("text")}
        stack.append((item["id"], iter(_branches(item))))


def _branches(item: dict[str, Any]) -> list[dict[str, Any]]:
    found = item.get("children")
    rows = found if isinstance(found, list) else []
    return [row for row in rows if _has_id(row)]


def _from_firebase(item: dict[str, Any]) -> dict[str, Any]:
    """A Firebase item under the names that Algolia uses."""
    status: PostStatus | None = "deleted" if item.get("deleted") else "removed" if item.get("dead") else None
    return {
        "id": item["id"],
        "type": _kind(item),
        "parent": item.get("parent", item.get("poll")),
        "author": item.get("by"),
        "created_at_i": item.get("time"),
        "text": item.get("text"),
        "title": item.get("title"),
        "url": item.get("url"),
        "points": item.get("score"),
        "descendants": item.get("descendants"),
        "status": status,
    }


def _post(row: dict[str, Any], body: Body, *, url: str, status: PostStatus | None = None) -> Post:
    gone = status in ("deleted", "removed")
    return Post(
        id=str(row["id"]),
        text="" if gone else body.text,
        author=one_line(row.get("author")) or None,
        date=from_timestamp(row.get("created_at_i")),
        parent=row["parent"],
        blocks=() if gone else body.blocks,
        marks=() if gone else body.marks,
        status=status or "present",
        url=url,
        score=points_of(row.get("points")),
    )


def _body(text: Any) -> tuple[Body, PostStatus | None]:
    if not isinstance(text, str) or not text.strip():
        return Body(), "deleted"
    status = _GONE.get(text.strip())
    return (Body(), status) if status else (from_html(text, base=f"{_SITE}/", typed=True), None)


def _address(name: str) -> str:
    return f"{_SITE}/item?id={quote(name, safe='', errors='replace')}"


READER = Reader("Hacker News items", _sniff, _read, known_by="it has items of the Hacker News API")
