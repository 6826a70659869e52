"""The file of proposals: corrections, with where they come from at its head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from digest.curation.items import SECTIONS, Item, PinPoint, Sentence, SetProposition, SetSide, SetStance, SetTopic
from digest.curation.load import Curation, loads
from digest.curation.writing import fingerprint, plain, rows_of, section_of, value_of
from digest.errors import CurationError, Fault

__all__ = [
    "HEAD",
    "Kept",
    "by_hand",
    "kept_of",
    "proposals_path",
    "rejected",
    "settled",
    "text_of",
    "told",
    "with_proposals",
]

HEAD = "proposed"
_PUBLISHED = (SetProposition, SetSide, SetTopic, PinPoint, Sentence)
"""The proposals that can be published without a review: each is marked where it is shown."""
_SUFFIX = ".proposals.yml"
_REMARK = """\
# What a language model proposes for this debate. Nothing in this file is published unless `propose.publish` is set.
# `digest review` takes what you accept into {curation}; docs/propose.md says more.
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

    @property
    def model(self) -> str:
        """The model that proposed it."""
        return str(self.head.get("model") or "a model")


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
    lines += [f"proposition: {value_of(one.proposition)}" for one in every if isinstance(one, SetProposition)]
    for section, kinds in SECTIONS.items():
        mine = [one for one in every if isinstance(one, kinds)]
        if mine:
            lines.append(f"{section}:")
            lines += [line for one in mine for line in _item(one)]
    return "\n".join(lines) + "\n"


def _item(item: Item) -> list[str]:
    return [f"  {' ' if at else '-'} {name}: {value}" for at, (name, value) in enumerate(rows_of(plain(item)))]


def rejected(head: Mapping[str, Any]) -> frozenset[str]:
    """The fingerprints of the proposals that an editor rejected: a model may propose the same again."""
    known = head.get("rejected")
    return frozenset(map(str, known)) if isinstance(known, list) else frozenset()


def settled(item: Item, *, editor: Curation) -> bool:
    """Whether the editor has spoken of what an item is about, be it to the same effect or not."""
    said = frozenset(map(plain, editor.items))
    if plain(item) in said:
        return True
    if isinstance(item, SetSide | SetStance):
        return any(isinstance(one, type(item)) and one.post == item.post for one in said)
    if isinstance(item, PinPoint):
        return any(isinstance(one, PinPoint) and one.pin == item.pin for one in said)
    if isinstance(item, Sentence) and editor.summary:
        return True
    return isinstance(item, SetProposition | Sentence) and any(isinstance(one, type(item)) for one in said)


def by_hand(editor: Curation) -> Curation:
    """The corrections without those that a model proposed."""
    return replace(editor, items=tuple(one for one in editor.items if one.by is None))


def with_proposals(editor: Curation, kept: Kept) -> Curation:
    """The corrections with the proposals that the editor has not decided, which are marked as such.

    They come last, and what the editor says of the same post or point takes precedence.
    Proposals of stances, and to drop key points, are left out, since no page would show them as proposals.
    """
    refused = rejected(kept.head)
    proposed = [
        replace(one, line=0, by=kept.model, reviewed=False)
        for one in kept.items
        if isinstance(one, _PUBLISHED) and fingerprint(one) not in refused and not settled(one, editor=editor)
    ]
    return replace(editor, items=(*editor.items, *proposed))


def told(item: Item) -> str:
    """What an item was about, without words of a debate: what was withdrawn or hidden must not live on."""
    post = item.pin.post if isinstance(item, PinPoint) else getattr(item, "post", None)
    section = section_of(item)
    return f"{section}, post {post}" if post and " " not in post else section
