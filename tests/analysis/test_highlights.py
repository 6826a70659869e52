"""Objections, questions, quoted sentences and agreement: each from a digest that a person can read."""

import pytest

from digest.analysis.highlights import agreements, most_quoted, open_questions, standing_objections
from digest.analysis.standing import judge
from digest.model import Claim, Digest, Document, Post, Quote, Relation


def digest(posts, *, relations=(), quotes=()):
    """Posts from id to (author, parent, text); each is one claim of the same id."""
    made = tuple(Post(key, text, author=author, parent=parent) for key, (author, parent, text) in posts.items())
    claims = tuple(Claim(post.id, post.id, 0, len(post.text), post.text, "claim", 0.9) for post in made)
    return Digest(
        Document("x.md", "x", "A tram", "markdown", made),
        tuple(quotes),
        judge(claims, relations=relations),
        tuple(relations),
        {},
        (),
        (),
        (),
    )


def relation(source, target, kind="attack", confidence=0.8):
    return Relation(source, target, kind, confidence, "but")


POSTS = {
    "a": ("ann", None, "Trams are quiet."),
    "b": ("ben", "a", "They squeal in bends."),
    "c": ("cid", "b", "Not since they were greased."),
}


def test_an_objection_stands_until_somebody_answers_it():
    first = [relation("b", "a")]
    assert [(one.claim.id, one.target.id) for one in standing_objections(digest(POSTS, relations=first))] == [
        ("b", "a")
    ]
    both = [*first, relation("c", "b")]
    assert [(one.claim.id, one.target.id) for one in standing_objections(digest(POSTS, relations=both))] == [("c", "b")]


def test_ones_own_correction_is_no_objection():
    posts = {**POSTS, "b": ("ann", "a", "No, I was wrong.")}
    assert standing_objections(digest(posts, relations=[relation("b", "a")])) == ()


def test_an_attack_on_the_title_is_an_objection_to_no_unit():
    assert standing_objections(digest(POSTS, relations=[relation("b", "title")])) == ()


def test_the_most_certain_objection_comes_first_and_each_unit_objects_once():
    relations = [
        relation("b", "a", confidence=0.4),
        relation("c", "a", confidence=0.9),
        relation("c", "b", "attack", 0.2),
    ]
    found = standing_objections(digest(POSTS, relations=relations))
    assert [(one.claim.id, one.target.id) for one in found] == [("c", "a")]


@pytest.mark.parametrize(
    ("text", "asked"),
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
def test_a_question_is_open_unless_it_is_rhetorical(text, asked):
    found = open_questions(digest({"a": ("ann", None, text)}))
    assert bool(found) == asked
    assert all(text[one.start : one.end] == one.text for one in found)


def test_a_question_that_another_person_replied_to_is_not_open():
    asked = {"a": ("ann", None, "How much does a tram cost per mile?")}
    assert open_questions(digest({**asked, "b": ("ben", "a", "Ten million.")})) == ()
    assert len(open_questions(digest({**asked, "b": ("ann", "a", "Anyone?")}))) == 1


def test_a_question_that_was_quoted_elsewhere_is_not_open():
    posts = {"a": ("ann", None, "How much does a tram cost per mile?"), "b": ("ben", None, "Ten million.")}
    quote = Quote("b", 0, 5, "How much", origin="post", source="a", source_start=0, source_end=8, score=1.0)
    assert open_questions(digest(posts, quotes=[quote])) == ()


def test_a_sentence_is_most_quoted_by_how_many_posts_repeat_it():
    posts = {
        "a": ("ann", None, "Trams are quiet. Buses are loud."),
        **{key: (key, "a", "No.") for key in ("b", "c", "d")},
    }
    spans = [("b", 0, 16), ("c", 0, 16), ("c", 2, 16), ("d", 17, 32)]
    quotes = [Quote(post, 0, 2, "", "post", "a", start, end, 1.0) for post, start, end in spans]
    whole = digest(posts, quotes=quotes)
    assert [(one.text, one.by) for one in most_quoted(whole)] == [("Trams are quiet.", ("b", "c"))]
    assert len(most_quoted(whole, least=1)) == 2


def test_a_quote_that_was_not_traced_or_is_of_oneself_counts_for_nothing():
    posts = {"a": ("ann", None, "Trams are quiet.")}
    quotes = [Quote("a", 0, 5, "Trams"), Quote("a", 0, 5, "Trams", "post", "a", 0, 16, 1.0)]
    assert most_quoted(digest(posts, quotes=quotes), least=1) == ()


def test_agreement_is_a_surviving_claim_that_others_support():
    relations = [relation("b", "a", "support"), relation("c", "a", "support")]
    (found,) = agreements(digest(POSTS, relations=relations))
    assert (found.claim.id, [one.id for one in found.by]) == ("a", ["b", "c"])


def test_nobody_agrees_with_a_defeated_claim_or_with_oneself():
    assert agreements(digest(POSTS, relations=[relation("b", "a", "support"), relation("c", "a")])) == ()
    posts = {**POSTS, "b": ("ann", "a", "Quiet, I say.")}
    assert agreements(digest(posts, relations=[relation("b", "a", "support")])) == ()
