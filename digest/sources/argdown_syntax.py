"""Parses an Argdown file into blocks (separated by blank lines), rows (by indentation and sign) and items.

Source: the syntax as argdown.org documents it (Voigt, 2018). Inline markup is Markdown's and is left to its reader;
comments, tags and mentions are resolved here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from digest.errors import ContentError
from digest.sources.base import SourceFile, one_line

__all__ = ["Item", "Row", "blocks_of", "header_of", "without_comments"]

_FENCE = re.compile(r"={3,}[ \t]*")
_COMMENT = re.compile(
    r"(?P<kept>\\.)|/\*(?:(?!/\*).)*?\*/|<!--(?:(?!<!--).)*?-->|(?:^|(?<=[ \t]))//[^\n]*", re.DOTALL | re.MULTILINE
)
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]++(.+)")
_SIGN = re.compile(r"([ \t]+)(<[+_-]|[+_-]>|><|[+_-])[ \t]++(.*)")
_NUMBER = re.compile(r"([ \t]*)\((\d+)\)[ \t]++(.*)")
_RULE = re.compile(r"[ \t]*-{2,}(?:[ \t]+\S.*?[ \t]-{2,})?[ \t]*")
"""The line below premises: hyphens, with the rule of the inference between two runs of them or on lines of its own."""
_USES = re.compile(r"\buses:\s*+\[?+\s*+((?:\(?\d{1,6}\)?[\s,]*+)+)")
_TITLE = re.compile(r"(\[[^\[\]\n]+\]|<[^<>\n]+>)(?:[ \t]*(:)(?=\s|$)|(?=\s|$|\{))[ \t]*(.*)", re.DOTALL)
_DATA = re.compile(r"\{[^{}]*\}[ \t]*$")
_TAG = re.compile(r"(?P<kept>\\.)|(?:^|(?<=\s))#(?:\([^()\n]+\)|[\w-]+)")
_MENTION = re.compile(r"(?P<kept>\\.)|@(?:\[([^\[\]\n]+)\]|<([^<>\n]+)>)")
_LONGEST_DATA = 4000
"""Characters of a statement's data that are looked at: it holds an author and an address, not a document."""


@dataclass(frozen=True, slots=True)
class Item:
    """The content of a row: its title in its brackets (or None), Markdown text, and data."""

    title: str | None
    text: str
    data: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a block, with the lines that it runs on to.

    Attributes:
        line: its line in the file, from 1.
        symbol: the sign of a relation (`+`, `->`, …), or None.
        number: of a statement of a premise-conclusion structure, its number; else None.
        inference: whether it is the line of hyphens in one.
        uses: the numbers of the premises that an inference names; empty where it uses all.
        heading: the words of a heading, or None.
    """

    line: int
    indent: int
    item: Item
    symbol: str | None = None
    number: int | None = None
    inference: bool = False
    uses: tuple[int, ...] = ()
    heading: str | None = None


def header_of(file: SourceFile) -> tuple[dict[str, str], str, int]:
    """The front matter between `===` lines as texts, the body, and how many lines stand before it.

    Raises:
        ContentError: the front matter is not YAML.
    """
    lines = file.text.split("\n")
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if not _FENCE.fullmatch(lines[start]):
        return {}, file.text, 0
    end = next((at for at in range(start + 1, len(lines)) if _FENCE.fullmatch(lines[at])), None)
    if end is None:
        return {}, "\n".join(lines[start + 1 :]), start + 1
    try:
        given = yaml.load("\n".join(lines[start + 1 : end]), yaml.BaseLoader)  # noqa: S506 makes texts only
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "is not YAML"
        line = start + 2 + mark.line if mark else start + 1
        raise ContentError(
            file.fault(f"broken front matter: {what}", line=line, hint="use only `key: value` lines")
        ) from None
    return _texts(given), "\n".join(lines[end + 1 :]), end + 1


def without_comments(text: str) -> str:
    """Comments gone, lines kept where they were.

    Example:
        >>> without_comments("a // b\\n/* c\\nd */ e https://x.org")
        'a \\n\\n e https://x.org'
    """
    return _COMMENT.sub(lambda m: m["kept"] or "\n" * m.group().count("\n"), text)


def blocks_of(text: str, *, first: int) -> Iterator[list[Row]]:
    """The blocks of a body, each with its rows; `first` is the number of its first line."""
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate([*text.split("\n"), ""], first):
        if line.strip():
            begins = not rows or _begins(line, structure=bool(_NUMBER.match(rows[0][1][0])))
            if begins:
                rows.append((number, [line]))
            else:
                rows[-1][1].append(line.strip() if not rows[-1][1][-1].rstrip().endswith("{") else line)
        elif rows:
            yield [_row(number, lines) for number, lines in rows]
            rows = []


def _begins(line: str, *, structure: bool) -> bool:
    return bool(_SIGN.match(line) or (structure and (_NUMBER.match(line) or _RULE.fullmatch(line))))


def _row(number: int, lines: list[str]) -> Row:
    first = lines[0]
    if found := _HEADING.fullmatch(first):
        return Row(number, 0, Item(None, ""), heading=one_line(_TAG.sub(_kept, found[1])))
    if _RULE.fullmatch(first):
        found = _USES.search("\n".join(lines))
        uses = tuple(map(int, re.findall(r"\d+", found[1]))) if found else ()
        return Row(number, 0, Item(None, ""), inference=True, uses=uses)
    rest = "\n".join(lines[1:])
    if found := _SIGN.match(first):
        return Row(number, _width(found[1]), _item(found[3], rest), symbol=found[2])
    if found := _NUMBER.match(first):
        return Row(number, _width(found[1]), _item(found[3], rest), number=int(found[2][:9]))
    return Row(number, _width(first[: len(first) - len(first.lstrip())]), _item(first.strip(), rest))


def _width(blank: str) -> int:
    return len(blank.expandtabs(4))


def _item(first: str, rest: str) -> Item:
    whole = f"{first}\n{rest}" if rest else first
    whole, data = _without_data(whole)
    found = _TITLE.match(whole)
    title, text = (found[1], found[3]) if found else (None, whole)
    text = _MENTION.sub(lambda m: m["kept"] or m[2] or m[3], _TAG.sub(_kept, text))
    return Item(title, " ".join(text.split()), data)


def _without_data(text: str) -> tuple[str, dict[str, str]]:
    """A text without the YAML in braces at its end, and that YAML."""
    found = _DATA.search(text, max(0, len(text) - _LONGEST_DATA)) if text.rstrip().endswith("}") else None
    if not found or text[: found.start()].endswith("\\"):
        return text, {}
    inner = found.group().strip()
    inner = inner[1:-1] if inner.startswith("{\n") else inner
    try:
        return text[: found.start()].rstrip(), _texts(yaml.load(inner, yaml.BaseLoader))  # noqa: S506 texts only
    except (yaml.YAMLError, RecursionError, ValueError):
        return text, {}


def _texts(given: Any) -> dict[str, str]:
    """What of a mapping is text, or a list of texts."""
    if not isinstance(given, dict):
        return {}
    joined = {
        key: ", ".join(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else value
        for key, value in given.items()
    }
    return {key: one_line(value) for key, value in joined.items() if isinstance(key, str) and isinstance(value, str)}


def _kept(found: re.Match[str]) -> str:
    return found["kept"] or ""
