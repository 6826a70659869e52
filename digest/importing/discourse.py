"""Discourse, on any host: a topic's first posts, then the others of its stream in batches."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import SplitResult

from digest.importing.addresses import SAVE, failed
from digest.importing.site import Discussion, Fetched, Site, packed
from digest.importing.web import Web
from digest.text.counting import counted

__all__ = ["SITE"]

_TOPIC = re.compile(r"((?:/[\w.-]+)*)/t/(?:(?!\d+/)([^/]+)/)?(\d{1,12})(?:\.json|/.*)?", re.ASCII)
_BATCH = 20
"""Posts in one request, as many as Discourse's own pages request."""
_MOST = 1000
"""Requests for one topic."""


def _recognise(parts: SplitResult) -> Discussion | None:
    found = _TOPIC.fullmatch(parts.path)
    if not found or not parts.hostname:
        return None
    base = f"{parts.scheme}://{parts.netloc.lower()}{found[1]}/t"
    return Discussion(f"{base}/{found[3]}", (base, found[3]))


def _fetch(place: Discussion, web: Web) -> Fetched:
    base, topic = place.key
    answer = web.json(f"{base}/{topic}.json")
    stream = answer.data.get("post_stream") if isinstance(answer.data, dict) else None
    if not isinstance(stream, dict) or not isinstance(stream.get("posts"), list):
        raise failed(place.source, "is not a Discourse topic", hint=SAVE)
    have = _by_id(stream["posts"])
    order = stream["stream"] if isinstance(stream.get("stream"), list) else []
    order = list(dict.fromkeys(name for name in order if isinstance(name, int)))
    missing = [name for name in order if name not in have]
    batches = [missing[at : at + _BATCH] for at in range(0, len(missing), _BATCH)]
    for batch in batches[:_MOST]:
        web.tell(f"{len(have)} of {counted(len(order), 'post')}")
        query = "&".join(f"post_ids[]={name}" for name in batch)
        more = web.json(f"{base}/{topic}/posts.json?{query}").data
        inner = more.get("post_stream") if isinstance(more, dict) else None
        have.update(_by_id(inner.get("posts") if isinstance(inner, dict) else None))
    rank = {name: at for at, name in enumerate(order)}
    posts = sorted(have.values(), key=lambda row: rank.get(row["id"], len(rank)))
    raw = answer.raw
    if missing:
        data = {**answer.data, "post_stream": {**stream, "posts": posts}}
        raw = packed(data, source=place.source)
    left = sum(len(batch) for batch in batches[_MOST:])
    withheld = sum(1 for name in missing if name not in have) - left
    notes = [f"{counted(left, 'post was', 'posts were')} left out: the topic is too long"] if left else []
    if withheld:
        notes.append(f"the site withholds {withheld} post{'' if withheld == 1 else 's'}")
    slug = answer.data.get("slug")
    readable = f"{base}/{slug}/{topic}" if isinstance(slug, str) and re.fullmatch(r"[\w-]+", slug) else place.source
    return Fetched(
        place.source,
        raw,
        complete=not left,
        urls={str(row["id"]): f"{readable}/{row['post_number']}" for row in posts if row.get("post_number") != 1},
        notes=tuple(notes),
    )


def _by_id(rows: Any) -> dict[int, dict[str, Any]]:
    """Posts by their id."""
    kept = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return {
        row["id"]: row for row in kept if isinstance(row.get("id"), int) and isinstance(row.get("post_number"), int)
    }


SITE = Site("Discourse", "https://forum.example.org/t/a-topic/123", (), "discourse", _recognise, _fetch)
