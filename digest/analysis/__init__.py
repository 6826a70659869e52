"""The analysis: from the posts of a document to its claims, relations, sides, topics, threads and key points.

Each stage is a module or a package, and a pure function of its arguments; `understand` calls them in order. Builds,
commands and notebooks do so through `digest.recipe`. Learned weights are in `weights`, each with a model card.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.analysis.progress import Tell, silent
from digest.model import Claim, Digest, Document, Position, Proposition, Relation, Stance

if TYPE_CHECKING:  # it brings numpy with it
    from digest.analysis.similarity import Similarity

__all__ = ["Argued", "AsFound", "Groups", "Taken", "understand"]

Argued = tuple[tuple[Claim, ...], tuple[Relation, ...]]
"""The units, and the relations between them."""
Groups = tuple[tuple[str, ...], ...]
"""The ids of the posts of each topic."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What the sides are about, the side of each post, and its stance towards its parent."""

    proposition: Proposition | None
    positions: Mapping[str, Position]
    stances: Mapping[str, Stance]


@dataclass(frozen=True, slots=True)
class AsFound:
    """Hooks for an editor's corrections, each before anything follows from its result. These change nothing."""

    def argued(self, argued: Argued) -> Argued:
        """The units and relations."""
        return argued

    def taken(self, taken: Taken, *, claims: tuple[Claim, ...]) -> Taken:
        """The proposition, sides and stances."""
        return taken

    def topics(self, groups: Groups) -> Groups:
        """The posts of each topic, the largest first."""
        return groups


_AS_FOUND = AsFound()

_STEPS = 5
"""Steps of `understand`."""


def understand(
    document: Document,
    *,
    correct: AsFound = _AS_FOUND,
    similarity: Similarity | None = None,
    tell: Tell = silent,
) -> Digest:
    """Analyse a document whose posts are known.

    Args:
        document: with its structure recovered or corrected.
        correct: an editor's corrections.
        similarity: measures similarity of meaning; the lexical default where it is None.
        tell: called with the progress.

    Returns:
        The digest. The same document gives the same digest.
    """
    # Imported here and not above, so that a program that needs one stage does not pay for all of them.
    from digest.analysis import claims as claim_stage
    from digest.analysis import highlights, points, sides, standing, stated, threads
    from digest.analysis import keyphrases as keyphrase_stage
    from digest.analysis import quotes as quote_stage
    from digest.analysis import relations as relation_stage
    from digest.analysis import topics as topic_stage
    from digest.analysis.similarity import lexical, meaning_of

    similar = similarity or lexical(document.language)
    tell("Tracing quotes", 0, _STEPS)
    quotes = quote_stage.trace(document)
    if document.claims:
        units, relations = document.claims, document.relations
    else:
        tell("Finding claims", 1, _STEPS)
        units = claim_stage.find(document, quotes=quotes)
        tell("Finding what supports and attacks what", 2, _STEPS)
        relations = relation_stage.relate(document, quotes=quotes, claims=units, similarity=similarity)
    tell("Finding keyphrases", 3, _STEPS)
    keyphrases = keyphrase_stage.extract(document, quotes=quotes, claims=units)
    units, relations = correct.argued((units, relations))
    claims = standing.judge(units, relations=relations)
    tell("Finding sides, topics, threads and key points", 4, _STEPS)
    proposition = sides.propose(document, claims=claims)
    if document.claims:
        stances = stated.stances_of(document)
        positions = stated.positions_of(document, stances=stances)
    else:
        solved = sides.infer(document, quotes=quotes).of
        stances = {post: one.stance for post, one in solved.items()}
        positions = {post: Position(one.side, one.side_confidence) for post, one in solved.items()}
    taken = correct.taken(Taken(proposition, positions, stances), claims=claims)
    groups = correct.topics(topic_stage.partition(document, claims=claims, similarity=similar))
    found_threads = threads.find(
        document,
        claims=claims,
        relations=relations,
        quotes=quotes,
        keyphrases=keyphrases,
        topics=groups,
        similarity=similar,
    )
    key_points = points.find(
        document,
        claims=claims,
        relations=relations,
        quotes=quotes,
        stances=taken.stances,
        positions=taken.positions,
        similarity=similar,
    )
    return Digest(
        document=document,
        quotes=quotes,
        claims=claims,
        relations=relations,
        stances=taken.stances,
        threads=found_threads,
        key_points=key_points,
        keyphrases=keyphrases,
        proposition=taken.proposition,
        positions=taken.positions,
        topics=topic_stage.described(
            groups, document=document, threads=found_threads, key_points=key_points, keyphrases=keyphrases
        ),
        objections=highlights.unanswered_objections(document, claims=claims, relations=relations),
        questions=highlights.open_questions(document, quotes=quotes),
        quoted=highlights.most_quoted(document, quotes=quotes),
        similarity=similar.name,
        meaning=meaning_of([document.title, *(point.text for point in key_points)], similarity=similarity)
        if similarity is not None
        else (),
    )
