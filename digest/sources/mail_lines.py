"""The lines of a message, each with its quotation depth.

Parts that are left out are removed from these lines; `mail_layout` converts the rest to pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from digest.sources.markup.pieces import Piece

__all__ = ["Line", "Lines", "deeper", "flowed", "from_pieces", "from_text", "runs"]

_MARKS = re.compile(r"[ \xa0]{0,3}((?:>[ \t\xa0]?){1,30})")
_SUPERCITE = re.compile(r"\"[^\"\n]{1,60}\" == .{1,200}$")
"""How Emacs says who wrote: `>>>>> "Ben" == Ben Okley writes:`. The marks before it quote nothing."""
_PROMPT = re.compile(r"(?P<marks>(?:> ){1,9})>>> (?P<typed>.*)")
_TYPED = re.compile(
    r"(?:import|from|print|def|class|for|if|while|with|try|del|raise|assert|return)\b|[\w.]+\s*[=(\[]|[\w.]+$|[\"'({\[]"
)
"""What is typed at Python's prompt."""
_FLOW_MARKS = re.compile(r"(>{0,30}) ?")
_DASHES = "-- "


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        text: without quote marks, white space at its ends kept.
        depth: how deep it is quoted, 0 for what the writer says.
        fixed: the writer ended the line here; else it may have been broken to fit a width.
        piece: of HTML, the piece that it is a line of, and in `start` and `end` where in it.
    """

    text: str
    depth: int = 0
    fixed: bool = False
    piece: Piece | None = None
    start: int = 0
    end: int = 0

    @property
    def blank(self) -> bool:
        """Whether there is nothing on it."""
        return not self.text or self.text.isspace()


Lines = list[Line]


def from_text(text: str) -> Lines:
    """The lines of plain text.

    Example:
        >>> [(line.depth, line.text) for line in from_text("> > so\\n>it is\\nNo.")]
        [(2, 'so'), (1, 'it is'), (0, 'No.')]
    """
    lines = [_marked(line) for line in text.split("\n")]
    return _with_prompts(lines, text.split("\n")) if ">>> " in text else lines


def _with_prompts(lines: Lines, raw: Sequence[str]) -> Lines:
    """With Python's prompt as what it is: three marks at once, before code, and with no quotation above."""
    for at, line in enumerate(lines):
        above = raw[at - 1] if at else ""
        own = not above.startswith(">") or (lines[at - 1].text.startswith(">>> ") and not lines[at - 1].depth)
        if line.depth == 3 and raw[at].startswith(">>> ") and own and _TYPED.match(line.text):
            lines[at] = Line(raw[at], fixed=True)
        elif line.depth > 3 and (found := _PROMPT.fullmatch(raw[at])) and _TYPED.match(found["typed"]):
            lines[at] = Line(f">>> {found['typed']}", found["marks"].count(">"), fixed=True)
    return lines


def _marked(text: str) -> Line:
    found = _MARKS.match(text)
    if found is None:
        return Line(text)
    depth, words = found[1].count(">"), text[found.end() :]
    if words[:1] == '"' and _SUPERCITE.match(words):
        depth = len(re.sub(r"\s", "", found[1].rstrip().rstrip(">")))
    return Line(words, depth)


def flowed(text: str, *, delsp: bool) -> Lines:
    """The lines of `format=flowed` text (RFC 3676): one that ends with a blank goes on in the next.

    Some programs say so of text that they broke all the same. Where no line goes on, the lines are as in other text.

    Args:
        delsp: the blank at the end is none of the text.

    Example:
        >>> [line.text for line in flowed("so \\nit is", delsp=False)]
        ['so it is']
    """
    rows = [(len(found[1]), line[found.end() :]) for line in text.split("\n") if (found := _FLOW_MARKS.match(line))]
    if not any(words.endswith(" ") and words != _DASHES for _, words in rows):
        return from_text(text)
    out: Lines = []
    goes_on = False
    for depth, words in rows:
        flows = words.endswith(" ") and words != _DASHES
        part = words[:-1] if flows and delsp else words
        if goes_on and out[-1].depth == depth and words != _DASHES:
            out[-1] = replace(out[-1], text=out[-1].text + part)
        else:
            out.append(Line(part, depth, fixed=True))
        goes_on = flows
    return out


def from_pieces(pieces: Iterable[Piece]) -> Lines:
    """The lines of the pieces of a page, with blank ones between them."""
    out: Lines = []
    for piece in pieces:
        depth = piece.level if piece.kind == "quote" else 0
        if out:
            out.append(Line("", min(depth, out[-1].depth) if piece.tight else 0))
        at = 0
        for text in piece.inline.text.split("\n"):
            out.append(Line(text, depth, True, piece, at, at + len(text)))
            at += len(text) + 1
    return out


def deeper(lines: Iterable[Line], by: int = 1) -> Lines:
    """Lines quoted deeper than they were; of HTML, too."""
    return [replace(line, depth=line.depth + by) for line in lines]


def runs(lines: Sequence[Line], level: int) -> Iterator[tuple[bool, int, int]]:
    """Stretches of lines that are all quoted deeper than a level, or all not: whether they are, first, and end."""
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or (lines[at].depth > level) != (lines[start].depth > level):
            yield lines[start].depth > level, start, at
            start = at
