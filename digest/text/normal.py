"""Text folded for comparison, with the way back to where each character came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

CURLY_SINGLE, CURLY_DOUBLE = "‘’‚‛", "“”„‟"
"""Typographic quotation marks; the first row has the apostrophe."""
_SAME = str.maketrans(
    {
        **dict.fromkeys(CURLY_SINGLE + "′´`", "'"),
        **dict.fromkeys(CURLY_DOUBLE + "″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        "\u00ad": "",
        "\u200b": "",
        "\u200c": "",
        "\u200d": "",
        "\ufeff": "",
    }
)
WORD = r"\w+(?:['’]\w+)*"
"""A word as a regular expression: an apostrophe belongs to it only between letters."""
_WORD = re.compile(WORD)


@dataclass(frozen=True, slots=True)
class Normal:
    """Folded text and, for each of its characters, the offset in the text that it was made from.

    Attributes:
        text: lower case; white space runs as one blank; quotes, dashes and dots in their plain forms.
        offsets: one for each character, and one more for the end.
    """

    text: str
    offsets: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original text that `text[start:end]` was made from."""
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]


def normal(text: str) -> Normal:
    r"""Fold a text so that copies that differ in white space, quotes, dashes or case compare equal.

    Example:
        >>> normal("“Don’t”  stop—now").text
        '"don\'t" stop-now'
        >>> normal("a  b").back(2, 3)
        (3, 4)
    """
    out: list[str] = []
    offsets: list[int] = []
    blank = True  # leading white space is dropped
    for at, char in enumerate(text):
        if char.isspace():
            if not blank:
                out.append(" ")
                offsets.append(at)
            blank = True
            continue
        folded = unicodedata.normalize("NFKC", char.translate(_SAME)).lower()
        for piece in folded:
            out.append(piece)
            offsets.append(at)
        blank = blank and not folded
    if out and out[-1] == " ":
        out.pop()
        offsets.pop()
    return Normal("".join(out), (*offsets, len(text)))


def words(text: str) -> list[str]:
    """The words of a text in lower case, with apostrophes made plain.

    Example:
        >>> words("It’s GPT-4, isn't it?")
        ["it's", 'gpt', '4', "isn't", 'it']
    """
    return list(_words(text))


@lru_cache(maxsize=8_000)
def _words(text: str) -> tuple[str, ...]:
    """Cached, because every stage of the analysis needs the words of the same sentences."""
    return tuple(plain_apostrophes(word) for word in _WORD.findall(text.lower()))


def plain_apostrophes(text: str) -> str:
    """Replace typographic apostrophes by plain ones. Offsets stay the same.

    Example:
        >>> plain_apostrophes("don’t")
        "don't"
    """
    return text.replace("’", "'")


def printable(text: str) -> str:
    r"""A line without control and format characters, with which a text could steer a terminal or reverse its direction.

    Example:
        >>> printable("a\x1b[2Jb\u202ec")
        'a[2Jbc'
    """
    return "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
