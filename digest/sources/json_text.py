"""Parses a file's text as JSON: one value, or JSON Lines with one object per line."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

from digest.errors import ContentError, Fault
from digest.sources import deepjson

__all__ = ["json_of"]

_LINES = (".jsonl", ".ndjson")
_JSON_START = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{\]])')


def json_of(text: str, *, path: str) -> Any:
    """A text as JSON, or None for other text, even if it starts like JSON.

    Raises:
        ContentError: it is broken JSON.

    Example:
        >>> json_of('{"a": 1}\\n{"a": 2}', path="x.txt")
        [{'a': 1}, {'a': 2}]
    """
    lines = PurePath(path).suffix.lower() in _LINES
    named = lines or PurePath(path).suffix.lower() == ".json"
    if not named and not _JSON_START.match(text):
        return None
    try:
        found = deepjson.loads(text)
        return [found] if lines and isinstance(found, dict) else found
    except ValueError as error:
        if (rows := _json_lines(text, path=path, named=lines)) is not None:
            return rows
        if not named and not re.match(r'\s*(?:\[\s*)?\{\s*"[^"\n]*"\s*:', text):
            return None
        line, what = getattr(error, "lineno", None), str(getattr(error, "msg", error)).lower()
        fault = Fault(f"broken JSON: {what}", path=path, line=line, hint="download or export it again")
        raise ContentError(fault) from None


def _json_lines(text: str, *, path: str, named: bool) -> list[Any] | None:
    """The objects of JSON Lines, one a line; None where it is not `named` so and does not begin with two of them.

    Raises:
        ContentError: a later line is broken.
    """
    rows: list[Any] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = deepjson.loads(line)
        except ValueError as error:
            if len(rows) < 2 and not named:
                return None
            what = f"this line is not JSON ({str(getattr(error, 'msg', error)).lower()})"
            hint = "every line must be a JSON value: download or export it again"
            raise ContentError(Fault(what, path=path, line=number, hint=hint)) from None
        if not isinstance(row, dict):
            return None
        rows.append(row)
    return rows if len(rows) > 1 or named else None
