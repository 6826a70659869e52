"""Why a unit is a claim or a premise, which relations it has, and why it has its standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from digest.analysis import claims as claim_stage
from digest.analysis.explain.parts import Arrow, Reason, UnitOption, arrows, options, reasons
from digest.analysis.relations.endpoints import claims_near, models
from digest.model import Claim, Digest


@dataclass(frozen=True, slots=True)
class ClaimExplained:
    """Why a claim is read as it is.

    Attributes:
        standing_because: why it has its standing, in words.
        joint: the connective at which its sentence was cut before it; empty where it was not.
        chances: the probabilities of none, claim and premise, with the shift of the decision; they sum to 1.
        reasons: for its role, the strongest first.
        against: for the second most likely role.
        supported: for a premise, the claims that it could support.
        arrows: its relations.
        threads: titles of its argument threads.
        key_points: texts of its key points.
        inferred: False where the source itself states claims and relations.
    """

    id: str
    post: str
    author: str | None
    text: str
    role: str
    confidence: float
    standing: str
    standing_because: str
    joint: str
    chances: Mapping[str, float]
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]
    supported: tuple[UnitOption, ...]
    arrows: tuple[Arrow, ...]
    threads: tuple[str, ...]
    key_points: tuple[str, ...]
    inferred: bool = True


def explain_claim(digest: Digest, claim: Claim) -> ClaimExplained:
    """Explain one of the claims of a digest.

    Raises:
        ValueError: the claim is not one of this digest.
    """
    post = next((one for one in digest.document.posts if one.id == claim.post), None)
    if post is None or claim not in digest.claims:
        raise ValueError(f"claim {claim.id} is none of this debate's")
    tied = arrows(digest, claims=[claim.id])
    inferred = not digest.document.claims
    why = claim_stage.explain(digest.document, quotes=digest.quotes, claim=claim) if inferred else None
    return ClaimExplained(
        id=claim.id,
        post=claim.post,
        author=post.author,
        text=claim.text,
        role=claim.role,
        confidence=claim.confidence,
        standing=claim.standing,
        standing_because=_because(claim, tied),
        joint=why.joint if why else "",
        chances=why.chances if why else {},
        reasons=reasons(why.reasons[claim.role]) if why else (),
        against=reasons(why.reasons[why.second]) if why else (),
        supported=_supported(digest, claim, text=post.text) if inferred else (),
        arrows=tied,
        threads=tuple(one.title for one in digest.threads if claim.id in one.claims),
        key_points=tuple(one.text for one in digest.key_points if claim.id in one.claims),
        inferred=inferred,
    )


def _supported(digest: Digest, claim: Claim, *, text: str) -> tuple[UnitOption, ...]:
    if claim.role != "premise":
        return ()
    units = [one for one in digest.claims if one.post == claim.post]
    chosen = [one.target for one in digest.relations if one.source == claim.id and one.type == "support"]
    return options(claims_near(text, units, units.index(claim)), units, model=models()["inside"], chosen=chosen)


def _because(claim: Claim, tied: tuple[Arrow, ...]) -> str:
    attackers = [one for one in tied if one.type == "attack" and not one.outgoing and not one.undercut]
    alive = [one for one in attackers if one.standing in ("stands", "answered")]
    if claim.standing == "defeated":
        first = alive[0] if alive else attackers[0]
        return f"“{first.text}” attacks it, and nothing defeats that"
    if claim.standing == "answered":
        return "each unit that attacks it is itself defeated"
    if claim.standing == "contested":
        return "it and its attackers attack each other, directly or around a circle"
    return "nothing attacks it"
