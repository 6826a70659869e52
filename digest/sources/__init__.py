"""Reads discussions of all formats: one reader for each, chosen by the content of the file.

Each reader returns how likely a file has its format; the most confident one reads it. Packages add readers with an
entry point of the group `digest.sources` (see docs/extending.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from digest.errors import ContentError, Fault, SettingsError, did_you_mean, place
from digest.model import Document
from digest.sources import (
    argdown,
    bluesky,
    captions,
    chat,
    comments_csv,
    discord,
    discourse,
    disqus,
    essay,
    github,
    gitlab,
    hackernews,
    hackernews_old_page,
    hackernews_page,
    lobsters,
    mail,
    markdown,
    mastodon,
    reddit,
    reddit_dump,
    reddit_html,
    slack,
    stackexchange,
    telegram,
    transcript,
    youtube,
    zulip,
)
from digest.sources.base import Reader, SourceFile, bytes_of, source_file
from digest.sources.front import headless, with_front
from digest.sources.language import language_of
from digest.sources.markdown_write import write
from digest.sources.several import gathered
from digest.sources.unknown import keys_of, unlike_prose
from digest.text.times import in_calendar

__all__ = ["READERS", "Reader", "SourceFile", "raw_of", "read", "read_text", "reader_of", "write"]

READERS: tuple[Reader, ...] = (
    reddit.READER,
    reddit_dump.READER,
    reddit_html.READER,
    hackernews.READER,
    hackernews_page.READER,
    hackernews_old_page.READER,
    discourse.READER,
    lobsters.READER,
    github.READER,
    gitlab.READER,
    stackexchange.READER,
    youtube.READER,
    mastodon.READER,
    bluesky.READER,
    disqus.READER,
    discord.READER,
    slack.READER,
    telegram.READER,
    zulip.READER,
    argdown.READER,
    markdown.READER,
    mail.READER,
    captions.READER,
    comments_csv.READER,
    chat.READER,
    transcript.READER,
    essay.READER,
)
"""The built-in readers; of two equally confident ones, the earlier is used."""
_HEADED = (markdown.READER, essay.READER)
_SUREST = 0.2
"""A reader with less confidence is not used."""


def read(path: Path | str, *, root: Path | None = None, language: str = "en", kind: str | None = None) -> Document:
    """A file as a document.

    Args:
        path: the file.
        root: the folder that `Document.path` is relative to; without it, the path as given.
        language: ISO 639-1 code for a document that names no language, if it cannot be detected.
        kind: the reader to use, by its name or a word of it; by default `format` in the file's front matter, or else
            the most confident reader.

    Raises:
        ContentError: it cannot be read as a debate; every fault with its line.
        SettingsError: an installed plug-in is no reader.
    """
    path = Path(path)
    return read_text(raw_of(path, root=root), path=place(path, root), language=language, kind=kind)


def raw_of(path: Path, *, root: Path | None = None) -> bytes:
    """The bytes of a content file, including the discussions that its `sources:` name.

    Raises:
        ContentError: the file, or one of those that it names, cannot be read.
    """
    shown = place(path, root)

    def read_part(raw: bytes, called: str) -> Document:
        return read_text(raw, path=called)

    return gathered(bytes_of(path, shown=shown), path, shown=shown, read=read_part)


def read_text(raw: bytes, *, path: str, language: str = "en", kind: str | None = None) -> Document:
    """As `read`, of a file's bytes that came from elsewhere; `path` names it.

    Example:
        >>> read_text(b"Tabs or spaces?\\nTabs.\\nSpaces.", path="tabs.txt").title
        'Tabs or spaces?'
    """
    return _document(source_file(raw, path=path), language=language, kind=kind)


def _document(file: SourceFile, *, language: str, kind: str | None) -> Document:
    below, front = headless(file)
    wanted = kind or (front.format if front else None)
    why = ""
    if wanted:
        reader = _named(below, wanted, line=front.lines.get("format") if front and not kind else None)
        why = f"{'`--format`' if kind else '`format`'} says so"
    else:
        reader = _below(file, below) or reader_of(file)
    if front is None or reader in _HEADED:  # these readers read front matter themselves
        document = reader.read(file, "")  # empty, to see whether the file names a language
    elif front.faults:
        raise ContentError(*front.faults)
    else:
        document = with_front(reader.read(below, ""), front)
    document = replace(document, reader=reader.name, reader_why=why or document.reader_why or reader.known_by)
    if not document.posts:
        raise ContentError(file.fault("it has no posts yet", hint="add it once somebody has"))
    document = _dated(document)
    return document if document.language else replace(document, language=language_of(document, default=language))


def _dated(document: Document) -> Document:
    """With dates that the rest of the program can use; see `digest.text.times`."""
    odd = any(post.date is not in_calendar(post.date) for post in document.posts)
    posts = tuple(replace(post, date=in_calendar(post.date)) for post in document.posts) if odd else document.posts
    return replace(document, date=in_calendar(document.date), posts=posts)


def _below(file: SourceFile, below: SourceFile) -> Reader | None:
    """The reader for the text below front matter if it is not Markdown, for example a chat with a title."""
    if below is file or file.suffix in (".md", ".markdown"):
        return None
    reader = max((*READERS, *_plugins()), key=lambda one: one.sniff(below))
    return reader if reader not in (*_HEADED, transcript.READER) and reader.sniff(below) >= _SUREST else None


def _named(file: SourceFile, kind: str, *, line: int | None) -> Reader:
    """The reader with this name, or with this word in its name; of several, the most confident, then the first.

    Raises:
        ContentError: there is no such reader.
    """
    readers = (*READERS, *_plugins())
    wanted = kind.strip().casefold()
    found = [reader for reader in readers if reader.name.casefold() == wanted] or [
        reader for reader in readers if wanted in re.findall(r"[\w']+", reader.name.casefold())
    ]
    if not found:
        words = [word for reader in readers for word in re.findall(r"[\w']+", reader.name.casefold())]
        hint = did_you_mean(wanted, words) or f"known are {'; '.join(reader.name for reader in readers)}"
        raise ContentError(file.fault(f"there is no format {kind!r}", line=line, hint=hint))
    return max(found, key=lambda reader: reader.sniff(file))


def reader_of(file: SourceFile) -> Reader:
    """The most confident reader for a file.

    Raises:
        ContentError: no reader recognises it.
        SettingsError: an installed plug-in is no reader.
    """
    readers = (*READERS, *_plugins())
    scores = [reader.sniff(file) for reader in readers]
    best = max(range(len(readers)), key=scores.__getitem__)
    if scores[best] < _SUREST:
        raise ContentError(_unknown(file, readers))
    return readers[best]


def _unknown(file: SourceFile, readers: Sequence[Reader]) -> Fault:
    """The fault for a file that no reader recognises, with a description of its content and a hint."""
    if file.data is None and (seen := unlike_prose(file)):
        return file.fault(seen.what, line=seen.line, hint=seen.hint)
    what = f"is JSON in an unknown format{keys_of(file.data)}" if file.data is not None else "is in an unknown format"
    names = "; ".join(reader.name for reader in readers)
    return file.fault(what, line=1, hint=f"name its format with `format` or `--format`, one of: {names}")


@cache
def _plugins() -> tuple[Reader, ...]:
    """The readers of other packages, by name."""
    found = []
    for entry in sorted(entry_points(group="digest.sources"), key=lambda one: one.name):
        try:
            reader = entry.load()
        except (ImportError, AttributeError) as error:
            what = f"the entry point `{entry.name}` of digest.sources cannot be loaded ({error})"
            raise SettingsError(Fault(what, hint="reinstall or remove its package")) from None
        if not isinstance(reader, Reader):
            hint = "point it at a digest.sources.Reader"
            raise SettingsError(Fault(f"the entry point `{entry.name}` of digest.sources is not a reader", hint=hint))
        found.append(reader)
    return tuple(found)
