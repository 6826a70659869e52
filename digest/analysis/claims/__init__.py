"""Which sentences and clauses of a debate argue, and whether they claim something or give a reason.

    units_of      a post's sentences, cut into clauses where a connective joins two
    observe       what is seen of each: its words, its place, its neighbours, who quotes it
    roles         two linear models with readable weights: none, claim or premise
    tell          who argues by these answers; boilerplate left out, halves of one role joined again
    find          the claims, verbatim and with offsets

Trained on annotated debates by `training/arguments.py`; `MODEL.md` beside the weights says how well they do.
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
        quotes: a unit that others quote is argued about.

    Returns:
        Claims and premises: spans that do not overlap, `post.text[start:end] == claim.text`, never in quotes or code.

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
        joint: the connective at which it was cut off from the clause before it ("because"), else empty.
        chances: of each role, the decision's shift counted in; they sum to 1.
        second: the role that came after the one that it has.
        reasons: for each role the features seen, each with value x weight, the strongest first.
    """

    joint: str
    chances: Mapping[str, float]
    second: str
    reasons: Mapping[str, tuple[tuple[str, float], ...]]


def explain(document: Document, *, quotes: Iterable[Quote], claim: Claim) -> RoleExplanation:
    """Why a unit has its role.

    Args:
        document: the document that `find` was given.
        quotes: the quotes that it was given.
        claim: one of the claims that it returned; of a joined unit, its first clause is explained.

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
