"""The one escaping: what a participant typed becomes Markdown that renders as exactly that.

Every character that Python-Markdown or one of the usual extensions (attr_list, md_in_html, tables, footnotes,
admonition, pymdownx) could take for markup is written as a character reference. References stay as they are in a
paragraph, a heading, a table cell and in HTML, attribute values in double quotes among them, so one function
serves all of these.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from markupsafe import Markup

__all__ = ["apart", "code", "front_matter", "href", "line", "md", "name"]

_NAMED = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;"}
_MARKUP = re.compile(
    r"""
    [\\`*_{}\[\]<>&"|~^=$@]        # markup wherever it stands
    | [!?+-](?=[!?+-])               # admonitions, insertions, rules, comments: two or more of them
    | (?<=[!?+-])[!?+-]
    | \#(?!\w)                       # heading marks; `#7` in a line is none
    | :(?=\S)                         # emoji codes, addresses, blocks
    | (?<=[Ww]{3})\.                 # addresses without a scheme
    | [\u200b\u2060-\u2064\ufeff\u00ad]  # invisible, so made visible in the file at least
    """,
    re.VERBOSE | re.ASCII,
)
_IN_ADDRESS = re.compile(r"[\\`*_{}\[\]<>&\"|~^$@!]")
_LINE_START = re.compile(r"\A(?:[-+!?:%/#]|\d+(?=[.)]))")
_NUMBER = re.compile(r"\A\d+[.)]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")  # these can reorder the words of others around them
_NUMBERED = re.compile(r"(.*?)((?: #\d+)?)\Z", re.ASCII)
_UNSAFE_ADDRESS = re.compile(r"[\x00-\x20\x7f]")
_SCHEMES = frozenset({"http", "https", "mailto"})


def line(text: str) -> str:
    r"""A text as one line of printable characters, without markup being escaped.

    White space is folded; control characters are dropped, since renderers use some as marks of their own; characters
    that reverse the direction of the text around them are shown by their code.

    Example:
        >>> line("two\nlines\x02 and \u202etxt.exe")
        'two lines and [U+202E]txt.exe'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    shown = _BIDI.sub(lambda found: f"[U+{ord(found[0]):04X}]", " ".join(text.split()))
    return " ".join("".join(_printable(char) for char in shown).split())


def _printable(char: str) -> str:
    if char.isprintable():
        return char
    category = unicodedata.category(char)
    if category == "Cs" or ord(char) & 0xFFFE == 0xFFFE:  # half of a pair, or no character: neither YAML nor UTF-8
        return "\N{REPLACEMENT CHARACTER}"
    return "" if category == "Cc" else char


def md(text: object) -> Markup:
    """A text as Markdown that renders as that text, in one line; what is Markdown already is left alone.

    Example:
        >>> print(md("*Not* <b>bold</b>, 3 - 2 = 1!"))
        &#42;Not&#42; &lt;b&gt;bold&lt;/b&gt;, 3 - 2 &#61; 1!
        >>> print(md("1. not a list"))
        1&#46; not a list
    """
    if isinstance(text, Markup):
        return text
    return Markup(_escaped(line(str(text))))  # noqa: S704 escaped here, and nowhere else


def name(text: object) -> Markup:
    """A name as Markdown, like `md`; one that is written from right to left does not reorder the line around it.

    The number that tells posts of one author apart is no part of the name.

    Example:
        >>> print(name("Ada #2"))
        Ada #2
        >>> print(name("\u05d3\u05e0\u05d4 #2"))
        <bdi>\u05d3\u05e0\u05d4</bdi> #2
    """
    if isinstance(text, Markup) or not _right_to_left(str(text)):
        return md(text)
    found = _NUMBERED.match(line(str(text)))
    alone, number = (found[1], found[2]) if found else (line(str(text)), "")
    return Markup(f"<bdi>{_escaped(alone)}</bdi>{number}")  # noqa: S704 escaped here


def apart(text: str) -> str:
    """A name for a plain text such as a drawing's, where isolating characters do what `<bdi>` does in HTML."""
    return f"\u2068{text}\u2069" if _right_to_left(text) else text


def _right_to_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)


def _escaped(text: str) -> str:
    start = ""
    if number := _NUMBER.match(text):
        start, text = f"{number[0][:-1]}&#{ord(number[0][-1])};", text[number.end() :]
    elif _LINE_START.match(text):
        start, text = _reference(text[0]), text[1:]
    return start + _MARKUP.sub(lambda found: _reference(found[0]), text)


def _reference(char: str) -> str:
    return _NAMED.get(char) or f"&#{ord(char)};"


def code(text: str) -> Markup:
    r"""Lines of code as an HTML block that keeps them, blank lines and indentation too.

    A blank line would end the block for some renderers, so its line end is written as a reference.

    Example:
        >>> print(code("if a < b:\n\n    stop()"))
        <pre><code>if a &lt; b:&#10;
        &#32;   stop()</code></pre>
    """
    lines = [_code_line(one) for one in text.replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")]
    body = re.sub(r"\n(?=\n|\Z)", "&#10;", "\n".join(lines))
    return Markup(f"<pre><code>{body}</code></pre>")  # noqa: S704 each line is escaped


def _code_line(text: str) -> str:
    kept = "".join(map(_printable, _BIDI.sub(lambda found: f"[U+{ord(found[0]):04X}]", text.expandtabs(4).rstrip())))
    kept = kept.translate({0x85: " ", 0x2028: " ", 0x2029: " "})
    indented = "&#32;" + kept[1:] if kept.startswith(" ") else kept
    return indented[:5] + _escaped(kept[1:]) if kept.startswith(" ") else _escaped(kept)


def href(address: str | None) -> Markup | None:
    """The address of a link, fit for an attribute; None for whatever is not http, https or mailto.

    Example:
        >>> print(href("https://example.org/a_(b)?q=1&r=<x>"))
        https://example.org/a&#95;(b)?q=1&amp;r=%3Cx%3E
        >>> href("javascript:alert(1)") is None
        True
    """
    if not address or _UNSAFE_ADDRESS.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES or not (parts.netloc or parts.scheme.lower() == "mailto"):
        return None
    plain = quote(address.encode("utf-8", "replace"), safe="%/:=&?~#+!$,;'@()*[]_-.")
    return Markup(_IN_ADDRESS.sub(lambda found: _reference(found[0]), plain))  # noqa: S704 escaped here


def front_matter(value: str | Iterable[str]) -> Markup:
    r"""A value for a page's front matter, in double quotes, or a list of such values.

    Themes print front matter into HTML: Material as it is, others escaped. So nothing in it may mean anything to
    HTML in either case: a word joiner keeps `<` and `&` from beginning a tag or a reference, and double quotes
    are written as the typographic ones.

    Example:
        >>> print(front_matter('Is "open" over?'))
        "Is “open” over?"
        >>> front_matter("<b>") == '"<\u2060b>"'
        True
    """
    if not isinstance(value, str):
        return Markup(f"[{', '.join(map(front_matter, value))}]")  # noqa: S704 each is escaped
    text = re.sub(r"<(?=[A-Za-z/!?])", "<\u2060", line(value))
    text = re.sub(r"&(?=[#\w])", lambda found: _kept_apart(text, found.start()), text)
    text = re.sub(r'(?<![^\s(\[])"', "“", text).replace('"', "”")
    return Markup(json.dumps(text, ensure_ascii=False))  # noqa: S704 no character of it is markup


def _kept_apart(text: str, at: int) -> str:
    piece = text[at : at + 34]
    return "&\u2060" if html.unescape(piece) != piece else "&"
