"""What the sides of a debate are about: rules for titles, questions and openings."""

import pytest

from digest.analysis import claims as claim_stage
from digest.analysis.sides import propose
from digest.analysis.sides.proposition import statement
from digest.model import OPENING, Document, Post


def titled(title: str, opening: str = "", *, language: str = "en") -> Document:
    posts = (Post(OPENING, opening, author="Ada"), Post("a", "I am not so sure.", author="Ben", parent=OPENING))
    return Document("d.md", "d", title, "markdown", posts if opening else (Post("a", "Hm."),), language=language)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Should we build more trams?", "We should build more trams."),
        ("Is nuclear power safe?", "Nuclear power is safe."),
        ("Should a mayor ride the bus?", "A mayor should ride the bus."),
        ("Do we need a second bridge?", "We need a second bridge."),
        ("Isn't it time to close the harbour?", "It is time to close the harbour."),
        ("Rents are too high, so what can the town do?", "Rents are too high."),
    ],
)
def test_a_question_that_yes_answers_becomes_the_statement(question: str, said: str) -> None:
    assert statement(question) == said


@pytest.mark.parametrize("question", ["Why trams?", "Who pays for the bridge?", "Is tea or coffee better?"])
def test_a_question_that_yes_does_not_answer_is_no_statement(question: str) -> None:
    assert statement(question) is None


def test_a_word_order_that_no_rule_undoes_is_left_alone() -> None:
    assert statement("Are tram drivers happier than bus drivers?") == (
        "The answer to “Are tram drivers happier than bus drivers?” is yes."
    )


@pytest.mark.parametrize("title", ["AITA for selling my brother's bike?", "Am I wrong to keep the deposit?"])
def test_whoever_asks_to_be_judged_is_in_the_right_or_not(title: str) -> None:
    found = propose(titled(title))
    assert found is not None
    assert found.text == "The poster is in the right."


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("CMV: Tea is better than coffee", "Tea is better than coffee."),
        ("CMV: I believe that tea is better than coffee", "Tea is better than coffee."),
        ("Geothermal may beat batteries (2022)", "Geothermal may beat batteries."),
        ("Why you should learn to swim", "You should learn to swim."),
    ],
)
def test_a_title_that_claims_something_is_taken_without_its_label(title: str, said: str) -> None:
    found = propose(titled(title))
    assert found is not None
    assert found.text == said


@pytest.mark.parametrize(
    "title", ["Show HN: A map of all trams", "The harbour", "Trams vs. buses", "Why did the bridge close?"]
)
def test_where_nothing_is_claimed_there_is_no_proposition(title: str) -> None:
    assert propose(titled(title)) is None


def test_a_headline_that_claims_nothing_leaves_it_to_the_openings_question() -> None:
    found = propose(titled("The harbour", "Should the town close the harbour?"))
    assert found is not None
    assert found.text == "The town should close the harbour."


def test_an_openings_thesis_names_the_claim_whose_words_it_is() -> None:
    document = titled(
        "The harbour", "Ships bring nothing but noise to us. The harbour should be closed because nobody needs ships."
    )
    claims = claim_stage.find(document, quotes=())
    found = propose(document, claims=claims)
    assert found is not None
    assert found.claim is None or found.text in {claim.text for claim in claims if claim.id == found.claim}
    assert "harbour" in found.text


def test_another_languages_question_is_not_turned_by_english_rules() -> None:
    assert propose(titled("Sollen wir Trams bauen?", language="de")) is None
