"""Hacker News: an item with all its replies in one answer of Algolia's."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qs

from digest.importing.addresses import within
from digest.importing.site import Discussion, Fetched, Site
from digest.importing.web import Web

__all__ = ["SITE"]

_API = "hn.algolia.com"
_ITEM = "https://news.ycombinator.com/item?id="
_NUMBER = re.compile(r"\d{1,12}", re.ASCII)


def _recognise(parts: SplitResult) -> Discussion | None:
    host = parts.hostname or ""
    name = ""
    if within(host, "news.ycombinator.com") and parts.path.rstrip("/") == "/item":
        name = parse_qs(parts.query).get("id", [""])[0]
    elif host == _API:
        name = parts.path.rstrip("/").rpartition("/items/")[2]
    return Discussion(_ITEM + name, (name,)) if _NUMBER.fullmatch(name) else None


def _fetch(place: Discussion, web: Web) -> Fetched:
    answer = web.json(f"https://{_API}/api/v1/items/{place.key[0]}")
    story = answer.data.get("story_id") if isinstance(answer.data, dict) else None
    notes: tuple[str, ...] = ()
    if isinstance(story, int) and str(story) != place.key[0]:
        notes = (f"this is one comment and its replies; the whole discussion is {_ITEM}{story}",)
    return Fetched(place.source, answer.raw, via=_API, notes=notes)


SITE = Site(
    "Hacker News",
    "https://news.ycombinator.com/item?id=1",
    ("news.ycombinator.com", _API),
    "hackernews",
    _recognise,
    _fetch,
)
