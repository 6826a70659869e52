"""What was understood: the digest of one document, and the library of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from digest.model.argument import (
    ArgumentThread,
    Cited,
    Claim,
    KeyPoint,
    Objection,
    Position,
    Proposition,
    Question,
    Quote,
    QuotedSentence,
    Relation,
    Stance,
    Topic,
)
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
        former: what it was called before an editor merged or renamed it.
    """

    text: str
    key: str
    variants: tuple[str, ...]
    score: float
    occurrences: tuple[Occurrence, ...]
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What a new import of a debate changed. It names and never repeats, so that no word outlives its withdrawal.

    Attributes:
        when: the time of the import.
        posts: ids of the posts that came.
        added: ids of the claims that came, be it in these posts or in others.
        answered: ids of claims that nobody had attacked before, and somebody does now.
        withdrawn: for each claim that is gone, the post that it stood in, or an empty text where that is gone too.
    """

    when: datetime
    posts: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything that was understood of one document. Keyphrases and key points come best first.

    Attributes:
        document: its structure recovered where the source had lost it.
        stances: post id to its stance towards the post that it answers, or the title for one that answers none.
        key_points: the first is the crux.
        proposition: what the sides are about; None where the debate has no sides.
        positions: post id to the side that the post takes towards the proposition.
        topics: the sub-debates, the largest first.
        objections: attacks that nobody answered, the surest first.
        questions: that nobody answered, in reading order.
        quoted: the sentences that most posts quote, the most quoted first.
        summary: the editor's summary sentence by sentence, where it says what it rests on.
        formerly: slugs under which the debate was published before.
        changes: what each import changed, the newest first.
        similarity: what told likeness in meaning: "words", "letters", or the name of a model.
        meaning: where a model told it, what the debate is about as a direction of length 1: the nearer those of two
            debates, the more alike are they (the sum of products is their cosine). Empty without a model.
    """

    document: Document
    quotes: tuple[Quote, ...]
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    stances: Mapping[str, Stance]
    threads: tuple[ArgumentThread, ...]
    key_points: tuple[KeyPoint, ...]
    keyphrases: tuple[Keyphrase, ...]
    proposition: Proposition | None = None
    positions: Mapping[str, Position] = field(default_factory=dict)
    topics: tuple[Topic, ...] = ()
    objections: tuple[Objection, ...] = ()
    questions: tuple[Question, ...] = ()
    quoted: tuple[QuotedSentence, ...] = ()
    summary: tuple[Cited, ...] = ()
    formerly: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    similarity: str = "words"
    meaning: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A keyphrase of a debate without its places: all that other debates need to know of it.

    Attributes:
        count: how often it occurs.
        arguments: how many claims and premises use it.
        people: how many people make these; posts without an author count as one person each.
        points: how many key points these make.
        threads: the ids of the weighty argument threads that turn on it.
        former: what it was called before the debate's editor merged or renamed it.
    """

    text: str
    key: str
    variants: tuple[str, ...]
    count: int
    threads: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    arguments: int = 0
    people: int = 0
    points: int = 0


@dataclass(frozen=True, slots=True)
class ThreadName:
    """An argument thread, as far as its page is named by it."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What connects a debate with others, without its posts: ten thousand of them fit into memory.

    Attributes:
        path: the file that the debate was read from.
        phrases: its keyphrases, best first.
        people: how many people take part; posts without an author count as one person each.
        threads: the names of all its argument threads.
        tags: from its front matter.
        formerly: slugs under which it was published before.
        meaning: where a model tells likeness, the direction of what it is about, of length 1.
        draft: whether it is shown in previews only.
    """

    slug: str
    path: str
    title: str
    date: datetime | None
    phrases: tuple[Phrase, ...]
    people: int = 0
    threads: tuple[ThreadName, ...] = ()
    tags: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    meaning: tuple[float, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Merges:
    """What an editor says of phrases across all debates of a site: which are one, and what they are called.

    Attributes:
        same: the key of a phrase, and the key of the phrase that it is counted as.
        names: the key of a phrase, and what it is called wherever it is shown.
        formerly: the key of a phrase, and names that it once had, whose addresses shall live on.

    Example:
        >>> Merges(same={"f o s s": "open sourc"}, names={"open sourc": "open source"}).key("f o s s")
        'open sourc'
    """

    same: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    formerly: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def key(self, key: str) -> str:
        """The key that a phrase is counted by; of phrases that are said to be each other's, the first by alphabet."""
        seen = [key]
        while (key := self.same.get(key, key)) not in seen:
            seen.append(key)
        return min(seen[seen.index(key) :])


@dataclass(frozen=True, slots=True)
class ConceptUse:
    """One debate in which a concept has weight, with the phrase as that debate has it."""

    slug: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Concept:
    """A keyphrase that several debates argue with, with a page of its own.

    Attributes:
        uses: the debates in which it has weight, most weight first.
        neighbours: slugs of concepts that occur with it, nearest first.
        former: slugs that its page can have had before: of the names that it had in other documents, or before an
            editor named or merged it.
    """

    slug: str
    text: str
    key: str
    variants: tuple[str, ...]
    uses: tuple[ConceptUse, ...]
    neighbours: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """A debate that belongs beside another, and why: the concepts (by slug) that both turn on."""

    slug: str
    score: float
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelatedThread:
    """An argument thread that belongs beside one of another debate: its debate's slug and its id, and why."""

    slug: str
    thread: str
    score: float
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """All debates of a site in outline, newest first, and what connects them.

    Attributes:
        related: for each debate's slug, the debates beside it, nearest first.
        related_threads: for each argument thread (its debate's slug, its id), those beside it, nearest first.
    """

    outlines: tuple[Outline, ...]
    concepts: tuple[Concept, ...]
    related: Mapping[str, tuple[Related, ...]]
    related_threads: Mapping[tuple[str, str], tuple[RelatedThread, ...]] = field(default_factory=dict)
