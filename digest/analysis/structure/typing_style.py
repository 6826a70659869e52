"""Features of how lines are typed: habits that distinguish two writers, whatever they write about.

People who type curly apostrophes, two blanks after a full stop or no capitals do so in every line. Where such a habit
changes between two lines, the author has probably changed.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from digest.analysis.structure.lines import Row, Transcript, TranscriptLine

_LEFT, _RIGHT = 4, 3
"""Lines before and after a gap among which the nearest that shows a habit is taken."""
_SHINGLE = 5
"""Words in a row that are hardly ever the same by chance."""
_STEPS = 6
"""Most lines between two numbers of one list."""
_WIDTH = 50
"""Fewest characters of a line that may have been wrapped."""
_QUOTATION = 12
"""Most lines of a quotation: a forgotten closing mark must not tie all lines below together."""

_HABITS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = (
    ("apostrophe", re.compile("[‘’]"), re.compile(r"\w'\w")),
    ("quotes", re.compile("[“”]"), re.compile('"')),
    ("blanks", re.compile(r"[.!?]  \S"), re.compile(r"[.!?] \S")),
    ("small_i", re.compile(r"\bi(?:'m|'ve|'d|'ll)?\b(?!\.e)"), re.compile(r"\bI\b")),
    ("dash", re.compile("[—–]"), re.compile(r" --? |\w--\w")),
    (
        "bare",
        re.compile(r"\b(?:dont|doesnt|isnt|cant|wont|im|ive|thats|didnt|youre)\b"),
        re.compile(r"\b(?:don|doesn|isn|can|won|didn)['’]t\b|\b(?:I['’]m|[Tt]hat['’]s)\b"),
    ),
    ("lower", re.compile(r"^[a-z]|[.!?] [a-z]"), re.compile(r"^[A-Z]")),
    ("unended", re.compile(r"[^.!?:)\"'”’*\]]$"), re.compile(r"[.!?][)\"'”’]?$")),
)
"""Habits as two alternatives; a line shows a habit if it matches one of the two patterns and not the other."""
_TEMPERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cry", re.compile("!")),
    ("dots", re.compile(r"\.\.|…")),
    ("smile", re.compile(r"[:;]-?[)(DPp]|\blol\b|\bhaha")),
)
"""Habits that a line has or lacks."""
_ADDRESS = re.compile(r"\W*(?:https?://\S+|www\.\S+)\W*")
_ADDRESS_LAST = re.compile(r"https?://\S+$")
_CODE = re.compile(r"[{};=]\s*$|^\s*[$#]\s|\w\(\)|^\s*@")
_NUMBER = re.compile(r"[(\[]?(\d{1,2})[.):\]]\s")


def style(transcript: Transcript) -> list[Row]:
    """For each habit: 1 where the lines before and after the gap differ in it, -1 where they agree, else 0."""
    shown = [_shown(line) for line in transcript.lines]
    rows = []
    for at in range(len(shown)):
        before, after = shown[max(0, at - _LEFT) : at][::-1], shown[at : at + _RIGHT]
        row = {name: _differ(name, before, after) for name in _NAMES}
        row["differ"] = float(sum(row[name] > 0 for name, *_ in _HABITS))
        row["same"] = float(sum(row[name] < 0 for name, *_ in _HABITS))
        rows.append(row)
    return rows


_NAMES = (*(name for name, *_ in _HABITS), *(name for name, _ in _TEMPERS))


def _shown(line: TranscriptLine) -> dict[str, bool]:
    """The habits that a line shows; none for a quoted line, which somebody else typed."""
    if line.kind == "quote":
        return {}
    out = {name: bool(mark.search(line.text)) for name, mark in _TEMPERS}
    for name, one, other in _HABITS:
        has = bool(one.search(line.text))
        if has != bool(other.search(line.text)):
            out[name] = has
    return out


def _differ(name: str, before: Sequence[dict[str, bool]], after: Sequence[dict[str, bool]]) -> float:
    left = next((one[name] for one in before if name in one), None)
    right = next((one[name] for one in after if name in one), None)
    if left is None or right is None:
        return 0.0
    return 1.0 if left != right else -1.0


def typing(transcript: Transcript) -> list[Row]:
    """Surface features of a line and the one before: long words, marks, capitals, an address, code."""
    rows = []
    before: Row = dict.fromkeys(("marks", "long", "asks", "address", "code"), 0.0)
    address_last = 0.0
    for line in transcript.lines:
        size = len(line.text) + 1
        row = {
            "marks": sum(not char.isalnum() and char != " " for char in line.text) / size,
            "long": sum(map(len, line.words)) / (len(line.words) + 1),
            "asks": float("?" in line.text),
            "address": float(bool(_ADDRESS.fullmatch(line.text))),
            "code": float(bool(_CODE.search(line.text))),
        }
        rows.append(
            {
                **row,
                **{f"{name}_before": value for name, value in before.items()},
                "address_last_before": address_last,
                "size": math.log(size),
                "capitals": sum(char.isupper() for char in line.text) / size,
            }
        )
        before, address_last = row, float(bool(_ADDRESS_LAST.search(line.text)))
    return rows


def broken(transcript: Transcript) -> list[Row]:
    """Whether a line continues a wrapped sentence, or a quotation that was opened above."""
    lines = transcript.lines
    sentence = [False, *(_broken_off(before, line) for before, line in pairwise(lines))]
    quotation = _in_quotation(lines)
    return [{"sentence": float(sentence[at]), "quotation": float(quotation[at])} for at in range(len(lines))]


def _broken_off(before: TranscriptLine, line: TranscriptLine) -> bool:
    return (
        before.kind == line.kind == "paragraph"
        and len(before.text) >= _WIDTH
        and before.text[-1].isalpha()
        and not _ADDRESS_LAST.search(before.text)
        and line.text[:1].islower()
    )


def _in_quotation(lines: Sequence[TranscriptLine]) -> list[bool]:
    inside = []
    opened: int | None = None
    for at, line in enumerate(lines):
        if opened is not None and at - opened > _QUOTATION:
            opened = None
        inside.append(opened is not None)
        curly = line.text.count("“") - line.text.count("”")
        if line.text.count('"') % 2:
            opened = at if opened is None else None
        elif curly:
            opened = at if curly > 0 else None
    return inside


def numbered(transcript: Transcript) -> list[Row]:
    """Whether a line continues a numbered list."""
    rows = []
    last, value = -20, 0
    for at, line in enumerate(transcript.lines):
        found = _NUMBER.match(line.text)
        number = int(found[1]) if found else -1
        rows.append(
            {
                "is": float(number >= 0),
                "first": float(number == 1),
                "next": float(number > 0 and number == value + 1 and at - last <= _STEPS),
                "since": float(min(at - last, 20)),
            }
        )
        if found:
            last, value = at, number
    return rows


def repeated(transcript: Transcript) -> list[Row]:
    """How much of a line an earlier line has word for word: an unmarked quote (shingles, Broder 1997)."""
    found = _repeats(transcript.lines)
    shares = [0.0, *(share for _, share, _ in found), 0.0]
    return [
        {
            "share": share,
            "words": min(count, 40.0),
            "back": min(at - source, 60.0) if source >= 0 else -1.0,
            "share_before": shares[at],
            "share_after": shares[at + 2],
        }
        for at, (source, share, count) in enumerate(found)
    ]


def _repeats(lines: Sequence[TranscriptLine]) -> list[tuple[int, float, float]]:
    """For each line the earlier line with most of its shingles, the share of its shingles there, their number."""
    last: dict[tuple[str, ...], int] = {}
    out = []
    for at, line in enumerate(lines):
        runs = [line.words[i : i + _SHINGLE] for i in range(len(line.words) - _SHINGLE + 1)]
        runs = runs if line.kind != "quote" else []
        where = Counter(last[run] for run in runs if run in last)
        source, count = max(where.items(), key=lambda one: (one[1], one[0]), default=(-1, 0))
        out.append((source, count / len(runs) if runs else 0.0, float(count)))
        last.update(dict.fromkeys(runs, at))
    return out
