"""Recovers the reply structure of a flattened thread: where posts begin, and which post each one answers.

The reader of transcripts gives one post for each line. From there:

    lines            each line taken apart; the word list
    line_features    features of the gap before each line, with typing_style
    network          a small neural network that reads the lines in order
    boundaries       probabilities that posts begin, and the choice of boundaries
    parents          candidate parents of a post, their features, and the choice among them
    joint_decoding   boundaries and parents, chosen together
    merge            lines joined into posts

Trees and network add their log odds. The model card is `digest/analysis/weights/structure.md`, figures and what was
tried are in docs/method/structure.md.
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
"""A parent below this probability is not named: it would be wrong in six cases of seven."""
SUREST = 0.99
"""The highest confidence of an inference; 1.0 is for what the source itself states."""


@dataclass(frozen=True, slots=True)
class _Weights:
    lexicon: dict[str, float]
    boundaries: BoostedTrees
    network: Network
    parents: BoostedTrees
    calibration: Floats

    def calibrated(self, answer: ParentChoice) -> ParentChoice:
        """The choice with its confidence corrected to how often it was right on held-out threads."""
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
    """Recover the posts and replies of a transcript; a document of another format is returned as it is.

    Args:
        document: of the format `transcript`, with one post for each line.
        tell: called with the progress.

    Returns:
        The same words in the same order, with lines joined into posts. A post keeps the id and line of its first line.
        `begins_confidence` is the probability that a post begins there. `parent_confidence` is the probability that
        the parent is right if the boundaries are. Where no parent is likely enough, there is none;
        `parent_confidence` is then the probability that the post answers nobody, and `parent_cue` says so.
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
    """The probability that a post begins, for each line of a transcript; empty for other formats.

    Args:
        document: as for `recover`.
    """
    if document.format != "transcript" or not document.posts:
        return ()
    _, likely = _weighed(document, _weights())
    return tuple((post, float(chance)) for post, chance in zip(document.posts, likely, strict=True))


def _weighed(document: Document, models: _Weights) -> tuple[lines.Transcript, Floats]:
    """The document taken apart into lines, and the probability that each begins a post."""
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
    """A probability, capped and rounded as documents have it."""
    return min(SUREST, round(likely, 3))
