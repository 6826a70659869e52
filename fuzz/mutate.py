"""Damage at random: bytes, lines, tokens that mean something somewhere, and members of JSON."""

from __future__ import annotations

import json
from random import Random
from typing import Any

__all__ = ["NAMES", "damaged"]

NAMES = ("x.md", "x.txt", "x.json", "x.html", "x.csv", "x.mbox", "x.eml", "x.argdown", "x")
_TOKENS = (
    *("---\n", "title: ", "\n## @", " · #", " · re #", " ~50% (", "re @", "> ", "> > ", "- ", "1. ", "```\n", "~~~"),
    *("[", "](", "]", "![", "[^1]: ", "[1]: https://a.org", "<https://a.org>", "https://", "www.a.org", "|", "|---|"),
    *("**", "_", "~~", "`", "\\", "&amp;", "&#0;", "&#xD800;", "&", "<p>", "</p>", "<blockquote>", "<pre><code>"),
    *("<table>", "<a href='javascript:1'>", "<li>", "<ol start=99999999999>", "<!--", "<![CDATA[", "<svg><script>"),
    *("From a@b Sun Mar  1 10:00:00 2026\n", "Message-ID: <a@b>\n", "References: <a@b>\n", "In-Reply-To: <a@b>\n"),
    *("Content-Type: multipart/mixed; boundary=x\n", "\n--x\n", "\n--x--\n", "=?utf-8?q?=00?=", "=?x?b?////?="),
    *("Content-Transfer-Encoding: base64\n", "charset=utf-7", "charset=idna", "charset=unicode_escape", "\n-- \n"),
    *("Ann: ", "[10:00] ", "31/03/2026, 10:00 - ", "id,parent,author,text\n", '"', '""', ",", "\t", ";"),
    *("null", "true", "-1", "1e999", "NaN", "{}", "[]", '{"id":', "[deleted]", "[removed]", "[flagged]", "t1_", "op"),
    *("\x00", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "\x85", "\u2028", "\x0b", "\x1c", "\r", "\r\n", "\n\n", " "),
    *(
        "[A]: b\n",
        " +> [B]\n",
        "<C>: d\n",
        "-----\n(1) x\n----\n",
        "===",
        "&a ",
        "*a ",
        "!!python/object:x ",
        "? ",
        ": ",
    ),
)
_VALUES = (None, True, -1, 0, 2**70, 1.5, "", "x", "op", "<p>", "[deleted]", [], {}, [None], {"id": 1}, "\ud800", "1")
_LONGEST = 20_000


def damaged(raw: bytes, other: bytes, chance: Random) -> bytes:
    """The input with one to five things wrong, some of them taken from another input."""
    if chance.random() < 0.4 and raw[:1] in (b"{", b"["):
        try:
            changed = _value(json.loads(raw), chance, chance.choice((0.01, 0.05, 0.2)))
            raw = json.dumps(changed, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
        except (ValueError, RecursionError):
            pass
        if chance.random() < 0.7:
            return raw[:_LONGEST]
    for _ in range(chance.randint(1, 5)):
        raw = _hit(raw, other, chance)
    return raw[:_LONGEST]


def _hit(raw: bytes, other: bytes, chance: Random) -> bytes:
    at = chance.randint(0, len(raw))
    to = min(len(raw), at + int(chance.expovariate(0.05)))
    kind = chance.randrange(8)
    if kind == 0:
        return raw[:at] + raw[to:]
    if kind == 1:
        return raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
    if kind in (2, 3, 4):
        token = chance.choice(_TOKENS).encode() * (1 if chance.random() < 0.9 else chance.randint(2, 300))
        return raw[:at] + token + raw[at if kind == 2 else to :]
    if kind == 5:
        return raw[:to] + raw[at:to] * chance.randint(1, 30) + raw[to:]
    start = chance.randint(0, len(other))
    if kind == 6:
        return raw[:at] + other[start : start + chance.randint(1, 400)] + raw[to:]
    lines = raw.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines[: chance.randint(1, len(lines))])


def _value(value: Any, chance: Random, share: float) -> Any:
    if chance.random() < share:
        return chance.choice(_VALUES)
    if isinstance(value, dict):
        return {name: _value(inner, chance, share) for name, inner in value.items() if chance.random() > share / 2}
    if isinstance(value, list):
        return [_value(inner, chance, share) for inner in value for _ in range(chance.choice((1, 1, 1, 1, 1, 0, 2)))]
    if isinstance(value, str) and chance.random() < share:
        return _hit(value.encode("utf-8", "replace"), b"<p>x</p>", chance).decode("utf-8", "replace")
    return value
