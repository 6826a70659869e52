"""Stack Exchange: a question with its answers and comments, as the API gives them.

`/questions/ID?filter=…` with bodies, answers and comments in one; or what `/questions/ID`, `/questions/ID/answers` and
the two lists of comments give, put together in one list.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from digest.errors import ContentError
from digest.model import OPENING, Document, Post
from digest.sources.base import Reader, SourceFile, document, from_timestamp, missing_of, one_line, points_of
from digest.sources.markup import Body, from_html, from_markdown
from digest.sources.markup.addresses import safe_url
from digest.sources.tree import ordered
from digest.text.counting import counted

__all__ = ["READER"]


def _sniff(file: SourceFile) -> float:
    items = list(_items(file.data))
    known = sum("question_id" in row or "answer_id" in row or "comment_id" in row for row in items)
    return 0.95 if known and known == len(items) and any("owner" in row for row in items) else 0.0


def _items(data: Any) -> Iterator[dict[str, Any]]:
    """The members of an answer's `items`, of several answers in one list, or of a bare list."""
    for part in data if isinstance(data, list) else [data]:
        rows = part.get("items") if isinstance(part, dict) else None
        yield from _dicts(rows if isinstance(rows, list) else [part])


def _read(file: SourceFile, language: str) -> Document:
    items = list(_items(file.data))
    questions = [row for row in items if "title" in row and "answer_id" not in row]
    if len(questions) != 1:
        what = f"has {counted(len(questions), 'question')}" if questions else "has answers or comments, but no question"
        hint = "request one question with `filter=withbody`, and add its answers to the same list"
        raise ContentError(file.fault(what, hint=hint))
    question = questions[0]
    body = _body(question)
    opening = OPENING if body.text else None
    posts = [_post(question, OPENING, None, body)] if opening else []
    posts.extend(_comments(question, opening))
    answers = [*_dicts(question.get("answers")), *(row for row in items if "answer_id" in row)]
    for row in answers:
        name = str(row["answer_id"]) if "answer_id" in row else ""
        if name:
            posts.append(_post(row, name, opening, _body(row)))
            posts.extend(_comments(row, name))
    number = str(question.get("question_id"))
    for row in items:
        if "comment_id" in row:
            on = str(row.get("post_id"))
            posts.append(_comment(row, opening if on == number else on))
    tags = question.get("tags")
    here = len({str(row.get("answer_id")) for row in answers})
    return document(
        file,
        title=html.unescape(one_line(question.get("title"))),
        format="stackexchange",
        posts=ordered(posts, top=opening),
        language=language,
        source=safe_url(one_line(question.get("link"))),
        date=from_timestamp(question.get("creation_date")),
        tags=filter(None, map(one_line, tags)) if isinstance(tags, list) else (),
        missing=missing_of(question.get("answer_count"), here=here),
    )


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _comments(row: dict[str, Any], parent: str | None) -> Iterator[Post]:
    return (_comment(one, parent) for one in _dicts(row.get("comments")) if "comment_id" in one)


def _comment(row: dict[str, Any], parent: str | None) -> Post:
    """Comments are numbered on their own, so that an answer can have the same number."""
    return _post(row, f"comment{row['comment_id']}", parent, _body(row))


def _post(row: dict[str, Any], name: str, parent: str | None, body: Body) -> Post:
    owner = row.get("owner")
    return Post(
        id=name,
        text=body.text,
        author=html.unescape(one_line(owner.get("display_name"))) or None if isinstance(owner, dict) else None,
        date=from_timestamp(row.get("creation_date")),
        parent=parent,
        blocks=body.blocks,
        marks=body.marks,
        url=safe_url(one_line(row.get("link") or row.get("share_link"))),
        score=points_of(row.get("score")),
    )


def _body(row: dict[str, Any]) -> Body:
    text, typed = row.get("body"), row.get("body_markdown")
    if isinstance(text, str):
        return from_html(text)
    return from_markdown(html.unescape(typed)) if isinstance(typed, str) else Body()


READER = Reader("Stack Exchange question", _sniff, _read, known_by="it has a question or answers of Stack Exchange")
