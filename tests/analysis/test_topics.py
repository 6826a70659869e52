"""Topics: who argues, how posts are grouped, and what a group is called."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest import analyze
from digest.analysis.topics import FEATURES, arguing, described, pairs, partition
from digest.model import Block, Claim, Document, Keyphrase, KeyPoint, Occurrence, Post
from tests.effort import amount

COST = [
    "The tram costs far more money than the buses that it replaces.",
    "The price of laying rails is more than the town can pay.",
    "The budget has no money left for rails and wires.",
    "Buses cost a third of the price, rails and wires included.",
    "Who pays the price of the rails when the budget is spent?",
]
NOISE = [
    "Trams squeal in every bend and wake the whole street at night.",
    "The noise at night is worse than the noise of the buses by day.",
    "Greased wheels make no noise in the bend, even late at night.",
    "My bedroom is at the bend, and the squeal wakes me every night.",
    "Quiet nights matter more to the street than a quick ride home.",
]


def document(*posts: Post) -> Document:
    return Document("tram.md", "tram", "Should the town build a tram?", "markdown", posts)


def claims_of(debate: Document) -> list[Claim]:
    return [Claim(f"c-{one.id}", one.id, 0, len(one.text), one.text, "claim", 0.9) for one in debate.posts if one.text]


def two_quarrels() -> Document:
    """Two branches, each about one thing, of people who answer each other."""
    branches = [
        Post(f"{name}{at}", text, author=f"{name}{at}", parent=f"{name}{at - 1}" if at else "op")
        for name, texts in (("c", COST), ("n", NOISE))
        for at, text in enumerate(texts)
    ]
    return document(Post("op", "The council wants to build a tram line by next year."), *branches)


def test_branches_about_different_things_are_different_topics() -> None:
    debate = two_quarrels()
    groups = partition(debate, claims=claims_of(debate))
    assert len(groups) >= 2
    for group in groups:
        assert len({post[0] for post in group} - {"o"}) == 1, groups


def test_topics_share_no_post_and_hold_all_that_argue() -> None:
    debate = two_quarrels()
    claims = claims_of(debate)
    groups = partition(debate, claims=claims)
    held = [post for group in groups for post in group]
    assert len(held) == len(set(held))
    assert set(held) == {post.id for post in arguing(debate, claims=claims)}


def test_a_debate_of_a_few_posts_is_one_topic() -> None:
    debate = document(*(Post(f"p{at}", text) for at, text in enumerate(COST[:2] + NOISE[:2])))
    assert partition(debate, claims=claims_of(debate)) == (("p0", "p1", "p2", "p3"),)


def test_a_debate_in_which_nobody_argues_has_no_topics() -> None:
    debate = document(Post("a", "Thanks!"), Post("b", ""), Post("c", "Same here, lol."))
    assert partition(debate, claims=()) == ()


@pytest.mark.parametrize(
    ("text", "argues"),
    [
        ("The tram costs far more money than the buses.", True),
        ("Thanks, that helped me a lot!", False),
        ("> The tram costs far more money than the buses that it replaces.\n\nYes.", False),
        ("I am a bot, and this action was performed automatically. Please contact the moderators.", False),
    ],
)
def test_thanks_bare_assent_and_bots_argue_nothing(text: str, argues: bool) -> None:
    quote = (Block("quote", 0, text.index("\n"), 1),) if text.startswith(">") else ()
    debate = document(Post("a", text, blocks=quote))
    claim = Claim("c", "a", 0, len(text), text, "claim", 0.9)
    assert bool(arguing(debate, claims=[claim])) == argues


def test_a_large_debate_has_at_most_eight_topics_none_of_a_single_post() -> None:
    rng = random.Random(4)
    things = ["rails", "night", "budget", "bend", "street", "council", "driver", "ticket", "school", "river", "market"]
    posts = [Post("op", "The council wants to build a tram line by next year.")]
    for at in range(700):
        words = " ".join(rng.choices(things, k=12))
        parent = rng.choice(posts).id if at % 3 else "op"
        posts.append(Post(f"p{at}", f"I say that the {words} decide it.", author=f"a{at % 90}", parent=parent))
    debate = document(*posts)
    groups = partition(debate, claims=claims_of(debate))
    assert 2 <= len(groups) <= 8
    assert all(len(group) > 1 for group in groups)
    assert sum(map(len, groups)) == 701


@settings(max_examples=amount(20, thorough=160))
@given(st.lists(st.integers(0, 40), min_size=1, max_size=25))
def test_distance_in_the_tree_is_the_number_of_steps_between_two_posts(ups: list[int]) -> None:
    posts = [Post("p0", "x")]
    for at, up in enumerate(ups, 1):
        posts.append(Post(f"p{at}", "x", parent=f"p{up % at}" if up < 35 else None))
    debate = document(*posts)
    above = {post.id: post.parent or "root" for post in posts}

    def path(name: str) -> list[str]:
        found = [name]
        while found[-1] != "root":
            found.append(above[found[-1]])
        return found

    near = pairs(debate, posts, posts)[..., FEATURES.index("near")]
    for at, one in enumerate(posts):
        for to, other in enumerate(posts):
            here, there = path(one.id), path(other.id)
            steps = min(here.index(name) + there.index(name) for name in here if name in there)
            assert near[at, to] == pytest.approx(np.exp(-0.5 * steps))


def test_a_topic_is_called_by_the_phrase_that_sets_it_apart_else_by_its_first_point() -> None:
    debate = document(*(Post(f"p{at}", text) for at, text in enumerate(COST[:2] + NOISE[:2])))
    uses = Occurrence("p0", 0, 3), Occurrence("p1", 0, 3)
    phrase = Keyphrase("laying rails", "lay rail", ("laying rails",), 2.0, uses)
    point = KeyPoint(NOISE[0], "against", ("p2",), (), id="k", post="p2", start=0, end=len(NOISE[0]))
    first, second = described(
        [("p0", "p1"), ("p2", "p3")], document=debate, threads=(), key_points=(point,), keyphrases=(phrase,)
    )
    assert first.title == "Laying rails"
    assert second.title == NOISE[0].rstrip(".")
    assert (first.key_points, second.key_points) == ((), ("k",))


def test_threads_stay_within_a_topic_and_noise_is_in_neither() -> None:
    debate = two_quarrels()
    noise = Post("z", "Thanks!", author="zoe", parent="c1")
    found = analyze(document(*debate.posts, noise))
    home = {post: topic.id for topic in found.topics for post in topic.posts}
    assert "z" not in home
    for thread in found.threads:
        assert len({home[post] for post in thread.posts}) == 1
    assert sorted(thread for topic in found.topics for thread in topic.threads) == sorted(
        thread.id for thread in found.threads
    )


def test_the_order_of_branches_changes_no_group() -> None:
    debate = two_quarrels()
    opening, *rest = debate.posts
    turned = document(opening, *rest[5:], *rest[:5])
    there = {frozenset(group) - {"op"} for group in partition(debate, claims=claims_of(debate))}
    assert there == {frozenset(group) - {"op"} for group in partition(turned, claims=claims_of(turned))}
