"""The record of a debate's imports, in a small file beside it (`content/NAME.changes.yml`).

The file contains no text of the debate except the titles of moved threads, and only those whose words still occur in
the debate or are the editor's: text that was withdrawn or hidden must not survive as a title or in an address.
Everything else is looked up by id in the current debate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import yaml

from digest.errors import CurationError, Fault
from digest.model import Change, Digest, FormerThread
from digest.text.normal import words
from digest.text.times import in_calendar

__all__ = ["MovedPoint", "MovedThread", "Record", "after_import", "moves", "record_of", "record_text", "with_record"]

_HEAD = """\
# What each import of this debate changed, written by `digest import`. Keep it with the debate: its news, and the
# addresses of threads and key points that were published before, are made from it.
"""
_MOST = 100
"""Imports in a record, at most; older ones are dropped."""


@dataclass(frozen=True, slots=True)
class MovedThread:
    """A former id and title of a thread, with claims to find the current thread."""

    was: FormerThread
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MovedPoint:
    """A former id of a key point, with claims to find the current one."""

    was: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """The content of the file.

    Attributes:
        changes: the newest first.
    """

    changes: tuple[Change, ...] = ()
    threads: tuple[MovedThread, ...] = ()
    points: tuple[MovedPoint, ...] = ()


_CLAIMS = 5
"""Claims that are stored to find a moved thread or point again."""


def after_import(before: Digest, after: Digest, *, record: Record, when: datetime) -> Record:
    """The record with the changes of an import.

    Args:
        before: the published debate before the import, with corrections.
        after: the debate after the import.
        record: of the imports before.
        when: the time of the import.
    """
    change = _change(before, after, when)
    changes = tuple(_here(one, after) for one in ((change, *record.changes) if change else record.changes))
    moved = moves(before, after)
    own = frozenset(one.title for one in (*before.threads, *after.threads) if one.retitled)
    said = _ShownWords(after, own)
    threads = {one.was: one for one in (*record.threads, *moved.threads) if said.says(one.was.title)}
    points = {one.was: one for one in (*record.points, *moved.points)}
    return Record(changes[:_MOST], tuple(threads.values()), tuple(points.values()))


def moves(before: Digest, after: Digest, *, without: frozenset[str] = frozenset()) -> Record:
    """The threads and key points with different addresses in two digests.

    Args:
        without: posts whose text must not be used in an address.
    """
    here = {(one.id, one.title) for one in after.threads}
    there = {one.id for one in after.key_points}
    home = {claim.id: claim.post for claim in before.claims}
    return Record(
        threads=tuple(
            MovedThread(FormerThread(one.id, one.title), (one.lead, *one.claims[1:_CLAIMS]))
            for one in before.threads
            if (one.id, one.title) not in here and home.get(one.lead) not in without
        ),
        points=tuple(
            MovedPoint(one.id, one.claims[:_CLAIMS]) for one in before.key_points if one.id and one.id not in there
        ),
    )


def _change(before: Digest, after: Digest, when: datetime) -> Change | None:
    old = {claim.id: claim for claim in before.claims}
    new = {claim.id: claim for claim in after.claims}
    by_place = after.document.format == "transcript"  # its post ids are line numbers, which do not identify a post
    known = {post.text if by_place else post.id for post in before.document.posts}
    here = {post.id for post in after.document.posts} if not by_place else set()
    attacked = _attacked(before)
    change = Change(
        when=when,
        posts=tuple(post.id for post in after.document.posts if (post.text if by_place else post.id) not in known),
        added=tuple(name for name in new if name not in old),
        answered=tuple(name for name in _attacked(after) if name in old and name not in attacked),
        withdrawn=tuple(claim.post if claim.post in here else "" for name, claim in old.items() if name not in new),
    )
    return change if change != Change(when) else None


def _attacked(digest: Digest) -> dict[str, None]:
    """The claims that another post attacks, in order."""
    home = {claim.id: claim.post for claim in digest.claims}
    hit = {
        one.target
        for one in digest.relations
        if one.type == "attack" and one.target in home and home[one.target] != home.get(one.source)
    }
    return {claim.id: None for claim in digest.claims if claim.id in hit}


class _ShownWords:
    """The words of a debate as shown.

    Attributes:
        own: titles that are the editor's words.
    """

    def __init__(self, digest: Digest, own: frozenset[str]) -> None:
        self.own = own
        texts = (digest.document.title, *(post.text for post in digest.document.posts))
        self._words = " \n ".join(" ".join(words(text)) for text in texts)

    def says(self, title: str) -> bool:
        """Whether a title is the editor's, or occurs word for word in the shown debate."""
        wanted = " ".join(words(title))
        return title in self.own or (bool(wanted) and f" {wanted} " in f" {self._words} ")


def with_record(
    digest: Digest, *, record: Record, hidden: Callable[[str], bool], own: frozenset[str] = frozenset()
) -> Digest:
    """The digest with its changes and the former addresses of its threads and points.

    Args:
        digest: of the document without what is hidden.
        hidden: whether a text contains hidden words; addresses made from such a text are dropped.
        own: titles that are the editor's words.
    """
    if record == Record():
        return digest
    said = _ShownWords(digest, own)
    earlier: dict[str, list[FormerThread]] = {}
    where = {name: one.id for one in digest.threads for name in reversed(one.claims)}
    for moved in record.threads:
        if (now := _now(moved.claims, where)) and said.says(moved.was.title) and not hidden(moved.was.title):
            earlier.setdefault(now, []).append(moved.was)
    ids: dict[str, list[str]] = {}
    where = {name: one.id for one in reversed(digest.key_points) for name in one.claims}
    for old in record.points:
        if now := _now(old.claims, where):
            ids.setdefault(now, []).append(old.was)
    known = {claim.id for claim in digest.claims}
    return replace(
        digest,
        threads=tuple(replace(one, former=tuple(earlier.get(one.id, ()))) for one in digest.threads),
        key_points=tuple(replace(one, former=tuple(ids.get(one.id, ()))) for one in digest.key_points),
        changes=tuple(_still_there(_here(one, digest), known) for one in record.changes),
    )


def _here(change: Change, digest: Digest) -> Change:
    """A change without the ids of removed posts, which may be made from text; they are only counted."""
    if digest.document.format == "transcript":
        return change
    here = {post.id for post in digest.document.posts}
    return replace(
        change,
        posts=tuple(name if name in here else "" for name in change.posts),
        withdrawn=tuple(name if name in here else "" for name in change.withdrawn),
    )


def _still_there(change: Change, known: set[str]) -> Change:
    return replace(
        change,
        added=tuple(name for name in change.added if name in known),
        answered=tuple(name for name in change.answered if name in known),
    )


def _now(claims: Iterable[str], where: Mapping[str, str]) -> str | None:
    """The item with the first of the claims that still exists."""
    return next((where[name] for name in claims if name in where), None)


def record_of(text: str, *, path: str) -> Record:
    """The record in a file.

    Raises:
        CurationError: the file is not a record.
    """
    try:
        data = yaml.safe_load(text) or {}
        return Record(
            changes=tuple(_read_change(one) for one in data.get("imports", ())),
            threads=tuple(
                MovedThread(FormerThread(str(one["id"]), str(one["title"])), tuple(map(str, one["claims"])))
                for one in data.get("threads", ())
            ),
            points=tuple(MovedPoint(str(one["id"]), tuple(map(str, one["claims"]))) for one in data.get("points", ())),
        )
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        hint = "undo the changes made by hand, or delete it, which loses the debate's news and old addresses"
        raise CurationError(Fault("is not a record of imports", path=path, line=line, hint=hint)) from None


def _read_change(data: dict[str, Any]) -> Change:
    when = in_calendar(datetime.fromisoformat(str(data["when"])))
    if when is None:
        raise ValueError("an import has no time")
    lists = {name: tuple(map(str, data.get(name) or ())) for name in ("posts", "added", "answered", "withdrawn")}
    return Change(when, **lists)


def record_text(record: Record) -> str:
    """The text of the file."""
    data: dict[str, Any] = {
        "imports": [
            {"when": one.when.isoformat()}
            | {
                name: list(getattr(one, name))
                for name in ("posts", "added", "answered", "withdrawn")
                if getattr(one, name)
            }
            for one in record.changes
        ]
    }
    if record.threads:
        data["threads"] = [
            {"id": one.was.id, "title": one.was.title, "claims": list(one.claims)} for one in record.threads
        ]
    if record.points:
        data["points"] = [{"id": one.was, "claims": list(one.claims)} for one in record.points]
    return _HEAD + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110)
