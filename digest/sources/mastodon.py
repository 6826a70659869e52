"""Mastodon: a post and the conversation around it, as `/statuses/ID` and `/statuses/ID/context` give them.

Both in one object (`{"status": …, "context": …}`, or the post with its `context`) or in one list; or the context alone,
in which the post itself is missing.
"""

from __future__ import annotations

from typing import Any

from digest.errors import ContentError
from digest.model import OPENING, Document, Post
from digest.sources.base import Reader, SourceFile, document, missing_of, one_line, points_of
from digest.sources.front import parse_date
from digest.sources.markup import Body, from_html, from_plain
from digest.sources.markup.addresses import safe_url
from digest.sources.tree import ordered

__all__ = ["READER"]

_LONGEST = 80
"""Characters of a title that is made from the first post."""


def _sniff(file: SourceFile) -> float:
    rows = _rows(file.data)
    return 0.95 if rows and all("in_reply_to_id" in row and isinstance(row.get("account"), dict) for row in rows) else 0


def _rows(data: Any) -> list[dict[str, Any]]:
    """All posts: those before, the post itself, and those after it."""
    before: list[Any] = []
    here: list[Any] = []
    after: list[Any] = []
    for part in data if isinstance(data, list) else [data]:
        if not isinstance(part, dict):
            continue
        context = part.get("context") if isinstance(part.get("context"), dict) else part
        for key, rows in (("ancestors", before), ("descendants", after)):
            listed = context.get(key) if isinstance(context, dict) else None
            rows.extend(listed if isinstance(listed, list) else ())
        here.extend(one for one in (part.get("status"), part) if isinstance(one, dict) and "content" in one)
    found = [row for row in [*before, *here, *after] if isinstance(row, dict) and one_line(row.get("id"))]
    return list({row["id"]: row for row in reversed(found)}.values())[::-1]


def _read(file: SourceFile, language: str) -> Document:
    rows = [row for row in _rows(file.data) if "content" in row]
    if not rows:
        raise ContentError(file.fault("has no posts", hint="save the post as well, not only its context"))
    known = {row["id"] for row in rows}
    tops = [row for row in rows if one_line(row.get("in_reply_to_id")) not in known]
    root = tops[0] if len(tops) == 1 and _body(tops[0]).text else None
    posts = [_post(row, root) for row in rows]
    first = root or rows[0]
    named = one_line(first.get("language"))
    return document(
        file,
        title=_title(first),
        format="mastodon",
        posts=ordered(posts, top=OPENING if root else None),
        language=language or (named[:2] if named else ""),
        source=safe_url(one_line(first.get("url") or first.get("uri"))),
        date=parse_date(one_line(first.get("created_at"))),
        missing=missing_of(first.get("replies_count"), here=len(rows) - 1),
    )


def _title(row: dict[str, Any]) -> str:
    warning = one_line(row.get("spoiler_text"))
    words = warning or one_line(_body(row).text)
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition(" ")[0] + "…"
    return words or f"A conversation with {_name(row)}"


def _name(row: dict[str, Any]) -> str | None:
    """The address of the account: it is what others call it by, and no other has it."""
    account = row.get("account")
    return one_line(account.get("acct") or account.get("username")) or None if isinstance(account, dict) else None


def _post(row: dict[str, Any], root: dict[str, Any] | None) -> Post:
    body, above = _body(row), row.get("in_reply_to_id")
    parent = one_line(above) or None
    if root is not None:
        parent = None if row is root else OPENING if parent == root["id"] else parent
    return Post(
        id=OPENING if row is root else one_line(row["id"]),
        text=body.text,
        author=_name(row),
        date=parse_date(one_line(row.get("created_at"))),
        parent=parent,
        blocks=body.blocks,
        marks=body.marks,
        url=safe_url(one_line(row.get("url") or row.get("uri"))),
        score=points_of(row.get("favourites_count")),
    )


def _body(row: dict[str, Any]) -> Body:
    content, media = row.get("content"), row.get("media_attachments")
    body = from_html(content) if isinstance(content, str) else Body()
    if body.text or not isinstance(media, list):
        return body
    shown = [one_line(one.get("url")) for one in media if isinstance(one, dict)]
    return from_plain("\n\n".join(filter(None, shown)))


READER = Reader("Mastodon conversation", _sniff, _read, known_by="it has the posts of the Mastodon API")
