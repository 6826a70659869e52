"""One question that was discussed in several places: a content file whose `sources:` name the files of each discussion.

    sources: [hacker-news.md, lobsters.json]

The files are put together into one Markdown thread below the front matter of the file that names them, so that all that
comes after the reader knows one debate and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from digest.errors import ContentError, Fault
from digest.model import OPENING, Document, Post
from digest.sources.base import SourceFile, bytes_of, host_of
from digest.sources.front import sources_of, split
from digest.sources.markdown_write import thread, words_of
from digest.text.normal import words
from digest.text.slugs import slugify

__all__ = ["gathered", "named_in"]

_SITES = {
    "news.ycombinator.com": "Hacker News",
    "reddit.com": "Reddit",
    "old.reddit.com": "Reddit",
    "lobste.rs": "Lobsters",
    "github.com": "GitHub",
    "youtube.com": "YouTube",
    "bsky.app": "Bluesky",
    "discord.com": "Discord",
}
_MENTIONS = re.compile(rb"^sources[ \t]*:", re.MULTILINE)
_HEAD = 110_000
"""Bytes of a file in which its front matter ends."""
_FEWEST = 3
"""Words of a post that is the same in two places; "I agree." is said twice."""
_HEADING = re.compile(r"#{2,6}[ \t]+@")

Read = Callable[[bytes, str], Document]
"""Reads the bytes of a file that is called so."""


def named_in(path: Path) -> tuple[Path, ...]:
    """The files that a content file names in its `sources:`; none where it is none, or cannot be read."""
    try:
        if not path.is_file():  # opening a pipe would wait for somebody to write into it
            return ()
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return ()
    if not head.startswith(b"---") or not _MENTIONS.search(head):
        return ()
    try:
        names = sources_of(SourceFile(str(path), head.decode("utf-8-sig", "replace").replace("\r\n", "\n")))
    except ContentError:
        return ()
    return tuple(path.parent / name for name in names if not _fault(name))


def gathered(raw: bytes, path: Path, *, shown: str, read: Read) -> bytes:
    """A file's bytes with the discussions that its `sources:` name put below its front matter; else as they are.

    Args:
        raw: the file's own bytes.
        path: where it lies; the files named lie beside it or below.
        shown: what faults call it.
        read: reads each of them.

    Raises:
        ContentError: one of them is none that can be named, is not there, or cannot be read.
    """
    if not raw.startswith(b"---") or not _MENTIONS.search(raw[:_HEAD]):
        return raw
    file = SourceFile(shown, raw.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    names = sources_of(file)
    if not names:
        return raw
    front = split(file)
    wrong = [why for name in names if (why := _fault(name))]
    if wrong:
        line = front.lines.get("sources")
        raise ContentError(*(Fault(what, path=shown, line=line, hint=hint) for what, hint in wrong))
    head = file.text[: len(file.text) - len(front.body)].rstrip("\n")
    merging = _Merging()
    dates: list[datetime] = []
    if _HEADING.search(front.body):
        merging.take(read(raw, shown), "")
    for name in names:
        part = path.parent / name
        called = str(PurePosixPath(shown).parent / name)
        if part.is_symlink():
            raise ContentError(Fault("is a symbolic link", path=called, hint="put the file itself there"))
        document = read(bytes_of(part, shown=called), called)
        merging.take(document, _place(document))
        dates += [document.date] if document.date else []
    if dates and "date" not in front.lines:
        head = f'{head.removesuffix("---")}date: "{min(dates).isoformat()}"\n---'
    whole = Document(shown, "x", "x", "markdown", tuple(merging.posts.values()))
    own = "" if _HEADING.search(front.body) else front.body.strip("\n")
    text = "\n\n".join(part for part in (head, own, thread(whole, plain=False, words=words_of)) if part)
    return f"{text}\n".encode("utf-8", "replace")


def _fault(name: str) -> tuple[str, str] | None:
    """What is wrong with a name that cannot be one of a file, and what to do."""
    if "://" in name:
        return (
            f"the source {name!r} is an address, not a file",
            "import it with `digest import`, and name the resulting file",
        )
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in name or not parts.parts:
        return f"the source {name!r} is outside this folder", "name a file beside this one or in a folder below"
    return None


def _place(document: Document) -> str:
    """What the place is called where a discussion was held."""
    host = host_of(document.source) or ""
    return _SITES.get(host) or host or document.title


@dataclass(slots=True)
class _Merging:
    """The posts so far, by id; local to one file."""

    posts: dict[str, Post] = field(default_factory=dict)
    said: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, document: Document, place: str) -> None:
        """Add a discussion. What a person has said elsewhere already is told once, with the answers from both."""
        key = slugify(place) if place else ""
        here: dict[str, str] = {}
        before = dict(self.said)
        for post in document.posts:
            same = self._same(post)
            first = before.get(same) if same else None
            if first is not None and place:
                here[post.id] = first
                known = self.posts[first]
                if known.where and place not in known.where:
                    self.posts[first] = replace(known, where=f"{known.where} and {place}")
                continue
            name = post.id
            if place and (name == OPENING or name in self.posts):
                name = next(one for one in _names(f"{key}-{post.id}") if one not in self.posts)
            here[post.id] = name
            parent = here.get(post.parent or "")
            if parent is None and OPENING in self.posts and name != OPENING:
                parent = OPENING
            self.posts[name] = replace(post, id=name, parent=parent, where=post.where or place or None)
            if same:
                self.said.setdefault(same, name)

    @staticmethod
    def _same(post: Post) -> tuple[str, str] | None:
        said = words(post.text)
        return (post.author.casefold(), " ".join(said)) if post.author and len(said) >= _FEWEST else None


def _names(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1
