"""A debate as one HTML file that needs no other: for mail and archives, and in short for a frame on another site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from digest.model import Digest
from digest.settings import Settings
from digest.site import escape, urls
from digest.site.debate import Debate, debate_of
from digest.site.decisions import side_decisions
from digest.site.environment import Environment, environment
from digest.site.page import Page
from digest.site.shelf import Shelf
from digest.site.views.cards import crux_of, sides_of
from digest.site.views.cited import host
from digest.site.views.points import columns_of
from digest.site.views.posts import post_view
from digest.site.views.topics import topics_of
from digest.text.spans import blocks_of, unquoted

__all__ = ["embed_pages", "snippet", "write"]

_TEMPLATE = "standalone.html"
_WIDTH, _HEIGHT = 640, 620


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph of a post, escaped."""

    text: Markup
    quote: bool = False
    code: bool = False


def write(digest: Digest) -> str:
    """The whole debate with its transcript, in words of the language that the debate is in, where there are any."""
    made = _ours(digest.document.language)
    debate = debate_of(digest, translation=made.translation)
    posts = [
        {"view": post_view(place, debate=debate, here=place.path), "blocks": list(_blocks(debate, place.post.id))}
        for place in debate.order
    ]
    return _rendered(made, debate, most=Settings().key_points, posts=posts, topics=topics_of(debate))


def embed_pages(debate: Debate, *, shelf: Shelf) -> Iterator[Page]:
    """The page that other sites can show in a frame; a site that does not know its own address has none."""
    if shelf.site.url:
        document = debate.digest.document
        address = escape.href(urls.address(shelf.site.url, debate.path))
        most = shelf.site.settings.key_points
        text = _rendered(shelf.environment, debate, most=most, embed=True, address=address)
        yield Page(urls.embed(document.slug), text, document.path)


def snippet(debate: Debate, *, shelf: Shelf) -> str:
    """The HTML by which another site shows the debate in a frame; empty where the site's address is not known."""
    if not shelf.site.url:
        return ""
    document = debate.digest.document
    source = f"{shelf.site.url.rstrip('/')}/{urls.embed(document.slug)}"
    title = escape.line(document.title).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return (
        f'<iframe src="{source}" title="{title}" width="{_WIDTH}" height="{_HEIGHT}" loading="lazy" '
        'style="border:0;max-width:100%"></iframe>'
    )


@cache
def _ours(language: str) -> Environment:
    return environment((), language=language)


def _rendered(made: Environment, debate: Debate, *, most: int, embed: bool = False, **values: object) -> str:
    digest, document = debate.digest, debate.digest.document
    given = {
        "document": document,
        "debate": debate,
        "source": escape.href(document.source),
        "host": document.site or host(document.source),
        "date": debate.translation.day(document.date),
        "crux": crux_of(debate),
        "sides": sides_of(debate),
        "proposition": digest.proposition,
        "sides_by": side_decisions(digest),
        "columns": columns_of(debate, most=most),
        "embed": embed,
        "here": debate.path,
        "link": None,
        "address": None,
        "posts": (),
        "topics": (),
    }
    return made.get_template(_TEMPLATE).render({**given, **values})


def _blocks(debate: Debate, post: str) -> Iterator[_Block]:
    one = debate.places[post].post
    for block in blocks_of(one):
        text = one.text[block.start : block.end]
        if block.kind == "code":
            yield _Block(escape.code(text), code=True)
        else:
            yield _Block(escape.md(unquoted(text) if block.kind == "quote" else text), quote=block.kind == "quote")
