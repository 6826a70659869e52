"""Pieces of a post, and their assembly to one plain text with exact offsets.

Readers create pieces, and only `assemble` creates text, so that all posts have the same form: a blank line between
paragraphs, a line end between list items or footnotes, `> ` before quoted lines, addresses marked as links.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from digest.model import Block, BlockKind, Mark
from digest.sources.base import UNFIT
from digest.sources.markup.addresses import addresses, safe_url

__all__ = ["Body", "Inline", "Piece", "assemble", "joined", "lines_of", "pieces_of", "quoted_code", "trimmed"]

_BLANK = re.compile("[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_INVISIBLE = "\u200b\ufeff \t"
_INDENT = "  "
_RUNS = frozenset({"list", "footnote"})
"""Kinds whose neighbours stand on lines of one run."""


@dataclass(frozen=True, slots=True)
class Inline:
    """Text with its links and code, as offsets into `text`."""

    text: str
    marks: tuple[Mark, ...] = ()

    def cut(self, start: int, end: int) -> Inline:
        """The part from start to end; marks are clipped to it."""
        kept = (
            Mark(mark.kind, max(mark.start, start) - start, min(mark.end, end) - start, mark.url)
            for mark in self.marks
            if mark.start < end and mark.end > start
        )
        return Inline(self.text[start:end], tuple(kept))


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it has a place.

    Attributes:
        inline: its text without quote marks and list markers.
        level: as in `Block`.
        marker: of a list item.
        tight: whether it belongs to the same quote as the previous piece.
        verbatim: whether a quote is code, whose indents are kept.
    """

    kind: BlockKind
    inline: Inline
    level: int = 0
    marker: str = ""
    tight: bool = False
    verbatim: bool = False


def quoted_code(content: str, level: int, *, tight: bool) -> Piece:
    """Code within a quotation; its indents are kept where it has any."""
    inline = Inline(content.expandtabs(4))
    indented = any(line.startswith(" ") for line in content.expandtabs(4).split("\n") if line.strip())
    return Piece("quote", inline, level, tight=tight, verbatim=indented)


@dataclass(frozen=True, slots=True)
class Body:
    """A post's text, blocks and marks, ready for `Post`."""

    text: str = ""
    blocks: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class _Growing:
    """Text under construction, local to `assemble`."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def add(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)


def assemble(pieces: Iterable[Piece]) -> Body:
    """One text out of pieces, without those that are blank.

    Example:
        >>> assemble([Piece("quote", Inline("so it is"), level=1), Piece("paragraph", Inline("No."))]).text
        '> so it is\\n\\nNo.'
    """
    out = _Growing()
    before: Piece | None = None
    for piece in pieces:
        if piece.verbatim:
            lines = [line for line in _code_lines(piece.inline) if line.text.strip(_INVISIBLE)]
        else:
            lines = list(_code_lines(piece.inline) if piece.kind == "code" else lines_of(piece.inline))
        if not lines:
            continue
        if piece.kind == "heading":
            lines = [joined(lines, " ")]
        if before is not None:
            run = before.kind == piece.kind and (piece.kind in _RUNS or (piece.kind == "quote" and piece.tight))
            out.add("\n" if run else "\n\n")
        _place(piece, lines, out)
        before = piece
    return Body("".join(out.parts), tuple(out.blocks), tuple(out.marks))


def _place(piece: Piece, lines: list[Inline], out: _Growing) -> None:
    if piece.kind == "list":
        out.add(_INDENT * (piece.level - 1))
    start = out.length
    out.add(piece.marker)
    for at, line in enumerate(lines):
        out.add("\n" if at else "")
        out.add("> " * piece.level if piece.kind == "quote" else "")
        where = out.length
        out.add(line.text)
        if piece.kind != "code" and not piece.verbatim:
            out.marks.extend(Mark(m.kind, where + m.start, where + m.end, m.url) for m in _canonical(line))
    out.blocks.append(Block(piece.kind, start, out.length, piece.level))


def lines_of(inline: Inline) -> Iterator[Inline]:
    """The lines that are not blank, without white space at their ends."""
    start = 0
    for raw in _fit(inline.text).split("\n"):
        line = trimmed(Inline(raw, inline.cut(start, start + len(raw)).marks if inline.marks else ()))
        if line.text.strip(_INVISIBLE):
            yield line
        start += len(raw) + 1


def _fit(text: str) -> str:
    """Text without what no line may hold, each character replaced by one, so that offsets hold."""
    return UNFIT.sub("\ufffd", _BLANK.sub(" ", text))


def trimmed(inline: Inline) -> Inline:
    """Without white space at its ends."""
    words = inline.text.strip()
    if len(words) == len(inline.text):
        return inline
    lead = len(inline.text) - len(inline.text.lstrip())
    return inline.cut(lead, lead + len(words))


def _code_lines(inline: Inline) -> list[Inline]:
    """The lines of code with their indent, without blank ones at both ends."""
    lines = UNFIT.sub("\ufffd", inline.text.replace("\r", " ")).split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return [Inline(line) for line in lines]


def joined(parts: Sequence[Inline], between: str) -> Inline:
    """Several texts as one.

    Example:
        >>> joined([Inline("a"), Inline("b", (Mark("code", 0, 1),))], " ")
        Inline(text='a b', marks=(Mark(kind='code', start=2, end=3, url=None),))
    """
    if len(parts) == 1:
        return parts[0]
    marks: list[Mark] = []
    length = 0
    for part in parts:
        marks.extend(Mark(m.kind, m.start + length, m.end + length, m.url) for m in part.marks)
        length += len(part.text) + len(between)
    return Inline(between.join(part.text for part in parts), tuple(marks))


def _canonical(line: Inline) -> list[Mark]:
    """Marks of one line in order: links never overlap, code lies within a link or outside, addresses are links."""
    links: list[Mark] = []
    for mark in sorted((m for m in line.marks if m.kind == "link"), key=lambda m: (m.start, -m.end)):
        mark = _tight(mark, line.text, safe_url(mark.url or ""))
        if mark.end > mark.start and mark.url and (not links or mark.start >= links[-1].end):
            links.append(mark)
    links = _with_addresses(links, line.text)
    code = _code_marks([m for m in line.marks if m.kind == "code"], links, line.text)
    return sorted([*links, *code], key=lambda m: (m.start, -m.end, m.kind == "code"))


def _tight(mark: Mark, text: str, url: str | None) -> Mark:
    words = text[mark.start : mark.end]
    lead = len(words) - len(words.lstrip())
    return Mark(mark.kind, mark.start + lead, mark.start + lead + len(words.strip()), url)


def _with_addresses(links: list[Mark], text: str) -> list[Mark]:
    found, at = [], 0
    for start, end, url in addresses(text):
        while at < len(links) and links[at].end <= start:
            at += 1
        if at == len(links) or links[at].start >= end:
            found.append(Mark("link", start, end, url))
    return sorted([*links, *found], key=lambda m: m.start) if found else links


def _code_marks(code: list[Mark], links: list[Mark], text: str) -> list[Mark]:
    """Code cut where links begin and end, touching pieces joined."""
    edges = [edge for link in links for edge in (link.start, link.end)]
    at_edge = set(edges)
    out: list[Mark] = []
    for mark in sorted(code, key=lambda m: (m.start, m.end)):
        start = max(mark.start, out[-1].end if out else 0)
        for edge in [*edges[bisect_right(edges, start) : bisect_left(edges, mark.end)], mark.end]:
            piece = _tight(Mark("code", start, edge), text, None)
            start = edge
            if piece.end <= piece.start:
                continue
            if out and out[-1].end == piece.start and piece.start not in at_edge:
                piece = Mark("code", out.pop().start, piece.end)
            out.append(piece)
    return out


def pieces_of(body: Body) -> Iterator[Piece]:
    """The pieces that a text was assembled from: what the writer writes.

    Example:
        >>> one = Piece("quote", Inline("a\\nb"), level=2)
        >>> list(pieces_of(assemble([one]))) == [one]
        True
    """
    last = at = 0
    for block in body.blocks:
        first = at = bisect_left(body.marks, block.start, lo=at, key=lambda mark: mark.start)
        at = bisect_left(body.marks, block.end, lo=at, key=lambda mark: mark.start)
        inline = Inline(body.text, body.marks[first:at]).cut(block.start, block.end)
        marker, tight, verbatim = "", False, False
        if block.kind == "quote":
            inline = _unquoted(inline, "> " * block.level)
            tight = body.text[last : block.start] == "\n"
            verbatim = any(line.startswith(" ") for line in inline.text.split("\n"))
        elif block.kind == "list":
            found = re.match(r"(?:-|\d+\.) ", inline.text)
            marker = found.group() if found else ""
            inline = inline.cut(len(marker), len(inline.text))
        yield Piece(block.kind, inline, block.level, marker, tight, verbatim)
        last = block.end


def _unquoted(inline: Inline, prefix: str) -> Inline:
    text: list[str] = []
    marks: list[Mark] = []
    at = length = 0
    for line in inline.text.split("\n"):
        skip = len(prefix) if line.startswith(prefix) else 0
        kept = inline.cut(at + skip, at + len(line))
        marks.extend(Mark(m.kind, m.start + length, m.end + length, m.url) for m in kept.marks)
        text.append(kept.text)
        length += len(kept.text) + 1
        at += len(line) + 1
    return Inline("\n".join(text), tuple(marks))
