"""The claim that a thread is about, and a title made of its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from digest.analysis.keypoints.statements import complete, finite
from digest.model import Claim, Relation

__all__ = ["lead_of", "title_of"]

LONGEST = 90
"""Characters of a title."""
_FEW = 4
"""Words."""
_CLAUSE = re.compile(
    r"(?:;|\s[–—-]|:)\s+|"
    # no bare comma: it may list
    r",\s+(?=(?:but|so|which|who|because|while|whereas|since|although|though|whether|not|yet)\b)|"
    r"\s(?=(?:because|although|though|whereas|but)\b)",  # a condition (if, when) must not be cut off
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:(?:and|but|so|or|yet|then|also|because|since|whereas|however|therefore|thus|hence|moreover|furthermore|"
    r"besides|instead|first(?:ly)?|second(?:ly)?|third(?:ly)?|finally|honestly|frankly|admittedly|obviously|clearly|well|"
    r"yes|no|yeah|ok|okay|sure|right|true|agreed|imho|imo|not just that|in my (?:humble )?opinion|in fact|"
    r"in other words|for example|for instance|of course|as i said|edit)\s*[,:]\s*|"
    r"(?:and|but|so(?! that)|or|yet|because(?! of)|honestly|frankly|admittedly)\s+|"
    r"(?:i (?:also |just |still )?(?:think|believe|feel|agree|would say|['’]d say)(?: that)?|to me|for me|"
    r"i(?:['’]m| am) (?:convinced|sure|afraid) (?:that )?|the problem with (?:this|that) argument is that)[\s,]+)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:only |even )?"
    r"(?:if|where|when|whenever|while|since|although|though|unless|until|as|whether|after|before|with)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:but|and|so|because|since|although|though)$", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:we|they|people|nobody|everybody|no one|everyone|there|the|a|an|[A-Z]\w+|\w+s)\b")
_ASKS = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|had|isn['’]t|aren['’]t|don['’]t you)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:that|this|it|they|he|she|them|these|those|here)"
    r"(?:\s+(?:is|was|are|were|will|would|can|has|does|argument|statement|article|guy)\b|['’](?:s|re)\b|[,.;!]|$)",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"\b(?:i|i['’]\w+|my|me|you|your|you['’]\w+)\b|^(?:please|let['’]s|some|setting|considering)\b", re.IGNORECASE
)


def lead_of(
    claims: Sequence[Claim],
    *,
    relations: Sequence[Relation],
    central: Mapping[str, float],
    texts: Mapping[str, str],
) -> tuple[Claim, str] | None:
    """The claim that a thread is best called by, and the title that its words make.

    It is argued about, early, says what the others speak of, and can be read on its own.

    Args:
        claims: of the thread, in reading order.
        relations: between them.
        central: how near each is to what all of them say, -1 to 1.
        texts: of the posts that they stand in.

    Returns:
        None where the thread has no words. Where no claim can be read on its own, the shortest one names it.
    """
    home = {claim.id: claim.post for claim in claims}
    into = Counter(one.target for one in relations)
    heard = Counter(one.target for one in relations if home[one.source] != home[one.target])
    best: tuple[float, Claim, str] | None = None
    for at, claim in enumerate(claims):
        title = title_of(claim)
        if title is None:
            continue
        worth = (
            _shape(claim, title)
            - 0.7 * (not _begins(claim, texts[claim.post]))
            + min(into[claim.id], 3) * 0.15
            + min(heard[claim.id], 3) * 0.25
        )
        worth += 0.15 * (claim.role == "claim") + 0.4 * claim.confidence + central[claim.id] - 0.4 * at / len(claims)
        if best is None or worth > best[0]:
            best = worth, claim, title
    return best[1:] if best else _least_bad(claims)


def _least_bad(claims: Sequence[Claim]) -> tuple[Claim, str] | None:
    """For a thread of replies that all lean on what they answer: the claim that leans least, cut at a word."""

    def flaws(claim: Claim) -> tuple[bool, bool, bool, int, str]:
        short = len(claim.text.split()) < _FEW
        return short, not finite(claim.text), not complete(claim.text), len(claim.text), claim.id

    if not claims:
        return None
    chosen = min(claims, key=flaws)
    text = " ".join(chosen.text.split()).rstrip(".;,:")
    return chosen, _capital(text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…")


def _capital(text: str) -> str:
    """The text with a capital at the beginning, unless its first word has one of its own ("iPhone")."""
    return text[:1].upper() + text[1:] if text.split(" ", 1)[0].islower() else text


def _begins(claim: Claim, text: str) -> bool:
    """Whether a claim begins where a sentence or a main clause does: other clauses may lack their subject."""
    before = text[: claim.start].rstrip(" *_\t\"“'(")
    if not before or before[-1] in ".!?:;…\n":
        return True
    return bool(_JOINED.search(before[-12:]) and _SUBJECT.match(claim.text) and finite(claim.text))


def _shape(claim: Claim, title: str) -> float:
    """How well a title reads, 0 at best."""
    cut = len(claim.text) - len(title) > 0.5 * len(claim.text)
    count = len(title.split())
    return (
        -0.6 * bool(_BACK.search(title))
        - 0.8 * bool(_PERSONAL.search(title))
        - 0.3 * cut
        - 0.08 * max(0, 6 - count)
        - 0.5 * (title[0] in "\"“'")
    )


def title_of(claim: Claim) -> str | None:
    """The words of a claim as a title, without an opening such as "But", cut where a clause ends if they are many.

    Returns:
        Words of the claim, with a capital at the beginning; None where no sentence of `LONGEST` characters is left.

    Example:
        >>> title_of(Claim("c", "p", 0, 49, "But trams are loud, though nobody on them minds.", "claim", 1.0))
        'Trams are loud, though nobody on them minds'
        >>> title_of(Claim("c", "p", 0, 5, "Surely not that.", "claim", 1.0)) is None
        True
    """
    text = " ".join(claim.text.split())
    while opening := _OPENING.match(text):
        text = text[opening.end() :]
    for piece in _shortened(text):
        bare = piece.strip().rstrip(".;,:!").strip()
        cut = piece is not text
        # Whoever ends a sentence of some length has put a verb in it, known to us or not.
        whole = not cut and text.endswith((".", "!")) and len(bare.split()) > _FEW + 1
        if len(bare) <= LONGEST and complete(bare) and (whole or finite(bare)) and not _half(bare, cut=cut):
            return _capital(bare)
    return None


def _half(text: str, *, cut: bool) -> bool:
    """Whether a stretch is a condition without its consequence, or a question that lost its mark."""
    return bool(_ASKS.match(text) or (_CONDITION.match(text) and (cut or "," not in text)))


def _shortened(text: str) -> Iterator[str]:
    yield text
    ends = [found.start() for found in _CLAUSE.finditer(text)]
    yield from (text[:end] for end in reversed(ends) if 25 <= end <= LONGEST)
