"""Features of the gap before each line, for the boosted trees and the network that find boundaries.

Each family is a function that gives one row for each line. `FAMILIES` lists them; a feature is named `family.name`.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import fmean, median, pstdev

from digest.analysis.structure.lines import (
    AGREE,
    ARTICLE,
    ASK,
    DENY,
    GOES_ON,
    THEY,
    YOU,
    I,
    Row,
    Transcript,
    TranscriptLine,
    alike,
)
from digest.analysis.structure.typing_style import broken, numbered, repeated, style, typing

FAR = 60.0
"""Distances in lines are capped here."""

_EDIT = re.compile(r"\s*[*_(\[]*(?:edit|update|ps|p\.s|tl;?dr|eta)\b", re.I)
_CLAUSE = re.compile(r"Which (?:is|was|means|makes|leads|would be)\b[^?]*$", re.I)
_CONNECTIVE = re.compile(
    r"(?:whereas|hence|thus|therefore|consequently|furthermore|moreover|additionally|likewise|similarly|conversely|"
    r"secondly|thirdly|lastly|in addition|as a result|in other words|in short|that being said|on top of that|"
    r"for (?:example|instance)|in (?:particular|summary|conclusion|contrast)|by contrast|all in all|anyways?|as for|"
    r"even (?:if|though)|instead|so (?:yeah|yes)|now(?=,))\b",
    re.I,
)
"""Openings by which people continue their own post: of 450 such lines in the training threads, 10 begin a post."""
_VOCATIVE = re.compile(r"[A-Z@]\w{2,20}\s*[,:;–-]|@\w+|(?:hi|hey|hello|dear)\b", re.I)
_LOWER = re.compile(r"[\"'(\[*]*[a-z]")
_SHOUT = re.compile(r"[!?]{2,}|:\)|:\(|;\)|:D|\blol\b|\bemoticon_|\b[A-Z]{4,}\b")


def table(transcript: Transcript) -> list[Row]:
    """All features of all lines. Those of the first line are not used, as it always begins a post."""
    rows: list[Row] = [{} for _ in transcript.lines]
    for name, family in FAMILIES:
        for row, found in zip(rows, family(transcript), strict=True):
            row.update({f"{name}.{key}": value for key, value in found.items()})
    for row, found in zip(rows, _crowd(transcript, rows), strict=True):
        row.update({f"crowd.{key}": value for key, value in found.items()})
    return rows


def _habits(transcript: Transcript) -> list[Row]:
    """The style of the whole discussion, the same for each line, so that one model fits threads of different kinds."""
    lines = transcript.lines
    own = [line for line in lines if line.kind != "quote"] or list(lines)
    sizes = [len(line.words) for line in own] or [0]
    row = {
        "lines": math.log(len(lines) + 1),
        "words": fmean(sizes),
        "median": median(sizes),
        "spread": pstdev(sizes) / (fmean(sizes) + 1),
        "quoted": 1 - len(own) / len(lines) if lines else 0,
        "traced": len(transcript.quotings) / (len(lines) - len(own) + 1),
        "sentences": fmean(line.sentences for line in own),
        "single": fmean(line.sentences == 1 for line in own),
        "unended": fmean(line.end == "none" for line in own),
        "lower": fmean(bool(_LOWER.match(line.text)) for line in own),
        "short": fmean(size <= 5 for size in sizes),
        "links": fmean(line.urls > 0 for line in own),
        "you": fmean(bool(YOU.intersection(line.words)) for line in own),
    }
    return [row] * len(lines)


def _shape(transcript: Transcript) -> list[Row]:
    """Sizes, last marks and kinds of the line and of its neighbours."""
    usual = median([len(line.words) for line in transcript.lines] or [0]) + 1
    edge = TranscriptLine("", "edge", (), transcript.title.terms, "none", 1, 0)
    padded = [edge, edge, *transcript.lines, edge]
    rows = []
    for i in range(len(transcript.lines)):
        before2, before, line, after = padded[i : i + 4]
        row = {
            "size": float(len(line.words)),
            "size_before": float(len(before.words)),
            "size_after": float(len(after.words)),
            "size_ratio": len(line.words) / usual,
            "size_ratio_before": len(before.words) / usual,
            "sentences": float(line.sentences),
            "sentences_before": float(before.sentences),
            "links": float(line.urls),
            "links_before": float(before.urls),
            "lower": float(bool(_LOWER.match(line.text))),
            "mark": float(line.text[:1] in "\"“'(["),
            "held": float(i > 0 and goes_on(transcript.lines, i)),
            "digit": float(line.text[:1].isdigit()),
            "edit": float(bool(_EDIT.match(line.text))),
            "shout": float(bool(_SHOUT.search(line.text))),
            "shout_before": float(bool(_SHOUT.search(before.text))),
            "after_asks": float(after.end == "ask"),
            "line": min(i, FAR),
        }
        for kind in ("quote", "saying", "list", "footnote", "paragraph"):
            row[f"is_{kind}"] = float(line.kind == kind)
            row[f"was_{kind}"] = float(before.kind == kind)
        row["next_quote"] = float(after.kind == "quote")
        row["second_quote"] = float(before2.kind == "quote")
        for end in ("stop", "cry", "ask", "colon", "comma", "dots", "none"):
            row[f"ended_{end}"] = float(before.end == end)
            row[f"ends_{end}"] = float(line.end == end)
        rows.append(row)
    return rows


def goes_on(lines: Sequence[TranscriptLine], at: int) -> bool:
    """Whether a line plainly continues the post of the line before.

    That is so after a colon, a quote or an announced saying; for a footnote or an afterthought ("Edit: …"); and for a
    line that continues an argument ("Furthermore, …") or a sentence ("Which is why …").
    """
    line, before = lines[at], lines[at - 1]
    announced = before.kind == "saying" and at > 1 and lines[at - 2].end == "colon"
    return (
        (announced and line.kind == "paragraph")
        or bool(_CLAUSE.match(line.text) or _CONNECTIVE.match(line.text))
        or (before.end == "colon" and before.kind != "quote")
        or (before.kind == "quote" and line.kind != "quote")
        or line.kind == "footnote"
        or bool(_EDIT.match(line.text))
    )


def _opening(transcript: Transcript) -> list[Row]:
    """The opening words: agreement, denial, a question, a continuation, and who is addressed."""
    rows = []
    before: tuple[str, ...] = ()
    for line in transcript.lines:
        first = line.words[0] if line.words else ""
        head = line.words[:12]
        rows.append(
            {
                "agrees": float(first in AGREE),
                "denies": float(first in DENY),
                "asks": float(first in ASK),
                "goes_on": float(first in GOES_ON),
                "i": float(first in I),
                "you": float(first in YOU),
                "they": float(first in THEY),
                "article": float(bool(ARTICLE.intersection(line.words))),
                "address": float(bool(_VOCATIVE.match(line.text))),
                "you_in_head": float(bool(YOU.intersection(head))),
                "i_in_head": float(bool(I.intersection(head))),
                "you_share": sum(word in YOU for word in line.words) / (len(line.words) + 1),
                "i_share": sum(word in I for word in line.words) / (len(line.words) + 1),
                "they_share": sum(word in THEY for word in line.words) / (len(line.words) + 1),
                "you_before": sum(word in YOU for word in before) / (len(before) + 1),
                "i_before": sum(word in I for word in before) / (len(before) + 1),
                "same_first": float(bool(before) and before[0] == first),
            }
        )
        before = line.words
    return rows


def _cohesion(transcript: Transcript) -> list[Row]:
    """Lexical cohesion: how many terms the line shares with those before and after it (after Hearst 1997)."""
    lines, rare = transcript.lines, transcript.rare
    near = [0.0] + [alike(a.terms, b.terms, rare) for a, b in pairwise(lines)]
    seen: set[str] = set()
    rows = []
    for i, line in enumerate(lines):
        left = sum((one.terms for one in lines[max(0, i - 4) : i]), type(line.terms)())
        right = sum((one.terms for one in lines[i : i + 3]), type(line.terms)())
        new = [term for term in line.terms if term not in seen]
        rows.append(
            {
                "line": near[i],
                "next": near[i + 1] if i + 1 < len(lines) else 0.0,
                "before": near[i - 1] if i else 0.0,
                "second": alike(lines[i - 2].terms, line.terms, rare) if i > 1 else 0.0,
                "windows": alike(left, right, rare),
                "left": alike(left, line.terms, rare),
                "title": alike(transcript.title.terms, line.terms, rare),
                "new": len(new) / (len(line.terms) + 1),
            }
        )
        seen.update(line.terms)
    return rows


def _quotes(transcript: Transcript) -> list[Row]:
    """Evidence of quotes: a post does not quote itself, and answers the passages of another in their order."""
    lines = transcript.lines
    source = {quoting.line: quoting.source for quoting in transcript.quotings}
    cover = _covers(transcript)
    together = _together(transcript)
    quoted_at = [i for i, line in enumerate(lines) if line.kind == "quote"]
    traced_at = sorted(source)
    rows = []
    for i, line in enumerate(lines):
        k = bisect_right(traced_at, i - 1) - 1
        last = traced_at[k] if k >= 0 else -1
        q = bisect_right(quoted_at, i - 1) - 1
        n = bisect_right(quoted_at, i)
        mine, theirs = source.get(i, -1), source.get(last, -1)
        traced = line.kind == "quote" and mine >= 0
        rows.append(
            {
                "traced": float(traced),
                "untraced": float(line.kind == "quote" and mine < 0),
                "back": min(i - mine, FAR) if traced else -1.0,
                "since_last": min(i - last, FAR) if last >= 0 else FAR,
                "since_any": min(i - quoted_at[q], FAR) if q >= 0 else FAR,
                "until_any": min(quoted_at[n] - i, FAR) if n < len(quoted_at) else FAR,
                "forward": max(-FAR, min(mine - theirs, FAR)) if traced and theirs >= 0 else 0.0,
                "of_current": float(traced and mine > last >= 0),
                "cover": cover[i][0],
                "cover_left": cover[i][1],
                "covers": cover[i][2],
                "together": together[i],
            }
        )
    return rows


def _covers(transcript: Transcript) -> list[tuple[float, float, float]]:
    """For each gap, of the stretches from a source to its quote: length of the shortest, lines left of it, number."""
    out = [(FAR, FAR, 0.0)] * len(transcript.lines)
    for quoting in transcript.quotings:
        length = quoting.line - quoting.source
        if length > FAR:
            continue
        for gap in range(quoting.source + 1, quoting.line + 1):
            short, left, count = out[gap]
            if length < short:
                short, left = float(length), float(quoting.line - gap)
            out[gap] = (short, left, count + 1)
    return out


def _together(transcript: Transcript) -> list[float]:
    """For each gap, how many pairs of lines that are quoted one after the other it divides: a pair is of one post."""
    out = [0.0] * len(transcript.lines)
    for one, other in pairwise(transcript.quotings):
        if other.line - one.line <= 4 and 0 < other.source - one.source <= 8 and other.source < one.line:
            for gap in range(one.source + 1, other.source + 1):
                out[gap] += 1
    return out


def _words(transcript: Transcript) -> list[Row]:
    """Scores by the word list, of the line and its neighbours."""
    scores = [0.0, 0.0, *transcript.openings, 0.0, 0.0]
    names = ("before2", "before", "line", "after", "after2")
    return [dict(zip(names, scores[i : i + 5], strict=True)) for i in range(len(transcript.lines))]


def _crowd(transcript: Transcript, rows: Sequence[Row]) -> list[Row]:
    """Means over the discussion, and the line's rank within it."""
    if len(rows) < 2:
        return [{}] * len(rows)
    usual = {name.replace(".", "_"): fmean(row[name] for row in rows[1:]) for name in _USUAL}
    usual["spread"] = pstdev(transcript.openings[1:])
    ranks = {name.replace(".", "_"): _ranks([row[name] for row in rows]) for name in _RANKED}
    return [{**usual, **{f"rank_{name}": rank[i] for name, rank in ranks.items()}} for i in range(len(rows))]


def _ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value, from 0 for the least to 1; equal values in reading order."""
    out = [0.0] * len(values)
    for place, i in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        out[i] = place / max(1, len(values) - 1)
    return out


_USUAL = (
    *(f"opening.{name}" for name in ("agrees", "denies", "asks", "goes_on", "i", "you", "they", "same_first")),
    *("opening.you_in_head", "cohesion.line", "cohesion.windows", "shape.edit", "shape.ended_ask", "shape.ended_colon"),
    "words.line",
)
_RANKED = ("shape.size", "cohesion.line", "cohesion.windows", "cohesion.left", "cohesion.new", "words.line")

FAMILIES: tuple[tuple[str, Callable[[Transcript], list[Row]]], ...] = (
    ("habit", _habits),
    ("shape", _shape),
    ("opening", _opening),
    ("cohesion", _cohesion),
    ("quote", _quotes),
    ("words", _words),
    ("style", style),
    ("typing", typing),
    ("broken", broken),
    ("number", numbered),
    ("repeat", repeated),
)
