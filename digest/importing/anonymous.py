"""Removes people's names from a discussion, and checks that none is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from digest.errors import ContentError, Fault
from digest.importing.front_matter import Heading, divided
from digest.importing.people_names import names_in
from digest.importing.pseudonyms import People, pseudonymous, pseudonyms
from digest.model import Document

__all__ = ["anonymous", "nameless", "naming_beside", "refuse_names"]

_SHOWN = 5


def anonymous(document: Document, *, raw: bytes, before: Document | None, numbered: bool) -> tuple[Document, People]:
    """The document with pseudonyms, and the people in it.

    Args:
        raw: the source data, which may have more names of a person than the document shows.
        before: the discussion from an earlier import.
        numbered: `before` already has pseudonyms, which are reused; else it has its authors' real names.
    """
    known = list(names_in(raw, document=document))
    if before is not None and not numbered:
        known += names_in(b"", document=before)
    spare = {post.author: "" for post in document.posts if post.author}
    found = People(spare, known=known)
    ids = pseudonymous(document, spare, people=found)  # posts are known by these ids in the file
    unnamed = replace(
        document,
        posts=tuple(replace(new, author=old.author) for old, new in zip(document.posts, ids.posts, strict=True)),
    )
    names = pseudonyms(unnamed, before=before if numbered else None)
    people = People(names, known=known)
    return pseudonymous(document, names, people=people), people


def nameless(heading: Heading, people: People) -> Heading:
    """The front matter without names. A `source` with a name is removed, because a part of an address leads nowhere."""
    source = heading.values.get("source")
    if isinstance(source, str) and people.named_in(source):
        heading = heading.set("source", '""')
    return divided(str(replace(heading, head=people.edited(heading.head))), path="front matter")


def refuse_names(text: str, *, document: Document, path: Path, people: People) -> None:
    """Check that a file contains no name.

    Args:
        text: of the file.
        document: that text, read back.

    Raises:
        ContentError: it does, or its name does.
    """
    if people.named_in(path.stem):
        hint = "use another --name (or none), then import again"
        raise ContentError(Fault("has a participant's name in its file name", path=str(path), hint=hint))
    for number, line in enumerate(text.split("\n"), 1):
        if people.named_in(line):
            hint = "change that line in the source or in the file, or import without --anonymize; nothing was written"
            raise ContentError(Fault("would still name a participant", path=str(path), line=number, hint=hint))
    if any(people.named_in(said) for said in _said(document)):
        hint = "import without --anonymize, and redact the name; nothing was written"
        raise ContentError(Fault("would still name a participant", path=str(path), hint=hint))


def naming_beside(path: Path, people: People) -> list[str]:
    """A note about names in the editor's corrections beside a file, which are not changed."""
    beside = path.with_name(f"{path.stem}.curation.yml")
    try:
        text = beside.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return []
    lines = [str(number) for number, line in enumerate(text.split("\n"), 1) if people.named_in(line)]
    return [f"{beside.name} names participants in line {', '.join(lines[:_SHOWN])}; remove the names"] if lines else []


def _said(document: Document) -> Iterator[str | None]:
    """All texts of a document that readers see."""
    yield from (document.title, document.summary, document.source, document.site, document.slug, *document.tags)
    for post in document.posts:
        yield from (post.id, post.text, post.author, post.parent_cue, post.url, *(mark.url for mark in post.marks))
