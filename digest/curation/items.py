"""What an editor can say of a debate: one value a correction, each with the line on which it stands.

The fields of these classes are the format: the loader reads by them, and the JSON Schema is made of them. A field's
*kind* says what may stand there:

    text, texts       words, or a list of them
    post              a post's id, or words that only this post holds
    claim             a claim's id, or words of it, alone or as `{post: …, text: …}`; `target` can be `title` as well
    thread, point     an id, a title, or words of a claim in it
    flag, choice      true or false; one of a few words
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from typing import Annotated, Literal, TypeAlias, get_args, get_type_hints

__all__ = ["NOBODY", "SECTIONS", "SITE_SECTIONS", "Given", "Item", "Kind", "Ref", "Says", "given_fields"]

Kind = Literal["text", "texts", "post", "claim", "target", "thread", "threads", "point", "flag", "choice"]
NewRole = Literal["claim", "premise", "neither"]
NewType = Literal["support", "attack", "none"]
NOBODY = "nobody"
"""Whom a post answers that starts a conversation."""


@dataclass(frozen=True, slots=True)
class Says:
    """What may stand in a field.

    Attributes:
        doc: what it means, for the person who writes it.
        choices: the words of which one may stand there.
    """

    kind: Kind
    doc: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A field of an item."""

    name: str
    says: Says
    required: bool


@dataclass(frozen=True, slots=True)
class Ref:
    """A claim as an editor names it.

    Attributes:
        text: its id, or words of it.
        post: the post in which it stands, by id or words, where the words alone are not enough.
    """

    text: str
    post: str | None = None

    def __str__(self) -> str:
        return f"“{self.text}” in “{self.post}”" if self.post else f"“{self.text}”"


@dataclass(frozen=True, slots=True)
class Join:
    """One post was taken for two."""

    line: int
    post: Annotated[str, Says("post", "the first words of what is no post of its own")]
    to: Annotated[str | None, Says("post", "the post it belongs to; without it, the one before")] = None


@dataclass(frozen=True, slots=True)
class Split:
    """Two posts were taken for one."""

    line: int
    at: Annotated[str, Says("text", "the first words of the post that begins there")]
    post: Annotated[str | None, Says("post", "the post to cut, where the words stand in several")] = None
    answers: Annotated[str | None, Says("post", "whom the new post answers, or `nobody`")] = None


@dataclass(frozen=True, slots=True)
class Parent:
    """A post answers another one than it seems."""

    line: int
    post: Annotated[str, Says("post", "the post that answers")]
    answers: Annotated[str, Says("post", "the post that it answers, or `nobody` where it starts a conversation")]


@dataclass(frozen=True, slots=True)
class Hide:
    """A post that nobody shall read: its words, its author and all quotes of it are left out everywhere."""

    line: int
    post: Annotated[str, Says("post", "the post to hide")]


@dataclass(frozen=True, slots=True)
class Redact:
    """Words that nobody shall read: blacked out wherever they stand."""

    line: int
    words: Annotated[str, Says("text", "the words to black out")]
    post: Annotated[str | None, Says("post", "only in this post and in quotes of it")] = None


@dataclass(frozen=True, slots=True)
class SetRole:
    """What a sentence is: a claim, a premise, or no argument at all."""

    line: int
    claim: Annotated[Ref, Says("claim", "the sentence or clause")]
    role: Annotated[NewRole, Says("choice", "what it is", get_args(NewRole))]


@dataclass(frozen=True, slots=True)
class SetRelation:
    """What supports or attacks what."""

    line: int
    source: Annotated[Ref, Says("claim", "the claim that supports or attacks")]
    target: Annotated[Ref, Says("target", "the claim that it supports or attacks, or `title`")]
    type: Annotated[NewType, Says("choice", "how they relate; `none` takes the relation away", get_args(NewType))]
    undercut: Annotated[bool, Says("flag", "an attack on the step from a premise to its claim")] = False


@dataclass(frozen=True, slots=True)
class RenameThread:
    """A better title for an argument thread."""

    line: int
    rename: Annotated[str, Says("thread", "the thread")]
    title: Annotated[str, Says("text", "its title, in your words")]
    formerly: Annotated[tuple[str, ...], Says("texts", "titles that you gave it before, whose addresses live on")] = ()


@dataclass(frozen=True, slots=True)
class MergeThreads:
    """Several threads are about one point."""

    line: int
    merge: Annotated[tuple[str, ...], Says("threads", "the threads; the first gives lead, place and address")]
    title: Annotated[str | None, Says("text", "the title of the whole, in your words")] = None


@dataclass(frozen=True, slots=True)
class SplitThread:
    """One thread is about two points."""

    line: int
    split: Annotated[str, Says("thread", "the thread")]
    at: Annotated[Ref, Says("claim", "the claim that leads the new thread; all that answers it goes with it")]
    title: Annotated[str | None, Says("text", "the title of the new thread, in your words")] = None


@dataclass(frozen=True, slots=True)
class PinPoint:
    """A key point, or a claim that is to be one, that is shown first."""

    line: int
    pin: Annotated[str, Says("point", "the key point, or words of any claim")]


@dataclass(frozen=True, slots=True)
class RewordPoint:
    """A key point said in your words, and marked so."""

    line: int
    reword: Annotated[str, Says("point", "the key point")]
    words: Annotated[str, Says("text", "how you put it")]


@dataclass(frozen=True, slots=True)
class DropPoint:
    """A key point that is none."""

    line: int
    drop: Annotated[str, Says("point", "the key point")]


@dataclass(frozen=True, slots=True)
class MergePhrases:
    """Several keyphrases are one."""

    line: int
    merge: Annotated[tuple[str, ...], Says("texts", "the phrases, as they are shown")]
    into: Annotated[str | None, Says("text", "what they are called together; the first where nothing is said")] = None


@dataclass(frozen=True, slots=True)
class RenamePhrase:
    """A keyphrase is called otherwise."""

    line: int
    rename: Annotated[str, Says("text", "the phrase, as it is shown")]
    to: Annotated[str, Says("text", "what it is called")]
    formerly: Annotated[tuple[str, ...], Says("texts", "names that you gave it before, whose addresses live on")] = ()


Item: TypeAlias = (
    Join
    | Split
    | Parent
    | Hide
    | Redact
    | SetRole
    | SetRelation
    | RenameThread
    | MergeThreads
    | SplitThread
    | PinPoint
    | RewordPoint
    | DropPoint
    | MergePhrases
    | RenamePhrase
)

SECTIONS: dict[str, tuple[type[Item], ...]] = {
    "hide": (Hide,),
    "redact": (Redact,),
    "split": (Split,),
    "join": (Join,),
    "parents": (Parent,),
    "roles": (SetRole,),
    "relations": (SetRelation,),
    "threads": (RenameThread, MergeThreads, SplitThread),
    "key_points": (PinPoint, RewordPoint, DropPoint),
    "keyphrases": (MergePhrases, RenamePhrase),
}
"""The lists of a debate's file. Of several kinds of items in one list, the first field tells which one it is."""
SITE_SECTIONS: dict[str, tuple[type[Item], ...]] = {"keyphrases": (MergePhrases, RenamePhrase)}
"""Those of the file for the whole site."""


def given_fields(kind: type[Item]) -> tuple[Given, ...]:
    """The fields that an editor writes, in their order.

    Example:
        >>> [(one.name, one.says.kind, one.required) for one in given_fields(Join)]
        [('post', 'post', True), ('to', 'post', False)]
    """
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        Given(one.name, get_args(hints[one.name])[1], one.default is MISSING)
        for one in fields(kind)
        if one.name != "line"
    )
