"""Exchanges: each reply with what it answers, as cues and features need it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.analysis.claims.unit_features import words_of
from digest.model import OPENING, Document, Post, Quote
from digest.text.normal import plain_apostrophes
from digest.text.sentences import sentences_of
from digest.text.spans import Span, blocks_of


@dataclass(frozen=True, slots=True)
class WordedSentence:
    """A sentence of a post with its words; `text` is in lower case with plain apostrophes."""

    span: Span
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A reply and the post (or the title) that it answers.

    Attributes:
        parent: the post that is answered: its parent, or an earlier post if only that is quoted; None for a post that
            answers the title.
        sentences: of the reply, without quoted passages.
        heard: the words of the parent and of the title.
        answers: numbers of the sentences right after a quoted passage.
        quotes: the reply's quotes of the parent.
        further: whether it also quotes another post.
        by_opener: whether the author of the opening text wrote it.
        to_opener: whether it answers the author of the opening text.
        returns: whether its author also wrote the post that the parent answers.
        depth: 1 for a post that answers the opening text or the title.
    """

    post: Post
    parent: Post | None
    sentences: tuple[WordedSentence, ...]
    heard: frozenset[str]
    answers: frozenset[int]
    quotes: tuple[Quote, ...]
    further: bool
    by_opener: bool
    to_opener: bool
    returns: bool
    depth: int

    @property
    def opening(self) -> WordedSentence | None:
        """The first sentence; None for a post without words of its own."""
        return self.sentences[0] if self.sentences else None

    def turns(self) -> Iterator[tuple[int, WordedSentence]]:
        """The sentences that begin an answer, by number: the first, and each one right after a quoted passage."""
        for number, sentence in enumerate(self.sentences):
            if number == 0 or number in self.answers:
                yield number, sentence


def worded_sentences(post: Post, *, language: str) -> tuple[WordedSentence, ...]:
    """The sentences of a post, with their words."""
    return tuple(
        WordedSentence(span, plain_apostrophes(span.text).lower(), words_of(span.text))
        for span in sentences_of(post, language=language)
    )


def after_quotes(post: Post, sentences: Sequence[WordedSentence]) -> frozenset[int]:
    """The numbers of the sentences right after a quoted passage."""
    ends = [block.end for block in blocks_of(post) if block.kind == "quote"]
    found, at = set(), 0
    for end in ends:
        while at < len(sentences) and sentences[at].span.start < end:
            at += 1
        if at < len(sentences):
            found.add(at)
    return frozenset(found)


def exchanges(document: Document, *, quotes: Iterable[Quote]) -> Iterator[Exchange]:
    """All replies with words to a post with words or to the title, in the document's order."""
    traced: dict[str, list[Quote]] = defaultdict(list)
    for quote in quotes:
        if quote.origin == "post" and quote.source is not None:
            traced[quote.post].append(quote)
    posts = {post.id: post for post in document.posts}
    opener = posts[OPENING].author if OPENING in posts else None
    title = frozenset(words_of(document.title))
    heard: dict[str, frozenset[str]] = {}
    depth: dict[str, int] = {OPENING: 0}
    for post in document.posts:
        sentences = worded_sentences(post, language=document.language)
        heard[post.id] = frozenset(word for one in sentences for word in one.words)
        if post.id == OPENING:
            continue
        depth[post.id] = 1 + depth.get(post.parent or OPENING, 0)
        parent = _answered(post, posts=posts, quotes=traced.get(post.id, ()), heard=heard)
        if not sentences or (parent is not None and not parent.text.strip()):
            continue
        yield _exchange(
            post,
            parent=parent,
            sentences=sentences,
            heard=title | heard.get(parent.id, frozenset()) if parent else title,
            quotes=traced.get(post.id, []),
            opener=opener,
            before=posts.get(parent.parent) if parent is not None and parent.parent is not None else None,
            depth=depth[post.id],
        )


def _answered(
    post: Post, *, posts: Mapping[str, Post], quotes: Sequence[Quote], heard: Mapping[str, frozenset[str]]
) -> Post | None:
    """The post that is answered: the parent, unless only an earlier post is quoted."""
    parent = posts.get(post.parent) if post.parent is not None else None
    sources = [quote.source for quote in quotes if quote.source in heard and quote.source != post.id]
    if sources and (parent is None or parent.id not in sources):
        return posts[sources[0]] if sources[0] is not None else parent
    return parent


def _exchange(
    post: Post,
    *,
    parent: Post | None,
    sentences: tuple[WordedSentence, ...],
    heard: frozenset[str],
    quotes: list[Quote],
    opener: str | None,
    before: Post | None,
    depth: int,
) -> Exchange:
    return Exchange(
        post=post,
        parent=parent,
        sentences=sentences,
        heard=heard,
        answers=after_quotes(post, sentences),
        quotes=tuple(quote for quote in quotes if parent is not None and quote.source == parent.id),
        further=any(parent is None or quote.source != parent.id for quote in quotes),
        by_opener=post.author is not None and post.author == opener,
        to_opener=parent is not None and parent.author is not None and parent.author == opener,
        returns=before is not None and post.author is not None and before.author == post.author,
        depth=depth,
    )
