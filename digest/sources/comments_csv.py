"""A table of comments, its columns known by their names: id, parent, author, date, text and the like."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime

from digest.errors import ContentError, Fault
from digest.model import Document, Post, PostStatus
from digest.sources.base import Reader, SourceFile, document, from_timestamp, one_line
from digest.sources.front import parse_date
from digest.sources.markup import Body, from_markdown
from digest.sources.markup.addresses import safe_url
from digest.sources.tree import ordered

__all__ = ["READER"]

_COLUMNS = {
    "id": ("id", "comment_id", "post_id", "message_id"),
    "parent": ("parent", "parent_id", "parent_comment_id", "reply_to", "in_reply_to", "reply_to_id"),
    "author": ("author", "author_name", "user", "username", "user_name", "speaker", "by", "name"),
    "date": ("date", "datetime", "time", "created", "created_at", "created_utc", "timestamp"),
    "text": ("text", "body", "comment", "comment_text", "content", "message"),
    "score": ("score", "points", "votes", "upvotes", "ups", "likes"),
    "url": ("url", "permalink", "link"),
    "title": ("title", "link_title", "story_title", "subject"),
}
_DELIMITERS = (",", ";", "\t")
_KIND = re.compile(r"t[13]_(?=\w)")
"""What Reddit puts before an id to say what it names: a comment or the post that is discussed."""
_NO_ID = frozenset({"", "null", "none", "nan", "na", "n/a", "\\n"})
"""How tables write that there is none."""
_NOBODY = frozenset({"0", "-1"})
"""How some write that a comment answers none, where no comment has that id."""
_LATEST = 1e11
"""Seconds; later times are milliseconds."""
_GONE: dict[str, PostStatus] = {"[deleted]": "deleted", "[removed]": "removed"}


def _sniff(file: SourceFile) -> float:
    if file.data is not None:
        return 0.0
    columns = _columns(file.text)
    return 0.9 if "text" in columns and len(columns) > 1 else 0.0


def _columns(text: str) -> dict[str, int]:
    """Where each column stands that we know, by the first line."""
    head = text.lstrip("\n").partition("\n")[0]
    names = [re.sub(r"[\s-]+", "_", name.strip(' "').lower()) for name in head.split(_delimiter(text))]
    return {
        field: next(names.index(name) for name in known if name in names)
        for field, known in _COLUMNS.items()
        if any(name in names for name in known)
    }


def _delimiter(text: str) -> str:
    head = text.lstrip("\n").partition("\n")[0]
    return max(_DELIMITERS, key=head.count)


def _read(file: SourceFile, language: str) -> Document:
    rows = list(_rows(file))
    if not rows:
        raise ContentError(file.fault("no comments below the names of the columns", line=1, hint="add one on each row"))
    faults = tuple(_twice(file, rows))
    if faults:
        raise ContentError(*faults)
    known = {cells["id"] for cells, _ in rows}
    titles = {cells.get("title", "") for cells, _ in rows}
    title = next(iter(titles)) if len(titles) == 1 else ""
    return document(
        file,
        title=title or " ".join(file.stem.replace("_", " ").replace("-", " ").split()),
        format="markdown",
        posts=ordered(_post(cells, lines, known) for cells, lines in rows),
        language=language,
    )


def _rows(file: SourceFile) -> Iterator[tuple[dict[str, str], tuple[int, int]]]:
    """The cells of each row by the names of their columns, each row with an id, and its lines in the file."""
    text = file.text.lstrip("\n")
    above, columns = len(file.text) - len(text), _columns(text)
    rows = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    last = 0
    try:
        for number, row in enumerate(rows):
            first, last = last + 1, rows.line_num
            cells = {field: row[at].strip() if at < len(row) else "" for field, at in columns.items()}
            if number and any(cells.values()):
                cells["id"] = _id(cells.get("id", "")) or f"row{number}"
                yield cells, (above + first, above + last)
    except csv.Error as error:
        hint = "close every quotation mark"
        raise ContentError(file.fault(f"broken CSV: {error}", line=above + rows.line_num, hint=hint)) from None


def _twice(file: SourceFile, rows: list[tuple[dict[str, str], tuple[int, int]]]) -> Iterator[Fault]:
    """Two comments of one id cannot be told apart by those that answer them, and neither may vanish."""
    seen: dict[str, int] = {}
    for cells, (line, _) in rows:
        name = cells["id"]
        if name in seen:
            hint = f"rename one (the other is in line {seen[name]})"
            yield file.fault(f"two comments have the id {name!r}", line=line, hint=hint)
        seen.setdefault(name, line)


def _id(cell: str) -> str:
    """An id as it is in its own column: without Reddit's kinds, and whole where a spreadsheet made it 12.0.

    Example:
        >>> _id("t1_abc"), _id("12.0"), _id("NaN")
        ('abc', '12', '')
    """
    name = re.sub(r"^([0-9]+)\.0+$", r"\1", one_line(cell))
    return "" if name.lower() in _NO_ID else _KIND.sub("", name, count=1)


def _post(cells: dict[str, str], lines: tuple[int, int], known: set[str]) -> Post:
    status = _GONE.get(cells["text"], "present")
    body = from_markdown(cells["text"]) if status == "present" else Body()
    author, score = one_line(cells.get("author")), re.fullmatch(r"(-?[0-9]{1,12})(?:\.0+)?", cells.get("score", ""))
    parent = _id(cells.get("parent", ""))
    discussed = parent not in known and (parent in _NOBODY or cells.get("parent", "").startswith("t3_"))
    return Post(
        id=cells["id"],
        text=body.text,
        author=author if author and author not in _GONE else None,
        date=_date(cells.get("date", "")),
        parent=parent if parent and not discussed else None,
        blocks=body.blocks,
        marks=body.marks,
        lines=lines,
        status=status,
        url=safe_url(cells.get("url", "")),
        score=int(score[1]) if score else None,
    )


def _date(cell: str) -> datetime | None:
    """A date, or seconds since 1970 (milliseconds, where they would lie in another age)."""
    if not re.fullmatch(r"[0-9]{1,15}(?:\.[0-9]*)?", cell):
        return parse_date(cell)
    seconds = float(cell)
    return from_timestamp(seconds / 1000 if seconds > _LATEST else seconds)


READER = Reader("CSV of comments", _sniff, _read, known_by="its first line names columns of comments")
