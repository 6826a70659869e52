"""Chooses what a site shows of a model's proposals: those that an editor accepted, all of them, or none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from digest.curation.files import Beside
from digest.curation.items import (
    DropPoint,
    Item,
    PinPoint,
    Sentence,
    SetProposition,
    SetSide,
    SetStance,
    SetTopic,
)
from digest.curation.proposals import kept_of, proposals_path, rejected, settled
from digest.curation.writing import fingerprint
from digest.errors import CurationError, Fault, place

__all__ = ["published"]

_PROPOSED = (DropPoint, PinPoint, Sentence, SetProposition, SetSide, SetStance, SetTopic)
"""What a model proposes. Anything else in the file was put there by hand and is ignored."""


def published(lying: Beside, *, debate: Path, root: Path | None = None, publish: bool, show: bool) -> Beside:
    """The corrections of a debate as a site with these settings shows them.

    Args:
        lying: the files beside the debate.
        debate: the debate's file.
        root: the folder that faults name files relative to.
        publish: whether to show proposals that nobody has reviewed. They come before the editor's corrections, which
            therefore prevail.
        show: whether to show anything that a model proposed. Overrules `publish`.

    Raises:
        CurationError: the proposals cannot be read.
    """
    curation = lying.curation
    if not show:
        items = tuple(item for item in curation.items if not item.by)
        if len(items) == len(curation.items):
            return lying
        return replace(lying, curation=replace(curation, items=items), raw=lying.raw + b"\0no model")
    path = proposals_path(debate)
    if not publish or not path.is_file():
        return lying
    try:
        raw = path.read_bytes()
        kept = kept_of(raw.decode("utf-8-sig"), path=place(path, root))
    except UnicodeDecodeError:
        raise CurationError(Fault("is not UTF-8", path=place(path, root), hint="save it as UTF-8")) from None
    except OSError as error:
        raise CurationError(Fault(f"cannot be read ({error.strerror or error})", path=place(path, root))) from None
    gone = rejected(kept.head)
    added: list[Item] = [
        replace(item, line=0, by=kept.model, reviewed=False)
        for item in kept.items
        if isinstance(item, _PROPOSED) and not settled(item, editor=curation) and fingerprint(item) not in gone
    ]
    if not added:
        return lying
    merged = replace(curation, path=curation.path or place(path, root), items=(*added, *curation.items))
    return replace(lying, curation=merged, raw=lying.raw + b"\0" + raw)
