"""Markdown (CommonMark with tables and strikethrough) to pieces, by markdown-it-py.

Raw HTML and links to other schemes than http, https and mailto are plain text. Addresses are kept complete: an
underscore in an address is never emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise, zip_longest
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from digest.model import Mark
from digest.sources.base import clean
from digest.sources.markup import bounds
from digest.sources.markup.addresses import address_at, safe_url
from digest.sources.markup.breaks import harden
from digest.sources.markup.pieces import Body, Inline, Piece, assemble, joined, quoted_code
from digest.sources.markup.plain import FOOTNOTE, from_plain
from digest.sources.prose import wrapped

__all__ = ["dialect", "from_markdown", "inline_text", "pieces_from_tokens", "tokens_of"]

_MARKUP = re.compile(r"[\\`*_\[\]<>&#~^|]|[^\S \n]|^[ ]*(?:[-+=:]|\d+[.)]|    )|  $", re.MULTILINE)
_SOFT = "\x1e"
"""Replaces a soft line end until it is known whether a footnote starts there."""
_BREAK = re.compile(rf"[{_SOFT}\n]\s*")
_CONTAINERS = re.compile(r"^(?:[>*+\s-]|\d{1,9}[.)]\s)+")
_SUPERSCRIPT = re.compile(r"\^(?:\(([^()\n]*)\)|(?=\w))")
_SPOILER = re.compile(r">!|!<")


@cache
def dialect(*, reddit: bool = False) -> MarkdownIt:
    """The parser. It is shared by all texts because creating one is slow, and never modified."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": bounds.DEEPEST, "store_labels": True})
    parser.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
    parser.validateLink = lambda url: safe_url(url) is not None  # type: ignore[method-assign]
    if reddit:
        parser.validateLink = lambda url: safe_url(url, base=REDDIT) is not None  # type: ignore[method-assign]
        parser.inline.ruler.before("emphasis", "superscript", _superscript)
    parser.normalizeLink = lambda url: safe_url(url, base=REDDIT if reddit else None) or url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    parser.inline.ruler.before("escape", "address", _address)
    parser.inline.ruler.before("link", "crowd", _crowd)
    return parser


REDDIT = "https://www.reddit.com"
"""The base of links without a host in Reddit's Markdown."""


def _address(state: StateInline, silent: bool) -> bool:
    """Parse a bare address as one token, so that nothing in it is markup. Called where `:` ends plain text."""
    if state.src[state.pos] != ":" or not state.src.startswith("://", state.pos):
        return False
    scheme = 5 if state.src[max(0, state.pos - 5) : state.pos].lower() == "https" else 4
    if state.pos < scheme or state.pending[-scheme:].lower() != "https"[:scheme]:
        return False
    end = address_at(state.src, state.pos - scheme)
    if end is None or end > state.posMax:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _crowd(state: StateInline, silent: bool) -> bool:
    """Parse a bracket as a plain character if too many brackets are open for a link."""
    if state.src[state.pos] not in "[!" or state.pos not in bounds.crowded(state.src):
        return False
    if not silent:
        state.pending += state.src[state.pos]
    state.pos += 1
    return True


def _superscript(state: StateInline, silent: bool) -> bool:
    """Reddit's `^word` and `^(words)`; a caret inside a word (`x^2`) is kept, because it has a meaning."""
    before = state.src[state.pos - 1 : state.pos]
    found = _SUPERSCRIPT.match(state.src, state.pos) if state.src[state.pos] == "^" else None
    if not found or (before and not before.isspace() and before not in "^(["):
        return False
    if not silent:
        state.pending += found[1] or ""
    state.pos = found.end()
    return True


def from_markdown(text: str, *, reddit: bool = False, breaks: bool = False) -> Body:
    """Markdown as a post's body.

    Args:
        text: Markdown source.
        reddit: Reddit's dialect: superscripts, spoilers, links without a host.
        breaks: keep every line end, as for text typed into a form (GitHub) or a table cell.

    Example:
        >>> from_markdown("> *so* it is\\n\\nNo, see [this](https://a.org/).").text
        '> so it is\\n\\nNo, see this.'
    """
    text = clean(text)
    if not _MARKUP.search(text) and "://" not in text:
        return assemble(_bare_paragraphs(text, breaks=breaks))
    if reddit and (">!" in text):
        text = _SPOILER.sub("", text)
    tokens, references = tokens_of(text, reddit=reddit)
    if tokens is None:
        return from_plain(text)
    if breaks:
        harden(tokens)
    return assemble(pieces_from_tokens(tokens, references=references))


def _bare_paragraphs(text: str, *, breaks: bool) -> Iterator[Piece]:
    """The paragraphs of a text without any markup; the same result as from the parser, but faster."""
    for part in re.split(r"\n(?:[ ]*\n)+", text):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        ends = ["\n" if breaks and not wrapped(line, after) else " " for line, after in pairwise(lines)]
        yield Piece("paragraph", Inline("".join(map("".join, zip_longest(lines, ends, fillvalue="")))))


def tokens_of(text: str, *, reddit: bool = False) -> tuple[list[Token] | None, list[tuple[int, str]]]:
    """The tokens of a text (None if it is nested too deeply), and its unused reference definitions.

    An unused definition (`[1]: https://…` at the end of a post) was meant as a footnote. It is returned: line and text.
    """
    if bounds.too_deep(text):
        return None, []
    env: dict[str, Any] = {}
    tokens = dialect(reddit=reddit).parse(text, env)
    if any(token.level >= bounds.DEEPEST - 1 for token in tokens):
        return None, []
    defined = env.get("references", {})
    if not defined:
        return tokens, []
    used = {
        child.meta.get("label")
        for token in tokens
        for child in token.children or ()
        if child.type in ("link_open", "image")
    }
    lines = text.split("\n")
    unused = [entry for label, entry in defined.items() if label not in used]
    places = sorted(tuple(entry["map"]) for entry in [*unused, *env.get("duplicate_refs", ())])
    return tokens, [(first, _CONTAINERS.sub("", " ".join(lines[first:last]))) for first, last in places]


def pieces_from_tokens(tokens: Sequence[Token], *, references: Sequence[tuple[int, str]] = ()) -> Iterator[Piece]:
    """Pieces in reading order, including unused reference definitions at their original positions."""
    waiting = list(references)
    walk = _Walk()
    for token in tokens:
        while waiting and token.map and token.nesting >= 0 and token.level == 0 and token.map[0] > waiting[0][0]:
            yield from _paragraphs(Inline(waiting.pop(0)[1]))
        yield from walk.step(token)
    for _, words in waiting:
        yield from _paragraphs(Inline(words))


class _Walk:
    """The current quotes and lists while the tokens of one text are read."""

    def __init__(self) -> None:
        self.quotes = 0
        self.lists: list[int] = []  # for each open list, how deep in quotes it stands
        self.marker = ""
        self.heading = 0
        self.item: list[Inline] = []
        self.cells: list[Inline] = []
        self.rows: list[Inline] = []
        self.tight = False

    def step(self, token: Token) -> Iterator[Piece]:
        kind = token.type
        if kind in ("blockquote_open", "bullet_list_open", "ordered_list_open", "list_item_open"):
            yield from self._flush()
        if kind == "blockquote_open":
            self.tight = self.tight and self.quotes > 0
            self.quotes += 1
        elif kind == "blockquote_close":
            yield from self._flush()
            self.quotes -= 1
            self.tight = self.tight and self.quotes > 0
        elif kind in ("bullet_list_open", "ordered_list_open"):
            self.lists.append(self.quotes)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif kind == "list_item_open":
            self.marker = f"{int(token.info)}. " if token.info else "- "
        elif kind == "list_item_close":
            yield from self._flush()
            self.marker = ""
        elif kind == "heading_open":
            self.heading = int(token.tag[1])
        elif kind in ("fence", "code_block"):
            yield from self._flush()
            yield from self._code(token.content)
        elif kind == "inline":
            yield from self._inline(token)
        else:
            yield from self._table(kind)

    def _table(self, kind: str) -> Iterator[Piece]:
        if kind in ("th_open", "td_open"):
            self.cells.append(Inline(""))
        elif kind == "tr_close":
            self.rows.append(joined(self.cells, " | "))
            self.cells = []
        elif kind == "table_close":
            yield from self._put(joined(self.rows, "\n"))
            self.rows = []

    def _inline(self, token: Token) -> Iterator[Piece]:
        words = inline_text(token.children or ())
        if self.cells:
            self.cells[-1] = joined([Inline(words.text.replace(_SOFT, " "), words.marks)], "")
        elif self.heading:
            level, self.heading = self.heading, 0
            words = Inline(words.text.replace(_SOFT, " "), words.marks)
            if self.quotes or self.lists:
                yield from self._put(words)
            else:
                yield Piece("heading", words, level)
        else:
            yield from self._put(words)

    def _put(self, words: Inline) -> Iterator[Piece]:
        """Add a paragraph in the current quote or list."""
        if self.quotes:
            words = Inline(words.text.replace(_SOFT, " "), words.marks)
            inside = bool(self.lists) and self.lists[-1] == self.quotes  # not a quote in an item
            prefix = self.marker if inside else ""
            self.marker = "" if inside else self.marker
            yield Piece("quote", joined([Inline(prefix), words], ""), self.quotes, tight=self.tight)
            self.tight = True
        elif self.lists:
            self.item.append(Inline(words.text.replace(_SOFT, " "), words.marks))
        else:
            yield from _paragraphs(words)

    def _flush(self) -> Iterator[Piece]:
        """Add the current list item; text after a quotation or code in it has no marker of its own."""
        if self.item:
            words, level = joined(self.item, "\n"), len(self.lists)
            yield Piece("list", words, level, self.marker) if self.marker else Piece("paragraph", words)
            self.item, self.marker = [], ""

    def _code(self, content: str) -> Iterator[Piece]:
        if self.quotes:
            yield quoted_code(content, self.quotes, tight=self.tight)
            self.tight = True
        else:
            yield Piece("code", Inline(content))


def _paragraphs(words: Inline) -> Iterator[Piece]:
    """A paragraph, or several footnotes on its lines."""
    if _SOFT not in words.text and not words.text.lstrip().startswith("["):
        yield Piece("paragraph", words)
        return
    breaks = [found.span() for found in _BREAK.finditer(words.text) if FOOTNOTE.match(words.text, found.end())]
    starts = [0, *(end for _, end in breaks)]
    for start, end in zip(starts, [*(start for start, _ in breaks), len(words.text)], strict=True):
        part = words.cut(start, end)
        part = Inline(part.text.replace(_SOFT, " "), part.marks)
        yield Piece("footnote" if FOOTNOTE.match(part.text.lstrip()) else "paragraph", part)


def inline_text(children: Sequence[Token]) -> Inline:
    """The words of inline tokens, with their links and code."""
    parts: list[str] = []
    marks: list[Mark] = []
    length = 0
    opened: tuple[int, str] | None = None
    apart = False
    for token in children:
        words = _TEXT[token.type](token) if token.type in _TEXT else token.content
        if token.type == "link_open":
            opened = length, str(token.attrGet("href") or "")
        elif token.type == "link_close" and opened:
            words = opened[1] if length == opened[0] else ""
            marks.append(Mark("link", opened[0], length + len(words), opened[1]))
            opened = None
        elif token.type == "code_inline":
            marks.append(Mark("code", length, length + len(words)))
        elif token.type == "image":  # on a line of its own, so that it is not read as the writer's words
            before = "\n" if length and not opened else ""
            src = str(token.attrGet("src") or "")
            marks.append(Mark("link", length + len(before), length + len(before) + len(words), src))
            words, apart = f"{before}{words}", not opened
        elif apart and words.strip():
            words, apart = f"\n{words.lstrip()}", False
        parts.append(words)
        length += len(words)
    return Inline("".join(parts), tuple(marks))


def _image(token: Token) -> str:
    return inline_text(token.children or ()).text or str(token.attrGet("src") or "")


_TEXT: dict[str, Callable[[Token], str]] = {
    "softbreak": lambda token: _SOFT,
    "hardbreak": lambda token: "\n",
    "image": _image,
}
