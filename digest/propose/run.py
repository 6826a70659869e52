"""One run over a debate: every step is asked about all posts, or about those that are new since the last run."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from digest.curation import Curation
from digest.curation.fields import Ref
from digest.curation.items import (
    NONE,
    DropPoint,
    Item,
    PinPoint,
    Sentence,
    SetProposition,
    SetSide,
    SetStance,
    SetTopic,
)
from digest.curation.proposals import Kept, settled
from digest.model import Digest
from digest.propose import steps
from digest.propose.asking import Asker, tokens_of
from digest.propose.prompts import Prompts
from digest.propose.steps import STEPS, Candidate
from digest.propose.work import Tell, Work
from digest.text.counting import counted

__all__ = ["Proposed", "run"]

_MOST_POINTS = 20
"""So many key points are asked for; a page shows seven, and all others when asked for."""
_AROUND = 1500
"""Tokens of the prompt that puts points together, at most, without the points."""
_KINDS: Mapping[str, tuple[type[Item], ...]] = {
    "proposition": (SetProposition,),
    "sides": (SetSide, SetStance),
    "topics": (SetTopic,),
    "points": (PinPoint, DropPoint),
    "summary": (Sentence,),
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What came of a run.

    Attributes:
        items: the proposals, those of earlier runs that still hold among them.
        head: where they come from.
        skipped: what could not be asked or used, and why.
    """

    items: tuple[Item, ...]
    head: Mapping[str, Any]
    skipped: tuple[str, ...]


def run(
    digest: Digest,
    *,
    asker: Asker,
    prompts: Prompts,
    kept: Kept,
    editor: Curation,
    only: Collection[str],
    tell: Tell,
    today: date,
) -> Proposed:
    """Ask a model about a debate.

    Args:
        digest: the debate as it is published, so that nothing hidden is sent.
        kept: what was proposed before, of which only what still matches.
        editor: the editor's corrections; what they speak of is not proposed again.
        only: the steps to ask; proposals of the others stay.
    """
    work = Work(digest, asker, prompts, kept, tell)
    earlier = kept.items
    if kept.head.get("model") != asker.model.name or kept.head.get("prompts") != prompts.fingerprint():
        work.kept = kept = Kept({"steps": {}}, tuple(one for one in kept.items if _step(one) not in only))
    items: list[Item] = [one for one in kept.items if _step(one) not in only]
    for step in STEPS:
        if step in only:
            before = [one for one in kept.items if isinstance(one, _KINDS[step])]
            made = _DO[step](work, before, items)
            items += made or [one for one in earlier if isinstance(one, _KINDS[step])]
    mine = replace(editor, items=tuple(_lasting(one, work) for one in editor.items))
    fresh = [one for one in items if not settled(one, editor=mine)]
    return Proposed(tuple(dict.fromkeys(fresh)), _head(work, today), tuple(work.skipped))


def _step(item: Item) -> str:
    return next((step for step, kinds in _KINDS.items() if isinstance(item, kinds)), "")


def _lasting(item: Item, work: Work) -> Item:
    """A correction that names its post as proposals do."""
    if isinstance(item, SetSide | SetStance) and len(named := work.names.posts.named(item.post)) == 1:
        return replace(item, post=work.names.of_post(named[0]))
    return item


def _proposition(work: Work, before: list[Item], _: list[Item]) -> list[Item]:
    work.tell("Asking about the proposition", 1, 1)
    parts = work.parts("proposition")
    answer = work.ask("proposition", "proposition", posts=parts[0].text) if parts else None
    found = steps.proposition_of(answer, shown=work.shown, dropped=work.dropped) if answer else []
    found = found or before
    work.kept = Kept(work.kept.head, (*(one for one in work.kept.items if one not in before), *found))
    return found


def _sides(work: Work, before: list[Item], _: list[Item]) -> list[Item]:
    found: list[Item] = list(before)
    for part, answer in work.each("sides", work.new("sides"), proposition=work.proposition()):
        found += steps.sides_of(answer, part=part, shown=work.shown, names=work.names, dropped=work.dropped)
    return _latest(found)


def _latest(items: Iterable[Item]) -> list[Item]:
    """Of several words on one post, the last: the post was edited since the first."""
    found: dict[object, Item] = {}
    for one in items:
        key = (type(one), one.post) if isinstance(one, SetSide | SetStance) else one
        found.pop(key, None)
        found[key] = one
    return list(found.values())


def _topics(work: Work, before: list[Item], _: list[Item]) -> list[Item]:
    titles: dict[str, list[str]] = {}
    for one in before:
        if isinstance(one, SetTopic):
            titles[one.topic] = list(one.posts)
    home = {post: title for title, posts in titles.items() for post in posts}
    for part, answer in work.each("topics", work.new("topics"), known=lambda: [one for one in titles if one != NONE]):
        for title, post in steps.topics_of(answer, part=part, shown=work.shown, names=work.names, dropped=work.dropped):
            if (there := home.get(post)) is not None:
                titles[there].remove(post)
            home[post] = title
            titles.setdefault(title, []).append(post)
    return [SetTopic(0, title, tuple(posts)) for title, posts in titles.items() if posts]


def _points(work: Work, before: list[Item], _: list[Item]) -> list[Item]:
    earlier = [one for one in before if isinstance(one, PinPoint)]
    found = [Candidate(one.pin, one.side or "neither", one.posts or ()) for one in earlier]
    old = len(found)
    for part, answer in work.each("points", work.new("points"), proposition=work.proposition()):
        found += steps.points_of(answer, part=part, shown=work.shown, names=work.names, dropped=work.dropped)
    if work.asker.dry and work.new("points"):
        work.asker.expect(work.asker.answer * len(work.parts("points")) // 2)
    if len(found) == old:
        return before
    unique = {one.ref: one for one in reversed(found)}
    made = _put_together(work, list(reversed(unique.values())))
    if not made:
        work.asked.pop("points", None)  # so that the next run goes on from the answers that are kept
    return made or before


def _put_together(work: Work, candidates: list[Candidate]) -> list[Item]:
    """One call over all candidates where they fit, else over as many as fit, until they do."""
    while True:
        batches = _batches(work, candidates)
        made: list[Item] = []
        for at, batch in enumerate(batches, 1):
            work.tell("Putting points together", at, len(batches))
            lines = "\n".join(
                json.dumps({"id": name, "side": one.side, "text": one.ref.text}, ensure_ascii=False)
                for name, one in batch.items()
            )
            answer = work.ask(
                "merge",
                f"points, merge {at} of {len(batches)}",
                proposition=work.proposition(),
                candidates=lines,
                most=_MOST_POINTS,
            )
            if answer:
                made += steps.merged(answer, candidates=batch, dropped=work.dropped)
        pins = [one for one in made if isinstance(one, PinPoint)]
        if len(batches) <= 1:
            return made
        if len(pins) >= len(candidates):
            work.skipped.append("points, merge: they do not fit into the model's context")
            return []
        candidates = [Candidate(one.pin, one.side or "neither", one.posts or ()) for one in pins]


def _batches(work: Work, candidates: list[Candidate]) -> list[dict[str, Candidate]]:
    room = work.asker.context - work.asker.answer - _AROUND
    batches: list[dict[str, Candidate]] = [{}]
    left = room
    for at, one in enumerate(candidates, 1):
        size = tokens_of(one.ref.text) + 25
        if size > left and batches[-1]:
            batches.append({})
            left = room
        batches[-1][f"c{at}"] = one
        left -= size
    return [batch for batch in batches if batch]


def _summary(work: Work, before: list[Item], items: list[Item]) -> list[Item]:
    pins = [one for one in items if isinstance(one, PinPoint)]
    if not pins:
        posts = {post.id: post for post in work.digest.document.posts}
        pins = [
            PinPoint(
                0,
                Ref(" ".join(one.text.split())),
                side=one.side,
                posts=tuple(work.names.of_post(posts[post]) for post in one.posts),
            )
            for one in work.digest.key_points[:_MOST_POINTS]
            if not one.reworded
        ]
    named = {f"k{at}": one for at, one in enumerate(pins, 1)}
    lines = "\n".join(
        json.dumps({"id": name, "side": one.side, "core": one.core, "text": one.pin.text}, ensure_ascii=False)
        for name, one in named.items()
    )
    if not named:
        return before
    work.tell("Asking for a summary", 1, 1)
    answer = work.ask("summary", "summary", proposition=work.proposition(), points=lines)
    if not answer:
        return before
    return steps.summary_of(answer, points=named, shown=work.shown, names=work.names, dropped=work.dropped)


_DO: Mapping[str, Callable[[Work, list[Item], list[Item]], list[Item]]] = {
    "proposition": _proposition,
    "sides": _sides,
    "topics": _topics,
    "points": _points,
    "summary": _summary,
}


def _head(work: Work, today: date) -> dict[str, Any]:
    """Where the proposals come from."""
    every = list(work.shown.posts)
    words = {one: len(work.shown.posts[one].text.split()) for one in every}
    before = work.kept.head.get("steps")
    made: dict[str, Any] = dict(before) if isinstance(before, dict) else {}
    for step, ids in work.asked.items():
        read, total = sum(words[one] for one in ids), sum(words.values())
        made[step] = {
            "read": f"{len(ids)} of {counted(len(every), 'post')}, {read} of {counted(total, 'word')}",
            "asked": work.marks(ids),
        }
    return {
        "model": work.asker.model.name,
        "date": today.isoformat(),
        "prompts": work.prompts.fingerprint(),
        "calls": work.asker.calls,
        "tokens": {"sent": work.asker.read, "received": work.asker.written},
        "steps": made,
        "dropped": dict(work.dropped.most_common()),
        "skipped": list(work.skipped),
    }
