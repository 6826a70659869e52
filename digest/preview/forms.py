"""What the forms on the pages say, as corrections: checked field by field, and named as files of corrections name.

A form sends what was changed in it. Whatever it sends is looked at as if a stranger had written it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, cast, get_args
from unicodedata import category

import yaml

from digest.curation.fields import Ref
from digest.curation.items import (
    DropPoint,
    Hide,
    Item,
    NewType,
    Redact,
    RenameThread,
    RenameTopic,
    Sentence,
    SetPoint,
    SetProposition,
    SetRelation,
    SetSide,
)
from digest.curation.lookup import points_named
from digest.curation.names import Names, one_line
from digest.model import Digest, KeyPoint, Post, Side
from digest.preview.guard import Refused

__all__ = ["Said", "items_of"]

Said = tuple[Item, ...] | str
"""Corrections; or a summary that cites nothing, which is a text."""
_LONGEST = 20_000
_CITED = re.compile(r"(?P<words>.+?)\s*\[(?P<cites>[^\[\]]+)\]\s*")


def items_of(digest: Digest, kind: str, name: str, fields: Mapping[str, Any]) -> Said:
    """The corrections that a form says.

    Args:
        digest: the debate as it is shown.
        kind: of the thing, as `things` names it.
        name: its id there.
        fields: what was changed.

    Raises:
        Refused: a field says what it cannot, by its name; there is no such thing any more.
    """
    make = _FORMS.get(kind)
    if make is None:
        raise Refused(400, "There is no form for this.")
    known = _KNOWN[kind]
    if not fields or not set(fields) <= known:
        raise Refused(400, "The form says nothing that can be corrected.")
    return make(digest, name, fields)


def _point(digest: Digest, name: str, fields: Mapping[str, Any]) -> Said:
    names = Names(digest)
    point = next((one for one in digest.key_points if one.id == name), None)
    if point is None:
        raise Refused(409, "This point is not there any more.")
    ref = _ref(point, digest, names)
    if fields.get("drop"):
        return (DropPoint(0, ref),)
    answers = None
    if "answered_by" in fields:
        wanted = _list(fields, "answered_by")
        known = {one.id: one for one in digest.key_points if one.id != name}
        if unknown := [one for one in wanted if one not in known]:
            raise Refused(422, f"There is no point {unknown[0]} that could answer it.", field="answered_by")
        answers = tuple(_ref(known[one], digest, names) for one in dict.fromkeys(wanted))
    return (
        SetPoint(
            0,
            ref,
            quote=_quote(digest, fields["quote"], names) if "quote" in fields else None,
            side=_side(fields) if "side" in fields else None,
            core=_flag(fields, "core") if "core" in fields else None,
            answered_by=answers,
        ),
    )


def _quote(digest: Digest, said: object, names: Names) -> Ref:
    """Words of a post, exactly as it has them."""
    if not isinstance(said, dict) or not all(isinstance(said.get(key), str) for key in ("post", "text")):
        raise Refused(422, "Choose a sentence.", field="quote")
    post = next((one for one in digest.document.posts if one.id == said["post"]), None)
    if post is None or not said["text"].strip() or said["text"] not in post.text:
        raise Refused(422, "No post of this point says these words.", field="quote")
    return Ref(one_line(said["text"]), names.of_post(post))


def _post(digest: Digest, name: str, fields: Mapping[str, Any]) -> Said:
    post = _post_of(digest, name)
    lasting = Names(digest).of_post(post)
    if fields.get("hide"):
        return (Hide(0, lasting),)
    found: list[Item] = []
    if "side" in fields:
        found.append(SetSide(0, lasting, _side(fields)))
    words = one_line(_text(fields, "redact")) if fields.get("redact") else ""
    if words:
        there = one_line(post.text).casefold()
        if words.casefold() not in there:
            raise Refused(422, "This post does not hold these words.", field="redact")
        found.append(Redact(0, words, None if fields.get("everywhere") is True else lasting))
    if not found:
        raise Refused(422, "Write the words to black out.", field="redact")
    return tuple(found)


def _topic(digest: Digest, name: str, fields: Mapping[str, Any]) -> Said:
    topic = next((one for one in digest.topics if one.id == name), None)
    if topic is None:
        raise Refused(409, "This topic is not there any more.")
    alone = sum(one.title == topic.title for one in digest.topics) == 1
    return (RenameTopic(0, topic.title if alone and not topic.retitled else topic.id, _line(fields, "title")),)


def _thread(digest: Digest, name: str, fields: Mapping[str, Any]) -> Said:
    thread = next((one for one in digest.threads if one.id == name), None)
    if thread is None:
        raise Refused(409, "This thread is not there any more.")
    return (RenameThread(0, str(yaml.safe_load(Names(digest).thread(thread))), _line(fields, "title")),)


def _relation(digest: Digest, name: str, fields: Mapping[str, Any]) -> Said:
    names = Names(digest)
    source, _, target = name.partition(" ")
    try:
        ends = [names.claims.by_id[one] for one in (source, target)]
    except KeyError:
        raise Refused(409, "This relation is not there any more.") from None
    kind = fields.get("type")
    if kind not in get_args(NewType):
        raise Refused(422, "Choose one of these.", field="type")
    refs = [Ref(one_line(one.text), names.of_post(names.posts.by_id[one.post])) for one in ends]
    return (SetRelation(0, refs[0], refs[1], cast("NewType", kind)),)


def _proposition(digest: Digest, name: str, fields: Mapping[str, Any]) -> Said:
    return (SetProposition(0, _line(fields, "text")),)


def _summary(digest: Digest, name: str, fields: Mapping[str, Any]) -> Said:
    """A text; or a sentence a line, each with what it rests on in square brackets at its end."""
    lines = [line.strip() for line in _text(fields, "text").splitlines() if line.strip()]
    cited = [_CITED.fullmatch(line) for line in lines]
    if not any(cited):
        return one_line(" ".join(lines))
    found: list[Item] = []
    for line, match in zip(lines, cited, strict=True):
        if match is None:
            raise Refused(422, f"This line does not say what it rests on: {line[:80]}", field="text")
        cites = tuple(dict.fromkeys(filter(None, (one_line(one) for one in match["cites"].split(";")))))
        if not cites:
            raise Refused(422, f"This line does not say what it rests on: {line[:80]}", field="text")
        found.append(Sentence(0, one_line(match["words"]), cites))
    return tuple(found)


def _ref(point: KeyPoint, digest: Digest, names: Names) -> Ref:
    """A key point by its words in their post, where these mean it alone; else by its id."""
    if point.post is not None and not point.reworded:
        ref = Ref(one_line(point.text), names.of_post(names.posts.by_id[point.post]))
        if points_named(ref, points=digest.key_points, claims=names.claims) == (point,):
            return ref
    return Ref(point.id)


def _post_of(digest: Digest, name: str) -> Post:
    post = next((one for one in digest.document.posts if one.id == name), None)
    if post is None:
        raise Refused(409, "This post is not there any more.")
    return post


def _side(fields: Mapping[str, Any]) -> Side:
    if fields["side"] not in get_args(Side):
        raise Refused(422, "Choose one of these.", field="side")
    return cast("Side", fields["side"])


def _flag(fields: Mapping[str, Any], name: str) -> bool:
    if not isinstance(fields[name], bool):
        raise Refused(422, "This is true or false.", field=name)
    return bool(fields[name])


def _list(fields: Mapping[str, Any], name: str) -> list[str]:
    given = fields[name]
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise Refused(422, "Choose some of these.", field=name)
    return given


def _text(fields: Mapping[str, Any], name: str) -> str:
    given = fields.get(name)
    if not isinstance(given, str) or not given.strip():
        raise Refused(422, "Write something here.", field=name)
    if len(given) > _LONGEST:
        raise Refused(422, f"This is too long: {_LONGEST:,} characters are the most.", field=name)
    if any(category(one) in ("Cc", "Cs") and one not in "\n\r\t" for one in given):
        raise Refused(422, "This holds characters that no file of corrections can hold.", field=name)
    return given


def _line(fields: Mapping[str, Any], name: str) -> str:
    return one_line(_text(fields, name))


_FORMS: Mapping[str, Callable[[Digest, str, Mapping[str, Any]], Said]] = {
    "point": _point,
    "post": _post,
    "topic": _topic,
    "thread": _thread,
    "relation": _relation,
    "proposition": _proposition,
    "summary": _summary,
}
_KNOWN: Mapping[str, frozenset[str]] = {
    "point": frozenset({"side", "core", "quote", "answered_by", "drop"}),
    "post": frozenset({"side", "redact", "everywhere", "hide"}),
    "topic": frozenset({"title"}),
    "thread": frozenset({"title"}),
    "relation": frozenset({"type"}),
    "proposition": frozenset({"text"}),
    "summary": frozenset({"text"}),
}
