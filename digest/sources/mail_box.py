"""Finds the messages of a mailbox, and decides whether a file is mail.

An mbox separates messages by lines that start with `From `, but sentences can start like that as well. A line counts
only if it has one of the forms that programs write and headers follow. Mailboxes differ in how they escape such lines
inside a message (`>From `, or a Content-Length), and do not say which method they use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["RawMessage", "begins_as_mail", "messages_of"]

_SENTENCE = re.compile(r"^From .*$", re.MULTILINE)
_GIT = re.compile(r"From [0-9a-f]{40} Mon Sep 17 00:00:00 2001\s*$")
"""Above a git patch. Messages can include patches, so it only separates messages if the file starts with it."""
_NUMBERED = re.compile(r"From -?\d{6,20}\s*$")
"""The separator of articles in Usenet archives."""
_DATED = re.compile(
    r"From (?:\S+|\"[^\"]*\"\S*)(?: at \S+)?\s.*(?:"
    r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b,? .*\d{1,2}[:.]\d\d.*\b(?:19|20)\d\d\b|"
    r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +\d{1,2} [A-Z][a-z]{2} \d{4} .*\d\d:\d\d|"
    r"(?:19|20)\d\d-\d\d-\d\d.\d\d:\d\d)"
)
_WHOLE = re.compile(
    r"From \S+(?: at \S+)?\s+[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d(?::\d\d)?"
    r"(?: [A-Z]{3,4})? \d{4}(?: [+-]\d{4})?\s*$"
)
"""With nothing behind the date: such a line may part messages that have no headers."""
_ADDRESS = re.compile(r"From <?[^\s<>@]+@[^\s<>@]+>?\s*$")
_BATCH = re.compile(r"^#! rnews \d+[ \t]*\n", re.MULTILINE)
"""The separator of articles in batches of news servers."""
_FIELD = re.compile(r"([A-Za-z][\w.-]{0,75})[ \t]?:")
_KNOWN = frozenset(
    name
    for line in (
        "from sender to cc bcc date sent subject message-id in-reply-to references reply-to received return-path",
        "delivered-to mime-version content-type content-transfer-encoding newsgroups path organization lines xref",
        "mail-followup-to dkim-signature authentication-results arc-seal list-id list-post user-agent status x-status",
        "x-mozilla-status x-gm-thrid x-gmail-labels x-google-thread x-google-language x-mailer x-newsreader posted",
        "relay-version posting-version article-i.d. distribution followup-to",
    )
    for name in line.split()
)
_TELLING = frozenset({"from", "subject", "message-id", "newsgroups", "date"})
_LONGEST_HEAD = 400
"""Lines of headers; a message that has passed many servers has some two hundred."""
_PASSED_ON = re.compile(r"\A(?:>From .*\n)+")
"""Lines that old servers added above the headers of a forwarded message."""
_QUOTED = re.compile(r"(>+)From ")


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message as it stands in the file.

    Attributes:
        text: headers and body; bytes that are not UTF-8 are surrogates.
        line: where it begins, from 1.
        envelope: the line above it that parts it from the one before; empty for a single message.
    """

    text: str
    line: int = 1
    envelope: str = ""


def begins_as_mail(text: str) -> bool:
    """Whether a text begins as a mailbox or with the headers of a message, whichever of them comes first.

    Example:
        >>> begins_as_mail("DKIM-Signature: v=1\\nFrom: Ann <a@example.org>\\nSubject: Tabs?\\n\\nYes.")
        True
        >>> begins_as_mail("Ann: Tabs?\\nBen: No.")
        False
    """
    text = text.lstrip("\ufeff\n")
    if _BATCH.match(text):
        return True
    if text.startswith("From "):
        return _parts(text, 0, text.find("\n") + 1 or len(text), git=True)
    names = _head(text, 0)
    return len(names & _KNOWN - {"sent"}) >= 2 and bool(names & _TELLING)


def messages_of(text: str) -> Iterator[RawMessage]:
    """The messages of a mailbox, or the single one that a file holds."""
    if _BATCH.match(text.lstrip()):
        spans = [found.span() for found in _BATCH.finditer(text)]
    else:
        spans = list(_separators(text))
    if not spans:
        yield RawMessage(_PASSED_ON.sub("", text.lstrip("\n")))
        return
    line = last = 0
    ends = [start for start, _ in spans[1:]]
    for (start, below), end in zip(spans, [*ends, len(text)], strict=True):
        line += text.count("\n", last, start)
        last = start
        yield RawMessage(_unquoted(_PASSED_ON.sub("", text[below:end])), line + 1, text[start:below].strip())


def _separators(text: str) -> Iterator[tuple[int, int]]:
    """Where lines that part messages begin and end."""
    git: bool | None = None
    until = 0
    for found in _SENTENCE.finditer(text):
        start, below = found.start(), found.end() + 1
        if start < until or not _parts(text, start, below, git=git is not False):
            continue
        git = bool(_GIT.match(found.group())) if git is None else git
        until = _counted_end(text, below)
        yield start, below


def _parts(text: str, start: int, below: int, *, git: bool) -> bool:
    """Whether the line from `start` parts messages, with what stands from `below` on."""
    line = text[start:below].rstrip("\n")
    apart = start == 0 or text[max(0, start - 2) : start] == "\n\n" or not text[:start].strip("\n")
    names = _head(text, below)
    known = len(names & _KNOWN)
    if _GIT.match(line):
        return git and known > 0
    if _NUMBERED.match(line) or _DATED.match(line):
        return known > (0 if apart else 1) or bool(
            apart and _WHOLE.match(line) and text[below : below + 1] in ("", "\n")
        )
    return bool(apart and known > 1 and names & _TELLING and _ADDRESS.match(line))


def _head(text: str, at: int) -> set[str]:
    """The names of the headers that stand from there on, in lower case."""
    names: set[str] = set()
    for number in range(_LONGEST_HEAD):
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)]
        found = _FIELD.match(line)
        if found:
            names.add(found[1].lower())
        elif not (line[:1] in (" ", "\t") and names) and not (number == 0 and line.startswith(">From ")):
            break
        if end < 0:
            break
        at = end + 1
    return names


def _counted_end(text: str, below: int) -> int:
    """Where the body ends by its Content-Length; `below` where it has none, or a wrong one."""
    body = text.find("\n\n", below) + 2
    found = re.search(r"^content-length:[ \t]*(\d{1,9})[ \t]*$", text[below:body], re.IGNORECASE | re.MULTILINE)
    if body < 2 or found is None:
        return below
    length = int(found[1])
    raw = text[body : body + length].encode("utf-8", "surrogateescape")[:length]
    end = body + len(raw.decode("utf-8", "surrogateescape"))
    rest = text[end : end + 16].lstrip("\n")
    return end if rest.startswith("From ") or not text[end:].strip() else below


def _unquoted(raw: str) -> str:
    """Without the `>` that mailboxes put before lines that begin with `From `.

    Some do so with quoted lines (`>>From `), too, and some do not. Where the lines beside it are as deep, it is a
    quotation, and stays one.
    """
    if "\n>" not in raw or "From " not in raw:
        return raw
    lines = raw.split("\n")
    depths = {at: len(found[1]) for at, line in enumerate(lines) if (found := _QUOTED.match(line))}
    for at, depth in depths.items():
        beside = [lines[near] for near in (at - 1, at + 1) if 0 <= near < len(lines) and near not in depths]
        if not any(line.replace("> ", ">").startswith(">" * depth) for line in beside):
            lines[at] = lines[at][1:]
    return "\n".join(lines)
