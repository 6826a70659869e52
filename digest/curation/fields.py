"""What the fields of a correction can hold.

A field's *kind* says what an editor may write there:

    text, texts        words, or a list of them
    post, posts        a post's id, or words that only this post holds; a list of such names
    claim, claims      a claim's id, or words of it, alone or as `{post: …, text: …}`; a list of such names
    target             as a claim, or `title`
    thread, threads    an id, a title, or words of a claim in it; a list of such names
    point, points      a key point's id or words, or `{post: …, text: …}` for exactly these words; a list of such names
    passage            exact words of a post, alone or as `{post: …, text: …}`
    topic              an id, a title, or the name of a post in it
    sources            a list of names of key points and posts
    flag, choice       true or false; one of a few words
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["LISTS", "REFS", "Given", "Kind", "Ref", "Says"]

_List = Literal["texts", "posts", "claims", "threads", "points", "sources"]
Kind = _List | Literal["text", "post", "claim", "target", "thread", "point", "passage", "topic", "flag", "choice"]
LISTS: frozenset[Kind] = frozenset({"texts", "posts", "threads", "sources", "claims", "points"})
"""Kinds that are lists."""
REFS: frozenset[Kind] = frozenset({"claim", "claims", "target", "point", "points", "passage"})
"""Kinds in which `{post: …, text: …}` can stand."""


@dataclass(frozen=True, slots=True)
class Says:
    """What may stand in a field.

    Attributes:
        doc: what it means, for the person who writes it.
        choices: the words of which one may stand there.
    """

    kind: Kind
    doc: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A field of an item."""

    name: str
    says: Says
    required: bool


@dataclass(frozen=True, slots=True)
class Ref:
    """Words of a debate as an editor names them.

    Attributes:
        text: an id, or the words.
        post: the post in which they stand, by id or words, where the words alone are not enough.
    """

    text: str
    post: str | None = None

    def __str__(self) -> str:
        return f"“{self.text}” in “{self.post}”" if self.post else f"“{self.text}”"
