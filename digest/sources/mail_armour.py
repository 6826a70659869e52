"""Removes technical blocks from messages: PGP signatures, encoded files, notes by archives."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from digest.model import LeftOut
from digest.sources import mail_left
from digest.sources.mail_lines import Line, Lines

__all__ = ["parted", "without_armour"]

_BEGIN = re.compile(r"[-‐—]{2,5}\s?BEGIN (?P<what>[A-Z0-9 ]{3,40})[-‐—]{2,5}\s*$")
_END = re.compile(r"[-‐—]{2,5}\s?END (?P<what>[A-Z0-9 ]{3,40})[-‐—]{2,5}\s*$")
_ARMOUR_HEADER = re.compile(r"(?:Version|Comment|Hash|Charset|MessageID|NotDashEscaped)\s?:")
_ARMOUR = re.compile(r"[A-Za-z0-9+/]{16,90}={0,2}\s*$|=[A-Za-z0-9+/]{4}\s*$|\s*$")
_LONGEST_ARMOUR = 2000
"""Lines of an armoured block."""
_KINDS: tuple[tuple[str, LeftOut], ...] = (
    ("PGP SIGNATURE", mail_left.PGP),
    ("PGP PUBLIC KEY BLOCK", mail_left.PGP),
    ("SSH SIGNATURE", mail_left.PGP),
    ("PGP MESSAGE", mail_left.ENCRYPTED),
    ("PKCS7", mail_left.ENCRYPTED),
)
_UU_BEGIN = re.compile(r"begin(?:-base64)? [0-7]{3,4} \S")
_UU_LINE = re.compile(r"[ -`]{2,62}\s*$|[A-Za-z0-9+/=]{4,80}\s*$|`?\s*$")
_YENC_BEGIN = re.compile(r"=ybegin .*\bline=\d+")
_PARTED = re.compile(r"-{10,} ?\S[^-\n]{2,40}\S ?-{10,}\s*$")
"""How Mailman's archive parts the texts of a message, in any language: `-------------- next part --------------`."""
_KEPT_AT = re.compile(r"\b(?:URL|Url|URI)\s?: ?<?\S*/attachments?/|/attachments/\d{8}/")
_SKIPPED = re.compile(
    r"Skipped content of type \S+$|\[demime .*\]$|\[(?:HTML|Non-text|Attachment).{0,60}(?:removed|deleted)[^\]]*\]$"
)
_LONGEST_NOTE = 14
"""Lines of a note of the archive."""


def parted(lines: Lines, left: list[LeftOut]) -> list[Lines]:
    """The texts that an archive joined, without the archive's own words."""
    texts: list[Lines] = [[]]
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.depth == 0 and _PARTED.match(line.text):
            end = _end_of_note(lines, at + 1)
            if end is not None or "next part" in line.text:
                left.append(mail_left.SCRUBBED)
                at = end or at + 1
                texts.append([])
                continue
        if _SKIPPED.match(line.text):
            left.append(mail_left.SCRUBBED)
        else:
            texts[-1].append(line)
        at += 1
    return texts


def _end_of_note(lines: Lines, start: int) -> int | None:
    """Where the note ends that says where an attachment is kept; None where there is none."""
    for at in range(start, min(start + _LONGEST_NOTE, len(lines))):
        if lines[at].blank or lines[at].depth:
            return None
        if _SKIPPED.match(lines[at].text):
            return at + 1
        if _KEPT_AT.search(lines[at].text):
            return at + 1
    return None


def without_armour(lines: Lines, left: list[LeftOut]) -> Lines:
    """Without the armour of PGP around signed words, and without what is encoded.

    Lines that begin with a hyphen were given another one and a blank, which go.
    """
    out: Lines = []
    signed: int | None = None  # how deep the signed text is quoted that is being read
    at = 0
    while at < len(lines):
        line = lines[at]
        if skip := _block(lines, at, left):
            signed = None if "SIGNATURE" in line.text else signed
            at = skip
            continue
        found = _BEGIN.match(line.text)
        if found and found["what"] == "PGP SIGNED MESSAGE":
            signed = line.depth
            at = _after(lines, at + 1, lambda one: bool(_ARMOUR_HEADER.match(one.text)))
            continue
        if signed == line.depth and line.text.startswith("- "):
            line = replace(line, text=line.text[2:], piece=None)
        out.append(line)
        at += 1
    return out


def _block(lines: Lines, at: int, left: list[LeftOut]) -> int:
    """Where an encoded block ends that begins here; 0 where none does."""
    text, depth = lines[at].text, lines[at].depth
    if found := _BEGIN.match(text):
        kind = next((kind for name, kind in _KINDS if name == found["what"]), None)
        if kind is None:
            return 0
        left.append(kind)
        for end in range(at + 1, min(at + _LONGEST_ARMOUR, len(lines))):
            if lines[end].depth == depth and _END.match(lines[end].text):
                return end + 1
        return _after(lines, at + 1, lambda one: bool(_ARMOUR.match(one.text) or _ARMOUR_HEADER.match(one.text)))
    if _UU_BEGIN.match(text):
        end = _after(lines, at + 1, lambda one: one.text != "end" and bool(_UU_LINE.match(one.text)))
        if end > at + 1 and end < len(lines) and lines[end].text.strip() in ("end", "===="):
            left.append(mail_left.IN_TEXT)
            return end + 1
    if _YENC_BEGIN.match(text):
        left.append(mail_left.IN_TEXT)
        return _after(lines, at + 1, lambda one: not one.text.startswith("=yend")) + 1
    return 0


def _after(lines: Lines, at: int, inside: Callable[[Line], bool]) -> int:
    while at < len(lines) and inside(lines[at]):
        at += 1
    return at
