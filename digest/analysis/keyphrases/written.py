"""How a phrase is written: the form an editor would put in an index, from the forms that occur."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from digest.analysis.keyphrases.locate import Place
from digest.analysis.keyphrases.tokens import TITLE_POST, Tokens, Word
from digest.model import Document

__all__ = ["canonical", "forms", "lower_words"]


def lower_words(tokens: Tokens) -> frozenset[str]:
    """The words that are written without a capital somewhere."""
    return frozenset(token.word.lower for token in tokens.tokens if not token.word.name)


def forms(places: Sequence[Place], *, tokens: Tokens, document: Document) -> list[str]:
    """The written form of each place, white space as one blank."""
    return [
        " ".join(_text(document, tokens.posts[place.start])[_span(place, tokens)].split()) for place in places
    ]


def canonical(
    places: Sequence[Place], *, written: Sequence[str], tokens: Tokens, lower: frozenset[str], english: bool
) -> str:
    """The most frequent form, its capital taken away where only the beginning of a sentence gave it.

    Args:
        places: where the phrase occurs; at least one.
        written: its form at each place.
        lower: the words that are written without a capital somewhere in the document.
        english: in German and others a noun keeps its capital.
    """
    counts: Counter[str] = Counter()
    for place, form in zip(places, written, strict=True):
        token = tokens.tokens[place.start]
        first = form.split(" ", 1)[0]
        if token.cut and first[:1].isupper() and not token.word.acronym and first[1:] == first[1:].lower():
            rest = [one.word for one in tokens.tokens[place.start + 1 : place.end]]
            if token.word.lower in lower or (english and rest and not _names(rest)):
                form = form[0].lower() + form[1:]
            counts[form] += 1
        else:
            counts[form] += 2  # in the middle of a sentence case means something
    best = max(counts.values())
    form = next(one for one, count in counts.items() if count == best)
    return _settle(form, lower=lower)


def _names(words: Sequence[Word]) -> bool:
    return any(word.name for word in words)


def _settle(form: str, *, lower: frozenset[str]) -> str:
    """A form in Title Case is put in lower case if the document writes each of its words so elsewhere."""
    words = form.split(" ")
    if len(words) > 1 and all(w[:1].isupper() and w[1:] == w[1:].lower() and w.lower() in lower for w in words):
        return form.lower()
    return form


def _text(document: Document, post: int) -> str:
    return document.title if post == TITLE_POST else document.posts[post].text


def _span(place: Place, tokens: Tokens) -> slice:
    return slice(tokens.tokens[place.start].start, tokens.tokens[place.end - 1].end)
