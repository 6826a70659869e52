"""Digests as plain text (RFC 1153): the messages of a day in one, between lines of hyphens."""

from __future__ import annotations

import re
from email.message import Message
from email.parser import HeaderParser

__all__ = ["messages_in"]

_RULE = re.compile(r"^-{20,}[ \t]*\n", re.MULTILINE)
_FIELD = re.compile(r"(?P<name>[A-Za-z][A-Za-z-]{1,30}):[ \t]")
_ENDED = re.compile(r"\s*(?:Subject: Digest Footer|End of .{0,120}(?:Digest|Issue|Vol|\d)|\*{10,})", re.IGNORECASE)
_LEAST = 2
"""Messages; a single block of headers below a rule is a forwarded one."""


def messages_in(text: str) -> tuple[list[Message], str]:
    """The messages of a digest, and what stands before the first; none where the text is no digest.

    Example:
        >>> one = "-" * 30 + "\\n\\nFrom: {0} <{0}@example.org>\\nSubject: Tabs?\\n\\nYes.\\n\\n"
        >>> [message["From"] for message in messages_in("Today:\\n\\n" + one.format("ann") + one.format("ben"))[0]]
        ['ann <ann@example.org>', 'ben <ben@example.org>']
    """
    parts, starts = [], []
    at = 0
    for found in _RULE.finditer(text):
        begin = _headed(text, found.end())
        if begin or _ENDED.match(text[found.end() : found.end() + 300]):
            parts.append(text[at : found.start()])
            at = begin or found.end()
            starts.append(bool(begin))
    parts.append(text[at:])
    if sum(starts) < _LEAST:
        return [], ""
    messages = [_message(part) for part, begins in zip(parts[1:], starts, strict=True) if begins]
    return messages, parts[0]


def _headed(text: str, at: int) -> int:
    """Where the headers of a message begin that stands below a rule; 0 where none does."""
    begin = at
    while text[begin : begin + 1] == "\n":
        begin += 1
    names = set()
    here = begin
    while begin - at <= 3 and (found := _FIELD.match(text, here)) is not None:
        names.add(found["name"].lower())
        here = text.find("\n", here) + 1
        while here and text[here : here + 1] in (" ", "\t"):
            here = text.find("\n", here) + 1
        if not here:
            break
    return begin if "from" in names and names & {"subject", "date"} else 0


def _message(part: str) -> Message:
    """One message; the program that made the digest has decoded its words."""
    head, _, body = part.partition("\n\n")
    message = HeaderParser().parsestr(f"{head}\n\n")
    for name in ("Content-Type", "Content-Transfer-Encoding", "MIME-Version"):
        del message[name]
    message["Content-Type"] = "text/plain; charset=utf-8"
    message.set_payload(body.encode("utf-8", "surrogateescape").decode("ascii", "surrogateescape"))
    return message
