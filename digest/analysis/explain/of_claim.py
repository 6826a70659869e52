"""Why a unit is a claim or a premise, what it is tied to, and why it stands as it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from digest.analysis import claims as claim_stage
from digest.analysis.explain.parts import Arrow, Reason, UnitOption, arrows, options, reasons
from digest.analysis.relations.endpoints import claims_near, models
from digest.model import Claim, Digest


@dataclass(frozen=True, slots=True)
class ClaimExplained:
    """Why a claim is what it is said to be.

    Attributes:
        joint: the connective that it was cut off at within its sentence, empty for a whole one.
        chances: of none, claim and premise, the decision's shift counted in; they sum to 1.
        reasons: for its role, the strongest first.
        against: for the role that came second.
        supported: for a premise, the claims that it could belong to.
        standing_because: why it stands, in words.
        threads: titles of the argument threads that it is in.
        key_points: texts of the key points that it makes.
        inferred: False where the source itself says what is argued.
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
        ValueError: the claim is none of this digest's.
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
