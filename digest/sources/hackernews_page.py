"""A Hacker News discussion saved from the browser as a page."""

from __future__ import annotations

import re
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.errors import ContentError
from digest.model import OPENING, Document, Post
from digest.sources.base import Reader, SourceFile, document, host_of, missing_of, one_line
from digest.sources.front import parse_date
from digest.sources.markup import Body, from_html
from digest.sources.tree import ordered

__all__ = ["READER"]

_SITE = "https://news.ycombinator.com/"
_MARK = re.compile(r"""<tr[^<>]*class=["']?athing""")
_COMMENTS = re.compile(r"([0-9]{1,9})\s+comments?")
_INDENT = 40
"""Pixels by which the page moves each level to the right, where it does not count levels."""


def _sniff(file: SourceFile) -> float:
    page = file.data is None and file.is_page
    return 0.9 if page and _MARK.search(file.text) and "hnuser" in file.text else 0.0


def _read(file: SourceFile, language: str) -> Document:
    page = LexborHTMLParser(file.text)
    link = page.css_first(".titleline > a") or page.css_first("a.storylink")
    story = page.css_first(".fatitem .athing")
    if link is None or story is None:
        raise ContentError(file.fault("no story on this Hacker News page", hint="save the page of a whole discussion"))
    name = story.attributes.get("id") or ""
    about = page.css_first(".fatitem .toptext")
    body = _body(about)
    opening = OPENING if body.text else None
    posts = [_post(page.css_first(".fatitem"), OPENING, None, body, name)] if opening else []
    above: list[str] = []
    for row in page.css("tr.athing.comtr"):
        this, level = row.attributes.get("id") or "", _level(row)
        if this.isdecimal():
            del above[level:]
            posts.append(_post(row, this, above[-1] if above else opening, _body(row.css_first(".commtext")), this))
            above.append(this)
    more = page.css_first("a.morelink") is not None
    return document(
        file,
        title=link.text(),
        format="hackernews",
        posts=ordered(posts, top=opening),
        language=language,
        source=f"{_SITE}item?id={name}",
        site=host_of(link.attributes.get("href")),
        date=_date(page.css_first(".fatitem .age")),
        missing=missing_of(_stated(page), here=len(page.css("tr.athing.comtr"))) if more else 0,
    )


def _stated(page: LexborHTMLParser) -> int | None:
    """How many comments the discussion has on all its pages: those that the reader of the page may see."""
    links = (_COMMENTS.fullmatch(link.text().strip()) for link in page.css(".fatitem .subtext a"))
    return next((int(found[1]) for found in links if found), None)


def _level(row: LexborNode) -> int:
    cell, image = row.css_first("td.ind"), row.css_first("td.ind img")
    counted = cell.attributes.get("indent") if cell is not None else None
    width = image.attributes.get("width") if image is not None else None
    if counted and counted.isdecimal():
        return int(counted)
    return int(width) // _INDENT if width and width.isdecimal() else 0


def _post(row: LexborNode | None, name: str, parent: str | None, body: Body, place: str) -> Post:
    user = row.css_first(".hnuser") if row is not None else None
    gone = not body.text
    words = row.text() if row is not None and gone else ""
    return Post(
        id=name,
        text=body.text,
        author=one_line(user.text()) or None if user is not None else None,
        date=_date(row.css_first(".age")) if row is not None else None,
        parent=parent,
        blocks=body.blocks,
        marks=body.marks,
        status="present" if not gone else "removed" if "[flagged]" in words or "[dead]" in words else "deleted",
        url=f"{_SITE}item?id={place}",
    )


def _date(age: LexborNode | None) -> datetime | None:
    title = age.attributes.get("title") if age is not None else None
    return parse_date((title or "").split(" ")[0])


def _body(node: LexborNode | None) -> Body:
    if node is None:
        return Body()
    for reply in node.css(".reply"):
        reply.decompose()
    return from_html(node.inner_html or "", base=_SITE, typed=True)


READER = Reader("Hacker News page", _sniff, _read)
