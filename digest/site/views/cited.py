"""Sources: every address that somebody linked to, with those who brought it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from digest.site import escape
from digest.site.debate import Debate, Place, shorten

__all__ = ["Source", "host", "sources"]

_MOST = 60


@dataclass(frozen=True, slots=True)
class Source:
    """An address, fit for an attribute, and what it is called."""

    address: Markup
    label: str
    places: tuple[Place, ...]


def sources(debate: Debate) -> list[Source]:
    """What a debate cites, in order of appearance."""
    found: dict[Markup, tuple[str, dict[str, Place]]] = {}
    for place in debate.order:
        for mark in place.post.marks:
            address = escape.href(mark.url) if mark.kind == "link" else None
            if address is None or mark.url is None:
                continue
            label = " ".join(place.post.text[mark.start : mark.end].split())
            if label.startswith(("http://", "https://", "www.")) or not label:
                label = _label(mark.url)
            found.setdefault(address, (label, {}))[1][place.post.id] = place
    return [Source(address, label, tuple(places.values())) for address, (label, places) in found.items()][:_MOST]


def _label(address: str) -> str:
    parts = urlsplit(address)
    path = parts.path.rstrip("/")
    return shorten(f"{parts.netloc.removeprefix('www.')}{path}" if parts.netloc else address, 70)


def host(address: str | None) -> str:
    """The host of an address; empty where it has none.

    Example:
        >>> host("https://www.example.org/a"), host(None)
        ('example.org', '')
    """
    try:
        return urlsplit(address or "").netloc.removeprefix("www.")
    except ValueError:
        return ""
