"""What is argued: claims and premises, what supports or attacks them, and what stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["claim", "premise"]
RelationType = Literal["support", "attack"]
Stance = Literal["support", "attack", "neutral"]
Side = Literal["for", "against", "neither"]
"""Towards the proposition of a debate."""
Standing = Literal["stands", "answered", "contested", "defeated"]
QuoteOrigin = Literal["post", "article", "unknown"]
TITLE = "title"
"""The claim id by which relations address the document's title."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of a post that repeats another post or the discussed article.

    Attributes:
        post: the id of the post that quotes.
        start: where the passage stands in the quoting post.
        end: the end of the passage there.
        text: the passage without its quote marks.
        origin: `post` where it was traced; `article` where it quotes what is discussed; else `unknown`.
        source: the id of the quoted post, or None.
        source_start: where it stands in the quoted post, or None.
        source_end: the end of it there.
        score: how alike the two are, 0 to 1; 0 where the passage was not traced.
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
        id: made from the post's id and the words, so that it outlives a new import; unique in a document.
        confidence: 0 to 1, how sure we are that it argues, in this role.
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
        cue: what gave it away, in words for a reader.
    """

    source: str
    target: str
    type: RelationType
    confidence: float
    cue: str
    undercut: bool = False


@dataclass(frozen=True, slots=True)
class FormerThread:
    """Under what id and title an argument thread had its page before."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ArgumentThread:
    """One point of contention.

    Attributes:
        id: made from its lead claim, so that it outlives a new import.
        lead: the id of the claim that the thread is about.
        claims: all claim ids in the thread, lead first, then in reading order.
        posts: ids of the posts that they stand in, in reading order.
        retitled: the title is an editor's.
        former: what it was called and titled when it was published before, where that was otherwise.
    """

    id: str
    title: str
    lead: str
    claims: tuple[str, ...]
    posts: tuple[str, ...]
    keyphrases: tuple[str, ...] = ()
    retitled: bool = False
    former: tuple[FormerThread, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposition:
    """The sentence that the sides of a debate are about.

    Attributes:
        text: one declarative sentence, such as "We should build new nuclear power stations."
        claim: the claim whose verbatim words it is; None where it was made from the title, or is an editor's.
        reworded: the text is an editor's.
    """

    text: str
    claim: str | None = None
    reworded: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """The side that a post takes towards the proposition, and how likely that is right (0 to 1)."""

    side: Side
    confidence: float


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One argument of a debate, shown once however many posts make it (Bar-Haim et al. 2020).

    Attributes:
        text: a verbatim sentence or clause of one of its posts, or an editor's words.
        side: towards the proposition.
        posts: the posts that make the point, the one whose words are shown first.
        claims: the units that make it, in the same order.
        id: made from the words that are shown, so that it outlives a new import.
        post: whose words are shown: `post.text[start:end] == text`; None where the words are an editor's.
        start: where they stand in that post.
        end: the end of them there.
        core: it belongs into a short summary.
        people: how many people make it; posts without an author count as one person each.
        disputed: how many people attack it.
        score: the votes of the post whose words are shown, where the source gives them.
        answered_by: ids of the key points that answer it, strongest first.
        pinned: an editor shows it before all others.
        reworded: the text is an editor's, nobody's in the debate.
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


@dataclass(frozen=True, slots=True)
class Topic:
    """One of the two to eight sub-debates of a debate: the level between it and its argument threads.

    Topics share no post. Posts that argue nothing (jokes, thanks, bare verdicts) are in none.

    Attributes:
        id: made from its first post, so that it outlives a new import.
        title: a keyphrase, or the clearest sentence of its posts.
        posts: in reading order.
        key_points: ids of the key points whose words stand in these posts, best first.
        threads: ids of the argument threads in it, the one that holds most argument first.
        retitled: the title is an editor's.
    """

    id: str
    title: str
    posts: tuple[str, ...]
    key_points: tuple[str, ...] = ()
    threads: tuple[str, ...] = ()
    retitled: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence of an editor's summary, and what it rests on.

    Attributes:
        posts: ids of posts.
        key_points: ids of key points.
    """

    text: str
    posts: tuple[str, ...] = ()
    key_points: tuple[str, ...] = ()


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
    """A question that drew no reply: `post.text[start:end] == text`."""

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
