"""Every place where people argue: one reader a format, the kind told from the content.

Readers are asked in order how surely they know a file; the surest reads it. Others add theirs through an entry
point of the group `digest.sources` (see docs/extending.md).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from digest.errors import ContentError, Fault, SettingsError, place
from digest.model import Document
from digest.sources import (
    argdown,
    bluesky,
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
    reddit_html,
    slack,
    stackexchange,
    telegram,
    transcript,
    youtube,
    zulip,
)
from digest.sources.base import Reader, SourceFile, bytes_of, source_file
from digest.sources.language import language_of
from digest.sources.markdown_write import write
from digest.sources.several import gathered
from digest.text.times import in_calendar

__all__ = ["READERS", "Reader", "SourceFile", "raw_of", "read", "read_text", "reader_of", "write"]

READERS: tuple[Reader, ...] = (
    reddit.READER,
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
    comments_csv.READER,
    chat.READER,
    transcript.READER,
    essay.READER,
)
"""The built-in readers; of two that are equally sure, the earlier reads."""
_SUREST = 0.2
"""Below this no reader knows the file."""


def read(path: Path, *, root: Path | None = None, language: str = "en") -> Document:
    """A file as a document.

    Args:
        path: the file.
        root: the folder that `Document.path` is relative to; without it, the path as given.
        language: ISO 639-1 code of a document that names none, and whose words do not tell either.

    Raises:
        ContentError: it cannot be read as a debate; every fault with its line.
        SettingsError: an installed plug-in is no reader.
    """
    return read_text(raw_of(path, root=root), path=place(path, root), language=language)


def raw_of(path: Path, *, root: Path | None = None) -> bytes:
    """What a content file holds, with the discussions put into it that its `sources:` name.

    Raises:
        ContentError: the file, or one of those that it names, cannot be read.
    """
    shown = place(path, root)

    def read_part(raw: bytes, called: str) -> Document:
        return read_text(raw, path=called)

    return gathered(bytes_of(path, shown=shown), path, shown=shown, read=read_part)


def read_text(raw: bytes, *, path: str, language: str = "en") -> Document:
    """As `read`, of a file's bytes that came from elsewhere; `path` names it.

    Example:
        >>> read_text(b"Tabs or spaces?\\nTabs.\\nSpaces.", path="tabs.txt").title
        'Tabs or spaces?'
    """
    return _document(source_file(raw, path=path), language=language)


def _document(file: SourceFile, *, language: str) -> Document:
    document = reader_of(file).read(file, "")  # so that a language is one that the file names
    if not document.posts:
        raise ContentError(file.fault("nobody says anything in it yet", hint="take it in when somebody has"))
    document = _dated(document)
    return document if document.language else replace(document, language=language_of(document, default=language))


def _dated(document: Document) -> Document:
    """With dates that the rest of the program can work with, whatever a reader made of those in the file."""
    odd = any(post.date is not in_calendar(post.date) for post in document.posts)
    posts = tuple(replace(post, date=in_calendar(post.date)) for post in document.posts) if odd else document.posts
    return replace(document, date=in_calendar(document.date), posts=posts)


def reader_of(file: SourceFile) -> Reader:
    """The reader that knows a file most surely.

    Raises:
        ContentError: none knows it.
        SettingsError: an installed plug-in is no reader.
    """
    readers = (*READERS, *_plugins())
    scores = [reader.sniff(file) for reader in readers]
    best = max(range(len(readers)), key=scores.__getitem__)
    if scores[best] < _SUREST:
        what = "is JSON of an unknown shape" if file.data is not None else "is of a kind that no reader knows"
        names = ", ".join(reader.name for reader in readers)
        raise ContentError(file.fault(what, line=1, hint=f"expected one of: {names}"))
    return readers[best]


@cache
def _plugins() -> tuple[Reader, ...]:
    """Readers that other packages bring, by name."""
    found = []
    for entry in sorted(entry_points(group="digest.sources"), key=lambda one: one.name):
        try:
            reader = entry.load()
        except (ImportError, AttributeError) as error:
            what = f"the entry point `{entry.name}` of digest.sources cannot be loaded ({error})"
            raise SettingsError(Fault(what, hint="install its package again or remove it")) from None
        if not isinstance(reader, Reader):
            hint = "point it at a digest.sources.Reader"
            raise SettingsError(Fault(f"the entry point `{entry.name}` of digest.sources is no reader", hint=hint))
        found.append(reader)
    return tuple(found)
