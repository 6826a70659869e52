"""Decodes mail: charset labels have the meaning of the WHATWG Encoding Standard, as in browsers.

So `iso-8859-1` is read as windows-1252 and `gb2312` as gb18030. If the bytes are invalid for the label, or there is no
label, UTF-8 is tried first. Charsets are not guessed from the content: on ten short samples, charset-normalizer
confused German with Czech and Russian with Japanese.
"""

from __future__ import annotations

import codecs
import re
from email.errors import HeaderParseError
from email.header import decode_header

import webencodings

__all__ = ["decoded", "words_decoded"]

_REPLACEMENT = "\ufffd"
_SUPERSETS = {"gbk": "gb18030", "iso2022_jp": "iso2022_jp_ext", "hz": "hz"}
"""The codec for a label, if Python's codec of the same name has fewer characters than the standard."""
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_ESCAPED = re.compile(rb"\x1b(?:\$[@B]|\$\(D|\([BJI])")
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_ASCII = frozenset({"", "us-ascii", "ascii", "ansi_x3.4-1968", "iso_646.irv:1991", "iso646-us", "us", "646"})
"""Labels that mail programs write for unknown charsets."""
_WORD = re.compile(r"=\?[^?\s]*\?[bqBQ]\?[^?]*\?=")


def decoded(raw: bytes, charset: str | None) -> str:
    """Decode bytes.

    Args:
        raw: the bytes.
        charset: the label that came with them, if any.

    Example:
        >>> decoded(b"\\x93so\\x94", "iso-8859-1"), decoded("Brücke".encode(), None)
        ('“so”', 'Brücke')
    """
    label = (charset or "").strip(" \t\"'").partition("*")[0].lower()
    name = _codec(label)
    if raw.isascii() and b"\x1b" not in raw and name in (None, "utf-8", "cp1252"):
        return raw.decode("ascii")
    if name is None and _ESCAPED.search(raw):
        name = "iso2022_jp_ext"
    if name is None or name == "utf-8":
        return _unlabelled(raw)
    for codec in (name, "utf-8"):
        try:
            return raw.decode(codec).removeprefix("\ufeff")
        except ValueError:
            if name.startswith("iso2022_jp"):
                return _japanese(raw)
    return _western(raw) if name == "cp1252" else raw.decode(name, "replace")


def _codec(label: str) -> str | None:
    """Python's name of the codec for a label; None where the label says nothing."""
    if label in _ASCII:
        return None
    known = webencodings.lookup(label)
    if known is not None and known.name != "replacement":
        name = str(known.codec_info.name)
        return _SUPERSETS.get(name, name)
    try:  # labels of mail that browsers do not know: utf-7, cp850, iso-2022-kr
        found = codecs.lookup(label)
        "a".encode(found.name)  # some codecs are none of text
    except (LookupError, ValueError):
        return None
    return found.name


def _unlabelled(raw: bytes) -> str:
    """UTF-8, or windows-1252 where hardly anything is UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
        broken = text.count(_REPLACEMENT)
        return text if len(_MULTIBYTE.findall(raw)) >= broken else _western(raw)


def _western(raw: bytes) -> str:
    """windows-1252 as browsers have it: five bytes that Microsoft left open are control characters."""
    return raw.decode("latin-1").translate(_WINDOWS)


def _japanese(raw: bytes) -> str:
    """ISO-2022-JP with the characters of NEC and IBM, which mailers write and Python's codecs refuse."""
    parts, at, state = [], 0, b"\x1b(B"
    for found in [*_ESCAPED.finditer(raw), None]:
        part = raw[at : found.start() if found else len(raw)]
        if state in (b"\x1b$@", b"\x1b$B"):
            part = b"".join(_shifted(*part[n : n + 2]) for n in range(0, len(part) - 1, 2))
        elif state == b"\x1b(I":
            part = bytes(byte | 0x80 for byte in part)
        codec = "euc_jp" if state == b"\x1b$(D" else "cp932"
        if state == b"\x1b$(D":
            part = b"".join(b"\x8f" + bytes(byte | 0x80 for byte in part[n : n + 2]) for n in range(0, len(part), 2))
        parts.append(part.decode(codec, "replace"))
        if found:
            at, state = found.end(), found.group()
    return "".join(parts)


def _shifted(row: int, cell: int) -> bytes:
    """A character of JIS X 0208 as Shift JIS writes it."""
    cell += (0x1F if cell < 0x60 else 0x20) if row % 2 else 0x7E
    return bytes([(row + 1) // 2 + (0x70 if row < 0x5F else 0xB0), cell]) if cell < 0x100 else b"?"


def words_decoded(text: str) -> str:
    """A header's value with its encoded words (RFC 2047) as text, wherever they stand in it.

    Mailers also write them within quotation marks, without a blank between, and with a character cut in two.

    Example:
        >>> words_decoded('"=?utf-8?q?M=C3?==?utf-8?q?=BCller?=" <m@example.org>')
        '"Müller" <m@example.org>'
    """
    if "=?" not in text:
        return text
    out, at = [], 0
    for run in re.finditer(rf"{_WORD.pattern}(?:\s*{_WORD.pattern})*", text):
        out += [text[at : run.start()], _run_decoded(run.group())]
        at = run.end()
    return "".join([*out, text[at:]])


def _run_decoded(run: str) -> str:
    """Encoded words that follow one another; those of one charset are decoded together."""
    try:
        pairs = decode_header(re.sub(r"\?=\s+=\?", "?= =?", run))
    except (HeaderParseError, ValueError, AssertionError):
        return run
    merged: list[tuple[bytes, str]] = []
    for raw, charset in pairs:
        part = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogateescape")
        label = (charset or "").lower()
        if merged and merged[-1][1] == label:
            merged[-1] = (merged[-1][0] + part, label)
        else:
            merged.append((part, label))
    return "".join(decoded(part, label) for part, label in merged)
