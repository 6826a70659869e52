"""Claims and premises: which sentences and clauses of a debate argue, and in which role.

    units           sentences, cut into clauses where a connective joins two
    lexicon         words and phrases by their function in an argument
    unit_features   features of a unit: its words, its place, its neighbours, who quotes it
    roles           two linear models (none, claim or premise), and claims decoded from their predictions

`find` gives the claims, verbatim and with offsets. The models were trained on annotated debates (`python -m training
arguments`); the model card is `digest/analysis/weights/claims.md`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from digest.analysis.claims.roles import ROLES, chances, decode, reasons, shift, vocabulary
from digest.analysis.claims.unit_features import observe
from digest.model import Claim, Document, Quote

__all__ = ["RoleExplanation", "explain", "find"]


def find(document: Document, *, quotes: Iterable[Quote]) -> tuple[Claim, ...]:
    """The argumentative units of a document, in reading order.

    Args:
        document: with its structure recovered.
        quotes: of the document, traced; that others quote a unit is a feature.

    Returns:
        Claims and premises: spans that do not overlap and contain no quotes or code;
        `post.text[start:end] == claim.text`.

    Example:
        >>> from digest.model import Post
        >>> post = Post("a", "Meetings should be shorter because people stop listening after an hour.")
        >>> document = Document("d.md", "d", "Meetings", "markdown", (post,))
        >>> [(claim.role, claim.text) for claim in find(document, quotes=())]
        [('claim', 'Meetings should be shorter'), ('premise', 'people stop listening after an hour.')]
    """
    seen = observe(document, quotes=quotes, vocabulary=vocabulary())
    return decode(((one, chances(one.features)) for one in seen), shift=shift())


@dataclass(frozen=True, slots=True)
class RoleExplanation:
    """Why a unit has its role.

    Attributes:
        joint: the connective between it and the clause before it ("because"), else empty.
        chances: the probability of each role, with the shift of the decision; they sum to 1.
        second: the most likely other role.
        reasons: for each role its features, each with value x weight, the strongest first.
    """

    joint: str
    chances: Mapping[str, float]
    second: str
    reasons: Mapping[str, tuple[tuple[str, float], ...]]


def explain(document: Document, *, quotes: Iterable[Quote], claim: Claim) -> RoleExplanation:
    """Explain the role of a unit.

    Args:
        document: as for `find`, and so its quotes.
        claim: one that `find` returned; of a claim of several clauses the first is explained.

    Raises:
        ValueError: the claim is not a unit of this document.
    """
    for seen in observe(document, quotes=quotes, vocabulary=vocabulary()):
        at = next((at for at, one in enumerate(seen.units) if one.start == claim.start), None)
        if seen.post.id == claim.post and at is not None:
            shifted = [
                chance * math.exp(more) for chance, more in zip(chances(seen.features)[at], shift(), strict=True)
            ]
            of_role = {role: round(one / sum(shifted), 3) for role, one in zip(ROLES, shifted, strict=True)}
            second = max((role for role in ROLES if role != claim.role), key=of_role.__getitem__)
            why = {role: reasons(seen.features, at=at, role=role) for role in ROLES}
            return RoleExplanation(seen.units[at].joint, of_role, second, why)
    raise ValueError(f"no unit of the document begins where claim {claim.id} does")
