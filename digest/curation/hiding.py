"""Posts and words that nobody shall read, taken out before anything is made of the document.

What is left out here is in nothing that comes after: no claim, keyphrase, page, address, index, feed or export is made
of it. Others may repeat it, so passages that quote it, and runs of its words elsewhere, are blacked out as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePath

from digest.analysis import quotes as quote_stage
from digest.curation.items import Hide, Redact
from digest.curation.lookup import Posts, pattern
from digest.curation.report import Report
from digest.model import Block, Claim, Document, Mark, Post, Quote
from digest.text.spans import own_blocks

__all__ = ["BLACK", "Hidden", "hidden"]

BLACK = "█████"
"""Stands for what was blacked out, whatever its length: not a word, so nothing is made of it."""
_RUN = 6
"""So many words of a hidden post in a row are a copy of it, wherever they stand."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MARKS = re.compile(r"(?:[ \t]*>)+[ \t]*|\s+")
_Span = tuple[int, int]
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Hidden:
    """What was taken out, to be asked whether an old title holds any of it.

    Attributes:
        posts: ids of the hidden posts.
        texts: the words of each, folded, with a blank before and after each word.
        words: what finds redacted words.
    """

    posts: frozenset[str] = frozenset()
    texts: tuple[str, ...] = ()
    words: tuple[re.Pattern[str], ...] = ()

    def in_text(self, text: str) -> bool:
        """Whether a text repeats any of it; one that is shorter than a run, whether it is all out of it."""
        if any(one.search(text) for one in self.words):
            return True
        words = [_folded(found[0]) for found in _WORD.finditer(text)]
        size = min(_RUN, len(words))
        runs = (f" {' '.join(words[at : at + size])} " for at in range(len(words) - size + 1))
        return bool(words) and any(run in hidden for run in runs for hidden in self.texts)


def hidden(
    document: Document, *, hide: Sequence[Hide], redact: Sequence[Redact], report: Report
) -> tuple[Document, Hidden]:
    """The document without these posts and words.

    A name that means several posts hides all of them, until the editor says which one: what was meant to be hidden
    is never shown for want of a better name.
    """
    posts = Posts(document)
    gone = _posts_to_hide(posts, hide, report)
    quotes = quote_stage.trace(document) if gone or redact else ()
    runs = frozenset(run for post in document.posts if post.id in gone for run in _runs(post, quotes))
    black: dict[str, list[_Span]] = defaultdict(list)
    for quote in quotes:
        if quote.source in gone:
            black[quote.post].append((quote.start, quote.end))
    if runs:
        for post in document.posts:
            if post.id not in gone:
                black[post.id] += _copies(post.text, runs)
    words = [_whole(item.words) for item in redact]
    for item, wanted in zip(redact, words, strict=True):
        spans = _redacted(item, wanted, posts, quotes)
        for name, ones in spans.items():
            black[name] += ones
        _tell(item, wanted, posts, spans, report)
    holes = {name: _merged(_lines(posts.by_id[name].text, ones)) for name, ones in black.items()}
    links = [_in_address(item.words) for item in redact]
    made = tuple(_post(post, holes.get(post.id, ()), gone=post.id in gone, links=links) for post in document.posts)
    everywhere = [item for item in redact if item.post is None]
    for item in everywhere:
        if _holds(f"{document.slug} {PurePath(document.path).name}", [_in_address(item.words)]):
            report.missed(item, f"“{item.words}” stands in the debate's address, {document.slug}", "rename its file")
    document = _without_words(replace(document, posts=made), [item.words for item in everywhere])
    texts = tuple(_text(post) for post in posts.document.posts if post.id in gone)
    return _without_claims(document, holes, gone), Hidden(frozenset(gone), texts, tuple(words))


def _text(post: Post) -> str:
    """The words of a post as one line to look for runs in."""
    return f" {' '.join(_folded(word[0]) for word in _WORD.finditer(post.text))} "


def _whole(words: str) -> re.Pattern[str]:
    """What finds these words, but not within longer ones."""
    bare = pattern(words).pattern or r"(?!)"  # of dots alone, nothing is left to look for
    before = r"\b" if words[:1].isalnum() else ""
    after = r"\b" if words[-1:].isalnum() else ""
    return re.compile(f"{before}(?:{bare}){after}", re.IGNORECASE)


def _in_address(words: str) -> re.Pattern[str]:
    """What finds these words in an address, where blanks are written otherwise."""
    return re.compile(r"(?:[\W_]|%20)+".join(map(re.escape, _WORD.findall(words))) or r"(?!)", re.IGNORECASE)


def _posts_to_hide(posts: Posts, items: Iterable[Hide], report: Report) -> set[str]:
    gone: set[str] = set()
    for item in items:
        found = posts.named(item.post)
        gone |= {post.id for post in found}
        if report.one(item, item.post, found, kind="post", shown=posts.shown, texts=posts.texts()):
            report.held(item, posts.shown(found[0]))
    return gone


def _redacted(item: Redact, wanted: re.Pattern[str], posts: Posts, quotes: Iterable[Quote]) -> dict[str, list[_Span]]:
    """Where the words of an item stand, by post: in those that it names, and wherever these are quoted."""
    named = posts.named(item.post) if item.post else posts.document.posts
    spans = {post.id: [found.span() for found in wanted.finditer(post.text)] for post in named}
    copies: dict[str, list[_Span]] = defaultdict(list)
    for quote in quotes:
        if spans.get(quote.source or ""):
            copies[quote.post] += _in_quote(quote, wanted, posts.by_id[quote.post], spans[quote.source or ""])
    return {name: ones for name in posts.by_id if (ones := [*spans.get(name, ()), *copies.get(name, ())])}


def _tell(
    item: Redact, wanted: re.Pattern[str], posts: Posts, spans: Mapping[str, Sequence[_Span]], report: Report
) -> None:
    if item.post:
        named = posts.named(item.post)
        if not report.one(item, item.post, named, kind="post", shown=posts.shown, texts=posts.texts()):
            return
    if spans:
        where = list(spans)
        more = " and others" if len(where) > _SHOWN else ""
        count = sum(map(len, spans.values()))
        places = "1 place" if count == 1 else f"{count} places"
        report.held(item, f"“{item.words}”, {places} in {', '.join(where[:_SHOWN])}{more}")
    elif item.post is None and _in_heading(posts.document, wanted):
        report.held(item, f"“{item.words}” in the title, the tags or a name")
    else:
        report.missed(item, f"nobody says “{item.words}”", "see that the words are spelt as they are there")


def _in_quote(quote: Quote, wanted: re.Pattern[str], post: Post, source: Sequence[_Span]) -> list[_Span]:
    """Where a quote repeats blacked words; all of it where it has them otherwise than its source."""
    if found := [one.span() for one in wanted.finditer(post.text, quote.start, quote.end)]:
        return found
    start, end = quote.source_start, quote.source_end
    if start is None or end is None:
        return []
    return [(quote.start, quote.end)] if any(a < end and start < b for a, b in source) else []


def _in_heading(document: Document, wanted: re.Pattern[str]) -> bool:
    names = (document.title, *document.tags, *(post.author or "" for post in document.posts))
    return any(wanted.search(name) for name in names)


def _runs(post: Post, quotes: Iterable[Quote]) -> Iterator[tuple[str, ...]]:
    """All runs of words of a post that are its author's own."""
    borrowed = [(quote.start, quote.end) for quote in quotes if quote.post == post.id]
    for block in own_blocks(post):
        cuts = [block.start, *(at for span in borrowed for at in span if block.start < at < block.end), block.end]
        for start, end in pairwise(sorted(cuts)):
            if not any(a <= start and end <= b for a, b in borrowed):
                words = [_folded(word[0]) for word in _WORD.finditer(post.text, start, end)]
                yield from zip(*(words[at:] for at in range(_RUN)), strict=False)


def _folded(word: str) -> str:
    return word.lower().replace("’", "'")


def _copies(text: str, runs: frozenset[tuple[str, ...]]) -> list[_Span]:
    """Where a text repeats runs of words, as few stretches as there are."""
    if not runs:
        return []
    words = [(_folded(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]
    only = [word for word, _, _ in words]
    spans: list[_Span] = []
    for at in range(len(words) - _RUN + 1):
        if tuple(only[at : at + _RUN]) in runs:
            start, end = words[at][1], words[at + _RUN - 1][2]
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return spans


def _post(post: Post, holes: Sequence[_Span], *, gone: bool, links: Sequence[re.Pattern[str]]) -> Post:
    if gone:
        return replace(
            post, text="", author=None, blocks=(), marks=(), url=None, score=None, status="hidden", parent_cue=""
        )
    marks = tuple(mark for mark in post.marks if not _holds(mark.url, links))
    if marks != post.marks or _holds(post.url, links):
        post = replace(post, marks=marks, url=None if _holds(post.url, links) else post.url)
    return _blacked(post, holes) if holes else post


def _holds(text: str | None, words: Iterable[re.Pattern[str]]) -> bool:
    return bool(text) and any(one.search(text or "") for one in words)


def _blacked(post: Post, holes: Sequence[_Span]) -> Post:
    """A post with these stretches blacked out, its blocks and links where they were."""
    text, last = "", 0
    for start, end in holes:
        text += post.text[last:start] + BLACK
        last = end
    text += post.text[last:]

    def moved(at: int, *, end: bool) -> int:
        shift = 0
        for first, after in holes:
            if at >= after:
                shift += len(BLACK) - (after - first)
            elif at > first:
                return first + shift + (len(BLACK) if end else 0)
        return at + shift

    blocks = tuple(
        Block(one.kind, moved(one.start, end=False), moved(one.end, end=True), one.level) for one in post.blocks
    )
    marks = tuple(
        Mark(one.kind, moved(one.start, end=False), moved(one.end, end=True), one.url)
        for one in post.marks
        if not any(start < one.end and one.start < end for start, end in holes)
    )
    return replace(post, text=text, blocks=blocks, marks=marks)


def _lines(text: str, spans: Iterable[_Span]) -> Iterator[_Span]:
    """The stretches line by line, without quote marks and blanks at the beginning, so that a quote stays one."""
    for start, end in spans:
        at = start
        for line in text[start:end].split("\n"):
            mark = _MARKS.match(line)
            skipped = mark.end() if mark else 0
            if line[skipped:].strip():
                yield at + skipped, at + len(line.rstrip())
            at += len(line) + 1


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    out: list[_Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _without_words(document: Document, words: Sequence[str]) -> Document:
    """Neither title nor summary, tags, names nor the source's address hold the words either."""
    if not words:
        return document
    found = [_whole(one) for one in words]
    title, summary = document.title, document.summary
    for one in found:
        title = one.sub(BLACK, title)
        summary = one.sub(BLACK, summary) if summary else summary
    return replace(
        document,
        title=title,
        summary=summary,
        tags=tuple(tag for tag in document.tags if not _holds(tag, found)),
        source=None if _holds(document.source, map(_in_address, words)) else document.source,
        posts=tuple(replace(post, author=None) if _holds(post.author, found) else post for post in document.posts),
    )


def _without_claims(document: Document, holes: Mapping[str, Sequence[_Span]], gone: set[str]) -> Document:
    """Of the claims that the source itself gives, those that lost no word, at their new places."""
    if not document.claims:
        return document
    claims: list[Claim] = []
    for claim in document.claims:
        mine = holes.get(claim.post, ())
        if claim.post not in gone and not any(start < claim.end and claim.start < end for start, end in mine):
            shift = sum(len(BLACK) - (end - start) for start, end in mine if end <= claim.start)
            claims.append(replace(claim, start=claim.start + shift, end=claim.end + shift))
    dropped = {claim.id for claim in document.claims} - {claim.id for claim in claims}
    relations = tuple(one for one in document.relations if not {one.source, one.target} & dropped)
    return replace(document, claims=tuple(claims), relations=relations)
