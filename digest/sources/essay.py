"""Prose without posts: a Markdown essay, or wrapped plain text; the whole text is the opening post."""

from __future__ import annotations

import re
from dataclasses import replace

from digest.errors import ContentError
from digest.model import OPENING, Document, Post
from digest.sources.base import Reader, SourceFile, document, one_line
from digest.sources.front import Front, headed_document, split
from digest.sources.markup import from_markdown
from digest.sources.markup.markdown import inline_text, tokens_of
from digest.sources.markup.pieces import Body, Inline, Piece, assemble
from digest.sources.markup.plain import classified
from digest.sources.prose import hard_wrapped, paragraphs_per_line, unwrapped
from digest.sources.unknown import unlike_prose

__all__ = ["READER", "headed", "is_markdown"]

_LONGEST_TITLE = 120
"""Characters; a longer first line is a paragraph, and its beginning serves as the title."""
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)


def is_markdown(file: SourceFile) -> bool:
    """Whether a text is Markdown rather than plain: by its name, its front matter, or a heading at its head."""
    return (
        file.suffix in (".md", ".markdown")
        or file.text.startswith("---\n")
        or bool(_HEADING.match(file.text.lstrip("\n")))
    )


def _sniff(file: SourceFile) -> float:
    if file.data is not None or file.is_page:
        return 0.0
    if is_markdown(file):
        return 0.6
    if unlike_prose(file):
        return 0.0
    return 0.55 if hard_wrapped(file.text) or not paragraphs_per_line(file.text) else 0.1


def _read(file: SourceFile, language: str) -> Document:
    return _markdown(file, language) if is_markdown(file) else _plain(file, language)


def _markdown(file: SourceFile, language: str) -> Document:
    front = headed(split(file))
    faults = list(front.faults)
    if not front.title:
        hint = "add `title: …` to the front matter or start with `# The title`"
        faults.append(file.fault("no title", line=front.lines.get("title", 1), hint=hint))
    body = from_markdown(front.body)
    if not body.text:
        faults.append(file.fault("has no text", line=front.offset + 1, hint="write the debate below the title"))
    if faults:
        raise ContentError(*faults)
    return headed_document(
        file,
        front,
        format="essay",
        posts=[_opening(body, front.body, front.offset, author=front.author)],
        language=language,
    )


def headed(front: Front) -> Front:
    """With the title from the first `# heading` where the front matter names none; that heading leaves the text."""
    if front.title:
        return front
    tokens, _ = tokens_of(front.body)
    for at, token in enumerate(tokens or ()):
        if token.type == "heading_open" and token.tag == "h1" and token.level == 0 and token.map:
            title = one_line(inline_text((tokens or [])[at + 1].children or ()).text.replace("\x1e", " "))
            lines = front.body.split("\n")
            lines[token.map[0] : token.map[1]] = [""] * (token.map[1] - token.map[0])
            return replace(front, title=title, body="\n".join(lines))
        if token.type == "heading_open" and token.level == 0:
            break
    return front


def _opening(body: Body, text: str, offset: int, *, author: str | None = None) -> Post:
    rows = [number for number, line in enumerate(text.split("\n"), offset + 1) if line.strip()]
    return Post(OPENING, body.text, author=author, blocks=body.blocks, marks=body.marks, lines=(rows[0], rows[-1]))


def _plain(file: SourceFile, language: str) -> Document:
    rows = list(unwrapped(file.text))
    first, last, title = rows[0]
    lines = title.split("\n")
    if len(lines) > 1:  # the title runs into the text, unless what follows goes on in lower case or indented
        size = next((n for n, line in enumerate(lines[1:], 1) if not re.match(r"[ \t]|[a-zà-ÿ]", line)), len(lines))
        title, left = " ".join(lines[:size]), lines[size:]
        rows = [*([(first + size, last, "\n".join(left))] if left else []), *rows[1:]]
    else:
        rows = rows[1:]
    if len(one_line(title)) > _LONGEST_TITLE or not rows:
        rows = [(first, first, title), *rows] if len(lines) == 1 else list(unwrapped(file.text))
        title = _beginning(title)
    body = assemble(piece for *_, words in rows for piece in _pieces(words))
    if not body.text:
        raise ContentError(file.fault("has no text", line=first, hint="write the text below the title"))
    post = Post(OPENING, body.text, blocks=body.blocks, marks=body.marks, lines=(rows[0][0], rows[-1][1]))
    return document(file, title=title, format="essay", posts=[post], language=language)


def _pieces(words: str) -> list[Piece]:
    return list(classified(Inline(words), wrapped=True))


def _beginning(text: str) -> str:
    """The first words of a paragraph that has no title, up to its first stop or as many as a title holds."""
    words = one_line(text)
    stop = re.search(r"[.!?](?=\s|$)", words)
    if stop and stop.end() <= _LONGEST_TITLE:
        return words[: stop.end()].rstrip(".")
    return words if len(words) <= _LONGEST_TITLE else words[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + "…"


READER = Reader("essay", _sniff, _read, known_by="it is prose without named speakers")
