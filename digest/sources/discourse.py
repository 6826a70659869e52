"""Discourse: a topic's JSON (the topic's address with `.json` behind it)."""

from __future__ import annotations

import html
from typing import Any

from digest.model import OPENING, Document, Post, PostStatus
from digest.sources.base import Reader, SourceFile, document, one_line
from digest.sources.front import parse_date
from digest.sources.markup import Body, from_html
from digest.sources.tree import ordered

__all__ = ["READER"]

_SMALL_ACTION = 3
"""The type of what is no post: "closed the topic" and the like."""


def _sniff(file: SourceFile) -> float:
    return 0.95 if _rows(file.data) else 0.0


def _rows(data: Any) -> list[dict[str, Any]]:
    stream = data.get("post_stream") if isinstance(data, dict) else None
    rows = stream.get("posts") if isinstance(stream, dict) else None
    return [row for row in rows if _is_post(row)] if isinstance(rows, list) else []


def _is_post(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("post_number"), int) and row.get("post_type") != _SMALL_ACTION


def _read(file: SourceFile, language: str) -> Document:
    rows = _rows(file.data)
    first = rows[0] if rows[0]["post_number"] == 1 else None
    opening = OPENING if first and _body(first).text else None
    names = {row["post_number"]: str(row.get("id", row["post_number"])) for row in rows}
    if first:
        names[1] = OPENING if opening else names[1]
    posts = []
    for row in rows:
        if row is first and not opening:
            continue
        answered = row.get("reply_to_post_number")
        parent = names.get(answered, f"#{answered}") if isinstance(answered, int) and answered != 1 else opening
        posts.append(_post(row, names[row["post_number"]], None if row is first else parent))
    tags = file.data.get("tags")
    return document(
        file,
        title=html.unescape(one_line(file.data.get("title"))),
        format="discourse",
        posts=ordered(posts, top=opening),
        language=language,
        date=parse_date(one_line(file.data.get("created_at"))),
        tags=filter(None, map(one_line, tags)) if isinstance(tags, list) else (),
    )


def _post(row: dict[str, Any], name: str, parent: str | None) -> Post:
    status: PostStatus = "deleted" if row.get("user_deleted") or row.get("deleted_at") else "present"
    status = "removed" if row.get("hidden") else status
    body = _body(row) if status == "present" else Body()
    return Post(
        id=name,
        text=body.text,
        author=one_line(row.get("username")) or None,
        date=parse_date(one_line(row.get("created_at"))),
        parent=parent,
        blocks=body.blocks,
        marks=body.marks,
        status=status,
    )


def _body(row: dict[str, Any]) -> Body:
    cooked = row.get("cooked")
    return from_html(cooked) if isinstance(cooked, str) else Body()


READER = Reader("Discourse topic", _sniff, _read)
