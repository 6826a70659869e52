"""The picture that goes with a link: drawn here from fonts that are packages, so no network and no font of the machine.

It is drawn in one channel, whose values up to 127 run from ink to paper and whose values above are the colours of the
sides. That keeps it to some 20 KB and 10 ms, which counts where a thousand debates have one each.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from digest.site.escape import line

__all__ = ["HEIGHT", "WIDTH", "Picture", "drawable", "png"]

WIDTH, HEIGHT = 1200, 630
"""The size that all who show link previews agree on."""

_SANS = ("font_source_sans_pro", "SourceSansPro-Semibold.otf")
_SERIF = ("font_source_serif_pro", "SourceSerifPro-Regular.otf")
_INK, _QUIET, _PAPER = 0, 44, 127
_FOR, _AGAINST, _NEITHER = 128, 129, 130
_COLOURS = {_FOR: (10, 100, 150), _AGAINST: (173, 66, 9), _NEITHER: (208, 213, 219)}
_DARK, _LIGHT = (29, 39, 51), (252, 251, 248)
_MARGIN = 72
_ODD = 0.1
"""Which share of a text's letters may be missing in the font, an emoji or two, before it is left out whole."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be seen.

    Attributes:
        over: a line above the title.
        words: a sentence below it; may be empty.
        sides: how many are for, against, and neither; None for no bar.
        facts: a line at the foot.
        legend: what the bar says at either end.
    """

    over: str
    title: str
    words: str
    sides: tuple[int, int, int] | None
    facts: str
    legend: tuple[str, str] = ("", "")


def png(picture: Picture) -> bytes:
    """The picture as a PNG file, the same bytes for the same picture.

    A text in a script that the font does not have is left out, never shown as boxes: whoever shows the picture shows
    the title in words beside it.
    """
    image = Image.new("L", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 13), fill=_INK)
    at = _MARGIN
    if over := drawable(picture.over):
        draw.text((_MARGIN, at - 8), _cut(over, 30, WIDTH - 2 * _MARGIN), font=_font(_SANS, 30), fill=_QUIET)
    at += 48
    title, facts = drawable(picture.title), drawable(picture.facts)
    at = _title(draw, title or facts, at)
    foot = HEIGHT - _MARGIN - (96 if picture.sides else 30)
    _words(draw, drawable(picture.words), at, foot - 20)
    if picture.sides:
        _bar(draw, picture.sides, foot, legend=picture.legend)
    if facts and title:
        width = draw.textlength(facts, font=_font(_SANS, 28))
        draw.text((WIDTH - _MARGIN - width, HEIGHT - _MARGIN - 34), facts, font=_font(_SANS, 28), fill=_QUIET)
    image.putpalette(_palette())
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=6)
    return file.getvalue()


def drawable(text: str) -> str:
    """What of a text can be drawn: without the odd sign that the font lacks, and nothing where that is more than odd.

    Example:
        >>> drawable("Müsli 🥣 или каша?"), drawable("原子力発電")
        ('Müsli или каша?', '')
    """
    plain = unicodedata.normalize("NFC", line(text))
    letters = [char for char in plain if unicodedata.category(char)[0] in "LMN"]
    if sum(not _has(char) for char in letters) > len(letters) * _ODD:
        return ""
    return " ".join("".join(char for char in plain if char == " " or _has(char)).split())


def _title(draw: ImageDraw.ImageDraw, text: str, top: int) -> int:
    """Draw a title as large as it fits into three lines, and give the height at which it ends."""
    if not text:
        return top
    for size in (76, 66, 56, 48):
        lines = _lines(text, _font(_SANS, size), WIDTH - 2 * _MARGIN)
        if len(lines) <= 2 or (size <= 56 and len(lines) <= 3):
            break
    else:
        lines = [*lines[:2], f"{lines[2].rstrip(' .,;')} …"]
    for number, one in enumerate(lines):
        draw.text((_MARGIN, top + number * size * 1.12), one, font=_font(_SANS, size), fill=_INK)
    return top + round(len(lines) * size * 1.12) + 30


def _words(draw: ImageDraw.ImageDraw, text: str, top: int, bottom: int) -> None:
    size, step = 38, 52
    most = (bottom - top) // step
    if not text or most < 1:
        return
    lines = _lines(text, _font(_SERIF, size), WIDTH - 2 * _MARGIN)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1].rstrip(' .,;”')} …"]
    for number, one in enumerate(lines):
        draw.text((_MARGIN, top + number * step), one, font=_font(_SERIF, size), fill=_INK)


def _bar(draw: ImageDraw.ImageDraw, sides: tuple[int, int, int], top: int, *, legend: tuple[str, str]) -> None:
    """The sides as lengths and in words; those against are hatched too, for who does not see the colour."""
    pro, con, neither = sides
    total, whole = max(1, pro + con + neither), WIDTH - 2 * _MARGIN
    left = float(_MARGIN)
    for count, colour in ((pro, _FOR), (neither, _NEITHER), (con, _AGAINST)):
        right = left + whole * count / total
        if right - left > 4:
            draw.rectangle((left, top, right - 4, top + 26), fill=colour)
            for stripe in range(round(left), round(right) - 4, 12) if colour == _AGAINST else ():
                draw.rectangle((stripe, top, stripe + 2, top + 26), fill=_PAPER)
        left = right
    at = float(_MARGIN)
    for shape, colour, label in ((-1, _FOR, drawable(legend[0])), (1, _AGAINST, drawable(legend[1]))):
        middle, far = HEIGHT - _MARGIN - 17, 9 * shape
        draw.polygon([(at, middle - far), (at + 20, middle - far), (at + 10, middle + far)], fill=colour)
        draw.text((at + 30, HEIGHT - _MARGIN - 34), label, font=_font(_SANS, 28), fill=_INK)
        at += 64 + draw.textlength(label, font=_font(_SANS, 28))


def _lines(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """A text broken between words into lines that fit."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return [_cut(one, font.size, width, font=font) for one in lines]


def _cut(text: str, size: float, width: float, *, font: ImageFont.FreeTypeFont | None = None) -> str:
    """A line cut to what fits; a single word can be wider than the picture."""
    font = font or _font(_SANS, round(size))
    if font.getlength(text) <= width:
        return text
    low, high = 0, len(text)
    while low < high:  # the longest beginning that fits with an ellipsis
        middle = (low + high + 1) // 2
        low, high = (middle, high) if font.getlength(f"{text[:middle]}…") <= width else (low, middle - 1)
    return f"{text[:low]}…"


def _palette() -> Sequence[int]:
    ramp = [
        round(dark + (light - dark) * step / _PAPER)
        for step in range(_PAPER + 1)
        for dark, light in zip(_DARK, _LIGHT, strict=True)
    ]
    return [*ramp, *(value for code in sorted(_COLOURS) for value in _COLOURS[code])]


@cache
def _font(name: tuple[str, str], size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO((files(name[0]) / "files" / name[1]).read_bytes()), size)


@cache
def _has(char: str) -> bool:
    """Whether the fonts have a character: one that they lack is drawn as U+E0FF is, which is never assigned."""
    return all(
        bytes(_font(name, 24).getmask(char)) != bytes(_font(name, 24).getmask("\ue0ff")) for name in (_SANS, _SERIF)
    )
