"""The mean field: who pulls whom."""

import numpy as np
import pytest

from digest.analysis.sides.camps import mean_field


def test_whoever_is_pushed_away_is_in_the_other_camp() -> None:
    camp = mean_field(np.array([2.0, 0.0, 0.0]), [(0, 1), (1, 2)], np.array([-1.0, -1.0]))
    assert camp[0] > 0 > camp[1]
    assert camp[2] > 0


def test_a_node_that_nothing_ties_keeps_what_it_says() -> None:
    camp = mean_field(np.array([0.5, -0.5, 0.0]), [], np.array([]))
    assert camp.tolist() == pytest.approx(np.tanh([0.5, -0.5, 0.0]).tolist())


def test_turning_every_pull_turns_every_camp() -> None:
    pulls, edges, strengths = np.array([1.0, 0.0, 0.2]), [(0, 1), (1, 2), (0, 2)], np.array([-0.6, 0.3, -0.2])
    one, other = mean_field(pulls, edges, strengths), mean_field(-pulls, edges, strengths)
    assert one.tolist() == pytest.approx((-other).tolist())
