"""Explanations as text: short lines, with weights beside their features."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from digest.analysis.explain.of_claim import ClaimExplained
from digest.analysis.explain.of_post import PostExplained, Verdict
from digest.analysis.explain.parts import Arrow, Reason, UnitOption
from digest.model import TITLE

_LONG = 90
_WHAT = {"attack": ("attacks", "attacked by"), "support": ("supports", "supported by")}


def to_text(explained: ClaimExplained | PostExplained) -> str:
    """The explanation for a terminal, without control characters of the source."""
    lines = _claim(explained) if isinstance(explained, ClaimExplained) else _post(explained)
    return "\n".join(_safe(line).rstrip() for line in lines) + "\n"


def _claim(one: ClaimExplained) -> Iterator[str]:
    yield f"“{one.text}”"
    yield f"claim {one.id} of post {one.post}{_by(one.author)}"
    yield ""
    if not one.inferred:
        yield f"It is a {one.role}: the source says so."
    else:
        yield f"It is a {one.role}: " + ", ".join(f"{role} {chance:.0%}" for role, chance in one.chances.items())
        if one.joint:
            yield f"  cut from the clause before it at: {one.joint}"
        yield from _reasons(one.reasons)
        other = max((role for role in one.chances if role != one.role), key=lambda role: one.chances[role])
        yield f"The alternative, {other}:"
        yield from _reasons(one.against[:6])
    if one.supported:
        yield ""
        yield "Claims that it could belong to:"
        yield from _candidates(one.supported)
    yield ""
    yield f"It {_standing(one.standing)}: {one.standing_because}."
    yield from _arrows(one.arrows)
    for title in one.threads:
        yield f"In the argument thread “{title}”"
    for text in one.key_points:
        yield f"In the key point “{_short(text)}”"


def _post(one: PostExplained) -> Iterator[str]:
    yield f"post {one.id}{_by(one.author)}: “{_short(one.text)}”"
    yield ""
    sure = "" if one.parent_confidence == 1.0 else f", {one.parent_confidence:.0%} sure"
    yield f"Answers {one.parent or 'no post'}: {one.parent_because}{sure}"
    if one.begins_confidence < 1.0:
        yield f"Begins there: {one.begins_confidence:.0%} sure"
    for text, source in one.quotes:
        yield f"  quotes “{_short(text)}”" + (f", which is {source}'s" if source else ", which no post here says")
    if one.answers and one.answers != one.parent:
        yield f"Weighed against {'the title' if one.answers == TITLE else one.answers}"
    yield f"Stance: {one.stance}"
    if not one.inferred:
        yield "The source itself states what it argues."
    elif one.answers is None:
        yield "It answers no post with words, so no relation was weighed."
    yield ""
    yield "Cues:" if one.cues else "No cue was seen." if one.answers else ""
    for cue in one.cues:
        weights = ", ".join(f"{kind} {weight:+.2f}" for kind, weight in cue.weights.items())
        yield f"  {cue.words}  ({cue.name}: {weights})"
    for verdict in one.verdicts:
        yield from _verdict(verdict)
    yield ""
    yield "Units that argue:" if one.claims else "Nothing in it argues."
    for name, role, text in one.claims:
        yield f"  {name}  {role:<8} “{_short(text)}”"
    yield from _arrows(one.arrows)


def _verdict(one: Verdict) -> Iterator[str]:
    outcome = "predicted" if one.told else f"not predicted: {one.why_not}"
    yield ""
    yield f"{one.type.capitalize()}: {one.chance:.0%}, threshold {one.needed:.0%}; {outcome}"
    yield from _reasons(one.reasons)
    if one.sources:
        yield "  from which unit:"
        yield from _candidates(one.sources, indent="  ")
    if one.targets:
        yield "  to which unit:"
        yield from _candidates(one.targets, indent="  ")


def _reasons(found: Sequence[Reason]) -> Iterator[str]:
    for reason in found:
        yield f"  {reason.weight:+6.2f}  {reason.what}"


def _candidates(found: Sequence[UnitOption], *, indent: str = "") -> Iterator[str]:
    for one in found:
        yield f"{indent}  {'->' if one.chosen else '  '} {one.chance:4.0%}  “{_short(one.text)}” ({one.claim})"


def _arrows(found: Sequence[Arrow]) -> Iterator[str]:
    for one in found:
        how = _WHAT[one.type][0 if one.outgoing else 1] + (" (the step, not the words)" if one.undercut else "")
        where = "the title" if one.other == TITLE else f"{one.other} in {one.post}"
        yield f"  {how} {where}, {one.confidence:.0%}: {one.cue}"
        yield f"      “{_short(one.text)}”" + (f" ({one.standing})" if one.standing else "")


def _standing(standing: str) -> str:
    return standing if standing == "stands" else f"is {standing}"


def _by(author: str | None) -> str:
    return f" by {author}" if author else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else line[:_LONG].rsplit(" ", 1)[0] + "…"


def _safe(line: str) -> str:
    return "".join(char for char in line if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
