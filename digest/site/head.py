"""What a page says of itself to machines: link previews, feeds and structured data.

It stands in the page's front matter under `digest:`, and `theme/main.html` writes it into the head, so that both
renderers show it and no plug-in is needed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from digest.site import urls
from digest.site.debate import Debate
from digest.site.escape import line

__all__ = ["Head", "Kind", "front", "of_part"]

Kind = Literal["home", "index", "debate", "thread", "concept", "transcript"]


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of a page.

    Attributes:
        kind: of page.
        description: the same in a sentence or two.
        image: the path of the picture that goes with a link to it; empty for none.
        published: when what it shows was said, as ISO 8601; empty where that is not known.
        feed: the path of an Atom feed of the page's own; empty for none.
        data: what it is in the words of schema.org (JSON-LD); empty for nothing.
        alternates: the same in other formats: media type and path of each.
    """

    kind: Kind
    title: str
    description: str
    image: str = ""
    published: str = ""
    feed: str = ""
    data: Mapping[str, object] | None = None
    alternates: tuple[tuple[str, str], ...] = ()


def of_part(kind: Kind, title: str, description: str, *, debate: Debate, url: str) -> Markup:
    """What is said of a page that shows a part of a debate: it has the debate's picture and date."""
    document = debate.digest.document
    published = document.date.isoformat() if document.date else ""
    return front(Head(kind, title, description, image=urls.picture(document.slug), published=published), url=url)


def front(head: Head, *, url: str) -> Markup:
    r"""The value of `digest:` in a page's front matter: a mapping in one line, JSON and YAML alike.

    Its texts are plain, to be escaped by whoever prints them; `data` is JSON that can stand inside `<script>` as it
    is, since no `<`, `>` or `&` is left in it.

    Args:
        url: where the site is published; without it nobody could fetch the image, so that it is left out.

    Example:
        >>> print(front(Head("index", "Debates", 'All of "them"'), url=""))
        {"kind": "index", "title": "Debates", "description": "All of \"them\""}
    """
    image = f"{url.rstrip('/')}/{head.image}" if url and head.image else ""
    fields = {
        "kind": head.kind,
        "title": line(head.title),
        "description": line(head.description),
        "image": image,
        "published": head.published,
        "feed": head.feed if url else "",
        "alternates": [{"type": media, "path": path} for media, path in head.alternates],
        "data": _script({**head.data, "image": image} if image else head.data) if head.data else "",
    }
    return Markup(_json({name: value for name, value in fields.items() if value}))  # noqa: S704 YAML, not HTML


def _script(data: Mapping[str, object]) -> str:
    text = _json({"@context": "https://schema.org", **data})
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False)
