"""Spans, sentences, folding and slugs keep their promises for any text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from digest.model import Block, Post
from digest.text.normal import normal
from digest.text.sentences import sentences_of, split
from digest.text.slugs import LONGEST, slugify
from digest.text.spans import cut

TEXTS = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=200)


@given(TEXTS)
def test_a_sentence_is_what_stands_at_its_offsets(text: str) -> None:
    spans = list(split(text))
    assert all(text[s.start : s.end] == s.text == s.text.strip() for s in spans)
    assert [s.start for s in spans] == sorted(s.start for s in spans)


@given(TEXTS)
def test_sentences_lose_nothing_but_white_space(text: str) -> None:
    assert "".join("".join(s.text.split()) for s in split(text)) == "".join(text.split())


def test_sentences_of_a_post_leave_out_quotes_and_code() -> None:
    text = "> They lie.\n\nDo they? No.\n\nx = 1"
    post = Post("a", text, blocks=(Block("quote", 0, 11, 1), Block("paragraph", 13, 25), Block("code", 27, 32)))
    assert [s.text for s in sentences_of(post)] == ["Do they?", "No."]


def test_abbreviations_and_numbers_do_not_end_a_sentence() -> None:
    text = "Dr. Moss pays $3.50, e.g. for tea. It is cheap."
    assert [s.text for s in split(text)] == ["Dr. Moss pays $3.50, e.g. for tea.", "It is cheap."]


@given(TEXTS)
def test_folding_knows_the_way_back(text: str) -> None:
    folded = normal(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    start, end = folded.back(0, len(folded.text))
    assert normal(text[start:end]).text == folded.text


def test_copies_that_differ_in_quotes_dashes_and_white_space_are_equal() -> None:
    assert normal("“It’s—well… fine”").text == normal('"It\'s-well...  FINE"').text


@given(TEXTS, st.integers(0, 200), st.integers(0, 200))
def test_a_cut_span_is_what_stands_at_its_offsets(text: str, start: int, end: int) -> None:
    span = cut(text, min(start, end), max(start, end))
    assert text[span.start : span.end] == span.text


@given(TEXTS)
def test_a_slug_is_safe_as_a_file_and_in_an_address(text: str) -> None:
    slug = slugify(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= LONGEST + len("untitled-")
    assert slug not in {"con", "nul", "index", "transcript", "templates"}


def test_a_slug_stands_for_a_title_in_any_script() -> None:
    assert slugify("原子力は必要か") != slugify("車は必要か")
    assert slugify("../../etc/passwd") == "etc-passwd"
