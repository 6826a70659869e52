"""Where posts begin and whom they answer, chosen together.

A few ways to cut a discussion, from few posts to many, are each hung into a tree; the one is taken whose expected F
measure of beginnings and expected share of posts rightly hung are greatest together. A cut that makes the answers
plain is so preferred to one of about as likely beginnings that leaves them open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from digest.analysis.boosted_trees import Floats
from digest.analysis.progress import Tell, silent
from digest.analysis.structure import boundaries
from digest.analysis.structure.lines import Transcript
from digest.analysis.structure.parents import Odds, ParentChoice, PostLines, attach, posts_between

MISSED = (1.0, boundaries.MISSED, 2.5)
"""How much worse it is to miss a boundary than to draw a false one, in each of the ways to cut."""
HUNG = 0.5
"""What the share of posts rightly hung counts beside the F measure of beginnings. It allows for the odds of answers
being too sure of themselves: they are calibrated only once the tree is chosen."""

Tree = tuple[tuple[PostLines, ...], list[ParentChoice]]


def decode_jointly(transcript: Transcript, likely: Floats, *, odds: Odds, tell: Tell = silent) -> Tree:
    """The posts between the boundaries chosen, and whom each answers.

    Args:
        likely: for each line, how likely it begins a post.
        odds: what the weights say of a post's candidates.
        tell: hears how far it is.
    """
    cuts = dict.fromkeys(boundaries.choose(likely, quotings=transcript.quotings, missed=missed) for missed in MISSED)
    trees: list[Tree] = []
    total = sum(map(len, cuts))
    for starts in cuts:
        posts = posts_between(transcript, starts, likely)
        before = sum(len(tree[0]) for tree in trees)
        trees.append((posts, attach(transcript, posts, odds=odds, tell=_onwards(tell, before, total))))
    begun = float(likely[1:].sum())
    return max(trees, key=lambda tree: _expected(tree[0], tree[1], begun))


def _onwards(tell: Tell, before: int, total: int) -> Callable[[int], None]:
    return lambda done: tell("Recovering replies", before + done, total)


def _expected(posts: Sequence[PostLines], answers: Sequence[ParentChoice], begun: float) -> float:
    """The expected F measure of beginnings with what the share of posts rightly hung adds, the first post left out.

    Args:
        begun: how many more posts there are, as it is expected.
    """
    right = sum(post.likely for post in posts[1:])
    hung = sum(post.likely * answer.likely for post, answer in zip(posts[1:], answers[1:], strict=True))
    return 2 * right / max(len(posts) - 1 + begun, 1.0) + HUNG * hung / max(begun, 1.0)
