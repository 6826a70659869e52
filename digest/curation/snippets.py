"""A debate as corrections that can be copied: all that an editor may want to put right, the doubtful first.

The text is itself a file of corrections in which every line is a remark; what is wanted has its `# ` taken away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import yaml

from digest.analysis import structure
from digest.curation.items import NOBODY, Ref
from digest.curation.lookup import Claims, Posts, said, threads_named
from digest.model import TITLE, ArgumentThread, Claim, Digest, Document, KeyPoint, Post, Relation
from digest.text.spans import own_blocks

__all__ = ["SCHEMA_NAME", "snippets"]

SCHEMA_NAME = ".curation.schema.json"
"""Beside the corrections, where a program for writing text finds it."""
_T = TypeVar("_T")
_NUMBERED = re.compile(r"p\d+")
"""Ids of posts that have none of their own: they change when a post is put between."""
_UNSURE_PARENT = 0.75
_UNSURE_RELATION = 0.7
_UNSURE_BEGINNING = (0.2, 0.8)
_WORDS = (5, 8, 12, 20, 40)
"""Of so many words a reference is tried, the fewest first."""


def snippets(document: Document, *, digest: Digest, most: int) -> str:
    """All that can be corrected in a debate, as remarks.

    Args:
        document: as a reader gave it.
        digest: as it is published, corrected.
        most: how many of each kind are listed.
    """
    names = _Names(digest)
    parts = (
        _summary(digest),
        _threads(digest, names, most),
        _points(digest, most),
        _phrases(digest, most),
        _parents(digest, names, most),
        _boundaries(document, digest, names, most),
        _relations(digest, names, most),
        _roles(digest, names, most),
        _posts(digest, names, most),
    )
    head = (
        f"# yaml-language-server: $schema={SCHEMA_NAME}",
        f"# Corrections of “{_line(digest.document.title)}”. Take the `# ` away from what you want, and from the line",
        "# with the colon above it; `digest curate` and `digest check` tell what each correction matches.",
    )
    body = ("\n".join(f"# {line}".rstrip() for line in part) for part in map(list, parts) if part)
    return _printable("\n\n".join(["\n".join(head), *body])) + "\n"


def _printable(text: str) -> str:
    """The text without what YAML does not allow; in names it is escaped already, here it stood in remarks."""
    return text if text.isprintable() else "".join(one if one == "\n" or one.isprintable() else " " for one in text)


class _Names:
    """The shortest lasting names of a debate's posts and claims."""

    def __init__(self, digest: Digest) -> None:
        self.posts = Posts(digest.document)
        self.claims = Claims(self.posts, digest.claims)
        self.threads = digest.threads

    def post(self, post: Post) -> str:
        """The id; where that is only a place or a number that we gave it, words."""
        if not self.posts.by_place and not _NUMBERED.fullmatch(post.id):
            return _quoted(post.id)
        for text in _beginnings(_own(post)):
            if self.posts.named(text) == (post,):
                return _quoted(text)
        return _quoted(_line(_own(post)))

    def claim(self, claim: Claim) -> str:
        """Words of it, with its post where they stand elsewhere, too."""
        for text in _beginnings(claim.text):
            if self.claims.named(Ref(text)) == (claim,):
                return _quoted(text)
        post = self.post(self.posts.by_id[claim.post])
        return f"{{post: {post}, text: {_quoted(_line(claim.text))}}}"

    def thread(self, thread: ArgumentThread) -> str:
        """Words of its lead claim; its id where these name no thread, or another one."""
        named = self.claim(self.claims.by_id[thread.lead])
        if named.startswith("{"):
            return _quoted(thread.id)
        found = threads_named(_unquoted(named), threads=self.threads, claims=self.claims)
        return named if found == (thread,) else _quoted(thread.id)

    def place(self, line: Post) -> str:
        """The first words of a line of a transcript that stand nowhere else."""
        for text in _beginnings(_own(line)):
            if len(self.posts.places(text)) == 1:
                return _quoted(text)
        return _quoted(_own(line))


def _beginnings(text: str) -> Iterator[str]:
    words = text.split()
    for count in _WORDS:
        yield " ".join(words[:count])
        if count >= len(words):
            return


def _own(post: Post) -> str:
    return next((post.text[one.start : one.end] for one in own_blocks(post)), post.text)


def _line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    """A YAML scalar in double quotes, on one line."""
    quoted = json.dumps(_line(text), ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in quoted)


def _unquoted(scalar: str) -> str:
    return str(yaml.safe_load(scalar))


def _some(things: Sequence[_T], most: int, lines: Callable[[_T], Iterable[str]], *, heading: str) -> Iterator[str]:
    """A list of the file with the lines of each thing, and how many are left out; nothing where there are none."""
    if things:
        yield f"{heading}:"
    for one in things[:most]:
        yield from lines(one)
    if len(things) > most:
        yield f"  # and {len(things) - most} more, see `digest curate --all`"


def _summary(digest: Digest) -> Iterable[str]:
    yield f"summary: {_quoted(digest.document.summary or 'What the debate comes to, in your words.')}"


def _threads(digest: Digest, names: _Names, most: int) -> Iterator[str]:
    def lines(at: int) -> Iterator[str]:
        thread = digest.threads[at]
        name = names.thread(thread)
        yield f"  # {_line(thread.title)} ({_count(len(thread.posts), 'post')}, {_count(len(thread.claims), 'claim')})"
        yield from (f"  - rename: {name}", f"    title: {_quoted(thread.title)}")
        if at:
            yield f"  - merge: [{names.thread(digest.threads[at - 1])}, {name}]"
        if len(thread.claims) > 2:
            second = names.claims.by_id[thread.claims[1]]
            yield from (f"  - split: {name}", f"    at: {names.claim(second)}")

    return _some(range(len(digest.threads)), most, lines, heading="threads")


def _points(digest: Digest, most: int) -> Iterator[str]:
    def lines(point: KeyPoint) -> Iterator[str]:
        name = _quoted(point.id if point.reworded else point.text)
        yield f"  # {_count(len(point.posts), 'post')}: {_line(point.text)}"
        yield from (f"  - pin: {name}", f"  - reword: {name}", '    words: "In your words."', f"  - drop: {name}")

    return _some(digest.key_points, most, lines, heading="key_points")


def _phrases(digest: Digest, most: int) -> Iterator[str]:
    texts = [one.text for one in digest.keyphrases[:most]]
    if len(texts) < 2:
        return
    yield "keyphrases:"
    yield f"  # {', '.join(map(_line, texts))}"
    yield f"  - merge: [{_quoted(texts[0])}, {_quoted(texts[1])}]"
    yield f"    into: {_quoted(texts[0])}"
    yield f"  - rename: {_quoted(texts[0])}"
    yield f"    to: {_quoted(texts[0])}"


def _parents(digest: Digest, names: _Names, most: int) -> Iterator[str]:
    """Who may answer another one, the least sure first."""

    def lines(post: Post) -> Iterator[str]:
        parent = names.posts.by_id.get(post.parent or "")
        to = names.posts.shown(parent) if parent else NOBODY
        yield f"  # answers {to}, {post.parent_confidence:.0%} sure: {said(_own(post))}"
        yield f"  - post: {names.post(post)}"
        yield f"    answers: {names.post(parent) if parent else NOBODY}"

    doubtful = [post for post in digest.document.posts if post.parent_confidence < _UNSURE_PARENT]
    return _some(sorted(doubtful, key=lambda one: one.parent_confidence), most, lines, heading="parents")


def _boundaries(document: Document, digest: Digest, names: _Names, most: int) -> Iterator[str]:
    """The lines of a transcript that may or may not begin a post."""
    low, high = _UNSURE_BEGINNING
    begins = {post.lines[0]: post for post in digest.document.posts[1:] if post.lines}
    first = digest.document.posts[0].lines if digest.document.posts else None
    joins: list[tuple[Post, Post, float]] = []
    splits: list[tuple[Post, float]] = []
    for line, chance in structure.beginnings(document):
        number = line.lines[0] if line.lines else 0
        if not low < chance < high or (first and number == first[0]):
            continue
        if number in begins:
            joins.append((begins[number], line, chance))
        elif _own(line).strip():
            splits.append((line, chance))

    def joining(one: tuple[Post, Post, float]) -> Iterator[str]:
        post, line, chance = one
        yield from (_doubt(line, chance), f"  - post: {names.post(post)}")

    def splitting(one: tuple[Post, float]) -> Iterator[str]:
        line, chance = one
        yield from (_doubt(line, chance), f"  - at: {names.place(line)}")

    yield from _some(joins, most, joining, heading="join")
    yield from _some(splits, most, splitting, heading="split")


def _doubt(line: Post, chance: float) -> str:
    return f"  # line {line.lines[0] if line.lines else 0}, {chance:.0%} that a post begins: {said(line.text)}"


def _relations(digest: Digest, names: _Names, most: int) -> Iterator[str]:
    """What may not hold, the least sure first."""

    def lines(one: Relation) -> Iterator[str]:
        target = names.claims.by_id.get(one.target)
        yield f"  # {one.type}s, {one.confidence:.0%} sure, {_line(one.cue)}"
        yield f"  - source: {names.claim(names.claims.by_id[one.source])}"
        yield f"    target: {names.claim(target) if target else TITLE}"
        yield f"    type: {one.type}  # or support, attack, none"

    doubtful = [one for one in digest.relations if one.confidence < _UNSURE_RELATION]
    return _some(sorted(doubtful, key=lambda one: one.confidence), most, lines, heading="relations")


def _roles(digest: Digest, names: _Names, most: int) -> Iterator[str]:
    def lines(one: Claim) -> Iterator[str]:
        yield f"  - claim: {names.claim(one)}"
        yield f"    role: {one.role}  # {one.confidence:.0%} sure; or claim, premise, neither"

    return _some(sorted(digest.claims, key=lambda one: one.confidence), most, lines, heading="roles")


def _posts(digest: Digest, names: _Names, most: int) -> Iterator[str]:
    def lines(one: Post) -> Iterator[str]:
        by = f"{_line(one.author)} " if one.author else ""
        yield f"  - post: {names.post(one)}  # {by}{said(_own(one))}"

    return _some([post for post in digest.document.posts if post.text], most, lines, heading="hide")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
