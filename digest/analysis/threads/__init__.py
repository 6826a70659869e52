"""Argument threads: the points of contention of a debate, each with the whole exchange about it.

Units that hang together in one post (a claim and its premises) are a *knot*; knots that answer each other are a tree.
A tree is split where a reply changes the subject, and trees that are about the same point are joined.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from digest.analysis.similarity import Similarity, lexical
from digest.analysis.threads.forest import Knot, knots_of, same_passage
from digest.analysis.threads.joining import joined
from digest.analysis.threads.naming import lead_of
from digest.analysis.threads.splitting import trees_of
from digest.model import ArgumentThread, Claim, Document, Keyphrase, Quote, Relation
from digest.text.slugs import short_hash

__all__ = ["find"]

_KEYPHRASES = 5
_MONOLOGUE = 5
"""Units of one post that nobody answers are a thread only from this many on, unless all there is is one post."""


def find(
    document: Document,
    *,
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    quotes: Sequence[Quote],
    keyphrases: Sequence[Keyphrase],
    similarity: Similarity | None = None,
) -> tuple[ArgumentThread, ...]:
    """The threads of a debate, the one that holds most argument first.

    A claim is in one thread at most; one that no relation ties to another is in none, unless others say the same.

    Args:
        document: with its structure recovered.
        claims: its units.
        relations: between them.
        quotes: passages that posts repeat; branches that answer the same passage are about the same point.
        keyphrases: of the document.
        similarity: what tells likeness in meaning; the lexical default where it is not given.
    """
    similar = similarity or lexical(document.language)
    knots = knots_of(document, claims=claims, relations=relations)
    trees = trees_of(knots, similarity=similar, language=document.language)
    bundles = joined(
        trees,
        same=same_passage(knots, quotes=quotes),
        about=document.title,
        similarity=similar,
        language=document.language,
    )
    order = {post.id: at for at, post in enumerate(document.posts)}
    ends: dict[str, list[Relation]] = defaultdict(list)
    for one in relations:
        ends[one.source].append(one)
    texts = {post.id: post.text for post in document.posts}
    alone = len({claim.post for claim in claims}) == 1
    rows = {claim.id: at for at, claim in enumerate(claims)}
    vectors = similar.embed([claim.text for claim in claims], about=document.title)
    found = []
    for bundle in bundles:
        places = [rows[claim.id] for knot in bundle for claim in knot.claims]
        middle = vectors[places].mean(0)
        nearness = vectors[places] @ (middle / (np.linalg.norm(middle) or 1))
        central = {claims[place].id: float(near) for place, near in zip(places, nearness, strict=True)}
        found.append(_thread(bundle, relations=ends, order=order, central=central, texts=texts, alone=alone))
    threads = [one for one in found if one is not None]
    spread = Counter(key for one, _ in threads for key in _phrases_in(one, keyphrases))
    named = [(_named(one, keyphrases, spread=spread, count=len(threads)), held) for one, held in threads]
    ranked = sorted(named, key=lambda pair: (-pair[1], order[pair[0].posts[0]], pair[0].id))
    return tuple(one for one, _ in ranked)


def _thread(
    knots: Sequence[Knot],
    *,
    relations: Mapping[str, Sequence[Relation]],
    order: Mapping[str, int],
    central: Mapping[str, float],
    texts: Mapping[str, str],
    alone: bool,
) -> tuple[ArgumentThread, float] | None:
    """One thread and how much argument it holds, or None where nothing is argued."""
    claims = sorted((claim for knot in knots for claim in knot.claims), key=lambda one: (order[one.post], one.start))
    home = {claim.id: claim.post for claim in claims}
    inside = [one for claim in claims for one in relations[claim.id] if one.target in home]
    posts = tuple(dict.fromkeys(claim.post for claim in claims))
    if len(claims) < 2 or (len(posts) < 2 and (not inside if alone else len(claims) < _MONOLOGUE)):
        return None
    named = lead_of(claims, relations=inside, central=central, texts=texts)
    if named is None:
        return None
    lead, title = named
    across = sum(1 for one in inside if home[one.source] != home[one.target])
    ordered = (lead.id, *(claim.id for claim in claims if claim.id != lead.id))
    thread = ArgumentThread(short_hash(lead.id), title, lead.id, ordered, posts)
    return thread, len(posts) + across + len(claims) / 4


def _phrases_in(thread: ArgumentThread, keyphrases: Sequence[Keyphrase]) -> dict[str, int]:
    posts = set(thread.posts)
    counts = {one.text: sum(use.post in posts for use in one.occurrences) for one in keyphrases}
    return {text: count for text, count in counts.items() if count}


def _named(
    thread: ArgumentThread, keyphrases: Sequence[Keyphrase], *, spread: Counter[str], count: int
) -> ArgumentThread:
    """With the document's keyphrases that occur in it: those that set it apart first, then by their rank."""
    here = _phrases_in(thread, keyphrases)
    rank = {one.text: at for at, one in enumerate(keyphrases)}
    common = {text for text in here if spread[text] * 2 > count > 2}
    chosen = sorted(here, key=lambda text: (text in common, rank[text]))[:_KEYPHRASES]
    return ArgumentThread(thread.id, thread.title, thread.lead, thread.claims, thread.posts, tuple(chosen))
