"""Applies corrections of the proposition, and of the side and stance of each post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from digest.analysis.stated import is_above
from digest.curation.fields import Ref
from digest.curation.items import NONE, SetProposition, SetSide, SetStance
from digest.curation.lookup import Claims, Posts, pattern
from digest.curation.report import Report
from digest.curation.units import BY_EDITOR
from digest.model import Claim, Document, Position, Proposition, Relation, Stance

__all__ = ["proposed", "sided", "stanced", "turned"]

_ENDS = " .!"
"""Characters at the end of a sentence that are ignored in comparisons."""


def turned(
    document: Document, *, claims: Sequence[Claim], relations: Sequence[Relation], items: Iterable[SetStance]
) -> tuple[Relation, ...]:
    """The relations, made consistent with the editor's stances.

    A relation names the claim that a post responds to, which is right even if its type is wrong. So if all relations
    of a post to its parent have the wrong type, they get the right one, or are removed if the post is neutral. If one
    of them has the right type, the others stay: a post that attacks can also concede a point.
    """
    posts = Posts(document)
    home = {claim.id: claim.post for claim in claims}
    for item in items:
        named = posts.named(item.post)
        if len(named) != 1:
            continue  # reported where the stance itself is set
        post = named[0]
        mine = [one for one in relations if home.get(one.source) == post.id and is_above(post, one.target, home)]
        if any(one.type == item.stance for one in mine):
            continue
        kind = item.stance
        if kind == "neutral":
            relations = [one for one in relations if one not in mine]
        else:
            sure = Relation("", "", kind, 1.0, BY_EDITOR, decided=item.decision)
            right = {one: replace(sure, source=one.source, target=one.target) for one in mine}
            relations = [right.get(one, one) for one in relations]
    return tuple(relations)


def stanced(
    document: Document, *, stances: Mapping[str, Stance], items: Iterable[SetStance], report: Report
) -> Mapping[str, Stance]:
    """The stance of each post, corrected."""
    posts = Posts(document)
    given: dict[str, Stance] = {}
    for item in items:
        post = report.one(item, item.post, posts.named(item.post), kind="post", shown=posts.shown, texts=posts.texts())
        if post is not None:
            given[post.id] = item.stance
            what = "is neutral to" if item.stance == "neutral" else f"{item.stance}s"
            report.held(item, f"{posts.shown(post)} {what} what it answers")
    return {**stances, **given}


def proposed(
    document: Document,
    *,
    claims: Sequence[Claim],
    proposition: Proposition | None,
    items: Iterable[SetProposition],
    report: Report,
) -> Proposition | None:
    """The editor's proposition; if it repeats a claim, it refers to that claim."""
    known = Claims(Posts(document), claims)
    for item in items:
        words = item.proposition
        if words == NONE:
            proposition = None
            report.held(item, "the debate has no sides")
            continue
        bare = words.strip(_ENDS)
        own = [one for one in known.named(Ref(bare)) if pattern(bare).fullmatch(one.text.strip(_ENDS))]
        proposition = Proposition(own[0].text, own[0].id) if own else Proposition(words, reworded=True)
        proposition = replace(proposition, decided=item.decision)
        report.held(item, f"the sides are about {known.shown(own[0]) if own else f'“{words}”'}")
    return proposition


def sided(
    document: Document, *, positions: Mapping[str, Position], items: Iterable[SetSide], report: Report
) -> Mapping[str, Position]:
    """The side of each post, corrected."""
    posts = Posts(document)
    given: dict[str, Position] = {}
    for item in items:
        post = report.one(item, item.post, posts.named(item.post), kind="post", shown=posts.shown, texts=posts.texts())
        if post is not None and (item.reviewed or post.id not in given):
            given[post.id] = Position(item.side, 1.0, item.decision)
            report.held(item, f"{posts.shown(post)} is {item.side}")
    return {**positions, **given}
