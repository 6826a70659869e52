"""The grounded labelling, by the textbook's examples and against a naive fixpoint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.analysis.standing import grounded, judge, steps_that_hold
from digest.model import Claim, Relation


def units(names):
    return [Claim(name, f"post-{name}", 0, 1, name, "claim", 1.0) for name in names]


def attack(source, target, *, undercut=False):
    return Relation(source, target, "attack", 0.9, "but", undercut=undercut)


def support(source, target):
    return Relation(source, target, "support", 0.9, "because")


def standing(names, *relations):
    return {claim.id: claim.standing for claim in judge(units(names), relations=relations)}


TEXTBOOK = {
    "unattacked": ("a", "", {"a": "in"}),
    "reinstatement": ("abc", "ab bc", {"a": "in", "b": "out", "c": "in"}),
    "chain of four": ("abcd", "ab bc cd", {"a": "in", "b": "out", "c": "in", "d": "out"}),
    "even cycle (Nixon diamond)": ("ab", "ab ba", {"a": "undecided", "b": "undecided"}),
    "even cycle of four": ("abcd", "ab bc cd da", dict.fromkeys("abcd", "undecided")),
    "odd cycle of three": ("abc", "ab bc ca", dict.fromkeys("abc", "undecided")),
    "self-attack": ("a", "aa", {"a": "undecided"}),
    "self-attacker attacked from outside": ("ab", "bb ab", {"a": "in", "b": "out"}),
    "self-attacker attacks another": ("ab", "aa ab", {"a": "undecided", "b": "undecided"}),
    "cycle broken from outside": ("abc", "ab ba cb", {"a": "in", "b": "out", "c": "in"}),
    # Floating defeat: a and b exclude each other and both attack c, which defends d. Any preferred extension defeats c,
    # the grounded one does not decide.
    "floating defeat": ("abcd", "ab ba ac bc cd", dict.fromkeys("abcd", "undecided")),
    "two attackers, one answered": ("abcd", "ab bd cd", {"a": "in", "b": "out", "c": "in", "d": "out"}),
    "attack on an attack on both sides": (
        "abcde",
        "ab bc de ec",
        {"a": "in", "b": "out", "c": "in", "d": "in", "e": "out"},
    ),
}


@pytest.mark.parametrize("name", TEXTBOOK)
def test_textbook_example(name):
    arguments, attacks, labels = TEXTBOOK[name]
    assert grounded(arguments, attacks=[tuple(pair) for pair in attacks.split()]) == labels


def test_standing_is_told_in_the_words_of_the_contract():
    got = standing("abcde", attack("a", "b"), attack("b", "c"), attack("d", "e"), attack("e", "d"))
    assert got == {"a": "stands", "b": "defeated", "c": "answered", "d": "contested", "e": "contested"}


def test_support_and_the_title_change_no_standing():
    assert standing("ab", support("a", "b"), attack("a", "title")) == {"a": "stands", "b": "stands"}


def test_a_relation_to_an_unknown_unit_is_left_out():
    assert standing("a", attack("ghost", "a"), attack("a", "ghost")) == {"a": "stands"}


def test_an_undercut_takes_the_support_and_leaves_the_words():
    step = support("premise", "claim")
    denied = attack("critic", "premise", undercut=True)
    names = ["premise", "claim", "critic"]
    assert standing(names, step, denied) == dict.fromkeys(names, "stands")
    assert steps_that_hold(units(names), relations=[step, denied]) == ()


def test_an_undercut_that_is_itself_defeated_gives_the_support_back():
    step = support("premise", "claim")
    relations = [step, attack("critic", "premise", undercut=True), attack("defender", "critic")]
    assert steps_that_hold(units(["premise", "claim", "critic", "defender"]), relations=relations) == (step,)


def test_an_undercut_of_a_claim_takes_all_its_supports():
    relations = [support("p", "c"), support("q", "c"), support("q", "d"), attack("x", "c", undercut=True)]
    assert steps_that_hold(units("pqcdx"), relations=relations) == (relations[2],)


def test_a_step_falls_with_its_premise():
    assert steps_that_hold(units("pcx"), relations=[support("p", "c"), attack("x", "p")]) == ()


def test_claims_keep_their_order_and_words():
    before = units("abc")
    after = judge(before, relations=[attack("a", "b")])
    assert [(one.id, one.text, one.post) for one in after] == [(one.id, one.text, one.post) for one in before]


def naive(arguments, attacks):
    """The definition, word for word: the least fixpoint of what is acceptable."""
    accepted = set()
    while True:
        out = {b for a, b in attacks if a in accepted}
        more = {x for x in arguments if all(a in out for a, b in attacks if b == x)}
        if more == accepted:
            return {x: "in" if x in accepted else "out" if x in out else "undecided" for x in arguments}
        accepted = more


graphs = st.integers(1, 8).flatmap(
    lambda n: st.tuples(
        st.just(range(n)),
        st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=3 * n),
    )
)


@given(graphs)
def test_the_labelling_is_the_least_fixpoint(graph):
    arguments, attacks = graph
    assert grounded(arguments, attacks=attacks) == naive(arguments, attacks)


@given(graphs, st.randoms())
def test_the_order_of_attacks_does_not_matter(graph, random):
    arguments, attacks = graph
    shuffled = list(attacks)
    random.shuffle(shuffled)
    assert grounded(arguments, attacks=attacks) == grounded(arguments, attacks=shuffled)


@pytest.mark.timeout(60)  # a quadratic cost would take hours
def test_a_hundred_thousand_attacks_take_linear_time():
    for n in (100_000, 100_001):
        labels = grounded(range(n + 1), attacks=[(at, at + 1) for at in range(n)])
        assert labels[n] == ("in" if n % 2 == 0 else "out")


def test_everything_attacks_one_and_one_attacks_everything():
    n = 50_000
    attacks = [(at, 0) for at in range(1, n)] + [(0, at) for at in range(1, n)]
    assert set(grounded(range(n), attacks=attacks).values()) == {"undecided"}
