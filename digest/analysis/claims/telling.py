"""From what the models answer to claims: who argues, boilerplate left out, halves of one role joined again."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from digest.analysis.claims.observed import Observed
from digest.analysis.claims.roles import ROLES, Chances
from digest.analysis.claims.units import Unit
from digest.model import Claim, Role
from digest.text.slugs import short_hash

# What never argues, in any kind of debate; all else is left to the model.
_IDLE = re.compile(
    r"""\W* (?:
        (?:https?://|www\.)\S+ \W* $
      | (?:thanks|thank\ you|cheers|edit|update|hello|hi|hey|lol|haha+|source|same|this|bump|following|sorry)
        (?:\s+(?:you|so\ much|all|everyone|for\ (?:the|your|this)\ \w+|in\ advance|there|guys|a\ lot))* \W* $
      | (?:edit|update)\s*\d*\s*: \s*
        (?:typo|spelling|grammar|format\w*|wording|words?|link|fixed|added|clarity)\b .* $
      | (?:\[?(?:deleted|removed|flagged|dead)\]?) \W* $
      | (?:cmv|change\ my\ view|change\ my\ mind|discuss|tl;?dr|\S+) \W* $
      | (?:i\ am|i'm)\ a\ bot\b .* | .*\bcontact\ the\ moderators\b .*
      | (?:your|this)\ (?:comment|post|submission|thread)\ (?:has\ been|was)\ (?:\w+\ )?(?:removed|locked)\b .*
    )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_IDLE_LENGTH = 300
_FEWEST = 3
"""Words below which nothing is argued that a reader could take in by itself."""
_KEPT_APART = frozenset({"but", "although"})


@dataclass(frozen=True, slots=True)
class _Judged:
    unit: Unit
    role: str
    chances: Chances


def tell(seen: Iterable[tuple[Observed, Sequence[Chances]]], *, shift: Sequence[float]) -> tuple[Claim, ...]:
    """The claims of a document.

    Args:
        seen: each post's units with how likely each is none, claim, premise.
        shift: added to the logarithm of each chance before the likeliest role is chosen.
    """
    taken: Counter[str] = Counter()
    return tuple(
        _claim(observed, judged, taken)
        for observed, answers in seen
        for judged in _joined(observed, _judged(observed, answers, shift))
        if judged.role != "none"
    )


def _judged(seen: Observed, answers: Sequence[Chances], shift: Sequence[float]) -> Iterator[_Judged]:
    lift = [math.exp(one) for one in shift]
    for unit, chances in zip(seen.units, answers, strict=True):
        best = max(range(len(ROLES)), key=lambda role: (chances[role] * lift[role], -role))
        idle = unit.text.count(" ") < _FEWEST - 1 or (len(unit.text) <= _IDLE_LENGTH and _IDLE.match(unit.text))
        yield _Judged(unit, "none" if idle else ROLES[best], chances)


def _joined(seen: Observed, units: Iterable[_Judged]) -> Iterator[_Judged]:
    """A cut that divides no roles is undone, so that a reader meets whole sentences; "but" keeps its sides apart."""
    held: _Judged | None = None
    for one in units:
        if (
            held is not None
            and held.unit.sentence == one.unit.sentence
            and held.role == one.role
            and one.unit.joint not in _KEPT_APART
        ):
            held = _both(seen, held, one)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _both(seen: Observed, left: _Judged, right: _Judged) -> _Judged:
    a, b = len(left.unit.text), len(right.unit.text)
    mixed = tuple((x * a + y * b) / (a + b) for x, y in zip(left.chances, right.chances, strict=True))
    start, end = left.unit.start, right.unit.end
    unit = replace(left.unit, end=end, text=seen.post.text[start:end], after=right.unit.after)
    return _Judged(unit, left.role, mixed)


def _claim(seen: Observed, judged: _Judged, taken: Counter[str]) -> Claim:
    name = short_hash(seen.post.id, judged.unit.text)
    taken[name] += 1
    role: Role = "claim" if judged.role == "claim" else "premise"
    return Claim(
        id=name if taken[name] == 1 else f"{name}-{taken[name]}",
        post=seen.post.id,
        start=judged.unit.start,
        end=judged.unit.end,
        text=judged.unit.text,
        role=role,
        confidence=round(judged.chances[ROLES.index(role)], 3),
    )
