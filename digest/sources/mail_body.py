"""What the writer of a message says: without attribution lines, signature, list footer and disclaimer.

A quotation keeps its `>` at any depth. The line above it ("On Monday, Ann wrote:") is nobody's argument and goes; what
mail programs quote without marks, below "Original Message", is given them.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from digest.sources.markup import Body, from_html, from_plain
from digest.sources.markup.nesting import unnested

__all__ = ["body_of"]

_DATED = re.compile(
    r"(?:On|Am|Den|El|Em|Il|Le|Op|W dniu)\b(?=.*\d).{0,300}\b"
    r"(?:wrote|writes|said|schrieb|écrit|escribió|escreveu|scritto|schreef|skrev|napisał(?:\(a\))?)\b.{0,80}:",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?P<who>[^.!?]{1,80}|[^!?]{1,120}@.{1,80}) (?:wrote|writes|said)(?: (?:on|at|in)\b.{0,80})?\s?:")
_ADDRESSED = re.compile(r".{0,80}<[^<>\s]+@[^<>\s]+>.{0,60}:")
_LONGEST_NAME = 5
"""Words; whoever writes more before "wrote:" says something."""
_FORWARDED = re.compile(
    r"^(?:-{2,} ?(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Oorspronkelijk bericht)"
    r" ?-{2,}|_{20,}(?=\n(?:From|Von|De|Van): ))[ \t]*\n+(?:\*?[A-Z][\w-]{1,20}:\*? [^\n]*\n)+",
    re.MULTILINE,
)
_FOOTER = re.compile(r"\n_{20,}(?:\n[^\n]+){1,4}\Z")
"""The foot that a mailing list puts below each message."""
_DISCLAIMER = re.compile(
    r"\A\W*(?:confidentiality notice|disclaimer|(?:this|the information (?:contained )?in this|the contents? of this)"
    r"\s+(?:e-?mail|message|communication|transmission))\b",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\b(?:confidential|privileged|intended\s+(?:solely|only|for)|addressee|recipient)\b", re.IGNORECASE
)
_LONGEST_SIGNATURE = 8
"""Lines below `--` without its blank that may still be a signature and no rule."""
_FOLDED = ".gmail_attr, .gmail_signature, .moz-cite-prefix, .moz-signature, .yahoo_quoted_header"


def body_of(text: str, *, html: bool = False) -> Body:
    """The words of a message.

    Args:
        text: a message's decoded text.
        html: it is HTML.

    Example:
        >>> body_of("On Monday, Ann wrote:\\n> Tabs?\\n\\nNo.\\n-- \\nBen").text
        '> Tabs?\\n\\nNo.'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _from_page(text) if html else from_plain(_said(text))


def _from_page(text: str) -> Body:
    page = LexborHTMLParser(unnested(text))
    for node in page.css(_FOLDED):
        node.decompose()
    return from_html(page.html or "")


def _said(text: str) -> str:
    lines = _marked(_FOOTER.sub("", text.rstrip())).split("\n")
    return _without_disclaimers("\n".join(_without_signature(_without_attributions(lines))))


def _without_attributions(lines: list[str]) -> list[str]:
    """Without the line or two above each quotation that only say who wrote it and when."""
    dropped: set[int] = set()
    last = None  # the latest line above that is neither blank nor quoted
    for at, line in enumerate(lines):
        if line.startswith(">") and last is not None:
            above = lines[last - 1] if last else ""
            if _DATED.fullmatch(f"{above.strip()} {lines[last].strip()}"):
                dropped |= {last - 1, last}
            elif _attributes(lines[last]):
                dropped.add(last)
            last = None
        elif line.strip():
            last = None if line.startswith(">") else at
    return [line for at, line in enumerate(lines) if at not in dropped]


def _attributes(line: str) -> bool:
    line = line.strip()
    named = _NAMED.fullmatch(line)
    return bool(
        _DATED.fullmatch(line)
        or _ADDRESSED.fullmatch(line)
        or (named and (len(named["who"].split()) <= _LONGEST_NAME or "@" in named["who"]))
    )


def _marked(text: str) -> str:
    """Give what stands below "Original Message" the marks of a quotation; the headers repeated there go."""
    found = _FORWARDED.search(text)
    if found is None:
        return text
    quoted = "\n".join(f"> {line}" if line.strip() else ">" for line in text[found.end() :].strip("\n").split("\n"))
    return f"{text[: found.start()]}\n{quoted}\n"


def _without_signature(lines: list[str]) -> list[str]:
    """Without what stands between the first `-- ` and the end, or a quotation below."""
    start = end = below = len(lines)
    words = 0  # lines with words from here to the next quotation
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].startswith(">"):
            below, words = at, 0
        words += bool(lines[at].strip())
        if lines[at] == "-- " or (lines[at] == "--" and words <= _LONGEST_SIGNATURE):
            start, end = at, below
    return [*lines[:start], *lines[end:]]


def _without_disclaimers(text: str) -> str:
    """Without the paragraphs at the end that only lawyers read."""
    parts = re.split(r"\n\s*\n", text.rstrip())
    while len(parts) > 1 and _DISCLAIMER.match(parts[-1]) and _LEGAL.search(parts[-1]):
        parts.pop()
    return "\n\n".join(parts)
