"""Writes pieces as Markdown, escaped so that reading it gives the same pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable

from digest.model import Mark
from digest.sources.markup.addresses import addresses
from digest.sources.markup.pieces import Inline, Piece

__all__ = ["source_of"]

_ESCAPE = re.compile(r"[\\`*\[]|<(?=\S|$)|&(?=#|\w)|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~")
_LINE_START = re.compile(r"(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$)|[-=]+\s*$|[-:|][-:|\s]*$|:?-+:?\s*\||\||~~~|:\s*-)")
_NUMBER = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))")
_PLAIN_URL = re.compile(r"https?://[\w:/.?=%+,@#&~;!$-]*", re.IGNORECASE | re.ASCII)
_PLAIN_WWW = re.compile(r"[A-Za-z0-9:/.?=%+,-]*", re.ASCII)
_PLAIN_TARGET = re.compile(r"[\w:/.?=%+,@#~;!$-]+", re.ASCII)
_APART = ("", " ", ".", ",", ";", "!", "?", ")")
"""Characters that may follow a bare address without angle brackets."""
_SCHEME = re.compile(r"(?:(?<=http)|(?<=https)):(?=//)", re.IGNORECASE)
_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*")


def source_of(pieces: Iterable[Piece]) -> str:
    """Markdown source.

    Example:
        >>> source_of([Piece("paragraph", Inline("2 * 3 < [4]"))])
        '2 \\\\* 3 < \\\\[4]'
    """
    out: list[str] = []
    before: Piece | None = None
    indents: list[int] = []
    for piece in pieces:
        indents = indents[: piece.level] if piece.kind == "list" and before and before.kind == "list" else []
        if before is not None:
            out.append(_between(before, piece))
        out.append(_block(piece, indents))
        before = piece
    return "".join(out)


def _between(before: Piece, piece: Piece) -> str:
    """The separator of two blocks: a blank line; inside a quote, a line with its mark; inside a list, nothing."""
    if piece.kind == "quote" and before.kind == "quote" and piece.tight:
        return "\n" + "> " * (min(before.level, piece.level) - 1) + ">\n"
    if piece.kind == before.kind == "list":
        deeper = piece.level > before.level and piece.marker not in ("- ", "1. ")
        return "\n\n" if deeper else "\n"
    return "\n\n"


def _block(piece: Piece, indents: list[int]) -> str:
    if piece.kind == "code":
        runs = re.findall(r"`{3,}", piece.inline.text)
        fence = "`" * (max(map(len, runs), default=2) + 1)
        return f"{fence}\n{piece.inline.text}\n{fence}"
    if piece.kind == "heading":
        words = _words(piece.inline)
        words = re.sub(r"#(?=#*$)", r"\\#", words)
        return f"{'#' * piece.level} {chr(92) if words.startswith('@') else ''}{words}"
    if piece.verbatim:
        prefix = "> " * piece.level
        runs = re.findall(r"`{3,}", piece.inline.text)
        fence = "`" * (max(map(len, runs), default=2) + 1)
        return "\n".join(f"{prefix}{line}" for line in (fence, *piece.inline.text.split("\n"), fence))
    if piece.kind == "quote":
        prefix = "> " * piece.level
        return prefix + f"\\\n{prefix}".join(map(_line, _lines(piece.inline)))
    if piece.kind == "list":
        return _item(piece, indents)
    return "\\\n".join(map(_line, _lines(piece.inline)))


def _item(piece: Piece, indents: list[int]) -> str:
    """A list item below those that are open; `indents` holds the width that each open level adds."""
    del indents[piece.level - 1 :]
    lead = " " * sum(indents)
    while len(indents) < piece.level - 1:  # a level that the source has skipped: an item of its own, without words
        lead += "- "
        indents.append(2)
    marker = piece.marker or "- "
    indents.append(len(marker))
    return lead + marker + f"\\\n{' ' * sum(indents)}".join(map(_line, _lines(piece.inline)))


def _lines(inline: Inline) -> list[Inline]:
    out, at = [], 0
    for line in inline.text.split("\n"):
        out.append(inline.cut(at, at + len(line)))
        at += len(line) + 1
    return out


def _line(line: Inline) -> str:
    """One line of a paragraph; what could begin a block is escaped."""
    out = _words(line)
    if _LINE_START.match(out):
        return "\\" + out
    return _NUMBER.sub(r"\1\\", out, count=1) if _NUMBER.match(out) else out


def _words(line: Inline) -> str:
    links = [mark for mark in line.marks if mark.kind == "link"]
    code = [mark for mark in line.marks if mark.kind == "code"]
    bare = set(addresses(line.text)) if links else set()
    outside = [c for c in code if not any(link.start <= c.start and c.end <= link.end for link in links)]
    out, at = "", 0
    for mark in sorted([*links, *outside], key=lambda m: m.start):
        written = len(out)
        out += _escaped(line.text[at : mark.start])
        if mark.kind == "code":
            out += _code(line.text[mark.start : mark.end])
        else:
            words = _link(line, mark, [c for c in code if c not in outside], bare)
            out = _before_link(out, at=written) if words.startswith("[") else out
            out += words
        at = mark.end
    return out + _escaped(line.text[at:])


def _before_link(out: str, *, at: int) -> str:
    """Source that `[…](…)` follows; from `at` on it is running text.

    An exclamation mark would make the link an image, and what begins like an address and is none would go on into it.
    """
    tail = max(at, *(out.rfind(blank, at) for blank in " \n"))
    out = out[:tail] + _SCHEME.sub(r"\\:", out[tail:])
    return out[:-1] + "\\!" if out.endswith("!") else out


def _link(line: Inline, mark: Mark, code: list[Mark], bare: set[tuple[int, int, str]]) -> str:
    words, url = line.text[mark.start : mark.end], mark.url or ""
    inner = [c for c in code if mark.start <= c.start and c.end <= mark.end]
    apart = line.text[mark.end : mark.end + 1] in _APART and all(one.start != mark.end for one in line.marks)
    if not inner and apart and (mark.start, mark.end, url) in bare:
        plain = _PLAIN_URL if words == url else _PLAIN_WWW
        if plain.fullmatch(words):
            return words
    if not inner and words == url and _AUTOLINK.fullmatch(url):
        return f"<{url}>"
    label, at = "", mark.start
    for one in inner:
        label += _label(line.text[at : one.start]) + _code(line.text[one.start : one.end])
        at = one.end
    label += _label(line.text[at : mark.end])
    target = (
        url if _PLAIN_TARGET.fullmatch(url) else "<" + re.sub(r"\\|&(?=#|\w)", lambda m: _ENTITY[m.group()], url) + ">"
    )
    return f"[{label}]({target})"


_ENTITY = {"\\": "\\\\", "&": "&amp;"}


def _label(text: str) -> str:
    return _escaped(text).replace("]", "\\]")


def _code(text: str) -> str:
    runs = re.findall(r"`+", text)
    ticks = "`"
    while ticks in runs:
        ticks += "`"
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _escaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: "\\" + m.group(), text)
