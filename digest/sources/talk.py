"""Messages of a group chat, most of which have no explicit parent.

Replies and threads in the export are used. The parents of other messages are inferred: the latest message of
a person who is mentioned, else the latest one by somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from digest.model import Post
from digest.sources.markup import Body
from digest.sources.tree import ordered

__all__ = ["Message", "posts_of", "spaced"]

_NAMES = 0.8
"""Confidence of a reply to the latest message of a person who is mentioned."""
_FOLLOWS = 0.5
"""Confidence of a reply to the latest message by somebody else, for a message without mentions."""
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_RUN = re.compile(r"[ \t]*(?:>|[-*+•][ \t]|\d{1,3}[.)][ \t])")


@dataclass(frozen=True, slots=True)
class Message:
    """One message of an export.

    Attributes:
        answers: the id of its parent, if the export has it.
        mentions: names of the authors that it mentions, in order.
        follows: without other evidence, whether the parent may be the previous speaker's message.
        sure: the confidence of `answers`, and the cue.
    """

    id: str
    author: str | None
    body: Body
    date: datetime | None = None
    answers: str | None = None
    mentions: tuple[str, ...] = ()
    follows: bool = True
    sure: tuple[float, str] = (1.0, "")
    url: str | None = None
    score: int | None = None


def posts_of(messages: Iterable[Message]) -> tuple[Post, ...]:
    """The messages as posts, each below the one that it answers."""
    return ordered(_posts(messages))


def _posts(messages: Iterable[Message]) -> Iterator[Post]:
    latest: dict[str, str] = {}
    before = other = None  # the latest message, and the latest of somebody else than who wrote it
    for one in messages:
        if before is not None and before.author != one.author:
            other = before
        named = next((name for name in one.mentions if name in latest and name != one.author), None)
        parent, confidence, cue = None, 1.0, ""
        if one.answers is not None:
            parent, (confidence, cue) = one.answers, one.sure
        elif named is not None:
            parent, confidence, cue = latest[named], _NAMES, f"names {named}"
        elif one.follows and other is not None:
            parent, confidence, cue = other.id, _FOLLOWS, "follows it"
        yield Post(
            id=one.id,
            text=one.body.text,
            author=one.author,
            date=one.date,
            parent=parent,
            parent_confidence=confidence,
            parent_cue=cue,
            blocks=one.body.blocks,
            marks=one.body.marks,
            url=one.url,
            score=one.score,
        )
        if one.author is not None and one.follows:
            latest[one.author] = one.id
        if one.follows:
            before = one


def spaced(text: str) -> str:
    """Chat text as Markdown that keeps its lines: in a chat, each new line is meant.

    Example:
        >>> spaced("one\\ntwo\\n> a\\n> b")
        'one\\n\\ntwo\\n\\n> a\\n> b'
    """
    out: list[str] = []
    code = run = False
    for line in text.split("\n"):
        fence = _FENCE.match(line) is not None
        same = bool(_RUN.match(line)) and run
        if out and not code and not same:
            out.append("")
        out.append(line)
        code = code != (fence and line.count("```") != 2)
        run = bool(_RUN.match(line))
    return "\n".join(out)
