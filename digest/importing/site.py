"""The interface of a site's module: the addresses it recognises, and how to fetch a discussion."""

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
    """A discussion; equal for all addresses that lead to it.

    Attributes:
        source: its public address; identifies the discussion in later imports.
        key: the data that its site's module needs to fetch it.
    """

    source: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A discussion as JSON in the form that its reader reads.

    Attributes:
        source: as in `Discussion`.
        raw: the JSON; unchanged if it was a single response.
        via: the host that sent it, if that is not the source's own.
        complete: whether everything was fetched; false if a limit was reached.
        urls: permalinks of posts by id, if the JSON has none.
        notes: information for the user.
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
        example: a recognised address.
        hosts: its own domains; empty for software that runs on any host.
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
    """Data from several responses as JSON in UTF-8.

    Raises:
        ContentError: something in it is nested too deep.
    """
    try:
        # `replace`: half of a surrogate pair, which JSON can hold and no file can
        return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
    except RecursionError:
        raise failed(source, "answers with data that is nested too deeplyly", hint=SAVE) from None
