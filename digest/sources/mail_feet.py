"""Removes text below a message: signatures, footers of mailing lists, disclaimers, advertisements."""

from __future__ import annotations

import re

from digest.model import LeftOut
from digest.sources import mail_left
from digest.sources.mail_lines import Line, Lines

__all__ = ["without_feet", "without_last_paragraphs"]

_RULE = re.compile(r"\s*(?:[-_=*~#+–—.<>]\s?){3,}+(?:[^-_=*~\n]{0,60}(?:[-_=*~#+–—.<>]\s?){3,}+)?\s*$")
_RULES = tuple("-_=*~#+–—.<>")
_LIST = re.compile(
    r"\bunsubscri|\bsubscri(?:be|ption)s?\b.{0,40}\b(?:list|group|option|manage|settings)|mailing[- ]?list|"
    r"\blistinfo\b|mailman|"
    r"\blistserv\b|majordomo|groups\.io|groups links|google ?groups|yahoo!? ?groups|group owner|mute this topic|"
    r"you received this (?:message|e-?mail) because|to post (?:a message )?to this|view/reply online|"
    r"message archived at|"
    r"list archives?\b|-(?:request|leave|owner|unsubscribe)@|do you yahoo|get your (?:free|private).{0,40}mail|"
    r"msn messenger|"
    r"\bhotmail\b|sf\.net (?:e-?mail|sponsor)|this sf\.net|sponsored by|reply to this email directly|"
    r"view it on github|"
    r"\babmelden|abbestellen|austragen|mailingliste|désabonn|désinscri|liste de diffusion|lista de (?:correo|"
    r"distribución|discussão)|"
    r"darse de baja|cancelar (?:a |su |la )?(?:inscri|suscri|subscri)|cancella(?:rti|zione|rsi)|disiscri|"
    r"lista di discussione|"
    r"uitschrijven|afmelden|avregistrera|avprenumerera|odhlásit|wypisa[ćc]|lista dyskusyjna|отписаться|рассылк|"
    r"退订|取消订阅|配信停止|"
    r"メーリングリスト|구독",
    re.IGNORECASE,
)
_BARE = re.compile(r"\s*(?:https?://\S+|<?\S+@\S+>?|[\w .-]{0,40}(?:mailing ?)?list\b.{0,60})\s*$", re.IGNORECASE)
_LONGEST_FOOTER = 40
"""Lines from the rule of a footer to the end of the message."""
_UNDERSCORES = re.compile(r"_{20,}\s*$")
_SIGNED_OFF = re.compile(
    r"(?:sent (?:from|via|using|by|with) (?:my |the )?(?:i(?:phone|pad|pod)|android|samsung|galaxy|blackberry|"
    r"mobile|phone|"
    r"htc|nokia|huawei|xiaomi|pixel|windows|mail|yahoo|outlook|gmail|proton|tutanota|thunderbird|fastmail|verizon|"
    r"t-mobile|at&t|wireless|handheld|k-9|spark|airmail|nine)\b.{0,80}|get outlook for \w+.{0,40}|"
    r"von meinem .{2,40} gesendet|(?:diese nachricht wurde )?(?:gesendet|versendet) (?:von|mit|aus) .{2,60}|"
    r"envoyé (?:de|depuis|à partir de) .{2,60}|enviad[oa] (?:desde|do|de|a partir d[eo]) .{2,60}|inviato (?:da|"
    r"dal) .{2,60}|"
    r"verzonden (?:vanaf|met|via|vanuit) .{2,60}|skickat från .{2,60}|sendt fra .{2,60}|lähetetty .{2,40}|"
    r"wysłan[eo] z .{2,60}|odesláno z .{2,60}|отправлено (?:с|из) .{2,60}|iphoneから送信|发自我的.{1,20}|"
    r"從我的.{1,20}傳送|"
    r"나의 .{1,20}에서 보냄)\W*",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"\W*(?:confidentiality notice|disclaimer|(?:this|the information (?:contained )?in this|the contents? of this)"
    r"\s+(?:e-?mail|message|communication|transmission)|diese e-?mail (?:enthält|kann)|ce (?:message|courriel) et|"
    r"este (?:mensaje|correo) (?:y|puede|contiene)|esta mensagem|questo messaggio|dit bericht)\b",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\b(?:confidential|privileged|intended\s+(?:solely|only|for)|addressee|recipient|vertraulich|confidentiel|"
    r"destinataire|"
    r"confidencial|destinatario|destinatário|riservat[oe]|vertrouwelijk)\b",
    re.IGNORECASE,
)
_LONGEST_SIGNATURE = 8
"""Lines below `--` without its blank that may still be a signature and no rule."""
_LONGEST_SURE = 40
"""Lines below `-- ` that may be a signature; somebody who writes more below it goes on."""


def without_feet(lines: Lines, level: int, left: list[LeftOut]) -> Lines:
    """The lines of one writer without what stands below their words, up to a quotation or the end.

    Args:
        lines: with the quotations among them.
        level: how deep the writer's own lines are quoted.
    """
    lines = _without_footers(lines, level, left)
    return _without_signatures(lines, level, left)


def _trimmed(lines: Lines) -> Lines:
    end = len(lines)
    while end and lines[end - 1].blank:
        end -= 1
    return lines[:end]


def _without_footers(lines: Lines, level: int, left: list[LeftOut]) -> Lines:
    """Without the footers at the end, of which several lists may each have put one."""
    lines = _trimmed(lines)
    while (cut := _footer(lines, level)) is not None:
        left.append(mail_left.FOOTERS)
        lines = _trimmed(lines[:cut])
    return lines


def _footer(lines: Lines, level: int) -> int | None:
    """Where the footer at the end begins."""
    least = max(0, len(lines) - _LONGEST_FOOTER)
    found = None
    for at in range(len(lines) - 1, least - 1, -1):
        line = lines[at]
        if line.depth != level:
            break
        below = len(lines) - at - 1
        if below and _is_rule(line.text):
            words = [one.text for one in lines[at + 1 :] if not one.blank and not _is_rule(one.text)]
            speaks = sum(1 for text in words if _LIST.search(text))
            bare = bool(_UNDERSCORES.match(line.text)) and len(words) <= 4 and any(map(_BARE.match, words))
            telling = speaks or _LIST.search(line.text)
            if words and (bare or (telling and speaks * 6 >= len(words))):
                found = at
                if not _is_rule(lines[-1].text):
                    break  # a footer with a rule at its end has another at its beginning
        if line.blank and found is not None and at < found - 3:
            break
    if found is None and lines and lines[-1].depth == level:
        return _bare_footer(lines, level)
    return found


def _is_rule(text: str) -> bool:
    return text.lstrip()[:1] in _RULES and bool(_RULE.match(text))


def _bare_footer(lines: Lines, level: int) -> int | None:
    """Where a last paragraph begins that is all about the list."""
    at = len(lines)
    while at and not lines[at - 1].blank and lines[at - 1].depth == level:
        at -= 1
    words = " ".join(line.text for line in lines[at:])
    starts = re.match(
        r"\W*(?:you received this (?:message|e-?mail) because|to unsubscribe(?: from this| send|,|:))",
        words,
        re.IGNORECASE,
    )
    return at if starts and at else None


def _without_signatures(lines: Lines, level: int, left: list[LeftOut]) -> Lines:
    """Without what stands between the first `-- ` and the end, or a quotation below."""
    start = end = below = len(lines)
    words = 0  # lines with words from here to the next quotation
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if line.depth > level:
            below, words = at, 0
            continue
        most = _LONGEST_SURE if line.text == "-- " else _LONGEST_SIGNATURE
        if line.text.rstrip() == "--" and words <= most:
            start, end = at, below
        words += not line.blank
    if start < len(lines):
        left.append(mail_left.SIGNATURES)
    return [*lines[:start], *lines[end:]]


def without_last_paragraphs(lines: Lines, level: int, left: list[LeftOut]) -> Lines:
    """Without the last paragraphs of each stretch of words that only lawyers read, or that name a telephone."""
    out: Lines = []
    stretch: Lines = []
    for line in [*lines, None]:
        if line is not None and line.depth == level:
            stretch.append(line)
            continue
        out += _said(stretch, left)
        stretch = []
        if line is not None:
            out.append(line)
    return out


def _said(stretch: Lines, left: list[LeftOut]) -> Lines:
    end = len(stretch)
    while end:
        last = end
        while last and stretch[last - 1].blank:
            last -= 1
        first = last
        while first and not stretch[first - 1].blank:
            first -= 1
        words = " ".join(line.text.strip() for line in stretch[first:last])
        if _SIGNED_OFF.fullmatch(words):
            left.append(mail_left.SIGNATURES)
        elif first and _DISCLAIMER.match(words) and _LEGAL.search(words):
            left.append(mail_left.DISCLAIMERS)
        else:
            break
        end = first
    return [*stretch[:end], *(Line("", line.depth) for line in stretch[end:])] if end < len(stretch) else stretch
