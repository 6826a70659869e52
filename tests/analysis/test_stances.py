"""Stances: how each post stands to what it answers."""

from __future__ import annotations

from digest.analysis import stances
from digest.model import TITLE, Claim, Document, Post, Relation, RelationType


def _claim(name: str, post: str) -> Claim:
    return Claim(name, post, 0, 4, "text", "claim", 0.9)


POSTS = (Post("op", "text"), Post("a", "text", parent="op"), Post("b", "text", parent="a"), Post("c", "text"))
CLAIMS = (_claim("o", "op"), _claim("a1", "a"), _claim("a2", "a"), _claim("b1", "b"), _claim("c1", "c"))


def _stances(*relations: tuple[str, str, RelationType, float], posts: tuple[Post, ...] = POSTS) -> dict[str, str]:
    document = Document("d.md", "d", "A title", "markdown", posts)
    arrows = [Relation(source, target, kind, sure, "a cue") for source, target, kind, sure in relations]
    return dict(stances.of_posts(document, claims=CLAIMS, relations=arrows, quotes=()))


def test_every_post_has_a_stance_and_it_is_neutral_where_nothing_is_known() -> None:
    assert _stances() == {"op": "neutral", "a": "neutral", "b": "neutral", "c": "neutral"}


def test_a_reply_stands_to_its_parent_as_its_relations_do() -> None:
    found = _stances(("a1", "o", "attack", 0.7), ("b1", "a1", "support", 0.6))
    assert (found["a"], found["b"]) == ("attack", "support")


def test_an_attack_on_an_attack_is_an_attack() -> None:
    assert _stances(("a1", "o", "attack", 0.7), ("b1", "a1", "attack", 0.6))["b"] == "attack"


def test_the_type_with_the_most_confidence_wins() -> None:
    both = (("a1", "o", "support", 0.5), ("a2", "o", "attack", 0.4), ("a1", "o", "attack", 0.3))
    assert _stances(*both)["a"] == "attack"


def test_equal_weights_are_neutral() -> None:
    assert _stances(("a1", "o", "support", 0.5), ("a2", "o", "attack", 0.5))["a"] == "neutral"


def test_a_top_level_post_stands_to_the_title() -> None:
    found = _stances(("o", TITLE, "support", 0.6), ("c1", TITLE, "attack", 0.6))
    assert (found["op"], found["c"]) == ("support", "attack")


def test_a_reply_to_the_opening_may_answer_its_title() -> None:
    assert _stances(("a1", TITLE, "attack", 0.6))["a"] == "attack"


def test_what_is_said_inside_a_post_or_of_a_post_further_up_is_no_stance() -> None:
    assert _stances(("a2", "a1", "attack", 0.9), ("b1", "o", "attack", 0.9), ("b1", TITLE, "attack", 0.9)) == {
        "op": "neutral", "a": "neutral", "b": "neutral", "c": "neutral",
    }  # fmt: skip


def test_a_deleted_post_is_neutral() -> None:
    posts = (Post("op", "text"), Post("a", "", parent="op", status="deleted"))
    assert _stances(("a1", "o", "attack", 0.9), posts=posts)["a"] == "neutral"
