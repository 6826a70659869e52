"""Discourse: a topic's JSON (the topic's address with `.json` behind it).

Most people reply by quoting and leave the topic's own reply field empty. So a quotation of a post of the topic gives
the parent, which is marked as inferred.
"""

from __future__ import annotations

import html
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from digest.model import OPENING, Document, Post, PostStatus
from digest.sources.base import Reader, SourceFile, document, missing_of, one_line, points_of
from digest.sources.front import parse_date
from digest.sources.markup import Body, from_html
from digest.sources.markup.nesting import unnested
from digest.sources.tree import ordered

__all__ = ["READER"]

_SMALL_ACTION = 3
"""The type of system messages such as "closed the topic"."""
_LIKE = 2
_QUOTES = 0.9
"""Confidence of a reply to the only quoted post; with several quotes, half of it for the first."""
_NOISE = ".lightbox-wrapper .meta, .cooked-selection-barrier"
"""File names and sizes of images, and other texts of the page."""


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
    names = {row["post_number"]: one_line(str(row.get("id", ""))) or str(row["post_number"]) for row in rows}
    if first:
        names[1] = OPENING if opening else names[1]
    posts = [_post(row, names, opening) for row in rows if row is not first or opening]
    tags = file.data.get("tags")
    return document(
        file,
        title=_title(file.data) or " ".join(file.stem.replace("_", " ").replace("-", " ").split()),
        format="discourse",
        posts=ordered(posts, top=opening),
        language=language,
        date=parse_date(one_line(file.data.get("created_at"))),
        tags=filter(None, map(_tag, tags)) if isinstance(tags, list) else (),
        missing=_missing(file.data, len(rows)),
    )


def _title(topic: dict[str, Any]) -> str:
    """The topic's title; the list of its posts alone (`/t/ID/posts.json`) sends no more than the title's slug."""
    title = html.unescape(one_line(topic.get("title")))
    slug = next((one_line(row.get("topic_slug")) for row in _rows(topic) if row.get("topic_slug")), "")
    return title or slug.replace("-", " ").capitalize()


def _missing(topic: dict[str, Any], here: int) -> int:
    """Posts of the stream that were not sent, but no more than the topic's own count leaves.

    Small actions stand in the stream, too; forums count them among a topic's posts or not, by their version.
    """
    stream = topic["post_stream"]
    listed = stream.get("stream")
    sent = {row.get("id") for row in stream["posts"] if isinstance(row, dict) and isinstance(row.get("id"), int)}
    names = {name for name in listed if isinstance(name, int)} if isinstance(listed, list) else set()
    stated = topic.get("posts_count")
    return min(len(names - sent), missing_of(stated, here=here) if isinstance(stated, int) else len(names))


def _tag(tag: Any) -> str:
    """A tag's name; newer forums send an object for each."""
    return one_line(tag.get("name") if isinstance(tag, dict) else tag)


def _post(row: dict[str, Any], names: dict[int, str], opening: str | None) -> Post:
    status: PostStatus = "deleted" if row.get("user_deleted") or row.get("deleted_at") else "present"
    status = "removed" if row.get("hidden") else status
    body = _body(row) if status == "present" else Body()
    parent, confidence, cue = (None, 1.0, "") if row["post_number"] == 1 else _answered(row, names, opening)
    return Post(
        id=names[row["post_number"]],
        text=body.text,
        author=one_line(row.get("username")) or None,
        date=parse_date(one_line(row.get("created_at"))),
        parent=parent,
        parent_confidence=confidence,
        parent_cue=cue,
        blocks=body.blocks,
        marks=body.marks,
        status=status,
        score=_likes(row),
    )


def _answered(row: dict[str, Any], names: dict[int, str], opening: str | None) -> tuple[str | None, float, str]:
    """The id of the post that this one answers, how sure that is and why."""
    number = row.get("reply_to_post_number")
    if isinstance(number, int) and number != 1:
        return names.get(number, f"#{number}"), 1.0, ""
    quoted = [] if number == 1 else [one for one in _quoted(row) if one in names and one != row["post_number"]]
    if not quoted:
        return opening, 1.0, ""
    parent = opening if quoted[0] == 1 else names[quoted[0]]
    return parent, _QUOTES if len(quoted) == 1 else _QUOTES / 2, "quotes it"


def _quoted(row: dict[str, Any]) -> list[int]:
    """Numbers of the posts of this topic that a post quotes, in its order; what they quote in turn does not count."""
    cooked = row.get("cooked")
    if not isinstance(cooked, str) or "data-post" not in cooked:
        return []
    found: dict[int, None] = {}
    for aside in LexborHTMLParser(unnested(cooked)).css("aside.quote"):
        number, topic = aside.attributes.get("data-post") or "", aside.attributes.get("data-topic")
        inner = aside.parent is not None and aside.parent.tag == "blockquote"
        elsewhere = topic and "topic_id" in row and topic != str(row["topic_id"])
        if number.isdecimal() and len(number) < 9 and not inner and not elsewhere:
            found[int(number)] = None
    return list(found)


def _likes(row: dict[str, Any]) -> int | None:
    """How many liked it; `score` is the forum's own measure of how much a post is read."""
    actions = row.get("actions_summary")
    for action in actions if isinstance(actions, list) else ():
        if isinstance(action, dict) and action.get("id") == _LIKE:
            return points_of(action.get("count"))
    return None


def _body(row: dict[str, Any]) -> Body:
    """The post's words. A preview of a linked page is its address again: the words are not the writer's."""
    cooked = row.get("cooked")
    if not isinstance(cooked, str):
        return Body()
    if "onebox" not in cooked and "lightbox" not in cooked:
        return from_html(cooked)
    page = LexborHTMLParser(unnested(cooked))
    for preview in page.css("aside.onebox"):
        link = preview.css_first("a[href]")
        address = preview.attributes.get("data-onebox-src") or (link.attributes.get("href") if link else "") or ""
        preview.replace_with(address)
    for node in page.css(_NOISE):
        node.decompose()
    return from_html(page.html or "")


READER = Reader("Discourse topic", _sniff, _read, known_by="it has the posts of a Discourse topic")
