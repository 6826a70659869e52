"""Formats a Markdown file: rewrites the headings around people's texts, and never the texts.

Post headings, their levels and order, and blank lines come from `write`. The texts between the headings and the front
matter stay unchanged: the model of a text has no emphasis, for example, so writing texts from it would lose that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from digest.errors import ContentError
from digest.model import OPENING, Document, Post
from digest.sources import essay, markdown
from digest.sources.base import SourceFile
from digest.sources.front import split
from digest.sources.markdown_write import thread

__all__ = ["formatted"]

_POST = re.compile(r" {0,3}#{2,6}[ \t]+@")


def formatted(file: SourceFile) -> str:
    """The text of a Markdown thread or essay in its canonical form, which reads as the same document.

    Raises:
        ContentError: the file cannot be read, or not be written in another way without changing what it says.

    Example:
        >>> print(formatted(SourceFile("x.md", "# Tabs?\\n##  @Ada |   #a\\n*Yes.*\\n### @Ben\\nNo.")))
        # Tabs?
        <BLANKLINE>
        ## @Ada · #a
        <BLANKLINE>
        *Yes.*
        <BLANKLINE>
        ### @Ben · #p1
        <BLANKLINE>
        No.
        <BLANKLINE>
    """
    if split(file).sources:
        return file.text  # the posts are in other files
    # Twice: without the blank lines before them, two lines of hyphens can turn out to be a front matter.
    return _formed(replace(file, text=_formed(file)))


def _formed(file: SourceFile) -> str:
    document = _read(file)
    front = split(file)
    head = file.text[: len(file.text) - len(front.body)].rstrip()
    text = "\n\n".join(part for part in (head, _below(document, front.body, front.offset)) if part) + "\n"
    try:
        same = _sense(_read(replace(file, text=text))) == _sense(document)
    except ContentError:
        same = False
    if not same:
        hint = "look for an unclosed code block or a link that is defined twice"
        raise ContentError(file.fault("cannot be formatted without changing its content", hint=hint))
    return text


def _read(file: SourceFile) -> Document:
    reader = markdown.READER if markdown.READER.sniff(file) else essay.READER
    return reader.read(file, "en")


def _below(document: Document, body: str, offset: int) -> str:
    """What stands below the front matter."""
    rows = body.split("\n")
    headed = {post.id for post in document.posts if post.lines and _POST.match(rows[post.lines[0] - offset - 1])}
    first = min((post.lines[0] - offset - 1 for post in document.posts if post.id in headed and post.lines), default=-1)
    above = _unpadded(rows[:first] if headed else rows)  # the title, where it stands there, and the opening text

    def words(post: Post) -> str:
        if post.id not in headed or post.lines is None:
            return ""
        return _unpadded(rows[post.lines[0] - offset : post.lines[1] - offset])

    posts = thread(document, plain=OPENING not in headed, words=words) if headed else ""
    return "\n\n".join(part for part in (above, posts) if part)


def _unpadded(rows: Sequence[str]) -> str:
    """Without blank lines at both ends; the first line keeps its indent, the last its two blanks."""
    full = [at for at, row in enumerate(rows) if row.strip()]
    return "\n".join(rows[full[0] : full[-1] + 1]) if full else ""


def _sense(document: Document) -> Document:
    return replace(document, posts=tuple(replace(post, lines=None) for post in document.posts))
