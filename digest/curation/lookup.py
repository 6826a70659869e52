"""Finds what an editor names: by id, or by words, ignoring the form of quotation marks and white space.

Words are searched in the authors' own text without quotes, so a sentence that three replies quote still names one post.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from digest.curation.items import Ref
from digest.model import TITLE, ArgumentThread, Claim, Document, KeyPoint, Post
from digest.text.spans import blocks_of, own_blocks

__all__ = ["Claims", "Passage", "Posts", "nearest", "pattern", "points_named", "quoting", "said", "threads_named"]

_ALIKE = (
    ("'‘’‚‛′´`", "['‘’‚‛′´`]"),
    ('"“”„‟″«»', '["“”„‟″«»]'),
    ("-‐‑‒–—―−", "[-‐‑‒–—―−]"),
)
_SAME = {char: found for chars, found in _ALIKE for char in chars}
_SHOWN = 60
_MARKS = 2
"""Characters at either end of a passage that may differ: a full stop, or a quotation mark and a space."""
_NEAR = 70
"""Similarity (0 to 100) from which two texts may be the same."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in a post: `post.text[start:end]`."""

    post: Post
    start: int
    end: int


def pattern(words: str) -> re.Pattern[str]:
    """A pattern that matches these words with any quotation marks, dashes, case and white space.

    Example:
        >>> bool(pattern("It's open - really").search("so it’s\\n\\nopen – really."))
        True
    """
    words = " ".join(words.split()).strip("…").removesuffix("...").strip()
    made = []
    for piece in words.split(" "):
        plain = piece.replace("...", "…")
        made.append("".join("(?:…|\\.\\.\\.)" if char == "…" else _SAME.get(char, re.escape(char)) for char in plain))
    return re.compile(r"\s+(?:>\s*)*".join(made), re.IGNORECASE)


def said(text: str) -> str:
    """The beginning of a text, in quotes, on one line."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= _SHOWN else f"“{line[:_SHOWN].rsplit(' ', 1)[0]} …”"


def nearest(words: str, texts: Iterable[str]) -> str | None:
    """The passage of these texts that is most similar to words that no text contains; the source may have been edited.

    Example:
        >>> nearest("the tea was too cold", ["We met at noon and the tea was so cold.", "Nothing else."])
        'the tea was so cold'
    """
    every = list(texts)
    best = process.extractOne(words, every, scorer=fuzz.partial_ratio, processor=str.lower, score_cutoff=_NEAR)
    if best is None:
        return None
    found = fuzz.partial_ratio_alignment(words.lower(), every[best[2]].lower())
    text = every[best[2]]
    if found is None or len(text.lower()) != len(text):
        return None
    start, end = found.dest_start, found.dest_end
    start = text.rfind(" ", 0, start + 1) + 1 if start else 0
    stop = text.find(" ", max(end - 1, 0))
    return " ".join(text[start : stop if stop >= 0 else len(text)].split()).strip(" .,;:>") or None


def quoting(place: Passage) -> bool:
    """Whether any of the words are in a quote or in code."""
    own = list(own_blocks(place.post))
    others = (block for block in blocks_of(place.post) if block not in own)
    return any(block.start < place.end and place.start < block.end for block in others)


class Posts:
    """The posts of a document, looked up."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.by_id: Mapping[str, Post] = {post.id: post for post in document.posts}

    @property
    def by_place(self) -> bool:
        """Whether post ids are line numbers, which another import may change."""
        return self.document.format == "transcript"

    def named(self, name: str) -> tuple[Post, ...]:
        """The posts that a name matches: the one with that id, else those whose author wrote these words."""
        if name in self.by_id and not self.by_place:
            return (self.by_id[name],)
        return tuple(dict.fromkeys(place.post for place in self.places(name)))

    def places(self, words: str, *, within: Iterable[Post] | None = None) -> list[Passage]:
        """The passages with these words in the authors' own text; if they only occur in quotes, those."""
        wanted = pattern(words)
        if not wanted.pattern:
            return []
        own: list[Passage] = []
        quoted: list[Passage] = []
        for post in self.document.posts if within is None else within:
            found = list(wanted.finditer(post.text))
            blocks = [(block.start, block.end) for block in own_blocks(post)] if found else []
            for one in found:
                place = Passage(post, one.start(), one.end())
                (own if any(start <= place.start < end for start, end in blocks) else quoted).append(place)
        return own or quoted

    def passages(self, ref: Ref) -> list[Passage]:
        """The passages with exactly these words in the authors' own text, one per post.

        Quoted words do not count unless the editor names the post, because a reader may mistake own text for a quote.
        """
        within = self.named(ref.post) if ref.post else None
        found: dict[str, Passage] = {}
        for place in self.places(ref.text, within=within):
            if ref.post is not None or not quoting(place):
                found.setdefault(place.post.id, place)
        return list(found.values())

    def shown(self, post: Post) -> str:
        """A post in a few words."""
        by = f" by {post.author}" if post.author else ""
        name = f"line {post.lines[0]}" if self.by_place and post.lines else post.id
        return f"post {name}{by} {said(post.text)}"

    def texts(self) -> Iterator[str]:
        """The texts and ids of the posts, for suggestions."""
        for post in self.document.posts:
            yield from (post.text, post.id)

    def shown_place(self, place: Passage) -> str:
        """The post of a passage, in a few words."""
        return self.shown(place.post)


class Claims:
    """The claims of a document, looked up."""

    def __init__(self, posts: Posts, claims: Iterable[Claim]) -> None:
        self.posts = posts
        self.by_id = {claim.id: claim for claim in claims}

    @cached_property
    def by_post(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims of each post, in reading order."""
        found: dict[str, list[Claim]] = {}
        for claim in self.by_id.values():
            found.setdefault(claim.post, []).append(claim)
        return {post: tuple(sorted(ones, key=lambda one: one.start)) for post, ones in found.items()}

    def places(self, ref: Ref) -> list[Passage]:
        """The passages with the words of a reference."""
        within = self.posts.named(ref.post) if ref.post else None
        return self.posts.places(ref.text, within=within)

    def named(self, ref: Ref) -> tuple[Claim, ...]:
        """The claims that a reference matches; if some consist of exactly these words, only those."""
        if ref.post is None and ref.text in self.by_id:
            return (self.by_id[ref.text],)
        found = dict.fromkeys(claim for place in self.places(ref) for claim in self.at(place))
        whole = [claim for claim in found if pattern(ref.text).fullmatch(claim.text.strip(" .!?;,:"))]
        return tuple(whole if len(found) > 1 and whole else found)

    def at(self, place: Passage) -> Iterator[Claim]:
        """The claims that overlap a passage."""
        return (one for one in self.by_post.get(place.post.id, ()) if one.start < place.end and place.start < one.end)

    def texts(self) -> Iterator[str]:
        """The texts and ids of the claims, for suggestions."""
        for claim in self.by_id.values():
            yield from (claim.text, claim.id)

    def shown(self, claim: Claim | None) -> str:
        """A claim in a few words; the title for None."""
        return f"{claim.role} {claim.id} {said(claim.text)}" if claim else TITLE


def threads_named(name: str, *, threads: Iterable[ArgumentThread], claims: Claims) -> tuple[ArgumentThread, ...]:
    """The threads that a name matches: by id, else by title, else by words of a claim in them."""
    every = tuple(threads)
    if found := tuple(one for one in every if one.id == name or any(name == old.id for old in one.former)):
        return found
    wanted = pattern(name)
    titles = [(one, (one.title, *(old.title for old in one.former))) for one in every]
    if found := tuple(one for one, names in titles if any(wanted.fullmatch(title) for title in names)):
        return found
    held = {claim.id for claim in claims.named(Ref(name))}
    return tuple(one for one in every if held & set(one.claims))


def points_named(ref: Ref, *, points: Iterable[KeyPoint], claims: Claims) -> tuple[KeyPoint, ...]:
    """The key points that a name matches: by id, else by their text, else by words of a claim that makes them.

    A reference with a post only matches the point that quotes exactly these words of that post.
    """
    every = tuple(points)
    wanted = pattern(ref.text)
    if ref.post is not None:
        places = [(one.post.id, one.start, one.end) for one in claims.posts.passages(ref)]
        return tuple(one for one in every if any(_same(one, *place) for place in places))
    if found := tuple(one for one in every if ref.text == one.id or ref.text in one.former):
        return found
    if wanted.pattern and (found := tuple(one for one in every if wanted.search(one.text))):
        whole = tuple(one for one in found if wanted.fullmatch(one.text))
        return whole or found
    held = {claim.id for claim in claims.named(ref)}
    return tuple(one for one in every if held & set(one.claims))


def _same(point: KeyPoint, post: str, start: int, end: int) -> bool:
    """Whether a point quotes this passage, ignoring marks at its ends."""
    if point.post != post or point.start is None or point.end is None:
        return False
    return abs(point.start - start) <= _MARKS and abs(point.end - end) <= _MARKS
