"""Applies corrections of roles and relations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from digest.analysis.claims.units import name_of
from digest.curation.items import Ref, SetRelation, SetRole
from digest.curation.lookup import Claims, Passage, Posts
from digest.curation.report import Report
from digest.model import TITLE, Claim, Document, Relation
from digest.text.spans import cut

__all__ = ["related", "with_roles"]

BY_EDITOR = "set by the editor"


def with_roles(
    document: Document, *, claims: Sequence[Claim], items: Iterable[SetRole], report: Report
) -> tuple[Claim, ...]:
    """The claims with corrected roles; other sentences can become claims, and claims can be removed."""
    posts = Posts(document)
    for item in items:
        known = Claims(posts, claims)
        found = known.named(item.claim)
        if not found and item.role != "neither" and (made := _made(item, known, report)):
            claims = _in_order(document, [*claims, made])
            continue
        claim = report.one(item, item.claim.text, found, kind="claim", shown=known.shown, texts=known.texts())
        if claim is None:
            continue
        if item.role == "neither":
            report.held(item, f"{known.shown(claim)} is not an argument")
            claims = [one for one in claims if one is not claim]
            continue
        report.held(item, f"{known.shown(claim)} is a {item.role}")
        changed = replace(claim, role=item.role, confidence=1.0)
        claims = [changed if one is claim else one for one in claims]
    return tuple(claims)


def _made(item: SetRole, known: Claims, report: Report) -> Claim | None:
    """A claim made from other text."""
    places = known.places(item.claim)
    if len(places) != 1 or item.role == "neither":
        return None
    place = places[0]
    span = cut(place.post.text, place.start, _sentence_end(place))
    name = name_of(place.post, span.text)
    while name in known.by_id:
        name += "-x"
    report.held(item, f"“{span.text}” is a {item.role} now")
    return Claim(name, place.post.id, span.start, span.end, span.text, item.role, 1.0)


def _sentence_end(place: Passage) -> int:
    """The end of the words, with the mark that ends their sentence."""
    text, end = place.post.text, place.end
    while end < len(text) and text[end] in ".!?":
        end += 1
    return end


def _in_order(document: Document, claims: Iterable[Claim]) -> list[Claim]:
    order = {post.id: at for at, post in enumerate(document.posts)}
    return sorted(claims, key=lambda one: (order[one.post], one.start))


def related(
    document: Document,
    *,
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    items: Iterable[SetRelation],
    report: Report,
) -> tuple[Relation, ...]:
    """The corrected relations, without those of removed claims."""
    known = Claims(Posts(document), claims)
    ids = {*known.by_id, TITLE}
    kept = [one for one in relations if one.source in ids and one.target in ids]
    for item in items:
        source = _end(item, item.source, known, report)
        target = _end(item, item.target, known, report)
        if source is None or target is None:
            continue
        kept = _set(item, source, target, kept, known=known, report=report)
    return tuple(kept)


def _end(item: SetRelation, ref: Ref, known: Claims, report: Report) -> str | None:
    if ref.post is None and ref.text == TITLE and ref is item.target:
        return TITLE
    claim = report.one(item, ref.text, known.named(ref), kind="claim", shown=known.shown, texts=known.texts())
    return claim.id if claim else None


def _set(
    item: SetRelation, source: str, target: str, relations: list[Relation], *, known: Claims, report: Report
) -> list[Relation]:
    shown = known.shown(known.by_id[source]), known.shown(known.by_id.get(target))
    if source == target:
        report.missed(item, f"{shown[0]} cannot relate to itself", "name two claims")
        return relations
    there = [one for one in relations if (one.source, one.target) == (source, target)]
    rest = [one for one in relations if one not in there]
    if item.type == "none":
        if there:
            report.held(item, f"{shown[0]} no longer relates to {shown[1]}")
        else:
            hint = "remove the item, or swap `source` and `target`"
            report.missed(item, f"{shown[0]} has no relation to {shown[1]}", hint)
        return rest
    report.held(item, f"{shown[0]} {item.type}s {shown[1]}")
    undercut = item.undercut and item.type == "attack"
    made = Relation(source, target, item.type, 1.0, BY_EDITOR, undercut, item.decision)
    at = relations.index(there[0]) if there else len(relations)
    return [*(one for one in relations[:at] if one in rest), made, *(one for one in relations[at:] if one in rest)]
