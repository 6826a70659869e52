"""Lobsters: a story with all its comments in one answer."""

from __future__ import annotations

import re
from urllib.parse import SplitResult

from digest.importing.addresses import within
from digest.importing.site import Discussion, Fetched, Site
from digest.importing.web import Web

__all__ = ["SITE"]

_STORY = re.compile(r"/s/([a-z0-9]{4,12})(?:\.json)?(?:/.*)?", re.ASCII)


def _recognise(parts: SplitResult) -> Discussion | None:
    found = _STORY.fullmatch(parts.path)
    if not found or not within(parts.hostname or "", "lobste.rs"):
        return None
    return Discussion(f"https://lobste.rs/s/{found[1]}", (found[1],))


def _fetch(place: Discussion, web: Web) -> Fetched:
    return Fetched(place.source, web.json(f"{place.source}.json").raw)


SITE = Site("Lobsters", "https://lobste.rs/s/abc123", ("lobste.rs",), "lobsters", _recognise, _fetch)
