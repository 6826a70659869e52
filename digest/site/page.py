"""What comes out of this package, and what it needs to know of the site."""

from __future__ import annotations

from dataclasses import dataclass, field

from digest.settings import Settings

__all__ = ["Page", "SiteInfo"]


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """The site, as its pages need to know it.

    Attributes:
        url: where it is published, with a slash at the end; empty where nobody has said.
        language: of the words of its pages.
    """

    name: str
    url: str = ""
    description: str = ""
    settings: Settings = field(default_factory=Settings)
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the generated folder: a Markdown page, or an asset.

    Attributes:
        path: relative to the folder, with forward slashes: `debates/slug/index.md`.
        text: what stands in it; bytes for a picture.
        source: the content file that the page is derived from, or None for one that is made from all of them.
    """

    path: str
    text: str | bytes
    source: str | None = None
