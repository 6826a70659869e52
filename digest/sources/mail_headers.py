"""Reads the author, the subject and the references from the headers of a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message

from digest.sources.base import one_line
from digest.sources.mail_charsets import decoded, words_decoded

__all__ = ["Ids", "author_of", "header", "id_of", "ids_of", "thread_of"]

_LONGEST = 4000
"""Characters that are understood of a header's value."""
_ID = re.compile(r"<([^<>]{1,500})>")
_BARE_ID = re.compile(r"(?<![^\s<>()\"])[^\s<>()\"]{1,200}@[^\s<>()\"]{1,200}")
_ADDRESS = re.compile(r"<([^<>]*)>")
_COMMENT = re.compile(r"\(([^()]*)\)")
_HIDDEN = re.compile(r"(\S+)\s?(?:\bat\b|\bAT\b|\(at\)|\[at\])\s?(\S+\.\S+)")
"""An address as archives obscure it: `ann at example.org`."""
_VIA = re.compile(r"['\"]?(?P<who>[^'\"].*?)['\"]? (?:via|through) (?P<list>\S.*)", re.IGNORECASE)
"""A `From` in which a mailing list put its own address: `Ann via List`."""
_SENT_BY_LIST = ("List-Id", "List-Post", "X-Original-From", "Mailing-List", "Sender", "X-Google-Group-Id", "Reply-To")


def header(message: Message, name: str) -> str:
    """The first header of that name on one line, its encoded words decoded; empty where there is none."""
    wanted = name.lower()
    given = next((value for key, value in message.raw_items() if key.lower() == wanted), "")
    return _text(str(given), message)


def _text(value: str, message: Message) -> str:
    value = value[:_LONGEST]
    if not value.isascii():
        raw = value.encode("utf-8", "surrogateescape")
        value = decoded(raw, str(message.get_param("charset") or "") if b"=?" not in raw else None)
    return one_line(words_decoded(re.sub(r"[\r\n]+(?=[ \t])", "", value)))


def author_of(message: Message, envelope: str = "") -> str | None:
    """The name of whoever wrote a message; what stands before its `@` where no name is given.

    Comments are no part of a name, unless they are all that is there, as on Usenet.
    """
    found = [header(message, name) for name in ("X-Original-From", "From", "Sender", "Reply-To")]
    for value in found:
        names = [name for one in _mailboxes(value) if (name := _without_list(message, *_name(one)))]
        if names:
            return ", ".join(dict.fromkeys(names))
    place = envelope.removeprefix("From ").split(" ", 1)[0]
    return _local(place) if "@" in place and "?" not in place and "mboxrd@z" not in place else None


def _mailboxes(value: str) -> Iterator[str]:
    """The mailboxes of a header; a comma that stands before the only address is part of a name."""
    if len(_ADDRESS.findall(value)) < 2:
        yield value
        return
    at = 0
    for found in re.finditer(r">[^,<>]*(?:,|$)", value):
        yield value[at : found.end()].rstrip(",")
        at = found.end()


def _name(mailbox: str) -> tuple[str, str]:
    """The name and the address of one mailbox."""
    found = _ADDRESS.search(mailbox)
    before = mailbox[: found.start()] if found else ""
    rest = mailbox[found.end() :] if found else ""
    quoted = re.match(r'\s*"((?:[^"\\]|\\.)*)"', before)
    if found:
        phrase = re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else before
        name = phrase if quoted else _without_comments(phrase)
        name = name.strip(" \"'") or next(iter(_comments(before + rest)), "")
        return _unless_address(name), found[1]
    mailbox = re.sub(r"\s?[(\[]at[)\]]\s?", "@", mailbox, flags=re.IGNORECASE)
    address, comments = _without_comments(mailbox), _comments(mailbox)
    if comments:
        return _unless_address(comments[0]), address
    return ("", address) if re.search(r"[@!]", address) or _HIDDEN.fullmatch(address) else (address.strip("\"'"), "")


def _comments(text: str) -> list[str]:
    """What stands in brackets, the outermost of them."""
    found, depth, start = [], 0, 0
    for at, char in enumerate(text):
        if char == "(":
            start = start if depth else at + 1
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            if not depth and text[start:at].strip():
                found.append(text[start:at].strip().strip('"').strip())
    return found


def _without_comments(text: str) -> str:
    while (shorter := _COMMENT.sub(" ", text)) != text:
        text = shorter
    return " ".join(text.split())


def _unless_address(name: str) -> str:
    """A name; of an address that stands in its place only what is before the `@`."""
    name = " ".join(name.split())
    return _local(name) if re.fullmatch(r"\S+@\S+", name) or _HIDDEN.fullmatch(name) else name


def _local(address: str) -> str:
    """What names a person in an address: `ann` of `ann@example.org` and of `host!ann`."""
    address = address.strip(" <>'\"")
    hidden = _HIDDEN.fullmatch(address)
    return (hidden[1] if hidden else address).partition("@")[0].rpartition("!")[2].strip()


def _without_list(message: Message, name: str, address: str) -> str:
    """The name without the mailing list that a message came through."""
    name = name or _local(address)
    found = _VIA.fullmatch(name)
    if found is None:
        return one_line(name)
    local = re.sub(r"\W|_", "", _local(address)).lower()
    by_list = any(header(message, one) for one in _SENT_BY_LIST)
    same = local and local == re.sub(r"\W|_", "", found["list"]).lower()
    return one_line(_unless_address(found["who"])) if by_list or same else one_line(name)


class Ids:
    """The ids that the messages of a mailbox bear, and what in other headers names one of them."""

    def __init__(self, own: list[str]) -> None:
        self._own = {_bare(one): one for one in own}

    def here(self, name: str) -> bool:
        """Whether a message bears this id."""
        return _bare(name) in self._own

    def named(self, text: str) -> list[str]:
        """The ids in a header's value. What holds no `@` is one only where a message here bears it."""
        found = [one for one in map(_bare, _ID.findall(text)) if one in self._own or _is_id(one)]
        if not found:
            found = [one for one in map(_bare, _BARE_ID.findall(text)) if one in self._own]
        return [self._own.get(one, f"<{one}>") for one in found]


def _bare(name: str) -> str:
    """An id without brackets and without what archives and long lines put into it."""
    return re.sub(r"\s+", "", re.sub(r"\s+at\s+", "@", name.strip("<> \t")))


def _is_id(name: str) -> bool:
    return "@" in name and not name.startswith("@")


def id_of(message: Message) -> str:
    """The id of a message; empty where it has none."""
    given = header(message, "Message-ID")
    found = _ID.search(given)
    return f"<{_bare(found[1])}>" if found else "".join(given.split())


def ids_of(message: Message, ids: Ids) -> tuple[str, ...]:
    """The ids of the messages above this one, the one that it answers last."""
    answered = sorted(ids.named(header(message, "In-Reply-To")), key=lambda one: not ids.here(one))
    above = ids.named(header(message, "References"))
    return tuple(dict.fromkeys((*(one for one in above if one not in answered[:1]), *answered[:1])))


def thread_of(message: Message) -> str:
    """What only says to which thread a message belongs, as Google's exports do; empty where nothing does."""
    for name in ("X-GM-THRID", "X-Google-Thread"):
        if value := header(message, name):
            return f"{name} {value}"
    return ""
