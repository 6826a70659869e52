"""Discord: a channel as DiscordChatExporter writes it (`--format Json`)."""

from __future__ import annotations

from typing import Any

from digest.errors import ContentError
from digest.model import Document
from digest.sources.base import Reader, SourceFile, document, missing_of, one_line
from digest.sources.front import parse_date
from digest.sources.markup import from_markdown
from digest.sources.markup.addresses import safe_url
from digest.sources.reactions import votes_of
from digest.sources.talk import Message, posts_of, spaced

__all__ = ["READER"]

_SAID = frozenset({"Default", "Reply", "ThreadStarterMessage", "ChatInputCommand", "ContextMenuCommand"})
"""Types of messages that somebody wrote; all others say that somebody joined, pinned a message, and the like."""


def _sniff(file: SourceFile) -> float:
    data = file.data
    known = isinstance(data, dict) and isinstance(data.get("channel"), dict) and isinstance(data.get("guild"), dict)
    return 0.95 if known and isinstance(data.get("messages"), list) else 0.0


def _read(file: SourceFile, language: str) -> Document:
    rows = [row for row in file.data["messages"] if isinstance(row, dict) and one_line(row.get("id"))]
    said = [row for row in rows if str(row.get("type", "Default")) in _SAID]
    guild, channel = file.data["guild"], file.data["channel"]
    names = {str(who.get("id")): _name(who) for row in rows if isinstance(who := row.get("author"), dict)}
    place = f"https://discord.com/channels/{guild.get('id')}/{channel.get('id')}"
    messages = [one for row in said if (one := _message(row, names, place)).body.text]
    if not messages:
        raise ContentError(file.fault("it has no posts", hint="export a channel with messages"))
    posts = posts_of(messages)
    return document(
        file,
        title=_title(guild, channel),
        format="discord",
        posts=posts,
        language=language,
        source=safe_url(place) if guild.get("id") and channel.get("id") else None,
        date=messages[0].date,
        missing=missing_of(file.data.get("messageCount"), here=len(file.data["messages"])),
    )


def _title(guild: dict[str, Any], channel: dict[str, Any]) -> str:
    name, server = one_line(channel.get("name")), one_line(guild.get("name"))
    if "Thread" in str(channel.get("type")) or not server:
        return name or server or "A channel"
    return f"{server}: {name}" if name else server


def _name(author: dict[str, Any]) -> str:
    """The name that others see."""
    return one_line(author.get("nickname")) or one_line(author.get("name"))


def _message(row: dict[str, Any], names: dict[str, str], place: str) -> Message:
    author = row.get("author")
    reference = row.get("reference")
    answers = one_line(reference.get("messageId")) if isinstance(reference, dict) else ""
    mentions = row.get("mentions")
    mentioned = [one for one in mentions if isinstance(one, dict)] if isinstance(mentions, list) else []
    return Message(
        id=one_line(row["id"]),
        author=(_name(author) or None) if isinstance(author, dict) else None,
        body=from_markdown(_words(row)),
        date=parse_date(one_line(row.get("timestamp"))),
        answers=answers or None,
        mentions=tuple(filter(None, (names.get(str(one.get("id"))) for one in mentioned))),
        url=safe_url(f"{place}/{one_line(row['id'])}"),
        score=votes_of(_reactions(row)),
    )


def _words(row: dict[str, Any]) -> str:
    """What was written, and the addresses of what was attached."""
    content = row.get("content")
    parts = [spaced(content)] if isinstance(content, str) and content.strip() else []
    attached = row.get("attachments")
    for one in attached if isinstance(attached, list) else ():
        url = safe_url(one_line(one.get("url"))) if isinstance(one, dict) else None
        if url:
            parts.append(f"<{url}>")
    return "\n\n".join(parts)


def _reactions(row: dict[str, Any]) -> list[tuple[object, object]]:
    given = row.get("reactions")
    rows = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    return [(_emoji(one.get("emoji")), one.get("count")) for one in rows]


def _emoji(emoji: object) -> object:
    return (emoji.get("code") or emoji.get("name")) if isinstance(emoji, dict) else emoji


READER = Reader("Discord channel", _sniff, _read)
