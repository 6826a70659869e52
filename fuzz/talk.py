"""A made-up discussion of any size, the same for the same seed: what was said, before any site has written it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from random import Random
from typing import Literal

__all__ = ["Part", "Said", "html_of", "markdown_of", "plain_of", "talk"]

State = Literal["present", "deleted", "removed", "empty"]
_WORDS = (
    *("tabs", "spaces", "editors", "habits", "teams", "nobody", "everybody", "widths", "screens", "files", "lines"),
    *("reviews", "tools", "schools", "years", "really", "always", "never", "before", "after", "because", "although"),
    *("perhaps", "café", "naïve", "straße", "日本", "λ", "cost", "choice", "reason"),
)
_SPECIAL = ("2 * 3 < 7 & 1", "a_b and _c_", "#1 of 5", "50 % ~ half", "[sic]", "`so`", "x > y", "<b>", "C:\\dir", "!")
_BEGIN = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a paragraph: words, or a link, code or emphasis."""

    kind: Literal["words", "link", "code", "stress"]
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One contribution.

    Attributes:
        number: from 1 on; the opening text is 0.
        above: the number of the one that it answers; 0 for the opening.
        paragraphs: each with whether it is a quotation.
    """

    number: int
    above: int
    author: str
    when: datetime
    paragraphs: tuple[tuple[bool, tuple[Part, ...]], ...]
    state: State = "present"


def talk(count: int, *, seed: int, rich: bool = True, states: tuple[State, ...] = ("present",)) -> list[Said]:
    """An opening and `count` contributions, a parent before its replies and in the order of reading.

    Args:
        rich: with links, code, emphasis and quotations; else words alone.
        states: what may become of contributions; each but the first befalls about one in twenty.
    """
    chance = Random(seed)  # noqa: S311 made-up words
    below: dict[int, list[int]] = {}
    for number in range(1, count + 1):
        kind = chance.random()
        above = 0 if kind < 0.15 else number - 1 if kind < 0.6 or number < 40 else chance.randrange(number)
        below.setdefault(above, []).append(number)
    said = [Said(0, 0, "Op Ener", _BEGIN, _paragraphs(chance, rich))]
    stack = [(0, one) for one in reversed(below.get(0, []))]
    while stack:
        above, number = stack.pop()
        state = chance.choice(states[1:]) if len(states) > 1 and chance.random() < 0.05 * len(states) else "present"
        author = chance.choice(("ann", "Ben_2", "cy-o", "Dée", "e.f", "user 7", "x" * 30))
        when = _BEGIN + timedelta(minutes=7 * len(said))
        said.append(Said(number, above, author, when, _paragraphs(chance, rich), state))
        stack.extend((number, one) for one in reversed(below.get(number, [])))
    return said


def _paragraphs(chance: Random, rich: bool) -> tuple[tuple[bool, tuple[Part, ...]], ...]:
    quoting = [(True, (Part("words", _sentence(chance)),))] if rich and chance.random() < 0.25 else []
    own = [(False, _parts(chance, rich)) for _ in range(chance.choice((1, 1, 2, 3)))]
    return (*quoting, *own)


def _parts(chance: Random, rich: bool) -> tuple[Part, ...]:
    parts = [Part("words", _sentence(chance))]
    if rich and chance.random() < 0.4:
        parts.append(
            Part("link", " ".join(chance.sample(_WORDS, 2)), f"https://example.org/{chance.randrange(999)}?a=b")
        )
    if rich and chance.random() < 0.3:
        parts.append(Part("code", chance.choice(("x < 1", "a_b*c", "&amp;", "f(x)"))))
    if rich and chance.random() < 0.3:
        parts.append(Part("stress", " ".join(chance.sample(_WORDS, 2))))
    if rich and chance.random() < 0.3:
        parts.append(Part("words", f"Mind {chance.choice(_SPECIAL)} as said."))
    return tuple(parts)


def _sentence(chance: Random) -> str:
    words = " ".join(chance.choices(_WORDS, k=chance.randint(4, 14)))
    return f"{words[0].upper()}{words[1:]}{chance.choice('.?!')}"


def plain_of(said: Said) -> str:
    """What a reader must make of it."""
    if said.state != "present":
        return ""
    return "\n\n".join(
        ("> " if quoted else "") + " ".join(part.text for part in parts) for quoted, parts in said.paragraphs
    )


def html_of(said: Said) -> str:
    """As sites send what they have rendered."""
    out = []
    for quoted, parts in said.paragraphs:
        words = f"<p>{' '.join(map(_html, parts))}</p>"
        out.append(f"<blockquote>{words}</blockquote>" if quoted else words)
    return "\n".join(out)


def hacker_html_of(said: Said) -> str:
    """As Hacker News sends it: no paragraph before the first, quotations as they were typed."""
    return "<p>".join(("&gt; " if quoted else "") + " ".join(map(_html, parts)) for quoted, parts in said.paragraphs)


def _html(part: Part) -> str:
    words = escape(part.text)
    if part.kind == "link":
        return f'<a href="{escape(part.url)}" rel="nofollow">{words}</a>'
    return {"words": words, "code": f"<code>{words}</code>", "stress": f"<em>{words}</em>"}[part.kind]


def markdown_of(said: Said) -> str:
    """As people type it, what could be markup escaped."""
    return "\n\n".join(("> " if quoted else "") + " ".join(map(_markdown, parts)) for quoted, parts in said.paragraphs)


def _markdown(part: Part) -> str:
    if part.kind == "code":
        return f"`{part.text}`"
    words = "".join(f"\\{char}" if char in "\\`*_[]<>&#~!|" else char for char in part.text)
    return {"words": words, "link": f"[{words}]({part.url})", "stress": f"*{words}*"}[part.kind]
