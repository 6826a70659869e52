"""A debate as corrections that can be copied: all that an editor may want to put right, the doubtful first.

The text is itself a file of corrections in which every line is a remark; what is wanted has its `# ` taken away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from digest.analysis import structure
from digest.curation.items import NOBODY, Ref
from digest.curation.lookup import Claims, Posts, said, threads_named
from digest.model import TITLE, Claim, Digest, Document, Post
from digest.text.spans import own_blocks

__all__ = ["SCHEMA_NAME", "snippets"]

SCHEMA_NAME = ".curation.schema.json"
"""Beside the corrections, where a program for writing text finds it."""
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
    return "\n\n".join(["\n".join(head), *body]) + "\n"


class _Names:
    """The shortest lasting names of a debate's posts and claims."""

    def __init__(self, digest: Digest) -> None:
        self.posts = Posts(digest.document)
        self.claims = Claims(self.posts, digest.claims)

    def post(self, post: Post) -> str:
        """The id; where that is only a place, words."""
        if not self.posts.by_place:
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

    def words(self, claim: Claim) -> str:
        """Words of it, where a thread or key point is named by them; its id where no words are its own."""
        named = self.claim(claim)
        return _quoted(claim.id) if named.startswith("{") else named


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
    return json.dumps(_line(text), ensure_ascii=False)


def _some(lines: Sequence[tuple[str, ...]], most: int) -> Iterator[str]:
    for one in islice(lines, most):
        yield from one
    if len(lines) > most:
        yield f"  # and {len(lines) - most} more, see `digest curate --all`"


def _summary(digest: Digest) -> Iterable[str]:
    yield f"summary: {_quoted(digest.document.summary or 'What the debate comes to, in your words.')}"


def _threads(digest: Digest, names: _Names, most: int) -> Iterator[str]:
    if not digest.threads:
        return
    yield "threads:"
    lines = []
    for at, thread in enumerate(digest.threads):
        lead = names.claims.by_id[thread.lead]
        name = names.words(lead)
        if threads_named(json.loads(name), threads=digest.threads, claims=names.claims) != (thread,):
            name = _quoted(thread.id)
        more: tuple[str, ...] = (
            f"  # {thread.title} ({_count(len(thread.posts), 'post')}, {_count(len(thread.claims), 'claim')})",
        )
        more += (f"  - rename: {name}", f"    title: {_quoted(thread.title)}")
        if at:
            first = names.words(names.claims.by_id[digest.threads[at - 1].lead])
            more += (f"  - merge: [{first}, {name}]",)
        if len(thread.claims) > 2:
            more += (f"  - split: {name}", f"    at: {names.claim(names.claims.by_id[thread.claims[1]])}")
        lines.append(more)
    yield from _some(lines, most)


def _points(digest: Digest, most: int) -> Iterator[str]:
    if not digest.key_points:
        return
    yield "key_points:"
    lines = []
    for point in digest.key_points:
        name = _quoted(point.id if point.reworded else point.text)
        remark = f"  # {_count(len(point.posts), 'post')}: {_line(point.text)}"
        lines.append(
            (remark, f"  - pin: {name}", f"  - reword: {name}", '    words: "In your words."', f"  - drop: {name}")
        )
    yield from _some(lines, most)


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
    doubtful = [post for post in digest.document.posts if post.parent_confidence < _UNSURE_PARENT]
    if not doubtful:
        return
    yield "parents:"
    lines = []
    for post in sorted(doubtful, key=lambda one: one.parent_confidence):
        parent = names.posts.by_id.get(post.parent or "")
        to = names.posts.shown(parent) if parent else NOBODY
        remark = f"  # answers {to}, {post.parent_confidence:.0%} sure: {said(_own(post))}"
        answers = names.post(parent) if parent else NOBODY
        lines.append((remark, f"  - post: {names.post(post)}", f"    answers: {answers}"))
    yield from _some(lines, most)


def _boundaries(document: Document, digest: Digest, names: _Names, most: int) -> Iterator[str]:
    """The lines of a transcript that may or may not begin a post."""
    low, high = _UNSURE_BEGINNING
    doubtful = [(post, chance) for post, chance in structure.beginnings(document) if low < chance < high]
    begins = {post.lines[0]: post for post in digest.document.posts if post.lines}
    joins, splits = [], []
    for line, chance in doubtful:
        post = begins.get(line.lines[0]) if line.lines else None
        text = next(iter(_beginnings(_own(line))), "")
        remark = f"  # line {line.lines[0] if line.lines else 0}, {chance:.0%} that a post begins: {said(line.text)}"
        if post is not None and post is not digest.document.posts[0]:
            joins.append((remark, f"  - post: {names.post(post)}"))
        elif post is None and text:
            splits.append((remark, f"  - at: {_quoted(text)}"))
    for name, lines in (("join", joins), ("split", splits)):
        if lines:
            yield f"{name}:"
            yield from _some(lines, most)


def _relations(digest: Digest, names: _Names, most: int) -> Iterator[str]:
    doubtful = [one for one in digest.relations if one.confidence < _UNSURE_RELATION]
    if not doubtful:
        return
    yield "relations:"
    lines = []
    for one in sorted(doubtful, key=lambda one: one.confidence):
        source, target = names.claims.by_id[one.source], names.claims.by_id.get(one.target)
        lines.append(
            (
                f"  # {one.type}s, {one.confidence:.0%} sure, {_line(one.cue)}",
                f"  - source: {names.claim(source)}",
                f"    target: {names.claim(target) if target else TITLE}",
                f"    type: {one.type}  # or support, attack, none",
            )
        )
    yield from _some(lines, most)


def _roles(digest: Digest, names: _Names, most: int) -> Iterator[str]:
    if not digest.claims:
        return
    yield "roles:"
    ordered = sorted(digest.claims, key=lambda one: one.confidence)
    lines = [
        (
            f"  - claim: {names.claim(one)}",
            f"    role: {one.role}  # {one.confidence:.0%} sure; or claim, premise, neither",
        )
        for one in ordered[: most + 1]
    ]
    yield from _some([*lines, *[()] * (len(ordered) - len(lines))], most)


def _posts(digest: Digest, names: _Names, most: int) -> Iterator[str]:
    shown = [post for post in digest.document.posts if post.text]
    if not shown:
        return
    yield "hide:"
    lines = [(f"  - post: {names.post(one)}  # {one.author or ''} {said(_own(one))}",) for one in shown[: most + 1]]
    yield from _some([*lines, *[()] * (len(shown) - len(lines))], most)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
