"""Points: what an editor would print of a debate, each in a sentence of somebody's that can be read alone.

    candidates -> features -> odds (learned) -> the seven shown first -> their answers -> the points that others share

A point is shown by its *face*, a verbatim sentence or clause of one of the posts that make it. The first is the crux.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from digest.analysis.claims.names import name_of
from digest.analysis.points.answers import best, setting_of
from digest.analysis.points.candidates import Candidate, candidates
from digest.analysis.points.choose import SHOWN, ranked_by, shown
from digest.analysis.points.features import observe
from digest.analysis.points.groups import Group, grouped, of_candidates
from digest.analysis.points.model import ranker
from digest.analysis.similarity import Similarity, lexical
from digest.analysis.structure.forest import Floats
from digest.model import Claim, Document, Quote, Relation, Stance
from digest.text.slugs import short_hash

__all__ = ["SHOWN", "Point", "candidates", "find"]

_CORE = -0.3
"""Log odds from which a shown point belongs into a short summary."""
_CORE_AT_LEAST = 3


@dataclass(frozen=True, slots=True)
class Point:
    """One argument, shown by one sentence.

    Attributes:
        id: made of the post's id and the words that are shown, so that it outlives a new import.
        text: `post.text[start:end]`, word for word.
        post: the id of the post whose words are shown.
        posts: all posts that make the point, that one first.
        claims: the units that make it, those in the shown words first.
        people: how many people make it; a post without an author counts as a person of its own.
        score: the votes of the post whose words are shown, where the source has them.
        side: of the post whose words are shown, towards the proposition.
        stance: of that post, towards the post that it answers.
        core: it belongs into a short summary.
        answered_by: ids of the points that answer it best, at most three, the best first.
    """

    id: str
    text: str
    post: str
    start: int
    end: int
    posts: tuple[str, ...]
    claims: tuple[str, ...]
    people: int
    score: int | None
    side: str
    stance: Stance
    core: bool = False
    answered_by: tuple[str, ...] = ()


def find(
    document: Document,
    *,
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    quotes: Sequence[Quote],
    sides: Mapping[str, str],
    stances: Mapping[str, Stance],
    similarity: Similarity | None = None,
) -> tuple[Point, ...]:
    """The points of a debate: at most seven to show first, then their answers, then all else that several posts say.

    Args:
        document: with its structure recovered.
        claims: its units.
        relations: between them, and to the title.
        quotes: traced and untraced.
        sides: `for`, `against` or `neither`, for each post; a post that is not named takes none.
        stances: each post towards the post that it answers, or the title.
        similarity: what tells likeness in meaning; the lexical default where it is not given.
    """
    similar = similarity or lexical(document.language)
    found = candidates(document, quotes=quotes)
    if not found:
        return ()
    groups = grouped(document, claims=claims, relations=relations, stances=stances, similarity=similar)
    of = [at if at is not None and len(groups[at].posts) > 1 else None for at in of_candidates(found, groups)]
    rows, vectors = observe(document, found, claims=claims, relations=relations, quotes=quotes, stances=stances)
    core, crux = ranker("core").odds(rows), ranker("crux").odds(rows, vectors)
    ranked = ranked_by(found, rows, core=core, crux=crux, vectors=vectors, groups=of, sides=sides)
    first = shown(found, ranked, posts=len(document.posts))
    setting = setting_of(
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
    answers = {at: best(found, at, setting=setting) for at in first}
    order, stands_for = _listed(first, answers, of=of, core=core)
    make = _Maker(document, claims=claims, groups=groups, sides=sides, stances=stances)
    points = {at: make.point(found[at], group=of[at]) for at in order}
    sure = set(first[:_CORE_AT_LEAST]) | {at for at in first if core[at] >= _CORE}
    person = [setting.people[one.post] for one in found]
    return tuple(
        replace(
            points[at],
            core=at in sure,
            # Of a group that answers, another person's words may be shown: nobody answers themselves.
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


def _listed(
    first: Sequence[int], answers: Mapping[int, Sequence[int]], *, of: Sequence[int | None], core: Floats
) -> tuple[list[int], dict[int, int]]:
    """The candidates that become points, in their order, and which of them each answer is shown as.

    A group of several posts is one point, whichever of its sentences answers something.
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
        sides: Mapping[str, str],
        stances: Mapping[str, Stance],
    ) -> None:
        self._posts = {post.id: post for post in document.posts}
        self._claims: dict[str, list[Claim]] = {}
        for claim in claims:
            self._claims.setdefault(claim.post, []).append(claim)
        self._groups, self._sides, self._stances = groups, sides, stances
        self._taken: Counter[str] = Counter()

    def point(self, one: Candidate, *, group: int | None) -> Point:
        members = self._groups[group] if group is not None else None
        posts = tuple(dict.fromkeys((one.post, *(members.posts if members else ()))))
        inside = [claim for claim in self._claims.get(one.post, ()) if claim.start < one.end and one.start < claim.end]
        others = [claim for statement in members.statements for claim in statement.claims] if members else []
        post = self._posts[one.post]
        name = short_hash("point", name_of(post, one.text))
        self._taken[name] += 1
        return Point(
            id=name if self._taken[name] == 1 else f"{name}-{self._taken[name]}",
            text=one.text,
            post=one.post,
            start=one.start,
            end=one.end,
            posts=posts,
            claims=tuple(dict.fromkeys(claim.id for claim in (*inside, *others))),
            people=len({self._posts[at].author or at for at in posts}),
            score=post.score,
            side=self._sides.get(one.post, "neither"),
            stance=self._stances.get(one.post, "neutral"),
        )
