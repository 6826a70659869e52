"""Lists everything in a debate that can be corrected, the most doubtful first.

The text is a corrections file in which every line is commented out; an editor removes the `# ` of the wanted lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from digest.analysis import structure
from digest.curation.items import NOBODY
from digest.curation.lookup import said
from digest.curation.names import Names, one_line, own_words, quoted
from digest.model import TITLE, Claim, Digest, Document, KeyPoint, Position, Post, Relation, Topic

__all__ = ["SCHEMA_NAME", "snippets"]

SCHEMA_NAME = ".curation.schema.json"
"""Written beside the corrections for text editors."""
_T = TypeVar("_T")
_UNSURE_PARENT = 0.75
_UNSURE_RELATION = 0.7
_UNSURE_BEGINNING = (0.2, 0.8)


def snippets(document: Document, *, digest: Digest, most: int) -> str:
    """Everything that can be corrected in a debate, as comments.

    Args:
        document: from the reader.
        digest: with corrections applied.
        most: how many of each kind are listed.
    """
    names = Names(digest)
    parts = (
        _summary(digest),
        _topics(digest, names, most),
        _threads(digest, names, most),
        _points(digest, most),
        _phrases(digest, most),
        _sides(digest, names, most),
        _stances(digest, names, most),
        _parents(digest, names, most),
        _boundaries(document, digest, names, most),
        _relations(digest, names, most),
        _roles(digest, names, most),
        _posts(digest, names, most),
    )
    head = (
        f"# yaml-language-server: $schema={SCHEMA_NAME}",
        f"# Corrections of “{one_line(digest.document.title)}”. Remove the `# ` from the lines you want, and from",
        "# the line with the colon above them. `digest curate` and `digest check` show what each correction matches.",
    )
    body = ("\n".join(f"# {line}".rstrip() for line in part) for part in map(list, parts) if part)
    return _printable("\n\n".join(["\n".join(head), *body])) + "\n"


def _printable(text: str) -> str:
    """The text without characters that YAML forbids, which may occur in comments; in names they are already escaped."""
    return text if text.isprintable() else "".join(one if one == "\n" or one.isprintable() else " " for one in text)


def _some(things: Sequence[_T], most: int, lines: Callable[[_T], Iterable[str]], *, heading: str) -> Iterator[str]:
    """A section with the lines of each thing and the number of omitted ones; empty without any."""
    if things:
        yield f"{heading}:"
    for one in things[:most]:
        yield from lines(one)
    if len(things) > most:
        yield f"  # and {len(things) - most} more, see `digest curate --all`"


def _summary(digest: Digest) -> Iterable[str]:
    yield f"summary: {quoted(digest.document.summary or 'The outcome of the debate, in your words.')}"
    if digest.proposition is not None:
        yield f"proposition: {quoted(digest.proposition.text)}"


def _topics(digest: Digest, names: Names, most: int) -> Iterator[str]:
    def lines(topic: Topic) -> Iterator[str]:
        first = names.posts.by_id[topic.posts[0]]
        yield f"  # {one_line(topic.title)} ({_count(len(topic.posts), 'post')})"
        yield from (f"  - rename: {names.post(first)}", f"    title: {quoted(topic.title)}")
        yield from (f"  - topic: {quoted(topic.title)}", f"    posts: [{names.post(first)}]")

    return _some(digest.topics, most, lines, heading="topics")


def _threads(digest: Digest, names: Names, most: int) -> Iterator[str]:
    def lines(at: int) -> Iterator[str]:
        thread = digest.threads[at]
        name = names.thread(thread)
        size = f"{_count(len(thread.posts), 'post')}, {_count(len(thread.claims), 'claim')}"
        yield f"  # {one_line(thread.title)} ({size})"
        yield from (f"  - rename: {name}", f"    title: {quoted(thread.title)}")
        if at:
            yield f"  - merge: [{names.thread(digest.threads[at - 1])}, {name}]"
        if len(thread.claims) > 2:
            second = names.claims.by_id[thread.claims[1]]
            yield from (f"  - split: {name}", f"    at: {names.claim(second)}")

    return _some(range(len(digest.threads)), most, lines, heading="threads")


def _points(digest: Digest, most: int) -> Iterator[str]:
    def lines(point: KeyPoint) -> Iterator[str]:
        name = quoted(point.id if point.reworded else point.text)
        yield f"  # {_count(len(point.posts), 'post')}: {one_line(point.text)}"
        yield from (f"  - pin: {name}", f"  - reword: {name}", '    words: "In your words."', f"  - drop: {name}")
        yield from (f"  - point: {name}", f"    side: {point.side}", f"    core: {'true' if point.core else 'false'}")

    return _some(digest.key_points, most, lines, heading="key_points")


def _phrases(digest: Digest, most: int) -> Iterator[str]:
    texts = [one.text for one in digest.keyphrases[:most]]
    if len(texts) < 2:
        return
    yield "keyphrases:"
    yield f"  # {', '.join(map(one_line, texts))}"
    yield f"  - merge: [{quoted(texts[0])}, {quoted(texts[1])}]"
    yield f"    into: {quoted(texts[0])}"
    yield f"  - rename: {quoted(texts[0])}"
    yield f"    to: {quoted(texts[0])}"


def _sides(digest: Digest, names: Names, most: int) -> Iterator[str]:
    """The sides of posts, least confident first."""

    def lines(one: tuple[Post, Position]) -> Iterator[str]:
        post, position = one
        yield f"  # {position.side}, {position.confidence:.0%} sure: {said(own_words(post))}"
        yield from (f"  - post: {names.post(post)}", f"    side: {position.side}")

    taken = [(post, digest.positions[post.id]) for post in digest.document.posts if post.id in digest.positions]
    return _some(sorted(taken, key=lambda one: one[1].confidence), most, lines, heading="sides")


def _stances(digest: Digest, names: Names, most: int) -> Iterator[str]:
    def lines(post: Post) -> Iterator[str]:
        yield f"  - post: {names.post(post)}  # {said(own_words(post))}"
        yield f"    stance: {digest.stances[post.id]}"

    answers = [post for post in digest.document.posts if post.parent and post.id in digest.stances]
    return _some(answers, most, lines, heading="stances")


def _parents(digest: Digest, names: Names, most: int) -> Iterator[str]:
    """Replies that may have another parent, least confident first."""

    def lines(post: Post) -> Iterator[str]:
        parent = names.posts.by_id.get(post.parent or "")
        to = names.posts.shown(parent) if parent else NOBODY
        yield f"  # answers {to}, {post.parent_confidence:.0%} sure: {said(own_words(post))}"
        yield f"  - post: {names.post(post)}"
        yield f"    answers: {names.post(parent) if parent else NOBODY}"

    doubtful = [post for post in digest.document.posts if post.parent_confidence < _UNSURE_PARENT]
    return _some(sorted(doubtful, key=lambda one: one.parent_confidence), most, lines, heading="parents")


def _boundaries(document: Document, digest: Digest, names: Names, most: int) -> Iterator[str]:
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
        elif own_words(line).strip():
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


def _relations(digest: Digest, names: Names, most: int) -> Iterator[str]:
    """Doubtful relations, least confident first."""

    def lines(one: Relation) -> Iterator[str]:
        target = names.claims.by_id.get(one.target)
        yield f"  # {one.type}s, {one.confidence:.0%} sure, {one_line(one.cue)}"
        yield f"  - source: {names.claim(names.claims.by_id[one.source])}"
        yield f"    target: {names.claim(target) if target else TITLE}"
        yield f"    type: {one.type}  # or support, attack, none"

    doubtful = [one for one in digest.relations if one.confidence < _UNSURE_RELATION]
    return _some(sorted(doubtful, key=lambda one: one.confidence), most, lines, heading="relations")


def _roles(digest: Digest, names: Names, most: int) -> Iterator[str]:
    def lines(one: Claim) -> Iterator[str]:
        yield f"  - claim: {names.claim(one)}"
        yield f"    role: {one.role}  # {one.confidence:.0%} sure; or claim, premise, neither"

    return _some(sorted(digest.claims, key=lambda one: one.confidence), most, lines, heading="roles")


def _posts(digest: Digest, names: Names, most: int) -> Iterator[str]:
    def lines(one: Post) -> Iterator[str]:
        by = f"{one_line(one.author)} " if one.author else ""
        yield f"  - post: {names.post(one)}  # {by}{said(own_words(one))}"

    return _some([post for post in digest.document.posts if post.text], most, lines, heading="hide")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
