"""Objections, questions and quoted sentences, each from a debate that a person can read."""

import pytest

from digest.analysis.highlights import most_quoted, open_questions, unanswered_objections
from digest.analysis.standing import judge
from digest.model import Claim, Document, Post, Quote, Relation


def document(posts):
    """Posts from id to (author, parent, text)."""
    made = tuple(Post(key, text, author=author, parent=parent) for key, (author, parent, text) in posts.items())
    return Document("x.md", "x", "A tram", "markdown", made)


def objections(posts, relations):
    """The pairs of posts of which one objects to the other; each post is one claim of the same id."""
    debate = document(posts)
    claims = [Claim(post.id, post.id, 0, len(post.text), post.text, "claim", 0.9) for post in debate.posts]
    found = unanswered_objections(debate, claims=judge(claims, relations=relations), relations=relations)
    return [(one.claim, one.target) for one in found]


def asked(posts, quotes=()):
    return open_questions(document(posts), quotes=quotes)


def relation(source, target, kind="attack", confidence=0.8):
    return Relation(source, target, kind, confidence, "but")


POSTS = {
    "a": ("ann", None, "Trams are quiet."),
    "b": ("ben", "a", "They squeal in bends."),
    "c": ("cid", "b", "Not since they were greased."),
}


def test_an_objection_stands_until_somebody_answers_it():
    first = [relation("b", "a")]
    assert objections(POSTS, first) == [("b", "a")]
    both = [*first, relation("c", "b")]
    assert objections(POSTS, both) == [("c", "b")]


def test_ones_own_correction_is_no_objection():
    posts = {**POSTS, "b": ("ann", "a", "No, I was wrong.")}
    assert objections(posts, [relation("b", "a")]) == []


def test_an_attack_on_the_title_is_an_objection_to_no_unit():
    assert objections(POSTS, [relation("b", "title")]) == []


def test_the_most_certain_objection_comes_first_and_each_unit_objects_once():
    relations = [
        relation("b", "a", confidence=0.4),
        relation("c", "a", confidence=0.9),
        relation("c", "b", "attack", 0.2),
    ]
    assert objections(POSTS, relations) == [("c", "a")]


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("How much does a tram cost per mile?", True),
        ("And who pays for it when the state does not?", True),
        ("Nice plan. Does anybody know when it starts?", True),
        ("How much does it cost? Far too much for us.", False),
        ("Who cares about your tram anyway?", False),
        ("You like trams, right?", False),
        ("Really?", False),
        ("> How much does it cost?", False),
    ],
)
def test_a_question_is_open_unless_it_is_rhetorical(text, is_open):
    found = asked({"a": ("ann", None, text)})
    assert bool(found) == is_open
    assert all(text[one.start : one.end] == one.text for one in found)


def test_a_question_that_another_person_replied_to_is_not_open():
    question = {"a": ("ann", None, "How much does a tram cost per mile?")}
    assert asked({**question, "b": ("ben", "a", "Ten million.")}) == ()
    assert len(asked({**question, "b": ("ann", "a", "Anyone?")})) == 1


def test_a_question_that_was_quoted_elsewhere_is_not_open():
    posts = {"a": ("ann", None, "How much does a tram cost per mile?"), "b": ("ben", None, "Ten million.")}
    quote = Quote("b", 0, 5, "How much", origin="post", source="a", source_start=0, source_end=8, score=1.0)
    assert asked(posts, [quote]) == ()


def test_a_sentence_is_most_quoted_by_how_many_posts_repeat_it():
    posts = {
        "a": ("ann", None, "Trams are quiet. Buses are loud."),
        **{key: (key, "a", "No.") for key in ("b", "c", "d")},
    }
    spans = [("b", 0, 16), ("c", 0, 16), ("c", 2, 16), ("d", 17, 32)]
    quotes = [Quote(post, 0, 2, "", "post", "a", start, end, 1.0) for post, start, end in spans]
    found = most_quoted(document(posts), quotes=quotes)
    assert [(one.text, one.by) for one in found] == [("Trams are quiet.", ("b", "c"))]
    assert len(most_quoted(document(posts), quotes=quotes, least=1)) == 2


def test_a_quote_that_was_not_traced_or_is_of_oneself_counts_for_nothing():
    posts = {"a": ("ann", None, "Trams are quiet.")}
    quotes = [Quote("a", 0, 5, "Trams"), Quote("a", 0, 5, "Trams", "post", "a", 0, 16, 1.0)]
    assert most_quoted(document(posts), quotes=quotes, least=1) == ()
