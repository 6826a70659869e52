"""The scores that digest takes from YAKE are YAKE's own, to the last bit."""

from __future__ import annotations

import pytest
import yake as original
from hypothesis import given
from hypothesis import strategies as st

from digest.analysis.keyphrases import yake
from digest.model import Document, Post

WORDS = (
    "the of tram Trams stop's NATO e.g. 12 3,5 co2 night-bus bus, bus. — (lane) lane; isn't x is The speed it! who? é"
)
_WORDS = st.sampled_from(WORDS.split())


def _asked(text: str, language: str) -> list[tuple[str, float]]:
    extractor = original.KeywordExtractor(lan=language, n=yake.LONGEST, dedup_lim=1.0, top=yake.MOST)
    return [(phrase, float(score)) for phrase, score in extractor.extract_keywords(text)]


def _document(text: str) -> Document:
    return Document(path="a.md", slug="a", title="", format="markdown", posts=(Post(id="a", text=text),))


@given(st.lists(st.lists(_WORDS, min_size=1, max_size=14).map(" ".join), min_size=1, max_size=8).map("\n\n".join))
def test_scores_and_their_order_are_those_of_yake(text: str) -> None:
    document = _document(text)
    found = yake.scores(document, language="en")
    assert list(found.items()) == _asked(yake._text(document), "en")


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_prose_is_scored_as_by_yake_in_every_language(language: str) -> None:
    text = (
        "The city wants a new tram line. Nobody asked who pays for the tram line, and the Night Bus is gone.\n\n"
        "Die Stadt will eine neue Linie; wer bezahlt die Linie? La ville veut une ligne de tram; la ligne est chère."
    )
    document = _document(text)
    found = yake.scores(document, language=language)
    assert len(found) > 5
    assert list(found.items()) == _asked(yake._text(document), language)


def test_no_run_without_a_blank_that_reaches_yake_is_longer_than_a_word_can_be() -> None:
    posts = (Post("a", "Tea is good. " + "a" * 80_000, "ada"), Post("b", "x.y-" * 20_000, "ben"))
    text = yake._text(Document("x.md", "x", "Tea?", "markdown", posts))
    assert max(map(len, text.split())) <= 201
    assert len(text.replace(" ", "")) > 150_000
