"""One reply with what it answers, as the cues look at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.analysis.claims.features import words_of
from digest.model import Post, Quote
from digest.text.sentences import sentences_of
from digest.text.spans import Span, blocks_of


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a post with its words; `text` has plain apostrophes and lower case."""

    span: Span
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A reply and the post (or the title) that it answers.

    Attributes:
        parent: the post that is answered: the one above it, or one further up if that alone is quoted; None for a
            post that answers the title.
        sentences: what the reply's author says, without quoted passages.
        heard: the words of what is answered.
        answers: numbers of the sentences that come straight after a quoted passage.
        quotes: the reply's quotes of what it answers.
        further: it quotes another post, too.
        by_opener: the author of the opening text replies.
        to_opener: it answers the author of the opening text.
        returns: its author also wrote the post before the one that is answered.
        depth: 1 for a post that answers the opening text or the title.
    """

    post: Post
    parent: Post | None
    sentences: tuple[Said, ...]
    heard: frozenset[str]
    answers: frozenset[int]
    quotes: tuple[Quote, ...]
    further: bool
    by_opener: bool
    to_opener: bool
    returns: bool
    depth: int

    @property
    def opening(self) -> Said | None:
        """The first sentence, or None where the author says nothing."""
        return self.sentences[0] if self.sentences else None

    def turns(self) -> Iterator[tuple[int, Said]]:
        """Sentences that begin an answer: the first, and each one after a quoted passage."""
        for number, sentence in enumerate(self.sentences):
            if number == 0 or number in self.answers:
                yield number, sentence


def said(post: Post, *, language: str) -> tuple[Said, ...]:
    """The sentences of a post, ready to be looked at."""
    return tuple(
        Said(span, span.text.replace("’", "'").lower(), words_of(span.text))
        for span in sentences_of(post, language=language)
    )


def after_quotes(post: Post, sentences: Sequence[Said]) -> frozenset[int]:
    """Numbers of the sentences that come straight after a quoted passage."""
    ends = [block.end for block in blocks_of(post) if block.kind == "quote"]
    found, at = set(), 0
    for end in ends:
        while at < len(sentences) and sentences[at].span.start < end:
            at += 1
        if at < len(sentences):
            found.add(at)
    return frozenset(found)
