"""Mail: an mbox of a discussion, or one message (`.eml`), decoded by the standard library.

Replies are found by In-Reply-To and References, and where a message names none that is here, by its subject
(J. Zawinski, "message threading", 1997).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any, cast

from digest.errors import ContentError
from digest.model import Document, Post
from digest.sources.base import Reader, SourceFile, document, one_line
from digest.sources.mail_body import body_of
from digest.sources.mail_threads import Answer, Headers, base_subject, threaded
from digest.sources.markup import Body
from digest.sources.tree import ordered

__all__ = ["READER"]

_SEPARATOR = re.compile(r"^From (?>[^\n]*?\d:\d\d)[^\n]*+\n(?=[\w-]+:)", re.MULTILINE)
"""The line before each message. It names a time, and headers follow; "From 1990 on" in a text does neither."""
_HEADER = re.compile(r"\A(?:[A-Za-z][\w-]*:.*\n(?:[ \t].*\n)*)+")
_KNOWN = re.compile(r"^(?:from|date|subject|message-id|in-reply-to):", re.IGNORECASE | re.MULTILINE)
_ID = re.compile(r"<[^<>\s]+>")
_BEYOND = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the standard library raises for mail that is beyond it, such as thousands of brackets in a header."""
_LONGEST_HEADER = 4000
"""Characters that are understood of a header's value: the library's parsers need the square of the length."""
_ARCHIVED = re.compile(r"(?P<address>\S+) at \S+ \((?P<name>.*)\)")
"""How archives of mailing lists hide an address: `ann at example.org (Ann Moss)`."""


class _Policy(EmailPolicy):
    """The library's own, for headers of any length."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:_LONGEST_HEADER] if type(value) is str else value)


_POLICY = _Policy()


def _sniff(file: SourceFile) -> float:
    if file.data is not None:
        return 0.0
    if _SEPARATOR.match(file.text):
        return 0.95
    head = _HEADER.match(file.text)
    return 0.9 if head and len(_KNOWN.findall(head.group())) >= 2 else 0.0


def _read(file: SourceFile, language: str) -> Document:
    messages = list(_messages(file))
    if not messages:
        raise ContentError(file.fault("no message in this mailbox", hint="export it again"))
    title = base_subject(_text(messages[0], "Subject")) or file.stem
    posts = _posts(messages)
    return document(file, title=title, format="mbox", posts=ordered(posts), language=language, date=posts[0].date)


def _messages(file: SourceFile) -> Iterator[EmailMessage]:
    text, parser = file.text, BytesParser(EmailMessage, policy=_POLICY)
    starts = [found.span() for found in _SEPARATOR.finditer(text)] or [(0, 0)]
    ends = [start for start, _ in starts[1:]]
    for (_, start), end in zip(starts, [*ends, len(text)], strict=True):
        raw = re.sub(r"^>(?=>*From )", "", text[start:end], flags=re.MULTILINE)
        try:
            message = parser.parsebytes(raw.encode("utf-8", "surrogateescape"))
        except _BEYOND:
            line = text.count("\n", 0, start) + 1
            fault = file.fault("a message that cannot be taken apart", line=line, hint="take it out of the mailbox")
            raise ContentError(fault) from None
        yield cast("EmailMessage", message)


def _posts(messages: list[EmailMessage]) -> list[Post]:
    headers = [_headers(message, at) for at, message in enumerate(messages)]
    answers = threaded(headers)
    return [_post(message, head.id, answer) for message, head, answer in zip(messages, headers, answers, strict=True)]


def _headers(message: EmailMessage, at: int) -> Headers:
    answered = _ID.findall(_text(message, "In-Reply-To"))[:1]
    above = [one for one in _ID.findall(_text(message, "References")) if one not in answered]
    return Headers(_name(message, at), (*dict.fromkeys(above), *answered), _text(message, "Subject"))


def _post(message: EmailMessage, name: str, answer: Answer) -> Post:
    body = _body(message)
    return Post(
        id=name,
        text=body.text,
        author=_author(_text(message, "From")),
        date=_date(message),
        parent=answer.parent,
        parent_confidence=answer.confidence,
        parent_cue=answer.cue,
        blocks=body.blocks,
        marks=body.marks,
    )


def _author(sender: str) -> str | None:
    """The name before an address, or what stands before its `@`."""
    archived = _ARCHIVED.fullmatch(sender)
    try:
        name, address = (archived["name"], archived["address"]) if archived else parseaddr(sender)
    except _BEYOND:
        return None
    return one_line(name or address.partition("@")[0]) or None


def _name(message: EmailMessage, at: int) -> str:
    found = _ID.search(_text(message, "Message-ID"))
    return found.group() if found else f"m{at + 1}"


def _text(message: EmailMessage, header: str) -> str:
    """A header on one line, its encoded words decoded; empty for one that is missing or beyond understanding.

    Most headers hold none, and to parse each by its grammar takes longer than all else together.
    """
    given = next((value for name, value in message.raw_items() if name.lower() == header.lower()), "")
    if "=?" not in given:
        return one_line(given.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    try:
        return one_line(str(message.get(header, "")))
    except _BEYOND:
        return ""


def _date(message: EmailMessage) -> datetime | None:
    try:
        when = parsedate_to_datetime(_text(message, "Date"))
    except (*_BEYOND, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _body(message: EmailMessage) -> Body:
    """The message's words, plain before HTML."""
    try:
        part = message.get_body(("plain", "html"))
        text = part.get_content() if part is not None else ""
        html = part is not None and part.get_content_type() == "text/html"
    except _BEYOND:
        text, html = _undecoded(message), False
    return body_of(text, html=html) if isinstance(text, str) else Body()


def _undecoded(message: EmailMessage) -> str:
    """The words of a message whose headers do not tell how to read them."""
    for part in message.walk():
        if not part.is_multipart():
            try:
                raw = part.get_payload(decode=True)
            except _BEYOND:
                raw = str(part.get_payload()).encode("utf-8", "surrogateescape")
            return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
    return ""


READER = Reader("mail", _sniff, _read, known_by="it begins as a mailbox or with the headers of a message")
