"""A Hacker News discussion saved from the browser as a page; the pages of before 2015: hackernews_old_page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.errors import ContentError
from digest.model import OPENING, Document, Post
from digest.sources.base import Reader, SourceFile, document, host_of, missing_of, one_line
from digest.sources.front import parse_date
from digest.sources.markup import Body, from_html
from digest.sources.markup.nesting import unnested
from digest.sources.tree import ordered

__all__ = ["READER", "ROW", "SITE", "body", "missing", "pixels", "post"]

SITE = "https://news.ycombinator.com/"
ROW = re.compile(r"""<tr[^<>]*class=["']?athing""")
"""What a page of 2015 or later has."""
_COMMENTS = re.compile(r"([0-9]{1,9})\s+comments?")
_INDENT = 40
"""Pixels by which the page moves each level to the right, where it does not count levels."""


def _sniff(file: SourceFile) -> float:
    page = file.data is None and file.is_page
    return 0.9 if page and ROW.search(file.text) and "hnuser" in file.text else 0.0


def _read(file: SourceFile, language: str) -> Document:
    page = LexborHTMLParser(unnested(file.text))
    link = page.css_first(".titleline > a") or page.css_first("a.storylink")
    story = page.css_first(".fatitem .athing")
    if link is None or story is None:
        raise ContentError(file.fault("no story on this Hacker News page", hint="save the page of a whole discussion"))
    name = story.attributes.get("id") or ""
    about = body(page.css_first(".fatitem .toptext"))
    opening = OPENING if about.text else None
    posts = [post(page.css_first(".fatitem"), OPENING, None, about, name)] if opening else []
    above: list[str] = []
    for row in page.css("tr.athing.comtr"):
        this, level = row.attributes.get("id") or "", _level(row)
        if this.isdecimal():
            del above[level:]
            posts.append(post(row, this, above[-1] if above else opening, body(row.css_first(".commtext")), this))
            above.append(this)
    more = page.css_first("a.morelink") is not None
    return document(
        file,
        title=link.text(),
        format="hackernews",
        posts=ordered(posts, top=opening),
        language=language,
        source=f"{SITE}item?id={name}",
        site=host_of(link.attributes.get("href")),
        date=_date(page.css_first(".fatitem .age")),
        missing=missing(page.css(".fatitem .subtext a"), here=len(page.css("tr.athing.comtr"))) if more else 0,
    )


def missing(links: Iterable[LexborNode], *, here: int) -> int:
    """How many comments stand on the discussion's other pages, by the links below its title."""
    stated = (_COMMENTS.fullmatch(link.text().strip()) for link in links)
    return missing_of(next((int(found[1]) for found in stated if found), None), here=here)


def _level(row: LexborNode) -> int:
    cell = row.css_first("td.ind")
    counted = cell.attributes.get("indent") if cell is not None else None
    return int(counted) if counted and counted.isdecimal() else pixels(row.css_first("td.ind img"))


def pixels(image: LexborNode | None) -> int:
    """The level of a comment that a picture moves to the right."""
    width = image.attributes.get("width") if image is not None else None
    return int(width) // _INDENT if width and width.isdecimal() else 0


def post(
    row: LexborNode | None, name: str, parent: str | None, said: Body, number: str | None, *, user: str = ".hnuser"
) -> Post:
    """What is said by whoever stands in a part of a page.

    Args:
        number: the site's own, for the address; None where the page does not tell it.
        user: the selector of who says it.
    """
    who = row.css_first(user) if row is not None else None
    gone = not said.text
    words = row.text() if row is not None and gone else ""
    return Post(
        id=name,
        text=said.text,
        author=one_line(who.text()) or None if who is not None else None,
        date=_date(row.css_first(".age")) if row is not None else None,
        parent=parent,
        blocks=said.blocks,
        marks=said.marks,
        status="present" if not gone else "removed" if "[flagged]" in words or "[dead]" in words else "deleted",
        url=f"{SITE}item?id={number}" if number is not None else None,
    )


def _date(age: LexborNode | None) -> datetime | None:
    title = age.attributes.get("title") if age is not None else None
    return parse_date((title or "").split(" ")[0])


def body(node: LexborNode | None) -> Body:
    """What is said in a part of a page, without the link to reply, small print on pages before 2015."""
    if node is None:
        return Body()
    for reply in node.css('.reply, font[size="1"]'):
        reply.decompose()
    return from_html(node.inner_html or "", base=SITE, typed=True)


READER = Reader("Hacker News page", _sniff, _read, known_by="it is a Hacker News page")
