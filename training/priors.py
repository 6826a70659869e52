"""What the cues mean before any data: the weights that training begins from, in logits.

With two hundred annotated replies, a model that begins from nothing learns who speaks (the opener, a stranger) and
little of what is said. So the penalty draws each weight to what argumentation theory and common sense expect of the
cue, not to zero, and the data correct it.
"""

from __future__ import annotations

from collections.abc import Mapping

from digest.model import RelationType

PRIORS: Mapping[RelationType, Mapping[str, float]] = {
    "attack": {
        "cue: opens with denial": 1.2,
        "cue: denies in passing": 0.5,
        "cue: undercuts": 0.7,
        "cue: negates shared words": 0.6,
        "cue: sets opposites": 0.4,
        "cue: concedes, then turns": 0.7,
        "cue: opens with contrast": 0.8,
        "cue: turns later": 0.4,
        "cue: turns it back": 0.7,
        "cue: throws a word back": 0.5,
        "cue: adds to it": -0.6,
        "cue: counter-question": 0.5,
        "cue: challenges": 0.5,
        "cue: asks for a source": 0.6,
        "cue: quotes it and denies it": 0.5,
        "cue: sarcasm": 0.7,
        "cue: scorn": 0.3,
        "cue: your words": 0.3,
        "cue: only asks": -0.4,
        "cue: opens with agreement": -0.8,
        "cue: joins in": -1.0,
        "cue: agrees in passing": -0.3,
        "cue: grants the point": -1.0,
        "cue: thanks": -0.6,
        "grants, never turns": -0.8,
        "agrees, never turns": -0.8,
        "agrees, briefly": -0.5,
    },
    "support": {
        "cue: opens with agreement": 1.2,
        "cue: joins in": 1.2,
        "cue: adds to it": 0.8,
        "cue: turns it back": -0.4,
        "cue: throws a word back": -0.3,
        "cue: agrees in passing": 0.7,
        "cue: grants the point": 1.2,
        "cue: thanks": 0.3,
        "cue: concedes, then turns": 0.4,
        "agrees, never turns": 0.6,
        "grants, never turns": 0.5,
        "agrees, briefly": 0.4,
        "agrees and turns": 0.3,
        "cue: opens with denial": -0.9,
        "cue: denies in passing": -0.4,
        "cue: undercuts": -0.4,
        "cue: negates shared words": -0.3,
        "cue: opens with contrast": -0.5,
        "cue: counter-question": -0.4,
        "cue: only asks": -0.4,
        "cue: challenges": -0.4,
        "cue: asks for a source": -0.4,
        "cue: sarcasm": -0.6,
        "cue: scorn": -0.3,
    },
}
