"""Quotes, traced to the post and the offsets that they came from.

A passage is first sought verbatim (apart from white space, quotation marks, dashes and case) in the ancestors of its
post, nearest first; then, through shingles of words (Broder 1997), in all earlier posts; then with changes (rapidfuzz),
in those candidates only. It is split at ellipses. Only the own words of a post are searched, so that words of the
discussed article are never attributed to a person who quoted them too.

The index has the shingles of the passages, not of the posts, so one pass over the posts finds all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from digest.analysis.quotes.passages import Passage, of_post, pieces
from digest.analysis.quotes.sources import Hit, Needle, Sources, needle
from digest.model import OPENING, Document, Post, Quote, QuoteOrigin
from digest.text.spans import own_blocks, unquoted

__all__ = ["trace"]

_NEAR = 2
_FAR_WORDS = 3
"""A shorter passage could be anyone's, so it is sought in the two nearest ancestors only."""
_ABSORBED = 3
"""Most words of an untraced line that is taken to continue the quote of its neighbours."""
_ARTICLE_WORDS = 4
"""Fewest words of a passage that is attributed to an article; a shorter one is a catchword."""
_ARTICLE = re.compile(
    r"\b(?:article|author|essay|blog(?: ?post)?|column(?:ist)?|paper|op-?ed|editorial|interview"
    r"|(?:this|the) (?:piece|study|report|writer|link|headline))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _TracedPassage:
    passage: Passage
    hits: tuple[Hit, ...]


def trace(document: Document) -> tuple[Quote, ...]:
    """All quoted passages of a document, traced to their sources, in reading order.

    Args:
        document: with parents where they are known; they are searched first, but not needed.

    Returns:
        A quote for each run of quoted lines from one place, and for each passage in quotation marks that the parent
        contains word for word. A passage that nobody in the discussion wrote has the origin `article` if there is
        reason to think so, else `unknown`.
    """
    place = {post.id: at for at, post in enumerate(document.posts)}
    chains = [place.get(post.parent, -1) if post.parent is not None else -1 for post in document.posts]
    sources = Sources(document.posts, chains)
    passages = [(at, passage) for at, post in enumerate(document.posts) for passage in of_post(post)]
    found = _find(passages, sources)
    by_post: dict[int, list[_TracedPassage]] = {}
    for (at, passage), hits in zip(passages, found, strict=True):
        if hits or passage.alone:
            by_post.setdefault(at, []).append(_TracedPassage(passage, hits))
    about = _discusses_article(document)
    return tuple(
        quote
        for at, ones in by_post.items()
        for quote in _quotes(document, document.posts[at], _absorb(ones), about=about)
    )


def _find(passages: Sequence[tuple[int, Passage]], sources: Sources) -> list[tuple[Hit, ...]]:
    found: list[tuple[Hit, ...]] = []
    open_: list[tuple[int, Needle]] = []
    for number, (at, passage) in enumerate(passages):
        whole = needle(passage.text, post=at)
        hit = sources.exact(whole, islice(sources.ancestors(at), _reach(passage, whole))) if whole.words else None
        found.append((hit,) if hit else ())
        orphan = passage.alone and sources.chains[at] < 0
        if (passage.level or orphan) and not hit and len(whole.words) >= _FAR_WORDS:
            open_.append((number, whole))
    for number, hits in _farther(open_, passages, sources):
        found[number] = hits
    return found


def _reach(passage: Passage, whole: Needle) -> int | None:
    """How many ancestors are searched: only the parent for words in quotation marks, two for short passages, or all."""
    if not passage.level:
        return 1
    return _NEAR if len(whole.words) < _FAR_WORDS else None


def _farther(
    open_: Sequence[tuple[int, Needle]], passages: Sequence[tuple[int, Passage]], sources: Sources
) -> Iterable[tuple[int, tuple[Hit, ...]]]:
    parts: list[tuple[int, Needle, bool]] = []
    for number, whole in open_:
        split = pieces(passages[number][1].text)
        parts.append((number, whole, False))
        if len(split) > 1:
            parts += [(number, needle(piece.text, post=whole.post), True) for piece in split]
    shared = sources.sharing([part for _, part, _ in parts])
    wholes: dict[int, Hit] = {}
    split_hits: dict[int, list[Hit]] = {}
    for (number, part, is_piece), candidates in zip(parts, shared, strict=True):
        if number in wholes or not part.words:
            continue
        chain = list(sources.ancestors(part.post))
        hit = sources.exact(part, [*chain, *candidates] if is_piece else candidates)
        if not hit:
            near = [*chain[:2], *candidates]
            hit = sources.fuzzy(part, dict.fromkeys(near))
        if hit and is_piece:
            split_hits.setdefault(number, []).append(hit)
        elif hit:
            wholes[number] = hit
    for number, _ in open_:
        yield number, (wholes[number],) if number in wholes else _joined(split_hits.get(number, []))


def _joined(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits of the pieces of a passage, joined to one for each post, from the first piece to the last."""
    by_post: dict[int, Hit] = {}
    for hit in hits:
        if (same := by_post.get(hit.post)) is None:
            by_post[hit.post] = hit
        else:
            by_post[hit.post] = _span(same, hit)
    return tuple(by_post.values())


def _span(one: Hit, other: Hit) -> Hit:
    sizes = one.end - one.start, other.end - other.start
    score = (one.score * sizes[0] + other.score * sizes[1]) / (sum(sizes) or 1)
    return Hit(one.post, min(one.start, other.start), max(one.end, other.end), score)


def _absorb(ones: Sequence[_TracedPassage]) -> list[_TracedPassage]:
    """Give short untraced lines the source of the line before (or after) in their block."""
    out = list(ones)
    for order in (range(1, len(out)), range(len(out) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for i in order:
            one, near = out[i], out[i + step]
            same = one.passage.level and near.passage.level and one.passage.block == near.passage.block
            if same and not one.hits and len(near.hits) == 1 and len(one.passage.text.split()) <= _ABSORBED:
                out[i] = replace(one, hits=near.hits)
    return out


def _quotes(document: Document, post: Post, ones: Sequence[_TracedPassage], *, about: bool) -> Iterable[Quote]:
    run: list[_TracedPassage] = []
    for one in ones:
        if run and not _one_place(run[-1], one):
            yield from _quote(document, post, run, about=about)
            run = []
        run.append(one)
    yield from _quote(document, post, run, about=about)


def _one_place(before: _TracedPassage, one: _TracedPassage) -> bool:
    """Whether a line continues the quote of the line before: same block, same level, same source."""
    mine, theirs = one.passage, before.passage
    if not mine.level or (mine.block, mine.level) != (theirs.block, theirs.level):
        return False
    return [hit.post for hit in before.hits] == [hit.post for hit in one.hits] and len(one.hits) < 2


def _quote(document: Document, post: Post, run: Sequence[_TracedPassage], *, about: bool) -> Iterable[Quote]:
    start, end = run[0].passage.start, run[-1].passage.end
    text = unquoted(post.text[start:end])
    if not any(one.hits for one in run):
        article = len(text.split()) >= _ARTICLE_WORDS and (about or _names_article(document, post))
        origin: QuoteOrigin = "article" if article else "unknown"
        yield Quote(post.id, start, end, text, origin)
        return
    hits = run[0].hits
    if len(hits) == 1:
        hit = hits[0]
        for one in run[1:]:
            hit = _span(hit, one.hits[0])
        hits = (hit,)
    for hit in hits:
        source = document.posts[hit.post].id
        yield Quote(post.id, start, end, text, "post", source, hit.start, hit.end, round(hit.score, 3))


def _discusses_article(document: Document) -> bool:
    """Whether the discussion is about a text outside of the document, which untraced quotes then come from."""
    opening = any(post.id == OPENING for post in document.posts)
    return document.site is not None or (document.format in ("hackernews", "lobsters") and not opening)


def _names_article(document: Document, post: Post) -> bool:
    if any(other.id == OPENING for other in document.posts[:1]):
        return False
    return any(_ARTICLE.search(post.text, block.start, block.end) for block in own_blocks(post))
