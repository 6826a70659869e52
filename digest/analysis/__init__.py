"""The analysis, from a document as it was read to what was argued in it and what stands.

`analyze` is the recipe: `structure.recover`, then `understand`, which ends in `conclude`. Each stage is a module or
package of this one, takes values and returns values; whoever corrects what one stage found calls those after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from digest.analysis.progress import Tell, silent
from digest.model import Claim, Digest, Document, Keyphrase, Quote, Relation

if TYPE_CHECKING:  # it brings numpy with it
    from digest.analysis.similarity import Similarity

__all__ = ["analyze", "conclude", "understand"]

_STEPS = 5
"""Steps of `understand`."""


def analyze(document: Document, *, similarity: Similarity | None = None, tell: Tell = silent) -> Digest:
    """Understand one document.

    Args:
        document: as a reader gave it; a flattened transcript still has one post a line.
        similarity: what tells likeness in meaning; the lexical default where nothing is said.
        tell: hears how far it is.

    Returns:
        The digest, whose document has the recovered structure. The same document gives the same digest.
    """
    # Imported here, not above: whoever wants one stage (or only the readers) does not pay for all of them.
    from digest.analysis import structure

    return understand(structure.recover(document, tell=tell), similarity=similarity, tell=tell)


def understand(document: Document, *, similarity: Similarity | None = None, tell: Tell = silent) -> Digest:
    """As `analyze`, of a document whose posts are as they were written: read so, recovered, or put right by hand."""
    from digest.analysis import claims as claim_stage
    from digest.analysis import keyphrases as keyphrase_stage
    from digest.analysis import quotes as quote_stage
    from digest.analysis import relations as relation_stage

    tell("Tracing quotes", 0, _STEPS)
    quotes = quote_stage.trace(document)
    if document.claims:
        units, arrows = document.claims, document.relations
    else:
        tell("Finding claims", 1, _STEPS)
        units = claim_stage.find(document, quotes=quotes)
        tell("Finding what supports and attacks what", 2, _STEPS)
        arrows = relation_stage.relate(document, quotes=quotes, claims=units, similarity=similarity)
    tell("Finding keyphrases", 3, _STEPS)
    phrases = keyphrase_stage.extract(document, quotes=quotes, claims=units)
    tell("Finding key points and threads", 4, _STEPS)
    return conclude(document, quotes=quotes, claims=units, relations=arrows, keyphrases=phrases, similarity=similarity)


def conclude(
    document: Document,
    *,
    quotes: Sequence[Quote],
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    keyphrases: Sequence[Keyphrase],
    similarity: Similarity | None = None,
) -> Digest:
    """What follows once it is known what is argued: what stands, who takes which side, threads and key points.

    Args:
        document: with its structure recovered.
        quotes: as they were traced.
        claims: the units; their standing is judged here.
        relations: between them.
        keyphrases: of the document, best first.
        similarity: as `analyze` was given it.
    """
    from digest.analysis import keypoints, stances, standing, threads
    from digest.analysis.similarity import lexical, meaning_of

    similar = similarity or lexical(document.language)
    units = standing.judge(claims, relations=relations)
    towards = stances.of_posts(document, claims=units, relations=relations, quotes=quotes)
    points = keypoints.find(document, claims=units, relations=relations, stances=towards, similarity=similar)
    return Digest(
        document=document,
        quotes=tuple(quotes),
        claims=units,
        relations=tuple(relations),
        stances=towards,
        threads=threads.find(
            document, claims=units, relations=relations, quotes=quotes, keyphrases=keyphrases, similarity=similar
        ),
        key_points=points,
        keyphrases=tuple(keyphrases),
        similarity=similar.name,
        meaning=meaning_of([document.title, *(point.text for point in points)], similarity=similarity)
        if similarity is not None
        else (),
    )
