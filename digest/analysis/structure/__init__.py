"""Posts and replies that a flattened text has lost: where posts begin, and whom they answer.

The reader of transcripts gives one post a line. Here each line is weighed for how likely it begins a post (a word list
and boosted trees over features of the line, its neighbours and the discussion's habits; beside them a small neural
network that reads the lines in order). Boundaries that let every quote quote somebody else, and a tree of the posts
between them that could have been written down in this order, are chosen together. The weights are learned by
training/structure.py; how well they do: model_card.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from digest.analysis import quotes, weights
from digest.analysis.boosted_trees import BoostedTrees, Floats
from digest.analysis.progress import Tell, silent
from digest.analysis.structure import boundaries, line_features, lines
from digest.analysis.structure.joint_decoding import decode_jointly
from digest.analysis.structure.merge import merge_lines
from digest.analysis.structure.network import Network
from digest.analysis.structure.parent_cues import cue
from digest.analysis.structure.parents import NONE, ParentChoice, PostLines
from digest.model import Document, Post

__all__ = ["beginnings", "recover"]

UNSURE = 0.15
"""A parent that is less likely than this is not named."""
SUREST = 0.99
"""What is inferred is never certain, as what a source says is."""


@dataclass(frozen=True, slots=True)
class _Weights:
    lexicon: dict[str, float]
    boundaries: BoostedTrees
    network: Network
    parents: BoostedTrees
    calibration: Floats

    def calibrated(self, answer: ParentChoice) -> ParentChoice:
        """How likely a parent is, as often as it was right on threads that were not learned from."""
        if answer.article:
            return answer
        predicted, observed = self.calibration.T
        return replace(answer, likely=_share(float(np.interp(answer.likely, predicted, observed))))


@cache
def _weights() -> _Weights:
    found = weights.load("structure")
    words, values = found.names["lexicon.words"], found.arrays["lexicon.weights"].tolist()
    return _Weights(
        lexicon=dict(zip(words, values, strict=True)),
        boundaries=BoostedTrees.load(found.part("boundaries")),
        network=Network.load(found.part("network")),
        parents=BoostedTrees.load(found.part("parents")),
        calibration=found.arrays["calibration"],
    )


def recover(document: Document, *, tell: Tell = silent) -> Document:
    """The document with its posts as they were before it was flattened; any other format as it is.

    Args:
        document: of the format `transcript`, with one post a line.
        tell: hears how far it is.

    Returns:
        The same words in the same order, lines put together into posts. A post keeps the id and place of its first
        line. `begins_confidence` is how likely a post begins there. `parent_confidence` is how likely the parent is
        right, given that the post is rightly bounded; where no parent is likely enough, there is none, with the
        confidence that the post starts a conversation, and a cue that says so.
    """
    if document.format != "transcript" or not document.posts:
        return document
    models = _weights()
    tell("Finding where posts begin", 0, len(document.posts))
    read, likely = _weighed(document, models)
    bounded, (first, *others) = decode_jointly(read, likely, odds=models.parents.odds, tell=tell)
    answers = [first, *map(models.calibrated, others)]
    return replace(document, posts=_posts(document, bounded, answers, likely))


def beginnings(document: Document) -> tuple[tuple[Post, float], ...]:
    """How likely a post begins on each line of a transcript, for whoever checks the boundaries; nothing for others.

    Args:
        document: as for `recover`.
    """
    if document.format != "transcript" or not document.posts:
        return ()
    _, likely = _weighed(document, _weights())
    return tuple((post, float(chance)) for post, chance in zip(document.posts, likely, strict=True))


def _weighed(document: Document, models: _Weights) -> tuple[lines.Transcript, Floats]:
    """The document taken apart into lines, and how likely each begins a post."""
    read = lines.with_openings(lines.prepare(document, quotes=quotes.trace(document)), models.lexicon)
    rows = line_features.table(read)
    return read, boundaries.chance(read, models.boundaries.odds(rows) + models.network.odds(read.lines, rows))


def _posts(
    document: Document, bounded: Sequence[PostLines], answers: Sequence[ParentChoice], likely: Floats
) -> tuple[Post, ...]:
    whole = [
        replace(
            merge_lines(document.posts[one.first : one.end]),
            begins_confidence=_share(float(likely[one.first])) if at else 1.0,
        )
        for at, one in enumerate(bounded)
    ]
    return tuple(_answering(post, answer, whole) for post, answer in zip(whole, answers, strict=True))


def _answering(post: Post, answer: ParentChoice, whole: Sequence[Post]) -> Post:
    named = answer.parent != NONE
    if named and answer.likely < UNSURE:
        return replace(
            post, parent=None, parent_confidence=_share(answer.alone), parent_cue="unclear which post it replies to"
        )
    parent = whole[answer.parent].id if named else None
    return replace(post, parent=parent, parent_confidence=answer.likely, parent_cue=cue(answer, post))


def _share(likely: float) -> float:
    """An inferred likelihood as it is shown."""
    return min(SUREST, round(likely, 3))
