"""A document written in our thread format, so that reading it again gives the same posts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import PurePath

from digest.model import OPENING, Document, Post
from digest.sources.markdown import NOBODY, implied_parent
from digest.sources.markup.markdown_source import source_of
from digest.sources.markup.pieces import Body, pieces_of
from digest.text.slugs import slugify
from digest.text.spans import blocks_of

__all__ = ["thread", "words_of", "write"]

_DEEPEST_HEADING = 6
_SEPARATOR = " · "
_UNFIT = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_FIELD_SPECIAL = re.compile(r"[\\`*_\[\]<>&#~|·@]|^\?$|^\s|\s$|\s{2,}|[^\S ]|[\x00-\x1f\x7f]")


def write(document: Document) -> str:
    """The document as a Markdown thread.

    Headings, texts, parents, confidences and cues are the same when the text is read again. The
    path, the kind of file and line numbers are the file's and not written; a slug only where the path gives another.

    Example:
        >>> one = Post("a1", "Tabs.", "Ada")
        >>> print(write(Document("x.md", "x", "Tabs?", "markdown", (one,))))
        ---
        title: "Tabs?"
        language: "en"
        ---
        <BLANKLINE>
        ## @Ada · #a1
        <BLANKLINE>
        Tabs.
        <BLANKLINE>
    """
    opening = next((post for post in document.posts if post.id == OPENING), None)
    plain = opening is not None and _is_plain(opening, document)
    head = "\n".join(_front(document, opening if plain else None))
    return f"{head}\n\n{thread(document, plain=plain, words=words_of)}\n"


def thread(document: Document, *, plain: bool, words: Callable[[Post], str]) -> str:
    """The posts below a front matter.

    Args:
        plain: the opening post has no heading of its own; the front matter says who wrote it.
        words: the Markdown source of a post's words.
    """
    opened = any(post.id == OPENING for post in document.posts)
    parts = [words(post) for post in document.posts if plain and post.id == OPENING]
    parts.extend(_posts(document, opened=opened, skip=plain, words=words))
    return "\n\n".join(part for part in parts if part)


def _is_plain(opening: Post, document: Document) -> bool:
    """Whether the front matter can say all that is known of the opening post, so that it needs no heading."""
    more = (
        opening.url
        or opening.score is not None
        or opening.where
        or opening.status != "present"
        or opening.begins_confidence != 1
        or _reply(opening, None)
    )
    return bool(opening.text) and not more and opening.date == document.date and document.posts[0] is opening


def _front(document: Document, opening: Post | None) -> Iterator[str]:
    yield "---"
    yield f"title: {_quoted(document.title)}"
    for key, value in (("source", document.source), ("site", document.site)):
        if value:
            yield f"{key}: {_quoted(value)}"
    if document.date:
        yield f"date: {_quoted(_date(document.date))}"
    if opening and opening.author:
        yield f"author: {_quoted(opening.author)}"
    if document.tags:
        yield f"tags: [{', '.join(map(_quoted, document.tags))}]"
    yield f"language: {_quoted(document.language)}"
    if document.summary:
        yield f"summary: {_quoted(document.summary)}"
    if document.slug != slugify(PurePath(document.path).stem):
        yield f"slug: {_quoted(document.slug)}"
    if document.draft:
        yield "draft: true"
    if document.missing:
        yield f"missing: {document.missing}"
    yield "---"


def _quoted(text: str) -> str:
    """A YAML string in double quotes, in which nothing has a meaning of its own."""
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + _UNFIT.sub(lambda m: f"\\U{ord(m.group()):08x}", text) + '"'


def _date(when: datetime) -> str:
    if when.tzinfo is not None and not when.utcoffset():
        when = when.astimezone(UTC)
        if when.timetz() == time(tzinfo=UTC):
            return when.date().isoformat()
        precise = "auto" if when.second or when.microsecond else "minutes"
        return when.replace(tzinfo=None).isoformat(" ", precise)
    return when.isoformat(" ")


def _posts(document: Document, *, opened: bool, skip: bool, words: Callable[[Post], str]) -> Iterator[str]:
    levels: dict[str, int] = {}
    stack: list[tuple[int, str]] = []
    top = OPENING if opened else None
    for post in document.posts:
        if post.id == OPENING:
            if not skip:
                yield f"## {_header(post, _reply(post, None))}"
                yield words(post)
            continue
        level = min(levels.get(post.parent or "", 1) + 1, _DEEPEST_HEADING)
        implied = implied_parent(stack, level, opening=top)
        levels[post.id] = level
        stack.append((level, post.id))
        yield f"{'#' * level} {_header(post, _reply(post, implied))}"
        yield words(post)


def _reply(post: Post, implied: str | None) -> str | None:
    """Whom a post answers, how surely and why; None where its heading's level says all of it."""
    certain = post.parent_confidence == 1 and not post.parent_cue
    if certain and post.parent == implied:
        return None
    whom = NOBODY if post.parent is None else f"#{_field(post.parent)}"
    cue = f" ({_field(post.parent_cue)})" if post.parent_cue else ""
    return f"re {whom}" if certain else f"re {whom} {_sure(post.parent_confidence)}{cue}"


def _sure(confidence: float) -> str:
    """As many digits as the number has, so that it is read again as it was."""
    return f"~{format((100 * Decimal(repr(float(confidence)))).normalize(), 'f')}%"


def _header(post: Post, reply: str | None) -> str:
    gone = f"[{post.status}]" if post.status != "present" else None
    author = _field(post.author) if post.author else gone or "?"
    fields = [
        f"@{author}",
        _date(post.date) if post.date else None,
        f"#{_field(post.id)}",
        reply,
        f"begins {_sure(post.begins_confidence)}" if post.begins_confidence != 1 else None,
        f"{post.score} point{'' if post.score == 1 else 's'}" if post.score is not None else None,
        gone if post.author else None,
        f"on {_field(post.where)}" if post.where else None,
        post.url,
    ]
    return _SEPARATOR.join(one for one in fields if one)


def _field(text: str) -> str:
    """A name or id in which every character that could be taken for something else is an entity."""
    return _FIELD_SPECIAL.sub(lambda m: "".join(f"&#{ord(char)};" for char in m.group()), text)


def words_of(post: Post) -> str:
    """A post's words as Markdown that reads as them."""
    return source_of(pieces_of(Body(post.text, blocks_of(post), post.marks)))
