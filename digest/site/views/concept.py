"""A concept: every debate that turns on it, with the words in which it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from digest.model import Claim, Concept, Digest, Keyphrase, Occurrence
from digest.site import escape, urls
from digest.site.debate import Debate, shorten
from digest.site.head import Head, front
from digest.site.page import Page
from digest.site.shelf import Catalogue, Mention, Sentence, Showing, Spot
from digest.site.views.cards import spot
from digest.text.sentences import split
from digest.text.spans import blocks_of

__all__ = ["mention", "page"]

_IN_FULL = 50
"""Of so many debates their words are shown, of the others the titles."""
_SENTENCES = 4
_LONGEST = 320


@dataclass(frozen=True, slots=True)
class _Said:
    text: Markup
    place: Spot


@dataclass(frozen=True, slots=True)
class _Use:
    """A debate on the page of a concept."""

    title: str
    path: str
    transcript: str
    sentences: tuple[_Said, ...]
    more: int
    threads: tuple[tuple[str, str], ...]


def page(concept: Concept, *, catalogue: Catalogue) -> Page:
    """The page of a concept."""
    count = len(concept.uses)
    description = catalogue.translation.ngettext(
        "%(num)s debate that argues about “%(concept)s”.",
        "%(num)s debates that argue about “%(concept)s”.",
        count,
        concept=concept.text,
    )
    feed = urls.concept_feed(concept.slug)
    head = Head("concept", concept.text, description, image=urls.PICTURE, feed=feed)
    values = {
        "concept": concept,
        "title": catalogue.translation.gettext("Concept: %(text)s", text=concept.text),
        "description": description,
        "head": front(head, url=catalogue.site.url),
        "uses": [_use(catalogue.showing(use.slug), concept=concept.slug) for use in concept.uses[:_IN_FULL]],
        "others": [(catalogue.outlines[use.slug].title, urls.debate(use.slug)) for use in concept.uses[_IN_FULL:]],
        "also": [one for one in concept.variants if one.casefold() != concept.text.casefold()],
        "neighbours": [catalogue.concepts[one] for one in concept.neighbours if one in catalogue.concepts],
    }
    return catalogue.page(urls.concept(concept.slug), "concept.md", values)


def mention(phrase: Keyphrase, *, debate: Debate) -> Mention:
    """How a debate argues about a concept: the sentences with its phrase, key points first, then other claims."""
    found: dict[tuple[str, int], Sentence] = {}
    for occurrence in sorted(phrase.occurrences, key=_argument_first(debate.digest)):
        if len(found) >= _SENTENCES:
            break
        if (made := _sentence(occurrence, debate=debate)) is not None:
            start, sentence = made
            found.setdefault((occurrence.post, start), sentence)
    return Mention(
        sentences=tuple(found.values()),
        more=max(0, len(phrase.occurrences) - len(found)),
        threads=tuple(
            (one.title, debate.thread_paths[one.id]) for one in debate.digest.threads if phrase.text in one.keyphrases
        ),
    )


def _argument_first(digest: Digest) -> Callable[[Occurrence], int]:
    """A key that sorts occurrences in key points before those in other claims, and these before all others."""
    points = {name for point in digest.key_points for name in point.claims}
    claims: dict[str, list[Claim]] = {}
    for claim in digest.claims:
        claims.setdefault(claim.post, []).append(claim)

    def weight(occurrence: Occurrence) -> int:
        own = [one for one in claims.get(occurrence.post, ()) if one.start <= occurrence.start < one.end]
        return 2 if not own else 0 if any(one.id in points for one in own) else 1

    return weight


def _use(showing: Showing, *, concept: str) -> _Use:
    said = showing.mentions[concept]
    return _Use(
        title=showing.card.title,
        path=showing.card.path,
        transcript=showing.transcript,
        sentences=tuple(_Said(_emphasized(one), one.place) for one in said.sentences),
        more=said.more,
        threads=said.threads,
    )


def _sentence(occurrence: Occurrence, *, debate: Debate) -> tuple[int, Sentence] | None:
    """The sentence that a phrase occurs in, and where it begins; None if there is none."""
    place = debate.places.get(occurrence.post)
    if place is None:
        return None
    text, language = place.post.text, debate.digest.document.language
    for block in blocks_of(place.post):
        if block.start <= occurrence.start < block.end:
            for span in split(text[block.start : block.end], language=language, offset=block.start):
                if span.start <= occurrence.start < span.end:
                    before, after = text[span.start : occurrence.start], text[occurrence.end : span.end]
                    if len(before) > _LONGEST // 2:
                        before = "… " + before[-_LONGEST // 2 :].partition(" ")[2]
                    if len(after) > _LONGEST // 2:
                        after = (" " if after[:1].isspace() else "") + shorten(after, _LONGEST // 2)
                    phrase = text[occurrence.start : occurrence.end]
                    return span.start, Sentence(before, phrase, after, spot(place))
    return None


def _emphasized(one: Sentence) -> Markup:
    """A sentence with the phrase in bold; the escaping drops white space at the ends of what it is given."""
    left = " " if one.before[-1:].isspace() else ""
    right = " " if one.after[:1].isspace() else ""
    words = Markup(f"{left}<strong>{escape.md(one.phrase)}</strong>{right}")  # noqa: S704 escaped
    return escape.md(one.before) + words + escape.md(one.after)
