"""Relations between the units of a debate: support and attack.

    exchanges       each reply with the post that it answers
    cues            signs of agreement and attack in a reply
    alignment       which units of the two posts share rare words or meaning
    between_posts   whether a reply attacks or supports what it answers: two linear models
    endpoints       which units a relation joins, and relations within a post

`relate` gives the relations, each with its cue. The models were trained on annotated debates (`python -m training
arguments`); the model card is `digest/analysis/weights/relations.md`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.analysis.relations import endpoints
from digest.analysis.relations.alignment import Meaning, UnitIndex, rarity, stems_of
from digest.analysis.relations.between_posts import (
    TYPES,
    RelationContext,
    Weighed,
    indexed,
    invites,
    reasons,
    relations_of,
    weigh,
)
from digest.analysis.relations.exchanges import Exchange, exchanges
from digest.analysis.similarity import Similarity
from digest.model import OPENING, Claim, Document, Quote, Relation, RelationType

__all__ = ["ReplyExplanation", "explain", "relate"]


@dataclass(frozen=True, slots=True)
class ReplyExplanation:
    """Why a reply has its relations, or none.

    Attributes:
        weighed: its cues and probabilities.
        others: the units of the post that it answers.
        reasons: for each type its features, each with value x weight (in logits), the strongest first.
    """

    weighed: Weighed
    others: Sequence[Claim]
    reasons: Mapping[RelationType, tuple[tuple[str, float], ...]]


def relate(
    document: Document,
    *,
    quotes: Iterable[Quote],
    claims: Iterable[Claim],
    similarity: Similarity | None = None,
) -> tuple[Relation, ...]:
    """The relations between the units of a document.

    Args:
        document: with its structure recovered.
        quotes: of the document, traced: a reply answers the units that it quotes.
        claims: of the same document.
        similarity: measures which units mean the same; None to compare shared words only.

    Returns:
        Relations within posts and between them, in the order of their source posts. A reply has at most one attack and
        one support towards the post that it answers (or the title), from different units. Both ends exist.

    Example:
        >>> from digest.analysis import claims as stage
        >>> from digest.model import Post
        >>> posts = (Post("a", "Trams are the best way to move people through a city because they carry so many."),
        ...          Post("b", "I disagree. Trams are too expensive for a small city.", parent="a"))
        >>> document = Document("d.md", "d", "CMV: trams are best", "markdown", posts)
        >>> units = stage.find(document, quotes=())
        >>> [(r.type, r.cue) for r in relate(document, quotes=(), claims=units) if r.source == units[-1].id]
        [('attack', 'opens with disagreement: "I disagree"')]
    """
    quotes = tuple(quotes)
    context = context_of(document, claims=claims, similarity=similarity)
    indexes: dict[str, UnitIndex] = {}
    found: dict[str, list[Relation]] = defaultdict(list)
    for post in document.posts:
        units = context.units.get(post.id, ())
        found[post.id].extend(endpoints.relations_inside(post.text, units))
        if post.id == OPENING:
            found[post.id].extend(endpoints.supports_title(units))
    for exchange in exchanges(document, quotes=quotes):
        found[exchange.post.id].extend(
            relations_of(exchange, context=context, others=_index(exchange, indexes, context))
        )
    return tuple(relation for post in document.posts for relation in found[post.id])


def explain(
    document: Document,
    *,
    quotes: Iterable[Quote],
    claims: Iterable[Claim],
    post: str,
    similarity: Similarity | None = None,
) -> ReplyExplanation | None:
    """Explain why a post attacks or supports what it answers, or does neither.

    Args:
        document: as for `relate`, and so quotes, claims and similarity.
        post: the id of the reply.

    Returns:
        None where the post or what it answers has no words.
    """
    context = context_of(document, claims=claims, similarity=similarity)
    for exchange in exchanges(document, quotes=quotes):
        if exchange.post.id == post:
            weighed = weigh(exchange, context=context, others=_index(exchange, {}, context))
            others = context.units.get(exchange.parent.id, ()) if exchange.parent else ()
            return ReplyExplanation(weighed, others, {kind: reasons(kind, weighed, context=context) for kind in TYPES})
    return None


def context_of(document: Document, *, claims: Iterable[Claim], similarity: Similarity | None = None) -> RelationContext:
    """Collect what is the same for all replies: units by post, their content words, and the rarity of those."""
    units: dict[str, list[Claim]] = defaultdict(list)
    stems: dict[str, tuple[str, ...]] = {}
    texts: list[str] = []
    for claim in claims:
        units[claim.post].append(claim)
        stems[claim.id] = stems_of(claim.text)
        texts.append(claim.text)
    meaning = None
    if similarity is not None:
        meaning = Meaning(similarity.embed(texts), {name: at for at, name in enumerate(stems)})
    opening = next((post.text for post in document.posts if post.id == OPENING), "")
    return RelationContext(
        units=units,
        stems=stems,
        rare=rarity([[stem for unit in some for stem in stems[unit.id]] for some in units.values()]),
        invited=invites(document.title, opening),
        meaning=meaning,
    )


def _index(exchange: Exchange, indexes: dict[str, UnitIndex], context: RelationContext) -> UnitIndex | None:
    if exchange.parent is None:
        return None
    post = exchange.parent.id
    if post not in indexes:
        indexes[post] = indexed(context.units.get(post, ()), context=context)
    return indexes[post]
