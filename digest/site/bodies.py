"""What a participant wrote, as Markdown: paragraphs, quotes with where they come from, lists, code, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from digest.model import Block, Mark, Post, Quote
from digest.site import escape, urls
from digest.site.debate import Debate, Place
from digest.site.intext import InText
from digest.text.spans import Stretches, blocks_of

__all__ = ["Highlight", "body"]

_DEEPEST = 6
_LIST_MARK = re.compile(r"\s*(?:[-*+•]|(\d+[.)]))\s+")
_QUOTE_MARKS = re.compile(r"(?:\s{0,3}>)+[ \t]?")


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of a post to be marked: `<mark class=… id=…>`."""

    start: int
    end: int
    kind: str
    anchor: str


def body(
    place: Place,
    *,
    debate: Debate,
    here: str,
    highlights: Sequence[Highlight] = (),
    mentions: Sequence[InText] = (),
) -> Markup:
    """The text of a post as Markdown, all that was typed escaped; empty for a deleted post.

    Args:
        here: the path of the page that it will stand on, for links to quoted posts.
        highlights: what to mark, in order, not overlapping.
        mentions: what to link to pages of concepts, in order, not overlapping.
    """
    post = place.post
    quotes = debate.quoting.get(post.id, ())
    parts: list[str] = []
    previous: Block | None = None
    depth = 0
    places, marked, named = Stretches(quotes), Stretches(highlights), Stretches(mentions)
    marks = Stretches(post.marks)
    for block in blocks_of(post):
        inside = [quote for quote in places.over(block.start, block.end) if block.start <= quote.start]
        lit, mentioned = marked.over(block.start, block.end), named.over(block.start, block.end)
        if block.kind == "quote":
            text = _quote(post.text[block.start : block.end], _origins(inside, debate=debate, here=here))
        elif block.kind == "code":
            text = escape.code(post.text[block.start : block.end])
        elif block.kind == "list":
            joined = previous is not None and previous.kind == "list"
            depth = min(block.level or 1, depth + 1, _DEEPEST) if joined else 1
            spans = _spans(block, inside, lit, debate=debate, here=here)
            spans += _to_concepts(block, mentioned, spans, here=here)
            text = _item(post, block, depth, [*spans, *_marks(post, block, marks)])
            if joined:
                parts[-1] += f"\n{text}"
                continue
        else:
            spans = _spans(block, inside, lit, debate=debate, here=here)
            spans += _to_concepts(block, mentioned, spans, here=here)
            text = _kind(block, _inline(post, block.start, block.end, [*spans, *_marks(post, block, marks)]))
        if text.strip():
            parts.append(text)
        previous = block
    return Markup("\n\n".join(parts))  # noqa: S704 made of escaped pieces


def _kind(block: Block, text: str) -> str:
    if block.kind == "heading" and text:
        return f"**{text}**"
    if block.kind == "footnote" and text:
        return f"{text}\n{{ .dg-footnote }}"
    return text


def _quote(text: str, origins: str) -> str:
    lines: list[str] = []
    previous = 0
    for line in text.split("\n"):
        marks = _QUOTE_MARKS.match(line)
        level = min(marks[0].count(">"), _DEEPEST) if marks else max(previous, 1)
        words = escape.md(line[marks.end() :] if marks else line)
        if previous and level != previous:
            lines.append(">" * min(level, previous))
        lines.append(f"{'> ' * level}{words}".rstrip())
        previous = level
    if origins:
        lines += [">", f"> {origins}"]
    return "\n".join(lines)


def _origins(quotes: Sequence[Quote], *, debate: Debate, here: str) -> str:
    found: list[str] = []
    for quote in quotes:
        source = debate.places.get(quote.source or "")
        if source is not None:
            link = f"[{escape.name(source.label)}]({urls.link(here, source.path, source.anchor)})"
            found.append(debate.translation.gettext("from %(comment)s", comment=link))
        elif quote.origin == "article":
            found.append(debate.translation.gettext("from the article"))
    return f'<cite class="dg-origin">{", ".join(dict.fromkeys(found))}</cite>' if found else ""


def _item(post: Post, block: Block, depth: int, spans: Sequence[_Span]) -> str:
    mark = _LIST_MARK.match(post.text, block.start, block.end)
    text = _inline(post, mark.end() if mark else block.start, block.end, spans)
    number = f'<span class="dg-number">{escape.md(mark[1])}</span> ' if mark and mark[1] else ""
    return f"{'    ' * (depth - 1)}- {number}{text}"


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    opening: str
    closing: str


def _spans(
    block: Block, quotes: Sequence[Quote], highlights: Sequence[Highlight], *, debate: Debate, here: str
) -> list[_Span]:
    """What wraps stretches of a block, outermost first, but for links and code, which come from `_marks`."""
    spans = [
        _Span(
            max(one.start, block.start),
            min(one.end, block.end),
            f'<mark class="dg-mark dg-{one.kind}"' + (f' id="{one.anchor}"' if one.start >= block.start else "") + ">",
            "</mark>",
        )
        for one in highlights
    ]
    for quote in quotes:
        origin = _origins([quote], debate=debate, here=here)
        end = min(quote.end, block.end)
        spans.append(_Span(quote.start, end, '<span class="dg-quoted">', f"</span> {origin}" if origin else "</span>"))
    return spans


def _to_concepts(block: Block, mentions: Sequence[InText], spans: Sequence[_Span], *, here: str) -> list[_Span]:
    """Links to concepts; none that something else begins or ends inside of, for a link is not interrupted."""
    edges = {at for span in spans for at in (span.start, span.end)}
    return [
        _Span(one.start, one.end, "[", f"]({urls.link(here, one.path)}){{ .dg-concept }}")
        for one in mentions
        if block.start <= one.start and one.end <= block.end and edges.isdisjoint(range(one.start + 1, one.end))
    ]


def _inline(post: Post, start: int, end: int, wrappers: Sequence[_Span]) -> str:
    cuts = {start, end}
    for span in wrappers:
        cuts.update(at for at in (span.start, span.end) if start < at < end)
    points = sorted(cuts)
    within = Stretches(wrappers)
    rank = {id(span): at for at, span in enumerate(wrappers)}
    out: list[str] = []
    open_now: list[_Span] = []
    for at, upto in pairwise(points):
        wanted = sorted(within.over(at, upto), key=lambda span: rank[id(span)])  # outermost first
        kept = _common(open_now, wanted)
        out.extend(span.closing if span.end <= at else _plain_end(span) for span in reversed(open_now[kept:]))
        out.extend(span.opening if span.start == at else _again(span) for span in wanted[kept:])
        open_now = wanted
        out.append(_piece(post.text[at:upto]))
    out.extend(span.closing for span in reversed(open_now))
    return "".join(out).strip()


def _common(left: Sequence[_Span], right: Sequence[_Span]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one is not other:
            break
        count += 1
    return count


def _plain_end(span: _Span) -> str:
    """A span that is interrupted and goes on afterwards: closed without what follows its true end."""
    return span.closing.split(">", 1)[0] + ">"


def _again(span: _Span) -> str:
    """A span that goes on after an interruption: opened without its id, which stands once on a page."""
    return re.sub(r' id="[^"]*"', "", span.opening)


def _piece(text: str) -> str:
    words = escape.md(text)
    if not words:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"


def _marks(post: Post, block: Block, marks: Stretches[Mark]) -> Iterator[_Span]:
    for mark in marks.over(block.start, block.end):
        if mark.kind == "code":
            yield _Span(mark.start, mark.end, "<code>", "</code>")
            continue
        address = escape.href(mark.url)
        if address:
            yield _Span(mark.start, mark.end, f'<a href="{address}" rel="nofollow ugc noopener">', "</a>")
        elif mark.url and mark.url not in post.text[mark.start : mark.end]:
            yield _Span(mark.start, mark.end, "", f"<span> ({escape.md(mark.url)})</span>")
