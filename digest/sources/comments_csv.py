"""A table of comments, its columns known by their names: id, parent, author, date, text and the like."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from digest.errors import ContentError
from digest.model import Document, Post
from digest.sources.base import Reader, SourceFile, document, from_timestamp, one_line
from digest.sources.front import parse_date
from digest.sources.markup import from_markdown
from digest.sources.tree import ordered

__all__ = ["READER"]

_COLUMNS = {
    "id": ("id", "comment_id", "post_id", "name"),
    "parent": ("parent", "parent_id", "reply_to", "in_reply_to", "reply_to_id"),
    "author": ("author", "user", "username", "speaker", "by", "user_name"),
    "date": ("date", "time", "created", "created_at", "created_utc", "timestamp"),
    "text": ("text", "body", "comment", "content", "message"),
    "score": ("score", "points", "votes", "ups"),
    "url": ("url", "permalink", "link"),
}
_DELIMITERS = (",", ";", "\t")


def _sniff(file: SourceFile) -> float:
    if file.data is not None:
        return 0.0
    columns = _columns(file.text)
    return 0.9 if "text" in columns and len(columns) > 1 else 0.0


def _columns(text: str) -> dict[str, int]:
    """Where each column stands that we know, by the first line."""
    head = text.lstrip("\n").partition("\n")[0]
    names = [name.strip(' "').lower() for name in head.split(_delimiter(text))]
    return {
        field: next(names.index(name) for name in known if name in names)
        for field, known in _COLUMNS.items()
        if any(name in names for name in known)
    }


def _delimiter(text: str) -> str:
    head = text.lstrip("\n").partition("\n")[0]
    return max(_DELIMITERS, key=head.count)


def _read(file: SourceFile, language: str) -> Document:
    columns = _columns(file.text)
    posts = tuple(_posts(file, columns))
    if not posts:
        raise ContentError(file.fault("no comments below the names of the columns", line=1, hint="add one on each row"))
    title = " ".join(file.stem.replace("_", " ").replace("-", " ").split())
    return document(file, title=title, format="markdown", posts=ordered(posts), language=language)


def _posts(file: SourceFile, columns: dict[str, int]) -> Iterator[Post]:
    rows = csv.reader(io.StringIO(file.text.lstrip("\n")), delimiter=_delimiter(file.text))
    try:
        next(rows, None)
        for number, row in enumerate(rows, 1):
            cells = {field: row[at].strip() if at < len(row) else "" for field, at in columns.items()}
            if any(cells.values()):
                yield _post(cells, number)
    except csv.Error as error:
        hint = "close every quotation mark"
        raise ContentError(file.fault(f"broken CSV: {error}", line=rows.line_num, hint=hint)) from None


def _post(cells: dict[str, str], number: int) -> Post:
    body = from_markdown(cells["text"])
    when, score = cells.get("date", ""), cells.get("score", "")
    seconds = float(when) if when.replace(".", "", 1).isdecimal() else None
    return Post(
        id=cells.get("id") or f"row{number}",
        text=body.text,
        author=one_line(cells.get("author")) or None,
        date=parse_date(when) or from_timestamp(seconds),
        parent=cells.get("parent") or None,
        blocks=body.blocks,
        marks=body.marks,
        url=cells.get("url") or None,
        score=int(score) if score.lstrip("-").isdecimal() and len(score) < 12 else None,
    )


READER = Reader("CSV of comments", _sniff, _read)
