"""Captions of a recorded debate: WebVTT, SRT, and the simpler SBV of meetings and video sites.

webvtt-py reads all three, but it loses the lines of a cue and all voices except one, and rejects a file with one
damaged cue. A cue is only a line of times with lines below it, so we parse it here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from digest.errors import ContentError
from digest.model import OPENING, Document, LeftOut, Post
from digest.sources.base import Reader, SourceFile, document, one_line
from digest.sources.chat_answers import Spoken, answered
from digest.sources.markup import from_plain

__all__ = ["READER"]

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d\d)[.,](\d{1,3})"
_CUE = re.compile(rf"[ \t]*{_TIME}[ \t]*(?:-->|,)[ \t]*{_TIME}(?:[ \t].*)?$")
_TAG = re.compile(r"</?[a-z][^<>]*>|<\d[\d:.]*>|\{\\an?\d\}", re.IGNORECASE)
_NAMED = re.compile(r"(?:>>+[ \t]*|[-–—][ \t]*)?\[?(?P<name>[^\W\d_][^:\n\[\]?!.]{0,39}|[^:\n]{1,3})\]?:[ \t]+(?=\S)")
_CHANGE = re.compile(r"(?:>>+|[-–—](?=[ \t]))[ \t]*")
_SOUND = re.compile(r"[\[(♪♫][^\[\]()\n]{0,60}[\])♪♫]|♪+")
_ROLLING = 0.3
"""If this share of cues starts with the previous cue's last line, the captions are rolling."""
_PAUSE = 2.5
"""Seconds of silence that start a new paragraph, in captions without speakers."""
_SOUNDS = LeftOut("sounds", "they are not posts")
_ROLLED = LeftOut("repeated lines", "rolling captions show each line twice")
_NOTES = LeftOut("notes and styles", "they are not posts")


@dataclass(frozen=True, slots=True)
class _Cue:
    """One caption: its lines in the file, its start and end in seconds, and its text line by line."""

    first: int
    last: int
    start: float
    end: float
    lines: tuple[str, ...]


@dataclass(slots=True)
class _Turn:
    """Consecutive cues of one speaker."""

    author: str
    first: int
    last: int
    end: float
    words: list[str] = field(default_factory=list)


def _sniff(file: SourceFile) -> float:
    if file.data is not None:
        return 0.0
    if re.match(r"WEBVTT(?:[ \t\n]|$)", file.text):
        return 0.97
    head = [line for line in file.text.split("\n", 20)[:20] if line.strip()]
    first = next((at for at, line in enumerate(head) if _CUE.match(line)), None)
    return 0.95 if first is not None and first <= 1 and (first == 0 or head[0].strip().isdigit()) else 0.0


def _read(file: SourceFile, language: str) -> Document:
    left_out: list[LeftOut] = []
    cues = list(_cues(file, left_out))
    if not cues:
        raise ContentError(file.fault("no cue in these captions", line=1, hint="export them again"))
    title = re.match(r"WEBVTT[ \t]+(?:-[ \t]*)?(\S.*)", file.text)
    turns = _turns(cues, left_out)
    named = any(turn.author for turn in turns) or len(turns) > 1
    posts = _posts(turns) if named else [_monologue(cues, left_out)]
    if not any(post.text for post in posts):
        raise ContentError(file.fault("these captions have no text", line=1, hint="export them again"))
    who = f"{len({turn.author for turn in turns if turn.author})} named speakers" if named else "no speakers"
    return document(
        file,
        title=one_line(title[1]) if title else " ".join(file.stem.replace("_", " ").split()),
        format="markdown" if named else "essay",
        posts=posts,
        language=language,
        left_out=left_out,
        why=f"it has {len(cues):,} timed cues and {who}",
    )


def _cues(file: SourceFile, left_out: list[LeftOut]) -> Iterator[_Cue]:
    """The cues of a file, without the lines that rolling captions show again."""
    cues = list(_shown(file, left_out))
    again = sum(one.lines[-1] == after.lines[0] for one, after in pairwise(cues))
    if again < _ROLLING * len(cues) or again < 2:
        yield from cues
        return
    before: tuple[str, ...] = ()
    for cue in cues:
        rolled = next((n for n in range(len(before), 0, -1) if before[-n:] == cue.lines[:n]), 0)
        before = cue.lines
        left_out.extend(replace(_ROLLED, line=cue.first + 1) for _ in range(rolled))
        if cue.lines[rolled:]:
            yield replace(cue, lines=cue.lines[rolled:])


def _shown(file: SourceFile, left_out: list[LeftOut]) -> Iterator[_Cue]:
    """The cues as they stand there; of the lines between them, the numbers of cues go, and the format's own blocks."""
    lines = file.text.split("\n")
    starts = [(at, times) for at, line in enumerate(lines) if (times := _CUE.match(line))]
    ends = [at for at, _ in starts[1:]]
    for (at, times), after in zip(starts, [*ends, len(lines)], strict=True):
        end = at + 1
        while (end < after and lines[end].strip()) or (end < after - 1 and end == at + 1):
            end += 1
        spoken = [_plain(line) for line in lines[at + 1 : end]]
        if end == after < len(lines) and spoken and spoken[-1].isdigit():
            spoken.pop()  # the number of the next cue, without a blank line before it
        blocks = [number for number in range(end, after) if re.match(r"(?:NOTE|STYLE|REGION)\b", lines[number])]
        left_out.extend(replace(_NOTES, line=number + 1) for number in blocks)
        if kept := tuple(filter(None, spoken)):
            groups = times.groups()
            yield _Cue(at + 1, end, _seconds(groups[:4]), _seconds(groups[4:]), kept)


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, part = (int(one or 0) for one in parts)
    return hours * 3600 + minutes * 60 + seconds + part / 1000


def _plain(line: str) -> str:
    """A line of a cue without markup other than voices."""
    voices = re.sub(r"<v(?:\.[^\s>]*)?[ \t]+([^>\n]+)>", "\x02\\1\x03", line)
    return html.unescape(_TAG.sub("", voices)).replace("\u200e", "").replace("\xa0", " ").strip()


def _turns(cues: Sequence[_Cue], left_out: list[LeftOut]) -> list[_Turn]:
    """The turns of the speakers, each over all its cues."""
    regulars = _regulars(cues)
    turns: list[_Turn] = []
    for cue in cues:
        for line in cue.lines:
            for author, words, change in _said(line, regulars):
                bare = _SOUND.sub("", words).strip(" -–—")
                if not bare and _SOUND.search(words):
                    left_out.append(replace(_SOUNDS, line=cue.first))
                    continue
                same = turns and not change and (author is None or author == turns[-1].author)
                if not same:
                    turns.append(_Turn(author or "", cue.first, cue.last, cue.end))
                turns[-1].words.append(words)
                turns[-1].last, turns[-1].end = cue.last, cue.end
    return turns


def _said(line: str, regulars: frozenset[str]) -> Iterator[tuple[str | None, str, bool]]:
    """The speaker, the text, and whether an unnamed new speaker starts here."""
    if "\x02" in line:
        before, *parts = line.split("\x02")
        if before.strip():
            yield None, before.strip(), False
        for part in parts:
            name, _, words = part.partition("\x03")
            yield one_line(name), words.strip(), False
        return
    if (found := _NAMED.match(line)) and one_line(found["name"]) in regulars:
        yield one_line(found["name"]), line[found.end() :], False
    elif found := _CHANGE.match(line):
        yield "", line[found.end() :], True
    else:
        yield None, line, False


def _regulars(cues: Sequence[_Cue]) -> frozenset[str]:
    """The names before colons that are speakers: recurring ones, or all if most cues start with one."""
    found = [one_line(name["name"]) for cue in cues for line in cue.lines if (name := _NAMED.match(line))]
    often = frozenset(name for name in found if found.count(name) > 1) if len(found) < 5000 else frozenset(found)
    return frozenset(found) if len(found) >= 0.5 * len(cues) or often else frozenset()


def _posts(turns: Sequence[_Turn]) -> list[Post]:
    said = [Spoken(f"l{turn.first}-{at}", turn.author, " ".join(turn.words)) for at, turn in enumerate(turns)]
    posts = []
    for turn, one, (parent, confidence, cue) in zip(turns, said, answered(said), strict=True):
        body = from_plain(one.words)
        posts.append(
            Post(
                id=one.id,
                text=body.text,
                author=turn.author or None,
                parent=parent,
                parent_confidence=confidence,
                parent_cue=cue,
                blocks=body.blocks,
                marks=body.marks,
                lines=(turn.first, turn.last),
            )
        )
    return posts


def _monologue(cues: Sequence[_Cue], left_out: list[LeftOut]) -> Post:
    """The whole text, without speakers: a paragraph ends with a sentence before a silence."""
    paragraphs: list[list[str]] = [[]]
    end = 0.0
    for cue in cues:
        words = " ".join(line for line in cue.lines if _SOUND.sub("", line).strip(" -–—"))
        if paragraphs[-1] and cue.start - end > _PAUSE and re.search(r"[.!?…]\W*$", paragraphs[-1][-1]):
            paragraphs.append([])
        if words:
            paragraphs[-1].append(words)
        end = cue.end
    body = from_plain("\n\n".join(" ".join(words) for words in paragraphs))
    return Post(OPENING, body.text, blocks=body.blocks, marks=body.marks, lines=(cues[0].first, cues[-1].last))


READER = Reader("captions (WebVTT, SRT, SBV)", _sniff, _read, known_by="it has timed cues")
