"""What scikit-learn learns is what the forest reads."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="scikit-learn is not installed, which only training needs")

from digest.analysis.boosted_trees import BoostedTrees
from training.boosted import averaged, boosted

ROWS = [{"size": float(at % 13), "back": float(at % 7), "likely": at / 300} for at in range(300)]
YES = np.array([float(row["size"] + row["back"] > 9) for row in ROWS])


def learned(seed: int) -> dict:
    return boosted(ROWS, YES, np.ones(len(ROWS)), trees=12, leaves=6, rate=0.2, fewest=5, seed=seed)


def test_trees_tell_what_they_were_taught() -> None:
    assert ((BoostedTrees.load(learned(1)).odds(ROWS) > 0) == (YES > 0)).mean() > 0.95


def test_forests_averaged_say_the_mean_of_what_each_says() -> None:
    forests = [learned(seed) for seed in (1, 2, 3)]
    each = [BoostedTrees.load(one).odds(ROWS) for one in forests]
    assert not np.allclose(each[0], each[1])
    np.testing.assert_allclose(BoostedTrees.load(averaged(forests)).odds(ROWS), np.mean(each, axis=0), atol=0.02)
