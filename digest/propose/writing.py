"""The file of proposals: corrections, with where they come from at its head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from digest.curation import Curation, loads
from digest.curation.fields import Ref
from digest.curation.items import SECTIONS, Item, PinPoint, SetProposition, given_fields
from digest.curation.names import quoted
from digest.errors import CurationError, Fault

__all__ = ["HEAD", "Kept", "kept_of", "plain", "proposals_path", "text_of", "told"]

HEAD = "proposed"
_SUFFIX = ".proposals.yml"
_REMARK = """\
# What a language model proposes for this debate. Builds do not read this file, so nothing in it is published.
# Copy what is right into {curation}; docs/propose.md says more.
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier run proposed.

    Attributes:
        head: where it came from.
        items: what it proposed, as corrections.
    """

    head: Mapping[str, Any]
    items: tuple[Item, ...]


def proposals_path(debate: Path) -> Path:
    """Where the proposals for a debate lie.

    Example:
        >>> proposals_path(Path("content/tea.md")).name
        'tea.proposals.yml'
    """
    return debate.with_name(f"{debate.stem}{_SUFFIX}")


def kept_of(text: str, *, path: str) -> Kept:
    """What a file of proposals holds.

    Raises:
        CurationError: it cannot be read.
    """
    try:
        whole = yaml.safe_load(text) or {}
        head = whole.get(HEAD) or {} if isinstance(whole, dict) else {}
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        hint = "mend it, or delete it and ask again"
        raise CurationError(Fault("broken YAML", path=path, line=mark.line + 1 if mark else 1, hint=hint)) from None
    found: Curation = loads(text, path=path, ignored=(HEAD,))
    return Kept(head if isinstance(head, dict) else {}, found.items)


def text_of(items: Iterable[Item], *, head: Mapping[str, Any], curation: str) -> str:
    """The text of a file of proposals."""
    every = list(items)
    lines = [_REMARK.format(curation=curation).rstrip()]
    lines.append(yaml.safe_dump({HEAD: dict(head)}, allow_unicode=True, sort_keys=False, width=110).rstrip())
    lines += [f"proposition: {quoted(one.proposition)}" for one in every if isinstance(one, SetProposition)]
    for section, kinds in SECTIONS.items():
        mine = [one for one in every if isinstance(one, kinds)]
        if mine:
            lines.append(f"{section}:")
            lines += [line for one in mine for line in _item(one)]
    return "\n".join(lines) + "\n"


def _item(item: Item) -> Sequence[str]:
    rows = [
        f"{field.name}: {_value(value)}"
        for field in given_fields(type(item))
        if (value := getattr(item, field.name)) is not None
    ]
    return [f"  {'-' if not at else ' '} {row}" for at, row in enumerate(rows)]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Ref):
        return f"{{post: {quoted(value.post)}, text: {quoted(value.text)}}}" if value.post else quoted(value.text)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    return quoted(str(value))


def plain(item: Item) -> Item:
    """An item without its line: the same item of two files is equal."""
    return replace(item, line=0)


def told(item: Item) -> str:
    """What an item was about, without words of a debate: what was withdrawn or hidden must not live on."""
    section = next((name for name, kinds in SECTIONS.items() if isinstance(item, kinds)), "proposition")
    post = item.pin.post if isinstance(item, PinPoint) else getattr(item, "post", None)
    return f"{section}, post {post}" if post and " " not in post else section
