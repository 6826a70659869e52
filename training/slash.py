"""A public archive of a site for programmers that ran on Slash: articles and journals with the comments below them.

    git clone https://github.com/use-perl/use-perl.github.io FOLDER/slash

A page holds the post, then each comment's subject, writer and words; replies stand in a blockquote of their own. What
is quoted stands in italics or in another blockquote.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from digest.model import Document
from digest.sources import hackernews
from digest.sources.base import source_file

FEWEST = 4
"""Comments of a page."""
_PAGES = "article/*/*/*/*/index.html", "user/*/journal/*/index.html"
_PAGE = re.compile(
    r'<h1>(?P<title>.*?)</h1>.*?<div class="span8">(?P<post>.*?)<hr/>(?P<comments>.*)</div> <!-- /span8 -->', re.DOTALL
)
_MARK = re.compile(
    r"(?P<replies><blockquote>)\s*(?=<h2>)|(?P<quote><blockquote[^>]*>)|(?P<end></blockquote>)|"
    r'(?P<comment><h2>.*?</h2>\s*<h3><a href="/user/[^"]*">.*?</a> on [\dT:-]+</h3>)'
)
_ITALICS = re.compile(r"(?:<p>|<br ?/?>|^)\s*<i>([^<]{30,})</i>\s*(?=<br|</?p>|$)", re.MULTILINE)
_BREAKS = re.compile(r"<br ?/?>(?:\s|&nbsp;)*<br ?/?>")
_SIGNED = re.compile(r"(?:<p>|<br ?/?>|\n)\s*(?:--|__|~)[^<]{0,60}(?:</p>)?\s*$")
_NO_BREAK = re.compile(r"</?nobr>|<wbr\s*/?>")


def documents(folder: Path) -> Iterator[Document]:
    """All pages with enough comments, as the reader of Hacker News reads them.

    Raises:
        FileNotFoundError: the archive is not there.
    """
    found = sorted(path for pattern in _PAGES for path in folder.glob(pattern))
    if not found:
        raise FileNotFoundError(f"{folder}: no {_PAGES[0]}")
    for path in found:
        page = _PAGE.search(path.read_text(encoding="utf-8", errors="replace"))
        if page and page["comments"].count("<h3><a href=") >= FEWEST:
            story = {"id": 1, "type": "story", "title": html.unescape(page["title"]), "text": _body(page["post"])}
            data = json.dumps({**story, "children": _comments(page["comments"])}).encode()
            yield hackernews.READER.read(source_file(data, path=f"{path.parent.name}.json"), "en")


def people(folder: Path) -> frozenset[str]:
    """The names of all who have a page, in lower case."""
    return frozenset(path.name.casefold() for path in folder.glob("user/*"))


def _comments(page: str) -> list[dict[str, Any]]:
    """The comments that answer the post, each with those that answer it as `children`."""
    marks = list(_MARK.finditer(page))
    begins = [mark.start() for mark in marks if mark["comment"]]
    end = dict(pairwise([*begins, len(page)]))
    last: list[list[dict[str, Any]]] = [[]]  # by depth, the list that holds the latest comment's siblings
    open_: list[str] = []
    for mark in marks:
        if mark["comment"]:
            depth = min(open_.count("replies"), len(last) - 1)
            words = _body(page[mark.end() : end[mark.start()]])
            comment = {"id": mark.start() + 2, "type": "comment", "text": words, "children": []}
            last[depth].append(comment)
            last[depth + 1 :] = [comment["children"]]
        elif mark["end"]:
            open_[-1:] = []
        else:
            open_.append("replies" if mark["replies"] else "quote")
    return last[0]


def _body(part: str) -> str:
    """The HTML of a comment's words: no signature, what stands alone in italics as a quote."""
    body = _NO_BREAK.sub("", part).strip()
    while body.endswith(("<blockquote>", "</blockquote>")) and body.count("<blockquote") != body.count("</blockquote"):
        body = body[: body.rindex("<")].strip()  # those of the replies around it
    body = _SIGNED.sub("", _ITALICS.sub(r"<blockquote>\1</blockquote>", body))
    return "<p>" + _BREAKS.sub("<p>", body)
