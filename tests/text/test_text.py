"""Spans, sentences, folding and slugs keep their promises for any text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Block, Post
from digest.text.normal import normal
from digest.text.sentences import sentences_of, split
from digest.text.slugs import LONGEST, slugify
from digest.text.spans import Span, Stretches, cut

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


@given(
    st.lists(
        st.sampled_from(["tea is hot. ", "a" * 9000, " ", "No! ", "`" * 500, "e.g. this"]), min_size=1, max_size=40
    )
)
def test_a_very_long_line_is_split_piece_by_piece_and_loses_no_word(parts: list[str]) -> None:
    line = "".join(parts)
    spans = list(split(line, offset=7))
    assert all(line[span.start - 7 : span.end - 7] == span.text for span in spans)
    assert "".join("".join(span.text.split()) for span in spans) == "".join(line.split())


def test_no_line_is_split_at_once_that_is_longer_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def note(language: str, text: str) -> list[dict[str, int]]:
        seen.append(len(text))
        return []

    monkeypatch.setattr("digest.text.sentences.sentencex.get_sentence_boundaries", note)
    list(split("<!--" * 30_000))
    assert sum(seen) == 120_000
    assert max(seen) <= 8192


def test_a_long_line_is_cut_where_a_sentence_ends() -> None:
    sentence = "Tea is good because it is hot and it is cheap. "
    assert {span.text for span in split(sentence * 1000)} == {sentence.strip()}


def test_stretches_are_found_by_what_they_share_a_character_with() -> None:
    spans = [Span(at, at + size, "") for at in range(0, 50, 5) for size in (1, 3, 12)]
    found = Stretches(spans)
    for start in range(60):
        for end in range(start + 1, 62):
            assert sorted(map(id, found.over(start, end))) == sorted(
                id(one) for one in spans if one.start < end and one.end > start
            )
