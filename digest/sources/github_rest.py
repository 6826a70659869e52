"""GitHub's REST interface: an issue or pull request and its comments, in the shape that the `gh` client prints.

An issue's own object gives only the number of its comments. So an issue is put together with them: one object with
`issue` and `comments`, the issue with the list as its `comments`, or a list that begins with the issue. Or the comments
come alone.
"""

from __future__ import annotations

import re
from typing import Any

from digest.sources.reactions import votes_of

__all__ = ["as_printed"]

_WHERE = re.compile(r"https://[^/]+/([\w.-]+/[\w.-]+)/(?:issues|pull)/(\d+)")


def as_printed(data: Any) -> dict[str, Any] | None:
    """The issue with its comments as `gh` prints them; None for what is none of the interface's.

    Example:
        >>> issue = {"title": "Tea?", "user": {"login": "ada"}, "created_at": "2026-03-01T10:00:00Z", "comments": 0}
        >>> as_printed([issue])["author"]
        {'login': 'ada'}
    """
    issue, rows = _parts(data)
    if (not issue and not rows) or not all(map(_is_row, [*([issue] if issue else []), *rows])):
        return None
    printed = comment_of(issue) if issue else {"body": ""}
    title = issue.get("title") if issue else _named(rows[0])
    comments = [comment_of(row) for row in rows]
    stated = issue.get("comments") if isinstance(issue.get("comments"), int) else None
    listing = comments if stated is None else {"nodes": comments, "totalCount": stated}
    return {**printed, "title": title, "comments": listing}


def _parts(data: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The issue, empty where it is not there, and the comments."""
    issue: Any = {}
    rows: Any = None
    if isinstance(data, list):
        rows = data
        if rows and isinstance(rows[0], dict) and "title" in rows[0]:
            issue, rows = rows[0], rows[1:]
        rows = [row for part in rows for row in (part if isinstance(part, list) else [part])]
    elif isinstance(data, dict):
        issue = data.get("issue") or data.get("pull_request") or data
        rows = data.get("comments")
    if not isinstance(issue, dict) or (issue and "title" not in issue):
        return {}, []
    return issue, [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _is_row(row: dict[str, Any]) -> bool:
    return "created_at" in row and "user" in row and ("body" in row or "title" in row)


def _named(row: dict[str, Any]) -> str:
    """What a discussion is called of which only comments are there."""
    found = _WHERE.match(str(row.get("html_url")))
    return f"{found[1]}#{found[2]}" if found else "Comments on GitHub"


def comment_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the interface under the names that `gh` prints."""
    user = row.get("user")
    login = user.get("login") if isinstance(user, dict) else None
    given = row.get("reactions")
    reactions = given.items() if isinstance(given, dict) else ()
    return {
        "id": row.get("node_id") or str(row.get("id")),
        "author": {"login": login} if isinstance(login, str) else None,  # nobody, for an account that is gone
        "body": row.get("body") or "",
        "createdAt": row.get("created_at") or "",
        "url": row.get("html_url"),
        "upvoteCount": votes_of(pair for pair in reactions if pair[0] not in ("url", "total_count") and pair[1]),
    }
