"""The parents of messages in a mailbox (J. Zawinski, "message threading", 1997).

The references of one message are used for all: if `c` replies to a missing `b`, and the references of another message
show that `b` replied to `a`, then `c` is below `a`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from digest.sources.tree import MISSING, UNSURE

__all__ = ["FoundParent", "Headers", "base_subject", "threaded"]

_ANSWER = (
    r"re|aw|antw|antwort|sv|vs|odp|odpowied[zź]|rif|r|res|resp|réf|ré|ynt|cevap|atb|bls|vá|ответ|отв|на|απ|σχετ|"
    r"ته|ת|回复|回覆|答复|答覆|返信|回信|답장|회신|trả lời"
)
"""Prefixes of the subjects of replies, in many languages."""
_FORWARD = r"fwd?|wg|tr|rv|enc|i|pd|vl|vb|doorst|fs|vidarebefordrat|пересл|прд|转发|轉寄|轉發|転送|전달"
_LIST = r"\[[^\]\n]{1,30}\]"
_COUNT = r"(?:\[\d+\]|\^\d+|\(\d+\))?"
_REPLY = re.compile(rf"^(?:\s*(?:(?:{_ANSWER}|{_FORWARD}){_COUNT}\s?[:：]|{_LIST}))+\s*", re.IGNORECASE)
_ANSWERS = re.compile(rf"^(?:\s*(?:{_LIST}|(?:{_FORWARD})\s?[:：]))*\s*(?:{_ANSWER}){_COUNT}\s?[:：]", re.IGNORECASE)
_WAS = re.compile(
    r"[(\[]\s?(?:was|war|fue|era|était|było|bylo|var|oli)\s?:?\s++(?P<old>[^()\[\]\s][^()\[\]]{2,})[)\]]\s*$",
    re.IGNORECASE,
)
"""`New subject (was: Old subject)`."""
_SAME_SUBJECT = "it has the same subject"
_BETWEEN = "the message between them is missing"
_TOLD = "a later message says so"
_SAME_THREAD = "it is in the same thread"
_PROMOTED = 0.9
"""Confidence of a parent that only other messages name, or with missing messages in between."""
_LONGEST_CHAIN = 1000
"""Lost messages above one another that are followed."""


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of one message that are used for threading.

    Attributes:
        id: unique in the mailbox.
        references: ids of those above it, the one that it answers last.
        thread: what only says which messages belong together; empty where nothing does.
        time: when it was written, in seconds, where that is known.
    """

    id: str
    references: tuple[str, ...]
    subject: str
    thread: str = ""
    time: float | None = None


@dataclass(frozen=True, slots=True)
class FoundParent:
    """The parent of a message, the confidence, and the cue if it was inferred."""

    parent: str | None = None
    confidence: float = 1.0
    cue: str = ""


def threaded(messages: Sequence[Headers]) -> tuple[FoundParent, ...]:
    """The parent of each message. Reply loops are kept: `ordered` cuts them.

    Example:
        >>> threaded([Headers("a", (), "T"), Headers("c", ("a", "b"), "Re: T")])[1].cue
        'the message between them is missing'
    """
    above = _above(messages)
    known = {message.id for message in messages}
    found = [_nearest(message, above, known) for message in messages]
    for key, cue in ((_thread, _SAME_THREAD), (_subject, _SAME_SUBJECT)):
        heads = _heads(messages, found, key)
        found = [
            _below(message, answer, heads, key, cue) if answer.parent is None else answer
            for message, answer in zip(messages, found, strict=True)
        ]
    return tuple(found)


def _above(messages: Sequence[Headers]) -> dict[str, str]:
    """What each message, lost ones too, answers: by its own word, else as others have seen it.

    What others say counts only where it contradicts no message's own word: people put any id in any place.
    """
    above = {message.id: message.references[-1] for message in messages if message.references}
    begins = {message.id for message in messages if not message.references and not _is_reply(message)}
    for message in messages:
        for upper, lower in pairwise(message.references):
            if lower not in above and lower not in begins and not _is_above(lower, upper, above):
                above[lower] = upper
    return above


def _is_above(one: str, other: str, above: dict[str, str]) -> bool:
    """Whether `one` is `other`, or stands somewhere above it."""
    here: str | None = other
    seen: set[str] = set()
    while here is not None and here not in seen and len(seen) < _LONGEST_CHAIN:
        if here == one:
            return True
        seen.add(here)
        here = above.get(here)
    return here is not None


def _nearest(message: Headers, above: dict[str, str], known: set[str]) -> FoundParent:
    """The nearest ancestor that is at hand: one that the message names, else one above those that it names."""
    for at, name in enumerate(reversed(message.references)):
        if name in known and name != message.id:
            return FoundParent(name, 1.0 if at == 0 else _PROMOTED, "" if at == 0 else _BETWEEN)
    here = above.get(message.id)
    seen = {message.id}
    while here is not None and here not in known and here not in seen:
        seen.add(here)
        here = above.get(here)
    if here is None or here in seen:
        return FoundParent(None, UNSURE, MISSING) if message.references else FoundParent()
    return FoundParent(here, _PROMOTED, _BETWEEN if message.references else _TOLD)


def _heads(
    messages: Sequence[Headers], found: Sequence[FoundParent], key: Callable[[Headers], str]
) -> dict[str, tuple[Headers, bool]]:
    """For each subject or thread the message that began it, and whether it is sure that it began it.

    That is the first at the top that is no reply, by the time where all have one; a mailbox may have the latest first.
    """
    tops = [(message, answer) for message, answer in zip(messages, found, strict=True) if answer.parent is None]
    timed = all(message.time is not None for message, _ in tops)
    tops.sort(key=lambda one: (_is_reply(one[0]) or bool(one[1].cue), one[0].time if timed and one[0].time else 0.0))
    heads: dict[str, tuple[Headers, bool]] = {}
    for message, answer in tops:
        heads.setdefault(key(message), (message, not (_is_reply(message) or answer.cue)))
    heads.pop("", None)
    return heads


def _below(
    message: Headers,
    answer: FoundParent,
    heads: dict[str, tuple[Headers, bool]],
    key: Callable[[Headers], str],
    cue: str,
) -> FoundParent:
    """A message that names nobody at hand goes below the one that began its thread, or its subject if it is a reply."""
    name, old = key(message), ""
    if key is _subject and (renamed := _WAS.search(message.subject)):
        old = _folded(base_subject(renamed["old"]))
    head, began = heads.get(name) or heads.get(old) or (None, False)
    head, began = heads.get(old, (head, began)) if head is message and old else (head, began)
    if head is None or head.id == message.id:
        return answer
    if key is _subject and not (_is_reply(message) or answer.cue or old):
        return answer  # a weekly report answers none of those before it
    if not began and set(head.references) & set(message.references):
        return answer  # both answer one that is lost, so they are siblings
    return FoundParent(head.id, UNSURE, cue)


def _thread(message: Headers) -> str:
    return message.thread


def _subject(message: Headers) -> str:
    return _folded(base_subject(message.subject))


def _folded(subject: str) -> str:
    return " ".join(subject.casefold().split())


def _is_reply(message: Headers) -> bool:
    return bool(_ANSWERS.match(message.subject))


def base_subject(subject: str) -> str:
    """The subject without what replies and lists put before it.

    Example:
        >>> base_subject("[style] Re: AW: Tabs?")
        'Tabs?'
    """
    return _WAS.sub("", _REPLY.sub("", subject)).strip()
