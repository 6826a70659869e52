"""GitLab: the notes or discussions of an issue or merge request, as its interface gives them.

`/issues/IID/discussions` or `/issues/IID/notes`, alone; with the issue before them in a list; or in one object
(`{"issue": …, "discussions": […]}`, an issue with its `notes`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from digest.model import OPENING, Document, Post
from digest.sources.base import Reader, SourceFile, document, missing_of, one_line, points_of
from digest.sources.front import parse_date
from digest.sources.markup import from_markdown
from digest.sources.markup.addresses import safe_url
from digest.sources.reactions import votes_of
from digest.sources.tree import ordered

__all__ = ["READER"]

_WRAPPERS = ("issue", "merge_request", "epic")


def _sniff(file: SourceFile) -> float:
    _, threads = _parts(file.data)
    notes = [note for thread in threads for note in thread]
    return 0.95 if notes and all("noteable_type" in note or "system" in note for note in notes) else 0.0


def _parts(data: Any) -> tuple[dict[str, Any], list[list[dict[str, Any]]]]:
    """The issue, empty where it is not there, and the notes of each discussion."""
    issue: dict[str, Any] = {}
    rows = data
    if isinstance(data, dict):
        issue = next((data[key] for key in _WRAPPERS if isinstance(data.get(key), dict)), data)
        rows = data.get("discussions", data.get("notes"))
    elif isinstance(data, list) and data and isinstance(data[0], dict) and "description" in data[0]:
        issue, rows = data[0], data[1:]
        rows = [row for part in rows for row in (part if isinstance(part, list) else [part])]
    threads = []
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict):
            notes = row["notes"] if isinstance(row.get("notes"), list) else [row]
            threads.append([note for note in notes if isinstance(note, dict) and "body" in note and "id" in note])
    return issue, threads


def _read(file: SourceFile, language: str) -> Document:
    issue, threads = _parts(file.data)
    said = [[note for note in notes if not note.get("system")] for notes in threads]
    posts = list(_posts(issue, said))
    labels = issue.get("labels")
    stated = issue.get("user_notes_count")
    return document(
        file,
        title=one_line(issue.get("title")) or _named(threads),
        format="gitlab",
        posts=ordered(posts, top=OPENING if posts and posts[0].id == OPENING else None),
        language=language,
        source=_address(issue),
        date=parse_date(one_line(issue.get("created_at"))),
        tags=filter(None, map(one_line, labels)) if isinstance(labels, list) else (),
        missing=missing_of(stated, here=sum(map(len, said))),
    )


def _posts(issue: dict[str, Any], threads: list[list[dict[str, Any]]]) -> Iterator[Post]:
    """The issue's own text, and each discussion as its first note with the others as answers."""
    opening = None
    text = issue.get("description")
    if isinstance(text, str) and text.strip():
        opening = OPENING
        votes = [points_of(issue.get("upvotes")), points_of(issue.get("downvotes"))]
        score = None if votes == [None, None] else (votes[0] or 0) - (votes[1] or 0)
        yield _post({**issue, "body": text}, OPENING, None, url=_address(issue), score=score)
    for notes in threads:
        first = None
        for note in notes:
            name = str(note["id"])
            address = f"{_address(issue)}#note_{name}" if _address(issue) else None
            yield _post(note, name, first or opening, url=address, score=_votes(note))
            first = first or name


def _votes(note: dict[str, Any]) -> int | None:
    given = note.get("award_emoji")
    return votes_of((one.get("name"), 1) for one in (given if isinstance(given, list) else ()) if isinstance(one, dict))


def _post(row: dict[str, Any], name: str, parent: str | None, *, url: str | None, score: int | None) -> Post:
    author, text = row.get("author"), row.get("body")
    body = from_markdown(text if isinstance(text, str) else "")
    return Post(
        id=name,
        text=body.text,
        author=one_line(author.get("username") or author.get("name")) or None if isinstance(author, dict) else None,
        date=parse_date(one_line(row.get("created_at"))),
        parent=parent,
        blocks=body.blocks,
        marks=body.marks,
        url=safe_url(url) if url else None,
        score=score,
    )


def _address(issue: dict[str, Any]) -> str | None:
    return safe_url(one_line(issue.get("web_url")))


def _named(threads: list[list[dict[str, Any]]]) -> str:
    """What a discussion is called of which only notes are there."""
    note = next((note for notes in threads for note in notes), {})
    kind = {"MergeRequest": "Merge request"}.get(str(note.get("noteable_type")), one_line(note.get("noteable_type")))
    number = note.get("noteable_iid")
    return f"{kind or 'Issue'} {number}" if isinstance(number, int) else f"{kind or 'Issue'} on GitLab"


READER = Reader("GitLab issue or merge request", _sniff, _read, known_by="it has the notes or discussions of GitLab")
