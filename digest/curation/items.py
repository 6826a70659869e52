"""The corrections that an editor can make: one class for each kind, with the line of the item in its file.

The fields of these classes are the format: the loader reads by them, and the JSON Schema is made of them.
`digest.curation.fields` says what may stand in a field.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import Annotated, Literal, TypeAlias, get_args, get_type_hints

from digest.curation.fields import Given, Ref, Says
from digest.model import Decision, Side, Stance

__all__ = ["NOBODY", "NONE", "OTHERS", "SECTIONS", "SITE_SECTIONS", "Given", "Item", "Ref", "Says", "given_fields"]

NewRole = Literal["claim", "premise", "neither"]
NewType = Literal["support", "attack", "none"]
NOBODY = "nobody"
"""Written as the parent of a post that starts a conversation."""
NONE = "none"
"""The topic of a post that argues nothing, and the proposition of a debate without sides."""
OTHERS = "others"
"""All key points that the file does not name."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What all kinds of corrections have.

    Attributes:
        line: of the file; 0 for one that stands in none.
        reviewed: False for a proposal that is published without an editor's decision.
    """

    line: int
    by: Annotated[str | None, Says("text", "the model that proposed it, where an editor accepted a proposal")] = field(
        default=None, kw_only=True, repr=False
    )
    reviewed: bool = field(default=True, kw_only=True, repr=False)

    @property
    def decision(self) -> Decision:
        """Who decided it."""
        return Decision(self.by, self.reviewed)


@dataclass(frozen=True, slots=True)
class Join(Correction):
    """A post that was wrongly read as two."""

    post: Annotated[str, Says("post", "the first words of the part that is not a post of its own")]
    to: Annotated[str | None, Says("post", "the post it belongs to; by default the one before")] = None


@dataclass(frozen=True, slots=True)
class Split(Correction):
    """Two posts that were wrongly read as one."""

    at: Annotated[str, Says("text", "the first words of the post that begins there")]
    post: Annotated[str | None, Says("post", "the post to cut, if several contain the words")] = None
    answers: Annotated[str | None, Says("post", "the post that the new post replies to, or `nobody`")] = None


@dataclass(frozen=True, slots=True)
class Parent(Correction):
    """The post that a reply answers, where it was inferred wrongly."""

    post: Annotated[str, Says("post", "the reply")]
    answers: Annotated[str, Says("post", "the post that it replies to, or `nobody` if it starts a conversation")]


@dataclass(frozen=True, slots=True)
class Hide(Correction):
    """A post to hide: its text, its author and all quotes of it are left out everywhere."""

    post: Annotated[str, Says("post", "the post to hide")]


@dataclass(frozen=True, slots=True)
class Redact(Correction):
    """Words to black out wherever they occur."""

    words: Annotated[str, Says("text", "the words to black out")]
    post: Annotated[str | None, Says("post", "only in this post and in quotes of it")] = None


@dataclass(frozen=True, slots=True)
class SetRole(Correction):
    """The role of a sentence: a claim, a premise, or no argument at all."""

    claim: Annotated[Ref, Says("claim", "the sentence or clause")]
    role: Annotated[NewRole, Says("choice", "what it is", get_args(NewRole))]


@dataclass(frozen=True, slots=True)
class SetRelation(Correction):
    """How two claims are related."""

    source: Annotated[Ref, Says("claim", "the claim that supports or attacks")]
    target: Annotated[Ref, Says("target", "the claim that it supports or attacks, or `title`")]
    type: Annotated[NewType, Says("choice", "how they relate; `none` removes the relation", get_args(NewType))]
    undercut: Annotated[bool, Says("flag", "an attack on the step from a premise to its claim")] = False


@dataclass(frozen=True, slots=True)
class SetStance(Correction):
    """The stance of a post towards what it replies to."""

    post: Annotated[str, Says("post", "the post")]
    stance: Annotated[Stance, Says("choice", "towards the post that it replies to, or the title", get_args(Stance))]


@dataclass(frozen=True, slots=True)
class SetSide(Correction):
    """The side that a post takes on the proposition."""

    post: Annotated[str, Says("post", "the post")]
    side: Annotated[Side, Says("choice", "its side", get_args(Side))]


@dataclass(frozen=True, slots=True)
class SetTopic(Correction):
    """A topic and the posts that belong to it; a topic that does not exist is created."""

    topic: Annotated[str, Says("text", "the topic's title, in your words; `none` for posts that argue nothing")]
    posts: Annotated[tuple[str, ...], Says("posts", "posts to put there; they leave the topics they were in")]


@dataclass(frozen=True, slots=True)
class RenameTopic(Correction):
    """A better title for a topic."""

    rename: Annotated[str, Says("topic", "the topic")]
    title: Annotated[str, Says("text", "its title, in your words")]


@dataclass(frozen=True, slots=True)
class RenameThread(Correction):
    """A better title for an argument thread."""

    rename: Annotated[str, Says("thread", "the thread")]
    title: Annotated[str, Says("text", "its title, in your words")]
    formerly: Annotated[tuple[str, ...], Says("texts", "your earlier titles for it; their addresses keep working")] = ()


@dataclass(frozen=True, slots=True)
class MergeThreads(Correction):
    """Several threads that are about one point."""

    merge: Annotated[tuple[str, ...], Says("threads", "the threads; the first keeps its lead, place and address")]
    title: Annotated[str | None, Says("text", "the title of the merged thread, in your words")] = None


@dataclass(frozen=True, slots=True)
class SplitThread(Correction):
    """A thread that is about two points."""

    split: Annotated[str, Says("thread", "the thread")]
    at: Annotated[Ref, Says("claim", "the claim that leads the new thread; its replies go with it")]
    title: Annotated[str | None, Says("text", "the title of the new thread, in your words")] = None


_Quote = Annotated[Ref | None, Says("passage", "another sentence to show for it, exactly as in one of its posts")]
_Side = Annotated[Side | None, Says("choice", "the side that it supports", get_args(Side))]
_Core = Annotated[bool | None, Says("flag", "whether it belongs in a short summary")]
_Posts = Annotated[tuple[str, ...] | None, Says("posts", "all posts that make this point")]
_Claims = Annotated[tuple[Ref, ...] | None, Says("claims", "the claims that make this point")]
_Answers = Annotated[tuple[Ref, ...] | None, Says("points", "the key points that answer it, strongest first")]


@dataclass(frozen=True, slots=True)
class PinPoint(Correction):
    """A key point that is shown first; the first of them is the crux. Words of a post make a new key point."""

    pin: Annotated[Ref, Says("point", "the key point, or words of a post")]
    quote: _Quote = None
    side: _Side = None
    core: _Core = None
    posts: _Posts = None
    claims: _Claims = None
    answered_by: _Answers = None


@dataclass(frozen=True, slots=True)
class SetPoint(Correction):
    """The quote, side, posts and answers of a key point. Words of a post make a new key point."""

    point: Annotated[Ref, Says("point", "the key point, or words of a post")]
    quote: _Quote = None
    side: _Side = None
    core: _Core = None
    posts: _Posts = None
    claims: _Claims = None
    answered_by: _Answers = None


@dataclass(frozen=True, slots=True)
class RewordPoint(Correction):
    """A key point in your words, and marked as such."""

    reword: Annotated[Ref, Says("point", "the key point")]
    words: Annotated[str, Says("text", "your wording")]


@dataclass(frozen=True, slots=True)
class DropPoint(Correction):
    """A key point to leave out."""

    drop: Annotated[Ref, Says("point", "the key point, or `others` for all that this file does not mention")]


@dataclass(frozen=True, slots=True)
class MergePhrases(Correction):
    """Several keyphrases that mean the same."""

    merge: Annotated[tuple[str, ...], Says("texts", "the phrases, as shown on the page")]
    into: Annotated[str | None, Says("text", "their common name; by default the first phrase")] = None


@dataclass(frozen=True, slots=True)
class RenamePhrase(Correction):
    """A better name for a keyphrase."""

    rename: Annotated[str, Says("text", "the phrase, as shown on the page")]
    to: Annotated[str, Says("text", "its new name")]
    formerly: Annotated[tuple[str, ...], Says("texts", "your earlier names for it; their addresses keep working")] = ()


@dataclass(frozen=True, slots=True)
class Sentence(Correction):
    """A sentence of the summary, and its sources."""

    words: Annotated[str, Says("text", "the sentence, in your words")]
    cites: Annotated[tuple[str, ...], Says("sources", "the key points and posts that it is based on")]


@dataclass(frozen=True, slots=True)
class SetProposition(Correction):
    """The proposition that the sides disagree about: the one item that is a line of its own, not in a list."""

    proposition: Annotated[str, Says("text", "one sentence that people can agree or disagree with, or `none`")]


Item: TypeAlias = (
    Join
    | Split
    | Parent
    | Hide
    | Redact
    | SetRole
    | SetRelation
    | SetStance
    | SetProposition
    | SetSide
    | SetTopic
    | RenameTopic
    | RenameThread
    | MergeThreads
    | SplitThread
    | PinPoint
    | SetPoint
    | RewordPoint
    | DropPoint
    | MergePhrases
    | RenamePhrase
    | Sentence
)

SECTIONS: dict[str, tuple[type[Item], ...]] = {
    "hide": (Hide,),
    "redact": (Redact,),
    "split": (Split,),
    "join": (Join,),
    "parents": (Parent,),
    "roles": (SetRole,),
    "relations": (SetRelation,),
    "stances": (SetStance,),
    "sides": (SetSide,),
    "topics": (SetTopic, RenameTopic),
    "threads": (RenameThread, MergeThreads, SplitThread),
    "key_points": (PinPoint, SetPoint, RewordPoint, DropPoint),
    "keyphrases": (MergePhrases, RenamePhrase),
    "summary": (Sentence,),
}
"""The lists of a debate's file. Of several kinds of items in one list, the first field tells which one it is."""
SITE_SECTIONS: dict[str, tuple[type[Item], ...]] = {"keyphrases": (MergePhrases, RenamePhrase)}
"""Those of the file for the whole site."""


def given_fields(kind: type[Item]) -> tuple[Given, ...]:
    """The fields that an editor writes, in their order.

    Example:
        >>> [(one.name, one.says.kind, one.required) for one in given_fields(Join)]
        [('post', 'post', True), ('to', 'post', False), ('by', 'text', False)]
    """
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        Given(one.name, get_args(hints[one.name])[1], one.default is MISSING)
        for one in sorted(fields(kind), key=lambda one: bool(one.kw_only))  # what all have comes last
        if one.name not in ("line", "reviewed")
    )
