"""Which sentences answer a point: candidates from replies, from the parent, and from others, ranked by a model."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from digest.analysis.boosted_trees import Floats
from digest.analysis.linear import Features
from digest.analysis.points.candidates import PointCandidate
from digest.analysis.points.ranking import Ranker, ranker
from digest.analysis.similarity import Matrix
from digest.model import OPENING, Claim, Document, Quote, Relation

__all__ = ["PairContext", "best_answers", "context_of", "pair_features"]

POOL = 240
"""Candidates among which an answer is sought: the best points and the replies. A fixed number keeps time linear."""
MOST = 3
"""Answers of a point."""
LEAST = -3.0
"""Log odds below which no answer is shown. One pair in thirty is a true one; for half of the points one of the first
two answers is right."""
_TAKEN_UP = 0.4
"""Share of a sentence that a quote must cover to count as a quote of it."""


@dataclass(frozen=True, slots=True)
class PairContext:
    """What all pairs of a debate's sentences need.

    Attributes:
        paths: for each post its ancestors from the top, itself last.
        order: the index of each post.
        people: the author of each post.
        replies: the number of replies to each post.
        relations: the highest confidence of a relation, by source post, target post and type.
        quotes: the quoted passages, by quoting post and quoted post.
        core: for each candidate the log odds that it is a core point.
        crux: for each candidate the log odds that it is the crux.
        vectors: for each candidate a vector of length 1.
        sides: the side of each post.
        children: for each post the candidates in its replies.
        groups: for each candidate the number of its group of several posts, or None.
    """

    paths: Mapping[str, tuple[str, ...]]
    order: Mapping[str, int]
    people: Mapping[str, str]
    replies: Mapping[str | None, int]
    relations: Mapping[tuple[str, str, str], float]
    quotes: Mapping[tuple[str, str], Sequence[tuple[int, int]]]
    core: Floats
    crux: Floats
    vectors: Matrix
    sides: Mapping[str, str]
    children: Mapping[str, Sequence[int]]
    groups: Sequence[int | None]


def context_of(
    document: Document,
    found: Sequence[PointCandidate],
    *,
    claims: Iterable[Claim],
    relations: Iterable[Relation],
    quotes: Iterable[Quote],
    sides: Mapping[str, str],
    core: Floats,
    crux: Floats,
    vectors: Matrix,
    groups: Sequence[int | None],
) -> PairContext:
    """Compute once what all pairs need."""
    paths: dict[str, tuple[str, ...]] = {}
    for post in document.posts:
        paths[post.id] = (*paths.get(post.parent or "", ()), post.id)
    home = {claim.id: claim.post for claim in claims}
    surest: dict[tuple[str, str, str], float] = {}
    for one in relations:
        if one.source in home and one.target in home:
            key = (home[one.source], home[one.target], one.type)
            surest[key] = max(surest.get(key, 0.0), one.confidence)
    passages: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for quote in quotes:
        if quote.source is not None and quote.source_start is not None and quote.source_end is not None:
            passages[quote.post, quote.source].append((quote.source_start, quote.source_end))
    parents = {post.id: post.parent for post in document.posts}
    children: dict[str, list[int]] = defaultdict(list)
    for at, candidate in enumerate(found):
        children[parents[candidate.post] or ""].append(at)
    return PairContext(
        paths=paths,
        order={post.id: at for at, post in enumerate(document.posts)},
        people={post.id: post.author or post.id for post in document.posts},
        replies=Counter(post.parent for post in document.posts),
        relations=surest,
        quotes=passages,
        core=core,
        crux=crux,
        vectors=vectors,
        sides=sides,
        children=children,
        groups=groups,
    )


def pair_features(found: Sequence[PointCandidate], point: int, answer: int, *, context: PairContext) -> Features:
    """Features for one candidate as an answer to another."""
    one, other = found[point], found[answer]
    up, down = context.paths[one.post], context.paths[other.post]
    shared = 0
    while shared < min(len(up), len(down)) and up[shared] == down[shared]:
        shared += 1
    above, below = len(up) - shared, len(down) - shared
    like = float(context.vectors[point] @ context.vectors[answer])
    core = float(context.core[answer])
    reply = float(above == 0 and below == 1)
    passages = context.quotes.get((other.post, one.post), ())
    sides = {context.sides.get(one.post), context.sides.get(other.post)}
    related = {
        name: context.relations.get((source, target, kind), 0.0)
        for name, source, target, kind in (
            ("attacks", other.post, one.post, "attack"),
            ("supports", other.post, one.post, "support"),
            ("attacked", one.post, other.post, "attack"),
            ("supported", one.post, other.post, "support"),
        )
    }
    return {
        **related,
        "reply": reply,
        "only reply": reply / max(1, context.replies[one.post]),
        "below": float(above == 0 and below >= 1),
        "answered": float(below == 0 and above == 1),
        "above": float(below == 0 and above >= 1),
        "sibling": float(above == 1 and below == 1),
        "elsewhere": float(shared == 0),
        "distance": float(min(above + below, 8)),
        "odd distance": float((above + below) % 2),
        "same post": float(one.post == other.post),
        "same person": float(context.people[one.post] == context.people[other.post]),
        "later": float(context.order[other.post] > context.order[one.post]),
        "opening": float(other.post == OPENING),
        "begins": float(context.order[other.post] == 0),
        "like": like,
        "like, elsewhere": like * float(shared == 0),
        "like, reply": like * reply,
        "opposite sides": float(sides == {"for", "against"}),
        "same side": float(sides in ({"for"}, {"against"})),
        "quotes the post": float(bool(passages)),
        "quotes it": float(any(_shares(one, *passage) for passage in passages)),
        "after the quote": float(bool(passages) and other.after_quote),
        "core": core,
        "core, reply": core * reply,
        "core, below": core * float(above == 0 and below >= 1),
        "crux": float(context.crux[answer]),
        "at": float(min(other.at, 6)),
        "at, reply": float(min(other.at, 6)) * reply,
        "candidates": math.log1p(len(found)),
    }


def _shares(one: PointCandidate, start: int, end: int) -> bool:
    return min(end, one.end) - max(start, one.start) > _TAKEN_UP * (one.end - one.start)


def best_answers(
    found: Sequence[PointCandidate], point: int, *, context: PairContext, model: Ranker | None = None
) -> list[int]:
    """The best answers to a point, the best first: at most three, one from each post, none by the same person.

    Args:
        found: all candidates.
        point: the index of the one to be answered.
        context: of the debate.
        model: to use instead of the shipped one.
    """
    one = found[point]
    person, group = context.people[one.post], context.groups[point]
    likely = np.argsort(-context.core, kind="stable")[:POOL].tolist()
    near = [at for at in context.children.get(one.post, ()) if at not in set(likely)][:POOL]
    pool = [
        at
        for at in (*likely, *near)
        if context.people[found[at].post] != person and (group is None or context.groups[at] != group)
    ]
    if not pool:
        return []
    odds = (model or ranker("answer")).odds([pair_features(found, point, at, context=context) for at in pool])
    posts: set[str] = set()
    out: list[int] = []
    for at in np.argsort(-odds, kind="stable").tolist():
        answer = found[pool[at]]
        if odds[at] < LEAST or len(out) == MOST:
            break
        if answer.post not in posts:
            posts.add(answer.post)
            out.append(pool[at])
    return out
