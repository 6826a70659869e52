"""Replies brought into an order in which parents come first, whatever a source has lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from digest.model import Post

__all__ = ["MISSING", "loops", "ordered"]

MISSING = "the post that it replies to is missing from the source"
_LOOP = "the source makes it a reply to its own reply"
UNSURE = 0.5
"""Confidence that a post whose parent is lost is best shown at the top."""


def ordered(posts: Iterable[Post], *, top: str | None = None) -> tuple[Post, ...]:
    """Posts with parents before their replies, in the source's order otherwise.

    A post that comes twice is kept once. One whose parent is missing, or that stands in a loop of replies, becomes
    a top-level one whose `parent_confidence` and `parent_cue` say so.

    Args:
        top: the id that top-level posts answer (`op`), if any.

    Example:
        >>> [p.id for p in ordered([Post("b", "", parent="a"), Post("a", "")])]
        ['a', 'b']
    """
    known: dict[str, Post] = {}
    for post in posts:
        known.setdefault(post.id, post)
    for post in known.values():
        if post.parent is not None and post.parent not in known:
            known[post.id] = _at_top(post, top, MISSING)
    for name in loops({post.id: post.parent for post in known.values()}):
        known[name] = _at_top(known[name], top, _LOOP)
    waiting: dict[str, list[str]] = {}
    placed: dict[str, Post] = {}
    for name, post in known.items():
        if post.parent is not None and post.parent not in placed:
            waiting.setdefault(post.parent, []).append(name)
            continue
        stack = [name]
        while stack:
            this = stack.pop()
            placed[this] = known[this]
            stack.extend(reversed(waiting.pop(this, ())))
    return tuple(placed.values())


def _at_top(post: Post, top: str | None, cue: str) -> Post:
    parent = top if top != post.id else None
    return replace(post, parent=parent, parent_confidence=UNSURE, parent_cue=cue)


def loops(parents: dict[str, str | None]) -> list[str]:
    """One id of each loop, the first of it in the given order; what is cut there leaves trees.

    Example:
        >>> loops({"a": "c", "b": "a", "c": "b", "d": "a"})
        ['a']
    """
    found: list[str] = []
    safe: set[str] = set()
    rank = {name: at for at, name in enumerate(parents)}
    for name in parents:
        path: list[str] = []
        on_path: set[str] = set()
        here: str | None = name
        while here is not None and here in parents and here not in safe and here not in on_path:
            path.append(here)
            on_path.add(here)
            here = parents[here]
        if here is not None and here in on_path:
            found.append(min(path[path.index(here) :], key=rank.__getitem__))
        safe.update(path)
    return found
