"""Replaces authors with "Participant 1", "Participant 2", …, everywhere in a file.

The pseudonyms are numbers, not hashes, because a hash of a user name can be reversed by hashing all known names. Later
imports keep the numbers: they are read from the earlier posts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import PurePath

from digest.importing.people_names import ADDRESS
from digest.model import Block, Document, Mark, Post
from digest.text.ordinary import is_ordinary, is_thing
from digest.text.slugs import short_hash, slugify
from digest.text.spelling import Phrases, folded_words

__all__ = ["People", "pseudonymous", "pseudonyms"]

_NUMBERED = re.compile(r"Participant (\d{1,6})", re.ASCII)
_OURS = re.compile(r"Participant[ -]\d{1,6}", re.ASCII | re.IGNORECASE)
_BEFORE = r"(?:(?<![\w@])@|(?<![\w/])/?(?:u|user)/|(?<![\w/])~|[?&]id=|//(?:www\.)?github\.com/|/(?:u|user|users)/|/~)"
"""A mark that makes the next word a name: `@ann`, `u/ann`, `~ann`, and the address of a profile."""
_MARKED = re.compile(rf"(?P<mark>{_BEFORE})(?P<name>[\w-]+(?:\.[\w-]+)*)", re.IGNORECASE)
_SOMEBODY = "somebody"
"""Replaces the names of people without posts, such as the recipient of a mail."""
_NO_ADDRESS = "an address"
_SHORTEST_PART = 3
"""Shorter first or last names are not replaced on their own."""
_MOST_PARTS = 4
_Edit = tuple[int, int, str]


def pseudonyms(document: Document, *, before: Document | None = None) -> dict[str, str]:
    """A pseudonym for each author; spellings of one name have the same.

    Args:
        document: with the real authors.
        before: the same discussion from an earlier import, with pseudonyms.

    Example:
        >>> posts = (Post("a", "", "ann"), Post("b", "", "ben"), Post("c", "", "Ann"))
        >>> pseudonyms(Document("x", "x", "X", "reddit", posts))
        {'ann': 'Participant 1', 'ben': 'Participant 2', 'Ann': 'Participant 1'}
    """
    earlier = {post.id: post.author for post in before.posts if post.author} if before else {}
    people: dict[tuple[str, ...], str] = {}
    used: set[str] = set()
    authors = [(post.id, _person(post.author)) for post in document.posts if post.author]
    for name, person in authors:
        known = earlier.get(name, "")
        if person not in people and known not in used and _NUMBERED.fullmatch(known):
            people[person] = known
            used.add(known)
    taken = {int(found[1]) for name in earlier.values() if (found := _NUMBERED.fullmatch(name))}
    free = (number for number in count(1) if number not in taken)
    for _, person in authors:
        if person not in people:
            people[person] = f"Participant {next(free)}"
    return {post.author: people[_person(post.author)] for post in document.posts if post.author}


def _person(name: str) -> tuple[str, ...]:
    return folded_words(name) or (name,)


def _spellings(name: str) -> set[tuple[str, ...]]:
    """The folded words of a name, its umlauts as one letter and as two."""
    return {_person(name), folded_words(name, wide=True) or (name,)}


class People:
    """Finds people of a discussion by any of their names, and replaces these with pseudonyms.

    Every name is replaced everywhere, in any case and spelling, and so are its first and last word. Ordinary words are
    an exception: the account `hope` is only replaced after `@`, `u/` and `~` and in the address of a profile, and the
    last name `Stone` only if it is capitalised inside a sentence.
    """

    def __init__(self, names: Mapping[str, str], *, known: Iterable[frozenset[str]] = ()) -> None:
        """Know the people.

        Args:
            names: the pseudonym of each author.
            known: for each person all names in the source; people without posts become "somebody".
        """
        known = list(known)
        called = _called(names, known)
        parts = _parts(called, known=[*names, *(name for group in known for name in group)])
        self._marks = parts | called
        everywhere = parts | {key: one for key, one in called.items() if len(key) > 1 or not is_ordinary(key[0])}
        self._phrases = Phrases(" ".join(key) for key in everywhere)
        self._found = [(one, len(key), all(map(is_ordinary, key))) for key, one in everywhere.items()]
        self._signs = {key[0]: one for key, one in called.items() if not folded_words(key[0])}

    def edits(self, text: str) -> list[_Edit]:
        """Start and end of each name without a mark before it, with its replacement."""
        found = [*self._addresses(text), *self._named(text), *self._marked(text), *self._signed(text)]
        ours = [match.span() for match in _OURS.finditer(text)]
        out: list[_Edit] = []
        for start, end, words in sorted(found, key=lambda one: (one[0], -one[1])):
            if any(first <= start and end <= last for first, last in ours):
                continue
            if not out or start >= out[-1][1]:
                out.append((start, end, words))
            elif end > out[-1][1]:
                out[-1] = (out[-1][0], end, out[-1][2])
        return out

    def named_in(self, text: str | None) -> bool:
        """Whether a text contains a name."""
        return bool(text) and bool(self.edits(text or ""))

    def edited(self, text: str) -> str:
        """The text with names replaced by pseudonyms."""
        return _applied(text, self.edits(text))

    def _addresses(self, text: str) -> Iterator[_Edit]:
        for match in ADDRESS.finditer(text) if "@" in text else ():
            name, _, _ = match[0].partition("@")
            whom = self._marks.get(_person(match[0])) or self._marks.get(_person(name)) or _NO_ADDRESS
            yield match.start(), match.end(), whom

    def _named(self, text: str) -> Iterator[_Edit]:
        for one in self._phrases.find(text):
            pseudonym, words, common = self._found[one.phrase]
            if not common or _is_meant(text, one.start, alone=words == 1):
                yield one.start, one.end, pseudonym.replace(" ", "-") if _in_address(text, one.start) else pseudonym

    def _marked(self, text: str) -> Iterator[_Edit]:
        for match in _MARKED.finditer(text):
            pseudonym = self._marks.get(_person(match["name"]))
            if pseudonym is not None:
                in_address = "/" in match["mark"] or "=" in match["mark"]
                yield match.start("name"), match.end(), pseudonym.replace(" ", "-") if in_address else pseudonym

    def _signed(self, text: str) -> Iterator[_Edit]:
        """Names without a letter, such as a picture's sign."""
        for name, pseudonym in self._signs.items():
            yield from ((one.start(), one.end(), pseudonym) for one in re.finditer(re.escape(name), text))


def _called(names: Mapping[str, str], known: Iterable[frozenset[str]]) -> dict[tuple[str, ...], str]:
    """The pseudonym of each person, by the folded words of any of their names."""
    by_author = {_person(name): pseudonym for name, pseudonym in names.items()}
    called = {key: pseudonym for name, pseudonym in names.items() for key in _spellings(name)}
    for group in known:
        people = sorted(key for name in group if not _OURS.fullmatch(name) for key in _spellings(name))
        mine = next((by_author[one] for one in people if one in by_author), _SOMEBODY)
        for one in people:
            if called.setdefault(one, mine) == _SOMEBODY:
                called[one] = mine
    return {key: one for key, one in called.items() if key != (_SOMEBODY,) and not _OURS.fullmatch(" ".join(key))}


def _parts(called: Mapping[tuple[str, ...], str], *, known: Iterable[str]) -> dict[tuple[str, ...], str]:
    """First and last names, and those between; nothing of an address, whose words are those of its host as well."""
    return {
        (word,): called[key]
        for name in known
        for key in _spellings(name)
        if "@" not in name and 1 < len(key) <= _MOST_PARTS and key in called
        for word in key
        if len(word) >= _SHORTEST_PART and (is_thing(word) or not is_ordinary(word))
    }


def _is_meant(text: str, at: int, *, alone: bool) -> bool:
    """Whether ordinary words are a name here: capitalised, and for a single word also inside a sentence.

    Example:
        >>> [_is_meant("Stone walls, says Stone", at, alone=True) for at in (0, 18)]
        [False, True]
    """
    before = text[:at].rstrip(" ")
    return text[at].isupper() and (not alone or before[-1:].isalnum() or before.endswith((",", ";", "—", "–")))


def _in_address(text: str, at: int) -> bool:
    """Whether a name is part of an address, in which no blank can stand."""
    start = max(text.rfind(blank, 0, at) for blank in (" ", "\n", "\t", "(", "<", '"')) + 1
    before = text[start:at].lower()
    return "://" in before or before.endswith(("u/", "user/", "/~")) or before.startswith("www.")


def _applied(text: str, edits: Iterable[_Edit]) -> str:
    parts, last = [], 0
    for start, end, words in edits:
        parts += [text[last:start], words]
        last = end
    return "".join([*parts, text[last:]])


def pseudonymous(document: Document, names: Mapping[str, str], *, people: People | None = None) -> Document:
    """The document with pseudonyms for authors, and for whoever is named in anything else that it says.

    Links and permalinks that name somebody are left out. An id that does is replaced by a hash of it, so that it is
    the same at the next import.

    Args:
        names: the pseudonym of each author.
        people: all that are known; the authors where nothing is said.
    """
    people = people or People(names)
    ids = {post.id: _id(post.id, people) for post in document.posts}
    return replace(
        document,
        title=people.edited(document.title),
        summary=people.edited(document.summary) if document.summary else document.summary,
        tags=tuple(tag for tag in document.tags if not people.named_in(tag)),
        source=None if people.named_in(document.source) else document.source,
        site=None if people.named_in(document.site) else document.site,
        slug=people.edited(document.slug).lower().replace(" ", "-") if _is_own(document) else document.slug,
        posts=tuple(_post(post, names, people, ids) for post in document.posts),
    )


def _is_own(document: Document) -> bool:
    """Whether a debate's slug is given, and not made from its file's name, which is another one once it is imported."""
    return document.slug != slugify(PurePath(document.path).stem)


def _id(name: str, people: People) -> str:
    return short_hash(name, length=12) if "@" in name or people.named_in(name) else name


def _post(post: Post, names: Mapping[str, str], people: People, ids: Mapping[str, str]) -> Post:
    marks = tuple(mark for mark in post.marks if not people.named_in(mark.url))
    edits = people.edits(post.text)
    blocks = post.blocks
    if edits:
        move = _Moves(edits)
        marks = tuple(Mark(mark.kind, move.to(mark.start), move.to(mark.end, end=True), mark.url) for mark in marks)
        blocks = tuple(
            Block(block.kind, move.to(block.start), move.to(block.end, end=True), block.level) for block in blocks
        )
    return replace(
        post,
        id=ids[post.id],
        parent=ids.get(post.parent or "", post.parent),
        author=names[post.author] if post.author else None,
        text=_applied(post.text, edits),
        blocks=blocks,
        marks=marks,
        url=None if people.named_in(post.url) else post.url,
        parent_cue=people.edited(post.parent_cue),
    )


class _Moves:
    """Where offsets of a text lie after edits."""

    def __init__(self, edits: Iterable[_Edit]) -> None:
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
