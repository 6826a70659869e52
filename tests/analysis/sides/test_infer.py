"""Sides and stances of small invented debates."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.analysis import quotes as quote_stage
from digest.analysis import sides
from digest.analysis.sides import PostSide
from digest.model import OPENING, Document, Post
from tests.effort import amount


def debate(*posts: Post, title: str = "Should we build trams?") -> Document:
    return Document("d.md", "d", title, "markdown", posts)


def told(document: Document) -> dict[str, PostSide]:
    return dict(sides.infer(document, quotes=quote_stage.trace(document)).of)


THESIS = Post(OPENING, "I think we should build trams, since they move more people than cars do.", author="Ada")
DENIAL = Post(
    "a",
    "No, I disagree. Trams are far too expensive for a town of this size, and your numbers are wrong.",
    author="Ben",
    parent=OPENING,
)
REBUTTAL = Post(
    "b",
    "That's not true. You are ignoring what the roads cost us, and no town has regretted its trams.",
    author="Ada",
    parent="a",
)
INSISTENCE = Post(
    "c",
    "You are wrong about the roads. Nobody pays for roads alone, so that comparison doesn't show anything.",
    author="Ben",
    parent="b",
)
AGREEMENT = Post(
    "e", "Exactly. I agree, my street had the same trouble and I was glad about it.", author="Eve", parent="c"
)


def test_two_people_who_contradict_each_other_are_on_different_sides() -> None:
    found = told(debate(THESIS, DENIAL, REBUTTAL, INSISTENCE))
    assert {found[OPENING].side, found["b"].side} == {"for"}
    assert {found["a"].side, found["c"].side} == {"against"}


def test_the_same_person_keeps_a_side() -> None:
    posts = [THESIS, DENIAL, REBUTTAL, INSISTENCE]
    posts.append(Post("f", "The roads have to be built in any case, and they carry the buses.", "Ben", parent="b"))
    found = told(debate(*posts))
    assert found["f"].side in ("against", "neither")
    assert found["a"].side == "against"


def test_an_agreement_turns_the_edge() -> None:
    denied = replace(AGREEMENT, text="No, that's wrong. You are ignoring how much the roads cost every single year.")
    agreed = told(debate(THESIS, DENIAL, REBUTTAL, INSISTENCE, AGREEMENT))
    opposed = told(debate(THESIS, DENIAL, REBUTTAL, INSISTENCE, denied))
    assert agreed["e"].stance == "support"
    assert opposed["e"].stance == "attack"
    assert agreed["e"].side != opposed["e"].side


def test_a_question_is_on_neither_side() -> None:
    asks = Post("q", "Thanks! Which line was that?", author="Quinn", parent="b")
    found = told(debate(THESIS, DENIAL, REBUTTAL, asks))
    assert found["q"].side == "neither"


def test_a_deleted_post_is_on_neither_side_and_breaks_nothing() -> None:
    gone = Post("g", "", parent=OPENING, status="deleted")
    below = Post("h", "No, that is wrong, since trams are cheap to run.", author="Hal", parent="g")
    found = told(debate(THESIS, DENIAL, gone, below))
    assert found["g"].side == "neither"
    assert set(found) == {OPENING, "a", "g", "h"}


def test_a_plain_verdict_decides() -> None:
    posts = (
        Post(OPENING, "I sold my brother's bike without asking him. He is furious.", author="Ada"),
        Post("y", "YTA, you sold what was not yours.", author="Yan", parent=OPENING),
        Post("n", "NTA, your brother left it with you for years.", author="Noa", parent=OPENING),
    )
    found = told(debate(*posts, title="AITA for selling my brother's bike?"))
    assert (found["y"].side, found["n"].side) == ("against", "for")


def test_posts_without_a_name_are_no_one_person() -> None:
    posts = [replace(post, author=None) for post in (THESIS, DENIAL, REBUTTAL, INSISTENCE)]
    found = told(debate(*posts))
    assert found["a"].side == "against"
    assert found["a"].side_confidence < told(debate(THESIS, DENIAL, REBUTTAL, INSISTENCE))["a"].side_confidence + 0.1


def test_there_is_something_told_of_every_post_and_nothing_of_an_empty_debate() -> None:
    assert told(debate()) == {}
    found = told(debate(Post("a", "Trams.")))
    assert found["a"].stance == "neutral"
    assert 0 <= found["a"].side_confidence <= 1


@settings(max_examples=amount(12, thorough=80), deadline=None)
@given(st.permutations([DENIAL, replace(DENIAL, id="z", author="Zoe", text="Yes, I agree, trams are great.")]))
def test_the_order_of_siblings_does_not_matter(order: list[Post]) -> None:
    posts = [THESIS, *order, REBUTTAL]
    assert told(debate(*posts)) == told(debate(THESIS, *sorted(order, key=lambda post: post.id), REBUTTAL))


def test_the_same_debate_gets_the_same_answer() -> None:
    document = debate(THESIS, DENIAL, REBUTTAL, INSISTENCE, AGREEMENT)
    assert told(document) == told(document)
