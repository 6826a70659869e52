"""Removes hidden posts and words before anything is derived from the document.

So no claim, keyphrase, page, address, index, feed or export can contain them. Others may repeat hidden text, so quotes
of it, and sequences of its words elsewhere, are blacked out as well. Ids and parent cues, which may contain hidden
text, are made again from the remaining document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from digest.analysis import quotes as quote_stage
from digest.curation.blackout import BLACK, Span, blacked, merged, reasons, renamed, struck, with_claims
from digest.curation.copies import Copies
from digest.curation.items import Hide, Redact
from digest.curation.lookup import Posts, pattern
from digest.curation.report import Report
from digest.model import Digest, Document, Mark, Post, Quote
from digest.text.ordinary import is_ordinary
from digest.text.spelling import Phrases, folded_words

__all__ = ["BLACK", "Hidden", "Words", "hidden"]

_SHOWN = 6
_SHORTEST_PART = 3
"""Shorter first or last names of a hidden author are not blacked out on their own."""


class Words:
    """Words to find in any spelling; `post` is set if they are hidden in one post only.

    Words with fewer than two letters or digits ("C++") are only found exactly as written.
    """

    def __init__(self, words: str, *, name: bool = False) -> None:
        folded = "".join(folded_words(words))
        self._phrases = Phrases([words]) if len(folded) > 1 else None
        self._plain = None if self._phrases else _literal(words)
        if name and all(
            map(is_ordinary, folded_words(words))
        ):  # an ordinary word such as "hope" is a name only with a mark
            self._phrases, self._plain = None, re.compile(rf"(?<=[@~/]){re.escape(words)}\b", re.IGNORECASE)

    def find(self, text: str | None) -> list[Span]:
        """Where they stand."""
        if not text:
            return []
        if self._phrases:
            return [(one.start, one.end) for one in self._phrases.find(text)]
        return [one.span() for one in self._plain.finditer(text)] if self._plain else []


def _literal(words: str) -> re.Pattern[str]:
    bare = pattern(words).pattern or r"(?!)"  # dots alone leave nothing to search for
    before = r"\b" if words[:1].isalnum() else ""
    after = r"\b" if words[-1:].isalnum() else ""
    return re.compile(f"{before}(?:{bare}){after}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hidden:
    """The hidden text, to check whether a title, an address or an editor's own words contain any of it.

    Attributes:
        posts: the ids that the hidden posts had.
        words: that are hidden everywhere, including names of hidden authors.
        inside: words that are hidden in one post.
    """

    posts: frozenset[str] = frozenset()
    words: tuple[Words, ...] = ()
    inside: tuple[Words, ...] = ()
    copies: Copies | None = field(default=None, repr=False)

    def in_text(self, text: str) -> bool:
        """Whether a text contains hidden text."""
        if any(one.find(text) for one in (*self.words, *self.inside)):
            return True
        return self.copies is not None and self.copies.in_text(text)

    def struck(self, text: str) -> str:
        """A text without the words that are hidden everywhere."""
        return struck(text, merged(text, [span for one in self.words for span in one.find(text)]))

    def sealed(self, digest: Digest) -> Digest:
        """The digest without hidden text in the editor's own words, such as titles and old addresses."""
        if not self.words:
            return digest
        said = digest.proposition
        return replace(
            digest,
            proposition=said and replace(said, text=self.struck(said.text)),
            topics=tuple(replace(one, title=self.struck(one.title)) for one in digest.topics),
            threads=tuple(
                replace(
                    one,
                    title=self.struck(one.title),
                    former=tuple(was for was in one.former if self.struck(was.title) == was.title),
                )
                for one in digest.threads
            ),
            key_points=tuple(
                replace(one, text=self.struck(one.text)) if one.reworded else one for one in digest.key_points
            ),
            keyphrases=tuple(
                replace(one, former=tuple(was for was in one.former if self.struck(was) == was))
                for one in digest.keyphrases
                if not any(self.struck(text) != text for text in (one.text, *one.variants))
            ),
            formerly=tuple(slug for slug in digest.formerly if self.struck(slug) == slug),
        )


def hidden(
    document: Document, *, hide: Sequence[Hide], redact: Sequence[Redact], report: Report
) -> tuple[Document, Hidden]:
    """The document without these posts and words.

    A name that matches several posts hides all of them until the editor says which one, so that an ambiguous name never
    exposes a post.
    """
    if not hide and not redact:
        return document, Hidden()
    posts = Posts(document)
    gone = frozenset(_posts_to_hide(posts, hide, report))
    quotes = quote_stage.trace(document)
    copies = Copies(document, gone=gone, quotes=quotes)
    everywhere = [Words(item.words) for item in redact if item.post is None]
    words = [*everywhere, *(Words(name, name=True) for name in _names(document, gone))]
    black = _copied(document, gone, quotes, copies)
    for post in document.posts:
        black[post.id] += [span for one in words for span in one.find(post.text)]
    inside: list[Words] = []
    for item in redact:
        wanted = Words(item.words)
        spans = _redacted(item, wanted, posts, quotes)
        inside += [wanted] if item.post else []
        for name, ones in spans.items():
            black[name] += ones
        _tell(item, wanted, posts, spans, report)
    out = Hidden(gone, tuple(words), tuple(inside), copies if gone else None)
    holes = {post.id: merged(post.text, black[post.id]) for post in document.posts}
    names = renamed(document, gone=gone, words=lambda name: _in_id(name, words, copies))
    links = {_bare(post.url) for post in document.posts if post.id in gone and post.url}
    made = [
        replace(
            _post(post, holes[post.id], gone=post.id in gone, words=words, links=links),
            id=names[post.id],
            parent=names.get(post.parent or "", post.parent),
        )
        for post in document.posts
    ]
    shown = replace(document, posts=reasons(made, holds=out.in_text))
    kept = {old: new for old, new in names.items() if old not in gone}
    return with_claims(_without_words(shown, out), holes=holes, names=kept), out


def _copied(document: Document, gone: frozenset[str], quotes: Iterable[Quote], copies: Copies) -> dict[str, list[Span]]:
    """The spans in other posts that repeat hidden posts."""
    black: dict[str, list[Span]] = defaultdict(list)
    for quote in quotes:
        if quote.source in gone:
            black[quote.post].append((quote.start, quote.end))
    for post in document.posts:
        if post.id not in gone:
            black[post.id] += copies.in_post(post)
    return black


def _in_id(name: str, words: Iterable[Words], copies: Copies) -> list[Span]:
    return [*(span for one in words for span in one.find(name)), *copies.in_id(name)]


def _names(document: Document, gone: frozenset[str]) -> list[str]:
    """The full and partial names of authors whose posts are all hidden."""
    shown = {post.author for post in document.posts if post.author and post.id not in gone}
    lost = {post.author for post in document.posts if post.author and post.id in gone} - shown
    theirs = {word for name in shown for word in folded_words(name)}
    parts = {
        word
        for name in lost
        for word in (folded_words(name) if len(folded_words(name)) > 1 else ())
        if len(word) >= _SHORTEST_PART and word not in theirs and not is_ordinary(word)
    }
    return sorted(name for name in lost | parts if folded_words(name) not in {folded_words(one) for one in shown})


def _posts_to_hide(posts: Posts, items: Iterable[Hide], report: Report) -> set[str]:
    gone: set[str] = set()
    for item in items:
        found = posts.named(item.post)
        gone |= {post.id for post in found}
        if report.one(item, item.post, found, kind="post", shown=posts.shown, texts=posts.texts()):
            report.held(item, posts.shown(found[0]))
    return gone


def _redacted(item: Redact, wanted: Words, posts: Posts, quotes: Iterable[Quote]) -> dict[str, list[Span]]:
    """The spans of an item's words, by post: in the posts that it names, and in quotes of them."""
    named = posts.named(item.post) if item.post else posts.document.posts
    spans = {post.id: wanted.find(post.text) for post in named}
    copied: dict[str, list[Span]] = defaultdict(list)
    for quote in quotes:
        if spans.get(quote.source or ""):
            copied[quote.post] += _in_quote(quote, wanted, posts.by_id[quote.post], spans[quote.source or ""])
    return {name: ones for name in posts.by_id if (ones := [*spans.get(name, ()), *copied.get(name, ())])}


def _tell(item: Redact, wanted: Words, posts: Posts, spans: Mapping[str, Sequence[Span]], report: Report) -> None:
    document = posts.document
    if item.post:
        named = posts.named(item.post)
        if not report.one(item, item.post, named, kind="post", shown=posts.shown, texts=posts.texts()):
            return
    elif wanted.find(document.slug) or wanted.find(_path(document)):
        what = f"“{item.words}” is in the debate's address, {document.slug}"
        report.missed(item, what, "rename its file", shows=True)
        return
    if spans:
        where = list(spans)
        more = " and others" if len(where) > _SHOWN else ""
        count = sum(map(len, spans.values()))
        places = "1 place" if count == 1 else f"{count} places"
        report.held(item, f"“{item.words}”, {places} in {', '.join(where[:_SHOWN])}{more}")
    elif item.post is None and _beside_text(document, wanted):
        report.held(item, f"“{item.words}” in the title, the tags, a name or an address")
    else:
        report.missed(item, f"no post contains “{item.words}”", "check the spelling", shows=True)


def _path(document: Document) -> str:
    """The path of a debate's file as shown on pages; for an absolute path, only the file name."""
    path = PurePath(document.path)
    return path.name if path.is_absolute() else str(path)


def _in_quote(quote: Quote, wanted: Words, post: Post, source: Sequence[Span]) -> list[Span]:
    """The spans of a quote that repeat hidden words; the whole quote if its wording differs from its source."""
    if found := [(start, end) for start, end in wanted.find(post.text) if quote.start <= start and end <= quote.end]:
        return found
    start, end = quote.source_start, quote.source_end
    if start is None or end is None:
        return []
    return [(quote.start, quote.end)] if any(a < end and start < b for a, b in source) else []


def _beside_text(document: Document, wanted: Words) -> bool:
    """Whether words occur outside the posts' texts."""
    said = [document.title, *document.tags, document.summary, document.source, document.site]
    for post in document.posts:
        said += [post.author, post.id, post.url, *(mark.url for mark in post.marks)]
    return any(wanted.find(text) for text in said)


def _post(post: Post, holes: Sequence[Span], *, gone: bool, words: Sequence[Words], links: set[str]) -> Post:
    if gone:
        return replace(
            post, text="", author=None, blocks=(), marks=(), url=None, score=None, status="hidden", parent_cue=""
        )
    leading = [mark for mark in post.marks if mark.url and _bare(mark.url) in links]
    marks = tuple(mark for mark in post.marks if mark not in leading and not _holds(mark.url, words))
    url = None if _holds(post.url, words) or (post.url and _bare(post.url) in links) else post.url
    shown = [(mark.start, mark.end) for mark in leading if _is_address(post, mark)]
    post = replace(post, marks=marks, url=url, author=None if _holds(post.author, words) else post.author)
    return blacked(post, merged(post.text, [*holes, *shown]))


def _is_address(post: Post, mark: Mark) -> bool:
    return "://" in post.text[mark.start : mark.end]


def _bare(url: str | None) -> str:
    return (url or "").rpartition("://")[2].rstrip("/").removeprefix("www.").lower()


def _holds(text: str | None, words: Iterable[Words]) -> bool:
    return any(one.find(text) for one in words)


def _without_words(document: Document, out: Hidden) -> Document:
    """Remove the words from title, summary, tags and the source's address as well."""
    words = out.words
    return replace(
        document,
        title=out.struck(document.title),
        summary=out.struck(document.summary) if document.summary else document.summary,
        tags=tuple(tag for tag in document.tags if not _holds(tag, words)),
        source=None if _holds(document.source, words) else document.source,
        site=None if _holds(document.site, words) else document.site,
    )
