"""Key points: what an editor would print of a debate, each as a verbatim sentence that can be read alone.

    candidates          sentences that can be shown
    sentence_features   their features
    ranking             learned log odds (core point, crux), and the seven points shown first
    answers             sentences that answer a point
    groups              statements that say the same, by clustering
    clustering          which texts say the same thing

A point is shown by its *face*, a sentence or clause of one of the posts that make it. The first point is the crux. The
model card is `digest/analysis/weights/points.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from digest.analysis.boosted_trees import Floats
from digest.analysis.claims.units import name_of
from digest.analysis.points.answers import best_answers, context_of
from digest.analysis.points.candidates import PointCandidate, candidates
from digest.analysis.points.groups import Group, grouped, of_candidates
from digest.analysis.points.ranking import SHOWN, choose_shown, ranked_by, ranker
from digest.analysis.points.sentence_features import observe
from digest.analysis.similarity import Similarity, lexical
from digest.model import Claim, Document, KeyPoint, Position, Quote, Relation, Side, Stance
from digest.text.slugs import short_hash

__all__ = ["SHOWN", "candidates", "find", "with_voices"]


def with_voices(
    points: Iterable[KeyPoint], *, document: Document, claims: Iterable[Claim], relations: Sequence[Relation]
) -> tuple[KeyPoint, ...]:
    """Count the people who make each key point and who dispute it, and add the votes of its post.

    A person disputes a point if they attack more of its claims than they support. A post without an author counts as
    one person.
    """
    owner = {claim.id: claim.post for claim in claims}
    person = {post.id: post.author or f"\x00{post.id}" for post in document.posts}
    votes = {post.id: post.score for post in document.posts}
    into: dict[str, list[Relation]] = {}
    for one in relations:
        into.setdefault(one.target, []).append(one)
    found = []
    for point in points:
        own = {person[post] for post in point.posts}
        lean: Counter[str] = Counter()
        for claim in point.claims:
            for one in into.get(claim, ()):
                if one.source in owner and (who := person[owner[one.source]]) not in own:
                    lean[who] += 1 if one.type == "support" else -1
        against = sum(value < 0 for value in lean.values())
        score = votes.get(point.post) if point.post is not None else None
        found.append(replace(point, people=len(own), disputed=against, score=score))
    return tuple(found)


_CORE = -0.3
"""Log odds from which a shown point belongs in a short summary."""
_CORE_AT_LEAST = 3
"""The first points of a debate are core whatever their odds, so that its summary is not empty."""


def find(
    document: Document,
    *,
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    quotes: Sequence[Quote],
    positions: Mapping[str, Position],
    stances: Mapping[str, Stance],
    similarity: Similarity | None = None,
) -> tuple[KeyPoint, ...]:
    """The points of a debate: at most seven to show first, then their answers, then others that several posts make.

    Args:
        document: with its structure recovered.
        claims: its units.
        relations: between them, and to the title.
        quotes: traced and untraced.
        positions: the side of each post; posts that are missing take none.
        stances: of each post towards its parent or the title.
        similarity: measures similarity of meaning; the lexical default where it is None.
    """
    similar = similarity or lexical(document.language)
    sides = {post: one.side for post, one in positions.items()}
    found = candidates(document, quotes=quotes)
    if not found:
        return ()
    groups = grouped(document, claims=claims, relations=relations, stances=stances, similarity=similar)
    of = [at if at is not None and len(groups[at].posts) > 1 else None for at in of_candidates(found, groups)]
    rows, vectors = observe(document, found, claims=claims, relations=relations, quotes=quotes, stances=stances)
    core, crux = ranker("core").odds(rows), ranker("crux").odds(rows, vectors)
    ranked = ranked_by(found, rows, core=core, crux=crux, vectors=vectors, groups=of, sides=sides)
    first = choose_shown(found, ranked, posts=len(document.posts))
    context = context_of(
        document,
        found,
        claims=claims,
        relations=relations,
        quotes=quotes,
        sides=sides,
        core=core,
        crux=crux,
        vectors=vectors,
        groups=of,
    )
    answers = {at: best_answers(found, at, context=context) for at in first}
    order, stands_for = _listed(first, answers, of=of, core=core)
    make = _Maker(document, claims=claims, groups=groups, sides=sides)
    points = {at: make.point(found[at], group=of[at]) for at in order}
    sure = set(first[:_CORE_AT_LEAST]) | {at for at in first if core[at] >= _CORE}
    person = [context.people[one.post] for one in found]
    made = (
        replace(
            points[at],
            core=at in sure,
            # An answering group may be shown by the words of the person who is answered: nobody answers themselves.
            answered_by=tuple(
                dict.fromkeys(
                    points[stands_for[answer]].id
                    for answer in answers.get(at, ())
                    if person[stands_for[answer]] != person[at]
                )
            ),
        )
        for at in order
    )
    return with_voices(made, document=document, claims=claims, relations=relations)


def _listed(
    first: Sequence[int], answers: Mapping[int, Sequence[int]], *, of: Sequence[int | None], core: Floats
) -> tuple[list[int], dict[int, int]]:
    """The candidates that become points, in order; and for each answer the candidate that it is shown as.

    A group of several posts is one point, whichever of its sentences is an answer.
    """
    order = list(first)
    of_group = {of[at]: at for at in reversed(first) if of[at] is not None}
    stands_for = {at: at for at in first}
    for at in (answer for point in first for answer in answers[point]):
        if at not in stands_for:
            shown_as = of_group.setdefault(of[at], at) if of[at] is not None else at
            stands_for[at] = stands_for.setdefault(shown_as, shown_as)
            if shown_as not in order:
                order.append(shown_as)
    rest: dict[int, int] = {}
    for at in np.argsort(-core, kind="stable").tolist():
        group = of[at]
        if group is not None and group not in of_group:
            rest.setdefault(group, at)
    return order + list(rest.values()), stands_for


class _Maker:
    """Makes points of candidates."""

    def __init__(
        self,
        document: Document,
        *,
        claims: Iterable[Claim],
        groups: Sequence[Group],
        sides: Mapping[str, Side],
    ) -> None:
        self._posts = {post.id: post for post in document.posts}
        self._claims: dict[str, list[Claim]] = {}
        for claim in claims:
            self._claims.setdefault(claim.post, []).append(claim)
        self._groups, self._sides = groups, sides
        self._taken: Counter[str] = Counter()

    def point(self, one: PointCandidate, *, group: int | None) -> KeyPoint:
        members = self._groups[group] if group is not None else None
        posts = tuple(dict.fromkeys((one.post, *(members.posts if members else ()))))
        inside = [claim for claim in self._claims.get(one.post, ()) if claim.start < one.end and one.start < claim.end]
        others = [claim for statement in members.statements for claim in statement.claims] if members else []
        post = self._posts[one.post]
        name = short_hash("point", name_of(post, one.text))
        self._taken[name] += 1
        return KeyPoint(
            id=name if self._taken[name] == 1 else f"{name}-{self._taken[name]}",
            text=one.text,
            post=one.post,
            start=one.start,
            end=one.end,
            posts=posts,
            claims=tuple(dict.fromkeys(claim.id for claim in (*inside, *others))),
            side=self._sides.get(one.post, "neither"),
        )
