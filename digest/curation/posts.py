"""Applies corrections of post boundaries and parents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from digest.analysis import quotes
from digest.analysis.structure.merge import merge_lines
from digest.curation.items import NOBODY, Join, Parent, Split
from digest.curation.lookup import Passage, Posts
from digest.curation.report import Report
from digest.model import Document, Mark, Post
from digest.text.normal import normal
from digest.text.slugs import short_hash
from digest.text.spans import blocks_of, cut

__all__ = ["answering", "joined", "split"]

_T = TypeVar("_T", Split, Join)
BY_EDITOR = "set by the editor"
_NAMED_BY = 80
"""Characters of a split-off post that its id is made from."""


def split(document: Document, *, items: Iterable[Split], report: Report) -> Document:
    """Split posts where another one begins."""
    for item in _allowed(document, items, report):
        posts = Posts(document)
        within = _post(item, item.post, posts, report) if item.post else None
        if item.post and within is None:
            continue
        places = posts.places(item.at, within=(within,) if within else None)
        place = report.one(item, item.at, places, kind="place", shown=posts.shown_place, texts=posts.texts())
        if place is None:
            continue
        start = _line_start(place)
        if not place.post.text[:start].strip():
            report.held(item, f"{posts.shown(place.post)} already begins there")
            document = _with(document, {place.post.id: replace(place.post, begins_confidence=1.0)})
            document = _answering(document, place.post, item, report)
            continue
        document = _cut(document, place.post, start)
        second = document.posts[document.posts.index(_first_half(place.post, start)) + 1]
        report.held(item, f"{posts.shown(place.post)} ends before {Posts(document).shown(second)}")
        document = _hung(document, second, item, report)
    return document


def _allowed(document: Document, items: Iterable[_T], report: Report) -> Iterable[_T]:
    """The items; none for a file that defines its own posts and claims."""
    if not document.claims:
        return items
    for item in items:
        report.missed(item, "the debate's file names its authors and replies itself", "correct the file")
    return ()


def _line_start(place: Passage) -> int:
    """The passage extended to the quote marks before it, which belong to the new post."""
    before = place.post.text[: place.start]
    bare = before.rstrip(" >\t")
    return len(bare) if not bare or bare.endswith("\n") else place.start


def _first_half(post: Post, at: int) -> Post:
    return _part(post, 0, at, name=post.id)


def _cut(document: Document, post: Post, at: int) -> Document:
    rest = post.text[at:].strip()
    name = f"{post.id}-{short_hash(normal(rest).text[:_NAMED_BY], length=6)}"
    second = replace(
        _part(post, at, len(post.text), name=name),
        parent=None,
        parent_confidence=0.0,
        parent_cue="unclear which post it replies to",
        begins_confidence=1.0,
    )
    where = document.posts.index(post)
    return replace(
        document, posts=(*document.posts[:where], _first_half(post, at), second, *document.posts[where + 1 :])
    )


def _part(post: Post, start: int, end: int, *, name: str) -> Post:
    """A span of a post as a post of its own."""
    span = cut(post.text, start, end)
    blocks = []
    for block in blocks_of(post):
        inside = cut(post.text, max(block.start, span.start), min(block.end, span.end))
        if inside.text and block.start < span.end and block.end > span.start:
            blocks.append(replace(block, start=inside.start - span.start, end=inside.end - span.start))
    marks = tuple(
        Mark(mark.kind, mark.start - span.start, mark.end - span.start, mark.url)
        for mark in post.marks
        if mark.start >= span.start and mark.end <= span.end
    )
    return replace(post, id=name, text=span.text, blocks=tuple(blocks), marks=marks)


def _hung(document: Document, second: Post, item: Split, report: Report) -> Document:
    """The document with the new post as a reply to the one that the editor names, else to the one that it quotes."""
    if item.answers:
        return _answering(document, second, item, report)
    at = document.posts.index(second)
    before = {post.id for post in document.posts[:at]}
    for quote in quotes.trace(replace(document, posts=document.posts[: at + 1])):
        if quote.post == second.id and quote.source in before:
            found = replace(second, parent=quote.source, parent_confidence=0.9, parent_cue="quotes it")
            return _with(document, {second.id: found})
    return document


def _answering(document: Document, post: Post, item: Split, report: Report) -> Document:
    """The document with the post as a reply to the one that the editor names, if any."""
    if not item.answers:
        return document
    return answering(document, items=[Parent(item.line, post.id, item.answers)], report=report, ids=True)


def joined(document: Document, *, items: Iterable[Join], report: Report) -> Document:
    """Join posts; an item names a post by its first words."""
    for item in _allowed(document, items, report):
        posts = Posts(document)
        second = _post(item, item.post, posts, report)
        if second is None:
            continue
        if _within(item.post, second, posts):
            report.held(item, f"is already part of {posts.shown(second)}")
            continue
        at = document.posts.index(second)
        first = _post(item, item.to, posts, report) if item.to else document.posts[at - 1] if at else None
        if first is None:
            if not item.to:
                report.missed(item, f"nothing precedes {posts.shown(second)}", "name another post")
            continue
        if first is second:
            report.held(item, f"{posts.shown(first)} is already one post")
            continue
        if document.posts.index(first) > at:
            report.missed(item, f"{posts.shown(first)} comes later", "swap `post` and `to`")
            continue
        report.held(item, f"{posts.shown(second)} belongs to {posts.shown(first)}")
        document = _one(document, first, second)
    return document


def _within(name: str, post: Post, posts: Posts) -> bool:
    """Whether words are in the middle of a post, which is then already joined."""
    if name == post.id and not posts.by_place:
        return False
    places = posts.places(name, within=(post,))
    return bool(places) and bool(post.text[: places[0].start].strip(" >\n"))


def _one(document: Document, first: Post, second: Post) -> Document:
    whole = merge_lines([first, second])
    if document.posts.index(second) != document.posts.index(first) + 1:
        whole = replace(whole, lines=first.lines)
    moved = {second.id: first.id}
    return replace(
        document,
        posts=tuple(
            whole if post is first else replace(post, parent=moved.get(post.parent or "", post.parent))
            for post in document.posts
            if post is not second
        ),
    )


def answering(document: Document, *, items: Iterable[Parent], report: Report, ids: bool = False) -> Document:
    """Change parents; a post before its new parent moves behind it.

    Args:
        ids: whether posts can be named by their ids, even if these are line numbers.
    """
    for item in items:
        posts = Posts(document)
        post = posts.by_id[item.post] if ids else _post(item, item.post, posts, report)
        if post is None:
            continue
        if item.answers.casefold() == NOBODY:
            report.held(item, f"{posts.shown(post)} starts a conversation")
            document = _with(document, {post.id: _answer(post, None)})
            continue
        parent = _post(item, item.answers, posts, report)
        if parent is None:
            continue
        if parent.id in _below(document, post):
            report.missed(item, f"{posts.shown(parent)} answers {posts.shown(post)} itself", "correct that one first")
            continue
        report.held(item, f"{posts.shown(post)} answers {posts.shown(parent)}")
        document = _in_order(_with(document, {post.id: _answer(post, parent.id)}))
    return document


def _answer(post: Post, parent: str | None) -> Post:
    return replace(post, parent=parent, parent_confidence=1.0, parent_cue=BY_EDITOR)


def _post(item: Join | Split | Parent, name: str, posts: Posts, report: Report) -> Post | None:
    return report.one(item, name, posts.named(name), kind="post", shown=posts.shown, texts=posts.texts())


def _with(document: Document, changed: dict[str, Post]) -> Document:
    return replace(document, posts=tuple(changed.get(post.id, post) for post in document.posts))


def _below(document: Document, post: Post) -> set[str]:
    """The ids of a post and of all posts below it."""
    found = {post.id}
    for other in document.posts:  # parents come before their replies
        if other.parent in found:
            found.add(other.id)
    return found


def _in_order(document: Document) -> Document:
    """The same posts, parents before their replies, with as few moves as possible."""
    known = {post.id for post in document.posts}
    waiting: dict[str, list[Post]] = {}
    out: list[Post] = []
    done: set[str] = set()
    for post in document.posts:
        if post.parent in known and post.parent not in done:
            waiting.setdefault(post.parent or "", []).append(post)
            continue
        free: list[Post] = [post]
        while free:
            one = free.pop()
            out.append(one)
            done.add(one.id)
            free.extend(reversed(waiting.pop(one.id, [])))
    return replace(document, posts=tuple(out)) if len(out) == len(document.posts) else document
