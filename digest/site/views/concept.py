"""A concept: every debate that turns on it, with the words in which it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from digest.model import ArgumentThread, Concept, ConceptUse, Occurrence
from digest.site import escape, urls
from digest.site.debate import Debate, Place, shorten
from digest.site.page import Page
from digest.site.shelf import Shelf
from digest.text.sentences import split
from digest.text.spans import blocks_of

__all__ = ["pages"]

_SENTENCES = 4
_LONGEST = 320


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: Markup
    place: Place


@dataclass(frozen=True, slots=True)
class _Use:
    debate: Debate
    title: str
    sentences: tuple[_Sentence, ...]
    more: int
    threads: tuple[tuple[ArgumentThread, str], ...]


def pages(shelf: Shelf) -> Iterator[Page]:
    """A page for each concept."""
    for concept in shelf.library.concepts:
        uses = [_use(use, concept=concept, debate=shelf.debates[use.slug]) for use in concept.uses]
        values = {
            "concept": concept,
            "uses": uses,
            "also": [one for one in concept.variants if one.casefold() != concept.text.casefold()],
            "neighbours": [shelf.concepts[one] for one in concept.neighbours if one in shelf.concepts],
        }
        yield shelf.page(urls.concept(concept.slug), "concept.md", values)


def _use(use: ConceptUse, *, concept: Concept, debate: Debate) -> _Use:
    occurrences = use.keyphrase.occurrences
    found: dict[tuple[str, int], _Sentence] = {}
    for occurrence in occurrences:
        if len(found) >= _SENTENCES:
            break
        if (made := _sentence(occurrence, debate=debate)) is not None:
            start, sentence = made
            found.setdefault((occurrence.post, start), sentence)
    names = {concept.text, use.keyphrase.text}
    return _Use(
        debate=debate,
        title=debate.digest.document.title,
        sentences=tuple(found.values()),
        more=max(0, len(occurrences) - len(found)),
        threads=tuple(
            (one, debate.thread_paths[one.id]) for one in debate.digest.threads if names & set(one.keyphrases)
        ),
    )


def _sentence(occurrence: Occurrence, *, debate: Debate) -> tuple[int, _Sentence] | None:
    """The sentence that a phrase occurs in, the phrase in bold, and where it begins; None if there is none."""
    place = debate.places.get(occurrence.post)
    if place is None:
        return None
    text, language = place.post.text, debate.digest.document.language
    for block in blocks_of(place.post):
        if block.start <= occurrence.start < block.end:
            for span in split(text[block.start : block.end], language=language, offset=block.start):
                if span.start <= occurrence.start < span.end:
                    return span.start, _Sentence(_emphasized(text, span.start, span.end, occurrence), place)
    return None


def _emphasized(text: str, start: int, end: int, phrase: Occurrence) -> Markup:
    before, after = text[start : phrase.start], text[phrase.end : max(end, phrase.end)]
    gap = " " if before[-1:].isspace() else "", " " if after[:1].isspace() else ""  # cutting short drops them
    if len(before) > _LONGEST // 2:
        before = "… " + before[-_LONGEST // 2 :].partition(" ")[2]
    after = shorten(after, _LONGEST // 2) if len(after) > _LONGEST // 2 else after
    words = escape.md(text[phrase.start : phrase.end])
    return escape.md(before) + Markup(f"{gap[0]}<strong>{words}</strong>{gap[1]}") + escape.md(after)  # noqa: S704
