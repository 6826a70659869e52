"""Finds addresses in text, and decides which may become links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

__all__ = ["address_at", "addresses", "safe_url"]

_ADDRESS = re.compile(r"""(?<![\w/@.-])(?:https?://|www\.(?=[\w-]+\.))[^\s<>"“”«»`\\|{}^]+""", re.IGNORECASE)
_TRAILING = ".,;:!?'’*_~)]…"
_OPENING = {")": "(", "]": "["}
_UNFIT = re.compile(r"[\x00-\x20<>\x7f-\x9f\ud800-\udfff\s]")
_SCHEMES = frozenset({"http", "https", "mailto"})


def addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and target of each bare address.

    Example:
        >>> list(addresses("see (https://a.org/b_(c)), www.b.org."))
        [(5, 24, 'https://a.org/b_(c)'), (27, 36, 'http://www.b.org')]
    """
    if "://" not in text and "www." not in text.lower():
        return
    for found in _ADDRESS.finditer(text):
        end = _end(found)
        if end:
            address = text[found.start() : end]
            url = safe_url(address if "://" in address[:8] else f"http://{address}")
            if url:
                yield found.start(), end, url


def address_at(text: str, start: int) -> int | None:
    """The end of the address that starts at `start`; None if there is none."""
    found = _ADDRESS.match(text, start)
    return (_end(found) or None) if found else None


def _end(found: re.Match[str]) -> int:
    """The end without punctuation of the surrounding sentence; 0 if only punctuation follows the scheme."""
    words = found.group()
    spare = {close: words.count(close) - words.count(opening) for close, opening in _OPENING.items()}
    end = len(words)
    while end and words[end - 1] in _TRAILING:
        char = words[end - 1]
        if char in _OPENING and spare[char] <= 0:
            break
        if char in _OPENING:
            spare[char] -= 1
        end -= 1
    shortest = words.find("//") + 2 if "://" in words[:8] else len("www.")
    return found.start() + end if end > shortest and any(c.isalnum() for c in words[shortest:end]) else 0


def safe_url(url: str, *, base: str | None = None) -> str | None:
    """An address that a page may link to; None for scripts, data and addresses without a host.

    Example:
        >>> safe_url("/r/x", base="https://www.reddit.com")
        'https://www.reddit.com/r/x'
        >>> safe_url("javascript:alert(1)"), safe_url("chapter.md")
        (None, None)
    """
    try:
        url = url.strip()
        whole = urljoin(base, url) if base else url
        parts = urlsplit(whole)
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES or (parts.scheme != "mailto" and not parts.netloc):
        return None
    return _UNFIT.sub(lambda m: "".join(f"%{b:02X}" for b in m.group().encode("utf-8", "replace")), whole)
