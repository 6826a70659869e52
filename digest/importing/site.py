"""What each site's module gives: which addresses it knows, and how a discussion is fetched."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult

from digest.importing.addresses import SAVE, failed
from digest.importing.web import Web
from digest.model import Format

__all__ = ["Discussion", "Fetched", "Site", "packed"]


@dataclass(frozen=True, slots=True)
class Discussion:
    """A discussion, named in one way whatever address led to it.

    Attributes:
        source: its address for people; names the discussion when it is imported again.
        key: what its site needs to fetch it.
    """

    source: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A discussion as JSON in the shape that the reader of its kind reads.

    Attributes:
        source: as in `Discussion`.
        raw: the JSON; as it came where one answer held all of it.
        via: the host that it came from, where that is not the source's own.
        complete: whether all was fetched; not so where a bound of ours was reached.
        urls: permalinks of posts by id, where the JSON holds none.
        notes: what the person should know.
    """

    source: str
    raw: bytes
    via: str | None = None
    complete: bool = True
    urls: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """One kind of site.

    Attributes:
        name: for people.
        example: an address as it is recognised.
        hosts: domains that are its own; empty where it may stand anywhere.
        format: what its JSON is read as.
        recognise: the discussion at an address, or None; must not raise.
        fetch: raises ContentError.
    """

    name: str
    example: str
    hosts: tuple[str, ...]
    format: Format
    recognise: Callable[[SplitResult], Discussion | None]
    fetch: Callable[[Discussion, Web], Fetched]


def packed(data: Any, *, source: str) -> bytes:
    """What was put together of several answers, as JSON in UTF-8.

    Raises:
        ContentError: something in it is nested too deep.
    """
    try:
        # `replace`: half of a surrogate pair, which JSON can hold and no file can
        return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
    except RecursionError:
        raise failed(source, "answers with data that is nested too deeplyly", hint=SAVE) from None
