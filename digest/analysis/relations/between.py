"""From a reply to its relations: which type, from which unit, to which unit, and why."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.analysis.linear import Features
from digest.analysis.relations.align import Index, Rarity, index
from digest.analysis.relations.choose import UNLIKE, likeliest, models, sources, targets
from digest.analysis.relations.cues import Cue, cues_of
from digest.analysis.relations.exchange import Exchange
from digest.analysis.relations.features import features_of
from digest.model import OPENING, TITLE, Claim, Relation, RelationType

TYPES: tuple[RelationType, ...] = ("attack", "support")
_INVITED = re.compile(
    r"\bcmv\b|\bchange my (?:view|mind)\b|\bconvince me\b|\bprove me wrong\b|\bunpopular opinion\b"
    r"|\bam i wrong\b|\bdebate me\b",
    re.IGNORECASE,
)
# Where nobody has asked to be refuted, fewer replies attack than in the debates that the weights were trained on; a
# headline is seldom answered at all. Hand-set, in logits: no annotated debates of that kind were at hand.
_UNINVITED: Mapping[RelationType, float] = {"attack": -0.9, "support": 0.4}
_UNINVITED_LEAST: Mapping[RelationType, float] = {"attack": 0.45, "support": 0.4}
_TOP_LEVEL: Mapping[RelationType, float] = {"attack": -1.5, "support": 0.4}
_HEADLINE: Mapping[RelationType, float] = {"attack": -3.0, "support": -0.8}
_SHOWN: Mapping[RelationType, frozenset[str]] = {
    "support": frozenset(
        {"opens with agreement", "joins in", "grants the point", "agrees in passing", "thanks", "concedes, then turns"}
    ),
    "attack": frozenset(
        {
            "concedes, then turns", "turns later", "opens with contrast", "opens with denial", "denies in passing",
            "undercuts", "counter-question", "asks later", "challenges", "quotes it and denies it", "asks for a source",
            "negates shared words", "sets opposites", "sarcasm",
        }
    ),
}  # fmt: skip
_DIRECT = 0.25
"""From which likeness a reply that quotes nothing clearly speaks of the same."""
_SILENT = 0.6
"""From which chance an attack is told that nothing in the words shows."""
_EVIDENCE = 0.15
"""A cue is named as the reason from this contribution on."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the whole document.

    Attributes:
        units: the claims of each post, in reading order.
        stems: the content words of each claim, by its id.
        invited: the opening asks to be refuted.
    """

    units: Mapping[str, Sequence[Claim]]
    stems: Mapping[str, tuple[str, ...]]
    rare: Rarity
    invited: bool


@dataclass(frozen=True, slots=True)
class Aligned:
    """How alike each unit of the reply is with each of the parent: (own number, other number) to cosine."""

    pairs: Mapping[tuple[int, int], float]

    @property
    def best(self) -> float:
        """The likeness of the best pair."""
        return max(self.pairs.values(), default=0.0)


def invites(title: str, opening: str) -> bool:
    """Whether the opening asks to be refuted.

    Example:
        >>> invites("CMV: cats are better", ""), invites("Cats in the news", "")
        (True, False)
    """
    return bool(_INVITED.search(title) or _INVITED.search(opening))


def indexed(units: Sequence[Claim], *, setting: Setting) -> Index:
    """The units of a post, ready to be compared with those of its replies."""
    return index([setting.stems[unit.id] for unit in units], rare=setting.rare)


def align(own: Sequence[Claim], others: Index, *, setting: Setting) -> Aligned:
    """Compare each unit of a reply with each of what it answers."""
    return Aligned(
        {
            (number, other): likeness
            for number, unit in enumerate(own)
            for other, likeness in others.likeness(setting.stems[unit.id], rare=setting.rare).items()
        }
    )


def observed(exchange: Exchange, *, setting: Setting, aligned: Aligned) -> tuple[Features, tuple[Cue, ...]]:
    """The features of a reply and the cues among them."""
    cues = cues_of(exchange)
    own = setting.units.get(exchange.post.id, ())
    features = features_of(exchange, cues=cues, claims=own, likeness=aligned.best)
    return features, cues


def judge(exchange: Exchange, *, setting: Setting, others: Index | None) -> Iterator[Relation]:
    """The relations of one reply: none, one, or an attack and a support that leave from different units.

    Args:
        others: the units of its parent, indexed; None where it answers the title.
    """
    own = setting.units.get(exchange.post.id, ())
    if not own:
        return
    aligned = align(own, others, setting=setting) if others is not None else Aligned({})
    features, cues = observed(exchange, setting=setting, aligned=aligned)
    chances = {kind: _chance(kind, features, exchange=exchange, setting=setting) for kind in TYPES}
    used: set[int] = set()
    least = {
        kind: threshold(kind) if setting.invited else max(_UNINVITED_LEAST[kind], threshold(kind)) for kind in TYPES
    }
    for kind in wanted(chances, features=features, units=len(own), thresholds=least, invited=setting.invited):
        candidates = sources(own, kind, exchange=exchange, cues=cues, pairs=aligned.pairs, used=used)
        chosen = likeliest(candidates, models()["source"])
        if chosen is None:
            continue
        source = chosen[0]
        used.add(source)
        target = _target(exchange, source=source, aligned=aligned, setting=setting)
        if target is None:
            return
        words, undercut = _reason(kind, features, cues)
        yield Relation(own[source].id, target, kind, round(chances[kind], 3), words, undercut and kind == "attack")


def wanted(
    chances: Mapping[RelationType, float],
    *,
    features: Features,
    units: int,
    thresholds: Mapping[RelationType, float],
    invited: bool = True,
) -> tuple[RelationType, ...]:
    """The types of relation that are told of a reply, the likelier first.

    Nobody is told to agree who does not say so: a support needs a cue of its own, and a reply that attacks and supports
    at once must show both, in two units. Where nobody has asked to be refuted, an attack without a cue
    must be likely, or speak of the very same.
    """
    shown = {kind: any(f"cue: {name}" in features for name in _SHOWN[kind]) for kind in TYPES}
    likely = sorted(
        (kind for kind in TYPES if chances[kind] >= thresholds[kind]), key=lambda kind: (-chances[kind], kind)
    )
    if len(likely) == 2 and (units < 2 or not shown[likely[1]]):
        likely.pop()
    direct = "cue: quotes it" in features or features.get("likeness", 0.0) >= _DIRECT
    silent = invited or chances["attack"] >= (thresholds["attack"] if direct else _SILENT)
    return tuple(kind for kind in likely if shown[kind] or (kind == "attack" and silent))


def threshold(kind: RelationType) -> float:
    """From which probability a relation is told; chosen by cross-validation, so that F1 is highest."""
    return models()["decision"].weights["from"][models()["decision"].classes.index(kind)]


def _chance(kind: RelationType, features: Features, *, exchange: Exchange, setting: Setting) -> float:
    chance = models()[kind].probabilities(features)[1]
    if setting.invited:
        return chance
    shift = _HEADLINE if exchange.parent is None else _TOP_LEVEL if exchange.depth == 1 else _UNINVITED
    odds = math.exp(shift[kind]) * chance / max(1e-9, 1 - chance)
    return odds / (1 + odds)


def _target(exchange: Exchange, *, source: int, aligned: Aligned, setting: Setting) -> str | None:
    if exchange.parent is None:
        return TITLE
    if exchange.parent.id == OPENING and not exchange.quotes and aligned.best < UNLIKE:
        return TITLE  # it speaks of no one unit of the opening, so it answers the whole
    others = setting.units.get(exchange.parent.id, ())
    candidates = targets(others, source=source, exchange=exchange, pairs=aligned.pairs)
    chosen = likeliest(candidates, models()["target"])
    if chosen is not None:
        return others[chosen[0]].id
    return TITLE if exchange.depth == 1 else None


def _reason(kind: RelationType, features: Features, cues: Sequence[Cue]) -> tuple[str, bool]:
    """The cue to name: the one that speaks most for the type; and whether the reply undercuts."""
    weights = dict(models()[kind].reasons(features, "yes"))
    undercut = any(cue.name == "undercuts" for cue in cues)
    shown = _SHOWN[kind]
    fitting = [cue for cue in cues if cue.leaning in (kind, "either") or cue.name in shown]
    named = max(fitting, key=lambda cue: (cue.name in shown, weights.get(f"cue: {cue.name}", 0.0)), default=None)
    if named is not None and (named.name in shown or weights.get(f"cue: {named.name}", 0.0) >= _EVIDENCE):
        return named.words, undercut
    return ("answers it without granting it" if kind == "attack" else "goes along with it"), undercut
