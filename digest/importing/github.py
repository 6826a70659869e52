"""GitHub: an issue or pull request from the REST API, converted to the form that the `gh` client prints.

Discussions need another API; see `github_discussion`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import SplitResult, urlsplit

from digest.importing.addresses import SAVE, failed
from digest.importing.github_discussion import fetch_discussion
from digest.importing.site import Discussion, Fetched, Site, packed
from digest.importing.web import Web
from digest.sources.github_rest import comment_of

__all__ = ["SITE"]

_API = "api.github.com"
_PAGE = re.compile(r"/([\w.-]+)/([\w.-]+)/(issues|pull|pulls|discussions)/(\d{1,9})(?:/.*)?", re.ASCII)
_MOST = 200
"""Pages of a hundred comments."""


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
        return fetch_discussion(place, web, headers=_headers(), hint=_hint())
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
