"""Reddit: a comments page as JSON, including the comments that its `more` nodes leave out.

A complete response is saved unchanged. Otherwise all comments become one list in reading order, each with its
`parent_id`, so that the JSON is flat for reply chains of any length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult

from digest.importing.addresses import SAVE, failed, within
from digest.importing.site import Discussion, Fetched, Site, packed
from digest.importing.web import Web
from digest.sources.tree import loops
from digest.text.counting import counted

__all__ = ["SITE"]

_SITE = "https://www.reddit.com"
_COMMENTS = re.compile(r"(?:/(?:r|u|user)/[\w-]+)?/comments/([a-z0-9]{1,12})(?:\.json|/.*)?", re.ASCII | re.IGNORECASE)
_SHORT = re.compile(r"/([a-z0-9]{4,12})/?", re.ASCII | re.IGNORECASE)
_SHARED = re.compile(r"/(?:r|u|user)/[\w-]+/s/[\w-]{4,30}/?", re.ASCII | re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9]{1,12}", re.ASCII)
_BATCH = 100
"""Comments in one request for what `more` nodes leave out; Reddit allows no more."""
_MOST = 150
"""Requests for one discussion, so that responses cannot cause endless requests."""


def _recognise(parts: SplitResult) -> Discussion | None:
    host = parts.hostname or ""
    if host in ("redd.it", "www.redd.it"):
        short = _SHORT.fullmatch(parts.path)
        return _place(short[1]) if short else None
    if not within(host, "reddit.com"):
        return None
    if found := _COMMENTS.fullmatch(parts.path):
        return _place(found[1])
    if _SHARED.fullmatch(parts.path):
        url = f"{_SITE}{parts.path}"
        return Discussion(url, ("", url))
    return None


def _place(name: str) -> Discussion:
    return Discussion(f"{_SITE}/comments/{name.lower()}", (name.lower(),))


def _leads_to_comments(url: str) -> bool:
    return _COMMENTS.fullmatch(url.removeprefix(_SITE).partition("?")[0]) is not None


@dataclass(slots=True)
class _Gathering:
    """The comments fetched so far, and the ids still to fetch."""

    comments: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    children: list[str] = field(default_factory=list)
    deeper: list[str] = field(default_factory=list)

    def take(self, things: Any) -> None:
        """Collect all comments of a listing, and the ids that it leaves out."""
        for kind, data in _flat(things):
            if kind == "t1" and isinstance(data.get("id"), str):
                self.comments.setdefault(data["id"], data)
            elif kind == "more":
                self._note(data)

    def _note(self, more: dict[str, Any]) -> None:
        names = more.get("children")
        listed = names if isinstance(names, list) else []
        named = [name for name in listed if isinstance(name, str) and _NAME.fullmatch(name)]
        above = str(more.get("parent_id") or "")
        if not named and above.startswith("t1_") and _NAME.fullmatch(above[3:]) and f">{above}" not in self.asked:
            self.asked.add(f">{above}")  # "continue this thread"
            self.deeper.append(above[3:])
        for name in named:
            if name not in self.asked:
                self.asked.add(name)
                self.children.append(name)

    @property
    def waiting(self) -> int:
        return len(self.children) + len(self.deeper)


def _fetch(place: Discussion, web: Web) -> Fetched:
    if not place.key[0]:
        long = web.location(place.key[1], found=_leads_to_comments)
        found = _COMMENTS.fullmatch(long.removeprefix(_SITE).partition("?")[0])
        if not found:
            raise failed(place.source, "does not lead to a discussion", hint="use the address of its comments page")
        place = _place(found[1])
    name = place.key[0]
    hint = f"Reddit often refuses programs; open {place.source}.json in your browser, save it and import the file"
    answer = web.json(f"{_SITE}/comments/{name}.json?limit=500&sort=old", hint=hint)  # `old`: the same order each time
    page = answer.data
    if not isinstance(page, list) or len(page) < 2:
        raise failed(place.source, "is not a Reddit discussion", hint=SAVE)
    gathered = _Gathering()
    gathered.take(_children(page[1]))
    if not gathered.waiting:
        return Fetched(place.source, answer.raw)
    _fetch_rest(name, gathered, web)
    things = [{"kind": "t1", "data": {**data, "replies": ""}} for data in _in_order(gathered.comments)]
    if gathered.children:  # at the least: each may have replies
        things.append({"kind": "more", "data": {"count": len(gathered.children), "children": gathered.children}})
    whole = [page[0], {"kind": "Listing", "data": {"children": things}}]
    left = gathered.waiting
    notes = (
        (f"at least {counted(left, 'comment was', 'comments were')} left out: the discussion is too long",)
        if left
        else ()
    )
    return Fetched(place.source, packed(whole, source=place.source), complete=not left, notes=notes)


def _fetch_rest(name: str, gathered: _Gathering, web: Web) -> None:
    for _ in range(_MOST):
        web.tell(f"{counted(len(gathered.comments), 'comment')}, {gathered.waiting} or more to come")
        if gathered.children:
            batch, gathered.children = gathered.children[:_BATCH], gathered.children[_BATCH:]
            query = f"api_type=json&link_id=t3_{name}&sort=old&limit_children=false&children={','.join(batch)}"
            data = web.json(f"{_SITE}/api/morechildren.json?{query}").data
            for key in ("json", "data", "things"):
                data = data.get(key) if isinstance(data, dict) else None
            gathered.take(data)
        elif gathered.deeper:
            above = gathered.deeper.pop(0)
            page = web.json(f"{_SITE}/comments/{name}/_/{above}.json?limit=500&sort=old").data
            gathered.take(_children(page[1]) if isinstance(page, list) and len(page) > 1 else None)
        else:
            return


def _children(listing: Any) -> list[Any]:
    data = listing.get("data") if isinstance(listing, dict) else None
    children = data.get("children") if isinstance(data, dict) else None
    return children if isinstance(children, list) else []


def _flat(things: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Kind and data of every thing in a list and in its replies, in the order of reading."""
    stack = [iter(things if isinstance(things, list) else ())]
    while stack:
        thing = next(stack[-1], None)
        if thing is None:
            stack.pop()
        elif isinstance(thing, dict) and isinstance(thing.get("data"), dict):
            yield str(thing.get("kind")), thing["data"]
            stack.append(iter(_children(thing["data"].get("replies"))))


def _in_order(comments: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each comment before its replies, older ones first; comments without their parent are at the top level.

    One comment of each reply loop is at the top level as well, or the whole loop would be lost.
    """
    above = {name: str(data.get("parent_id") or "")[3:] for name, data in comments.items()}
    tops = set(loops(dict(above)))
    below: dict[str, list[dict[str, Any]]] = {}
    for data in sorted(comments.values(), key=_age):
        name = data["id"]
        below.setdefault(above[name] if above[name] in comments and name not in tops else "", []).append(data)
    stack = below.pop("", [])[::-1]
    while stack:
        data = stack.pop()
        yield data
        stack.extend(below.pop(data["id"], [])[::-1])


def _age(data: dict[str, Any]) -> tuple[float, str]:
    when = data.get("created_utc")
    try:
        return (float(when) if isinstance(when, int | float) else 0.0, data["id"])
    except OverflowError:  # JSON can contain a number that is larger than any float
        return 0.0, data["id"]


SITE = Site(
    "Reddit", "https://www.reddit.com/r/a/comments/abc123", ("reddit.com", "redd.it"), "reddit", _recognise, _fetch
)
