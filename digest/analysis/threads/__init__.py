"""Argument threads: the points of contention of a debate, each with the whole exchange about it.

    knots    units of one post that belong together, and which knots they answer
    trees    knots that answer each other, split where the subject changes, joined where the point is the same
    naming   the claim that names a thread, and its title

`find` gives the threads, the one with most argument first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from digest.analysis.similarity import Similarity, lexical
from digest.analysis.threads.knots import Knot, knots_of, same_passage
from digest.analysis.threads.naming import lead_of
from digest.analysis.threads.trees import join_trees, split_trees
from digest.model import ArgumentThread, Claim, Document, Keyphrase, Quote, Relation
from digest.text.slugs import short_hash

__all__ = ["find"]

_KEYPHRASES = 5
"""Keyphrases of a thread."""
_FOREMOST = 8
"""Rank of a lone common word below which it cannot name a thread."""
_MONOLOGUE = 5
"""Fewest units of an unanswered post that make a thread, unless the debate has only one post."""


def find(
    document: Document,
    *,
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    quotes: Sequence[Quote],
    keyphrases: Sequence[Keyphrase],
    topics: Sequence[Sequence[str]] | None = None,
    similarity: Similarity | None = None,
) -> tuple[ArgumentThread, ...]:
    """The threads of a debate, the one with most argument first.

    A claim is in one thread at most. A claim without relations is in none, unless others say the same.

    Args:
        document: with its structure recovered.
        claims: its units.
        relations: between them.
        quotes: of the document; branches that answer the same passage are about the same point.
        keyphrases: of the document.
        topics: groups of posts, by id. A thread stays within a topic, and posts without a topic are in no thread. None
            for no such bounds.
        similarity: measures similarity of meaning; the lexical default where it is None. Whether a reply changes the
            subject is always decided by shared words.
    """
    similar = similarity or lexical(document.language)
    topic = {post.id: 0 for post in document.posts}
    if topics is not None:
        topic = {post: at for at, group in enumerate(topics) for post in group}
        claims = [claim for claim in claims if claim.post in topic]
    knots = knots_of(document, claims=claims, relations=relations)
    trees = split_trees(knots, topic=topic, similarity=lexical(document.language), language=document.language)
    bundles = join_trees(
        trees,
        topic=topic,
        same=same_passage(knots, quotes=quotes),
        about=document.title,
        similarity=similar,
        language=document.language,
    )
    order = {post.id: at for at, post in enumerate(document.posts)}
    leaving: dict[str, list[Relation]] = defaultdict(list)
    for one in relations:
        leaving[one.source].append(one)
    alone = len({claim.post for claim in claims}) == 1
    gathered = (_bundle(bundle, relations=leaving, order=order) for bundle in bundles)
    kept = [bundle for bundle in gathered if _argues(bundle, alone=alone)]
    phrases = _phrases(kept, keyphrases=keyphrases)
    rows = {claim.id: at for at, claim in enumerate(claims)}
    vectors = similar.embed([claim.text for claim in claims], about=document.title)
    texts = {post.id: post.text for post in document.posts}
    names = frozenset(post.author.lower() for post in document.posts if post.author)
    found: list[tuple[ArgumentThread, float]] = []
    taken: set[str] = set()
    for bundle, own in sorted(zip(kept, phrases, strict=True), key=lambda pair: -pair[0].held):
        places = [rows[claim.id] for claim in bundle.claims]
        middle = vectors[places].mean(0)
        nearness = vectors[places] @ (middle / (np.linalg.norm(middle) or 1))
        named = lead_of(
            bundle.claims,
            relations=bundle.inside,
            central={claims[place].id: float(near) for place, near in zip(places, nearness, strict=True)},
            texts=texts,
            names=names,
            phrases=own.shown,
            topic=own.topic,
            taken=taken,
        )
        if named is not None:
            lead, title = named
            taken.add(title)
            ordered = (lead.id, *(claim.id for claim in bundle.claims if claim.id != lead.id))
            thread = ArgumentThread(short_hash(lead.id), title, lead.id, ordered, bundle.posts, own.shown)
            found.append((thread, bundle.held))
    ranked = sorted(found, key=lambda pair: (-pair[1], order[pair[0].posts[0]], pair[0].id))
    return tuple(one for one, _ in ranked)


@dataclass(frozen=True, slots=True)
class _Bundle:
    """A thread without a name: its claims in reading order, the relations among them, and their posts."""

    claims: tuple[Claim, ...]
    inside: tuple[Relation, ...]
    posts: tuple[str, ...]
    held: float
    """The amount of argument: posts, relations across posts, and a quarter of the units."""


def _bundle(knots: Sequence[Knot], *, relations: Mapping[str, Sequence[Relation]], order: Mapping[str, int]) -> _Bundle:
    claims = sorted((claim for knot in knots for claim in knot.claims), key=lambda one: (order[one.post], one.start))
    home = {claim.id: claim.post for claim in claims}
    inside = tuple(one for claim in claims for one in relations.get(claim.id, ()) if one.target in home)
    posts = tuple(dict.fromkeys(claim.post for claim in claims))
    across = sum(1 for one in inside if home[one.source] != home[one.target])
    return _Bundle(tuple(claims), inside, posts, len(posts) + across + len(claims) / 4)


def _argues(bundle: _Bundle, *, alone: bool) -> bool:
    """Whether a bundle has an argument to follow: several posts, a long one, or the only one of the debate."""
    if len(bundle.posts) > 1:
        return len(bundle.claims) > 1
    return len(bundle.claims) > 1 and (bool(bundle.inside) if alone else len(bundle.claims) >= _MONOLOGUE)


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The keyphrases that occur in a thread: those shown with it, and the most characteristic one."""

    shown: tuple[str, ...]
    topic: str | None


def _phrases(bundles: Sequence[_Bundle], *, keyphrases: Sequence[Keyphrase]) -> list[_Phrases]:
    """The keyphrases of each bundle, characteristic ones first, then by rank; no phrase is the topic of two."""
    rank = {one.text: at for at, one in enumerate(keyphrases)}
    total = {one.text: len(one.occurrences) for one in keyphrases}
    in_bundles: dict[str, list[int]] = defaultdict(list)
    for at, bundle in enumerate(bundles):
        for post in bundle.posts:
            in_bundles[post].append(at)
    counts: list[Counter[str]] = [Counter() for _ in bundles]
    for one in keyphrases:
        for use in one.occurrences:
            for at in in_bundles.get(use.post, ()):
                counts[at][one.text] += 1
    spread = Counter(text for here in counts for text in here)
    taken: set[str] = set()
    found: list[_Phrases] = [_Phrases((), None)] * len(bundles)
    for at in sorted(range(len(bundles)), key=lambda at: (-bundles[at].held, at)):
        here = counts[at]
        common = {text for text in here if spread[text] * 2 > len(bundles) > 2}
        shown = sorted(here, key=lambda text: (text in common, rank[text]))[:_KEYPHRASES]
        telling = [text for text in here if text not in taken and _names(text, count=here[text], rank=rank[text])]
        topic = max(telling, key=lambda text: (here[text] ** 2 / total[text], -rank[text]), default=None)
        if topic is not None:
            taken.add(topic)
        found[at] = _Phrases(tuple(shown), topic)
    return found


def _names(phrase: str, *, count: int, rank: int) -> bool:
    """Whether a phrase can name a thread; a lone common word must rank high and be used often."""
    return count > 1 and (" " in phrase or phrase != phrase.lower() or (count > 3 and rank < _FOREMOST))
