"""What holds for a whole debate before anything is inferred: who takes part, what starts it, what kind it is."""

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
"""Names that many people share: posts under such a name are not one person's."""
VERDICT = re.compile(
    r"\b(?:AITAH?|WIBTAH?|AITJ|WIBTJ)\b|\b(?:am|was|were|would|wouldn['’]t) I (?:be )?(?:the|an?) "
    r"(?:ass?hole|a-?hole|jerk|bad guy|AH|wrong one)\b|\bam I (?:being |so )?(?:wrong|unreasonable|overreacting)\b"
    r"|\bwas I (?:wrong|unreasonable|too harsh)\b",
    re.IGNORECASE,
)
"""Titles by which somebody asks to be judged."""
_FAR = 6
_SEVERAL = 3
_OPENING_CHARACTERS = 4_000
"""How much of an opening is looked at; a request to be judged stands near the beginning or the end."""


@dataclass(frozen=True, slots=True)
class DebateContext:
    """A debate as the rest of this package looks at it.

    Attributes:
        posts: by id, in the document's order.
        parent: post id to the id of the post that it answers; posts whose parent is missing have none.
        depth: replies above each post; 0 for posts that answer no post.
        person: post id to a key of its author; a post without a name of its own is a person of its own.
        opening: the id of the post that the debate answers, or None where several start side by side.
        verdict: the opening asks to be judged.
        asks: the title is a question.
        replies: how many posts answer each post.
        activity: how many posts each person wrote.
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
        """Whether the debate is about something elsewhere: nothing opens it, and several comments answer nothing."""
        return self.opening is None and sum(above is None for above in self.parent.values()) >= _SEVERAL

    def above(self, post: str | None) -> list[str]:
        """The posts above a post, the nearest first; six at most, since nothing asks for those further up."""
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
        """The people who wrote the posts above a post."""
        return {self.person[one] for one in self.above(post)}


def context_of(document: Document) -> DebateContext:
    """Look at who takes part in a document and how.

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
    """A key for the author of a post; a name that many share stands for nobody."""
    name = post.author or ""
    return f"post {post.id}" if _NOBODY.fullmatch(name) else f"name {name}"
