"""The document: the posts of a source in order, with their parents.

All offsets are character offsets into the text of the post that they belong to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from digest.model.argument import Claim, Relation

Format = Literal[
    "markdown", "transcript", "hackernews", "reddit", "discourse", "lobsters", "github", "mbox", "essay", "discord",
    "slack", "telegram", "youtube", "stackexchange", "gitlab", "mastodon", "bluesky", "disqus", "zulip",
]  # fmt: skip
BlockKind = Literal["paragraph", "heading", "quote", "code", "list", "footnote"]
PostStatus = Literal["present", "deleted", "removed", "hidden"]
OPENING = "op"
"""The id of the post that is a document's own opening text."""


@dataclass(frozen=True, slots=True)
class Block:
    """A span of a post with one kind of text: `post.text[start:end]`, without surrounding blank lines.

    Attributes:
        kind: `quote` for lines that begin with `>`; `footnote` for notes such as `[1] …`; `list` for one item.
        level: how deep a quote or list item is nested, from 1; a heading's level; 0 for all else.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A span inside a block that is a link (also a bare address) or inline code."""

    kind: Literal["link", "code"]
    start: int
    end: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One contribution to a debate.

    Attributes:
        id: as the source has it (Hacker News, Reddit, Message-ID), else made by the reader; unique in a document.
        text: plain text, markup resolved; paragraphs are separated by one blank line, quoted lines keep `> `.
        parent: the id of the post that this one replies to, or None for one that starts a conversation.
        parent_confidence: 1.0 if the source gives the parent, less if it was inferred.
        parent_cue: why the parent was inferred, in words for a reader; empty if the source gives it.
        begins_confidence: the probability that a post begins here; 1.0 if the source gives the boundary.
        lines: first and last line in the source file, from 1, for formats with meaningful lines.
        status: a post that was deleted or removed at its source, or that an editor of the site hides, keeps its place;
            its text is then empty.
        url: the post's permalink at its source.
        score: votes, where the source has them.
        where: the site of the post, for a debate from several sites.
    """

    id: str
    text: str
    author: str | None = None
    date: datetime | None = None
    parent: str | None = None
    parent_confidence: float = 1.0
    parent_cue: str = ""
    begins_confidence: float = 1.0
    blocks: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()
    lines: tuple[int, int] | None = None
    status: PostStatus = "present"
    url: str | None = None
    score: int | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of the file that is in no post, so that nothing is lost silently.

    Attributes:
        what: in the plural: `notices of the chat program`, `dates`.
        why: a short clause: `they are not posts`.
        count: how many of them.
        line: of the first one in the file, from 1, if known.

    Example:
        >>> print(LeftOut("notices of the program", "they are not posts", 3, line=2))
        notices of the program (3, the first in line 2): they are not posts
    """

    what: str
    why: str
    count: int = 1
    line: int | None = None

    def __str__(self) -> str:
        where = "" if self.line is None else f", {'the first ' if self.count > 1 else ''}in line {self.line}"
        return f"{self.what} ({self.count:,}{where}): {self.why}"


@dataclass(frozen=True, slots=True)
class Document:
    """A debate as it was read: its title, where it comes from, and its posts in the source's order.

    Parents come before their replies. A flattened transcript is read as one post per line; the real posts are
    recovered in `digest.analysis.structure`.

    Attributes:
        path: the file that it was read from, as the caller named it.
        slug: names the debate in addresses; unique in a site.
        source: the address of the discussion (or article) that this is a copy of.
        site: the host of the discussed article, if a transcript names it without an address.
        summary: the editor's own words from the front matter, never taken for a participant's.
        language: an ISO 639-1 code.
        claims: the claims that the source itself gives (an Argdown file); then none are inferred.
        relations: the relations that the source itself gives.
        missing: how many more comments the source has at least; 0 if it does not say.
        draft: whether it is to be shown in previews only, and not published.
        reader: the name of the reader, and in `reader_why` how it recognised the file; both are ignored when documents
            are compared.
        left_out: what the reader left out; each kind once, with its count.
    """

    path: str
    slug: str
    title: str
    format: Format
    posts: tuple[Post, ...]
    source: str | None = None
    site: str | None = None
    date: datetime | None = None
    tags: tuple[str, ...] = ()
    summary: str | None = None
    language: str = "en"
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    missing: int = 0
    draft: bool = False
    reader: str = field(default="", compare=False)
    reader_why: str = field(default="", compare=False)
    left_out: tuple[LeftOut, ...] = ()
