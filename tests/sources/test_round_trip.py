"""Every document at hand is read again as it was when it is written as a Markdown thread."""

from dataclasses import replace
from pathlib import Path

import pytest

from digest.analysis import structure
from digest.model import Document
from digest.sources import read, read_text, write
from digest.sources.base import source_file
from digest.sources.markdown_format import formatted

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path for path in (ROOT / "content").iterdir() if path.suffix in (".md", ".txt", ".json"))
SAMPLE = 4
"""Of each suite of real documents, every so many is tried: all take half a minute."""
SUITES = ("arguments", "keyphrases", "keypoints", "quotes", "reddit", "structure")


def check(document: Document) -> None:
    text = write(document)
    path = str(Path(document.path).with_suffix(".md"))
    again = read_text(text.encode(), path=path)
    assert [replace(post, lines=None) for post in again.posts] == [replace(post, lines=None) for post in document.posts]
    assert replace(again, posts=(), format=document.format) == replace(document, posts=(), path=path)
    assert write(again) == text
    assert formatted(source_file(text.encode(), path=path)) == text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_is_read_again_as_it_was(path: Path) -> None:
    document = read(path)
    check(document)
    check(structure.recover(document))


@pytest.mark.parametrize("suite", SUITES)
def test_every_real_document_is_read_again_as_it_was(shared: Path, suite: str) -> None:
    files = sorted(path for path in (shared / "bench" / "dev" / suite).iterdir() if ".gold." not in path.name)
    for path in files[::SAMPLE]:
        check(read(path))


def test_the_seed_is_read_again_as_it_was(shared: Path) -> None:
    for path in sorted((shared / "seed").glob("*.txt")):
        check(structure.recover(read(path)))
