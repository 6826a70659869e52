"""The claim that a thread is about, and a title made of its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from digest.analysis.keypoints.statements import complete
from digest.model import Claim, Relation

__all__ = ["lead_of", "title_of"]

LONGEST = 90
"""Characters of a title."""
_CLAUSE = re.compile(
    r"(?:[,;]|\s[–—-]|:)\s+|\s(?=(?:because|since|although|though|while|whereas|unless|until|if|when|but|and|so|as|which)\b)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|am|has|have|had|do|does|did|will|would|can|could|should|shall|must|may|might|need|needs|"
    r"make|makes|made|get|gets|go|goes|take|takes|give|gives|want|wants|cost|costs|work|works|mean|means|let|lets|"
    r"\w+n['’]t|\w+['’](?:s|re|ve|ll|d|m)|\w{3,}(?:ed|ize|izes|ise|ises|ate|ates|ify|ifies))\b",
    re.IGNORECASE,
)
_OPENERS = re.compile(
    r"^(?:in my opinion|imo|imho|honestly|frankly|i think|i believe|i feel|to me|for me)\b[,\s]", re.IGNORECASE
)
_BACK = re.compile(
    r"\b(?:that|this|it|they|he|she|them|these|those)(?:\s+(?:is|was|are|will|would|can|has)\b|['’]s\b|[,.;!]|$)", re.I
)


def lead_of(claims: Sequence[Claim], *, relations: Sequence[Relation]) -> Claim | None:
    """The claim that a thread is best called by: argued about, early, and readable on its own.

    Args:
        claims: of the thread, in reading order.
        relations: between them.

    Returns:
        None where no claim can be read on its own.
    """
    into = Counter(one.target for one in relations)
    across = {claim.id: claim.post for claim in claims}
    heard = Counter(one.target for one in relations if across[one.source] != across[one.target])
    named = [(at, claim) for at, claim in enumerate(claims) if title_of(claim)]
    if not named:
        return None

    def worth(pair: tuple[int, Claim]) -> tuple[float, int]:
        at, claim = pair
        long = len(claim.text) > LONGEST
        shape = -0.8 * long - 0.5 * bool(_BACK.search(claim.text)) - 0.3 * bool(_OPENERS.match(claim.text))
        shape -= 0.4 * (not claim.text[0].isupper()) + 0.5 * (len(claim.text.split()) < 5)
        argued = min(into[claim.id], 3) * 0.3 + min(heard[claim.id], 3) * 0.5
        role = 0.5 * (claim.role == "claim") + 0.5 * claim.confidence
        return shape + argued + role - 1.0 * at / len(claims), -at

    return max(named, key=worth)[1]


def title_of(claim: Claim | None) -> str | None:
    """The words of a claim as a title: whole, or cut where a clause ends and a sentence is left; else None.

    Example:
        >>> title_of(Claim("c", "p", 0, 49, "Trams are loud, but nobody who lives here minds.", "claim", 1.0))
        'Trams are loud, but nobody who lives here minds'
        >>> title_of(Claim("c", "p", 0, 5, "Surely not that.", "claim", 1.0)) is None
        True
    """
    if claim is None:
        return None
    text = " ".join(claim.text.split())
    for piece in _shortened(text):
        bare = piece.strip().rstrip(".;,:").strip()
        if len(bare) <= LONGEST and complete(bare) and _VERB.search(bare):
            return bare
    return None


def _shortened(text: str) -> Iterator[str]:
    yield text
    ends = [found.start() for found in _CLAUSE.finditer(text)]
    yield from (text[:end] for end in reversed(ends) if 25 <= end <= LONGEST)
