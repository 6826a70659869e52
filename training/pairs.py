"""A public archive that keeps a forum's threads as pairs of a comment and its reply, made into trees again.

    git clone https://github.com/leahrnh/reddit_corpus FOLDER/pairs

A comment stands in it as an answer with a number, and as a question with the next number; pairs are in the order of
the page. A question whose number was not an answer's begins a tree: a submission's title, or a comment whose parent was
left out. No one's name is in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

from digest.model import Document
from digest.sources import reddit
from digest.sources.base import source_file

FEWEST = 8
"""Comments of a tree."""
WORDS, LONG = 25, 40
"""Words of a comment, on average: with fewer it is banter; from LONG on, the trees learn from it as well."""
_TITLE = 300


@dataclass(slots=True)
class Tree:
    """Comments by number, each with the number of what it answers, None for the root."""

    said: dict[int, tuple[int | None, str]] = field(default_factory=dict)

    @property
    def words(self) -> float:
        """Of a comment, on average."""
        return fmean(len(text.split()) for _, text in self.said.values())


def trees(folder: Path) -> Iterator[Tree]:
    """All trees that are long enough, each once: a page was often saved on several days.

    Files that are no JSON, of which the archive has some, are left out.

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
            _, root = next(iter(tree.said.values()))
            if len(tree.said) >= FEWEST and tree.words >= WORDS and root not in known:
                known.add(root)
                yield tree


def _grown(rows: list[dict[str, Any]]) -> Iterator[Tree]:
    tree = Tree()
    for row in rows:
        question, answer = row["qSentId"], row["aSentId"]
        if question not in tree.said:
            if tree.said:
                yield tree
            tree = Tree({question: (None, row["question"])})
        tree.said[answer + 1] = (question, row["answer"])
    if tree.said:
        yield tree


def document(tree: Tree, name: str) -> Document:
    """A tree as the reader of Reddit's listings reads it; a root that is a title becomes the document's."""
    (number, (_, root)), *_ = tree.said.items()
    titled = len(root) <= _TITLE and "\n" not in root
    title = root if titled else root[:60]
    said = [
        (at, None if titled and to == number else to, body)
        for at, (to, body) in tree.said.items()
        if not (titled and at == number)
    ]
    return listed(" ".join(title.split()) or name, said, name)


def listed(title: str, said: Iterable[tuple[int, int | None, str]], name: str) -> Document:
    """A page of a title and comments as the reader of Reddit's listings reads it.

    Args:
        said: each comment's number, that of the comment it answers, and its words.
    """
    comments = [{"id": str(at), "body": body, "parent_id": "" if to is None else f"t1_{to}"} for at, to, body in said]
    listing = [_listing("t3", [{"id": "op", "title": title}]), _listing("t1", comments)]
    return reddit.READER.read(source_file(json.dumps(listing).encode(), path=f"{name}.json"), "en")


def _listing(kind: str, things: list[dict[str, str]]) -> dict[str, Any]:
    return {"kind": "Listing", "data": {"children": [{"kind": kind, "data": thing} for thing in things]}}
