"""What a file looks like that no reader knows, in words that say what to do: it must not be taken for prose."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Any

from digest.sources.base import SourceFile, one_line
from digest.sources.chat_times import stamp_of

__all__ = ["COLUMNS_HINT", "Seen", "is_prose", "keys_of", "table_like", "unlike_prose"]

COLUMNS_HINT = "name one column `text`, and others `id`, `parent`, `author`, `date`, `score` or `url`"
_SAMPLE = 400
"""Lines that are looked at."""
_LEAST_LETTERS = 0.62
"""Share of letters among the characters of prose that are neither blanks nor digits."""
_LEAST_OF_ALL = 0.35
"""Share of letters when digits count too: short lines about numbers are prose, columns of numbers are not."""
_ROWS = 3
_COLUMNS = 3
_EVEN = 0.9
"""Share of the lines of a table that have as many cells as the first."""
_LONGEST_HEAD = 40
"""Characters of the name of a column."""
_XML = re.compile(r"\s*<(?:\?xml\b|!DOCTYPE\b|(?P<tag>[A-Za-z][\w:.-]*)(?:\s[^<>]*)?>)", re.IGNORECASE)
_BEGINNINGS = (
    (r"\{\\rtf", "is RTF", "save it as plain text"),
    (r"%PDF-|%!PS", "is a printed page", "copy its text into a .txt file"),
    (r"\\documentclass|\\begin\{document\}", "is LaTeX", "convert it to Markdown (`pandoc -t markdown`)"),
    (r"(?:diff --git |--- a/|Index: \S+\n=====)", "is a patch", "use the discussion of it instead"),
    (r"BEGIN:V(?:CARD|CALENDAR)|@\w+\{[\w:-]+,\n", "is a list of records, not a discussion", "keep only texts here"),
    (r"-----BEGIN [A-Z ]+-----", "is armoured data", "keep only texts here"),
    (r"\[Script Info\]|\{\\an?\d", "are subtitles in an unsupported format", "convert them to WebVTT or SRT"),
    (r"version https://git-lfs", "is a Git LFS pointer, not the file itself", "fetch it with `git lfs pull`"),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file seems to be, as the end of a sentence that begins with its name, and what to do about it."""

    what: str
    hint: str
    line: int = 1


def unlike_prose(file: SourceFile) -> Seen | None:
    """What a plain text seems to be that is no prose; None where it may be prose."""
    text = file.text.lstrip()
    for pattern, what, hint in _BEGINNINGS:
        if re.match(pattern, text):
            return Seen(what, hint)
    if file.is_page:
        return Seen("is a web page of an unknown site", "save the discussion's JSON, or its text as `Name: words`")
    if (found := _XML.match(text)) and (found["tag"] is None or f"</{found['tag']}" in text):
        kind = found["tag"] or (root[1] if (root := re.search(r"<([A-Za-z][\w:.-]*)", text[2:])) else "xml")
        return Seen(f"is XML of an unknown kind (`<{kind}>`)", "convert it to a table with the columns author and text")
    if columns := table_like(file):
        named = ", ".join(f"`{one}`" for one in columns[:8])
        return Seen(f"is a table without a recognised column of text (its columns: {named})", COLUMNS_HINT)
    return _timed(file) or (None if is_prose(file.text) else _no_words())


def keys_of(data: Any) -> str:
    """What is seen of JSON that no reader knows: its keys, or those of what is in its list; empty where it has none.

    Example:
        >>> keys_of([{"a": 1, "b": 2}])
        ' (a list of objects with the keys `a`, `b`)'
    """
    inside = data[0] if isinstance(data, list) and data else data
    if not isinstance(inside, dict) or not inside:
        return ""
    keys = ", ".join(f"`{one_line(str(key))[:40]}`" for key in list(inside)[:8])
    more = ", …" if len(inside) > 8 else ""
    return f" ({'a list of objects' if inside is not data else 'an object'} with the keys {keys}{more})"


def _no_words() -> Seen:
    what = "is not prose: too few of its characters are letters"
    return Seen(what, "name its format with `format:` in the front matter or with `--format`")


def _timed(file: SourceFile) -> Seen | None:
    """Lines that begin with times, but with no name that any reader of chats knows."""
    lines = [line for line in file.text.split("\n") if line.strip()][:_SAMPLE]
    stamps = [(line, stamp) for line in lines if (stamp := stamp_of(line))]
    shapes = Counter(stamp.shape for _, stamp in stamps)
    if len(lines) < _ROWS or sum(shapes.values()) < 0.5 * len(lines):
        return None
    line = next(line for line, stamp in stamps if stamp.shape == shapes.most_common(1)[0][0])
    what = f"has times at the start of its lines (`{' '.join(line.split())[:40]}`), but no recognisable names"
    return Seen(what, "write `Name: words` after each time, or remove the times")


def is_prose(text: str) -> bool:
    """Whether a text is made of letters, as prose in any language is.

    Example:
        >>> is_prose("Tabs or spaces? I say tabs."), is_prose("{x=1;y=[2,3]}#//*&&||")
        (True, False)
    """
    signs = [char for char in text[:40_000] if not char.isspace()]
    letters = sum(1 for char in signs if char.isalpha() or "\u0300" <= char <= "\u1fff")
    digits = sum(1 for char in signs if char.isdigit())
    return letters >= _LEAST_LETTERS * (len(signs) - digits) and letters >= _LEAST_OF_ALL * len(signs)


def table_like(file: SourceFile) -> tuple[str, ...]:
    """The names of the columns of what is a table by its form: lines of as many cells; empty for all else."""
    text = file.text.lstrip("\n")
    head, _, rest = text.partition("\n")
    if re.fullmatch(r"sep=.", head.strip(), re.IGNORECASE):
        text = rest
    for delimiter in ("\t", ";", ",", "|"):
        if delimiter not in text.partition("\n")[0]:
            continue
        try:
            rows = [row for row in islice(csv.reader(text.split("\n"), delimiter=delimiter), _SAMPLE) if any(row)]
        except csv.Error:
            continue
        if not rows:
            continue
        names = tuple(" ".join(cell.split()) for cell in rows[0])
        named = file.suffix in (".csv", ".tsv")
        even = sum(len(row) == len(names) for row in rows)
        heads = all(0 < len(name) <= _LONGEST_HEAD and not re.search(r"[.!?]$", name) for name in names)
        enough = len(rows) >= (2 if named else _ROWS) and len(names) >= (2 if named else _COLUMNS)
        if heads and enough and even >= _EVEN * len(rows):
            return names
    return ()
