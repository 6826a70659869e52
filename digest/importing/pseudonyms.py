"""Authors replaced by "Participant 1", "Participant 2", …, in headings and where posts mention them.

Numbers, not names made from a hash: a hash of a user name is undone by hashing all known names. A discussion that is
imported again keeps its numbers, since who was who is read off the posts that were there before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count

from digest.model import Block, Document, Mark, Post

__all__ = ["pseudonymous", "pseudonyms"]

_NUMBERED = re.compile(r"Participant (\d{1,6})", re.ASCII)
_BEFORE = r"(?:(?<![\w@])@|(?<![\w/])/?(?:u|user)/|(?<![\w/])~|[?&]id=|//(?:www\.)?github\.com/|/(?:u|user|users)/|/~)"
"""What stands before a name that is meant as one: `@ann`, `u/ann`, `~ann`, and the address of a profile."""
_WORD = re.compile(rf"(?P<mark>{_BEFORE})?(?P<name>[\w-]+(?:\.[\w-]+)*)", re.IGNORECASE)
_PLAIN_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_SHORTEST = 5
"""Letters of a name that is replaced even where nothing marks it as one."""


def pseudonyms(document: Document, *, before: Document | None = None) -> dict[str, str]:
    """A pseudonym for each author.

    Args:
        document: with the real authors.
        before: the same discussion as it was imported earlier, with pseudonyms.

    Example:
        >>> posts = (Post("a", "", "ann"), Post("b", "", "ben"), Post("c", "", "ann"))
        >>> pseudonyms(Document("x", "x", "X", "reddit", posts))
        {'ann': 'Participant 1', 'ben': 'Participant 2'}
    """
    earlier = {post.id: post.author for post in before.posts if post.author} if before else {}
    names: dict[str, str] = {}
    used: set[str] = set()
    for post in document.posts:
        known = earlier.get(post.id, "")
        if post.author and post.author not in names and known not in used and _NUMBERED.fullmatch(known):
            names[post.author] = known
            used.add(known)
    taken = {int(found[1]) for name in earlier.values() if (found := _NUMBERED.fullmatch(name))}
    free = (number for number in count(1) if number not in taken)
    for post in document.posts:
        if post.author and post.author not in names:
            names[post.author] = f"Participant {next(free)}"
    return names


def pseudonymous(document: Document, names: Mapping[str, str]) -> Document:
    """The document with pseudonyms for authors, and for what posts and the title say of them by name.

    A name is replaced behind `@`, `u/`, `~` and in the address of a profile; anywhere else only if it cannot be a
    word, as it holds a digit, an underscore, a blank or capitals within. Links to profiles are no longer links.
    """
    finder = _Finder.of(names)
    return replace(
        document,
        title=finder.edited(document.title)[0],
        posts=tuple(_post(post, names, finder) for post in document.posts),
    )


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds names. One pattern of all names would be slow to search for, so each word is looked up instead.

    Attributes:
        names: pseudonyms by folded name.
        full: names of several words, such as mail has, by their first word.
    """

    names: Mapping[str, str]
    full: Mapping[str, list[str]]

    @staticmethod
    def of(names: Mapping[str, str]) -> _Finder:
        full: dict[str, list[str]] = {}
        for name in sorted(names, key=len, reverse=True):
            if " " in name and (first := _WORD.match(name)):
                full.setdefault(first["name"], []).append(name)
        return _Finder({name.casefold(): pseudonym for name, pseudonym in names.items()}, full)

    def edits(self, text: str) -> list[tuple[int, int, str]]:
        """Where a name stands, without the mark before it, and what takes its place."""
        found: list[tuple[int, int, str]] = []
        for match in _WORD.finditer(text):
            start, mark = match.start("name"), match["mark"] or ""
            if found and start < found[-1][1]:
                continue
            name = self._name_at(text, match, start, marked=bool(mark))
            if name:
                pseudonym = self.names[name.casefold()]
                in_address = "/" in mark or "=" in mark
                words = pseudonym.replace(" ", "-") if in_address else pseudonym
                found.append((start, start + len(name), words))
        return found

    def _name_at(self, text: str, match: re.Match[str], start: int, *, marked: bool) -> str | None:
        for full in self.full.get(match["name"], ()):
            end = start + len(full)
            if text.startswith(full, start) and not text[end : end + 1].isalnum():
                return full
        name = match["name"]
        known = name.casefold() in self.names and (marked or _is_no_word(name))
        return name if known else None

    def edited(self, text: str) -> tuple[str, list[tuple[int, int, str]]]:
        """The text with pseudonyms, and the edits that made it."""
        edits = self.edits(text)
        parts, last = [], 0
        for start, end, words in edits:
            parts += [text[last:start], words]
            last = end
        return "".join([*parts, text[last:]]), edits


def _is_no_word(name: str) -> bool:
    return len(name) >= _SHORTEST and not all(_PLAIN_WORD.fullmatch(part) for part in re.split(r"[-.]", name) if part)


def _post(post: Post, names: Mapping[str, str], finder: _Finder) -> Post:
    author = names[post.author] if post.author else None
    marks = tuple(mark for mark in post.marks if not mark.url or not finder.edits(mark.url))
    text, edits = finder.edited(post.text)
    if edits:
        move = _Moves(edits)
        marks = tuple(_moved(mark, move) for mark in marks)
    blocks = (
        tuple(
            Block(block.kind, move.to(block.start), move.to(block.end, end=True), block.level) for block in post.blocks
        )
        if edits
        else post.blocks
    )
    return replace(post, author=author, text=text, blocks=blocks, marks=marks)


def _moved(mark: Mark, move: _Moves) -> Mark:
    return Mark(mark.kind, move.to(mark.start), move.to(mark.end, end=True), mark.url)


class _Moves:
    """Where offsets of a text lie after edits."""

    def __init__(self, edits: Iterable[tuple[int, int, str]]) -> None:
        self._edits = list(edits)
        self._starts = [start for start, _, _ in self._edits]
        self._shifts = [0]
        for start, end, words in self._edits:
            self._shifts.append(self._shifts[-1] + len(words) - (end - start))

    def to(self, offset: int, *, end: bool = False) -> int:
        """The new offset; one within an edit goes to the edit's start, or to its end."""
        at = bisect_right(self._starts, offset)
        if at:
            start, stop, words = self._edits[at - 1]
            if start < offset < stop:
                return start + self._shifts[at - 1] + (len(words) if end else 0)
            if offset == start:
                return start + self._shifts[at - 1]
        return offset + self._shifts[at]
