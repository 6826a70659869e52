"""Readers of three public archives: what each keeps is made into documents by the readers of digest itself.

`pairs` keeps a forum's threads as pairs of a comment and its reply. A comment occurs in it as an answer with a number,
and as a question with the next number; pairs are in the order of the page. A question whose number no answer had begins
a tree: a submission's title, or a comment whose parent is missing.

`verdicts` has threads in which people judge somebody, with nested comments.

`slash` has pages of a site for programmers: the post, then each comment's subject, author and text. Replies are in a
blockquote of their own; quotes are in italics or in another blockquote.

`python -m training data` says where they are. The first two have no names of people.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any

from digest.model import Document
from digest.sources import hackernews, reddit
from digest.sources.base import source_file

FEWEST_OF_TREE = 8
"""Fewest comments of a tree."""
WORDS, LONG = 25, 40
"""Mean words of a comment: below WORDS a tree is banter; from LONG on, the boosted trees learn from it too."""
_TITLE = 300


@dataclass(slots=True)
class Tree:
    """Comments by number, each with the number of its parent (None for the root) and its text."""

    comments: dict[int, tuple[int | None, str]] = field(default_factory=dict)

    @property
    def words(self) -> float:
        """Mean words of a comment."""
        return fmean(len(text.split()) for _, text in self.comments.values())


def trees(folder: Path) -> Iterator[Tree]:
    """All trees that are long enough, each once, as many pages were saved on several days.

    The archive has some files that are not JSON; they are left out.

    Raises:
        FileNotFoundError: the archive is not there.
    """
    files = sorted(folder.glob("reddit_corpus/*.json"))
    if not files:
        raise FileNotFoundError(f"{folder}: no reddit_corpus/*.json")
    known: set[str] = set()
    for path in files:
        try:
            rows = json.loads(path.read_bytes())
        except ValueError:
            continue
        for tree in _grown(rows):
            _, root = next(iter(tree.comments.values()))
            if len(tree.comments) >= FEWEST_OF_TREE and tree.words >= WORDS and root not in known:
                known.add(root)
                yield tree


def _grown(rows: list[dict[str, Any]]) -> Iterator[Tree]:
    tree = Tree()
    for row in rows:
        question, answer = row["qSentId"], row["aSentId"]
        if question not in tree.comments:
            if tree.comments:
                yield tree
            tree = Tree({question: (None, row["question"])})
        tree.comments[answer + 1] = (question, row["answer"])
    if tree.comments:
        yield tree


def tree_document(tree: Tree, name: str) -> Document:
    """A tree as the reader of Reddit's listings reads it; a root that is a title becomes the tree_document's."""
    (number, (_, root)), *_ = tree.comments.items()
    titled = len(root) <= _TITLE and "\n" not in root
    title = root if titled else root[:60]
    replies = [
        (at, None if titled and to == number else to, body)
        for at, (to, body) in tree.comments.items()
        if not (titled and at == number)
    ]
    return listed(" ".join(title.split()) or name, replies, name)


def listed(title: str, replies: Iterable[tuple[int, int | None, str]], name: str) -> Document:
    """A title and comments as a document, by the reader of Reddit listings.

    Args:
        replies: each comment's number, its parent's number, and its text.
    """
    comments = [
        {"id": str(at), "body": body, "parent_id": "" if to is None else f"t1_{to}"} for at, to, body in replies
    ]
    listing = [_listing("t3", [{"id": "op", "title": title}]), _listing("t1", comments)]
    return reddit.READER.read(source_file(json.dumps(listing).encode(), path=f"{name}.json"), "en")


def _listing(kind: str, things: list[dict[str, str]]) -> dict[str, Any]:
    return {"kind": "Listing", "data": {"children": [{"kind": kind, "data": thing} for thing in things]}}


def verdict_documents(folder: Path) -> Iterator[Document]:
    """The comments below each post, the post itself left out.

    Raises:
        FileNotFoundError: the archive is not there.
    """
    files = sorted(folder.glob("dataset/aita_posts/*.json"))
    if not files:
        raise FileNotFoundError(f"{folder}: no dataset/aita_posts/*.json")
    for path in files:
        post = json.loads(path.read_bytes())
        title = " ".join(post["post content"].split()[:12])
        yield listed(title, _descend(post), path.stem)


def _descend(post: dict[str, Any]) -> Iterator[tuple[int, int | None, str]]:
    open_: list[tuple[int | None, dict[str, Any]]] = [(None, one) for one in reversed(post["comments"])]
    number = 0
    while open_:
        above, comment = open_.pop()
        number += 1
        yield number, above, comment["content"] or ""
        open_ += [(number, one) for one in reversed(comment.get("comments", ()))]


FEWEST_OF_PAGE = 4
"""Fewest comments of a page."""
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


def slash_documents(folder: Path) -> Iterator[Document]:
    """All pages with enough comments, by the reader of Hacker News.

    Raises:
        FileNotFoundError: the archive is not there.
    """
    found = sorted(path for pattern in _PAGES for path in folder.glob(pattern))
    if not found:
        raise FileNotFoundError(f"{folder}: no {_PAGES[0]}")
    for path in found:
        page = _PAGE.search(path.read_text(encoding="utf-8", errors="replace"))
        if page and page["comments"].count("<h3><a href=") >= FEWEST_OF_PAGE:
            story = {"id": 1, "type": "story", "title": html.unescape(page["title"]), "text": _body(page["post"])}
            data = json.dumps({**story, "children": _comments(page["comments"])}).encode()
            yield hackernews.READER.read(source_file(data, path=f"{path.parent.name}.json"), "en")


def slash_people(folder: Path) -> frozenset[str]:
    """The names of all users with a page, in lower case."""
    return frozenset(path.name.casefold() for path in folder.glob("user/*"))


def _comments(page: str) -> list[dict[str, Any]]:
    """The replies to the post, each with its own replies as `children`."""
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
    """The HTML of a comment's text, without the signature; a paragraph in italics becomes a quote."""
    body = _NO_BREAK.sub("", part).strip()
    while body.endswith(("<blockquote>", "</blockquote>")) and body.count("<blockquote") != body.count("</blockquote"):
        body = body[: body.rindex("<")].strip()  # those of the replies around it
    body = _SIGNED.sub("", _ITALICS.sub(r"<blockquote>\1</blockquote>", body))
    return "<p>" + _BREAKS.sub("<p>", body)
