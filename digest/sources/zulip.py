"""Zulip: messages as its interface gives them (`GET /messages`), of one topic or of several."""

from __future__ import annotations

import re
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from digest.errors import ContentError
from digest.model import Document
from digest.sources.base import Reader, SourceFile, document, from_timestamp, one_line
from digest.sources.markup import Body, from_html, from_markdown
from digest.sources.markup.nesting import unnested
from digest.sources.reactions import votes_of
from digest.sources.talk import Message, posts_of

__all__ = ["READER"]

_QUOTES = 0.9
"""Confidence that a message answers the one that it quotes with a link."""
_NEAR = re.compile(r"/near/(\d{1,12})(?:/|$)")


def _sniff(file: SourceFile) -> float:
    rows = _rows(file.data)
    return 0.95 if rows and all("sender_full_name" in row or "sender_email" in row for row in rows) else 0.0


def _rows(data: Any) -> list[dict[str, Any]]:
    rows = data.get("messages") if isinstance(data, dict) else data
    if not isinstance(rows, list):
        return []
    return [row for row in rows if isinstance(row, dict) and isinstance(row.get("id"), int) and "content" in row]


def _read(file: SourceFile, language: str) -> Document:
    rows = sorted(_rows(file.data), key=lambda row: row["id"])
    topics: dict[str, list[Message]] = {}
    for row in rows:
        message = _message(row)
        if message.body.text:
            topics.setdefault(_topic(row), []).append(message)
    if not topics:
        raise ContentError(file.fault("it has no posts", hint="ask for a topic with messages"))
    posts = [post for messages in topics.values() for post in posts_of(messages)]
    stream = next((one_line(row.get("display_recipient")) for row in rows if row.get("type") == "stream"), "")
    title = next(iter(topics)) if len(topics) == 1 else ""
    return document(
        file,
        title=title or stream or file.stem,
        format="zulip",
        posts=posts,
        language=language,
        date=posts[0].date,
    )


def _topic(row: dict[str, Any]) -> str:
    return one_line(row.get("subject") or row.get("topic"))


def _message(row: dict[str, Any]) -> Message:
    content = row.get("content") if isinstance(row.get("content"), str) else ""
    answers, mentions, body = _taken(str(content), html=row.get("content_type") != "text/x-markdown")
    given = row.get("reactions")
    return Message(
        id=str(row["id"]),
        author=one_line(row.get("sender_full_name")) or one_line(row.get("sender_email")) or None,
        body=body,
        date=from_timestamp(row.get("timestamp")),
        answers=answers,
        mentions=mentions,
        sure=(_QUOTES, "quotes it"),
        score=votes_of(
            (one.get("emoji_name"), 1) for one in (given if isinstance(given, list) else ()) if isinstance(one, dict)
        ),
    )


def _taken(content: str, *, html: bool) -> tuple[str | None, tuple[str, ...], Body]:
    """The message that it quotes, whom it mentions, and its words.

    `@Ada said:` above a quotation says what is being answered, and is nobody's words: it goes.
    """
    if not html:
        return None, (), from_markdown(content)
    page = LexborHTMLParser(unnested(content))
    answers = None
    for quote in page.css("blockquote"):
        above = quote.prev
        while above is not None and above.tag == "-text" and not (above.text_content or "").strip():
            above = above.prev
        link = above.css_first("a[href]") if above is not None and above.tag == "p" else None
        found = _NEAR.search(link.attributes.get("href") or "") if link is not None else None
        if above is not None and found and above.css_first("span.user-mention") is not None:
            answers = answers or found[1]
            above.decompose()
    mentions = tuple(node.text().lstrip("@") for node in page.css("span.user-mention"))
    for node in page.css("div.message_inline_image"):
        node.decompose()
    return answers, mentions, from_html(page.html or "")


READER = Reader("Zulip messages", _sniff, _read, known_by="it has the messages of the Zulip API")
