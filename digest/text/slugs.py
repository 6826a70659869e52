"""Names fit for files and addresses."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_RESERVED = frozenset(
    [
        *("con", "prn", "aux", "nul"),  # Windows has no files of these names
        *(f"{device}{n}" for device in ("com", "lpt") for n in range(1, 10)),
        *("index", "transcript", "templates"),  # our own pages; MkDocs leaves a folder `templates` out
    ]
)
LONGEST = 60
"""Characters; leaves room for folders and endings within every file system's limit."""


def slugify(text: str, *, fallback: str = "untitled") -> str:
    """A lower-case ASCII name of letters, digits and hyphens; never empty, reserved or a path.

    A title in a script without an ASCII form is named by a hash, so that it is stable and unique.

    Example:
        >>> slugify("Is Café culture over? ../../etc")
        'is-cafe-culture-over-etc'
        >>> slugify("CON")
        'con-1'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = _NOT_SLUG.sub("-", plain.lower()).strip("-")
    if len(slug) > LONGEST:
        slug = slug[:LONGEST].rsplit("-", 1)[0].strip("-") or slug[:LONGEST]
    if not slug:
        slug = f"{fallback}-{short_hash(text)}" if text.strip() else fallback
    return f"{slug}-1" if slug in _RESERVED else slug


def short_hash(*parts: str, length: int = 8) -> str:
    """A short, stable name for a content: hexadecimal digits of its SHA-256.

    Example:
        >>> short_hash("p1", "some words")
        '5a7d49e6'
    """
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]
