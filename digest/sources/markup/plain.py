"""Plain text, as mail, transcripts and Hacker News have it, to pieces.

What a line begins with says what it is: `>` a quote (one mark a level), `- ` or `1. ` a list item, `[0] ` a footnote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from digest.model import BlockKind
from digest.sources.base import clean
from digest.sources.markup.pieces import Body, Inline, Piece, assemble, joined, lines_of

__all__ = ["FOOTNOTE", "classified", "from_plain"]

FOOTNOTE = re.compile(r"\[\^?(?:\d{1,3}|[a-z*]|[ivx]{1,4})\]:?(?=\s|$|https?://)", re.IGNORECASE)
"""What a line begins with that is a note: `[0] …`, `[1]: …`, `[^2]: …`."""
_QUOTE = re.compile(r"(?:>[ \t]?){1,30}")
_ITEM = re.compile(r"(?:[-*•]|(\d{1,9})[.)])[ \t]+(?=\S)")
_SPECIAL = re.compile(r"^[^\S\n]*(?:>|[-*•][ \t]|\d{1,9}[.)][ \t]|\[)", re.MULTILINE)
_NARROWEST = 50
"""Characters; nobody breaks lines to fit a width that is smaller."""
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")


def from_plain(text: str, *, wrapped: bool = True) -> Body:
    """Plain text as a post's body.

    Args:
        text: as it was typed.
        wrapped: lines were broken to fit a width, so a paragraph's lines are joined; otherwise they stay lines.

    Example:
        >>> from_plain("> so it is\\n> said\\nNo, it\\nis not.").text
        '> so it is said\\n\\nNo, it is not.'
    """
    return assemble(
        piece
        for part in _BLANK_LINES.split(clean(text))
        if part.strip()
        for piece in classified(Inline(part), wrapped=wrapped)
    )


def classified(paragraph: Inline, *, wrapped: bool = True) -> Iterator[Piece]:
    """The pieces of one paragraph, told apart by what its lines begin with.

    A line that begins with no mark continues the item or note before it; after a quote it is the author's again.
    """
    between = " " if wrapped else "\n"
    if not _SPECIAL.search(paragraph.text):
        lines = list(lines_of(paragraph))
        yield Piece("paragraph", joined(lines, "\n" if _meant(lines) else between))
        return
    rows: list[tuple[int, BlockKind, int, str, Inline]] = []
    parted = False
    for line in lines_of(paragraph):
        kind, level, marker, rest = _kind(line)
        number = rows[-1][0] if rows else 0
        if kind == "quote" and not rest.text:  # a mark alone parts the paragraphs of a quotation
            parted = True
            continue
        before = rows[-1][1] if rows else None
        if kind == "paragraph" and before in ("list", "footnote"):
            rows.append((number, before, rows[-1][2], rows[-1][3], rest))
            continue
        same = not parted and before == kind and kind in ("quote", "paragraph") and rows[-1][2] == level
        parted = False
        rows.append((number if same else number + 1, kind, level, marker, rest))
    previous: BlockKind | None = None
    for (_, kind, level, marker), group in groupby(rows, key=lambda row: row[:4]):
        lines = [row[4] for row in group]
        words = joined(lines, "\n" if kind != "list" and _meant(lines) else between)
        yield Piece(kind, words, level, marker, tight=kind == "quote" and previous == "quote")
        previous = kind


def _meant(lines: Sequence[Inline]) -> bool:
    """Whether all line ends are meant, as in a poem or an address: the next word would have fitted on each line.

    A line that begins in lower case goes on with the one before all the same.
    """
    return len(lines) > 1 and all(
        len(line.text) + 1 + len(after.text.partition(" ")[0]) <= _NARROWEST and not after.text[:1].islower()
        for line, after in pairwise(lines)
    )


def _kind(line: Inline) -> tuple[BlockKind, int, str, Inline]:
    """A line's kind, level and list marker, and what is left of it."""
    text = line.text
    if found := _QUOTE.match(text):
        return "quote", found.group().count(">"), "", line.cut(found.end(), len(text))
    if found := _ITEM.match(text):
        marker = f"{int(found[1])}. " if found[1] else "- "
        return "list", 1, marker, line.cut(found.end(), len(text))
    if FOOTNOTE.match(text):
        return "footnote", 0, "", line
    return "paragraph", 0, "", line
