"""The units of a document with what is observed of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from digest.analysis.claims.features import Place, neighbour_features, own_features, post_features, words_of
from digest.analysis.claims.units import Unit, units_of
from digest.analysis.linear import Features
from digest.model import OPENING, Document, Post, Quote
from digest.text.spans import blocks_of


@dataclass(frozen=True, slots=True)
class Observed:
    """One post's units, with the words and the features of each."""

    post: Post
    units: tuple[Unit, ...]
    words: tuple[tuple[str, ...], ...]
    features: tuple[Features, ...]


def observe(document: Document, *, quotes: Iterable[Quote], vocabulary: Collection[str]) -> tuple[Observed, ...]:
    """Look at every unit of a document.

    Args:
        document: with its structure recovered.
        quotes: the traced ones tell which units others take up.
        vocabulary: the words and pairs of words that are worth noting.

    Returns:
        One for each post that has a unit, in the document's order.
    """
    passages: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for quote in quotes:
        if quote.source is not None and quote.source_start is not None and quote.source_end is not None:
            passages[quote.source].append((quote.source_start, quote.source_end))
    topic = frozenset(words_of(document.title))
    opener = next((post.author for post in document.posts if post.id == OPENING), None)
    depth: dict[str, int] = {}
    said: dict[str, frozenset[str]] = {}
    out = []
    for post in document.posts:
        depth[post.id] = 0 if post.id == OPENING else 1 + depth.get(post.parent or OPENING, 0)
        units = units_of(post, language=document.language)
        words = tuple(words_of(unit.text) for unit in units)
        said[post.id] = frozenset(word for some in words for word in some)
        if not units:
            continue
        place = Place(
            depth=depth[post.id],
            by_opener=post.author is not None and post.author == opener,
            topic=topic,
            parent=said.get(post.parent or "", frozenset()),
            quoted=_quoted(units, passages.get(post.id, ())),
            after_quote=_after_quotes(post, units),
        )
        own = [own_features(unit, words=some, vocabulary=vocabulary) for unit, some in zip(units, words, strict=True)]
        rest = post_features(units, words=words, place=place)
        near = neighbour_features(own)
        out.append(Observed(post, units, words, tuple(a | b | c for a, b, c in zip(own, rest, near, strict=True))))
    return tuple(out)


def _quoted(units: Sequence[Unit], passages: Sequence[tuple[int, int]]) -> list[float]:
    if not passages:
        return [0.0] * len(units)
    return [
        max(max(0, min(unit.end, end) - max(unit.start, start)) for start, end in passages)
        / max(1, unit.end - unit.start)
        for unit in units
    ]


def _after_quotes(post: Post, units: Sequence[Unit]) -> frozenset[int]:
    starts = [unit.start for unit in units]
    found = (bisect_left(starts, block.end) for block in blocks_of(post) if block.kind == "quote")
    return frozenset(at for at in found if at < len(units))
