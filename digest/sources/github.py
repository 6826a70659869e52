"""GitHub: an issue, pull request or discussion as the `gh` client prints it.

`gh issue view N --json title,body,author,createdAt,url,comments`, the same of `gh pr view` with `reviews`, and a
discussion by `gh api graphql`, whose comments have replies; so has a pull request's each thread of its review. What the
REST interface gives is put into that shape first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from digest.model import OPENING, Document, LeftOut, Post, PostStatus
from digest.sources.base import Reader, SourceFile, document, missing_of, one_line, points_of
from digest.sources.front import parse_date
from digest.sources.github_rest import as_printed
from digest.sources.markup import Body, from_markdown
from digest.sources.markup.addresses import safe_url
from digest.sources.reactions import votes_of
from digest.sources.tree import ordered

__all__ = ["READER"]

_CODE = (
    r"(?:^|(?<=\n))[ ]{0,3}(?P<fence>`{3,}|~{3,}).*?(?:\n[ ]{0,3}(?P=fence)[`~]*[ \t]*(?=\n|$)|$)|(?<!`)`[^`\n]+`(?!`)"
)
_COMMENT = re.compile(rf"(?P<code>{_CODE})|<!--(?:-?>|.*?-->)|(?:^|(?<=\n))[ ]{{0,3}}<!--(?:(?!-->).)*$", re.DOTALL)
"""A comment, or code, in which it is none. One that is never closed hides all that follows, if it begins a line."""
_TEMPLATE = LeftOut("comments from the issue template", "GitHub hides them")
_REMOVED = frozenset({"abuse", "spam", "off-topic", "disruptive-content"})


def _sniff(file: SourceFile) -> float:
    return 0.9 if _thing(file.data) else 0.0


def _thing(data: Any) -> dict[str, Any] | None:
    """The issue, pull request or discussion, inside whatever GraphQL wraps around it."""
    rest = as_printed(data)
    if rest is not None:
        return rest
    for key in ("data", "repository"):
        data = data[key] if isinstance(data, dict) and isinstance(data.get(key), dict) else data
    for key in ("discussion", "issue", "pullRequest"):
        data = data[key] if isinstance(data, dict) and isinstance(data.get(key), dict) else data
    if not isinstance(data, dict) or "title" not in data or "kind" in data:
        return None
    return data if "body" in data and isinstance(data.get("comments"), list | dict) else None


def _rows(listing: Any) -> list[dict[str, Any]]:
    """The members of a list, as `gh` prints it or as GraphQL does: `nodes`, or `edges` with a node each.

    A comment has a `body`, a thread has `comments`; whatever else stands there is neither.
    """
    rows = listing.get("nodes", listing.get("edges")) if isinstance(listing, dict) else listing
    found = [row.get("node", row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [row for row in found if isinstance(row, dict) and ("body" in row or "comments" in row)]


def _read(file: SourceFile, language: str) -> Document:
    thing = _thing(file.data) or {}
    body = _body(thing)
    opening = OPENING if body.text else None
    posts = [_post(thing, OPENING, None)] if opening else []
    reviewed = [*_rows(thing.get("reviews")), *_threads(thing.get("reviewThreads"))]
    said = [*reviewed, *_rows(thing.get("comments"))]
    for row in sorted(said, key=_time) if reviewed else said:
        posts.extend(_with_replies(row, opening, len(posts)))
    return document(
        file,
        title=one_line(thing.get("title")),
        format="github",
        posts=ordered(posts, top=opening),
        language=language,
        source=safe_url(one_line(thing.get("url"))),
        date=parse_date(_time(thing)),
        missing=_missing(thing),
        left_out=_hidden([thing, *said]),
    )


def _missing(thing: dict[str, Any]) -> int:
    """What GraphQL's `totalCount` of comments and of replies says beyond what was sent; reviews may have no words."""
    listings = [thing.get("comments")]
    listings += [row.get("replies") for row in _rows(thing.get("comments"))]
    listings += [row.get("comments") for row in _rows(thing.get("reviewThreads"))]
    return sum(missing_of(one.get("totalCount"), here=len(_rows(one))) for one in listings if isinstance(one, dict))


def _threads(listing: Any) -> Iterator[dict[str, Any]]:
    """Each thread of a review as its first comment with the others as replies."""
    for thread in _rows(listing):
        comments = _rows(thread.get("comments"))
        if comments:
            yield {**comments[0], "replies": comments[1:]}


def _with_replies(row: dict[str, Any], opening: str | None, at: int) -> Iterator[Post]:
    """A comment and its replies; a review without words (an approval) is nothing that was said."""
    if not _body(row).text and not row.get("isMinimized") and "state" in row:
        return
    name = str(row.get("id") or f"c{at}")
    yield _post(row, name, opening)
    for number, reply in enumerate(_rows(row.get("replies")), 1):
        yield _post(reply, str(reply.get("id") or f"{name}-{number}"), name)


def _post(row: dict[str, Any], name: str, parent: str | None) -> Post:
    author = row.get("author")
    reason = one_line(row.get("minimizedReason")).lower()
    status: PostStatus = "removed" if row.get("isMinimized") and reason in _REMOVED else "present"
    body = _body(row) if status == "present" else Body()
    return Post(
        id=name,
        text=body.text,
        author=one_line(author.get("login")) or None if isinstance(author, dict) else None,
        date=parse_date(_time(row)),
        parent=parent,
        blocks=body.blocks,
        marks=body.marks,
        status=status,
        url=safe_url(one_line(row.get("url"))),
        score=_votes(row),
    )


def _votes(row: dict[str, Any]) -> int | None:
    """Upvotes, which only discussions have, else reactions."""
    upvotes, groups = points_of(row.get("upvoteCount")), row.get("reactionGroups")
    if upvotes is not None or not isinstance(groups, list):
        return upvotes
    given = [one for one in groups if isinstance(one, dict) and isinstance(one.get("users"), dict)]
    return votes_of((one.get("content"), one["users"].get("totalCount")) for one in given)


def _time(row: dict[str, Any]) -> str:
    return one_line(row.get("createdAt") or row.get("submittedAt"))


def _body(row: dict[str, Any]) -> Body:
    text = row.get("body")
    return from_markdown(_without_comments(text)[0], breaks=True) if isinstance(text, str) else Body()


def _without_comments(text: str) -> tuple[str, int]:
    """What GitHub shows of a text, and how many comments, mostly of the issue's template, it does not show."""
    text = text.replace("\r\n", "\n")
    count = sum(not found["code"] for found in _COMMENT.finditer(text))
    return (_COMMENT.sub(lambda found: found["code"] or "", text) if count else text), count


def _hidden(rows: Iterable[dict[str, Any]]) -> Iterator[LeftOut]:
    for row in rows:
        text = row.get("body")
        if isinstance(text, str) and (count := _without_comments(text)[1]):
            yield replace(_TEMPLATE, count=count)
        yield from _hidden(_rows(row.get("replies")))


READER = Reader(
    "GitHub issue, pull request or discussion",
    _sniff,
    _read,
    known_by="it has a title, a body and comments as sent by GitHub",
)
