"""What the pages of one debate ask of all others, and what all others ask of it.

A site can have ten thousand debates, which do not fit into memory. So the pages of a debate are made from its digest
and its `Around` alone, and leave behind a `Showing`: what lists, concepts and feeds show of it. Both are small plain
values that say in full what a page depends on: where they are as in the last build, so is the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from digest.model import Concept, Decision, Index, Outline, RelatedThread, Side
from digest.site import urls
from digest.site.press import Press

__all__ = [
    "Around",
    "Beside",
    "BesideThread",
    "Card",
    "Catalogue",
    "Crux",
    "Mention",
    "Sentence",
    "Shelf",
    "Showing",
    "Sides",
    "Spot",
    "surroundings",
]

_COMMON, _FEWEST = 0.3, 6
"""A phrase of more than this share of the debates, and of more than so many, tells none of them apart."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A related debate, with the concepts (text and path) that both turn on."""

    title: str
    path: str
    concepts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BesideThread:
    """A related argument thread of another debate, with the concepts (text and path) that both turn on."""

    title: str
    path: str
    debate: str
    concepts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What the pages of a debate show of the rest of the site.

    Attributes:
        concept_of: the slug of a concept by the key of a keyphrase of this debate.
        related: the debates beside it, nearest first.
        related_threads: by the id of an argument thread of the debate, the threads beside it, nearest first.
        tags: those tags of the debate that are concepts of the site, with the path of the concept.
        common: keys of this debate's phrases that so many debates of the site have that they tell none apart.
        formerly: slugs under which the debate was published before and no other one is now.
    """

    concept_of: Mapping[str, str] = field(default_factory=dict)
    related: tuple[Beside, ...] = ()
    related_threads: Mapping[str, tuple[BesideThread, ...]] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    common: frozenset[str] = frozenset()
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf(Press):
    """Where the pages of one debate are made."""

    around: Around


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a reader finds a post, and what it is called."""

    label: str
    path: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Crux:
    """What a debate turns on in a sentence: the editor's words (no place), or a participant's.

    Attributes:
        decided: who decided that it stands there.
    """

    text: str
    place: Spot | None
    decided: Decision | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """How many people (or comments, where nobody is named) are for the proposition, against it, or neither."""

    pro: int
    con: int
    neither: int


@dataclass(frozen=True, slots=True)
class Card:
    """What a list of debates shows of one.

    Attributes:
        when: its date in a form that sorts; empty where it is not known.
        editor: whether an editor decided something that it shows.
        reviewed: whether an editor accepted something that a model proposed.
        unreviewed: whether it shows proposals of a model that nobody reviewed.
    """

    title: str
    path: str
    crux: Crux | None
    sides: Sides | None
    date: str
    when: str
    comments: int
    people: int
    words: int
    threads: int
    draft: bool = False
    editor: bool = False
    reviewed: bool = False
    unreviewed: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """An argument that a phrase occurs in, cut around the phrase.

    Attributes:
        side: of the debate of the argument.
        point: the anchor of the key point that it makes, on the debate's page; empty where it makes none.
    """

    before: str
    phrase: str
    after: str
    place: Spot
    side: Side
    point: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """How a debate argues with a concept.

    Attributes:
        more: how many more arguments use the phrase.
        threads: title and path of the first argument threads in which such arguments stand.
    """

    sentences: tuple[Sentence, ...]
    more: int
    threads: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Showing:
    """What other pages show of a debate.

    Attributes:
        mentions: by the slug of the concept.
    """

    card: Card
    transcript: str
    mentions: Mapping[str, Mention]


@dataclass(frozen=True, slots=True)
class Catalogue(Press):
    """Where the pages are made that show more than one debate.

    Attributes:
        outlines: by slug.
        concepts: by slug.
        cards: of all debates, newest first.
        showing: what a debate shows, by its slug; it is read from wherever showings are kept.
    """

    index: Index
    outlines: Mapping[str, Outline]
    concepts: Mapping[str, Concept]
    cards: tuple[Card, ...]
    showing: Callable[[str], Showing]


def surroundings(index: Index, *, most: int) -> Callable[[Outline], Around]:
    """What stands around each debate of a site.

    Args:
        most: how many related debates a page shows.
    """
    concept_of = {concept.key: concept.slug for concept in index.concepts}
    texts = {concept.slug: concept.text for concept in index.concepts}
    by_form = {
        form.casefold(): concept.slug for concept in index.concepts for form in (*concept.variants, concept.text)
    }
    outlines = {outline.slug: outline for outline in index.outlines}
    enough = max(_FEWEST, len(outlines) * _COMMON)
    common = {concept.key for concept in index.concepts if len(concept.uses) > enough}

    def why(concepts: Sequence[str]) -> tuple[tuple[str, str], ...]:
        return tuple((texts[slug], urls.concept(slug)) for slug in concepts if slug in texts)

    def beside(near: RelatedThread) -> BesideThread:
        other = outlines[near.slug]
        thread = next(one for one in other.threads if one.id == near.thread)
        path = urls.thread_path(near.slug, thread, threads=other.threads)
        return BesideThread(thread.title, path, other.title, why(near.concepts))

    def around(outline: Outline) -> Around:
        keys = [one.key for one in outline.phrases]
        related = index.related.get(outline.slug, ())[:most]
        threads = {
            one.id: found for one in outline.threads if (found := index.related_threads.get((outline.slug, one.id)))
        }
        return Around(
            concept_of={key: concept_of[key] for key in keys if key in concept_of},
            related=tuple(
                Beside(outlines[one.slug].title, urls.debate(one.slug), why(one.concepts))
                for one in related
                if one.slug in outlines
            ),
            related_threads={thread: tuple(map(beside, found)) for thread, found in threads.items()},
            tags={tag: urls.concept(slug) for tag in outline.tags if (slug := by_form.get(tag.casefold()))},
            common=frozenset(common.intersection(keys)),
            formerly=tuple(slug for slug in outline.formerly if slug not in outlines),
        )

    return around
