"""Lobsters: a story's JSON (the story's address with `.json` behind it)."""

from __future__ import annotations

from typing import Any

from digest.model import OPENING, Document, Post, PostStatus
from digest.sources.base import Reader, SourceFile, document, host_of, one_line
from digest.sources.front import parse_date
from digest.sources.markup import Body, from_html
from digest.sources.tree import ordered

__all__ = ["READER"]


def _sniff(file: SourceFile) -> float:
    data = file.data
    return 0.95 if isinstance(data, dict) and "short_id" in data and isinstance(data.get("comments"), list) else 0.0


def _read(file: SourceFile, language: str) -> Document:
    story = file.data
    about = _body(story.get("description"))
    opening = OPENING if about.text else None
    posts = [_post(story, OPENING, None, about, "submitter_user")] if opening else []
    for row in story["comments"]:
        if isinstance(row, dict) and isinstance(row.get("short_id"), str):
            parent = row.get("parent_comment")
            answered = parent if isinstance(parent, str) and parent else opening
            posts.append(_post(row, row["short_id"], answered, _body(row.get("comment")), "commenting_user"))
    tags = story.get("tags")
    return document(
        file,
        title=one_line(story.get("title")),
        format="lobsters",
        posts=ordered(posts, top=opening),
        language=language,
        source=one_line(story.get("comments_url") or story.get("short_id_url")) or None,
        site=host_of(story.get("url")),
        date=parse_date(one_line(story.get("created_at"))),
        tags=filter(None, map(one_line, tags)) if isinstance(tags, list) else (),
    )


def _post(row: dict[str, Any], name: str, parent: str | None, body: Body, by: str) -> Post:
    user, score = row.get(by), row.get("score")
    status: PostStatus = "deleted" if row.get("is_deleted") else "removed" if row.get("is_moderated") else "present"
    kept = body if status == "present" else Body()
    return Post(
        id=name,
        text=kept.text,
        author=one_line(user.get("username") if isinstance(user, dict) else user) or None,
        date=parse_date(one_line(row.get("created_at"))),
        parent=parent,
        blocks=kept.blocks,
        marks=kept.marks,
        status=status,
        url=one_line(row.get("url") or row.get("short_id_url")) or None,
        score=score if isinstance(score, int) else None,
    )


def _body(text: Any) -> Body:
    return from_html(text, base="https://lobste.rs/") if isinstance(text, str) else Body()


READER = Reader("Lobsters story", _sniff, _read)
