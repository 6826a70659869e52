"""Mail: an mbox of a discussion or of a newsgroup, or one message (`.eml`), decoded with the standard library.

Parents come from In-Reply-To and References; if these name no message of the mailbox, from the thread or the subject
(J. Zawinski, "message threading", 1997).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import Message

from digest.errors import ContentError
from digest.model import Document, LeftOut, Post
from digest.sources import mail_left
from digest.sources.base import Reader, SourceFile, document
from digest.sources.mail_body import BodyText, said_in_page, said_in_text
from digest.sources.mail_box import RawMessage, begins_as_mail, messages_of
from digest.sources.mail_dates import dates_of
from digest.sources.mail_digest import messages_in
from digest.sources.mail_headers import Ids, author_of, header, id_of, ids_of, thread_of
from digest.sources.mail_layout import pieces_of_lines
from digest.sources.mail_lines import deeper, from_pieces
from digest.sources.mail_parts import Contents, Text, contents_of, parsed
from digest.sources.mail_threads import FoundParent, Headers, base_subject, threaded
from digest.sources.markup import Body
from digest.sources.markup.pieces import Piece, assemble
from digest.sources.tree import ordered

__all__ = ["READER"]

_DEEPEST = 5
"""Digests within digests, and forwards within forwards."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """One message, read.

    Attributes:
        line: where it begins in the file.
        left: what was left out of it.
    """

    message: Message
    envelope: str
    line: int
    author: str | None
    body: Body
    left: tuple[LeftOut, ...]


def _sniff(file: SourceFile) -> float:
    if file.data is not None or not begins_as_mail(file.text):
        return 0.0
    return 0.95 if file.text.lstrip().startswith(("From ", "#! rnews")) else 0.9


def _read(file: SourceFile, language: str) -> Document:
    letters = [letter for raw in messages_of(file.text) for letter in _letters(file, raw)]
    names = _names(letters)
    left = [replace(one, line=letter.line) for letter in letters for one in letter.left]
    left += [
        replace(mail_left.COPIES, line=letter.line) for letter, name in zip(letters, names, strict=True) if not name
    ]
    kept = [(letter, name) for letter, name in zip(letters, names, strict=True) if name]
    if not kept:
        raise ContentError(file.fault("no message in this mailbox", hint="export it again"))
    times, unread = dates_of([(letter.message, letter.envelope) for letter, _ in kept])
    left += [replace(mail_left.DATES, count=unread)] if unread else []
    posts = _posts(kept, times)
    title = base_subject(header(kept[0][0].message, "Subject")) or file.stem
    return document(
        file,
        title=title,
        format="mbox",
        posts=ordered(posts),
        language=language,
        date=posts[0].date,
        left_out=left,
    )


def _letters(file: SourceFile, raw: RawMessage) -> Iterator[_Letter]:
    """The message, or the messages that it is a digest of."""
    try:
        message = parsed(raw.text)
    except ValueError:
        hint = "remove it from the mailbox"
        raise ContentError(file.fault("a message that cannot be parsed", line=raw.line, hint=hint)) from None
    yield from _read_message(message, raw, _DEEPEST)


def _read_message(message: Message, raw: RawMessage, depth: int) -> Iterator[_Letter]:
    found = contents_of(message)
    inner, left = (found.digested, found.left) if found.digested else _digested(found)
    if inner and depth:
        for at, one in enumerate(inner):
            envelope = raw.envelope if header(one, "From") else ""
            for letter in _read_message(one, replace(raw, envelope=envelope), depth - 1):
                yield replace(letter, left=(*left, *letter.left)) if at == 0 else letter
        return
    said = [_said(text, depth) for text in found.texts]
    body = assemble(piece for one in said for piece in one.pieces)
    left = [*found.left, *(one for some in said for one in some.left)]
    yield _Letter(message, raw.envelope, raw.line, author_of(message, raw.envelope), body, tuple(left))


def _digested(found: Contents) -> tuple[list[Message], list[LeftOut]]:
    """The messages of a digest that is plain text, if the first text is one."""
    for text in found.texts[:2]:
        if not text.html and (inner := messages_in(text.words)[0]):
            return inner, [*found.left, mail_left.MASTHEADS]
    return [], found.left


def _said(text: Text, depth: int) -> BodyText:
    if text.message is None:
        if text.html:
            return said_in_page(text.words)
        return said_in_text(text.words, is_flowed=text.flowed, delsp=text.delsp)
    if not depth:
        return BodyText((), (mail_left.TOO_DEEP,))
    found = contents_of(text.message)
    inner = [_said(one, depth - 1) for one in found.texts]
    pieces: list[Piece] = [piece for one in inner for piece in one.pieces]
    left = [mail_left.FORWARDED, *found.left, *(one for some in inner for one in some.left)]
    return BodyText(tuple(pieces_of_lines(deeper(from_pieces(pieces)))), tuple(left))


def _names(letters: Sequence[_Letter]) -> list[str]:
    """A name for each message: its id. Of those with one id, each that says something else gets a number behind it.

    A copy of what is there already has no name.
    """
    said: dict[str, list[tuple[str | None, str]]] = {}
    names: list[str] = []
    for at, letter in enumerate(letters):
        name = id_of(letter.message) or f"m{at + 1}"
        words = (letter.author, " ".join(letter.body.text.split()))
        others = said.setdefault(name, [])
        if words in others:
            names.append("")
            continue
        others.append(words)
        names.append(name if len(others) == 1 else f"{name}-{len(others)}")
    return names


def _posts(letters: Sequence[tuple[_Letter, str]], times: Sequence[datetime | None]) -> list[Post]:
    ids = Ids([name for _, name in letters])
    heads = [
        Headers(
            name,
            ids_of(letter.message, ids),
            header(letter.message, "Subject"),
            thread_of(letter.message),
            time.timestamp() if time else None,
        )
        for (letter, name), time in zip(letters, times, strict=True)
    ]
    answers = threaded(heads)
    return [
        _post(letter, name, answer, time) for (letter, name), answer, time in zip(letters, answers, times, strict=True)
    ]


def _post(letter: _Letter, name: str, answer: FoundParent, time: datetime | None) -> Post:
    return Post(
        id=name,
        text=letter.body.text,
        author=letter.author,
        date=time,
        parent=answer.parent,
        parent_confidence=answer.confidence,
        parent_cue=answer.cue,
        blocks=letter.body.blocks,
        marks=letter.body.marks,
    )


READER = Reader("mail", _sniff, _read, known_by="it starts like a mailbox or with message headers")
