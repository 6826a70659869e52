"""Candidates are whole sentences of the author's own, verbatim, and nothing else."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.analysis.points.candidates import candidates
from digest.model import Block, Document, Mark, Post, Quote

CLAIM = "Trams carry more people than cars do."


def found(text, *, blocks=(), marks=(), quotes=()):
    post = Post("p", text, blocks=tuple(blocks), marks=tuple(marks))
    return candidates(Document("d.md", "d", "Trams", "markdown", (post,)), quotes=quotes)


def texts(text, **more):
    return [one.text for one in found(text, **more)]


def test_a_sentence_is_a_candidate_with_its_place():
    (one,) = found(f"Yes. {CLAIM}")
    assert (one.text, one.start, one.end, one.at) == (CLAIM, 5, 5 + len(CLAIM), 1)


@pytest.mark.parametrize(
    "text",
    [
        "Consider what the author says at the very end:",
        "Thanks for writing all of this down today!",
        "Hello everybody in this wonderful thread.",
        "https://trams.example/why-they-are-good and more words",
        "Which is extremely odd in a town of this size.",
        "Trams rock!",
        'He wrote "the trams are too loud for us.',
        "Regards from the town on the river",
    ],
)
def test_what_nobody_could_take_in_alone_is_no_candidate(text):
    assert texts(text) == []


def test_quoted_words_are_no_candidates():
    text = f"> {CLAIM}\n\nBuses carry just as many people at peak hours."
    blocks = (Block("quote", 0, len(CLAIM) + 2, 1), Block("paragraph", len(CLAIM) + 4, len(text)))
    (one,) = found(text, blocks=blocks)
    assert one.text.startswith("Buses")
    assert one.after_quote


def test_words_quoted_within_a_sentence_are_no_candidate():
    text = f'"{CLAIM}"'
    assert texts(text, quotes=[Quote("p", 1, 1 + len(CLAIM), CLAIM)]) == []


@pytest.mark.parametrize("kind", ["heading", "footnote", "code"])
def test_headings_footnotes_and_code_are_no_candidates(kind):
    assert texts(CLAIM, blocks=[Block(kind, 0, len(CLAIM), 1)]) == []


def test_a_sentence_that_is_mostly_inline_code_is_no_candidate():
    text = "Run make all install clean please."
    assert texts(text, marks=[Mark("code", 4, 26)]) == []


def test_halves_of_a_sentence_that_a_line_end_split_are_no_candidates():
    assert texts("Trams carry more people than\ncars and buses do together.") == []


@pytest.mark.parametrize("opening", ["But ", "And so, ", "NTA. ", "NTA, ", "Well, ", "- ", "However, ", "2) "])
def test_words_that_tie_a_sentence_to_another_are_left_out(opening):
    assert texts(opening + CLAIM[0].lower() + CLAIM[1:])[-1].lower() == CLAIM.lower()


@given(st.text(alphabet="Trams are good. But\n>\"'#-:“”,?!()1é", max_size=200))
def test_candidates_are_verbatim_in_order_and_never_overlap(text):
    some = found(text)
    for one in some:
        assert text[one.start : one.end] == one.text == one.text.strip()
    assert all(one.end <= other.start for one, other in pairwise(some))
