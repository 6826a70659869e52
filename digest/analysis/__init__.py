"""The analysis, from a document as it was read to what was argued in it and what stands.

`analyze` is the recipe; each stage is a module or package of this one, takes values and returns values.
"""

from __future__ import annotations

from digest.model import Digest, Document

__all__ = ["analyze"]


def analyze(document: Document) -> Digest:
    """Understand one document.

    Args:
        document: as a reader gave it; a flattened transcript still has one post a line.

    Returns:
        The digest, whose document has the recovered structure. The same document gives the same digest.
    """
    # Imported here, not above: whoever wants one stage (or only the readers) does not pay for all of them.
    from digest.analysis import claims as claim_stage
    from digest.analysis import keyphrases as keyphrase_stage
    from digest.analysis import keypoints, quotes, relations, stances, standing, structure, threads

    document = structure.recover(document)
    quoted = quotes.trace(document)
    if document.claims:
        units, arrows = document.claims, document.relations
    else:
        units = claim_stage.find(document, quotes=quoted)
        arrows = relations.relate(document, quotes=quoted, claims=units)
    units = standing.judge(units, relations=arrows)
    towards = stances.of_posts(document, claims=units, relations=arrows, quotes=quoted)
    phrases = keyphrase_stage.extract(document, quotes=quoted, claims=units)
    return Digest(
        document=document,
        quotes=quoted,
        claims=units,
        relations=arrows,
        stances=towards,
        threads=threads.find(document, claims=units, relations=arrows, quotes=quoted, keyphrases=phrases),
        key_points=keypoints.find(document, claims=units, relations=arrows, stances=towards),
        keyphrases=phrases,
    )
