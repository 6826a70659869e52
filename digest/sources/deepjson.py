"""JSON of any depth.

The standard parser fails (RecursionError) at some thousand nested brackets, which a chain of replies can reach: each
reply in a Reddit listing is five brackets deeper. The standard parser is tried first because it is faster; if it fails,
the same grammar is parsed with an explicit stack.
"""

from __future__ import annotations

import json
import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import Any

__all__ = ["loads"]

_SPACE = re.compile(r"[ \t\n\r]*")
_ATOM = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?|true|false|null|NaN|-?Infinity", re.ASCII)
_WORDS = {"true": True, "false": False, "null": None, "NaN": None, "Infinity": None, "-Infinity": None}


def loads(text: str) -> Any:
    """The value of a JSON text.

    Raises:
        ValueError: it is not JSON (a JSONDecodeError, which knows the line, where the grammar is at fault).

    Example:
        >>> loads('{"a": [1, "b"]}')
        {'a': [1, 'b']}
    """
    try:
        return json.loads(text, parse_constant=lambda word: None)
    except RecursionError:
        return _deep(text)


def _deep(text: str) -> Any:
    """Read with a stack of open lists and objects, each with the key that its next value belongs to."""
    stack: list[tuple[Any, str | None]] = []
    value: Any = None
    at, done = 0, False  # done: `value` is whole and waits to be put where it belongs
    while True:
        at = _blank(text, at)
        if not done:
            char = text[at : at + 1]
            if char in ("[", "{") and char:
                key, at, empty = _open(text, at)
                value = [] if char == "[" else {}
                done = empty
                if not empty:
                    stack.append((value, key))
                continue
            value, at = _scalar(text, at)
            done = True
        elif not stack:
            if at < len(text):
                raise JSONDecodeError("Extra data", text, at)
            return value
        else:
            inside, key = stack.pop()
            if key is None:
                inside.append(value)
            else:
                inside[key] = value
            close = "]" if key is None else "}"
            if text.startswith(close, at):
                value, at = inside, at + 1
            elif text.startswith(",", at):
                at = _blank(text, at + 1)
                key, at = (None, at) if key is None else _key(text, at)
                stack.append((inside, key))
                done = False
            else:
                raise JSONDecodeError(f"Expecting ',' or '{close}'", text, at)


def _open(text: str, at: int) -> tuple[str | None, int, bool]:
    """After an opening bracket: the first key (of an object), where to read on, and whether it closes at once."""
    close = "]" if text[at] == "[" else "}"
    at = _blank(text, at + 1)
    if text.startswith(close, at):
        return None, at + 1, True
    return (*((None, at) if close == "]" else _key(text, at)), False)


def _key(text: str, at: int) -> tuple[str, int]:
    if not text.startswith('"', at):
        raise JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
    key, at = scanstring(text, at + 1, True)
    at = _blank(text, at)
    if not text.startswith(":", at):
        raise JSONDecodeError("Expecting ':' delimiter", text, at)
    return key, at + 1


def _scalar(text: str, at: int) -> tuple[Any, int]:
    if text.startswith('"', at):
        words, at = scanstring(text, at + 1, True)
        return words, at
    found = _ATOM.match(text, at)
    if not found:
        raise JSONDecodeError("Expecting value", text, at)
    word = found.group()
    if word in _WORDS:
        return _WORDS[word], found.end()
    return (float(word) if found[1] or found[2] else int(word)), found.end()


def _blank(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
