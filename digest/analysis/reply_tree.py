"""The tree of replies of a debate: distances between posts, and the branch of each post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from digest.model import OPENING, Document, Post

__all__ = ["ReplyTree"]

Floats = npt.NDArray[np.float64]


class ReplyTree:
    """The tree of replies, whose root is the opening post, or an invisible node where there is none."""

    def __init__(self, document: Document) -> None:
        known = {post.id for post in document.posts}
        self._at = {post.id: at for at, post in enumerate(document.posts)}
        self._above = [
            self._at[post.parent] if post.parent in known and post.parent != OPENING and post.id != OPENING else -1
            for post in document.posts
        ]
        self._root = self._at.get(OPENING, -1)
        below: dict[int, list[int]] = defaultdict(list)
        for at, above in enumerate(self._above):
            if at != self._root:
                below[above].append(at)
        count = len(self._above)
        self._first, self._last = np.zeros(count, np.intp), np.zeros(count, np.intp)
        self._branch = np.arange(count)
        self._order: list[int] = []
        waiting = list(reversed(below[-1]))
        while waiting:
            at = waiting.pop()
            self._first[at] = len(self._order)
            self._order.append(at)
            if self._above[at] >= 0:
                self._branch[at] = self._branch[self._above[at]]
            waiting += reversed(below[at])
        self._last[:] = self._first
        for at in reversed(self._order):
            if (above := self._above[at]) >= 0:
                self._last[above] = max(self._last[above], self._last[at])

    def places(self, posts: Sequence[Post]) -> npt.NDArray[np.intp]:
        """The indexes of posts in the document."""
        return np.array([self._at[post.id] for post in posts], np.intp)

    def branches(self, posts: Sequence[Post]) -> npt.NDArray[np.intp]:
        """For each post the index of its ancestor just below the root."""
        return self._branch[self.places(posts)]

    def distances(self, left: Sequence[Post], right: Sequence[Post]) -> Floats:
        """The number of steps between posts, up and down the replies; the shape is (left, right)."""
        ends = self.places(right)
        at_end = self._first[ends]
        depth = np.zeros(len(self._above))
        for at in self._order:
            depth[at] = depth[self._above[at]] + 1 if self._above[at] >= 0 else 1
        rows: dict[int, Floats] = {}
        wanted = {int(at) for at in self.places(left)}
        keep = self._paths(wanted)
        if self._root in wanted:
            rows[self._root] = depth[ends]
        for at in self._order:
            if at not in keep:
                continue
            above = rows[self._above[at]] if self._above[at] >= 0 else depth[ends]
            inside = (at_end >= self._first[at]) & (at_end <= self._last[at]) & (ends != self._root)
            rows[at] = above + 1 - 2 * inside
        return np.stack([rows[int(at)] for at in self.places(left)])

    def _paths(self, wanted: Iterable[int]) -> set[int]:
        """These posts and all above them."""
        found: set[int] = set()
        for at in wanted:
            while at >= 0 and at not in found:
                found.add(at)
                at = self._above[at]
        return found
