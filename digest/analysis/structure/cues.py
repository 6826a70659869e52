"""Why a parent was inferred, in words for a reader."""

from __future__ import annotations

from digest.analysis.structure.candidates import NONE
from digest.analysis.structure.parents import Answer
from digest.model import Post
from digest.text.spans import unquoted

_ALIKE = 0.1
"""From here on two posts share a subject rather than a word."""
_WORDS = 6


def cue(answer: Answer, post: Post) -> str:
    """The plainest reason that holds.

    Args:
        answer: what was inferred; its parent is taken as named.
        post: the post that answers.

    Example:
        >>> cue(Answer(3, 0.8, agrees=True), Post("l9", "Yes, and bees."))
        'opens by agreeing'
        >>> cue(Answer(3, 0.8, next=True), Post("l9", "Bees."))
        'follows it'
    """
    if answer.parent == NONE:
        return "starts a conversation"
    if answer.share:
        return f"quotes “{_first_words(post)}” from it" if answer.share == 1 else "quotes it"
    if answer.agrees:
        return "opens by agreeing"
    if answer.denies:
        return "opens by disagreeing"
    if answer.asked and answer.next:
        return "follows its question"
    if answer.subjects and answer.alike >= _ALIKE:
        return f"same subject: {', '.join(answer.subjects)}"
    return "follows it" if answer.next else "most likely of the posts above"


def _first_words(post: Post) -> str:
    block = next((block for block in post.blocks if block.kind == "quote"), None)
    words = unquoted(post.text[block.start : block.end] if block else post.text).split()
    return " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")
