"""The supported sites, and how to find the site of an address."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from digest.errors import ContentError, Fault, did_you_mean
from digest.importing import discourse, github, hackernews, lobsters, reddit
from digest.importing.addresses import shown, within
from digest.importing.site import Discussion, Site

__all__ = ["SITES", "address_in", "place_of", "recognise"]

SITES: tuple[Site, ...] = (hackernews.SITE, reddit.SITE, lobsters.SITE, github.SITE, discourse.SITE)
"""In the order in which they are tried; Discourse, which can be on any host, comes last."""
_BARE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,24}/\S+", re.IGNORECASE)


def address_in(source: str) -> str | None:
    """The address in a user's input, or None if it is not an address.

    Example:
        >>> address_in("lobste.rs/s/abc123")
        'https://lobste.rs/s/abc123'
        >>> address_in("notes/thread.json") is None
        True
    """
    source = source.strip()
    if re.match(r"[a-z][a-z0-9+.-]*://", source, re.IGNORECASE):
        return source
    return f"https://{source}" if _BARE.fullmatch(source) else None


def place_of(url: str) -> tuple[Site, Discussion] | None:
    """The site and discussion of an address, or None if no site recognises it.

    Example:
        >>> site, place = place_of("https://old.reddit.com/r/a/comments/ABC123/title/xyz/?context=3")
        >>> site.name, place.source
        ('Reddit', 'https://www.reddit.com/comments/abc123')
    """
    parts = _split(url)
    if parts is None or parts.scheme not in ("http", "https"):
        return None
    for site in SITES:
        own = not site.hosts or any(within(parts.hostname or "", host) for host in site.hosts)
        place = site.recognise(parts) if own else None
        if place is not None:
            return site, place
        if own and site.hosts:
            return None  # a page of this site, but not a discussion
    return None


def recognise(url: str) -> tuple[Site, Discussion]:
    """As `place_of`.

    Raises:
        ContentError: no site knows the address, with what is known; or it holds a password.
    """
    parts = _split(url)
    if parts is None or not parts.hostname or parts.scheme not in ("http", "https"):
        raise ContentError(Fault("is not a web address", path=shown(url), hint="start it with https://"))
    if parts.username is not None or parts.password is not None:
        hint = "import something public, or save it to a file yourself"
        raise ContentError(Fault("contains a user name or password, which is never sent", path=shown(url), hint=hint))
    found = place_of(url)
    if found is None:
        hosts = [host for site in SITES for host in site.hosts]
        host = parts.hostname.removeprefix("www.")
        near = None if any(within(host, known) for known in hosts) else did_you_mean(host, hosts)
        examples = "; ".join(f"{site.name} ({site.example})" for site in SITES)
        others = "for others, save the discussion to a file and import that"
        hint = f"{near + ' ' if near else ''}supported are {examples}; {others}"
        raise ContentError(Fault("is not a discussion that can be fetched", path=shown(url), hint=hint))
    return found


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    # Only characters that are allowed in every address: others could become active in requests and front matter.
    return parts if parts.hostname is None or re.fullmatch(r"[a-z0-9.:_-]+", parts.hostname) else None
