"""Joint decoding: boundaries and parents are chosen together.

A few segmentations, from few posts to many, each get their parents. The one with the greatest expected score is taken:
the expected F measure of its boundaries plus the expected share of right parents. Of two segmentations with equally
likely boundaries, this prefers the one that makes the parents clear.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from digest.analysis.boosted_trees import Floats
from digest.analysis.progress import Tell, silent
from digest.analysis.structure import boundaries
from digest.analysis.structure.lines import Transcript
from digest.analysis.structure.parents import Odds, ParentChoice, PostLines, attach, posts_between

MISSED = (1.0, boundaries.MISSED, 2.5)
"""The cost of a missed boundary, see `boundaries.choose`, in each of the segmentations. Seven gained nothing more."""
HUNG = 0.5
"""Weight of the share of right parents beside the F measure of boundaries. It is less than 1 as the probabilities of
parents are overconfident here: they are calibrated only after the tree is chosen."""

Tree = tuple[tuple[PostLines, ...], list[ParentChoice]]


def decode_jointly(transcript: Transcript, likely: Floats, *, odds: Odds, tell: Tell = silent) -> Tree:
    """The posts of a transcript and their parents.

    Args:
        likely: the probability that each line begins a post.
        odds: the log odds of candidate parents by their features.
        tell: called with the progress.
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
    """The expected score of a segmentation with its parents; the first post does not count.

    Args:
        begun: the expected number of true posts after the first.
    """
    right = sum(post.likely for post in posts[1:])
    hung = sum(post.likely * answer.likely for post, answer in zip(posts[1:], answers[1:], strict=True))
    return 2 * right / max(len(posts) - 1 + begun, 1.0) + HUNG * hung / max(begun, 1.0)
