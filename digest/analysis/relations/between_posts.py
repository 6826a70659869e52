"""Relations between posts: whether a reply attacks or supports what it answers, and why.

The features are cues, the form of the reply, who speaks to whom, and shared words. Words themselves are no features: on
the annotated debates they added nothing to the cues, and they would carry topics of those debates into others.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.analysis.linear import Features
from digest.analysis.relations.alignment import Meaning, Rarity, UnitIndex, index
from digest.analysis.relations.cues import Cue, cues_of
from digest.analysis.relations.endpoints import UNLIKE, likeliest, models, sources, targets
from digest.analysis.relations.exchanges import Exchange
from digest.model import OPENING, TITLE, Claim, Relation, RelationType

_GRANTING = frozenset({"opens with agreement", "grants the point", "agrees in passing", "thanks"})
_TURNING = frozenset(
    {"concedes, then turns", "turns later", "opens with contrast", "opens with denial", "denies in passing"}
)
_STRIKING = frozenset(
    {"opens with denial", "counter-question", "concedes, then turns", "quotes it and denies it", "denies in passing"}
)


def features_of(exchange: Exchange, *, cues: Sequence[Cue], claims: Sequence[Claim], likeness: float) -> Features:
    """The features of one reply.

    Args:
        claims: the reply's own units.
        likeness: how alike the best pair of units is, 0 to 1.
    """
    features: Features = {"bias": 1.0, "likeness": likeness}
    names = {cue.name for cue in cues}
    for name in names:
        features[f"cue: {name}"] = 1.0
    grants, turns = names & _GRANTING, names & _TURNING
    for name, holds in (
        ("grants, never turns", "grants the point" in names and not turns),
        ("agrees, never turns", bool(names & {"opens with agreement", "agrees in passing"}) and not turns),
        ("agrees and turns", bool(names & {"opens with agreement", "concedes, then turns"}) and bool(turns)),
        ("agrees, briefly", "opens with agreement" in names and len(exchange.sentences) < 3),
        ("opener, without agreement", exchange.by_opener and not grants),
        ("opener, against", exchange.by_opener and bool(names & _STRIKING)),
    ):
        if holds:
            features[name] = 1.0
    for name, holds in (
        ("by the opener", exchange.by_opener),
        ("to the opener", exchange.to_opener),
        ("back to an earlier talker", exchange.returns),
        ("top level", exchange.depth == 1),
        ("depth 3+", exchange.depth >= 3),
        ("has no unit", not claims),
        ("one unit", len(claims) == 1),
        ("8+ units", len(claims) >= 8),
        ("one sentence", len(exchange.sentences) == 1),
    ):
        if holds:
            features[name] = 1.0
    size = sum(len(sentence.words) for sentence in exchange.sentences)
    features["long"] = min(size, 200) / 200
    features["claims"] = min(sum(claim.role == "claim" for claim in claims), 6) / 6
    spoken = {word for sentence in exchange.sentences for word in sentence.words}
    features["shared words"] = sum(len(word) > 3 for word in spoken & exchange.heard) / (1 + len(spoken))
    return features


TYPES: tuple[RelationType, ...] = ("attack", "support")
_INVITED = re.compile(
    r"\bcmv\b|\bchange my (?:view|mind)\b|\bconvince me\b|\bprove me wrong\b|\bunpopular opinion\b"
    r"|\bam i wrong\b|\bdebate me\b",
    re.IGNORECASE,
)
# The training debates are of r/changemyview, whose openings ask to be refuted. Elsewhere fewer replies attack, and few
# comments on a headline argue with it. Offsets in logits, set by hand, as no annotated debates of that kind were at
# hand: for replies in general, for top-level replies, and for comments on a headline.
_UNINVITED: Mapping[RelationType, float] = {"attack": -0.6, "support": 0.4}
_UNINVITED_LEAST: Mapping[RelationType, float] = {"attack": 0.45, "support": 0.4}
_TOP_LEVEL: Mapping[RelationType, float] = {"attack": -1.5, "support": 0.4}
_HEADLINE: Mapping[RelationType, float] = {"attack": -3.0, "support": -0.8}
_SHOWN: Mapping[RelationType, frozenset[str]] = {
    "support": frozenset(
        {
            "opens with agreement", "adds to it", "joins in", "grants the point", "agrees in passing", "thanks",
            "concedes, then turns",
        }
    ),
    "attack": frozenset(
        {
            "concedes, then turns", "turns later", "opens with contrast", "opens with denial", "denies in passing",
            "undercuts", "counter-question", "asks later", "challenges", "quotes it and denies it", "asks for a source",
            "negates shared words", "sets opposites", "throws a word back", "turns it back", "sarcasm",
        }
    ),
}  # fmt: skip
_PLAIN = frozenset(
    {
        "concedes, then turns", "opens with contrast", "opens with denial", "turns it back", "throws a word back",
        "undercuts", "counter-question", "challenges", "asks for a source", "quotes it and denies it", "sarcasm",
    }
)  # fmt: skip
"""Cues that are clear enough for an attack where nobody asked to be refuted."""
_SILENT = 0.65
"""Probability from which an attack without such a cue is predicted there."""
_EVIDENCE = 0.15
"""Contribution to the log odds from which a cue is named as the reason."""


@dataclass(frozen=True, slots=True)
class RelationContext:
    """What is the same for all replies of a document.

    Attributes:
        units: the claims of each post, in reading order.
        stems: the content words of each claim, by its id.
        rare: inverse document frequency of those.
        invited: whether the opening asks to be refuted.
        meaning: vectors of the units, where a model is used.
    """

    units: Mapping[str, Sequence[Claim]]
    stems: Mapping[str, tuple[str, ...]]
    rare: Rarity
    invited: bool
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Aligned:
    """Similarity of the units of a reply with those of its parent: (own number, other number) to cosine."""

    pairs: Mapping[tuple[int, int], float]

    @property
    def best(self) -> float:
        """The similarity of the most similar pair."""
        return max(self.pairs.values(), default=0.0)


def invites(title: str, opening: str) -> bool:
    """Whether the opening asks to be refuted.

    Example:
        >>> invites("CMV: cats are better", ""), invites("Cats in the news", "")
        (True, False)
    """
    return bool(_INVITED.search(title) or _INVITED.search(opening))


def indexed(units: Sequence[Claim], *, context: RelationContext) -> UnitIndex:
    """An index of the units of a post, to compare them with those of its replies."""
    names = [unit.id for unit in units]
    return index([context.stems[name] for name in names], rare=context.rare, names=names)


def align(own: Sequence[Claim], others: UnitIndex, *, context: RelationContext) -> Aligned:
    """Compare the units of a reply with those of its parent, by shared words and by meaning."""
    pairs = {
        (number, other): likeness
        for number, unit in enumerate(own)
        for other, likeness in others.likeness(context.stems[unit.id], rare=context.rare).items()
    }
    if context.meaning is not None:
        for pair, likeness in context.meaning.likeness([unit.id for unit in own], others.names).items():
            pairs[pair] = max(likeness, pairs.get(pair, 0.0))
    return Aligned(pairs)


def observed(exchange: Exchange, *, context: RelationContext, aligned: Aligned) -> tuple[Features, tuple[Cue, ...]]:
    """The features of a reply and the cues among them."""
    cues = cues_of(exchange)
    own = context.units.get(exchange.post.id, ())
    features = features_of(exchange, cues=cues, claims=own, likeness=aligned.best)
    return features, cues


@dataclass(frozen=True, slots=True)
class Weighed:
    """The evidence of one reply and what is predicted from it.

    Attributes:
        own: its units.
        cues: the cues in it.
        chances: the probability of each type of relation.
        needed: the threshold of each type.
        predicted: the predicted types, the likelier first.
    """

    exchange: Exchange
    own: Sequence[Claim]
    aligned: Aligned
    features: Features
    cues: tuple[Cue, ...]
    chances: Mapping[RelationType, float]
    needed: Mapping[RelationType, float]
    predicted: tuple[RelationType, ...]

    def carriers(self, kind: RelationType, *, used: Iterable[int] = ()) -> dict[int, Features]:
        """The units of the reply that could be the source of a relation of this type, `used` ones left out."""
        return sources(
            self.own, kind, exchange=self.exchange, cues=self.cues, pairs=self.aligned.pairs, used=frozenset(used)
        )

    def answered(self, others: Sequence[Claim], *, source: int) -> dict[int, Features]:
        """The units that unit `source` could answer; none where the reply answers the opening as a whole."""
        parent = self.exchange.parent
        if parent is None or (parent.id == OPENING and not self.exchange.quotes and self.aligned.best < UNLIKE):
            return {}  # it is about no single unit of the opening, so its target is the title
        return targets(others, source=source, exchange=self.exchange, pairs=self.aligned.pairs)


def weigh(exchange: Exchange, *, context: RelationContext, others: UnitIndex | None) -> Weighed:
    """Collect the evidence of one reply and predict its types of relation.

    Args:
        others: an index of its parent's units; None where it answers the title.
    """
    own = context.units.get(exchange.post.id, ())
    aligned = align(own, others, context=context) if others is not None and own else Aligned({})
    features, cues = observed(exchange, context=context, aligned=aligned)
    chances = {kind: _chance(kind, features, exchange=exchange, context=context) for kind in TYPES}
    needed = {
        kind: threshold(kind) if context.invited else max(_UNINVITED_LEAST[kind], threshold(kind)) for kind in TYPES
    }
    predicted = (
        predicted_types(chances, features=features, units=len(own), thresholds=needed, invited=context.invited)
        if own
        else ()
    )
    return Weighed(exchange, own, aligned, features, cues, chances, needed, predicted)


def relations_of(exchange: Exchange, *, context: RelationContext, others: UnitIndex | None) -> Iterator[Relation]:
    """The relations of one reply: none, one, or an attack and a support from different units.

    Args:
        others: an index of its parent's units; None where it answers the title.
    """
    if not context.units.get(exchange.post.id):
        return
    weighed = weigh(exchange, context=context, others=others)
    used: set[int] = set()
    for kind in weighed.predicted:
        chosen = likeliest(weighed.carriers(kind, used=used), models()["source"])
        if chosen is None:
            continue
        source = chosen[0]
        used.add(source)
        target = _target(weighed, source=source, context=context)
        if target is None:
            return
        words, undercut = _reason(kind, weighed.features, weighed.cues)
        yield Relation(
            weighed.own[source].id, target, kind, round(weighed.chances[kind], 3), words, undercut and kind == "attack"
        )


def predicted_types(
    chances: Mapping[RelationType, float],
    *,
    features: Features,
    units: int,
    thresholds: Mapping[RelationType, float],
    invited: bool = True,
) -> tuple[RelationType, ...]:
    """The predicted types of relation of a reply, the likelier first.

    A support needs a cue: no post is said to agree that does not say so itself. An attack and a support at once need
    cues of both, in two units. Where nobody asked to be refuted, an attack without a clear cue must be likely, since
    people there add to a post as often as they object to it.
    """
    shown = {kind: any(f"cue: {name}" in features for name in _SHOWN[kind]) for kind in TYPES}
    likely = sorted(
        (kind for kind in TYPES if chances[kind] >= thresholds[kind]), key=lambda kind: (-chances[kind], kind)
    )
    if len(likely) == 2 and (units < 2 or not shown[likely[1]]):
        likely.pop()
    wonders = "cue: only asks" in features and "cue: challenges" not in features
    plain = any(f"cue: {name}" in features for name in (_PLAIN - {"counter-question"} if wonders else _PLAIN))
    if not invited and not plain and chances["attack"] < _SILENT:
        likely = [kind for kind in likely if kind != "attack"]
    return tuple(kind for kind in likely if shown[kind] or kind == "attack")


def lacks(kind: RelationType, weighed: Weighed) -> str:
    """Why a type is not predicted for a reply, in words for readers."""
    if not weighed.own:
        return "nothing in the post argues"
    if weighed.chances[kind] < weighed.needed[kind]:
        return "not likely enough"
    if not any(f"cue: {name}" in weighed.features for name in _SHOWN[kind]):
        if kind == "support":
            return "no word shows it, and a post that does not say so is not read as agreeing"
        return "no word shows it, and nobody asked to be refuted"
    if kind == "attack" and "support" not in weighed.predicted:
        return "no plain word shows it, and nobody asked to be refuted"
    return "the other type is likelier, and both at once need two units"


def threshold(kind: RelationType) -> float:
    """The probability from which a relation is predicted; chosen by cross-validation for the best F1."""
    return models()["decision"].weights["from"][models()["decision"].classes.index(kind)]


def _chance(kind: RelationType, features: Features, *, exchange: Exchange, context: RelationContext) -> float:
    chance = models()[kind].probabilities(features)[1]
    odds = math.exp(shift(kind, exchange=exchange, context=context)) * chance / max(1e-9, 1 - chance)
    return odds / (1 + odds)


def shift(kind: RelationType, *, exchange: Exchange, context: RelationContext) -> float:
    """The offset of a type's log odds where nobody asked to be refuted; 0 where somebody did."""
    if context.invited:
        return 0.0
    return (_HEADLINE if exchange.parent is None else _TOP_LEVEL if exchange.depth == 1 else _UNINVITED)[kind]


def reasons(kind: RelationType, weighed: Weighed, *, context: RelationContext) -> tuple[tuple[str, float], ...]:
    """The features for and against a type, with value x weight in logits, the strongest first."""
    found = [(name, round(2 * weight, 3)) for name, weight in models()[kind].reasons(weighed.features, "yes")]
    if moved := shift(kind, exchange=weighed.exchange, context=context):
        found.append(("nobody asked to be refuted", moved))
    return tuple(sorted(found, key=lambda one: (-abs(one[1]), one[0])))


def _target(weighed: Weighed, *, source: int, context: RelationContext) -> str | None:
    exchange = weighed.exchange
    others = context.units.get(exchange.parent.id, ()) if exchange.parent is not None else ()
    chosen = likeliest(weighed.answered(others, source=source), models()["target"])
    if chosen is not None:
        return others[chosen[0]].id
    return TITLE if exchange.depth == 1 or exchange.parent is None or exchange.parent.id == OPENING else None


def _reason(kind: RelationType, features: Features, cues: Sequence[Cue]) -> tuple[str, bool]:
    """The words of the strongest cue for the type; and whether the reply undercuts."""
    weights = dict(models()[kind].reasons(features, "yes"))
    undercut = any(cue.name == "undercuts" for cue in cues)
    shown = _SHOWN[kind]
    fitting = [cue for cue in cues if cue.leaning in (kind, "either") or cue.name in shown]
    named = max(fitting, key=lambda cue: (cue.name in shown, weights.get(f"cue: {cue.name}", 0.0)), default=None)
    if named is not None and (named.name in shown or weights.get(f"cue: {named.name}", 0.0) >= _EVIDENCE):
        return named.words, undercut
    return ("answers it without granting it" if kind == "attack" else "goes along with it"), undercut
