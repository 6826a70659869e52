"""Words are found in whatever spelling, and where they stand is told in the text as it is."""

import html
import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.text.spelling import Phrases, folded_words

NAME = "Jörg Müßlin"
SPELLINGS = [
    "Jörg Müßlin",
    "JÖRG MÜSSLIN",
    "jorg musslin",
    "Joerg Muesslin",
    unicodedata.normalize("NFD", "Jörg Müßlin"),
    "J\u00adörg Mü\u200bß\u2060lin",
    "Jörg\u00a0Müßlin",
    "Jörg\n> Müßlin",
    "Jörg_Müßlin",
    "J%C3%B6rg_M%C3%BC%C3%9Flin",
    "J%c3%b6rg%20M%c3%bc%c3%9flin",
    "joerg-muesslin",
    "joergmuesslin",
    "J&ouml;rg M&#252;&#xDF;lin",
    "J\\u00f6rg M\\xfc\\u00dflin",
    "Ｊöｒｇ Müßlin",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("around", ["{}", "ask {}.", "(https://example.org/{}?x=1)", "@{}: no", "é{} é"])
def test_a_name_is_found_as_it_is_spelt(spelling: str, around: str) -> None:
    text = around.format(spelling) if around != "é{} é" else f"é {spelling} é"
    assert [text[one.start : one.end] for one in Phrases([NAME]).find(text)] == [spelling]


@pytest.mark.parametrize(
    "text", ["Jörgen Müßlin", "Jörg and Müßlin", "Müßlin Jörg", "xJörg Müßlin", "Jörg Müßlins", ""]
)
def test_other_words_are_not_found(text: str) -> None:
    assert Phrases([NAME]).find(text) == []


def test_a_name_in_plain_letters_is_found_with_accents() -> None:
    assert len(Phrases(["Mueller", "Muller"]).find("Müller and müller")) == 2


def test_scripts_without_blanks_need_no_word_ends() -> None:
    text = "昨日田中さんが言った"
    assert [text[one.start : one.end] for one in Phrases(["田中"]).find(text)] == ["田中"]


def test_of_phrases_that_overlap_the_longer_one_is_found() -> None:
    found = Phrases(["Ann", "Ann Lee", "Lee Park"]).find("Ann Lee Park and Ann")
    assert [(one.start, one.end) for one in found] == [(0, 12), (17, 20)]


def test_nothing_is_found_by_phrases_without_words() -> None:
    assert not Phrases(["…", "", "?!"])
    assert Phrases(["…"]).find("a … b") == []


words = st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=3, max_size=8)


@given(st.lists(words, min_size=1, max_size=3), st.text(max_size=12), st.text(max_size=12))
@example(["ⅷ00"], "", "")
@example(["ŉ00"], "", "")
def test_any_words_are_found_behind_escapes_and_offsets_hold(parts: list[str], before: str, after: str) -> None:
    phrase = " ".join(parts)
    if not folded_words(phrase):
        return
    phrases = Phrases([phrase])
    for written in (phrase, quote(phrase), html.escape(phrase), unicodedata.normalize("NFD", phrase), phrase.upper()):
        text = f"{before} . {written} . {after}"
        found = phrases.find(text)
        start = len(before) + 3
        assert any(one.start <= start and one.end >= start + len(written) for one in found), (written, found)


@given(st.text(max_size=60), st.lists(words, min_size=1, max_size=3))
def test_whatever_the_text_places_lie_in_it_and_in_order(text: str, names: list[str]) -> None:
    last = 0
    for one in Phrases(names).find(text):
        assert last <= one.start < one.end <= len(text)
        last = one.end
