"""Why a parent was chosen, in words for readers."""

from __future__ import annotations

from digest.analysis.structure.lines import word_set
from digest.analysis.structure.parents import NONE, ParentChoice
from digest.model import Post
from digest.text.normal import words
from digest.text.spans import own_blocks, unquoted

_ALIKE = 0.1
"""Cosine similarity from which two posts share a subject rather than a word."""
_WORDS = 6
_AGREES = word_set("yes yeah yep yup agreed exactly indeed absolutely definitely correct ditto amen precisely")
_DENIES = word_set("no nope nah wrong false incorrect nonsense")


def cue(answer: ParentChoice, post: Post) -> str:
    """The strongest reason that applies.

    Args:
        answer: the choice, whose parent is named on the page.
        post: the post whose parent it is.

    Example:
        >>> cue(ParentChoice(3, 0.8), Post("l9", "Yes, and bees."))
        'opens by agreeing'
        >>> cue(ParentChoice(3, 0.8, next=True), Post("l9", "Bees."))
        'follows it'
    """
    if answer.beside:
        return "stands beside others that say the same"
    if answer.parent == NONE:
        return _why_none(answer)
    if answer.share:
        return f"quotes “{_first_words(post)}” from it" if answer.share == 1 else "quotes it"
    first = _first_own_word(post)
    if first in _AGREES:
        return "opens by agreeing"
    if first in _DENIES:
        return "opens by disagreeing"
    if answer.asked and answer.next:
        return "follows its question"
    if answer.subjects and answer.alike >= _ALIKE:
        return f"same subject: {', '.join(answer.subjects)}"
    return "follows it" if answer.next else "most likely of the posts above"


def _why_none(answer: ParentChoice) -> str:
    if answer.article:
        return "speaks of the article"
    return "fits no post above" if answer.likely < 1 else "stands first"


def _first_own_word(post: Post) -> str:
    for block in own_blocks(post):
        for word in words(post.text[block.start : block.end][:80]):
            return word
    return ""


def _first_words(post: Post) -> str:
    block = next((block for block in post.blocks if block.kind == "quote"), None)
    quoted = unquoted(post.text[block.start : block.end] if block else post.text).split()
    return " ".join(quoted[:_WORDS]) + ("…" if len(quoted) > _WORDS else "")
