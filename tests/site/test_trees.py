"""A thread's tree holds each of its claims once, whatever the relations look like."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.model import Digest, Relation
from digest.site import trees
from digest.site.debate import debate_of


def units(digest: Digest, relations: list[tuple[str, str]]) -> list[tuple[str, str, int]]:
    arrows = tuple(
        Relation(source, target, "attack", 0.5 + at / 100, "a cue") for at, (source, target) in enumerate(relations)
    )
    debate = debate_of(replace(digest, relations=arrows))
    root = trees.tree(digest.threads[0], debate=debate)
    assert root is not None
    return [(unit.claim.id, unit.side, unit.depth) for unit in trees.walk(root)]


def test_a_unit_hangs_below_what_it_attacks_or_supports(tea: Digest) -> None:
    root = trees.tree(tea.threads[0], debate=debate_of(tea))
    assert root is not None
    assert [(unit.claim.id, unit.side, unit.depth) for unit in trees.walk(root)] == [
        ("c1", "lead", 0),
        ("c2", "support", 1),
        ("c3", "attack", 1),
        ("c4", "undercut", 2),
    ]


def test_a_unit_without_a_relation_hangs_where_the_conversation_puts_it(tea: Digest) -> None:
    assert units(tea, [])[1:] == [("c2", "beside", 1), ("c3", "beside", 1), ("c4", "beside", 2)]


def test_units_that_argue_apart_from_the_lead_stay_together(tea: Digest) -> None:
    assert units(tea, [("c3", "c4")])[1:] == [("c2", "beside", 1), ("c4", "beside", 1), ("c3", "attack", 2)]


def test_a_small_map_leaves_out_what_neither_supports_nor_attacks(tea: Digest) -> None:
    debate = debate_of(replace(tea, relations=tea.relations[3:4]))
    root = trees.tree(tea.threads[0], debate=debate)
    assert root is not None
    assert [unit.claim.id for unit in trees.walk(trees.pruned(root, most=9))] == ["c1", "c3", "c4"]


def test_the_surest_relation_decides(tea: Digest) -> None:
    assert ("c4", "attack", 1) in units(tea, [("c3", "c1"), ("c4", "c3"), ("c4", "c1")])


def test_a_thread_whose_lead_is_unknown_has_no_tree(tea: Digest) -> None:
    assert trees.tree(replace(tea.threads[0], lead="gone"), debate=debate_of(tea)) is None


def test_a_map_of_a_few_units_shows_those_nearest_to_the_lead(tea: Digest) -> None:
    root = trees.tree(tea.threads[0], debate=debate_of(tea))
    assert root is not None
    assert [unit.claim.id for unit in trees.walk(trees.pruned(root, most=3))] == ["c1", "c2", "c3"]


claims = st.sampled_from(["c1", "c2", "c3", "c4", "c5", "title"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(relations=st.lists(st.tuples(claims, claims), max_size=12))
def test_every_claim_stands_in_the_tree_once_though_relations_run_in_circles(
    tea: Digest, relations: list[tuple[str, str]]
) -> None:
    found = units(tea, relations)
    assert sorted(name for name, _, _ in found) == ["c1", "c2", "c3", "c4"]
    assert found[0] == ("c1", "lead", 0)
