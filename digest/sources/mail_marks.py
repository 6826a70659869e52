"""Recognises quotations with other marks than `>`: initials or a name (`BO>`, `Ben>`), a bar, a colon, or an indent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from digest.sources.mail_attributions import LONGEST, attribution, said_by
from digest.sources.mail_lines import Line, Lines

__all__ = ["with_marks"]

_NAMED = re.compile(r"[ \t]*(?P<name>[^\W\d_][\w.'-]{0,15})(?P<marks>>{1,9})(?:[ \t]|(?=[^\s>])|$)")
_PROGRAMS = "sql mysql psql ftp sftp ps gdb pdb irb idl telnet smtp iex php hive sqlite ghci mongo redis node"
_PROMPTS = frozenset(_PROGRAMS.split())
"""What programs write before what is typed; `C>` and the like are single letters."""
_SIGN = re.compile(r"[ \t]*(?P<sign>[|:}\]#%&+=*!»›~$])(?P<more>(?:[ \t]?[|:}>])*)(?:[ \t]|(?=[^\s\w:)|])|(?=[\w])|$)")
_SURE = "|:"
"""Signs that quote without a line above that says who wrote."""
_LEAST = 2
"""Lines in a row with such a sign."""
_TALK = 4
"""Words of a line, on average, that somebody says and nobody types at a prompt."""
_LONG, _REST = 60, 30
"""Characters of a quoted line that may have been broken, and of what was broken off."""
_FARTHEST = 60
"""Lines above a mark among which the line may be that says who wrote."""
_BOX = re.compile(r"\|.*\||\|\s*$|[|+][-=+]{2,}|::|:\w+:|:\s?[-()/|DPp]")
"""A table, or something else that begins with such a sign."""


def with_marks(lines: Lines, level: int) -> Lines:
    """The lines of one writer with such quotations as quoted as those with `>`."""
    own = [at for at, line in enumerate(lines) if line.depth == level and not line.blank]
    named = {at: found for at in own if (found := _NAMED.match(lines[at].text))}
    counts = Counter(found["name"] for found in named.values())
    said = _speakers({at: (found["name"], lines[at].text[found.end() :]) for at, found in named.items()})
    out = list(lines)
    for at, found in named.items():
        if found["name"] in said or _is_name(found["name"], counts[found["name"]], lines, at, level):
            out[at] = _cut(lines[at], found.end(), len(found["marks"]))
    _by_blanks(out, named, level)
    for start, end in _paragraphs(out, level):
        _by_sign(out, start, end, level)
    return _indented(_rejoined(out, level), level)


def _speakers(named: Mapping[int, tuple[str, str]]) -> set[str]:
    """Nicknames in lower case that stand before sentences, twice or more; what programs prompt for is shorter."""
    words: dict[str, list[int]] = {}
    for name, text in named.values():
        words.setdefault(name, []).append(len(text.split()))
    return {
        name
        for name, counts in words.items()
        if len(counts) >= _LEAST and len(name) > 1 and sum(counts) >= _TALK * len(counts) and name not in _PROMPTS
    }


def _rejoined(lines: Lines, level: int) -> Lines:
    """Quote what a program broke off a long quoted line and left without its mark."""
    for at in range(1, len(lines) - 1):
        before, line, after = lines[at - 1 : at + 2]
        if line.depth != level or line.blank or before.depth <= level or line.fixed:
            continue
        goes_on = line.text[:1].islower() and not re.search(r"[.!?:;]\W*$", before.text)
        if goes_on and len(before.text) >= _LONG and len(line.text) <= _REST and after.depth == before.depth:
            lines[at] = replace(line, depth=before.depth)
    return lines


def _is_name(name: str, count: int, lines: Lines, at: int, level: int) -> bool:
    """Whether a mark names somebody, who is quoted: twice with a capital letter, or as the line above says."""
    if name.lower() in _PROMPTS or len(name) < 2:
        return False
    if name[0].isupper() and count >= _LEAST:
        return True
    text = _above(lines, at, level)
    return bool(text) and (name[0].isupper() or said_by(text, name))


def _above(lines: Lines, at: int, level: int) -> str:
    """The line above that says who wrote, if there is one, with quoted lines between or none."""
    least = max(0, at - _FARTHEST)
    while at > least and (lines[at - 1].blank or lines[at - 1].depth > level or _NAMED.match(lines[at - 1].text)):
        at -= 1
    start = at
    while start and at - start < LONGEST and lines[start - 1].depth == level and not lines[start - 1].blank:
        start -= 1
    texts = [line.text for line in lines[start:at]]
    count = attribution(texts)
    return " ".join(texts[-count:]) if count else ""


def _cut(line: Line, width: int, depth: int) -> Line:
    """A line without its mark, quoted deeper."""
    return replace(line, text=line.text[width:], depth=line.depth + depth, start=min(line.start + width, line.end))


def _by_blanks(lines: Lines, named: dict[int, re.Match[str]], level: int) -> None:
    """Quote the blank lines within such a quotation, too, where both neighbours are quoted."""
    for at in range(1, len(lines) - 1):
        if lines[at].blank and lines[at].depth == level and at - 1 in named and at + 1 in named:
            depth = min(lines[at - 1].depth, lines[at + 1].depth)
            lines[at] = replace(lines[at], depth=max(level, depth))


def _paragraphs(lines: Lines, level: int) -> list[tuple[int, int]]:
    """Runs of the author's own lines without blank lines."""
    found: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        if line.depth != level or line.blank:
            continue
        if found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def _by_sign(lines: Lines, start: int, end: int, level: int) -> None:
    """Quote the lines of a paragraph that begin with one sign, if it is one that quotes there."""
    at = start
    while at < end:
        found = _SIGN.match(lines[at].text)
        if found is None:
            at += 1
            continue
        sign, first = found["sign"], at
        while at < end and (mark := _SIGN.match(lines[at].text)) and mark["sign"] == sign:
            at += 1
        boxed = any(_BOX.match(line.text.strip()) for line in lines[first:at])
        told = bool(_above(lines, first, level))
        if boxed or not (told or (sign in _SURE and at - first >= _LEAST)):
            continue
        if sign not in _SURE and at - first < _LEAST:
            continue
        for here in range(first, at):
            mark = _SIGN.match(lines[here].text)
            if mark:
                depth = 1 + len(re.findall(r"[|:}>]", mark["more"].removeprefix(">")))  # `|>` is one mark
                lines[here] = _cut(lines[here], mark.end(), depth)


def _indented(lines: Lines, level: int) -> Lines:
    """Quote what is indented directly below a line that says who wrote."""
    paragraphs = _paragraphs(lines, level)
    for (start, end), (first, last) in pairwise(paragraphs):
        between = lines[end:first]
        if not all(line.blank for line in between) or not attribution(
            [line.text for line in lines[start:end]][-LONGEST:]
        ):
            continue
        if all(line.text[:1] in (" ", "\t") for line in lines[first:last]) and not lines[end - 1].text[:1].isspace():
            for at in range(end, last):
                lines[at] = replace(lines[at], depth=level + 1)
    return lines
