"""The exchanges of a document: each reply beside what it answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from digest.analysis.claims.features import words_of
from digest.analysis.relations.exchange import Exchange, Said, after_quotes, said
from digest.model import OPENING, Document, Post, Quote


def exchanges(document: Document, *, quotes: Iterable[Quote]) -> Iterator[Exchange]:
    """Every post that says something and answers a post that says something, or the title; in the document's order."""
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
        sentences = said(post, language=document.language)
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
    """The post that is answered: the parent, unless only another, earlier post is quoted."""
    parent = posts.get(post.parent) if post.parent is not None else None
    sources = [quote.source for quote in quotes if quote.source in heard and quote.source != post.id]
    if sources and (parent is None or parent.id not in sources):
        return posts[sources[0]] if sources[0] is not None else parent
    return parent


def _exchange(
    post: Post,
    *,
    parent: Post | None,
    sentences: tuple[Said, ...],
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
