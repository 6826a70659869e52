"""Converts lines of a message to pieces: finds intended line ends, code, patches and tables.

Programs wrap lines, and people end lines on purpose. A line end is intended if the next word would have fitted, unless
the sentence continues in lower case. Code, patches and tables keep their lines and indents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from digest.sources.mail_lines import Line
from digest.sources.markup.pieces import Inline, Piece, quoted_code
from digest.sources.markup.plain import FOOTNOTE, classified

__all__ = ["pieces_of_lines"]

_WIDEST = 100
"""Characters; a longer line is a paragraph that nothing broke."""
_NARROWEST = 50
"""Columns that lines are thought to be broken at, at the least."""
_RAGGED = 0.85
"""Share of the width that a line which was broken to fit it takes, with the next word, at the least."""
_SHORT = 48
"""Characters; three lines or more that are all shorter are verses, or a list."""
_STOP = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")
_ITEM = re.compile(r"\s*(?:[-*•+o–]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|\[[ xX]\])\s+\S")
_PATCH = re.compile(r"diff --git |diff -\w* ?|--- \S.*|Index: \S|@@ -\d+|\*\*\* \S.*\t|\d+(?:,\d+)?[acd]\d+(?:,\d+)?$")
_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")
_PATCH_HEAD = re.compile(
    r"diff |index [0-9a-f]+\.\.|--- |\+\+\+ |(?:new|deleted|old) (?:file )?mode|similarity |rename |copy |"
    r"Index: |={20,}|"
    r"Binary files |\*\*\* |RCS file|retrieving |GIT binary|\\ No newline"
)
_PATCH_LINE = re.compile(r"[ +\-@\\<>!]|$")
_GAP = re.compile(r"(?<=[^\s.!?:])[ ]{2,}(?=\S)|\t(?=\S)")
_CODE = re.compile(
    r"[;{}]\s*$|^\s*(?:def |class |import |from \w[\w.]* import |return\b|#include|for ?\(|if ?\(|while ?\(|"
    r"else\b.*[:{]|elif |"
    r"try:|except\b.*:|\$ |% |>>> |\.\.\. |sudo |SELECT |INSERT |</?\w+[ >/]|//|/\*|\*/)|[=!<>]=|->|=>|\w\(\)|"
    r"\b\w{1,60}\([^()]{0,200}\)\s?[:;]?$|"
    r"^\s*[\w.\[\]\"']+ ?[-+*/|]?= ?\S"
)
_BOX = re.compile(r"\s*(?:\+[-=+]{3,}\+?|\|.*\||[│┌├└═║╔╠╚].*)\s*$")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_TRACE = re.compile(r"\s*Traceback \(most recent call last\):")
_WORD = re.compile(r"[(\"'“‘*_]*[^\W\d_]+(?:['’-][^\W\d_]+)*[.,;:!?)\"'”’*_…]*$")
_PROSE = 0.8
"""Share of words among what stands between blanks, from which an indented text is prose."""


def pieces_of_lines(lines: Sequence[Line]) -> Iterator[Piece]:
    """The pieces of a message's lines."""
    tight = False
    for page, group in groupby(lines, key=lambda line: line.piece is not None):
        part = list(group)
        for depth, some in groupby(part, key=lambda line: line.depth):
            here = list(some)
            if not any(not line.blank for line in here):
                tight = tight and depth > 0
                continue
            pieces = _of_page(here) if page else _of_text(here, depth)
            for piece in pieces:
                yield _quoted(piece, depth, tight=tight) if depth else piece
                tight = depth > 0


def _quoted(piece: Piece, depth: int, *, tight: bool) -> Piece:
    """A piece as a quotation, the code in it with its indents."""
    if piece.kind == "code":
        return quoted_code(piece.inline.text, depth, tight=tight)
    if piece.kind == "list":
        piece = Piece("list", Inline(piece.marker + piece.inline.text))
    return Piece("quote", piece.inline, depth, tight=tight, verbatim=piece.verbatim)


def _of_page(lines: Sequence[Line]) -> Iterator[Piece]:
    """What is left of the pieces of a page."""
    for _, group in groupby(lines, key=lambda line: id(line.piece)):
        part = [line for line in group if line.piece is not None]
        piece = part[0].piece if part else None
        if piece is None:
            continue
        whole = len(part) == piece.inline.text.count("\n") + 1 and part[0].start == 0
        inline = piece.inline if whole else piece.inline.cut(part[0].start, part[-1].end)
        kind = "paragraph" if piece.kind == "quote" else piece.kind
        level = 0 if piece.kind == "quote" else piece.level
        yield Piece(kind, inline, level, piece.marker, verbatim=piece.verbatim)


def _of_text(lines: Sequence[Line], depth: int) -> Iterator[Piece]:
    texts = [line.text.rstrip().expandtabs() if line.text[:1] == "\t" else line.text.rstrip() for line in lines]
    width = max((len(text) for text in texts if len(text) <= _WIDEST), default=0)
    at = 0
    while at < len(texts):
        if not texts[at]:
            at += 1
        elif end := _end_of_code(texts, at):
            yield Piece("code", Inline("\n".join(texts[at:end])))
            at = end
        else:
            end = at + 1
            while end < len(texts) and texts[end] and not _begins_code(texts, end):
                end += 1
            yield from _prose(lines[at:end], texts[at:end], width, quoted=depth > 0)
            at = end


def _begins_code(texts: Sequence[str], at: int) -> bool:
    """Whether code begins within a paragraph: where its look is beyond doubt, or below a colon."""
    if _ends_patch(texts, at) or _FENCE.match(texts[at]) or _TRACE.match(texts[at]) or texts[at].startswith(">>> "):
        return True
    return texts[at - 1].endswith(":") and texts[at].startswith("  ") and bool(_end_of_code(texts, at))


def _end_of_code(texts: Sequence[str], at: int) -> int:
    """Where the code, patch or table ends that begins here; 0 where none does."""
    if end := _ends_patch(texts, at):
        return end
    if texts[at].startswith(">>> "):
        return next((n for n in range(at, len(texts)) if not texts[n]), len(texts))
    if _FENCE.match(texts[at]):
        closing = next((n for n in range(at + 1, len(texts)) if _FENCE.match(texts[n])), 0)
        return closing + 1 if closing else 0
    end = at
    while end < len(texts) and texts[end]:
        end += 1
    block = texts[at:end]
    if _TRACE.match(texts[at]) or _is_table(block):
        return end
    indented = at
    while indented < end and texts[indented].startswith(("   ", "\t")):
        indented += 1
    if indented - at and (indented == end or indented - at > 1) and not _is_prose(texts[at:indented]):
        return _with_more(texts, indented)
    return end if len(block) > 1 and _is_code(block) else 0


def _with_more(texts: Sequence[str], end: int) -> int:
    """Where indented code ends that blank lines divide."""
    at = end
    while at < len(texts):
        while at < len(texts) and not texts[at]:
            at += 1
        start = at
        while at < len(texts) and texts[at].startswith("    "):
            at += 1
        if at == start or (at < len(texts) and texts[at]) or _is_prose(texts[start:at]):
            return end
        end = at
    return end


def _ends_patch(texts: Sequence[str], at: int) -> int:
    """Where a patch ends that begins here: each hunk says how many lines it has."""
    first = texts[at]
    if not _PATCH.match(first):
        return 0
    near = texts[at + 1 : at + 12]
    if first.startswith("---") and not (near and near[0].startswith("+++ ")):
        return 0
    if not first.startswith("@@") and not any(_HUNK.match(text) or text[:2] in ("< ", "> ") for text in near):
        return 0
    end = at
    while end < len(texts):
        if found := _HUNK.match(texts[end]):
            end = _end_of_hunk(texts, end + 1, int(found[1] or 1), int(found[2] or 1))
        elif (
            _PATCH_HEAD.match(texts[end])
            or (texts[end] and texts[end][0] in "<>")
            or _PATCH.match(texts[end])
            or (
                not texts[end] and end + 1 < len(texts) and _PATCH.match(texts[end + 1]) and texts[end + 1][:3] != "---"
            )
        ):
            end += 1
        else:
            break
    return end


def _end_of_hunk(texts: Sequence[str], at: int, old: int, new: int) -> int:
    while at < len(texts) and (old > 0 or new > 0) and _PATCH_LINE.match(texts[at]):
        sign = texts[at][:1]
        old -= sign in (" ", "-", "")
        new -= sign in (" ", "+", "")
        at += 1
    return at


def _is_table(block: Sequence[str]) -> bool:
    """Whether lines are the rows of a table: with gaps in them, three columns or as many rows."""
    if len(block) < 2:
        return False
    if sum(1 for text in block if _BOX.match(text)) >= max(2, 0.7 * len(block)):
        return True
    gaps = [len(_GAP.findall(text.strip())) for text in block]
    rows = sum(1 for count in gaps if count)
    if rows < 0.8 * len(block):
        return False
    wide = sum(1 for count in gaps if count > 1)
    starts = [{found.end() for found in _GAP.finditer(text)} for text in block]
    aligned = sum(1 for one, two in pairwise(starts) if one & two)
    return wide >= 0.6 * len(block) or (len(block) > 2 and aligned >= 0.6 * (len(block) - 1))


def _is_code(block: Sequence[str]) -> bool:
    """Whether lines that are not indented are code: half of them look like it."""
    likely = sum(1 for text in block if _CODE.search(text))
    return likely >= 0.5 * len(block) and not _is_prose(block)


def _is_prose(block: Sequence[str]) -> bool:
    """Whether a text consists of words in sentences, or of verses."""
    parts = [part for text in block for part in text.split()]
    words = sum(1 for part in parts if _WORD.match(part))
    few = len(parts) < 4
    return words >= _PROSE * len(parts) and not few and not any(map(_is_plain_code, block))


def _is_plain_code(text: str) -> bool:
    return bool(re.search(r"[;{}]\s*$|^\s*(?:def |class |import |\$ |>>> |#include)", text))


def _prose(lines: Sequence[Line], texts: Sequence[str], width: int, *, quoted: bool) -> Iterator[Piece]:
    """A paragraph, its line ends joined where they were only broken to fit a width."""
    said = [text.strip() for text in texts]
    rows = [[said[0]]]
    verses = _is_verse(said, quoted=quoted)
    address = False
    for at in range(1, len(said)):
        address = _goes_on_in_address(said[at - 1], inside=address)
        if lines[at - 1].fixed or _is_meant(texts[at - 1], texts[at], width, verses=verses, quoted=quoted):
            rows.append([said[at]])
        else:
            rows[-1] += ["" if address else " ", said[at]]
    inline = Inline("\n".join(map("".join, rows)))
    if quoted:
        yield Piece("paragraph", inline)
    else:
        yield from classified(inline, wrapped=False)


def _goes_on_in_address(text: str, *, inside: bool) -> bool:
    """Whether an address between angle brackets goes on below a line."""
    opened = text.rfind("<http")
    return " " not in text[max(opened, 0) :] and ">" not in text[max(opened, 0) :] and (inside or opened >= 0)


def _is_verse(said: Sequence[str], *, quoted: bool) -> bool:
    """Whether lines are so short that they are verses, or a list. Those of a quotation must not be sentences."""
    if len(said) < 3 or any(len(text) > _SHORT or _ITEM.match(text) for text in said):
        return False
    return not quoted or sum(1 for text in said[:-1] if _STOP.search(text)) < 0.5 * (len(said) - 1)


def _is_meant(before: str, after: str, width: int, *, verses: bool, quoted: bool) -> bool:
    """Whether a line end is the writer's. A quotation was broken by whoever wrote it, and again when it was quoted."""
    after = after.strip()
    if _ITEM.match(after) or FOOTNOTE.match(after) or len(before) > _WIDEST:
        return True
    first = after.split(" ", 1)[0]
    fits = len(before) + 1 + len(first) <= max(width, _NARROWEST) * _RAGGED
    if not fits:
        return False
    goes_on = after[:1].islower() and not _STOP.search(before)
    return verses or not (goes_on or quoted)
