"""Who answers whom in a mailbox (J. Zawinski, "message threading", 1997).

What one message says of the messages above it holds for all: where `c` answers a lost `b`, and another message has
seen `b` answer `a`, then `c` stands below `a`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from digest.sources.tree import MISSING, UNSURE

__all__ = ["Answer", "Headers", "base_subject", "threaded"]

_PREFIX = r"\s*(?:(?:re|aw|antw|sv|vs|fwd?|wg)(?:\[\d+\]|\^\d+)?\s*:|\[[^\]\n]{1,30}\])"
_REPLY = re.compile(rf"^(?:{_PREFIX})+\s*", re.IGNORECASE)
_ANSWERS = re.compile(r"^(?:\s*\[[^\]\n]{1,30}\])*\s*(?:re|aw|antw|sv|vs)(?:\[\d+\]|\^\d+)?\s*:", re.IGNORECASE)
_SAME_SUBJECT = "it has the same subject"
_BETWEEN = "the message between them is missing"
_TOLD = "a later message says so"
_PROMOTED = 0.9
"""Confidence in what only other messages tell, or where those between are lost."""


@dataclass(frozen=True, slots=True)
class Headers:
    """What threads one message.

    Attributes:
        id: unique in the mailbox.
        references: ids of those above it, the one that it answers last.
    """

    id: str
    references: tuple[str, ...]
    subject: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The parent of a message, how sure that is, and why where it was inferred."""

    parent: str | None = None
    confidence: float = 1.0
    cue: str = ""


def threaded(messages: Sequence[Headers]) -> tuple[Answer, ...]:
    """For each message, what it answers. Loops of replies are left in: `ordered` cuts them.

    Example:
        >>> threaded([Headers("a", (), "T"), Headers("c", ("a", "b"), "Re: T")])[1].cue
        'the message between them is missing'
    """
    known = {message.id for message in messages}
    above: dict[str, str] = {}
    for message in messages:
        for upper, lower in pairwise((*message.references, message.id)):
            if upper != lower and (lower == message.id or lower not in above):
                above[lower] = upper
    for message in messages:
        if not message.references and not _is_reply(message):
            above.pop(message.id, None)  # what begins a subject answers nothing, whatever others make of it
    found = [_nearest(message, above, known) for message in messages]
    heads = _heads(messages, found)
    return tuple(
        _by_subject(message, answer, heads) if answer.parent is None else answer
        for message, answer in zip(messages, found, strict=True)
    )


def _nearest(message: Headers, above: dict[str, str], known: set[str]) -> Answer:
    """The nearest ancestor that is at hand; lost ones are walked over."""
    here = above.get(message.id)
    direct, seen = here, {message.id}
    while here is not None and here not in known and here not in seen:
        seen.add(here)
        here = above.get(here)
    if here is None or here in seen:
        return Answer(None, UNSURE, MISSING) if direct else Answer()
    if not message.references:
        return Answer(here, _PROMOTED, _TOLD)
    return Answer(here) if here == direct else Answer(here, _PROMOTED, _BETWEEN)


def _heads(messages: Sequence[Headers], found: Sequence[Answer]) -> dict[str, str]:
    """For each subject the message that began it: the first at the top, one that is itself no reply before all."""
    tops = [message for message, answer in zip(messages, found, strict=True) if answer.parent is None]
    heads: dict[str, str] = {}
    for message in sorted(tops, key=_is_reply):
        heads.setdefault(base_subject(message.subject).lower(), message.id)
    heads.pop("", None)
    return heads


def _by_subject(message: Headers, answer: Answer, heads: dict[str, str]) -> Answer:
    """A reply that names nobody at hand goes below the message that began its subject."""
    head = heads.get(base_subject(message.subject).lower())
    if head in (None, message.id) or not (_is_reply(message) or answer.cue):
        return answer
    return Answer(head, UNSURE, _SAME_SUBJECT)


def _is_reply(message: Headers) -> bool:
    return bool(_ANSWERS.match(message.subject))


def base_subject(subject: str) -> str:
    """The subject without what replies and lists put before it.

    Example:
        >>> base_subject("[style] Re: AW: Tabs?")
        'Tabs?'
    """
    return _REPLY.sub("", subject).strip()
