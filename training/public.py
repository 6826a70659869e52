"""Threads of public archives to learn from, for styles of writing that the benchmark lacks.

`python -m training data` lists the archives `forum`, `best`, `pairs`, `slash` and `verdicts`, and fetches them. They
are read by the readers of digest itself and flattened. `best` has no threads: comments on the same story, or any eight
in a row, teach how comments begin and continue, not which post they answer. Comments of the benchmark are left out.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from digest.model import Document
from digest.sources import discourse
from digest.sources.base import source_file
from digest.text.normal import words
from training import archives
from training.threads import PLENTY, PUBLIC, Thread

KINDS = ("forum", "best", "pairs", "slash", "verdicts")
"""The names of the archives: of their folders, and the first part of the names of their threads."""
POSTS = range(4, 61)
"""Number of posts of a thread."""
_MANY = range(8, POSTS.stop)
"""Number of posts of a thread of `slash` from which the boosted trees learn too."""
LONGEST, MOST = 5000, 30
"""Most characters and lines of a post; longer ones are essays."""
_USUAL = 40
"""Threads in which a word must occur to be an ordinary word although it is also somebody's name."""
_ALONE = 8
"""Comments of different stories that make a thread."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a post; none where it is left out."""

    name: str
    parent: str | None
    lines: list[str]


def threads(folder: Path, *, known: Container[str]) -> list[Thread]:
    """All threads of the archives in a folder.

    Args:
        known: ids of posts that are left out, since figures are measured on them.

    Raises:
        FileNotFoundError: an archive is not there.
    """
    return [
        *_forum(folder / "forum"),
        *_best(folder / "best", known),
        *_pairs(folder / "pairs"),
        *_plenty("slash", archives.slash_documents(folder / "slash"), trees=_MANY),
        *_plenty("verdicts", archives.verdict_documents(folder / "verdicts")),
    ]


def people(folder: Path, archived: Iterable[Thread]) -> frozenset[str]:
    """The names of the archives' authors, in lower case; none of them may be in the weights.

    The programmers' site has thousands of users, "a" and "the" among them. A name that occurs as a word in many threads
    elsewhere is therefore kept.

    Args:
        archived: the threads of all archives.
    """
    used: Counter[str] = Counter()
    for thread in archived:
        if thread.kind in ("pairs", "verdicts"):
            used.update({word.casefold() for line in thread.lines for word in words(line)})
    writers = {name for name in archives.slash_people(folder / "slash") if used[name] < _USUAL}
    return frozenset(writers | {row["username"].lower() for row in _rows(folder / "forum")})


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    for path in _files(folder, "archive/posts/*/*.json"):
        if "sync-conflict" not in path.name:
            yield json.loads(path.read_text(encoding="utf-8"))


def _forum(folder: Path) -> Iterator[Thread]:
    topics: dict[int, list[dict[str, Any]]] = {}
    for row in _rows(folder):
        topics.setdefault(row["topic_id"], []).append(row)
    for number, rows in sorted(topics.items()):
        rows.sort(key=lambda row: row["post_number"])
        topic = {"title": rows[0]["topic_title"], "post_stream": {"posts": rows}}
        document = discourse.READER.read(source_file(json.dumps(topic).encode(), path=f"{number}.json"), "en")
        yield from _trees(document, f"forum-{number}")


def _best(folder: Path, known: Container[str]) -> Iterator[Thread]:
    comments: dict[str, tuple[str, list[str]]] = {}
    for path in _files(folder, "rss/*/bestcomments/daily.xml"):
        for item in LexborHTMLParser(path.read_text(encoding="utf-8")).css("item"):
            link, title, body = (item.css_first(name) for name in ("guid", "title", "description"))
            story = re.fullmatch(r'\s*New comment by \S+ in "(.*)"\s*', title.text() if title else "", re.DOTALL)
            name = link.text().rpartition("=")[2].strip() if link else ""
            if story and body and name not in known:
                comments[name] = (story[1], _paragraphs(body.text()))
    stories: dict[str, list[_Lines]] = {}
    for name, (story, lines) in sorted(comments.items()):
        stories.setdefault(story, []).append(_Lines(name, None, lines))
    several = {story: posts for story, posts in sorted(stories.items()) if len(posts) >= POSTS.start}
    single = [one for story, posts in sorted(stories.items()) if story not in several for one in posts]
    some = [(f"comments {at}", single[at : at + _ALONE]) for at in range(0, len(single), _ALONE)]
    for number, (title, posts) in enumerate([*several.items(), *some]):
        yield _thread(f"best-{number}", title, posts, answers=False)


def _pairs(folder: Path) -> Iterator[Thread]:
    for number, tree in enumerate(archives.trees(folder)):
        for thread in _trees(archives.tree_document(tree, f"pairs-{number}"), f"pairs-{number}"):
            yield replace(thread, made=PLENTY, trees=tree.words >= archives.LONG)


def _plenty(kind: str, documents: Iterable[Document], *, trees: Container[int] = ()) -> Iterator[Thread]:
    """The threads of an archive of thousands; boosted trees learn from those with a number of posts in `trees`."""
    for number, document in enumerate(documents):
        for thread in _trees(document, f"{kind}-{number}"):
            yield replace(thread, made=PLENTY, trees=len(thread.parent) in trees)


def _files(folder: Path, pattern: str) -> list[Path]:
    found = sorted(folder.glob(pattern))
    if not found:
        raise FileNotFoundError(f"{folder}: no {pattern}")
    return found


def _paragraphs(body: str) -> list[str]:
    tree = LexborHTMLParser(body)
    for code in tree.css("pre"):
        code.decompose()
    for link in tree.css("a[href]"):  # the page shows long addresses cut short
        link.replace_with(link.attributes["href"] or "")
    return [line for node in tree.css("p") if (line := " ".join(node.text().split()))]


def _trees(document: Document, name: str) -> Iterator[Thread]:
    """Each tree of replies, depth first, without posts that are empty or too long."""
    posts = {}
    for post in document.posts:
        lines = [" ".join(line.split()) for line in post.text.split("\n")]
        lines = [line for line in lines if line and not line.startswith("```")]
        fits = len(lines) <= MOST and sum(map(len, lines)) <= LONGEST
        posts[post.id] = _Lines(post.id, post.parent, lines if fits else [])
    replies: dict[str | None, list[str]] = {}
    for post in posts.values():
        replies.setdefault(post.parent if post.parent in posts else None, []).append(post.name)
    for number, root in enumerate(replies.get(None, [])):
        kept: list[_Lines] = []
        open_ = [(root, None)]
        while open_:
            post, above = open_.pop()
            if posts[post].lines:
                kept.append(_Lines(post, above, posts[post].lines))
            below = post if posts[post].lines else above
            open_ += [(reply, below) for reply in reversed(replies.get(post, []))]
        if len(kept) in POSTS:
            yield _thread(f"{name}-{number}", document.title, kept, answers=True)


def _thread(name: str, title: str, posts: Iterable[_Lines], *, answers: bool) -> Thread:
    some = list(posts)
    return Thread(
        name=name,
        title=title,
        lines=tuple(line for post in some for line in post.lines),
        owner=tuple(post.name for post in some for _ in post.lines),
        parent={post.name: post.parent for post in some},
        made=PUBLIC,
        scored=False,
        answers=answers,
    )
