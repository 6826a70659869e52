"""The author's own text of a message: without attribution lines, signatures, footers, disclaimers and armour.

Quotations keep their `>` at any depth. Quotations with other marks or none get `>` as well, so that nobody's words are
attributed to another person. The same is done inside each quotation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from digest.model import LeftOut
from digest.sources import mail_left
from digest.sources.mail_armour import parted, without_armour
from digest.sources.mail_attributions import LONGEST, attribution
from digest.sources.mail_feet import without_feet, without_last_paragraphs
from digest.sources.mail_forwards import announces, forward_in, heading_of
from digest.sources.mail_layout import pieces_of_lines
from digest.sources.mail_lines import Line, Lines, deeper, flowed, from_pieces, from_text, runs
from digest.sources.mail_marks import with_marks
from digest.sources.markup import Body, from_html
from digest.sources.markup.nesting import unnested
from digest.sources.markup.pieces import Piece, assemble, pieces_of
from digest.sources.markup.plain import classified

__all__ = ["BodyText", "body_of", "said_in_page", "said_in_text"]

_FOLDED = ".gmail_attr, .moz-cite-prefix, .yahoo_quoted_header"
"""What mail programs mark as saying who wrote a quotation."""
_SIGNATURES = ".gmail_signature, .moz-signature, .protonmail_signature_block"
_DEEPEST = 30
"""Levels of quotation; below them lines are as they are."""
_MOST_FORWARDS = 20
_DEEPEST_FORWARD = 8
"""Messages without marks in one message, and below one another; what is beyond stays as it is."""
_CUT = re.compile(r"\W*(?:\.\.\.|…|\[?<?(?:snip|cut|schnipp|snap)\b[^\]>]{0,40}[\]>]?)\W*", re.IGNORECASE)
"""How people say that they left out a part of what they quote."""
_MOSTLY = 0.8
"""Share of a page's text in one `<pre>`, from which it is plain text that a program made a page of."""


@dataclass(frozen=True, slots=True)
class BodyText:
    """A text of a message, and what was left out of it."""

    pieces: tuple[Piece, ...]
    left: tuple[LeftOut, ...] = ()


def body_of(text: str, *, html: bool = False) -> Body:
    """The words of a message.

    Args:
        text: a message's decoded text.
        html: it is HTML.

    Example:
        >>> body_of("On Monday, Ann wrote:\\n> Tabs?\\n\\nNo.\\n-- \\nBen").text
        '> Tabs?\\n\\nNo.'
    """
    said = said_in_page(text) if html else said_in_text(text)
    return assemble(said.pieces)


def said_in_text(text: str, *, is_flowed: bool = False, delsp: bool = False) -> BodyText:
    """What plain text says.

    Args:
        is_flowed: it is `format=flowed`, and with `delsp` the blanks at line ends are none of the text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return _said(flowed(text, delsp=delsp) if is_flowed else from_text(text))


def said_in_page(text: str) -> BodyText:
    """What a page of HTML says."""
    page = LexborHTMLParser(unnested(text))
    left = [mail_left.ATTRIBUTIONS for _ in _taken_out(page, _FOLDED)]
    left += [mail_left.SIGNATURES for _ in _taken_out(page, _SIGNATURES)]
    if plain := _only_pre(page):
        said = said_in_text(plain)
        return BodyText(said.pieces, (*left, *said.left))
    pieces: list[Piece] = []
    for piece in pieces_of(from_html(page.html or "")):
        typed = piece.kind == "paragraph" and any(
            line.lstrip().startswith(">") for line in piece.inline.text.split("\n")
        )
        pieces += classified(piece.inline, wrapped=False) if typed else [piece]
    said = _said(from_pieces(pieces))
    return BodyText(said.pieces, (*left, *said.left))


def _taken_out(page: LexborHTMLParser, selector: str) -> Sequence[object]:
    nodes = page.css(selector)
    for node in nodes:
        node.decompose()
    return nodes


def _only_pre(page: LexborHTMLParser) -> str:
    """The plain text that a program put into a page; empty where it is another page."""
    blocks = page.css("pre")
    if len(blocks) != 1 or page.body is None:
        return ""
    text = blocks[0].text()
    return text if len(text.split()) >= _MOSTLY * len(page.body.text(separator=" ").split()) else ""


def _said(lines: Lines) -> BodyText:
    left: list[LeftOut] = []
    pieces: list[Piece] = []
    for part in parted(lines, left):
        pieces += pieces_of_lines(_cleaned(without_armour(part, left), 0, left))
    return BodyText(tuple(pieces), tuple(left))


def _cleaned(lines: Lines, level: int, left: list[LeftOut]) -> Lines:
    """The lines of one writer and of those quoted, each without what they did not say."""
    if level > _DEEPEST:
        return lines
    lines = with_marks(lines, level)
    if level:
        lines = _without_heading(lines, level, left)
    out: Lines = []
    for _ in range(_MOST_FORWARDS if level < _DEEPEST_FORWARD else 0):
        forward = forward_in(lines, level)
        if forward is None:
            break
        left.append(mail_left.FORWARDED if forward.headed else mail_left.ATTRIBUTIONS)
        inner = deeper(lines[forward.words : forward.end])
        out += [*_own(lines[: forward.start], level, left), Line("", level)]
        out += [*_cleaned(inner, level + 1, left), Line("", level)]
        lines = lines[forward.end + 1 :]
    return [*out, *_own(lines, level, left)]


def _without_heading(lines: Lines, level: int, left: list[LeftOut]) -> Lines:
    """A quotation without the headers, or the line, at its top that say whose it is."""
    if count := heading_of(lines, level):
        left.append(mail_left.ATTRIBUTIONS)
        return lines[count:]
    return lines


def _own(lines: Lines, level: int, left: list[LeftOut]) -> Lines:
    """The lines of one writer, among whom only quotations with marks stand."""
    lines = without_feet(lines, level, left)
    out: Lines = []
    for quoted, start, end in runs(lines, level):
        if quoted:
            out = _without_attribution(out, level, left)
            out += _cleaned(lines[start:end], level + 1, left)
        else:
            out += lines[start:end]
    return without_last_paragraphs(out, level, left)


def _without_attribution(lines: Lines, level: int, left: list[LeftOut]) -> Lines:
    """Without the lines at the end that say who wrote what is quoted below them."""
    end = len(lines)
    while end and lines[end - 1].blank and lines[end - 1].depth == level:
        end -= 1
    cut = end  # and what says that something was cut stays
    while end and lines[end - 1].depth == level and _CUT.fullmatch(lines[end - 1].text):
        end -= 1
    start = end
    while start and end - start < LONGEST and lines[start - 1].depth == level and not lines[start - 1].blank:
        start -= 1
    count = attribution([line.text for line in lines[start:end]])
    if count:
        left.append(mail_left.ATTRIBUTIONS)
        end -= count
    elif start == end or end < cut:
        return lines
    cuts = lines[end + count : cut]
    while end and (lines[end - 1].depth == level) and (lines[end - 1].blank or announces(lines[end - 1].text)):
        end -= 1
    blank = [Line("", level)] if any(line.blank and line.depth == level for line in lines[end:]) or count else []
    return [*lines[:end], *blank, *cuts]
