"""The parts of a message: its decoded texts in order, and the messages inside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from email.message import Message
from email.parser import BytesParser

from selectolax.lexbor import LexborHTMLParser

from digest.model import LeftOut
from digest.sources import mail_left
from digest.sources.base import clean
from digest.sources.mail_charsets import decoded

__all__ = ["Contents", "Text", "contents_of", "parsed"]

_BEYOND = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the standard library raises for mail that is beyond it."""
_DEEPEST = 40
"""Levels of parts within parts."""
_HTML_ONLY = 5
"""Times as many words in the HTML as in the plain text beside it: then the plain text is only a stand-in."""
_SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_SECRET = frozenset({"application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_REPORTS = frozenset({"message/delivery-status", "message/disposition-notification", "message/feedback-report"})
_NO_WORDS = frozenset({"text/calendar", "text/x-vcard", "text/vcard", "text/directory", "text/css", "text/rtf"})
_ENRICHED = re.compile(r"<(?:param>.*?</param|/?[a-z-]+)>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?(?:html|body|p|div|br|table|span|font)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a message.

    Attributes:
        flowed: a blank at the end of a line says that the line goes on (RFC 3676).
        delsp: and the blank itself is none of the text.
        message: the message that this is all of, where one was forwarded as an attachment; `words` is then empty.
    """

    words: str
    html: bool = False
    flowed: bool = False
    delsp: bool = False
    message: Message | None = None


@dataclass(slots=True)
class Contents:
    """What was found in a message.

    Attributes:
        texts: in the order in which a reader sees them.
        digested: messages that a mailing list sent together in this one.
    """

    texts: list[Text] = field(default_factory=list)
    digested: list[Message] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)


def parsed(raw: str) -> Message:
    """A message as the standard library parses it.

    Raises:
        ValueError: it is beyond that.
    """
    try:
        return BytesParser().parsebytes(raw.encode("utf-8", "surrogateescape"))
    except _BEYOND as error:
        raise ValueError("a message that cannot be parsed") from error


def contents_of(message: Message) -> Contents:
    """The texts of a message, and what else is in it."""
    found = Contents()
    _add(message, found, 0)
    if found.digested:
        masthead = sum(1 for text in found.texts if text.words.strip())
        found.left += [replace(mail_left.MASTHEADS, count=masthead)] if masthead else []
        found.texts = []
    found.texts = _without_doubles(found.texts)
    return found


def _add(part: Message, found: Contents, depth: int) -> None:
    kind = part.get_content_type()
    if depth > _DEEPEST:
        found.left.append(mail_left.TOO_DEEP)
    elif kind in _SECRET or kind == "multipart/encrypted":
        found.left.append(mail_left.ENCRYPTED)
    elif kind in _SIGNATURES:
        found.left.append(mail_left.PGP)
    elif kind in _REPORTS or (kind == "text/rfc822-headers"):
        found.left.append(mail_left.NOTICES)
    elif kind == "message/rfc822" and part.is_multipart():
        _add_message(part, found, digest=False)
    elif part.is_multipart():
        _add_parts(part, kind, found, depth)
    elif kind.startswith(("text/", "multipart/")):
        _add_text(part, kind, found)
    else:
        found.left.append(mail_left.ATTACHMENTS)


def _add_parts(part: Message, kind: str, found: Contents, depth: int) -> None:
    children = [child for child in part.get_payload() if isinstance(child, Message)]
    if kind == "multipart/alternative":
        _add_alternative(children, found, depth)
        return
    for child in children:
        if kind == "multipart/digest" and child.get_content_type() == "message/rfc822" and child.is_multipart():
            _add_message(child, found, digest=True)
        else:
            _add(child, found, depth + 1)


def _add_message(part: Message, found: Contents, *, digest: bool) -> None:
    inner = [child for child in part.get_payload() if isinstance(child, Message)]
    if digest:
        found.digested += inner
    else:
        found.texts += [Text("", message=child) for child in inner]


def _add_alternative(children: list[Message], found: Contents, depth: int) -> None:
    """One of several forms of the same text: the plain one, where it says as much as the others."""
    forms = []
    for child in children:
        form = Contents()
        _add(child, form, depth + 1)
        forms.append(form)
    counts = [sum(map(_size, form.texts)) for form in forms]
    said = [at for at, count in enumerate(counts) if count]
    if not said:
        best = 0
    else:
        most = max(said, key=lambda at: counts[at])
        plain = [at for at in said if not any(text.html for text in forms[at].texts)]
        best = plain[0] if plain and counts[plain[0]] * _HTML_ONLY >= counts[most] else most
    for at, form in enumerate(forms):
        if at == best:
            found.texts += form.texts
            found.digested += form.digested
        found.left += form.left if at == best else [one for one in form.left if one == mail_left.ENCRYPTED]


def _size(text: Text) -> int:
    """How many words a text has, about."""
    if text.message is not None:
        return 1
    words = (LexborHTMLParser(text.words).body or LexborHTMLParser("").root) if text.html else None
    said = words.text(separator=" ") if words is not None else text.words
    return len(said.replace("\xa0", " ").split())


def _add_text(part: Message, kind: str, found: Contents) -> None:
    name = part.get_filename()
    attached = part.get_content_disposition() == "attachment"
    if kind in _NO_WORDS or (attached and (name or found.texts)):
        found.left.append(mail_left.ATTACHMENTS)
        return
    words = _words(part)
    lost = words.count("\ufffd")
    found.left += [replace(mail_left.CHARACTERS, count=lost)] if lost else []
    html = kind in ("text/html", "application/xhtml+xml") or (kind == "text/plain" and _is_page(words))
    if kind in ("text/enriched", "text/richtext"):
        words = re.sub(r"\n(\n*)", r"\1 ", _ENRICHED.sub("", words).replace("<<", "<"))
    if words.strip():
        flowed = str(part.get_param("format") or "").lower() == "flowed" and not html
        found.texts.append(Text(words, html, flowed, str(part.get_param("delsp") or "").lower() == "yes"))


def _is_page(words: str) -> bool:
    """Whether what calls itself plain text is a page of HTML."""
    head = words[:400].lstrip().lower()
    return head.startswith(("<html", "<!doctype html")) and len(_TAG.findall(words[:4000])) > 2


def _words(part: Message) -> str:
    """What a part says; a broken transfer encoding or charset costs at the most some characters."""
    try:
        raw = part.get_payload(decode=True)
    except _BEYOND:
        raw = None
    if not isinstance(raw, bytes):
        raw = str(part.get_payload()).encode("utf-8", "surrogateescape")
    try:
        charset = part.get_param("charset")
    except _BEYOND:
        charset = None
    label = charset[2] if isinstance(charset, tuple) else charset
    return clean(decoded(raw, label if isinstance(label, str) else None))


def _without_doubles(texts: list[Text]) -> list[Text]:
    """Without an HTML text that says the same as the plain one before it, which some mailers send as if it differed."""
    kept: list[Text] = []
    for text in texts:
        if text.html and kept and not kept[-1].html and kept[-1].message is None:
            words = (LexborHTMLParser(text.words).body or LexborHTMLParser("").root) or None
            said = "".join(words.text().split()) if words is not None else ""
            if said and said == "".join(kept[-1].words.split()):
                continue
        kept.append(text)
    return kept
