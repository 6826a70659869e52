"""The digest of one document, and the index of all."""

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
    """An occurrence of a phrase: `post.text[start:end]` is one of its written forms."""

    post: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Keyphrase:
    """A phrase that characterises a document.

    Attributes:
        text: the canonical form, in its natural case.
        key: the folded form, which is the same in all documents.
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
    """The changes of one import. It has only ids and no text, so that withdrawn text does not survive here.

    Attributes:
        when: the time of the import.
        posts: ids of the new posts.
        added: ids of the new claims, in new or old posts.
        answered: ids of claims that are attacked for the first time.
        withdrawn: for each removed claim the id of its post, or an empty text if the post was removed as well.
    """

    when: datetime
    posts: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """The complete analysis of one document. Keyphrases and key points come best first.

    Attributes:
        document: with its recovered structure, if the source had lost it.
        stances: post id to its stance towards its parent, or towards the title for a post without a parent.
        key_points: the first is the crux.
        proposition: None for a debate without sides.
        positions: post id to the side that the post takes towards the proposition.
        topics: the sub-debates, the largest first.
        objections: attacks that nobody answered, the surest first.
        questions: that nobody answered, in reading order.
        quoted: the sentences that most posts quote, the most quoted first.
        summary: the editor's summary sentence by sentence, if it cites sources.
        formerly: slugs under which the debate was published before.
        changes: what each import changed, the newest first.
        similarity: the measure of similarity that was used: "words", "letters", or the name of a model.
        meaning: with a model, the unit vector of the debate's subject; the dot product of two debates' vectors is
            their cosine similarity. Empty without a model.
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
    """A keyphrase of a debate without its occurrences: what other debates need to know.

    Attributes:
        count: how often it occurs.
        claims: the claims that use it, each by its index in the digest.
        people: the people who make these claims, each by the index of their first post.
        points: the key points that these claims make, by index.
        threads: the ids of the large argument threads about it.
        former: what it was called before the debate's editor merged or renamed it.
    """

    text: str
    key: str
    variants: tuple[str, ...]
    count: int
    claims: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    points: tuple[int, ...] = ()
    threads: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThreadName:
    """The parts of an argument thread that name its page."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a debate that connect it with others, without its posts: ten thousand of them fit into memory.

    Attributes:
        path: the file that the debate was read from.
        phrases: its keyphrases, best first.
        people: the number of people who take part; posts without an author count as one person each.
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
    """The editor's merges and names of phrases across all debates of a site.

    Attributes:
        same: the key of a phrase, and the key of the phrase that it is counted as.
        names: the key of a phrase, and the name it is shown under.
        formerly: the key of a phrase, and its former names, whose addresses keep working.

    Example:
        >>> Merges(same={"f o s s": "open sourc"}, names={"open sourc": "open source"}).key("f o s s")
        'open sourc'
    """

    same: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    formerly: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def key(self, key: str) -> str:
        """The key that a phrase is counted under. In a circle of merges, the alphabetically first key."""
        seen = [key]
        while (key := self.same.get(key, key)) not in seen:
            seen.append(key)
        return min(seen[seen.index(key) :])


@dataclass(frozen=True, slots=True)
class ConceptUse:
    """One debate about a concept, with the phrase as that debate writes it."""

    slug: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Concept:
    """A keyphrase that connects documents (or argument threads), with a page of its own.

    Attributes:
        uses: the debates that use it, most weight first.
        neighbours: slugs of concepts that occur with it, nearest first.
        former: slugs that its page may have had: from its names in other documents, or before an editor named or
            merged it.
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
    """A related debate, and the slugs of the concepts that both are about."""

    slug: str
    score: float
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelatedThread:
    """A related argument thread of another debate: that debate's slug, the thread's id, and the shared concepts."""

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
