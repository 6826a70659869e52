"""Where phrases stand: one pass through the text for all of them, whatever their case, hyphens and inflection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from digest.analysis.keyphrases.tokens import TITLE_POST, Token, Tokens

__all__ = ["Place", "locate"]

Place = tuple[int, int]
"""A phrase's stretch of tokens, from the first to the one after its last."""


@dataclass(slots=True)
class _Branch:
    """What can follow the parts read so far, and the phrase that ends with them."""

    key: str | None = None
    next: dict[str, _Branch] = field(default_factory=dict)


def locate(keys: Iterable[str], *, tokens: Tokens) -> dict[str, list[Place]]:
    """Every place of each phrase in the posts, in reading order; the title's are not among them.

    The phrases' parts are laid out as a tree, so that the text is read once, however many phrases there are.

    Args:
        keys: folded phrases.
        tokens: the document's words.
    """
    root = _Branch()
    found: dict[str, list[Place]] = {}
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
    """The phrases that begin at a token, each with the token after its last."""
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
