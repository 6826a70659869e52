"""The JSON Schema of the files of corrections, for editors that complete and check while one types.

It is made of the same fields that the loader reads by; `schema.json` beside this file is its text, which a test holds
to be the same.
"""

from __future__ import annotations

import json
from typing import Any

from digest.curation.fields import LISTS, REFS, Given
from digest.curation.items import SECTIONS, Item, SetProposition, given_fields

__all__ = ["SCHEMA_ADDRESS", "schema", "schema_text"]

SCHEMA_ADDRESS = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT, "minItems": 1, "uniqueItems": True}
_REF = {
    "anyOf": [
        _TEXT,
        {"type": "object", "properties": {"post": _TEXT, "text": _TEXT}, "required": ["text"]}
        | {"additionalProperties": False},
    ]
}


def schema() -> dict[str, Any]:
    """The schema of `content/NAME.curation.yml`; the lists of the site's own file are among its own."""
    lists = {name: _list(kinds) for name, kinds in SECTIONS.items()}
    return {
        "$schema": SCHEMA_ADDRESS,
        "title": "Corrections of a debate digest",
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {
            "formerly": {**_TEXTS, "description": "Slugs that the debate had before; their addresses live on."},
            "proposition": {
                "anyOf": [
                    _TEXT,
                    {"type": "object", "properties": {"words": _TEXT, "by": _TEXT}, "required": ["words"]}
                    | {"additionalProperties": False},
                ],
                "description": (SetProposition.__doc__ or "").partition(":")[0] + ".",
            },
            **lists,
            "summary": {
                "anyOf": [_TEXT, lists["summary"]],
                "description": "A summary in your words: a text, or sentences that say what they rest on.",
            },
        },
    }


def schema_text() -> str:
    """The schema as it is shipped."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _list(kinds: tuple[type[Item], ...]) -> dict[str, Any]:
    items = [_item(one) for one in kinds]
    return {"type": ["array", "null"], "items": items[0] if len(items) == 1 else {"anyOf": items}}


def _item(one: type[Item]) -> dict[str, Any]:
    every = given_fields(one)
    return {
        "type": "object",
        "description": (one.__doc__ or "").strip(),
        "properties": {field.name: _field(field) for field in every},
        "required": [field.name for field in every if field.required],
        "additionalProperties": False,
    }


def _field(field: Given) -> dict[str, Any]:
    kind = field.says.kind
    one: dict[str, Any] = _REF if kind in REFS else _TEXT
    if kind == "flag":
        one = {"type": "boolean"}
    elif kind == "choice":
        one = {"enum": list(field.says.choices)}
    shape = {"type": "array", "items": one, "minItems": 1, "uniqueItems": True} if kind in LISTS else dict(one)
    if kind == "points":
        shape["minItems"] = 0
    if field.name == "merge":
        shape["minItems"] = 2
    return {**shape, "description": field.says.doc}
