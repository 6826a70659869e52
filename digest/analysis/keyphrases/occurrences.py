"""Where phrases occur in the text, and how they are written there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from digest.analysis.keyphrases.tokens import TITLE_POST, Token, Tokens, fold
from digest.model import Document

__all__ = ["TokenRange", "acronyms", "canonical", "fold_of", "locate", "written"]

TokenRange = tuple[int, int]
"""The tokens of an occurrence: index of the first, and index after the last."""


@dataclass(slots=True)
class _Branch:
    """A node of the prefix tree: the phrase that ends here, if any, and the parts that can come next."""

    key: str | None = None
    next: dict[str, _Branch] = field(default_factory=dict)


def locate(keys: Iterable[str], *, tokens: Tokens) -> dict[str, list[TokenRange]]:
    """All occurrences of each phrase in the posts, in reading order; those in the title are left out.

    The phrases form a prefix tree (Aho and Corasick 1975, without failure links), so the text is read once, however
    many phrases there are.

    Args:
        keys: folded phrases.
        tokens: the document's words.
    """
    root = _Branch()
    found: dict[str, list[TokenRange]] = {}
    for key in keys:
        found[key] = []
        branch = root
        for part in key.split(" "):
            branch = branch.next.setdefault(part, _Branch())
        branch.key = key
    for at, token in enumerate(tokens.tokens):
        if token.word.key.partition(" ")[0] in root.next and tokens.posts[at] != TITLE_POST:
            for end, key in _matches(root, tokens.tokens, at):
                found[key].append((at, end))
    return found


def _matches(root: _Branch, tokens: Sequence[Token], start: int) -> Iterator[tuple[int, str]]:
    """The phrases that begin at a token, each with the index after its last token."""
    branch = root
    for at in range(start, len(tokens)):
        if at > start and tokens[at].cut:
            return
        for part in tokens[at].word.key.split(" "):
            if part not in branch.next:
                return
            branch = branch.next[part]
        if branch.key is not None:
            yield at + 1, branch.key


_IN_BRACKETS = re.compile(r"\(([A-Z][A-Za-z]{0,2}[A-Z]{1,4})s?\)")
_BEFORE_BRACKETS = re.compile(r"\b([A-Z][A-Za-z]{0,2}[A-Z]{1,4})s? \((?=[A-Za-z])")
# What precedes the first word of a sentence: nothing, a full stop, a line break, perhaps with a list marker or a quote.
_SENTENCE_START = re.compile(r"(?:^|[.!?:][\"'”’)\]]*\s+|\n\s*)(?:[-*•>]\s+|\d+[.)]\s+)?[\"'“‘(\[]*$")
_LOOK_BACK = 12
"""Characters before a word in which `_SENTENCE_START` is looked for."""


def fold_of(place: TokenRange, *, tokens: Tokens) -> str:
    """The folded form of an occurrence."""
    return " ".join(token.word.key for token in tokens.tokens[place[0] : place[1]])


def written(place: TokenRange, *, tokens: Tokens, document: Document) -> str:
    """An occurrence as its author wrote it, on one line."""
    post = document.posts[tokens.posts[place[0]]]
    text = post.text[tokens.tokens[place[0]].start : tokens.tokens[place[1] - 1].end]
    return " ".join(text.split())


def canonical(places: Sequence[TokenRange], *, tokens: Tokens, document: Document) -> str:
    """The spelling that pages show: the most common one inside sentences.

    A phrase that occurs only at the beginning of sentences loses its capital, unless more capitals follow ("NASA").
    A phrase that is shouted everywhere is shown in lower case.
    """
    inside: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    for place in places:
        form = written(place, tokens=tokens, document=document)
        (opening if _opens(place, tokens=tokens, document=document) else inside)[form] += 1
    if inside:
        if all(form.isupper() and " " in form for form in inside):
            return _commonest(Counter({form.lower(): count for form, count in inside.items()}))
        return _commonest(inside)
    form = _commonest(opening)
    rest = form.split(" ", 1)[0][1:]
    return form if any(map(str.isupper, rest)) or len(rest) < 1 else form[0].lower() + form[1:]


def _commonest(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], sum(map(str.isupper, form)), len(form), form))


def _opens(place: TokenRange, *, tokens: Tokens, document: Document) -> bool:
    token = tokens.tokens[place[0]]
    if not token.cut:
        return False
    text = document.posts[tokens.posts[place[0]]].text
    return bool(_SENTENCE_START.search(text[max(0, token.start - _LOOK_BACK) : token.start]))


def acronyms(document: Document, *, tokens: Tokens) -> dict[str, str]:
    """Keys of acronyms, each with the key of its expansion, where a post gives both.

    One of the two is in brackets after the other: `large models (LMs)`, `LM (large model)`. After Schwartz and Hearst
    (2003), restricted to initials.
    """
    meanings: dict[str, str] = {}
    for post, at, letters, forward in _bracketed(document):
        first, end = bisect_left(tokens.posts, post), bisect_right(tokens.posts, post)
        token = bisect_left(tokens.tokens, at, first, end, key=lambda one: one.start)
        begin = token if forward else token - len(letters)
        words = tokens.tokens[begin : begin + len(letters)] if first <= begin <= end - len(letters) else []
        if not words or token == end or tokens.tokens[token].start != at:
            continue
        if forward and document.posts[post].text[words[-1].end :][:1] != ")":
            continue
        if all(word.word.lower[0] == letter for word, letter in zip(words, letters.lower(), strict=True)):
            meanings[fold(letters, language=document.language)] = " ".join(word.word.key for word in words)
    return meanings


def _bracketed(document: Document) -> Iterator[tuple[int, int, str, bool]]:
    """Places where an acronym may be explained: index of the post, offset, letters, direction.

    Forward, the expansion begins at the offset; else the acronym is there, and the expansion comes before it.
    """
    for at, post in enumerate(document.posts):
        for match in _IN_BRACKETS.finditer(post.text):
            yield at, match.start(1), match.group(1), False
        for match in _BEFORE_BRACKETS.finditer(post.text):
            yield at, match.end(), match.group(1), True
