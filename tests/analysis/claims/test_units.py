"""Units: sentences, cut where a connective joins two clauses that each argue."""

from __future__ import annotations

import pytest

from digest.analysis.claims.units import units_of
from digest.model import Block, Post


def _texts(text: str) -> list[str]:
    return [unit.text for unit in units_of(Post("p", text))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Buses should be free because they carry everyone.", ["Buses should be free", "they carry everyone."]),
        ("The tram is quiet, but it breaks down every week.", ["The tram is quiet", "it breaks down every week."]),
        ("It rained all night, so we stayed at home.", ["It rained all night", "we stayed at home."]),
        ("Rents went up, which means people left town.", ["Rents went up", "people left town."]),
        (
            "The plan is cheap enough; nobody has tried it yet.",
            ["The plan is cheap enough", "nobody has tried it yet."],
        ),
        ("Although the plan is cheap, it has never worked.", ["Although the plan is cheap", "it has never worked."]),
    ],
)
def test_a_sentence_is_cut_where_a_connective_joins_two_clauses(text: str, parts: list[str]) -> None:
    assert _texts(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "The match was called off because of rain.",
        "Nothing but a miracle will save it.",
        "He lied not because he wanted to.",
        "She lives there since 1990 with two cats.",
        "I bought apples and pears and plums.",
        "It is so that nobody falls.",
        "Bread, but stale.",
        "One more thing: the boat is old.",
        "He shouted (as he does, but only at home) and left.",
    ],
)
def test_a_connective_that_joins_no_two_clauses_does_not_cut(text: str) -> None:
    assert _texts(text) == [text]


def test_markers_of_items_and_footnotes_are_no_part_of_a_unit() -> None:
    post = Post("p", "- Buses carry many people\n- Cars carry one")
    assert [(unit.text, unit.joint) for unit in units_of(post)] == [
        ("Buses carry many people", "item"),
        ("Cars carry one", "item"),
    ]


def test_quoted_and_code_blocks_have_no_units() -> None:
    text = "> They said this.\n\nI say that.\n\nx = 1"
    blocks = (Block("quote", 0, 17, 1), Block("paragraph", 19, 30), Block("code", 32, 37))
    assert [unit.text for unit in units_of(Post("p", text, blocks=blocks))] == ["I say that."]


def test_a_unit_knows_the_connectives_around_it() -> None:
    first, second = units_of(Post("p", "It should stay, because people love it."))
    assert (first.joint, first.after, second.joint, second.after) == ("", "because", "because", "")
    assert first.sentence == second.sentence == 0
