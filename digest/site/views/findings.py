"""What a reader asks of a debate next: objections that nobody answered, open questions, what was quoted most."""

from __future__ import annotations

from dataclasses import dataclass

from digest.model import Claim
from digest.site.debate import Debate, Place, shorten

__all__ = ["Findings", "Said", "findings_of"]

_MOST = 5
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Said:
    """Words with who said them, and what they are about.

    Attributes:
        against: the words that they attack.
        by: who quotes them.
    """

    text: str
    place: Place
    against: Said | None = None
    by: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """The first few of each kind, and how many more there are."""

    objections: tuple[Said, ...]
    questions: tuple[Said, ...]
    quoted: tuple[Said, ...]
    more_objections: int
    more_questions: int


def findings_of(debate: Debate) -> Findings:
    """What stands out in a debate."""
    digest = debate.digest
    objections = [one for one in digest.objections if one.claim in debate.claims and one.target in debate.claims]
    clear = [one for one in objections if one.clear][:_MOST]
    questions = [one for one in digest.questions if one.post in debate.places]
    quoted = [one for one in digest.quoted if one.post in debate.places]
    return Findings(
        objections=tuple(
            _said(debate.claims[one.claim], debate=debate, against=_said(debate.claims[one.target], debate=debate))
            for one in clear
        ),
        questions=tuple(Said(shorten(one.text, _LONGEST), debate.places[one.post]) for one in questions[:_MOST]),
        quoted=tuple(
            Said(
                shorten(one.text, _LONGEST),
                debate.places[one.post],
                by=tuple(debate.places[post] for post in one.by if post in debate.places),
            )
            for one in quoted[:_MOST]
        ),
        more_objections=len(objections) - len(clear) if clear else 0,
        more_questions=max(0, len(questions) - _MOST),
    )


def _said(claim: Claim, *, debate: Debate, against: Said | None = None) -> Said:
    return Said(shorten(claim.text, _LONGEST), debate.places[claim.post], against=against)
