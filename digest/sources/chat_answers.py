"""Infers replies in chats and in transcripts of spoken debates, where the source has none.

A contribution that mentions somebody ("@ben", "Ben, …") replies to that person's latest one; any other contribution
replies to the latest one by somebody else. Both are marked as inferred.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["FoundParent", "Spoken", "answered"]

FoundParent = tuple[str | None, float, str]
"""The id of the parent, the confidence, and the cue."""
_ADDRESSED = re.compile(r"@?([^\s,:@][^,:\n]{0,40})[,:](?=\s)")
_MENTIONED = re.compile(r"(?<!\S)@([\w.'’-]*\w)")
_NAMES = 0.8
"""Confidence of a reply to a person who is mentioned."""
_FOLLOWS = 0.5
"""Confidence of a reply to the latest contribution by somebody else."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A contribution.

    Attributes:
        author: the speaker; empty if unknown.
        answers: the name of the person it replies to, if the program writes that.
    """

    id: str
    author: str
    words: str
    answers: str = ""


def answered(said: Sequence[Spoken]) -> Iterator[FoundParent]:
    """The parent of each contribution.

    Example:
        >>> list(answered([Spoken("1", "Ann", "Close it."), Spoken("2", "Ben", "No.")]))
        [(None, 1.0, ''), ('1', 0.5, 'follows it')]
    """
    called = _called({one.author for one in said})
    latest: dict[str, str] = {}
    before = other = None  # the latest contribution, and the latest one by another speaker
    for one in said:
        if before is not None and (before.author != one.author or not one.author):
            other = before
        named = _named(one, called, latest)
        if named is not None:
            yield latest[named], _NAMES, f"names {named}"
        elif other is not None:
            yield other.id, _FOLLOWS, "follows it"
        else:
            yield None, 1.0, ""
        latest[one.author] = one.id
        before = one


def _called(speakers: set[str]) -> dict[str, str]:
    """Speakers by full name, and by first word if it is unambiguous."""
    whole = sorted(filter(str.strip, speakers))
    firsts = Counter(speaker.lower().split()[0] for speaker in whole)
    called = {first: speaker for speaker in whole if firsts[first := speaker.lower().split()[0]] == 1}
    return called | {speaker.lower(): speaker for speaker in whole}


def _named(one: Spoken, called: dict[str, str], latest: dict[str, str]) -> str | None:
    """The earlier speaker whom a contribution addresses."""
    words = one.words.partition("\n")[0]
    opening = _ADDRESSED.match(words)
    said = [one.answers] if one.answers else []
    for name in [*said, *([opening[1]] if opening else []), *_MENTIONED.findall(words)]:
        whom = called.get(name.lower())
        if whom is not None and whom in latest and whom != one.author:
            return whom
    return None
