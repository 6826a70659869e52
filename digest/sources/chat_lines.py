"""Parses one line of a chat log, in the forms of the common chat programs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from digest.sources.base import one_line
from digest.sources.chat_notices import is_irc_notice
from digest.sources.chat_times import MARKS, Stamp, stamp_of
from digest.sources.dates import moment_of

__all__ = ["Kind", "Line", "bare_name", "line_of"]

Kind = Literal["nick", "name", "tab", "zoom", "action", "notice", "words"]
"""`nick` for `<ann> No.`, `name` for `Ann: No.`, `tab` for a name and words apart by a tabulator, `zoom` for
`From Ann to Everyone: No.`, `action` for `* ann nods`, `notice` for what the program says, `words` for all else.
"""
_NICK = re.compile(r"<[@+%~&!*. ]{0,3}(?P<name>[^<>\s][^<>\n]{0,40}?)\s?>(?:[ \t]+|$)")
_NAME = re.compile(rf"[{MARKS} ]*(?P<name>[^\s:：][^:：\n]{{0,79}}?)[{MARKS} ]?(?::(?=\s|$)|：)[ \t]*")
_BOLD = re.compile(r"(?:\*\*|__)(?P<name>[^*_:：\n][^*:：\n]{0,79}?)(?::(?:\*\*|__)|(?:\*\*|__):)(?=\s|$)[ \t]*")
_TAB = re.compile(r"[@+%&~ ]?(?P<name>[^\s\t][^\t\n]{0,60}?)\t+(?=\S)")
_SQUARE = re.compile(r"\[(?P<name>[^\[\]\n]{1,40})\][ \t]+(?=\S)")
_NAME_TIME = re.compile(
    rf"[{MARKS} ]*(?P<name>[^\s:：(\[][^:：()\[\]\n]{{0,59}}?)[ \t]*"
    r"(?:\((?P<round>)|\[(?P<square>)|(?<=[ \t])(?=\d))(?P<time>[^\[\]()\n]{0,30}?\d{1,2}[:.]\d\d[^\[\]()\n]{0,12}?)"
    r"(?(round)\)|(?(square)\]|))[ \t]?[:：](?:[ \t]+|$)"
)
_ACTION = re.compile(r"(?:\*{1,3}|•|·)(?P<apart>[ \t]+|(?<=\*\*\*))(?P<name>\S{1,40})[ \t]+(?P<words>\S.*)")
_PROGRAM = re.compile(r"-!-|\*{3,4}(?:[ \t]|$)|-->|<--|<->|={2,}[ \t>]|-{2,3}(?:[ \t]|$)|→|←|\*{4}|-:-|>>>?[ \t]|!{3}")
_KAKAO = re.compile(r"\[(?P<name>[^\[\]\n]{1,60})\][ \t]+(?=\[)")
_ZOOM = re.compile(
    r"(?:From|Von|De|Da|Van|От|Від|Od|Från|Fra|Dari|Từ|来自|來自|从|從|送信者)[ \t]{1,4}(?P<name>\S.{0,79}?)[ \t]{1,4}"
    r"(?:to|an|à|a|para|aan|naar|для|кому|до|do|till|til|kepada|đến|发送至|傳送給|到|至|宛先)[ \t]{1,4}"
    r"[^:：\n]{1,100}?[:：](?=\s|$)[ \t]*+",
    re.IGNORECASE,
)
_ZOOM_OLD = re.compile(r"From[ \t]{1,2}(?P<name>\S.{0,79}?)[ \t]+:[ \t]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A parsed line of a log.

    Attributes:
        number: from 1.
        text: as in the file.
        stamp: the time at its start, if any.
        name: the person who speaks or acts.
        words: the text; for a line without a speaker, everything after the time.
    """

    number: int
    text: str
    stamp: Stamp | None
    kind: Kind
    name: str
    words: str

    @property
    def speaks(self) -> bool:
        """Whether the line is a person's speech or action."""
        return self.kind in ("nick", "name", "tab", "zoom", "action")


def line_of(number: int, text: str) -> Line:
    """Parse a line.

    Example:
        >>> line = line_of(1, "20:20 <@ben> No, shops would suffer.")
        >>> line.kind, line.name, line.words
        ('nick', 'ben', 'No, shops would suffer.')
    """
    stamp = stamp_of(text)
    if stamp is None and (found := _KAKAO.match(text)) and (inner := stamp_of(text[found.end() :])):
        behind = Stamp(inner.moment, f"[N]{inner.shape}", found.end() + inner.end)
        return Line(number, text, behind, "tab", bare_name(found["name"]), text[behind.end :])
    rest = text[stamp.end :] if stamp else text
    if found := _NICK.match(rest):
        return Line(number, text, stamp, "nick", bare_name(found["name"]), rest[found.end() :])
    if found := _ACTION.match(rest):
        words = f"{found['name']} {found['words']}"
        stars = rest.startswith("***") and bool(found["apart"])  # Pidgin writes an action as ***ann nods
        if not stars and not is_irc_notice(words):
            return Line(number, text, stamp, "action", bare_name(found["name"]), found["words"])
        return Line(number, text, stamp, "notice", "", rest)
    if _PROGRAM.match(rest):
        return Line(number, text, stamp, "notice", "", rest)
    if stamp and (found := _ZOOM.match(rest) or _ZOOM_OLD.match(rest)):
        return Line(number, text, stamp, "zoom", bare_name(found["name"]), rest[found.end() :])
    if stamp and (found := _TAB.match(rest)) and ": " not in found["name"]:
        return Line(number, text, stamp, "tab", bare_name(found["name"].removesuffix(":")), rest[found.end() :])
    if stamp and (found := _SQUARE.match(rest)):
        return Line(number, text, stamp, "nick", bare_name(found["name"]), rest[found.end() :])
    if stamp is None and (timed := _behind_name(number, text)):
        return timed
    if found := _BOLD.match(rest) or _NAME.match(rest):
        return Line(number, text, stamp, "name", bare_name(found["name"]), rest[found.end() :])
    return Line(number, text, stamp, "words", "", rest)


def _behind_name(number: int, text: str) -> Line | None:
    """`Ann (10:00): No.`, with the time between name and colon."""
    found = _NAME_TIME.match(text)
    moment = moment_of(found["time"]) if found else None
    if found is None or moment is None or moment.clock is None:
        return None
    words = text[found.end() :]
    return Line(number, text, Stamp(moment, "N", found.end()), "name", bare_name(found["name"].rstrip(" ,–—-")), words)


def bare_name(name: str) -> str:
    """A name without direction marks and the program's own signs.

    Example:
        >>> bare_name("\\u202a+49 171 3920001\\u202c")
        '+49 171 3920001'
    """
    return one_line(re.sub(f"[{MARKS}]", "", name))
