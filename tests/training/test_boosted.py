"""What scikit-learn learns is what `BoostedTrees` predicts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="scikit-learn is not installed, which only training needs")

from digest.analysis import weights
from digest.analysis.boosted_trees import BoostedTrees
from training import artefacts
from training.boosted import averaged, boosted

ROWS = [{"size": float(at % 13), "back": float(at % 7), "likely": at / 300} for at in range(300)]
YES = np.array([float(row["size"] + row["back"] > 9) for row in ROWS])


def learned(seed: int) -> BoostedTrees:
    return boosted(ROWS, YES, np.ones(len(ROWS)), trees=12, leaves=6, rate=0.2, fewest=5, seed=seed)


def test_trees_predict_what_they_were_taught() -> None:
    assert ((learned(1).odds(ROWS) > 0) == (YES > 0)).mean() > 0.95


def test_averaged_trees_predict_the_mean_of_what_each_predicts() -> None:
    several = [learned(seed) for seed in (1, 2, 3)]
    each = [one.odds(ROWS) for one in several]
    assert not np.allclose(each[0], each[1])
    np.testing.assert_allclose(averaged(several).odds(ROWS), np.mean(each, axis=0), atol=0.02)


def test_trees_survive_being_written_and_read(tmp_path: Path) -> None:
    trees = averaged([learned(seed) for seed in (1, 2)])
    artefacts.save(
        "bees",
        artefacts.joined({"hives": artefacts.of_trees(trees)}),
        command="-",
        seed=1,
        data=[],
        metrics={},
        folder=tmp_path,
    )
    found = BoostedTrees.load(weights.parse((tmp_path / "bees.safetensors").read_bytes()).part("hives"))
    assert found.odds(ROWS).tolist() == trees.odds(ROWS).tolist()
    assert artefacts.read_manifest("bees", tmp_path)["version"] == 1
