"""A Hacker News discussion saved as the site wrote its pages before 2015, by a browser or by a web archive.

Comments carry neither number nor date of their own there: a number stands in the links of a comment, and its age is
told in words ("954 days ago"), which without the day of saving is no date.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.errors import ContentError
from digest.model import OPENING, Document
from digest.sources.base import Reader, SourceFile, document, host_of, one_line
from digest.sources.hackernews_page import ROW, SITE, body, missing, pixels, post
from digest.sources.markup import Body
from digest.sources.markup.nesting import unnested
from digest.sources.tree import ordered

__all__ = ["READER"]

_COMMENT = re.compile(r"""<td[^<>]*class=["']?default["'\s>]""")
_MARKS = "user?id=", "comhead"
_USER = 'a[href*="user?id="]'
_NUMBER = re.compile(r"(?:^(?:up|down|score)_|item\?id=)([0-9]{1,12})$")


def _sniff(file: SourceFile) -> float:
    page = file.data is None and file.is_page and all(mark in file.text for mark in _MARKS)
    return 0.9 if page and _COMMENT.search(file.text) and not ROW.search(file.text) else 0.0


def _read(file: SourceFile, language: str) -> Document:
    page = LexborHTMLParser(unnested(file.text))
    link, about = page.css_first("td.title a"), page.css_first("td.subtext")
    if link is None or about is None:
        raise ContentError(file.fault("no story on this Hacker News page", hint="save the discussion's first page"))
    name = _number(about)
    words = _words_of_story(about)
    opening = OPENING if words.text else None
    posts = [post(about, OPENING, None, words, name, user=_USER)] if opening else []
    above: list[str] = []
    cells = page.css("td.default")
    for at, cell in enumerate(cells, start=1):
        row = _row(cell)
        level, number = pixels(row.css_first("img")), _number(row)
        this = number or f"gone-{at}"
        del above[level:]
        words = body(cell.css_first(".comment")) if number else Body()
        parent = above[-1] if above else opening
        posts.append(post(cell.css_first(".comhead"), this, parent, words, number, user=_USER))
        above.append(this)
    more = any(one.text() == "More" for one in page.css('a[href*="x?fnid="]'))
    return document(
        file,
        title=one_line(link.text()),
        format="hackernews",
        posts=ordered(posts, top=opening),
        language=language,
        source=f"{SITE}item?id={name}" if name else None,
        site=host_of(link.attributes.get("href")),
        missing=missing(about.css("a"), here=len(cells)) if more else 0,
    )


def _words_of_story(about: LexborNode) -> Body:
    """What was said with the story: the row below its points that holds neither the form for comments nor a poll."""
    row = _row(about).next
    while row is not None:
        cells = row.css("td") if row.tag == "tr" and not row.css("form, table") else []
        words = body(cells[-1]) if cells else Body()
        if words.text:
            return words
        row = row.next
    return Body()


def _row(cell: LexborNode) -> LexborNode:
    """The row of a cell; a parser of HTML puts one around a cell that has none."""
    return cell.parent or cell


def _number(part: LexborNode) -> str | None:
    """The number of what stands in a part of the page, by the arrows to vote, the points, or the link to itself."""
    names = (node.attributes.get(key) for key in ("id", "href") for node in part.css(f"[{key}]"))
    return next((found[1] for name in names if (found := _NUMBER.search(name or ""))), None)


READER = Reader("old Hacker News page", _sniff, _read, known_by="it is a Hacker News page saved before 2015")
