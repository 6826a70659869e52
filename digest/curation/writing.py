"""Corrections as YAML, as the loader reads them."""

from __future__ import annotations

import re
from dataclasses import fields, replace

from digest.curation.fields import Kind, Ref
from digest.curation.items import SECTIONS, Item, given_fields
from digest.curation.names import quoted
from digest.text.slugs import short_hash

__all__ = ["fingerprint", "in_one_line", "plain", "rows_of", "section_of", "value_of"]

_BARE: frozenset[Kind] = frozenset({"choice", "post", "posts"})
"""Kinds whose values need no quotes where they are single words."""
_WORD = re.compile(r"(?!(?:null|Null|NULL)\Z)[A-Za-z][A-Za-z0-9_-]*")


def rows_of(item: Item) -> list[tuple[str, str]]:
    """The fields of an item that say something, each with its value in YAML.

    Example:
        >>> from digest.curation.items import SetSide
        >>> rows_of(SetSide(0, "what they cost", "for"))
        [('post', '"what they cost"'), ('side', 'for')]
    """
    kinds = {one.name: one.says.kind for one in given_fields(type(item))}
    defaults = {one.name: one.default for one in fields(item)}
    rows = [
        (name, value_of(value, kind=kind))
        for name, kind in kinds.items()
        if (value := getattr(item, name)) != defaults[name]
    ]
    return [("words", value) if name == "proposition" else (name, value) for name, value in rows]


def in_one_line(item: Item) -> str:
    """An item between braces, as it can stand anywhere.

    Example:
        >>> from digest.curation.items import SetSide
        >>> in_one_line(SetSide(0, "b1", "for"))
        '{post: b1, side: for}'
    """
    return f"{{{', '.join(f'{name}: {value}' for name, value in rows_of(item))}}}"


def value_of(value: object, *, kind: Kind = "text") -> str:
    """The value of a field, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Ref):
        if value.post is None:
            return quoted(value.text)
        return f"{{post: {value_of(value.post, kind='post')}, text: {quoted(value.text)}}}"
    if isinstance(value, tuple):
        return f"[{', '.join(value_of(one, kind=kind) for one in value)}]"
    text = str(value)
    return text if kind in _BARE and _WORD.fullmatch(text) else quoted(text)


def section_of(item: Item) -> str:
    """The key under which an item stands."""
    return next((name for name, kinds in SECTIONS.items() if isinstance(item, kinds)), "proposition")


def plain(item: Item) -> Item:
    """What an item says, whoever says it and wherever: the same item of two files is equal."""
    return replace(item, line=0, by=None, reviewed=True)


def fingerprint(item: Item) -> str:
    """What tells an item from others, without its words.

    Example:
        >>> from digest.curation.items import SetSide
        >>> fingerprint(SetSide(3, "b1", "for")) == fingerprint(SetSide(0, "b1", "for", by="a model"))
        True
    """
    return short_hash(type(item).__name__, *(f"{name}: {value}" for name, value in rows_of(plain(item))), length=12)
