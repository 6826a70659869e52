"""The context of a debate: who takes part, what starts it, what kind of debate it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from digest.model import OPENING, Document, Post

_NOBODY = re.compile(
    r"\W*(?:\[?deleted\]?|\[?removed\]?|\[?hidden\]?|anon(?:ymous)?(?: coward)?|guest|unknown|nobody)?\W*",
    re.IGNORECASE,
)
"""Names that many people share; posts under such a name are not one person's."""
VERDICT = re.compile(
    r"\b(?:AITAH?|WIBTAH?|AITJ|WIBTJ)\b|\b(?:am|was|were|would|wouldn['’]t) I (?:be )?(?:the|an?) "
    r"(?:ass?hole|a-?hole|jerk|bad guy|AH|wrong one)\b|\bam I (?:being |so )?(?:wrong|unreasonable|overreacting)\b"
    r"|\bwas I (?:wrong|unreasonable|too harsh)\b",
    re.IGNORECASE,
)
"""Titles of posts whose author asks to be judged, as on r/AmItheAsshole."""
_FAR = 6
_SEVERAL = 3
_OPENING_CHARACTERS = 4_000
"""Characters of an opening that are searched, half of them at each end: a request to be judged is near one of them."""


@dataclass(frozen=True, slots=True)
class DebateContext:
    """A debate as this package needs it.

    Attributes:
        posts: by id, in the document's order.
        parent: for each post the id of its parent; None where the parent is missing.
        depth: for each post; 0 without a parent.
        person: for each post a key of its author; a post without a usable name counts as a person.
        opening: the id of the post that starts the debate; None where several do.
        verdict: whether the opening asks to be judged.
        asks: whether the title is a question.
        replies: number of replies to each post.
        activity: number of posts of each person.
    """

    posts: Mapping[str, Post]
    parent: Mapping[str, str | None]
    depth: Mapping[str, int]
    person: Mapping[str, str]
    opening: str | None
    verdict: bool
    asks: bool
    replies: Mapping[str, int]
    activity: Mapping[str, int]

    @property
    def about_article(self) -> bool:
        """Whether the debate is about something elsewhere: it has no opening, and several posts answer no post."""
        return self.opening is None and sum(above is None for above in self.parent.values()) >= _SEVERAL

    def above(self, post: str | None) -> list[str]:
        """The ancestors of a post, the nearest first; six at most, as no feature needs more."""
        found: list[str] = []
        at = self.parent[post] if post is not None else None
        while at is not None and len(found) < _FAR:
            found.append(at)
            at = self.parent[at]
        return found

    def judges(self, post: str) -> bool:
        """Whether a post answers an opening that asks to be judged."""
        return self.verdict and post != self.opening and self.parent[post] == self.opening

    def talked_before(self, post: str | None) -> set[str]:
        """The authors of the ancestors of a post."""
        return {self.person[one] for one in self.above(post)}


def context_of(document: Document) -> DebateContext:
    """Compute the context of a document.

    Args:
        document: with its structure recovered.
    """
    posts = {post.id: post for post in document.posts}
    parent = {post.id: post.parent if post.parent in posts else None for post in document.posts}
    opening = _opening(document, parent)
    depth: dict[str, int] = {}
    for post in document.posts:
        above = parent[post.id]
        depth[post.id] = 0 if above is None else 1 + depth.get(above, 0)
    person = {post.id: _person(post) for post in document.posts}
    text = posts[opening].text if opening is not None else ""
    head = text[: _OPENING_CHARACTERS // 4] + "\n" + text[-_OPENING_CHARACTERS // 4 :]
    return DebateContext(
        posts=posts,
        parent=parent,
        depth=depth,
        person=person,
        opening=opening,
        verdict=bool(VERDICT.search(document.title) or (opening == OPENING and VERDICT.search(head))),
        asks=document.title.rstrip(" )\"'”’").endswith("?"),
        replies=Counter(above for above in parent.values() if above is not None),
        activity=Counter(person.values()),
    )


def _opening(document: Document, parent: Mapping[str, str | None]) -> str | None:
    """The post that all others answer in the end: the opening text, or the only root."""
    if any(post.id == OPENING for post in document.posts):
        return OPENING
    roots = [post for post, above in parent.items() if above is None]
    return roots[0] if len(roots) == 1 and len(parent) > 1 else None


def _person(post: Post) -> str:
    """A key for the author of a post; the post itself is the key where many share the name."""
    name = post.author or ""
    return f"post {post.id}" if _NOBODY.fullmatch(name) else f"name {name}"
