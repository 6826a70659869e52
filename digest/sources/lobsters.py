"""Lobsters: a story's JSON (the story's address with `.json` behind it)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from digest.model import OPENING, Document, Post, PostStatus
from digest.sources.base import Reader, SourceFile, document, host_of, missing_of, one_line, points_of
from digest.sources.front import parse_date
from digest.sources.markup import Body, from_html, from_markdown
from digest.sources.markup.addresses import safe_url
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
    rows = [row for row in story["comments"] if isinstance(row, dict) and one_line(row.get("short_id"))]
    for row, parent in zip(rows, _parents(rows), strict=True):
        posts.append(_post(row, row["short_id"], parent or opening, _words(row), "commenting_user"))
    tags = story.get("tags")
    return document(
        file,
        title=one_line(story.get("title")),
        format="lobsters",
        posts=ordered(posts, top=opening),
        language=language,
        source=safe_url(one_line(story.get("comments_url") or story.get("short_id_url"))),
        site=host_of(story.get("url")),
        date=parse_date(one_line(story.get("created_at"))),
        tags=filter(None, map(one_line, tags)) if isinstance(tags, list) else (),
        missing=missing_of(story.get("comment_count"), here=len(rows)),
    )


def _parents(rows: list[dict[str, Any]]) -> Iterator[str | None]:
    """The comment that each answers: named, or, as the site once sent them, the nearest above that is less deep."""
    above: list[tuple[int, str]] = []
    for row in rows:
        depth = row.get("depth", row.get("indent_level"))
        depth = depth if isinstance(depth, int) else 0
        while above and above[-1][0] >= depth:
            above.pop()
        named = row.get("parent_comment")
        yield named if isinstance(named, str) and named else above[-1][1] if above else None
        above.append((depth, row["short_id"]))


def _words(row: dict[str, Any]) -> Body:
    """A comment's words from its HTML, or from what was typed where a client kept only that."""
    typed = row.get("comment_plain")
    return _body(row["comment"]) if row.get("comment") else from_markdown(typed) if isinstance(typed, str) else Body()


def _post(row: dict[str, Any], name: str, parent: str | None, body: Body, by: str) -> Post:
    user = row.get(by)
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
        url=safe_url(one_line(row.get("url") or row.get("short_id_url"))),
        score=points_of(row.get("score")),
    )


def _body(text: Any) -> Body:
    return from_html(text, base="https://lobste.rs/") if isinstance(text, str) else Body()


READER = Reader("Lobsters story", _sniff, _read, known_by="it has a Lobsters story and its comments")
