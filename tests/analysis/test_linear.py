"""Linear models: readable weights, chances that sum to one, reasons that add up."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from digest.analysis.linear import LinearModel, load_models

MODEL = LinearModel(
    ("none", "claim", "premise"), {"a": (1.0, -2.0, 0.5), "b": (0.0, 300.0, -300.0), "bias": (0.1, 0.0, 0.0)}
)


@given(st.dictionaries(st.sampled_from(["a", "b", "bias", "unknown"]), st.floats(-10, 10)))
def test_chances_are_a_distribution_for_any_features(features: dict[str, float]) -> None:
    chances = MODEL.probabilities(features)
    assert math.isclose(sum(chances), 1.0, abs_tol=1e-9)
    assert all(0 <= chance <= 1 for chance in chances)


def test_unknown_features_weigh_nothing() -> None:
    assert MODEL.probabilities({"unknown": 5.0}) == MODEL.probabilities({})


def test_reasons_over_all_classes_cancel_out() -> None:
    features = {"a": 2.0, "bias": 1.0}
    total = sum(dict(MODEL.reasons(features, of))["a"] for of in MODEL.classes)
    assert math.isclose(total, 0.0, abs_tol=1e-3)


def test_shipped_models_know_every_class_of_each_feature() -> None:
    for name in ("claims", "relations", "sides"):
        for model in load_models(name).values():
            assert all(len(row) == len(model.classes) for row in model.weights.values())
