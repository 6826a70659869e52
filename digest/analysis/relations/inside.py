"""Relations within a post: a reason and its claim, an objection and its answer, the opening and the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digest.analysis.linear import Features
from digest.analysis.relations.choose import claims_near, likeliest, models
from digest.model import TITLE, Claim, Relation

_TURNS = re.compile(r"\W*(?:but|however|yet|on the other hand|nevertheless|still|although|though)\b", re.IGNORECASE)
_OBJECTION = re.compile(
    r"\W*(?:some (?:people )?(?:might|may|would|will|say|argue)|people (?:might|may|often|will) (?:say|argue)"
    r"|people (?:say|argue)"
    r"|one (?:might|could) (?:say|argue|object)|you (?:might|may|could|can) (?:say|argue)"
    r"|i know (?:that )?(?:some|many|people)|the (?:main |usual |common )?(?:objection|counter-?argument)"
    r"|critics|opponents|granted|admittedly)\b",
    re.IGNORECASE,
)
_MOST_FOR_TITLE = 6
_WORDS = (
    ("reason led in", "gives a reason"),
    ("example", "gives an example"),
    ("concludes", "the conclusion follows"),
    ("reason opens", "gives a reason"),
    ("next to it, back", "stands beside the claim"),
    ("next to it, ahead", "leads up to the claim"),
    ("ahead", "leads up to the claim"),
)


def relations(text: str, units: Sequence[Claim]) -> Iterator[Relation]:
    """The relations between the units of one post.

    Args:
        text: the post's, to see the connectives between the units.
        units: in reading order.
    """
    for at, unit in enumerate(units):
        if _OBJECTION.match(unit.text) and at + 1 < len(units):
            joint = text[unit.end : units[at + 1].start] + units[at + 1].text[:24]
            if _TURNS.match(joint):
                yield Relation(units[at + 1].id, unit.id, "attack", 0.6, "names an objection and turns on it")
                continue
        if unit.role == "premise":
            candidates = claims_near(text, units, at)
            chosen = likeliest(candidates, models()["inside"])
            if chosen is not None:
                number, chance = chosen
                yield Relation(unit.id, units[number].id, "support", round(chance, 3), _cue(candidates[number]))


def _cue(features: Features) -> str:
    return next((words for name, words in _WORDS if name in features), "comes back to the claim")


def towards_title(units: Sequence[Claim]) -> Iterator[Relation]:
    """The foremost claims of a document's opening text stand for its title."""
    claims = [unit for unit in units if unit.role == "claim"] or list(units[:1])
    kept = sorted(claims, key=lambda unit: (-unit.confidence, unit.start))[:_MOST_FOR_TITLE]
    for unit in sorted(kept, key=lambda unit: unit.start):
        yield Relation(
            unit.id, TITLE, "support", round(0.5 + unit.confidence / 3, 3), "the opening argues for its title"
        )
