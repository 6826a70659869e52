"""Blacks out spans of a post, and adjusts its blocks, links, id and parent cue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from digest.model import OPENING, TITLE, Block, Claim, Document, Mark, Post
from digest.text.slugs import short_hash
from digest.text.spelling import words_in

__all__ = ["BLACK", "blacked", "merged", "reasons", "renamed", "struck", "with_claims"]

BLACK = "█████"
"""Replaces blacked-out text of any length. It is not a word, so the analysis ignores it."""
Span = tuple[int, int]
_MARKS = re.compile(r"(?:[ \t]*>)+[ \t]*|\s+")
_MACHINE = frozenset({"hackernews", "reddit", "discourse", "lobsters", "github"})
"""Formats whose post ids are made by the site, not from text."""
_WORDLESS = re.compile(
    rf"{OPENING}|(?=.*\d)[0-9a-fA-F-]+|(?:[A-Za-z]{{0,2}}|row|post)[-_.]?\d+[A-Za-z]?(?:-[0-9a-f]{{6}})?"
)
"""Ids that contain no text by people: `b1`, `row12`, `l4-3fa2bc`, a checksum."""
_WHY = (
    (re.compile(r"quotes “.*” from it", re.DOTALL), "quotes it"),
    (re.compile(r"same subject: .*", re.DOTALL), "same subject"),
    (re.compile(r"names .*", re.DOTALL), "names its author"),
)
"""Cues that repeat words or names, and each without them."""
_PLAIN_WHY = frozenset(
    [
        *("opens by agreeing", "opens by disagreeing", "follows its question", "follows it", "quotes it"),
        *("most likely of the posts above", "stands beside others that say the same", "speaks of the article"),
        *("fits no post above", "stands first", "unclear which post it replies to", "set by the editor"),
        *("the post that it replies to is missing from the source", "it has the same subject"),
    ]
)


def blacked(post: Post, holes: Sequence[Span]) -> Post:
    """A post with these spans blacked out, and its blocks and links moved accordingly."""
    text = struck(post.text, holes)

    def moved(at: int, *, end: bool) -> int:
        shift = 0
        for first, after in holes:
            if at >= after:
                shift += len(BLACK) - (after - first)
            elif at > first:
                return first + shift + (len(BLACK) if end else 0)
        return at + shift

    blocks = tuple(
        Block(one.kind, moved(one.start, end=False), moved(one.end, end=True), one.level) for one in post.blocks
    )
    marks = tuple(
        Mark(one.kind, moved(one.start, end=False), moved(one.end, end=True), one.url)
        for one in post.marks
        if not any(start < one.end and one.start < end for start, end in holes)
    )
    return replace(post, text=text, blocks=blocks, marks=marks)


def struck(text: str, holes: Iterable[Span]) -> str:
    """A text with these spans blacked out, which are in order and do not overlap."""
    out, last = "", 0
    for start, end in holes:
        out += text[last:start] + BLACK
        last = end
    return out + text[last:]


def merged(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans in order; adjacent ones are joined, and none crosses the end of a line."""
    out: list[Span] = []
    for start, end in sorted(one for span in spans for one in _lines(text, span)):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _lines(text: str, span: Span) -> Iterator[Span]:
    """A span line by line, without quote marks and spaces at the start, so that a quote stays a quote."""
    at = span[0]
    for line in text[slice(*span)].split("\n"):
        mark = _MARKS.match(line)
        skipped = mark.end() if mark else 0
        if line[skipped:].strip():
            yield at + skipped, at + len(line.rstrip())
        at += len(line) + 1


def renamed(document: Document, *, gone: frozenset[str], words: Callable[[str], list[Span]]) -> dict[str, str]:
    """The id of each post without hidden words; a hidden post gets a neutral id if its id was made from text.

    Args:
        gone: ids of the hidden posts.
        words: finds the spans of hidden words in an id.
    """
    taken = {post.id for post in document.posts}
    names: dict[str, str] = {}
    for post in document.posts:
        name = struck(post.id, merged(post.id, words(post.id)))
        if post.id in gone and document.format not in _MACHINE and not _WORDLESS.fullmatch(post.id):
            name = "hidden"
        if name != post.id:
            plain, number = name, 1
            while name in taken:
                number += 1
                name = f"{plain}-{number}"
            taken.add(name)
        names[post.id] = name
    return names


def reasons(posts: Sequence[Post], *, holds: Callable[[str], bool]) -> tuple[Post, ...]:
    """Posts whose parent cue repeats only text that is still shown.

    Args:
        posts: as they are shown, hidden ones empty.
        holds: whether a text holds hidden words.
    """
    by_id = {post.id: post for post in posts}
    return tuple(
        replace(post, parent_cue=_why(post, by_id.get(post.parent or ""), holds)) if post.parent_cue else post
        for post in posts
    )


def _why(post: Post, parent: Post | None, holds: Callable[[str], bool]) -> str:
    cue = post.parent_cue
    if cue in _PLAIN_WHY:
        return cue
    bare = next((plain for pattern, plain in _WHY if pattern.fullmatch(cue)), "")
    if holds(cue) or (parent is not None and parent.status == "hidden"):
        return bare
    shown = f"{post.text} {parent.text} {parent.author or ''}" if parent else post.text
    known = {word for word, _, _ in words_in(f"{shown} {bare} from it")}
    return bare if bare and any(word not in known for word, _, _ in words_in(cue)) else cue


def with_claims(document: Document, *, holes: Mapping[str, Sequence[Span]], names: Mapping[str, str]) -> Document:
    """Of the claims that the source itself gives, those that lost no word, at their new places and under new ids.

    Ids are made of a post's id and words, so those of a source were made of what is hidden now.

    Args:
        holes: what was blacked out, by the ids that posts had.
        names: the ids that posts have now, by those that they had; hidden posts are missing.
    """
    if not document.claims:
        return document
    ids: dict[str, str] = {}
    claims: list[Claim] = []
    for claim in document.claims:
        mine = holes.get(claim.post, ())
        if claim.post not in names or any(start < claim.end and claim.start < end for start, end in mine):
            continue
        shift = sum(len(BLACK) - (end - start) for start, end in mine if end <= claim.start)
        post = names[claim.post]
        ids[claim.id] = short_hash(post, claim.text) if post != claim.post else claim.id
        claims.append(replace(claim, id=ids[claim.id], post=post, start=claim.start + shift, end=claim.end + shift))
    relations = tuple(
        replace(one, source=ids.get(one.source, one.source), target=ids.get(one.target, one.target))
        for one in document.relations
        if one.source in ids and (one.target in ids or one.target == TITLE)
    )
    return replace(document, claims=tuple(claims), relations=relations)
