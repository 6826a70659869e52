"""YouTube: a video's description and comments, as yt-dlp writes them (`--write-info-json --write-comments`)."""

from __future__ import annotations

from typing import Any

from digest.model import OPENING, Document, Post
from digest.sources.base import Reader, SourceFile, document, from_timestamp, missing_of, one_line, points_of
from digest.sources.front import parse_date
from digest.sources.markup import Body, from_plain
from digest.sources.markup.addresses import safe_url
from digest.sources.tree import ordered

__all__ = ["READER"]


def _sniff(file: SourceFile) -> float:
    data = file.data
    if not isinstance(data, dict) or "title" not in data or not isinstance(data.get("comments"), list):
        return 0.0
    ours = "webpage_url" in data or "extractor" in data or "uploader" in data
    return 0.95 if ours and "short_id" not in data else 0.0


def _read(file: SourceFile, language: str) -> Document:
    video = file.data
    rows = [row for row in video["comments"] if isinstance(row, dict) and one_line(row.get("id"))]
    about = _body(video.get("description"))
    opening = OPENING if about.text else None
    address = safe_url(one_line(video.get("webpage_url")))
    when = from_timestamp(video.get("timestamp")) or _day(video.get("upload_date"))
    posts = []
    if opening:
        author = one_line(video.get("uploader") or video.get("channel")) or None
        score = points_of(video.get("like_count"))
        posts.append(
            Post(OPENING, about.text, author, when, blocks=about.blocks, marks=about.marks, url=address, score=score)
        )
    posts.extend(_post(row, opening, address) for row in rows)
    return document(
        file,
        title=one_line(video.get("title")),
        format="youtube",
        posts=ordered(posts, top=opening),
        language=language,
        source=address,
        date=when,
        missing=missing_of(video.get("comment_count"), here=len(rows)),
    )


def _post(row: dict[str, Any], opening: str | None, address: str | None) -> Post:
    body, name, parent = _body(row.get("text")), one_line(row["id"]), one_line(row.get("parent"))
    on_youtube = address is not None and "youtube.com/" in address
    return Post(
        id=name,
        text=body.text,
        author=one_line(row.get("author")) or None,
        date=from_timestamp(row.get("timestamp")),
        parent=opening if parent in ("", "root") else parent,
        blocks=body.blocks,
        marks=body.marks,
        status="present" if body.text else "removed",
        url=safe_url(f"{address}&lc={name}") if on_youtube else None,
        score=points_of(row.get("like_count")),
    )


def _day(words: Any) -> Any:
    """A day as yt-dlp writes it: 20260301."""
    day = one_line(words)
    return parse_date(f"{day[:4]}-{day[4:6]}-{day[6:]}") if len(day) == 8 else None


def _body(text: Any) -> Body:
    return from_plain(text.replace("\n", "\n\n"), wrapped=False) if isinstance(text, str) else Body()


READER = Reader("YouTube comments", _sniff, _read, known_by="it has a video's comments as written by yt-dlp")
