"""The interface of readers: the text of a file in, a document out.

A reader returns how likely a file has its format (`sniff`, 0 to 1), and converts it to posts (`read`). The format is
detected from the content, so a reader gets the text and never opens a file itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlsplit

from digest.errors import ContentError, Fault, place
from digest.model import Document, Format, LeftOut, Post
from digest.sources.json_text import json_of
from digest.sources.mail_box import begins_as_mail
from digest.text.slugs import slugify
from digest.text.times import in_calendar

__all__ = [
    "LARGEST",
    "UNFIT",
    "Reader",
    "SourceFile",
    "bytes_of",
    "clean",
    "document",
    "from_timestamp",
    "host_of",
    "load",
    "missing_of",
    "one_line",
    "points_of",
    "source_file",
    "summed",
]

LARGEST = 64 * 1024 * 1024
"""Bytes of a file; a discussion of 20,000 posts, with all metadata of a site's API, has about 40 MB."""
UNFIT = re.compile("[\x00\ud800-\udfff]")
"""Characters that no UTF-8 text file can hold."""
_PAGE = re.compile(r"\s*(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL)
"""Browsers start a saved page with a comment that has its address."""
_HEAD = 1 << 16
"""Bytes at the start of a file that are checked for mail."""
_WRITE_OR_DELETE = "add a debate to it or delete it"
_MOST_VOTES = 10**12
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was loaded, before its format is known.

    Attributes:
        path: of the file, as shown in messages.
        text: decoded, without a byte-order mark, line ends as `\\n`.
        title: from front matter above the text; may be empty.
        data: the parsed JSON; for JSON Lines, the list of objects; None for other text.
    """

    path: str
    text: str
    data: Any = None
    title: str = ""

    @property
    def suffix(self) -> str:
        """The ending of the file's name in lower case, with its dot."""
        return PurePath(self.path).suffix.lower()

    @property
    def is_page(self) -> bool:
        """Whether the text is a complete HTML page."""
        return bool(_PAGE.match(self.text))

    @property
    def stem(self) -> str:
        """The file's name without folder and ending."""
        return PurePath(self.path).stem

    def fault(self, message: str, *, line: int | None = None, hint: str | None = None) -> Fault:
        """A fault in this file."""
        return Fault(message, path=self.path, line=line, hint=hint)


@dataclass(frozen=True, slots=True)
class Reader:
    """One source format.

    Other packages add one with an entry point of the group `digest.sources` that names a `Reader`.

    Attributes:
        name: of the format, in a word or two for people.
        sniff: returns how likely a file has this format, from 0 to 1; must not raise.
        read: returns the file as a document in the given language (ISO 639-1); raises ContentError.
        known_by: how the format is recognised, as a clause for people: `it starts with message headers`.
    """

    name: str
    sniff: Callable[[SourceFile], float]
    read: Callable[[SourceFile, str], Document]
    known_by: str = ""


def load(path: Path, *, root: Path | None = None) -> SourceFile:
    """Read a file from disk.

    Args:
        path: the file.
        root: the folder that the shown path is relative to.

    Raises:
        ContentError: the file is missing, not a file, too large, empty, binary or not UTF-8, or is broken JSON.
    """
    shown = place(path, root)
    return source_file(bytes_of(path, shown=shown), path=shown)


def bytes_of(path: Path, *, shown: str) -> bytes:
    """The bytes of a file.

    Raises:
        ContentError: the file is missing, not a file, or cannot be read; the fault names it `shown`.
    """
    try:
        if path.exists() and not path.is_file():
            raise ContentError(Fault("is not a file", path=shown, hint="give the files in it"))
        with path.open("rb") as file:
            return file.read(LARGEST + 1)  # one more byte shows that the file is too large
    except FileNotFoundError:
        raise ContentError(Fault("no such file", path=shown, hint="check its name")) from None
    except OSError as error:
        why = (error.strerror or "the system refused").lower()
        raise ContentError(Fault(f"cannot be read ({why})", path=shown, hint="check its permissions")) from None


def source_file(raw: bytes, *, path: str) -> SourceFile:
    """Decode the bytes of a file.

    Raises:
        ContentError: it is too large, there is no text in it, it is not UTF-8, or it is broken JSON.

    Example:
        >>> source_file(b'\\xef\\xbb\\xbf{"a": 1}', path="a.json").data
        {'a': 1}
    """
    path = UNFIT.sub("\ufffd", path)  # file names may be invalid UTF-8, but pages and JSON must not
    if len(raw) > LARGEST:
        raise ContentError(Fault(f"is larger than {LARGEST >> 20} MB", path=path, hint="use only a part of it"))
    if not raw.strip():
        raise ContentError(Fault("is empty", path=path, hint=_WRITE_OR_DELETE))
    mail = begins_as_mail(raw[:_HEAD].removeprefix(b"\xef\xbb\xbf").decode("latin-1").replace("\r\n", "\n"))
    if b"\x00" in raw and not mail:
        line = raw.count(b"\n", 0, raw.index(b"\x00")) + 1
        hint = "save it as UTF-8" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "keep only texts here"
        raise ContentError(
            Fault("is a binary file or not UTF-8 (contains a NUL byte)", path=path, line=line, hint=hint)
        )
    try:
        # Each part of a message declares its own charset, so undecodable bytes are kept as surrogates until then.
        text = raw.decode("utf-8-sig", "surrogateescape" if mail else "strict")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        byte = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        what = f"is not UTF-8 (byte {byte} of the line is 0x{raw[error.start]:02x})"
        raise ContentError(Fault(what, path=path, line=line, hint="save it as UTF-8")) from None
    if not text.strip():
        raise ContentError(Fault("is empty", path=path, hint=_WRITE_OR_DELETE))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return SourceFile(path, text, json_of(text, path=path))


def document(
    file: SourceFile,
    *,
    title: str,
    format: Format,  # noqa: A002 the contract's word
    posts: Iterable[Post],
    language: str,
    source: str | None = None,
    site: str | None = None,
    date: datetime | None = None,
    tags: Iterable[str] = (),
    summary: str | None = None,
    slug: str | None = None,
    missing: int = 0,
    draft: bool = False,
    left_out: Iterable[LeftOut] = (),
    why: str = "",
) -> Document:
    """A document named after its file, so that its address does not change with the title.

    Args:
        left_out: parts of the file that are in no post, in any order; equal kinds are counted together.
        why: how the reader recognised the file, if it can say more than `Reader.known_by`.

    Raises:
        ContentError: the title is empty.
    """
    title = one_line(title)
    if not title:
        raise ContentError(file.fault("no title", hint="give the debate a title"))
    return Document(
        path=file.path,
        slug=slugify(slug or file.stem),
        title=title,
        format=format,
        posts=tuple(posts),
        source=source,
        site=site,
        date=date,
        tags=tuple(dict.fromkeys(tags)),
        summary=summary,
        language=language,
        missing=missing,
        draft=draft,
        reader_why=why,
        left_out=summed(left_out),
    )


def summed(left_out: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """Left-out parts with each kind once: counts are added, and the first line is kept.

    Example:
        >>> summed([LeftOut("dates", "none is known", line=4), LeftOut("dates", "none is known", 2, line=9)])
        (LeftOut(what='dates', why='none is known', count=3, line=4),)
    """
    found: dict[tuple[str, str], LeftOut] = {}
    for one in left_out:
        before = found.get((one.what, one.why))
        found[one.what, one.why] = replace(before, count=before.count + one.count) if before else one
    return tuple(found.values())


def clean(text: str) -> str:
    """Text that can be written to a file: NUL and lone surrogates become U+FFFD; line ends become `\\n`.

    Example:
        >>> clean("a\\r\\nb\\x00")
        'a\\nb\\ufffd'
    """
    return UNFIT.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")


def one_line(text: object) -> str:
    """A title or name on one line; empty for other values than text.

    Example:
        >>> one_line(" a\\n b ")
        'a b'
    """
    return " ".join(_CONTROL.sub(" ", clean(text)).split()) if isinstance(text, str) else ""


def host_of(url: object) -> str | None:
    """The host of an address without `www.`, or None.

    Example:
        >>> host_of("https://www.Example.org/a")
        'example.org'
    """
    try:
        host = urlsplit(url).hostname if isinstance(url, str) else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def points_of(value: object) -> int | None:
    """A number of votes, or None for other values.

    Example:
        >>> points_of(-3), points_of(True), points_of(10**20)
        (-3, None, None)
    """
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _MOST_VOTES else None


def missing_of(stated: object, *, here: int) -> int:
    """How many of the comments that a source counts are missing.

    Sources differ in whether they count deleted comments. `here` includes them, so the result is never too high.

    Example:
        >>> missing_of(12, here=10), missing_of(9, here=10), missing_of("12", here=10)
        (2, 0, 0)
    """
    return max(0, (points_of(stated) or 0) - here)


def from_timestamp(seconds: object) -> datetime | None:
    """Seconds since 1970 as an aware time, or None for what is not a time.

    Example:
        >>> from_timestamp(1_700_000_000).isoformat()
        '2023-11-14T22:13:20+00:00'
    """
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return in_calendar(datetime.fromtimestamp(seconds, tz=UTC))
    except (OverflowError, OSError, ValueError):
        return None
