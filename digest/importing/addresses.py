"""Addresses of discussions: how faults show them, and where a redirect may lead."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

from digest.errors import ContentError, Fault

__all__ = ["SAVE", "failed", "host_of", "redirected", "shown", "within"]

SAVE = "open it in a browser, save the page and import that file"
"""Hint for pages that refuse programs."""
_LONGEST = 200
"""Characters of an address in a fault."""
_FAMILIES = ("reddit.com", "redd.it", "ycombinator.com", "algolia.com", "lobste.rs", "github.com")


def redirected(url: str, location: str) -> str:
    """The target of a redirect, if it is allowed: within the same site, and never from https to http.

    Example:
        >>> redirected("http://old.reddit.com/comments/x.json", "https://www.reddit.com/comments/x/.json")
        'https://www.reddit.com/comments/x/.json'
    """
    try:
        target = urljoin(url, location)
        old, new = urlsplit(url), urlsplit(target)
        ports = (new.port or None, old.port or None)
    except ValueError:
        raise failed(url, "redirects to something that is not an address", hint=SAVE) from None
    if new.scheme not in ("http", "https") or (old.scheme == "https" and new.scheme == "http"):
        raise failed(url, "redirects to an unencrypted or unsupported address", hint=SAVE)
    if new.username or new.password or not _same_site(old, new) or ports[0] not in (None, 80, 443, ports[1]):
        hint = "import that address directly if you trust it"
        raise failed(url, f"redirects to another site ({new.hostname})", hint=hint)
    return target


def _same_site(old: SplitResult, new: SplitResult) -> bool:
    """Without a list of public suffixes, `co.uk` looks like a site, so only certain cases are accepted."""
    one, two = old.hostname or "", new.hostname or ""
    if one.removeprefix("www.") == two.removeprefix("www."):
        return True
    if any(within(one, family) and within(two, family) for family in _FAMILIES):
        return True
    return "." in one and "." in two and (within(one, two) or within(two, one))


def within(host: str, family: str) -> bool:
    """Whether a host is a domain or lies in it.

    Example:
        >>> within("old.reddit.com", "reddit.com"), within("notreddit.com", "reddit.com")
        (True, False)
    """
    return host == family or host.endswith(f".{family}")


def host_of(url: str) -> str:
    """The host and port of an address, in lower case; empty for what has none.

    Example:
        >>> host_of("https://Example.org:8443/x")
        'example.org:8443'
    """
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return (parts.hostname or "") + port


def shown(url: str) -> str:
    """An address as faults show it: shortened, and without user, password and query, which may be secret.

    Example:
        >>> shown("https://me:secret@example.org/t/1?api_key=secret")
        'https://example.org/t/1'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "the address"
    words = f"{parts.scheme}://{host_of(url)}{parts.path}" if parts.netloc else parts.path
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def failed(url: str, message: str, *, hint: str) -> ContentError:
    """The error for a problem with an address."""
    return ContentError(Fault(message, path=shown(url), hint=hint))
