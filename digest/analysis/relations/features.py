"""What is observed of an exchange, as named numbers: its cues, its form, who speaks, and how the words align.

No words of their own are among the features: on the annotated debates they added nothing to the cues, and they would
carry the topics of those debates into others.
"""

from __future__ import annotations

from collections.abc import Sequence

from digest.analysis.linear import Features
from digest.analysis.relations.cues import Cue
from digest.analysis.relations.exchange import Exchange
from digest.model import Claim

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
