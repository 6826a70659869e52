"""Links inside what people wrote: the first mention of a concept leads to its page. No word of theirs is changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.model import Post, Quote
from digest.site import urls
from digest.site.debate import Debate
from digest.site.shelf import Shelf

__all__ = ["InText", "first_mentions", "mentions"]

_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"\n]*\"")


@dataclass(frozen=True, slots=True)
class InText:
    """A stretch of a post that names a concept, and the path of the concept's page."""

    start: int
    end: int
    path: str


def mentions(debate: Debate, *, shelf: Shelf) -> Mapping[str, tuple[InText, ...]]:
    """Every place in each post (by its id) where a concept is named and a link can stand, in reading order.

    None stands in a link, in code or in a quotation, and no two overlap; of two that begin together, the longer
    stays. There are none where the site's owner wants none.
    """
    found: dict[str, list[InText]] = {}
    if shelf.site.settings.concept_links:
        for phrase in debate.digest.keyphrases:
            slug = shelf.around.concept_of.get(phrase.key)
            for place in phrase.occurrences if slug else ():
                found.setdefault(place.post, []).append(InText(place.start, place.end, urls.concept(slug or "")))
    return {
        post: _apart(every, post=debate.places[post].post, quotes=debate.quoting.get(post, ()))
        for post, every in found.items()
        if post in debate.places
    }


def first_mentions(posts: Iterable[str], *, found: Mapping[str, Sequence[InText]]) -> dict[str, tuple[InText, ...]]:
    """Of all posts of a page, taken as one text, the first mention of each concept, by the id of the post."""
    seen: set[str] = set()
    first: dict[str, tuple[InText, ...]] = {}
    for post in posts:
        fresh = {one.path: one for one in reversed(found.get(post, ())) if one.path not in seen}
        seen.update(fresh)
        first[post] = tuple(sorted(fresh.values(), key=lambda one: one.start))
    return first


def _apart(every: Iterable[InText], *, post: Post, quotes: Sequence[Quote]) -> tuple[InText, ...]:
    taken = sorted(
        [
            *((mark.start, mark.end) for mark in post.marks),
            *((quote.start, quote.end) for quote in quotes),
            *(match.span() for match in _QUOTED.finditer(post.text)),
        ]
    )
    kept: list[InText] = []
    at = covered = 0
    for one in sorted(every, key=lambda one: (one.start, -one.end)):
        while at < len(taken) and taken[at][0] < one.end:
            covered = max(covered, taken[at][1])
            at += 1
        if one.start >= covered and (not kept or one.start >= kept[-1].end):
            kept.append(one)
    return tuple(kept)
