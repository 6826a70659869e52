"""What was understood: the digest of one document, and the library of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from digest.model.argument import ArgumentThread, Claim, KeyPoint, Quote, Relation, Stance
from digest.model.document import Document


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a phrase stands: `post.text[start:end]` is one of its written forms."""

    post: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Keyphrase:
    """A phrase that says what a document is about.

    Attributes:
        text: the canonical form, in its natural case.
        key: folded form by which the same phrase is known in other documents.
        variants: every written form that occurs, the canonical one among them.
        score: the higher, the better; comparable within a document only.
        occurrences: in reading order, quoted text not counted.
    """

    text: str
    key: str
    variants: tuple[str, ...]
    score: float
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything that was understood of one document. Keyphrases and key points come best first.

    Attributes:
        document: its structure recovered where the source had lost it.
        stances: post id to its stance towards the post that it answers, or the title for one that answers none.
    """

    document: Document
    quotes: tuple[Quote, ...]
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    stances: Mapping[str, Stance]
    threads: tuple[ArgumentThread, ...]
    key_points: tuple[KeyPoint, ...]
    keyphrases: tuple[Keyphrase, ...]


@dataclass(frozen=True, slots=True)
class ConceptUse:
    """One debate that turns on a concept, with the phrase as that debate has it."""

    slug: str
    keyphrase: Keyphrase


@dataclass(frozen=True, slots=True)
class Concept:
    """A keyphrase that connects documents (or argument threads), with a page of its own.

    Attributes:
        uses: the debates that use it, most weight first.
        neighbours: slugs of concepts that occur with it, nearest first.
    """

    slug: str
    text: str
    key: str
    variants: tuple[str, ...]
    uses: tuple[ConceptUse, ...]
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """A debate that belongs beside another, and why: the concepts (by slug) that both turn on."""

    slug: str
    score: float
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All digests of a site, newest first, and what connects them.

    Attributes:
        related: for each debate's slug, the debates beside it, nearest first.
    """

    digests: tuple[Digest, ...]
    concepts: tuple[Concept, ...]
    related: Mapping[str, tuple[Related, ...]]
