"""What an editor can say of a debate: one value a correction, each with the line on which it stands.

The fields of these classes are the format: the loader reads by them, and the JSON Schema is made of them.
`digest.curation.fields` says what may stand in a field.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import Annotated, Literal, TypeAlias, get_args, get_type_hints

from digest.curation.fields import Given, Ref, Says
from digest.model import Side, Stance

__all__ = ["NOBODY", "NONE", "OTHERS", "SECTIONS", "SITE_SECTIONS", "Given", "Item", "Ref", "Says", "given_fields"]

NewRole = Literal["claim", "premise", "neither"]
NewType = Literal["support", "attack", "none"]
NOBODY = "nobody"
"""Whom a post answers that starts a conversation."""
NONE = "none"
"""The topic of a post that argues nothing, and the proposition of a debate without sides."""
OTHERS = "others"
"""All key points that the file does not name."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What all kinds of corrections have.

    Attributes:
        line: of the file; 0 for one that stands in none.
        reviewed: an editor decided it. False for a proposal of a model that the site publishes as it is.
    """

    line: int
    by: Annotated[str | None, Says("text", "the model that proposed it, where an editor accepted a proposal")] = field(
        default=None, kw_only=True, repr=False
    )
    reviewed: bool = field(default=True, kw_only=True, repr=False)


@dataclass(frozen=True, slots=True)
class Join(Correction):
    """One post was taken for two."""

    post: Annotated[str, Says("post", "the first words of what is no post of its own")]
    to: Annotated[str | None, Says("post", "the post it belongs to; without it, the one before")] = None


@dataclass(frozen=True, slots=True)
class Split(Correction):
    """Two posts were taken for one."""

    at: Annotated[str, Says("text", "the first words of the post that begins there")]
    post: Annotated[str | None, Says("post", "the post to cut, where the words stand in several")] = None
    answers: Annotated[str | None, Says("post", "whom the new post answers, or `nobody`")] = None


@dataclass(frozen=True, slots=True)
class Parent(Correction):
    """A post answers another one than it seems."""

    post: Annotated[str, Says("post", "the post that answers")]
    answers: Annotated[str, Says("post", "the post that it answers, or `nobody` where it starts a conversation")]


@dataclass(frozen=True, slots=True)
class Hide(Correction):
    """A post that nobody shall read: its words, its author and all quotes of it are left out everywhere."""

    post: Annotated[str, Says("post", "the post to hide")]


@dataclass(frozen=True, slots=True)
class Redact(Correction):
    """Words that nobody shall read: blacked out wherever they stand."""

    words: Annotated[str, Says("text", "the words to black out")]
    post: Annotated[str | None, Says("post", "only in this post and in quotes of it")] = None


@dataclass(frozen=True, slots=True)
class SetRole(Correction):
    """What a sentence is: a claim, a premise, or no argument at all."""

    claim: Annotated[Ref, Says("claim", "the sentence or clause")]
    role: Annotated[NewRole, Says("choice", "what it is", get_args(NewRole))]


@dataclass(frozen=True, slots=True)
class SetRelation(Correction):
    """What supports or attacks what."""

    source: Annotated[Ref, Says("claim", "the claim that supports or attacks")]
    target: Annotated[Ref, Says("target", "the claim that it supports or attacks, or `title`")]
    type: Annotated[NewType, Says("choice", "how they relate; `none` takes the relation away", get_args(NewType))]
    undercut: Annotated[bool, Says("flag", "an attack on the step from a premise to its claim")] = False


@dataclass(frozen=True, slots=True)
class SetStance(Correction):
    """How a post stands to what it answers."""

    post: Annotated[str, Says("post", "the post")]
    stance: Annotated[Stance, Says("choice", "towards the post that it answers, or the title", get_args(Stance))]


@dataclass(frozen=True, slots=True)
class SetSide(Correction):
    """Which side a post takes towards the proposition."""

    post: Annotated[str, Says("post", "the post")]
    side: Annotated[Side, Says("choice", "its side", get_args(Side))]


@dataclass(frozen=True, slots=True)
class SetTopic(Correction):
    """Posts that belong to one topic; one that does not exist is made."""

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
    formerly: Annotated[tuple[str, ...], Says("texts", "titles that you gave it before, whose addresses live on")] = ()


@dataclass(frozen=True, slots=True)
class MergeThreads(Correction):
    """Several threads are about one point."""

    merge: Annotated[tuple[str, ...], Says("threads", "the threads; the first gives lead, place and address")]
    title: Annotated[str | None, Says("text", "the title of the whole, in your words")] = None


@dataclass(frozen=True, slots=True)
class SplitThread(Correction):
    """One thread is about two points."""

    split: Annotated[str, Says("thread", "the thread")]
    at: Annotated[Ref, Says("claim", "the claim that leads the new thread; all that answers it goes with it")]
    title: Annotated[str | None, Says("text", "the title of the new thread, in your words")] = None


_Quote = Annotated[Ref | None, Says("passage", "other words to show it by, exactly as one of its posts has them")]
_Side = Annotated[Side | None, Says("choice", "the side it speaks for", get_args(Side))]
_Core = Annotated[bool | None, Says("flag", "whether it belongs into a short summary")]
_Posts = Annotated[tuple[str, ...] | None, Says("posts", "all posts that make it")]
_Claims = Annotated[tuple[Ref, ...] | None, Says("claims", "the claims that make it")]
_Answers = Annotated[tuple[Ref, ...] | None, Says("points", "the key points that answer it, the strongest first")]


@dataclass(frozen=True, slots=True)
class PinPoint(Correction):
    """A key point that is shown first; the first of them is the crux. Words of a post become a key point."""

    pin: Annotated[Ref, Says("point", "the key point, or words of a post")]
    quote: _Quote = None
    side: _Side = None
    core: _Core = None
    posts: _Posts = None
    claims: _Claims = None
    answered_by: _Answers = None


@dataclass(frozen=True, slots=True)
class SetPoint(Correction):
    """What a key point is. Words of a post become a key point."""

    point: Annotated[Ref, Says("point", "the key point, or words of a post")]
    quote: _Quote = None
    side: _Side = None
    core: _Core = None
    posts: _Posts = None
    claims: _Claims = None
    answered_by: _Answers = None


@dataclass(frozen=True, slots=True)
class RewordPoint(Correction):
    """A key point said in your words, and marked so."""

    reword: Annotated[Ref, Says("point", "the key point")]
    words: Annotated[str, Says("text", "how you put it")]


@dataclass(frozen=True, slots=True)
class DropPoint(Correction):
    """A key point that is none."""

    drop: Annotated[Ref, Says("point", "the key point, or `others` for all that this file does not name")]


@dataclass(frozen=True, slots=True)
class MergePhrases(Correction):
    """Several keyphrases are one."""

    merge: Annotated[tuple[str, ...], Says("texts", "the phrases, as they are shown")]
    into: Annotated[str | None, Says("text", "what they are called together; the first where nothing is said")] = None


@dataclass(frozen=True, slots=True)
class RenamePhrase(Correction):
    """A keyphrase is called otherwise."""

    rename: Annotated[str, Says("text", "the phrase, as it is shown")]
    to: Annotated[str, Says("text", "what it is called")]
    formerly: Annotated[tuple[str, ...], Says("texts", "names that you gave it before, whose addresses live on")] = ()


@dataclass(frozen=True, slots=True)
class Sentence(Correction):
    """A sentence of the summary, and what it rests on."""

    words: Annotated[str, Says("text", "the sentence, in your words")]
    cites: Annotated[tuple[str, ...], Says("sources", "the key points and posts that it rests on")]


@dataclass(frozen=True, slots=True)
class SetProposition(Correction):
    """What the sides are about: the one item that stands alone, not in a list."""

    proposition: Annotated[str, Says("text", "one sentence that can be affirmed or denied, or `none`")]


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
