"""Claims and premises, their relations, and what is derived from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["claim", "premise"]
RelationType = Literal["support", "attack"]
Stance = Literal["support", "attack", "neutral"]
Side = Literal["for", "against", "neither"]
"""The side on the proposition of a debate."""
Standing = Literal["stands", "answered", "contested", "defeated"]
QuoteOrigin = Literal["post", "article", "unknown"]
TITLE = "title"
"""The claim id by which relations address the document's title."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided something, in the fields `decided` of what is shown; these are None for what is inferred.

    Attributes:
        model: the model that proposed it; None if an editor corrected it without a proposal.
        reviewed: whether an editor accepted the proposal.
    """

    model: str | None = None
    reviewed: bool = True


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of a post that repeats another post or the discussed article.

    Attributes:
        post: the id of the post that quotes.
        start: of the passage in the quoting post.
        end: the end of the passage there.
        text: the passage without its quote marks.
        origin: `post` if the quoted post was found; `article` if it quotes the discussed article; else `unknown`.
        source: the id of the quoted post, or None.
        source_start: of the passage in the quoted post, or None.
        source_end: its end there.
        score: similarity of the two passages, 0 to 1; 0 if the quoted post was not found.
    """

    post: str
    start: int
    end: int
    text: str
    origin: QuoteOrigin = "unknown"
    source: str | None = None
    source_start: int | None = None
    source_end: int | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Claim:
    """An argumentative discourse unit: a verbatim span of a post that claims something or gives a reason.

    Attributes:
        id: made from the post's id and the text, so that another import does not change it; unique in a document.
        confidence: 0 to 1, the probability that it argues, in this role.
        standing: whether it survives the attacks on it (grounded semantics; Dung 1995).
    """

    id: str
    post: str
    start: int
    end: int
    text: str
    role: Role
    confidence: float
    standing: Standing = "stands"


@dataclass(frozen=True, slots=True)
class Relation:
    """An inferred arrow from one unit to another, in the same post or between posts.

    Attributes:
        source: a claim id.
        target: a claim id, or "title".
        undercut: the attack is on the step from a premise to its claim, not on the words themselves.
        cue: the reason for the inference, in words for a reader.
    """

    source: str
    target: str
    type: RelationType
    confidence: float
    cue: str
    undercut: bool = False
    decided: Decision | None = None


@dataclass(frozen=True, slots=True)
class FormerThread:
    """An id and title under which an argument thread was published before."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ArgumentThread:
    """One point of contention.

    Attributes:
        id: made from its lead claim, so that another import does not change it.
        lead: the id of the claim that the thread is about.
        claims: all claim ids in the thread, lead first, then in reading order.
        posts: ids of the posts of the claims, in reading order.
        retitled: the title is an editor's.
        former: other ids and titles under which it was published before.
    """

    id: str
    title: str
    lead: str
    claims: tuple[str, ...]
    posts: tuple[str, ...]
    keyphrases: tuple[str, ...] = ()
    retitled: bool = False
    former: tuple[FormerThread, ...] = ()
    decided: Decision | None = None


@dataclass(frozen=True, slots=True)
class Proposition:
    """The sentence that the sides of a debate disagree about.

    Attributes:
        text: one declarative sentence, such as "We should build new nuclear power stations."
        claim: the claim with exactly this text; None if the proposition is made from the title or by an editor.
        reworded: the text is an editor's.
    """

    text: str
    claim: str | None = None
    reworded: bool = False
    decided: Decision | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """The side that a post takes on the proposition, with its confidence (0 to 1)."""

    side: Side
    confidence: float
    decided: Decision | None = None


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One argument of a debate, shown once however many posts make it (Bar-Haim et al. 2020).

    Attributes:
        text: a verbatim sentence or clause of one of its posts, or an editor's words.
        side: towards the proposition.
        posts: the posts that make the point, first the one that is quoted.
        claims: the units that make it, in the same order.
        id: made from the shown text, so that another import does not change it.
        post: the quoted post: `post.text[start:end] == text`; None for an editor's words.
        start: of the text in that post.
        end: of the text in that post.
        core: whether it belongs in a short summary.
        people: how many people make it; posts without an author count as one person each.
        disputed: how many people attack it.
        score: the votes of the quoted post, if the source has them.
        answered_by: ids of the key points that answer it, strongest first.
        pinned: an editor shows it before all others.
        reworded: the text is an editor's, not a participant's.
        former: ids that it had before.
    """

    text: str
    side: Side
    posts: tuple[str, ...]
    claims: tuple[str, ...]
    id: str = ""
    post: str | None = None
    start: int | None = None
    end: int | None = None
    core: bool = False
    people: int = 1
    disputed: int = 0
    score: int | None = None
    answered_by: tuple[str, ...] = ()
    pinned: bool = False
    reworded: bool = False
    former: tuple[str, ...] = ()
    decided: Decision | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """One of the two to eight sub-debates of a debate: the level between it and its argument threads.

    Topics share no post. Posts that argue nothing (jokes, thanks, bare verdicts) are in none.

    Attributes:
        id: made from its first post, so that another import does not change it.
        title: a keyphrase, or the clearest sentence of its posts.
        posts: in reading order.
        key_points: ids of the key points quoted from these posts, best first.
        threads: ids of its argument threads, the one with most argument first.
        retitled: the title is an editor's.
    """

    id: str
    title: str
    posts: tuple[str, ...]
    key_points: tuple[str, ...] = ()
    threads: tuple[str, ...] = ()
    retitled: bool = False
    decided: Decision | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence of an editor's summary, with its sources.

    Attributes:
        posts: ids of posts.
        key_points: ids of key points.
    """

    text: str
    posts: tuple[str, ...] = ()
    key_points: tuple[str, ...] = ()
    decided: Decision | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """An attack on another person's claim that nobody answered.

    Attributes:
        claim: the id of the attacking unit.
        target: the id of the unit that it attacks.
        confidence: of the attack, 0 to 1.
        clear: the attacking words can be read alone.
    """

    claim: str
    target: str
    confidence: float
    clear: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """A question without an answer: `post.text[start:end] == text`."""

    post: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class QuotedSentence:
    """A sentence that others repeat in order to answer it: `post.text[start:end] == text`.

    Attributes:
        by: the posts that quote it.
    """

    post: str
    start: int
    end: int
    text: str
    by: tuple[str, ...]
