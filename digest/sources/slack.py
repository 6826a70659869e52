"""Slack: the messages of a channel, as a workspace's export keeps them, a file a day."""

from __future__ import annotations

import html
import re
from typing import Any

from digest.errors import ContentError
from digest.model import Document
from digest.sources.base import Reader, SourceFile, document, from_timestamp, one_line
from digest.sources.markup import from_markdown
from digest.sources.reactions import votes_of
from digest.sources.talk import Message, posts_of, spaced

__all__ = ["READER"]

_SAID = frozenset({"None", "thread_broadcast", "me_message", "bot_message", "file_share", "file_comment"})
"""Subtypes of messages that somebody wrote; all others say that somebody joined, set a topic, and the like."""
_TS = re.compile(r"\d{9,11}\.\d{1,9}")
_ANGLE = re.compile(r"<([@#!]?)([^<>|\n]*)(?:\|([^<>\n]*))?>")
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])")
_STRUCK = re.compile(r"(?<![\w~])~(?=\S)([^~\n]+)(?<=\S)~(?![\w~])")


def _sniff(file: SourceFile) -> float:
    rows = _rows(file.data)
    return 0.95 if rows and sum(map(_is_message, rows)) * 2 > len(rows) else 0.0


def _rows(data: Any) -> list[Any]:
    """The messages: a day's list, several days' lists in one, or an object that brings users and channel along."""
    if isinstance(data, dict):
        data = data.get("messages")
    if not isinstance(data, list):
        return []
    return [row for day in data for row in (day if isinstance(day, list) else [day])]


def _is_message(row: Any) -> bool:
    return isinstance(row, dict) and row.get("type") == "message" and _TS.fullmatch(str(row.get("ts"))) is not None


def _read(file: SourceFile, language: str) -> Document:
    rows = [row for row in _rows(file.data) if _is_message(row)]
    names = _names(file.data, rows)
    said = [row for row in rows if str(row.get("subtype")) in _SAID]
    messages = [one for row in said if (one := _message(row, names)).body.text]
    if not messages:
        raise ContentError(file.fault("it has no posts", hint="export a day with messages"))
    return document(
        file,
        title=_title(file),
        format="slack",
        posts=posts_of(messages),
        language=language,
        date=messages[0].date,
    )


def _title(file: SourceFile) -> str:
    data = file.data if isinstance(file.data, dict) else {}
    channel = data.get("channel_info") or data.get("channel")
    name = channel.get("name") if isinstance(channel, dict) else channel
    return one_line(name) or one_line(data.get("name")) or file.stem


def _names(data: Any, rows: list[dict[str, Any]]) -> dict[str, str]:
    """What users are called: by `users.json` where it was put beside the messages, else by the messages themselves."""
    users = data.get("users") if isinstance(data, dict) else None
    names = {one["id"]: _called(one.get("profile"), one) for one in _dicts(users) if isinstance(one.get("id"), str)}
    for row in rows:
        user = row.get("user")
        if isinstance(user, str) and not names.get(user):
            names[user] = _called(row.get("user_profile"), {})
    return {user: name or user for user, name in names.items()}


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _called(profile: Any, user: dict[str, Any]) -> str:
    rows = [profile if isinstance(profile, dict) else {}, user]
    keys = ("display_name", "real_name", "name")
    return next((name for row in rows for key in keys if (name := one_line(row.get(key)))), "")


def _message(row: dict[str, Any], names: dict[str, str]) -> Message:
    name, thread = str(row["ts"]), str(row.get("thread_ts") or "")
    user = row.get("user")
    author = names.get(user, user) if isinstance(user, str) else one_line(row.get("username"))
    text = row.get("text") if isinstance(row.get("text"), str) else ""
    return Message(
        id=name,
        author=author or None,
        body=from_markdown(_markdown(str(text), names)),
        date=from_timestamp(float(name)),
        answers=thread if thread and thread != name else None,
        mentions=tuple(names.get(found[2], "") for found in _ANGLE.finditer(str(text)) if found[1] == "@"),
        # A reply within a thread is not what the channel goes on from.
        follows=not thread or thread == name or row.get("subtype") == "thread_broadcast",
        score=votes_of((one.get("name"), one.get("count")) for one in _dicts(row.get("reactions"))),
    )


def _markdown(text: str, names: dict[str, str]) -> str:
    """Slack's markup as Markdown: `*bold*`, `~struck~`, and what stands between angle brackets."""
    parts = re.split(r"(```.*?```|`[^`\n]+`)", text, flags=re.DOTALL)
    for at, part in enumerate(parts):
        if at % 2:
            fenced = part.startswith("```")
            parts[at] = f"\n```\n{html.unescape(part[3:-3]).strip(chr(10))}\n```\n" if fenced else html.unescape(part)
            continue
        words = _STRUCK.sub(r"~~\1~~", _BOLD.sub(r"**\1**", part))
        words = _ANGLE.sub(lambda found: _meant(found, names), words)
        words = re.sub(r"^&gt;(?:&gt;&gt;)?", ">", words, flags=re.MULTILINE)
        parts[at] = words.replace("&lt;", "\\<").replace("&gt;", "\\>").replace("&amp;", "&")
    return spaced("".join(parts))


def _meant(found: re.Match[str], names: dict[str, str]) -> str:
    kind, what, label = found.groups()
    if kind == "@":
        return f"@{names.get(what) or label or what}"
    if kind == "#":
        return f"#{label or what}"
    if kind == "!":
        return f"@{(label or what).partition('^')[0].removeprefix('@')}"
    return f"[{label}](<{what}>)" if label and label not in (what, what.partition("://")[2]) else f"<{what}>"


READER = Reader("Slack export", _sniff, _read, known_by="it has messages as exported by Slack")
