"""A debate as a model sees it: posts with short ids, in parts that fit into its context.

People have numbers, not names. A post that is longer than a part is shown in several pieces; nothing is left out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.model import Document, Post
from digest.propose.asking import tokens_of

__all__ = ["Part", "Shown", "cut", "halves"]

_CONTEXT = 300
"""Characters of a post that is only there so that its answers make sense; it is shown whole in its own part."""
_LEAST = 200
"""Tokens that a part has for posts, however little room there is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The short ids of a debate's posts, which are also in its order."""

    document: Document
    short: Mapping[str, str]
    posts: Mapping[str, Post]
    people: Mapping[str, int]

    @classmethod
    def of(cls, document: Document) -> Shown:
        """The debate."""
        posts = [post for post in document.posts if post.text.strip()]
        short = {post.id: f"p{at}" for at, post in enumerate(posts, 1)}
        authors = dict.fromkeys(post.author for post in posts if post.author)
        return cls(
            document,
            short,
            {short[post.id]: post for post in posts},
            {author: at for at, author in enumerate(authors, 1)},
        )

    def entry(self, post: Post, text: str, *, whole: bool = True) -> str:
        """A post as a line of JSON: whatever it says, it stays within a string."""
        row: dict[str, object] = {"id": self.short[post.id]}
        if post.author:
            row["by"] = f"person {self.people[post.author]}"
        if post.parent in self.short:
            row["answers"] = self.short[post.parent or ""]
        return json.dumps(row | {("text" if whole else "beginning"): text}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Part:
    """Some posts of a debate.

    Attributes:
        ids: short ids of the posts that the model is asked about.
        text: the prompt's lines of JSON, one for each post.
        pieces: the posts, each with its text or a piece of it.
    """

    ids: frozenset[str]
    text: str
    pieces: tuple[tuple[Post, str], ...]


def cut(shown: Shown, *, room: int, most: int, only: Collection[str] | None = None) -> list[Part]:
    """Cut the debate into parts. Branches of the reply tree stay together where they fit.

    Args:
        room: how many tokens a part has for posts.
        most: how many posts a part has at most, as the answer about them must fit as well.
        only: short ids of the posts to ask about; all of them by default.
    """
    wanted = set(shown.posts) if only is None else set(only)
    room, most = max(room, _LEAST), max(most, 1)
    parts: list[list[tuple[Post, str]]] = [[]]
    left, free = room, most
    for branch in _branches(shown, wanted):
        pieces = [(post, piece) for post in branch for piece in _pieces(shown, post, room)]
        sizes = [_size(shown, post, piece) for post, piece in pieces]
        if (sum(sizes) > left or len(pieces) > free) and parts[-1]:
            parts.append([])
            left, free = room, most
        for piece, size in zip(pieces, sizes, strict=True):
            if (size > left or not free) and parts[-1]:
                parts.append([])
                left, free = room, most
            parts[-1].append(piece)
            left -= size
            free -= 1
    return [_part(shown, pieces) for pieces in parts if pieces]


def halves(shown: Shown, part: Part) -> tuple[Part, ...]:
    """Split a part in two; empty where it has a single piece of a post."""
    pieces = part.pieces
    middle = len(pieces) // 2
    return (_part(shown, pieces[:middle]), _part(shown, pieces[middle:])) if middle else ()


def _branches(shown: Shown, wanted: Collection[str]) -> Iterator[list[Post]]:
    """The wanted posts of each branch below the opening, in the order in which one reads it."""
    below: dict[str | None, list[Post]] = defaultdict(list)
    known = {post.id for post in shown.document.posts}
    for post in shown.document.posts:
        below[post.parent if post.parent in known else None].append(post)
    for top in below[None]:
        alone = top.id == "op"  # the opening is a branch of its own, and so is each conversation below it
        for root in [top, *below[top.id]] if alone else [top]:
            branch, waiting = [], [root]
            while waiting:
                post = waiting.pop()
                branch += [post] if shown.short.get(post.id) in wanted else []
                waiting += [] if post.id == "op" else reversed(below[post.id])
            if branch:
                yield branch


def _pieces(shown: Shown, post: Post, room: int) -> Iterator[str]:
    """The text of a post, in as many pieces as it takes."""
    text = post.text
    while text:
        size = len(text)
        while size > 1 and _size(shown, post, text[:size]) > room:
            size = size * 2 // 3
        if size < len(text) and (blank := text.rfind(" ", 0, size)) > size // 2:
            size = blank + 1
        yield text[:size]
        text = text[size:]


def _size(shown: Shown, post: Post, text: str) -> int:
    """Tokens of a post, with those of the beginning of what it answers, which may have to stand before it."""
    return tokens_of(shown.entry(post, text)) + (_CONTEXT // 2 if post.parent in shown.short else 0)


def _part(shown: Shown, pieces: Sequence[tuple[Post, str]]) -> Part:
    ids = frozenset(shown.short[post.id] for post, _ in pieces)
    lines: list[str] = []
    there = set(ids)
    for post, text in pieces:
        parent = shown.posts.get(shown.short.get(post.parent or "", ""))
        if parent is not None and shown.short[parent.id] not in there:
            there.add(shown.short[parent.id])
            beginning = " ".join(parent.text.split())[:_CONTEXT]
            lines.append(shown.entry(parent, beginning, whole=False))
        lines.append(shown.entry(post, text))
    return Part(ids, "\n".join(lines), tuple(pieces))
