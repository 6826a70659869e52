"""One phrase for one thing: nested phrases, inflected twins and acronyms joined, empty words left out."""

from __future__ import annotations

from collections.abc import Sequence

from digest.analysis.keyphrases.candidates import Candidate
from digest.analysis.keyphrases.tokens import TITLE_POST, Tokens
from digest.analysis.keyphrases.words import GENERIC, Kind
from digest.model import Document

__all__ = ["acronyms", "distinct", "worthwhile"]

_LETTERS = range(2, 7)


def worthwhile(one: Candidate, *, tokens: Tokens) -> bool:
    """Whether a phrase says something by itself: not only generic words, not a letter alone."""
    words = [token.word for token in tokens.tokens[one.start : one.end]]
    if len(one.key) < 2 or (len(words) == 1 and len(words[0].lower) < 3 and not words[0].acronym):
        return False
    return not all(word.lower in GENERIC or word.kind is not Kind.NOUN for word in words)


def acronyms(tokens: Tokens, *, document: Document) -> dict[str, str]:
    """The acronyms that a document explains, as in "general artificial intelligence (GAI)": key to key of the long form."""
    found: dict[str, str] = {}
    for at, token in enumerate(tokens.tokens):
        if not token.word.acronym or not token.cut or tokens.posts[at] == TITLE_POST:
            continue
        text = document.posts[tokens.posts[at]].text
        short = text[token.start : token.end].rstrip("s")
        if text[token.start - 1 : token.start] != "(" or len(short) not in _LETTERS or not short.isupper():
            continue
        first, letters = at, short.lower()
        parts: list[str] = []
        while len(parts) < len(letters) and first > 0 and tokens.posts[first - 1] == tokens.posts[at]:
            first -= 1
            parts = [*tokens.tokens[first].word.key.split(" "), *parts]
            if tokens.tokens[first].cut:
                break
        if len(parts) == len(letters) and all(p.startswith(c) for p, c in zip(parts, letters, strict=True)):
            found.setdefault(token.word.key, " ".join(parts))
    return found


def distinct(ranked: Sequence[tuple[float, Candidate]], *, most: int) -> list[tuple[float, Candidate]]:
    """The best phrases, without those that only ever occur inside a longer one that was taken.

    A longer phrase whose part was taken is left out if the part stands almost always alone.

    Args:
        ranked: candidates, best first.
        most: how many to take.
    """
    taken: list[tuple[float, Candidate]] = []
    for score, one in ranked:
        if len(taken) == most:
            break
        padded = f" {one.key} "
        if any(padded in f" {other.key} " and one.count <= other.count for _, other in taken):
            continue
        taken.append((score, one))
    return taken
