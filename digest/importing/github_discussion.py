"""A GitHub discussion, which is only available from the GraphQL API and needs a login."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from digest.importing.addresses import failed
from digest.importing.site import Discussion, Fetched, packed
from digest.importing.web import Web
from digest.text.counting import counted

__all__ = ["fetch_discussion"]

_HOST = "api.github.com"
_MOST = 200
"""Pages of a hundred comments."""
_CURSOR = re.compile(r"[\x21-\x7e]{1,500}")
_SAID = "id body url createdAt isMinimized minimizedReason author { login }"
_QUERY = (
    "query($owner: String!, $name: String!, $number: Int!, $after: String) "
    "{ repository(owner: $owner, name: $name) { discussion(number: $number) "
    "{ title body url createdAt author { login } comments(first: 100, after: $after) "
    f"{{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {_SAID} "
    f"replies(first: 100) {{ totalCount nodes {{ {_SAID} }} }} }} }} }} }} }}"
)


def fetch_discussion(place: Discussion, web: Web, *, headers: Mapping[str, str], hint: str) -> Fetched:
    """The discussion with all its comments, in the form of the GraphQL response.

    Raises:
        ContentError: there is no token, with the command to run instead; or as `Web.json`.
    """
    owner, name, _, number = place.key
    if "Authorization" not in headers:
        what = "is a GitHub discussion, which needs a login"
        raise failed(place.source, what, hint=_command(place))
    whole: dict[str, Any] = {}
    comments: list[dict[str, Any]] = []
    after: str | None = None
    seen: set[str] = set()
    for _ in range(_MOST):
        variables = {"owner": owner, "name": name, "number": int(number), "after": after}
        question = {"query": _QUERY, "variables": variables}
        data = web.json(f"https://{_HOST}/graphql", headers=headers, hint=hint, question=question).data
        page = _inside(data, "data", "repository", "discussion")
        if not page:
            raise failed(place.source, _complaint(data) or "is not a GitHub discussion", hint=hint)
        whole = whole or page
        comments.extend(_nodes(page.get("comments")))
        web.tell(counted(len(comments), "comment"))
        more = _inside(page, "comments", "pageInfo")
        cursor = more.get("endCursor") if more.get("hasNextPage") is True else None
        after = cursor if isinstance(cursor, str) and _CURSOR.fullmatch(cursor) and cursor not in seen else None
        if after is None:
            break
        seen.add(after)
    left = sum(_left(comment) for comment in comments)
    cut = after is not None
    notes = (
        [f"{counted(left, 'reply was', 'replies were')} left out: GitHub sends at most 100 per comment"] if left else []
    )
    if cut:
        notes.append(f"everything after {counted(len(comments), 'comment')} was left out: the discussion is too long")
    raw = packed({**whole, "comments": {**_inside(whole, "comments"), "nodes": comments}}, source=place.source)
    return Fetched(place.source, raw, via=_HOST, complete=not left and not cut, notes=tuple(notes))


def _command(place: Discussion) -> str:
    owner, name, _, number = place.key
    given = f"-f owner={owner} -f name={name} -F number={number} -f query='{_QUERY}'"
    run = f"gh api graphql {given} > discussion.json && digest import discussion.json"
    return f"set GITHUB_TOKEN, or run, with GitHub's own client: {run}"


def _inside(data: Any, *keys: str) -> dict[str, Any]:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _nodes(listing: Any) -> Iterator[dict[str, Any]]:
    nodes = listing.get("nodes") if isinstance(listing, dict) else None
    yield from (node for node in nodes if isinstance(node, dict)) if isinstance(nodes, list) else ()


def _left(comment: dict[str, Any]) -> int:
    """How many of its replies were not sent."""
    replies = comment.get("replies")
    total = replies.get("totalCount") if isinstance(replies, dict) else None
    return max(0, total - len(list(_nodes(replies)))) if isinstance(total, int) else 0


def _complaint(data: Any) -> str | None:
    """The error message in a GraphQL response, which has the HTTP status of a success."""
    errors = data.get("errors") if isinstance(data, dict) else None
    first = errors[0] if isinstance(errors, list) and errors else None
    said = first.get("message") if isinstance(first, dict) else None
    return f"GitHub says: {said[:200]}" if isinstance(said, str) else None
