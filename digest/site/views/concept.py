"""A concept: every debate that argues with it, with the arguments that use it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from digest.model import Claim, Concept, Keyphrase, KeyPoint, Occurrence, Side
from digest.site import escape, urls
from digest.site.debate import Debate, shorten
from digest.site.head import Head, front
from digest.site.page import Page
from digest.site.shelf import Catalogue, Mention, Sentence, Showing, Spot
from digest.site.views.cards import spot

__all__ = ["mention", "page"]

_IN_FULL = 50
"""Of so many debates their words are shown, of the others the titles."""
_SENTENCES, _THREADS = 4, 4
_LONGEST = 320


@dataclass(frozen=True, slots=True)
class _Said:
    text: Markup
    place: Spot
    side: Side
    point: str


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


def mention(phrase: Keyphrase, *, debate: Debate, most: int) -> Mention:
    """The arguments of a debate that use a phrase: first those that make key points, then the surest, each person's.

    Args:
        most: how many key points the debate's page shows; the others have no anchor.
    """
    using = {
        claim.id: (claim, place)
        for place in phrase.occurrences
        for claim in debate.claims_of.get(place.post, ())
        if claim.start <= place.start < claim.end and place.post in debate.places
    }
    shown = debate.digest.key_points[:most]
    ranks = {name: rank for rank, point in reversed([*enumerate(shown)]) for name in point.claims}
    best = sorted(using.values(), key=lambda one: (ranks.get(one[0].id, most), -one[0].confidence))
    found: dict[str, Sentence] = {}
    for claim, place in best:
        said_by = debate.places[claim.post].name
        if said_by not in found and len(found) < _SENTENCES:
            point = shown[ranks[claim.id]] if claim.id in ranks else None
            found[said_by] = _sentence(claim, place, point=point, debate=debate)
    threads = (one for one in debate.digest.threads if any(name in using for name in one.claims))
    return Mention(
        sentences=tuple(found.values()),
        more=len(using) - len(found),
        threads=tuple((one.title, debate.thread_paths[one.id]) for one in islice(threads, _THREADS)),
    )


def _use(showing: Showing, *, concept: str) -> _Use:
    said = showing.mentions[concept]
    return _Use(
        title=showing.card.title,
        path=showing.card.path,
        transcript=showing.transcript,
        sentences=tuple(_Said(_emphasized(one), one.place, one.side, one.point) for one in said.sentences),
        more=said.more,
        threads=said.threads,
    )


def _sentence(claim: Claim, occurrence: Occurrence, *, point: KeyPoint | None, debate: Debate) -> Sentence:
    """An argument, cut around the phrase in it."""
    place = debate.places[claim.post]
    text, end = place.post.text, max(claim.end, occurrence.end)
    before, after = text[claim.start : occurrence.start], text[occurrence.end : end]
    if len(before) > _LONGEST // 2:
        before = "… " + before[-_LONGEST // 2 :].partition(" ")[2]
    if len(after) > _LONGEST // 2:
        after = (" " if after[:1].isspace() else "") + shorten(after, _LONGEST // 2)
    position = debate.digest.positions.get(claim.post)
    side = point.side if point else position.side if position else "neither"
    anchor = urls.point_anchor(point.id) if point else ""
    return Sentence(before, text[occurrence.start : occurrence.end], after, spot(place), side, anchor)


def _emphasized(one: Sentence) -> Markup:
    """A sentence with the phrase in bold; the escaping drops white space at the ends of what it is given."""
    left = " " if one.before[-1:].isspace() else ""
    right = " " if one.after[:1].isspace() else ""
    words = Markup(f"{left}<strong>{escape.md(one.phrase)}</strong>{right}")  # noqa: S704 escaped
    return escape.md(one.before) + words + escape.md(one.after)
