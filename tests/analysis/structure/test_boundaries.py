"""What the rules beside the models make of the likelihood that a line begins a post."""

from __future__ import annotations

import numpy as np
import pytest

from digest.analysis.structure import boundaries
from digest.analysis.structure.lines import prepare
from digest.model import Block, BlockKind, Document, Post


def likely(*lines: str, kind: BlockKind = "paragraph") -> list[float]:
    """Of each line, where the models think that none begins a post."""
    posts = [Post(f"l{at}", line, blocks=(Block(kind, 0, len(line), 1),)) for at, line in enumerate(lines)]
    document = Document("x.txt", "x", "A title", "transcript", tuple(posts))
    return boundaries.chance(prepare(document, quotes=()), np.full(len(lines), -4.0)).tolist()


NO = pytest.approx(0.018, abs=1e-3)


def test_nobody_says_the_same_three_times_in_a_row() -> None:
    assert likely("Is it on?", "Test.", "test.", "Test.", "It is.") == [1.0, NO, 0.9, 0.9, NO]


def test_what_is_said_twice_may_be_said_for_emphasis() -> None:
    assert likely("Is it on?", "Test.", "Test.", "It is.") == [1.0, NO, NO, NO]


def test_a_row_of_the_same_marks_or_items_or_quotes_is_no_row_of_posts() -> None:
    assert likely("Is it on?", "***", "***", "***") == [1.0, NO, NO, NO]
    assert max(likely("> Is it on?", *["> Test."] * 4, kind="quote")[1:]) < 0.1
