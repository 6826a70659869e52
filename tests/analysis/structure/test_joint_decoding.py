"""Boundaries and parents are chosen with each other in view."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from digest.analysis.boosted_trees import Floats
from digest.analysis.structure import boundaries
from digest.analysis.structure.joint_decoding import MISSED, decode_jointly
from digest.analysis.structure.lines import Row, Transcript, prepare
from digest.model import Document, Post

LIKELY = np.array([1.0, 0.9, 0.8, 0.27, 0.27, 0.27, 0.1])


def read(lines: int) -> Transcript:
    posts = tuple(Post(f"l{at}", f"TranscriptLine number {at} says its own.") for at in range(lines))
    return prepare(Document("x.txt", "x", "A title", "transcript", posts), quotes=())


def plain(rows: Sequence[Row]) -> Floats:
    """Odds that leave no doubt: each post answers the one before."""
    return np.array([9.0] + [0.0] * (len(rows) - 1))


def open_(rows: Sequence[Row]) -> Floats:
    """Odds that cannot tell where there is a choice."""
    return np.zeros(len(rows))


def starts(odds, likely=LIKELY) -> list[int]:
    posts, answers = decode_jointly(read(len(likely)), likely, odds=odds)
    assert len(posts) == len(answers)
    return [post.first for post in posts]


def test_posts_whose_answers_are_plain_are_worth_drawing_and_others_are_not() -> None:
    assert starts(plain) == [0, 1, 2, 3, 4, 5]
    assert starts(open_) == [0, 1, 2]


@given(st.lists(st.floats(0, 1), max_size=12), st.booleans())
def test_it_is_one_of_the_ways_to_cut_and_all_lines_are_in_its_posts(chances: list[float], sure: bool) -> None:
    likely = np.array([1.0, *chances])
    posts, answers = decode_jointly(read(len(likely)), likely, odds=plain if sure else open_)
    cuts = [boundaries.choose(likely, quotings=(), missed=missed) for missed in MISSED]
    assert tuple(post.first for post in posts) in cuts
    assert [line for post in posts for line in range(post.first, post.end)] == list(range(len(likely)))
    assert all(answer.parent < at for at, answer in enumerate(answers))
