"""All names of people in a source (authors, accounts, addresses), grouped by person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.header import decode_header, make_header
from email.utils import getaddresses
from typing import Any

from digest.model import Document
from digest.sources import deepjson

__all__ = ["ADDRESS", "names_in"]

ADDRESS = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
"""An e-mail address; the length limits are those of RFC 5321, and keep the search linear."""
_PERSON = frozenset(
    [
        *("by", "author", "user", "username", "user_name", "login", "nick", "nickname", "screen_name", "handle"),
        *("display_username", "display_name", "displayname", "full_name", "fullname", "real_name", "email"),
        *("commenting_user", "submitter_user", "author_name", "name", "poster", "from", "sender", "created_by"),
    ]
)
_ANYTHING = "name"
"""A key that is also used for labels and tags: it is a person's name only beside another key of a person."""
_HEADER = re.compile(
    r"^(?:From|To|Cc|Bcc|Reply-To|Sender|Resent-From|X-Original-From):[ \t]*+"
    r"(?P<people>.{0,2000}(?:\n[ \t].{0,2000}){0,20})",
    re.MULTILINE | re.IGNORECASE,
)
_FRONT = re.compile(r"^(?:author|authors|by):[ \t]*(?P<name>\S.{0,200})$", re.MULTILINE)
_AT = re.compile(r"(?P<address>\S{1,100}) at \S{1,200} \((?P<name>[^()\n]{1,100})\)")
_LONGEST = 100


def names_in(raw: bytes, *, document: Document) -> tuple[frozenset[str], ...]:
    """The names of each person, as the source spells them.

    Args:
        raw: the source as it was fetched.
        document: what was read out of it.
    """
    text = raw.decode("utf-8", "replace")
    found = [frozenset({post.author}) for post in document.posts if post.author]
    try:
        found += map(frozenset, _of_json(deepjson.loads(text)))
    except ValueError:  # it is not JSON
        if document.format == "mbox":
            found += map(frozenset, _of_mail(text))
        if text.lstrip("\ufeff").startswith("---"):
            head = text.partition("\n---")[0]
            found += [frozenset({_bare(match["name"])}) for match in _FRONT.finditer(head)]
    return tuple(dict.fromkeys(kept for one in found if (kept := frozenset(filter(_is_name, map(str.strip, one))))))


def _is_name(name: str) -> bool:
    return 0 < len(name) <= _LONGEST and any(map(str.isalnum, name))


def _bare(value: str) -> str:
    return value.partition(" #")[0].strip().strip("\"'").strip()


def _of_json(data: Any) -> Iterator[set[str]]:
    """The names in each object, with an explicit stack: replies can be nested deeper than Python's recursion limit."""
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            names = {key: value for key, value in one.items() if key.lower() in _PERSON and isinstance(value, str)}
            if names.keys() - {_ANYTHING}:
                yield set(names.values())
            waiting.extend(value for value in one.values() if isinstance(value, dict | list))
        elif isinstance(one, list):
            waiting.extend(value for value in one if isinstance(value, dict | list))


def _of_mail(text: str) -> Iterator[set[str]]:
    for match in _HEADER.finditer(text):
        people = " ".join(match["people"].split())
        yield from _people(people)
        for archived in _AT.finditer(people):
            yield {archived["name"], archived["address"]}


def _people(header: str) -> Iterable[set[str]]:
    try:
        named = getaddresses([str(make_header(decode_header(header)))])
    except (ValueError, LookupError, TypeError):
        named = getaddresses([header])
    return [{part for part in (name, address, address.partition("@")[0]) if part} for name, address in named]
