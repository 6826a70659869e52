"""What YAKE is given."""

from __future__ import annotations

from digest.analysis.keyphrases import yake
from digest.model import Document, Post


def test_no_run_without_a_blank_that_reaches_yake_is_longer_than_a_word_can_be() -> None:
    posts = (Post("a", "Tea is good. " + "a" * 80_000, "ada"), Post("b", "x.y-" * 20_000, "ben"))
    text = yake._text(Document("x.md", "x", "Tea?", "markdown", posts))
    assert max(map(len, text.split())) <= 201
    assert len(text.replace(" ", "")) > 150_000
