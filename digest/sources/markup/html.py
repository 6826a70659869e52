"""HTML to pieces, by selectolax (Lexbor). Scripts and styles are dropped; everything else keeps its words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.model import Mark
from digest.sources.base import clean
from digest.sources.markup.addresses import safe_url
from digest.sources.markup.bounds import DEEPEST
from digest.sources.markup.nesting import unnested
from digest.sources.markup.pieces import Body, Inline, Piece, assemble, quoted_code
from digest.sources.markup.plain import classified

__all__ = ["from_html", "from_node"]

_SPACE = re.compile(r"[ \t\n\f]+")
_SILENT = frozenset(
    word
    for line in ("script style template head title noscript svg math", "form input select button")
    for word in line.split()
)
_EMBEDDING = frozenset({"iframe", "object", "embed", "video", "audio"})
_BREAKING = frozenset(
    word
    for line in (
        "address article aside body center dd details div dl dt fieldset figcaption figure footer header hr html",
        "main nav p section summary table tbody tfoot thead tr ul ol",
    )
    for word in line.split()
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}


def from_html(text: str, *, base: str | None = None, typed: bool = False) -> Body:
    """HTML as a post's body.

    Args:
        text: a fragment or a page.
        base: the address that links without a host start from.
        typed: people typed plain text that a site wrapped in `<p>` (Hacker News): a paragraph that begins with `>`
            is a quote, and so on as in plain text.

    Example:
        >>> from_html("&gt; so it is<p>No, <i>see</i> <a href='https://a.org/'>this</a>", typed=True).text
        '> so it is\\n\\nNo, see this'
    """
    text = clean(text)
    if "<" not in text:
        return assemble(_paragraph(Inline(html.unescape(text)), typed=typed))
    root = LexborHTMLParser(unnested(text)).body
    return from_node(root, base=base, typed=typed) if root is not None else Body()


def from_node(root: LexborNode, *, base: str | None = None, typed: bool = False) -> Body:
    """A parsed element as a post's body."""
    return assemble(_pieces(root, base=base, typed=typed))


@dataclass(slots=True)
class _State:
    """The parser's state for one text: the current block, quotes and lists."""

    typed: bool
    base: str | None
    parts: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    opened: list[tuple[str, int, str | None]] = field(default_factory=list)
    quotes: int = 0
    lists: list[int | None] = field(default_factory=list)
    listed: list[int] = field(default_factory=list)  # for each open list, how deep in quotes it stands
    marker: str = ""
    pre: int = 0
    heading: int = 0
    tight: bool = False
    apart: bool = False

    def add(self, words: str) -> None:
        if self.apart and words.strip():  # a picture stands on a line of its own
            self.apart = False
            self.add("\n")
        self.parts.append(words)
        self.length += len(words)


def _pieces(root: LexborNode, *, base: str | None, typed: bool) -> Iterator[Piece]:
    """Walk the tree without recursion, because markup can be nested ten thousand levels deep."""
    state = _State(typed, base)
    node: LexborNode | None = root
    while node is not None:
        inside = None
        if node.tag == "-text":
            _text(node.text_content or "", state)
        elif not _skipped(node):
            yield from _enter(node, state)
            inside = None if node.tag in _EMBEDDING else node.child  # skip the fallback content for old browsers
        if inside is not None:
            node = inside
            continue
        while node is not None:
            if node.tag != "-text" and not _skipped(node):
                yield from _leave(node, state)
            if node.mem_id == root.mem_id:
                node = None
            elif node.next is not None:
                node = node.next
                break
            else:
                node = node.parent
    yield from _flush(state)


def _skipped(node: LexborNode) -> bool:
    """Whether to skip a node: scripts, comments, and Discourse's title bar of a quotation."""
    tag = node.tag or ""
    if tag in _SILENT or (tag.startswith(("-", "!")) and tag != "-text"):
        return True
    classes = (node.attributes.get("class") or "").split() if tag == "div" else ()
    return "title" in classes and node.parent is not None and node.parent.tag == "aside"


def _text(words: str, state: _State) -> None:
    if not state.pre and not state.typed:
        words = _SPACE.sub(" ", words)
    elif not state.pre:
        words = words.strip("\n") if not words.strip() else words
    state.add(words)


def _enter(node: LexborNode, state: _State) -> Iterator[Piece]:
    tag = node.tag or ""
    if tag in _BREAKING or tag in _HEADINGS or tag in ("blockquote", "pre", "li"):
        yield from _flush(state)
    if tag == "br":
        state.add("\n")
    elif tag in ("td", "th") and state.length:
        state.add(" | ")
    elif tag in ("a", "code"):
        state.opened.append((tag, state.length, node.attributes.get("href") if tag == "a" else None))
    elif tag == "img":
        _image(node, state)
    elif tag in _EMBEDDING:
        _embedded(node, state)
    elif tag == "blockquote":
        state.tight = state.tight and state.quotes > 0
        state.quotes += 1
    elif tag in ("ul", "ol"):
        state.listed.append(state.quotes)
        start = node.attributes.get("start") or "1"
        state.lists.append(
            int(start) if tag == "ol" and re.fullmatch(r"[0-9]{1,8}", start) else 1 if tag == "ol" else None
        )
    elif tag == "li":
        _item(state)
    elif tag == "pre":
        state.pre += 1
    elif tag in _HEADINGS:
        state.heading = _HEADINGS[tag]


def _item(state: _State) -> None:
    number = state.lists[-1] if state.lists else None
    state.marker = f"{number}. " if number is not None else "- "
    if number is not None:
        state.lists[-1] = number + 1


def _leave(node: LexborNode, state: _State) -> Iterator[Piece]:
    tag = node.tag or ""
    if tag in ("a", "code") and state.opened:
        kind, start, href = state.opened.pop()
        if kind == "a":
            url = safe_url(href or "", base=state.base)
            if url and state.length == start:
                state.add(url)
            if url:
                state.marks.append(Mark("link", start, state.length, url))
        elif not state.pre:
            state.marks.append(Mark("code", start, state.length))
        return
    if tag in _BREAKING or tag in _HEADINGS or tag in ("blockquote", "pre", "li"):
        yield from _flush(state)
    if tag == "blockquote":
        state.quotes -= 1
        state.tight = state.tight and state.quotes > 0
    elif tag in ("ul", "ol"):
        state.lists.pop()
        state.listed.pop()
    elif tag == "li":
        state.marker = ""
    elif tag == "pre":
        state.pre -= 1
    elif tag in _HEADINGS:
        state.heading = 0


def _image(node: LexborNode, state: _State) -> None:
    """An image as a link on a line of its own, so that its description does not count as the author's words.

    An emoji image is replaced with its character.
    """
    words = (node.attributes.get("alt") or "").strip()
    if (node.attributes.get("class") or "").startswith("emoji"):
        state.add(words)
        return
    src = _source(node, state)
    _media(words or src or "", src, state)


def _source(node: LexborNode, state: _State) -> str | None:
    """The address of an image or video; `//host/path` gets https."""
    src = (node.attributes.get("src") or node.attributes.get("data-src") or node.attributes.get("data") or "").strip()
    return safe_url(f"https:{src}" if src.startswith("//") else src, base=state.base)


def _media(words: str, src: str | None, state: _State) -> None:
    if not words:
        return
    if state.length and not state.pre:
        state.add("\n")
    state.apart = False
    if src:
        state.marks.append(Mark("link", state.length, state.length + len(words), src))
    state.add(words)
    state.apart = not state.pre


def _embedded(node: LexborNode, state: _State) -> None:
    """The address of embedded content, such as a frame, a video or audio, or of its first source."""
    src = _source(node, state)
    if src is None and (inner := node.css_first("source[src], embed[src]")) is not None:
        src = _source(inner, state)
    _media(src or "", src, state)


def _flush(state: _State) -> Iterator[Piece]:
    """Add the current block."""
    words = Inline("".join(state.parts), tuple(state.marks))
    state.parts, state.length, state.marks, state.apart = [], 0, [], False
    state.opened = [(kind, 0, href) for kind, _, href in state.opened]
    if not words.text.strip():
        return
    if state.quotes:
        marker = state.marker if state.listed[-1:] == [state.quotes] else ""  # that of an item in the quote
        state.marker = "" if marker else state.marker
        if marker:
            words = Inline(marker + words.text.lstrip(), ())
        if state.pre:
            yield quoted_code(words.text, min(state.quotes, DEEPEST), tight=state.tight)
        else:
            yield Piece("quote", words, min(state.quotes, DEEPEST), tight=state.tight)
        state.tight = True
    elif state.pre:
        yield Piece("code", words)
    elif state.heading:
        yield Piece("heading", words, state.heading)
    elif state.lists and state.marker:
        marker, state.marker = state.marker, ""
        yield Piece("list", words, min(len(state.lists), DEEPEST), marker)
    else:
        yield from _paragraph(words, typed=state.typed)


def _paragraph(words: Inline, *, typed: bool) -> Iterator[Piece]:
    """One paragraph; marks at the start of its lines only count in typed text."""
    if typed or words.text.lstrip().startswith("["):
        yield from classified(words, wrapped=typed)
    else:
        yield Piece("paragraph", words)
