"""Proposals as the pages show them: what each concerns, what is said there now, and what is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from digest.curation.fields import Ref
from digest.curation.items import (
    NONE,
    OTHERS,
    DropPoint,
    Item,
    PinPoint,
    RenameThread,
    RenameTopic,
    RewordPoint,
    Sentence,
    SetPoint,
    SetProposition,
    SetRelation,
    SetSide,
    SetStance,
    SetTopic,
)
from digest.curation.lookup import points_named, threads_named
from digest.curation.names import Names
from digest.curation.writing import rows_of, section_of
from digest.model import Digest, KeyPoint
from digest.site.debate import Debate, debate_of, shorten

__all__ = ["Shown", "shown"]

_GROUPS: Mapping[str, str] = {
    "proposition": "Proposition",
    "sides": "Sides of posts",
    "stances": "How posts stand to what they answer",
    "relations": "Relations",
    "topics": "Topics",
    "threads": "Threads",
    "key_points": "Key points",
    "summary": "Summary",
}
_FEW = 5
_LONG = 200
Shown = dict[str, Any]
About = dict[str, str]


def shown(digest: Digest, proposals: Iterable[tuple[str, tuple[Item, ...]]]) -> list[Shown]:
    """What the pages show of some proposals.

    Args:
        digest: the debate as it is shown now.
        proposals: the id of each, with its items: one, or all sentences of a summary.
    """
    work = _Showing(digest)
    return [work.proposal(name, items) for name, items in proposals]


class _Showing:
    """Looks up what proposals name."""

    def __init__(self, digest: Digest) -> None:
        self.digest = digest
        self.debate: Debate = debate_of(digest)
        self.names = Names(digest)

    def proposal(self, name: str, items: tuple[Item, ...]) -> Shown:
        """One proposal, as values for JSON."""
        section = section_of(items[0])
        found: Shown = {"about": None, "values": {}}
        found |= self._sentences(items) if isinstance(items[0], Sentence) else self._one(items[0])
        return {"id": name, "kind": section, "group": _GROUPS.get(section, section.capitalize()), **found}

    def _one(self, item: Item) -> Shown:
        if isinstance(item, SetProposition):
            now = self.digest.proposition.text if self.digest.proposition else ""
            new = "no sides" if item.proposition == NONE else item.proposition
            about = _about("proposition", "")
            return _shown("the proposition", about, [_row("", now, new)], {"text": item.proposition})
        if isinstance(item, SetSide | SetStance):
            return self._side(item)
        if isinstance(item, PinPoint | SetPoint):
            return self._point(item)
        if isinstance(item, DropPoint | RewordPoint):
            return self._other_point(item)
        if isinstance(item, SetTopic):
            return self._topic(item)
        if isinstance(item, RenameTopic):
            topic = next((one for one in self.digest.topics if item.rename in (one.id, one.title)), None)
            about = _about("topic", topic.id if topic else None)
            return _shown("the title of a topic", about, [_row("", item.rename, item.title)], {"title": item.title})
        if isinstance(item, RenameThread):
            found = threads_named(item.rename, threads=self.digest.threads, claims=self.names.claims)
            about = _about("thread", found[0].id if len(found) == 1 else None)
            now = found[0].title if about else item.rename
            return _shown("the title of a thread", about, [_row("", now, item.title)], {"title": item.title})
        if isinstance(item, SetRelation):
            rows = [_row("of", "", item.source.text), _row("to", "", item.target.text), _row("", "", item.type)]
            return _shown("a relation", None, rows, {})
        return _shown(section_of(item), None, [_row(name, "", value) for name, value in rows_of(item)], {})

    def _side(self, item: SetSide | SetStance) -> Shown:
        named = self.names.posts.named(item.post)
        label, about, now = shorten(item.post, 40), _about("post", None), ""
        if len(named) == 1:
            place = self.debate.places[named[0].id]
            label, about = place.label, _about("post", place.post.id)
            position = self.digest.positions.get(place.post.id)
            now = (position.side if position else "neither") if isinstance(item, SetSide) else place.stance
        if isinstance(item, SetSide):
            return _shown(f"the side of {label}", about, [_row("", now, item.side)], {"side": item.side})
        return _shown(f"the stance of {label}", about, [_row("", now, item.stance)], {})

    def _point(self, item: PinPoint | SetPoint) -> Shown:
        ref = item.pin if isinstance(item, PinPoint) else item.point
        point = self._named(ref)
        rows = [_row("", "", point.text if point else ref.text)] if point is None else []
        values: dict[str, Any] = {}
        if item.quote is not None:
            rows.append(_row("Words", point.text if point else "", item.quote.text))
        if item.side is not None:
            rows += (
                [_row("Side", point.side if point else "", item.side)] if not point or point.side != item.side else []
            )
            values["side"] = item.side
        if item.core is not None and (point is None or point.core != item.core):
            rows.append(_row("In a short summary", "" if point is None else _yes(point.core), _yes(item.core)))
            values["core"] = item.core
        if item.posts is not None:
            wanted = self._labels(item.posts)
            now = self._by_id(point.posts) if point else ""
            rows += [_row("Made by", now, wanted)] if now != wanted else []
        if item.answered_by is not None:
            answers = [self._named(one) for one in item.answered_by]
            wanted = " · ".join(
                f"“{shorten(one.text if one else ref.text, _LONG)}”"
                for one, ref in zip(answers, item.answered_by, strict=True)
            )
            texts = (
                [self.debate.points[one].text for one in point.answered_by if one in self.debate.points]
                if point
                else []
            )
            now = " · ".join(f"“{shorten(one, _LONG)}”" for one in texts)
            rows += [_row("Answered by", now, wanted or "nothing")] if now != wanted else []
            if all(answers):
                values["answered_by"] = [one.id for one in answers if one]
        if isinstance(item, PinPoint) and point is not None and not point.pinned:
            rows.append(_row("Place", "", "among the first"))
        about = _about("point", point.id if point else None)
        return _shown("a new key point" if point is None else "a key point", about, rows, values)

    def _other_point(self, item: DropPoint | RewordPoint) -> Shown:
        if isinstance(item, DropPoint) and item.drop.text == OTHERS:
            return _shown(
                "to drop all other key points", None, [_row("", "all that no proposal and no correction names", "")], {}
            )
        point = self._named(item.drop if isinstance(item, DropPoint) else item.reword)
        about = _about("point", point.id if point else None)
        now = point.text if point else (item.drop if isinstance(item, DropPoint) else item.reword).text
        new = "" if isinstance(item, DropPoint) else item.words
        return _shown(
            "to drop a key point" if not new else "other words for a key point", about, [_row("", now, new)], {}
        )

    def _topic(self, item: SetTopic) -> Shown:
        topic = next((one for one in self.digest.topics if one.title == item.topic), None)
        posts = self._labels(item.posts)
        if item.topic == NONE:
            return _shown("posts that argue nothing", None, [_row("Posts", "", posts)], {})
        about = _about("topic", topic.id if topic else None)
        rows = [_row("Title", "", item.topic)] if topic is None else []
        return _shown("a new topic" if topic is None else "a topic", about, [*rows, _row("Posts", "", posts)], {})

    def _sentences(self, items: Iterable[Item]) -> Shown:
        said = [one for one in items if isinstance(one, Sentence)]
        rows = [_row("", self.digest.document.summary or "", " ".join(one.words for one in said))]
        rows += [_row(f"Sentence {at} rests on", "", "; ".join(one.cites)) for at, one in enumerate(said, 1)]
        text = "\n".join(f"{one.words} [{'; '.join(one.cites)}]" for one in said)
        return _shown("the summary", _about("summary", ""), rows, {"text": text})

    def _named(self, ref: Ref) -> KeyPoint | None:
        found = points_named(ref, points=self.digest.key_points, claims=self.names.claims)
        return found[0] if len(found) == 1 else None

    def _labels(self, names: Iterable[str]) -> str:
        found = [self.names.posts.named(one) for one in names]
        return self._by_id(named[0].id for named in found if len(named) == 1)

    def _by_id(self, posts: Iterable[str]) -> str:
        labels = [self.debate.places[one].label for one in posts if one in self.debate.places]
        more = f" and {len(labels) - _FEW} more" if len(labels) > _FEW else ""
        return ", ".join(labels[:_FEW]) + more


def _about(kind: str, name: str | None) -> About | None:
    """What a proposal concerns; None where the debate does not have it."""
    return None if name is None else {"kind": kind, "id": name}


def _shown(title: str, about: Mapping[str, str] | None, changes: list[dict[str, str]], values: Shown) -> Shown:
    return {"title": title, "about": about, "changes": changes, "values": values}


def _row(what: str, old: str, new: str) -> dict[str, str]:
    return {"what": what, "old": old, "new": new}


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
