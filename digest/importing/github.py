"""GitHub: issues, pull requests and discussions, converted to the form that the `gh` client prints.

Issues and pull requests come from the REST API. Discussions are only available from the GraphQL API and need a login.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from digest.importing.addresses import SAVE, failed
from digest.importing.site import Discussion, Fetched, Site, packed
from digest.importing.web import Web
from digest.sources.github_rest import comment_of
from digest.text.counting import counted

__all__ = ["SITE"]

_API = "api.github.com"
_PAGE = re.compile(r"/([\w.-]+)/([\w.-]+)/(issues|pull|pulls|discussions)/(\d{1,9})(?:/.*)?", re.ASCII)
_MOST = 200
"""Pages of a hundred comments. The limit also ends a discussion whose pages form a circle."""


def _recognise(parts: SplitResult) -> Discussion | None:
    if (parts.hostname or "") not in ("github.com", "www.github.com"):
        return None
    found = _PAGE.fullmatch(parts.path)
    if not found:
        return None
    owner, repository, kind, number = found.groups()
    kind = "pull" if kind == "pulls" else kind
    return Discussion(f"https://github.com/{owner}/{repository}/{kind}/{number}", (owner, repository, kind, number))


def _fetch(place: Discussion, web: Web) -> Fetched:
    owner, repository, kind, number = place.key
    if kind == "discussions":
        return _fetch_discussion(place, web, headers=_headers(), hint=_hint())
    base = f"https://{_API}/repos/{owner}/{repository}"
    issue = _ask(f"{base}/issues/{number}", web)
    if not isinstance(issue, dict) or "title" not in issue:
        raise failed(place.source, "is not a GitHub issue or pull request", hint=SAVE)
    comments = [comment_of(row) for row in _pages(f"{base}/issues/{number}/comments", web)]
    opening = comment_of(issue)
    thing = {
        "title": issue.get("title"),
        "body": issue.get("body") or "",
        "author": opening["author"],
        "upvoteCount": opening["upvoteCount"],
        "createdAt": issue.get("created_at"),
        "url": issue.get("html_url") or place.source,
        "comments": comments,
    }
    if issue.get("pull_request") is not None:
        reviews = [_review(row) for row in _pages(f"{base}/pulls/{number}/reviews", web)]
        comments.extend(_threads(_pages(f"{base}/pulls/{number}/comments", web)))
        comments.sort(key=lambda row: str(row["createdAt"]))
        thing["reviews"] = reviews
    return Fetched(place.source, packed(thing, source=place.source), via=_API)


def _ask(url: str, web: Web) -> Any:
    return web.json(url, headers=_headers(), hint=_hint()).data


def _headers() -> dict[str, str]:
    headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
    token = os.environ.get("GITHUB_TOKEN", "").strip()
    return {**headers, "Authorization": f"Bearer {token}"} if token.isascii() and token else headers


def _hint() -> str:
    if os.environ.get("GITHUB_TOKEN", "").strip():
        return "check the address, and that GITHUB_TOKEN is valid and may read this repository"
    return "check the address; for a private repository, or more than 60 requests an hour, set GITHUB_TOKEN"


def _pages(url: str, web: Web) -> Iterator[dict[str, Any]]:
    """All rows of a listing, page after page."""
    page: str | None = f"{url}?per_page=100"
    seen = {page}
    for number in range(1, _MOST + 1):
        if page is None:
            return
        answer = web.json(page, headers=_headers(), hint=_hint())
        if number > 1:
            web.tell(f"page {number} of {urlsplit(url).path.rpartition('/')[2]}")
        yield from (row for row in answer.data if isinstance(row, dict)) if isinstance(answer.data, list) else ()
        page = answer.next
        if page in seen:
            return
        seen.add(page)
        if page is not None and not page.startswith(f"https://{_API}/"):
            raise failed(url, "names a next page on another site", hint="try again later")
    raise failed(url, f"has more than {_MOST} pages", hint=SAVE)


def _review(row: dict[str, Any]) -> dict[str, Any]:
    return {**comment_of(row), "submittedAt": row.get("submitted_at") or "", "state": row.get("state") or "COMMENTED"}


def _threads(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Comments on lines of code: each conversation is a comment and its replies."""
    first: dict[str, dict[str, Any]] = {}
    for row in rows:
        answered = first.get(str(row.get("in_reply_to_id")))
        if answered is not None:
            answered["replies"].append(comment_of(row))
        else:
            first[str(row.get("id"))] = {**comment_of(row), "replies": []}
    yield from first.values()


SITE = Site(
    "GitHub",
    "https://github.com/owner/repository/issues/1",
    ("github.com",),
    "github",
    _recognise,
    _fetch,
)


_CURSOR = re.compile(r"[\x21-\x7e]{1,500}")
_POST_FIELDS = "id body url createdAt isMinimized minimizedReason author { login }"
_QUERY = (
    "query($owner: String!, $name: String!, $number: Int!, $after: String) "
    "{ repository(owner: $owner, name: $name) { discussion(number: $number) "
    "{ title body url createdAt author { login } comments(first: 100, after: $after) "
    f"{{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {_POST_FIELDS} "
    f"replies(first: 100) {{ totalCount nodes {{ {_POST_FIELDS} }} }} }} }} }} }} }}"
)


def _fetch_discussion(place: Discussion, web: Web, *, headers: Mapping[str, str], hint: str) -> Fetched:
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
        data = web.json(f"https://{_API}/graphql", headers=headers, hint=hint, question=question).data
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
    return Fetched(place.source, raw, via=_API, complete=not left and not cut, notes=tuple(notes))


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
