"""Where phrases stand: one pass through the text for all of them, whatever their case, hyphens and inflection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.analysis.keyphrases.tokens import TITLE_POST, Token, Tokens

__all__ = ["Place", "locate"]

_END = ""
"""The branch of the tree at which a phrase ends; no part of a word is empty."""


@dataclass(frozen=True, slots=True)
class Place:
    """A phrase's stretch of tokens, `tokens[start:end]`."""

    start: int
    end: int


def locate(keys: Iterable[str], *, tokens: Tokens) -> dict[str, list[Place]]:
    """Every place of each phrase, in reading order; the title's are not among them.

    Args:
        keys: folded phrases. Their parts are laid out as a tree (Aho and Corasick 1975, without the failure links:
            phrases are five words long at most), so that the text is read once, however many there are.
        tokens: the document's words.
    """
    tree: dict[str, object] = {}
    found: dict[str, list[Place]] = {}
    for key in keys:
        found[key] = []
        branch = tree
        for part in key.split(" "):
            branch = branch.setdefault(part, {})  # type: ignore[assignment]
        branch[_END] = key
    for at, token in enumerate(tokens.tokens):
        if token.word.key.split(" ", 1)[0] in tree and tokens.posts[at] != TITLE_POST:
            for end, key in _matches(tree, tokens.tokens, at):
                found[key].append(Place(at, end))
    return found


def _matches(tree: Mapping[str, object], tokens: Sequence[Token], start: int) -> Iterable[tuple[int, str]]:
    branch = tree
    for at in range(start, len(tokens)):
        if at > start and tokens[at].cut:
            return
        for part in tokens[at].word.key.split(" "):
            if part not in branch:
                return
            branch = branch[part]  # type: ignore[assignment]
        if _END in branch:
            yield at + 1, str(branch[_END])
