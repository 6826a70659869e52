"""Mail: an mbox of a discussion, or one message (`.eml`), decoded by the standard library.

Replies are found by In-Reply-To and References, and where a message names none that is here, by its subject
(J. Zawinski, "message threading", 1997).
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from digest.errors import ContentError
from digest.model import Document, Post
from digest.sources.base import Reader, SourceFile, document, one_line
from digest.sources.markup import Body, from_html, from_plain
from digest.sources.tree import MISSING, UNSURE, ordered

__all__ = ["READER"]

_SEPARATOR = re.compile(r"^From \S+.*\d{4}.*$\n(?=[\w-]+:)", re.MULTILINE)
_HEADER = re.compile(r"\A(?:[A-Za-z][\w-]*:.*\n(?:[ \t].*\n)*)+")
_KNOWN = re.compile(r"^(?:from|date|subject|message-id|in-reply-to):", re.IGNORECASE | re.MULTILINE)
_ID = re.compile(r"<[^<>\s]+>")
_REPLY = re.compile(r"^(?:\s*(?:re|aw|sv|fwd?)(?:\[\d+\])?:|\s*\[[^\]\n]{1,30}\])+\s*", re.IGNORECASE)
_ATTRIBUTION = re.compile(
    r"^(?:(?:On|Am|Le) [^\n]{3,200}(?:\n[^\n>]{0,200})?(?:wrote|schrieb|écrit)[^\n]{0,60}:"
    r"|[^\n>]{2,100} (?:wrote|writes):)[ \t]*\n+(?=>)",
    re.MULTILINE,
)
_SIGNATURE = re.compile(r"^-- ?\n", re.MULTILINE)
_DISCLAIMER = re.compile(r"\n_{20,}\n(?:[^\n]+\n){1,4}\s*\Z")
"""The foot that a mailing list puts below each message."""
_SAME_SUBJECT = "it has the same subject"


def _sniff(file: SourceFile) -> float:
    if file.data is not None:
        return 0.0
    if _SEPARATOR.match(file.text):
        return 0.95
    head = _HEADER.match(file.text)
    return 0.9 if head and len(_KNOWN.findall(head.group())) >= 2 else 0.0


def _read(file: SourceFile, language: str) -> Document:
    messages = list(_messages(file.text))
    if not messages:
        raise ContentError(file.fault("no message in this mailbox", hint="export it again"))
    title = _REPLY.sub("", _text(messages[0], "Subject"))
    posts = _posts(messages)
    return document(file, title=title, format="mbox", posts=ordered(posts), language=language, date=posts[0].date)


def _messages(text: str) -> Iterator[EmailMessage]:
    starts = [found.span() for found in _SEPARATOR.finditer(text)] or [(0, 0)]
    ends = [start for start, _ in starts[1:]]
    for (_, start), end in zip(starts, [*ends, len(text)], strict=True):
        raw = re.sub(r"^>(?=>*From )", "", text[start:end], flags=re.MULTILINE)
        yield email.message_from_bytes(raw.encode("utf-8", "replace"), policy=email.policy.default)


def _posts(messages: list[EmailMessage]) -> list[Post]:
    names = [_name(message, at) for at, message in enumerate(messages)]
    known = set(names)
    subjects: dict[str, str] = {}
    posts = []
    for name, message in zip(names, messages, strict=True):
        subject = _REPLY.sub("", _text(message, "Subject")).lower()
        named = [*_ID.findall(_text(message, "References")), *_ID.findall(_text(message, "In-Reply-To"))[:1]]
        parent = next((one for one in reversed(named) if one in known and one != name), None)
        sure, cue = 1.0, ""
        if parent is None and subject in subjects:
            parent, sure, cue = subjects[subject], UNSURE, _SAME_SUBJECT
        elif parent is None and named:
            sure, cue = UNSURE, MISSING
        subjects.setdefault(subject, name)
        body = _body(message)
        address = parseaddr(_text(message, "From"))
        author = one_line(address[0] or address[1].partition("@")[0]) or None
        posts.append(Post(name, body.text, author, _date(message), parent, sure, cue, body.blocks, body.marks))
    return posts


def _name(message: EmailMessage, at: int) -> str:
    found = _ID.search(_text(message, "Message-ID"))
    return found.group() if found else f"m{at + 1}"


def _text(message: EmailMessage, header: str) -> str:
    """A header decoded; empty for one that is missing or that the standard library cannot make sense of."""
    try:
        return one_line(str(message.get(header, "")))
    except (ValueError, LookupError, TypeError, IndexError, AttributeError):
        return ""


def _date(message: EmailMessage) -> datetime | None:
    try:
        when = parsedate_to_datetime(_text(message, "Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _body(message: EmailMessage) -> Body:
    """The message's words, plain before HTML, without attribution lines, signature and disclaimer."""
    part = message.get_body(("plain", "html"))
    if part is None:
        return Body()
    try:
        text = part.get_content()
    except (LookupError, ValueError, KeyError):
        raw = part.get_payload(decode=True)
        text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
    if not isinstance(text, str):
        return Body()
    if part.get_content_type() == "text/html":
        return from_html(text)
    text = text.replace("\r\n", "\n")
    text = _SIGNATURE.split(text)[0] if _SIGNATURE.search(text) else text
    return from_plain(_DISCLAIMER.sub("\n", _ATTRIBUTION.sub("", text)))


READER = Reader("mail", _sniff, _read)
