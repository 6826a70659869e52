"""Disqus: the XML that a site's owner exports, with the comments on all its pages.

A page's comments are read below the page's title. Where several pages have comments, each is a conversation of its own.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # no document type is let in, so that nothing can be expanded or fetched
from dataclasses import dataclass, replace
from datetime import datetime

from digest.errors import ContentError
from digest.model import Document, Post, PostStatus
from digest.sources.base import Reader, SourceFile, document, one_line
from digest.sources.front import parse_date
from digest.sources.markup import Body, from_html
from digest.sources.markup.addresses import safe_url
from digest.sources.tree import ordered

__all__ = ["READER"]

_NS = "{http://disqus.com}"
_ID = "{http://disqus.com/disqus-internals}id"
_ROOT = re.compile(r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?<disqus[\s>]")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that comments stand on."""

    title: str
    link: str | None
    date: datetime | None


def _sniff(file: SourceFile) -> float:
    return 0.95 if file.data is None and _ROOT.match(file.text[:2000]) else 0.0


def _read(file: SourceFile, language: str) -> Document:
    if "<!DOCTYPE" in file.text[:5000] or "<!ENTITY" in file.text:
        raise ContentError(file.fault("declares entities, which exports never do", hint="export it again"))
    try:
        root = ET.fromstring(file.text.encode("utf-8", "replace"))  # noqa: S314 see the import
    except (ET.ParseError, ValueError) as error:
        line = getattr(error, "position", (None,))[0]
        raise ContentError(file.fault("broken XML", line=line, hint="export it again")) from None
    pages = {one.get(_ID, ""): _page(one) for one in root.iter(f"{_NS}thread") if one.find(f"{_NS}title") is not None}
    posts: dict[str, list[Post]] = {}
    for one in root.iter(f"{_NS}post"):
        above = one.find(f"{_NS}thread")
        posts.setdefault(above.get(_ID, "") if above is not None else "", []).append(_post(one))
    if not posts:
        raise ContentError(file.fault("has no comments", hint="export a site with comments"))
    forum = one_line(root.findtext(f".//{_NS}forum"))
    if len(posts) == 1:
        ((name, said),) = posts.items()
        page = pages.get(name, _Page(forum, None, None))
        return document(
            file,
            title=page.title or forum or file.stem,
            format="disqus",
            posts=ordered(said),
            language=language,
            source=page.link,
            date=page.date,
        )
    every = [post for name, said in posts.items() for post in _headed(name, pages.get(name), said)]
    title = f"Comments of {forum}" if forum else file.stem
    return document(file, title=title, format="disqus", posts=ordered(every), language=language, date=every[0].date)


def _headed(name: str, page: _Page | None, said: list[Post]) -> list[Post]:
    """The comments of a page below a post that is its title."""
    head = f"page{name}"
    words = page.title if page and page.title else "A page without a title"
    top = Post(head, words, date=page.date if page else None, url=page.link if page else None)
    return [top, *(replace(post, parent=head) if post.parent is None else post for post in said)]


def _page(thread: ET.Element) -> _Page:
    return _Page(
        one_line(thread.findtext(f"{_NS}title")),
        safe_url(one_line(thread.findtext(f"{_NS}link"))),
        parse_date(one_line(thread.findtext(f"{_NS}createdAt"))),
    )


def _post(one: ET.Element) -> Post:
    status: PostStatus = "present"
    if one.findtext(f"{_NS}isDeleted") == "true":
        status = "deleted"
    elif one.findtext(f"{_NS}isSpam") == "true" or one.findtext(f"{_NS}isApproved") == "false":
        status = "removed"
    body = from_html(one.findtext(f"{_NS}message") or "") if status == "present" else Body()
    parent, votes = one.find(f"{_NS}parent"), one.findtext(f"{_NS}points") or ""
    author = f"{_NS}author/{_NS}"
    return Post(
        id=one.get(_ID, "") or one_line(one.findtext(f"{_NS}id")),
        text=body.text,
        author=one_line(one.findtext(f"{author}name") or one.findtext(f"{author}username")) or None,
        date=parse_date(one_line(one.findtext(f"{_NS}createdAt"))),
        parent=parent.get(_ID) if parent is not None else None,
        blocks=body.blocks,
        marks=body.marks,
        status=status,
        score=int(votes) if re.fullmatch(r"-?[0-9]{1,9}", votes) else None,
    )


READER = Reader("Disqus export", _sniff, _read)
