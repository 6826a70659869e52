"""A table of comments with columns such as id, parent, author, date and text.

It is CSV with commas, semicolons or tabs, or JSON: a list of flat objects, or JSON Lines.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from digest.errors import ContentError, Fault
from digest.model import Document, LeftOut, Post, PostStatus
from digest.sources.base import Reader, SourceFile, document, from_timestamp, one_line
from digest.sources.dates import moment_of, resolved
from digest.sources.markup import Body, from_html, from_markdown
from digest.sources.markup.addresses import safe_url
from digest.sources.tree import ordered

__all__ = ["READER"]

_COLUMNS = {
    "id": ("id", "comment_id", "post_id", "message_id", "cid"),
    "parent": ("parent", "parent_id", "parent_comment_id", "reply_to", "in_reply_to", "reply_to_id", "in_reply_to_id"),
    "author": (
        *("author", "author_name", "user", "username", "user_name", "speaker", "by", "name", "nick", "nickname"),
        *("display_name", "screen_name", "commenter", "poster", "submitter", "submitter_name", "sender", "from"),
    ),
    "date": (
        *("date", "datetime", "time", "created", "created_at", "created_utc", "timestamp", "published", "published_at"),
        *("posted", "posted_at", "posted_date", "date_posted", "created_date", "date_created", "submitted_at"),
    ),
    "text": (
        *("text", "body", "comment", "comment_text", "content", "message", "comment_body", "comment_content"),
        *("message_text", "text_content", "post_text"),
    ),
    "score": ("score", "points", "votes", "upvotes", "ups", "likes", "like_count"),
    "url": ("url", "permalink", "link"),
    "title": ("title", "link_title", "story_title", "subject"),
}
_DELIMITERS = (",", ";", "\t")
_SEP = re.compile(r"sep=(.)[ \t]*\n", re.IGNORECASE)
"""A first line that names the separator for spreadsheets."""
_KIND = re.compile(r"t[13]_(?=\w)")
"""Reddit's prefixes of ids: `t1_` for a comment, `t3_` for the discussed post."""
_NO_ID = frozenset({"", "null", "none", "nan", "na", "n/a", "\\n"})
"""Cells that mean: no id."""
_NOBODY = frozenset({"0", "-1", "root"})
"""Parent cells that mean: no parent, if no comment has that id."""
_LATEST = 1e11
"""Seconds; later times are milliseconds."""
_SERIAL = (20_000, 60_000)
"""Days since the end of 1899, as spreadsheets keep dates: from 1954 to 2064. As seconds, they would be in 1970."""
_GONE: dict[str, PostStatus] = {"[deleted]": "deleted", "[removed]": "removed"}
_HTML = re.compile(
    r"\s*<(p|div|ul|ol|blockquote|h[1-6]|span)\b[^>]*>.*</\1>\s*|.*<br ?/?>.*", re.DOTALL | re.IGNORECASE
)
_Row = tuple[dict[str, str], tuple[int, int] | None]


def _sniff(file: SourceFile) -> float:
    if file.data is not None:
        columns = _known(_keys(file.data))
        return 0.3 if "text" in columns and len(columns) > 1 else 0.0
    columns = _known(_head(file.text)[0])
    return 0.9 if "text" in columns and len(columns) > 1 else 0.0


def _keys(data: Any) -> list[str]:
    """The keys of the objects in a list of flat ones; none of anything else."""
    if not isinstance(data, list) or not data or not all(isinstance(row, dict) for row in data[:100]):
        return []
    return list(dict.fromkeys(str(key) for row in data[:100] for key in row))


def _head(text: str) -> tuple[list[str], str, int]:
    """The names of the columns, what parts the cells, and where the names begin in the text."""
    start = len(text) - len(text.lstrip("\n"))
    told = _SEP.match(text, start)
    start = told.end() if told else start
    head = text[start:].partition("\n")[0]
    delimiter = told[1] if told else max(_DELIMITERS, key=head.count)
    return head.split(delimiter), delimiter, start


def _known(names: Sequence[str]) -> dict[str, int]:
    """Where each column stands that we know."""
    folded = [re.sub(r"[\s-]+", "_", name.strip(' "').lower()) for name in names]
    return {
        field: next(folded.index(name) for name in known if name in folded)
        for field, known in _COLUMNS.items()
        if any(name in folded for name in known)
    }


def _read(file: SourceFile, language: str) -> Document:
    rows = list(_rows_of_json(file) if file.data is not None else _rows(file))
    if not rows:
        raise ContentError(file.fault("no comments below the column names", line=1, hint="add one per row"))
    faults = tuple(_twice(file, rows))
    if faults:
        raise ContentError(*faults)
    known = {cells["id"] for cells, _ in rows}
    titles = {cells.get("title", "") for cells, _ in rows}
    title = next(iter(titles)) if len(titles) == 1 else ""
    times, left_out = _dates(rows)
    posts = [_post(cells, lines, known, when) for (cells, lines), when in zip(rows, times, strict=True)]
    return document(
        file,
        title=title or " ".join(file.stem.replace("_", " ").replace("-", " ").split()),
        format="markdown",
        posts=ordered(posts),
        language=language,
        left_out=[*left_out, *_unknown_columns(file)],
    )


def _unknown_columns(file: SourceFile) -> Iterator[LeftOut]:
    names = _keys(file.data) if file.data is not None else _head(file.text)[0]
    known = set(_known(names).values())
    others = [one_line(name).strip('" ') for at, name in enumerate(names) if at not in known and name.strip('" ')]
    if others:
        named = ", ".join(f"`{name[:40]}`" for name in others[:5]) + (", …" if len(others) > 5 else "")
        yield LeftOut("columns", f"their names are unknown ({named})", len(others))


def _rows(file: SourceFile) -> Iterator[_Row]:
    """The cells of each row by the names of their columns, each row with an id, and its lines in the file."""
    names, delimiter, start = _head(file.text)
    columns, above = _known(names), file.text.count("\n", 0, start)
    rows = csv.reader(io.StringIO(file.text[start:]), delimiter=delimiter)
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


def _rows_of_json(file: SourceFile) -> Iterator[_Row]:
    """The same of JSON; what stands in a cell is written as text, and deeper values are none."""
    keys = _keys(file.data)
    columns = {field: keys[at] for field, at in _known(keys).items()}
    for number, row in enumerate((row for row in file.data if isinstance(row, dict)), 1):
        cells = {field: _cell(row.get(key)) for field, key in columns.items()}
        if any(cells.values()):
            cells["id"] = _id(cells.get("id", "")) or f"row{number}"
            yield cells, None


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "username", "login", "display_name") if key in value), None)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return value.strip() if isinstance(value, str) else str(value)[:30]


def _twice(file: SourceFile, rows: list[_Row]) -> Iterator[Fault]:
    """Two comments of one id cannot be told apart by those that answer them, and neither may vanish."""
    seen: dict[str, int | None] = {}
    for cells, lines in rows:
        name, line = cells["id"], lines[0] if lines else None
        if name in seen:
            where = f" (the other is in line {seen[name]})" if seen[name] else ""
            yield file.fault(f"two comments have the id {name!r}", line=line, hint=f"rename one{where}")
        seen.setdefault(name, line)


def _id(cell: str) -> str:
    """An id as it is in its own column: without Reddit's kinds, and whole where a spreadsheet made it 12.0.

    Example:
        >>> _id("t1_abc"), _id("12.0"), _id("NaN")
        ('abc', '12', '')
    """
    name = re.sub(r"^([0-9]+)\.0+$", r"\1", one_line(cell))
    return "" if name.lower() in _NO_ID else _KIND.sub("", name, count=1)


def _post(cells: dict[str, str], lines: tuple[int, int] | None, known: set[str], when: datetime | None) -> Post:
    status = _GONE.get(cells["text"], "present")
    body = _body(cells["text"]) if status == "present" else Body()
    author, score = one_line(cells.get("author")), re.fullmatch(r"(-?[0-9]{1,12})(?:\.0+)?", cells.get("score", ""))
    parent = _id(cells.get("parent", ""))
    nobody = parent.lower() in _NOBODY or cells.get("parent", "").startswith("t3_")
    return Post(
        id=cells["id"],
        text=body.text,
        author=author if author and author not in _GONE else None,
        date=when,
        parent=parent if parent and not (nobody and parent not in known) else None,
        blocks=body.blocks,
        marks=body.marks,
        lines=lines,
        status=status,
        url=safe_url(cells.get("url", "")),
        score=int(score[1]) if score else None,
    )


def _body(cell: str) -> Body:
    """The words of a cell, whose line ends somebody has typed; HTML where all of it is."""
    return from_html(cell) if _HTML.fullmatch(cell) else from_markdown(cell, breaks=True)


def _dates(rows: list[_Row]) -> tuple[list[datetime | None], list[LeftOut]]:
    """When each comment was written, in one order for all, and those that nobody can tell."""
    cells = [row.get("date", "") for row, _ in rows]
    moments = [None if _seconds(cell) else moment_of(cell) for cell in cells]
    times, _ = resolved(moments)
    found = [_seconds(cell) or time for cell, time in zip(cells, times, strict=True)]
    left_out: list[LeftOut] = []
    for cell, moment, time, (_, lines) in zip(cells, moments, found, rows, strict=True):
        if time is not None or cell.lower() in _NO_ID:
            continue
        open_ = moment is not None and moment.numbers is not None
        why = "no date in the table distinguishes day and month" if open_ else "they cannot be parsed"
        hint = " (write them as 2026-03-01 10:00)"
        left_out.append(replace(LeftOut("dates", f"{why}{hint}"), line=lines[0] if lines else None))
    return found, left_out


def _seconds(cell: str) -> datetime | None:
    """A number as a date: seconds or milliseconds since 1970, or a spreadsheet's days."""
    if not re.fullmatch(r"[0-9]{1,15}(?:\.[0-9]*)?", cell):
        return None
    number = float(cell)
    if _SERIAL[0] < number < _SERIAL[1]:
        return datetime(1899, 12, 30, tzinfo=UTC) + timedelta(seconds=round(number * 86_400))
    return from_timestamp(number / 1000 if number > _LATEST else number)


READER = Reader("table of comments (CSV, JSON Lines)", _sniff, _read, known_by="its columns are those of comments")
