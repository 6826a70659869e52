"""What Markdown would take for ever to read is told beforehand, and read as the characters that it is."""

import pytest

from digest.sources import read_text
from digest.sources.markup.bounds import crowded


@pytest.mark.timeout(20)  # without the bound, the parser takes minutes
@pytest.mark.parametrize("text", ["[" * 60_000, "![" * 30_000, "[" * 30_000 + "]" * 30_000, "[a](" * 20_000])
def test_brackets_without_end_are_characters(text: str) -> None:
    assert read_text(f"---\ntitle: x\n---\n\n## @ada\n\n{text}\n".encode(), path="x.md").posts[0].text == text


def test_brackets_that_people_write_are_none_too_many() -> None:
    assert not crowded("[a](https://example.org) [1] [2] [[wiki]] " * 1000)
