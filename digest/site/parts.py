"""The pages of a debate in parts, each made from the debate and from what it shows of the rest of the site alone.

A debate more changes which debates stand beside many others, but what those say themselves stays: a build makes the
parts anew whose surroundings changed, not all pages of all these debates.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from digest.model import Digest
from digest.site import feeds, standalone, urls
from digest.site.debate import Debate, debate_of
from digest.site.page import Page
from digest.site.press import Press
from digest.site.shelf import Around, Shelf, Showing
from digest.site.views import concept, debate, exports, moved, pictures, thread, topics, transcript
from digest.site.views.cards import card

__all__ = ["PARTS", "Part", "debate_pages", "shown_of"]


class _Make(Protocol):
    def __call__(self, debate: Debate, /, *, shelf: Shelf) -> Iterator[Page]: ...


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the pages of a debate.

    Attributes:
        make: makes them; it is given no more of what stands around the debate than `sees` leaves.
        sees: what of the debate's surroundings these pages show.
    """

    name: str
    make: _Make
    sees: Callable[[Around], Around]


def _files(one: Debate, /, *, shelf: Shelf) -> Iterator[Page]:
    yield from pictures.pages(one, shelf=shelf)
    yield from exports.pages(one, shelf=shelf)
    yield from standalone.embed_pages(one, shelf=shelf)
    yield from feeds.of_debate(one, press=shelf)


def _moved(one: Debate, /, *, shelf: Shelf) -> Iterator[Page]:
    pages = {one.path, urls.transcript(one.digest.document.slug), *one.thread_paths.values()}
    taken = frozenset(pages.union(place.path for place in one.order))
    return moved.of_debate(one, formerly=shelf.around.formerly, taken=taken, press=shelf)


PARTS = (
    Part("debate", debate.pages, lambda a: Around(a.concept_of, a.related, tags=a.tags, common=a.common)),
    Part("topics", topics.pages, lambda a: Around()),
    Part("threads", thread.pages, lambda a: Around(a.concept_of, related_threads=a.related_threads)),
    Part("transcript", transcript.pages, lambda a: Around(a.concept_of)),
    Part("files", _files, lambda a: Around()),
    Part("moved", _moved, lambda a: Around(formerly=a.formerly)),
)
_ALL = tuple(part.name for part in PARTS)


def shown_of(around: Around) -> Around:
    """What of a debate's surroundings decides how other pages show it."""
    return Around(around.concept_of)


def debate_pages(
    digest: Digest, *, around: Around, press: Press, parts: Collection[str] = _ALL
) -> tuple[Mapping[str, list[Page]], Showing]:
    """The pages of one debate, by the part that they belong to, and what other pages show of it.

    Args:
        digest: with its phrases merged and named as the editor of the site says.
        around: what stands around the debate.
        press: the site and its templates.
        parts: the names of those that are wanted.
    """
    one = debate_of(digest, translation=press.translation)
    made = {
        part.name: list(part.make(one, shelf=Shelf(press.site, press.environment, part.sees(around))))
        for part in PARTS
        if part.name in parts
    }
    concept_of = shown_of(around).concept_of
    mentions = {
        concept_of[phrase.key]: concept.mention(phrase, debate=one, most=press.site.settings.key_points)
        for phrase in digest.keyphrases
        if phrase.key in concept_of
    }
    return made, Showing(card(one), urls.transcript(digest.document.slug), mentions)
