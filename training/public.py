"""More discussions to learn from: public archives that were cloned, for habits of writing that the benchmark lacks.

    git clone https://github.com/jamesob/delving-bitcoin-archive FOLDER/forum     # a Discourse forum
    git clone https://github.com/moruklabs/hn-archive FOLDER/best                 # single comments of a news site
    git clone https://github.com/leahrnh/reddit_corpus FOLDER/pairs               # another forum's, see training.pairs
    git clone https://github.com/use-perl/use-perl.github.io FOLDER/slash         # programmers', see training.slash
    git clone https://github.com/BOluokun/reddit-argumentation FOLDER/verdicts    # see training.verdicts

Read by the readers of digest itself and flattened; only weights are made of them. Commits: model card. The second has
no threads: comments on the same story, else any eight in a row, teach how comments open and go on, not whom they
answer. A comment that stands in the benchmark is left out.
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
from training import pairs, slash, verdicts
from training.threads import PLENTY, PUBLIC, Thread

KINDS = ("forum", "best", "pairs", "slash", "verdicts")
"""The archives' names: of their folders, and of their threads."""
POSTS = range(4, 61)
"""Posts of a thread."""
_MANY = range(8, POSTS.stop)
"""Posts of a thread of `slash` that the trees learn from as well."""
LONGEST, MOST = 5000, 30
"""Characters and lines of a post; longer ones are essays."""
_USUAL = 40
"""Threads in which a word is used that is not taken for a name."""
_ALONE = 8
"""Comments in a row, of different stories."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A post's lines, none where it is left out."""

    name: str
    parent: str | None
    lines: list[str]


def threads(folder: Path, *, known: Container[str]) -> list[Thread]:
    """All threads of the archives in a folder.

    Args:
        known: names of posts that are left out, since figures are measured on them.

    Raises:
        FileNotFoundError: an archive is not there.
    """
    return [
        *_forum(folder / "forum"),
        *_best(folder / "best", known),
        *_pairs(folder / "pairs"),
        *_plenty("slash", slash.documents(folder / "slash"), trees=_MANY),
        *_plenty("verdicts", verdicts.documents(folder / "verdicts")),
    ]


def people(folder: Path, archived: Iterable[Thread]) -> frozenset[str]:
    """The names of those who write in the archives, in lower case: none of them is to stand in the weights.

    On the programmers' site thousands have names, "a" and "the" among them: a word that is used in so many threads
    elsewhere is nobody's.

    Args:
        archived: the threads of all archives.
    """
    used: Counter[str] = Counter()
    for thread in archived:
        if thread.kind in ("pairs", "verdicts"):
            used.update({word.casefold() for line in thread.lines for word in words(line)})
    writers = {name for name in slash.people(folder / "slash") if used[name] < _USUAL}
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
    stories: dict[str, list[_Said]] = {}
    for name, (story, lines) in sorted(comments.items()):
        stories.setdefault(story, []).append(_Said(name, None, lines))
    several = {story: said for story, said in sorted(stories.items()) if len(said) >= POSTS.start}
    single = [one for story, said in sorted(stories.items()) if story not in several for one in said]
    some = [(f"comments {at}", single[at : at + _ALONE]) for at in range(0, len(single), _ALONE)]
    for number, (title, said) in enumerate([*several.items(), *some]):
        yield _thread(f"best-{number}", title, said, answers=False)


def _pairs(folder: Path) -> Iterator[Thread]:
    for number, tree in enumerate(pairs.trees(folder)):
        for thread in _trees(pairs.document(tree, f"pairs-{number}"), f"pairs-{number}"):
            yield replace(thread, made=PLENTY, trees=tree.words >= pairs.LONG)


def _plenty(kind: str, documents: Iterable[Document], *, trees: Container[int] = ()) -> Iterator[Thread]:
    """The threads of an archive that has thousands, those whose number of posts is among `trees` for the trees, too."""
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
    """Each tree of replies, depth first, without the posts that are empty or too long."""
    said = {}
    for post in document.posts:
        lines = [" ".join(line.split()) for line in post.text.split("\n")]
        lines = [line for line in lines if line and not line.startswith("```")]
        fits = len(lines) <= MOST and sum(map(len, lines)) <= LONGEST
        said[post.id] = _Said(post.id, post.parent, lines if fits else [])
    replies: dict[str | None, list[str]] = {}
    for post in said.values():
        replies.setdefault(post.parent if post.parent in said else None, []).append(post.name)
    for number, root in enumerate(replies.get(None, [])):
        kept: list[_Said] = []
        open_ = [(root, None)]
        while open_:
            post, above = open_.pop()
            if said[post].lines:
                kept.append(_Said(post, above, said[post].lines))
            below = post if said[post].lines else above
            open_ += [(reply, below) for reply in reversed(replies.get(post, []))]
        if len(kept) in POSTS:
            yield _thread(f"{name}-{number}", document.title, kept, answers=True)


def _thread(name: str, title: str, said: Iterable[_Said], *, answers: bool) -> Thread:
    posts = list(said)
    return Thread(
        name=name,
        title=title,
        lines=tuple(line for post in posts for line in post.lines),
        owner=tuple(post.name for post in posts for _ in post.lines),
        parent={post.name: post.parent for post in posts},
        made=PUBLIC,
        scored=False,
        answers=answers,
    )
