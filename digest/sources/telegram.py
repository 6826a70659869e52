"""Telegram: `result.json`, as Telegram Desktop exports the history of a chat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from digest.errors import ContentError
from digest.model import Document
from digest.sources.base import Reader, SourceFile, document, from_timestamp, one_line
from digest.sources.front import parse_date
from digest.sources.markup import from_markdown
from digest.sources.reactions import votes_of
from digest.sources.talk import Message, posts_of, spaced

__all__ = ["READER"]

_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#~|"})
_CODE = frozenset({"pre", "code"})


def _sniff(file: SourceFile) -> float:
    return 0.95 if any(True for _ in _chats(file.data)) else 0.0


def _chats(data: Any) -> Iterator[dict[str, Any]]:
    """The chats with messages: the one of a chat's own export, or those of a whole account's."""
    if not isinstance(data, dict):
        return
    chats = data.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else None
    for one in listed if isinstance(listed, list) else [data]:
        rows = one.get("messages") if isinstance(one, dict) else None
        if isinstance(rows, list) and any(_is_message(row) for row in rows):
            yield one


def _is_message(row: Any) -> bool:
    return isinstance(row, dict) and row.get("type") in ("message", "service") and isinstance(row.get("id"), int)


def _read(file: SourceFile, language: str) -> Document:
    chats = list(_chats(file.data))
    if len(chats) > 1:
        names = ", ".join(repr(one_line(one.get("name")) or "?") for one in chats[:5])
        hint = "open one chat in Telegram and export it from that chat's menu"
        raise ContentError(
            file.fault(f"has {len(chats)} chats ({names}), but a debate must be a single one", hint=hint)
        )
    chat = chats[0]
    rows = [row for row in chat["messages"] if _is_message(row) and row["type"] == "message"]
    messages = [one for row in rows if (one := _message(row)).body.text]
    if not messages:
        raise ContentError(file.fault("it has no posts", hint="export a chat with messages"))
    return document(
        file,
        title=one_line(chat.get("name")) or "A chat",
        format="telegram",
        posts=posts_of(messages),
        language=language,
        date=messages[0].date,
    )


def _message(row: dict[str, Any]) -> Message:
    answers = row.get("reply_to_message_id")
    seconds = row.get("date_unixtime")
    stamp = int(seconds) if isinstance(seconds, str) and seconds.isdecimal() and len(seconds) < 16 else None
    return Message(
        id=str(row["id"]),
        author=one_line(row.get("from")) or None,  # null for an account that was deleted
        body=from_markdown(_words(row)),
        date=from_timestamp(stamp) or parse_date(one_line(row.get("date"))),
        answers=str(answers) if isinstance(answers, int) else None,
        score=votes_of(_reactions(row)),
    )


def _words(row: dict[str, Any]) -> str:
    """What was written, as Markdown. What somebody else wrote, and this author passed on, is a quotation."""
    text = spaced("".join(_pieces(row.get("text"))).strip("\n"))
    if row.get("forwarded_from") is not None or row.get("saved_from") is not None:
        return "\n".join(f"> {line}" for line in text.split("\n")) if text.strip() else ""
    return text


def _pieces(text: Any) -> Iterator[str]:
    for part in text if isinstance(text, list) else [text]:
        words = part.get("text") if isinstance(part, dict) else part
        if not isinstance(words, str):
            continue
        kind = part.get("type") if isinstance(part, dict) else "plain"
        if kind == "text_link":
            yield f"[{_plain(words)}](<{one_line(part.get('href'))}>)"
        elif kind == "blockquote":
            yield "\n" + "\n".join(f"> {_plain(line)}" for line in words.strip("\n").split("\n")) + "\n\n"
        elif kind == "pre":
            yield f"\n```\n{words.strip(chr(10))}\n```\n"
        elif kind in _CODE:
            yield f"`{words}`" if "`" not in words else _plain(words)
        elif kind in ("link", "email", "mention"):
            yield words
        else:
            yield _plain(words)


def _plain(words: str) -> str:
    """Words in which nothing is markup, but for quotations and lists, which people type."""
    return "\n".join(
        f"> {line[1:].lstrip().translate(_SPECIAL)}" if line.startswith(">") else _unlinked(line)
        for line in words.split("\n")
    )


def _unlinked(line: str) -> str:
    return " ".join(word if "://" in word else word.translate(_SPECIAL) for word in line.split(" "))


def _reactions(row: dict[str, Any]) -> list[tuple[object, object]]:
    given = row.get("reactions")
    rows = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    return [(one.get("emoji") or one.get("document_id") or "", one.get("count")) for one in rows]


READER = Reader("Telegram chat", _sniff, _read, known_by="it has messages as exported by Telegram")
