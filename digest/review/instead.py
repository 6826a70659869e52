"""What an editor says of something, put in the place of what they said of it before: a file says each thing once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.curation import Curation
from digest.curation.items import (
    Item,
    PinPoint,
    RenameThread,
    RenameTopic,
    SetPoint,
    SetProposition,
    SetRelation,
    SetSide,
    SetStance,
    SetTopic,
)
from digest.curation.lookup import Posts
from digest.model import Digest
from digest.review.splicing import Add, Edit, Replace

__all__ = ["edit_of", "with_proposal"]


def with_proposal(item: Item, proposal: Sequence[Item]) -> Item:
    """What an editor says of a point, with what a model proposes of it besides."""
    base = proposal[0] if len(proposal) == 1 else None
    if not isinstance(item, SetPoint) or not isinstance(base, PinPoint | SetPoint):
        return item
    return _merged(base, item)


def _merged(old: PinPoint | SetPoint, new: SetPoint | PinPoint) -> PinPoint | SetPoint:
    """A point's correction with the fields that another one gives."""
    given = {
        name: value
        for name in ("quote", "side", "core", "posts", "claims", "answered_by")
        if (value := getattr(new, name)) is not None
    }
    return replace(old, line=0, by=None, **given)


def edit_of(item: Item, *, digest: Digest, editor: Curation) -> Edit:
    """An item in the place of the one that said something of the same, else at the end of its list."""
    for old in editor.items:
        if (new := _instead(old, item, digest)) is not None:
            return Replace(old, new)
    return Add(item)


def _instead(old: Item, new: Item, digest: Digest) -> Item | None:
    """What to write in the place of an item; None where it speaks of something else."""
    if isinstance(old, PinPoint | SetPoint) and isinstance(new, SetPoint | PinPoint):
        before = old.pin if isinstance(old, PinPoint) else old.point
        now = new.pin if isinstance(new, PinPoint) else new.point
        return _merged(old, new) if now in (before, old.quote) else None
    if isinstance(old, SetSide | SetStance) and isinstance(new, type(old)):
        posts = Posts(digest.document)
        return new if posts.named(old.post) == posts.named(new.post) else None
    if isinstance(old, SetProposition) and isinstance(new, SetProposition):
        return new
    if isinstance(old, SetRelation) and isinstance(new, SetRelation):
        return new if (old.source, old.target) == (new.source, new.target) else None
    if isinstance(new, RenameTopic):
        topic = next((one for one in digest.topics if new.rename in (one.id, one.title)), None)
        if topic is None or not topic.retitled:
            return None
        if isinstance(old, RenameTopic) and old.title == topic.title:
            return replace(old, title=new.title, by=None)
        if isinstance(old, SetTopic) and old.topic == topic.title:
            return replace(old, topic=new.title, by=None)
        return None
    if isinstance(new, RenameThread) and isinstance(old, RenameThread):
        if old.rename != new.rename and old.title != new.rename:
            return None
        former = tuple(one for one in dict.fromkeys((*old.formerly, old.title)) if one != new.title)
        return replace(old, title=new.title, formerly=former, by=None)
    return None
