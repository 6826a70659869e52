"""Why a post has its parent, and why it attacks, supports, or does neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from digest.analysis import relations as relation_stage
from digest.analysis.explain.parts import Arrow, Reason, UnitOption, arrows, options, reasons
from digest.analysis.relations import ReplyExplanation
from digest.analysis.relations.between_posts import TYPES, lacks
from digest.analysis.relations.endpoints import models
from digest.analysis.similarity import Similarity
from digest.model import OPENING, TITLE, Digest, Post, Relation, RelationType


@dataclass(frozen=True, slots=True)
class CueSeen:
    """A cue in the post.

    Attributes:
        words: as readers see it.
        weights: what it adds to the log odds of each type.
    """

    name: str
    words: str
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one type of relation was decided.

    Attributes:
        chance: the probability that the post has such a relation to what it answers.
        needed: the threshold.
        told: whether it is predicted.
        why_not: what is missing, in words; empty where it is predicted.
        reasons: the strongest first.
        sources: units of the post that could be its source, where it is predicted.
        targets: units that could be its target; none where it is about the whole, and so about the title.
    """

    type: RelationType
    chance: float
    needed: float
    told: bool
    why_not: str
    reasons: tuple[Reason, ...]
    sources: tuple[UnitOption, ...] = ()
    targets: tuple[UnitOption, ...] = ()


@dataclass(frozen=True, slots=True)
class PostExplained:
    """Why a post is read as it is.

    Attributes:
        parent_because: why it has its parent.
        begins_confidence: the probability that it begins where it does; 1.0 where the source says so.
        stance: towards its parent or the title.
        answers: the post that its relations are about, or "title"; None where it answers nothing.
        verdicts: for attack and support.
        claims: its units: id, role and text.
        quotes: its quotes: the text, and the post that it was traced to.
        arrows: the relations of its units.
        inferred: False where the source itself states claims and relations.
    """

    id: str
    author: str | None
    text: str
    parent: str | None
    parent_confidence: float
    parent_because: str
    begins_confidence: float
    stance: str
    answers: str | None
    cues: tuple[CueSeen, ...]
    verdicts: tuple[Verdict, ...]
    claims: tuple[tuple[str, str, str], ...]
    quotes: tuple[tuple[str, str | None], ...]
    arrows: tuple[Arrow, ...]
    inferred: bool = True


def explain_post(digest: Digest, post: Post, *, similarity: Similarity | None = None) -> PostExplained:
    """Explain one of the posts of a digest.

    Args:
        similarity: as it was given to the analysis.
    """
    units = [claim for claim in digest.claims if claim.post == post.id]
    inferred = not digest.document.claims
    why = (
        relation_stage.explain(
            digest.document, quotes=digest.quotes, claims=digest.claims, post=post.id, similarity=similarity
        )
        if inferred
        else None
    )
    return PostExplained(
        id=post.id,
        author=post.author,
        text=post.text,
        parent=post.parent,
        parent_confidence=post.parent_confidence,
        parent_because=_parent(post),
        begins_confidence=post.begins_confidence,
        stance=digest.stances.get(post.id, "neutral"),
        answers=_answers(why),
        cues=_cues(why) if why else (),
        verdicts=tuple(_verdict(kind, why, digest) for kind in TYPES) if why else (),
        claims=tuple((one.id, one.role, one.text) for one in units),
        quotes=tuple((one.text, one.source) for one in digest.quotes if one.post == post.id),
        arrows=arrows(digest, claims=[one.id for one in units]),
        inferred=inferred,
    )


def _parent(post: Post) -> str:
    if post.parent_cue:
        return post.parent_cue
    if post.id == OPENING:
        return "the debate's own opening text"
    return "the source says so" if post.parent else "it starts a conversation"


def _answers(why: ReplyExplanation | None) -> str | None:
    if why is None:
        return None
    parent = why.weighed.exchange.parent
    return parent.id if parent else TITLE


def _cues(why: ReplyExplanation) -> tuple[CueSeen, ...]:
    weights = {kind: dict(found) for kind, found in why.reasons.items()}
    return tuple(
        CueSeen(cue.name, cue.words, {kind: weights[kind].get(f"cue: {cue.name}", 0.0) for kind in TYPES})
        for cue in why.weighed.cues
    )


def _verdict(kind: RelationType, why: ReplyExplanation, digest: Digest) -> Verdict:
    weighed = why.weighed
    relation = _predicted(kind, why, digest)
    sources: tuple[UnitOption, ...] = ()
    targets: tuple[UnitOption, ...] = ()
    if relation is not None:
        number = next(at for at, unit in enumerate(weighed.own) if unit.id == relation.source)
        sources = options(weighed.carriers(kind), weighed.own, model=models()["source"], chosen=[relation.source])
        described = weighed.answered(why.others, source=number)
        targets = options(described, why.others, model=models()["target"], chosen=[relation.target])
    return Verdict(
        type=kind,
        chance=round(weighed.chances[kind], 3),
        needed=weighed.needed[kind],
        told=relation is not None,
        why_not="" if relation else lacks(kind, weighed),
        reasons=reasons(why.reasons[kind]),
        sources=sources,
        targets=targets,
    )


def _predicted(kind: RelationType, why: ReplyExplanation, digest: Digest) -> Relation | None:
    own = {unit.id for unit in why.weighed.own}
    ends = {unit.id for unit in why.others} | {TITLE}
    return next(
        (one for one in digest.relations if one.type == kind and one.source in own and one.target in ends - own), None
    )
