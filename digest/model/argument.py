"""What is argued: claims and premises, what supports or attacks them, and what stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["claim", "premise"]
RelationType = Literal["support", "attack"]
Stance = Literal["support", "attack", "neutral"]
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
class KeyPoint:
    """Several posts that say the same thing, shown once (Bar-Haim et al. 2020).

    Attributes:
        text: the clearest verbatim sentence among its members.
        stance: towards the title's claim or question.
        posts: the posts that make the point.
        claims: the units that make it, the one shown first.
        id: made from the unit that is shown, so that it outlives a new import.
        pinned: an editor shows it before all others.
        reworded: the text is an editor's, nobody's in the debate.
        former: ids that it had before.
    """

    text: str
    stance: Stance
    posts: tuple[str, ...]
    claims: tuple[str, ...]
    id: str = ""
    pinned: bool = False
    reworded: bool = False
    former: tuple[str, ...] = ()
