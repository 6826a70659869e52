"""What is shown as somebody's words is verbatim, in every document at hand; and the seed as a reader would have it."""

from pathlib import Path

import pytest

from digest import DigestError, analyze, read
from digest.model import Digest
from digest.model.contract import to_json
from tests import sound

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted(path for path in (ROOT / "content").iterdir() if path.suffix in (".md", ".txt", ".json"))
SUITES = ("arguments", "keyphrases", "keypoints", "quotes", "reddit", "structure")
SAMPLE = 12
"""Of each suite of real documents, every so many is tried: all would take minutes."""


def check(digest: Digest) -> None:
    sound.check(digest)
    sound.check_words(digest)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_is_told_in_its_own_words(path: Path) -> None:
    check(analyze(read(path)))


@pytest.mark.parametrize("suite", SUITES)
def test_every_real_document_is_told_in_its_own_words(shared: Path, suite: str) -> None:
    files = sorted(path for path in (shared / "bench" / "dev" / suite).iterdir() if ".gold." not in path.name)
    for path in files[::SAMPLE]:
        check(analyze(read(path)))


def test_a_document_is_understood_the_same_way_twice() -> None:
    path = ROOT / "content" / "nuclear-power.md"
    assert to_json(analyze(read(path))) == to_json(analyze(read(path)))


def test_what_is_not_a_debate_is_refused_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"weather": "fine"}')
    with pytest.raises(DigestError):
        read(path)


@pytest.fixture(scope="module")
def seed(shared: Path) -> Digest:
    return analyze(read(next((shared / "seed").glob("*.txt"))))


def post_at(digest: Digest, line: int) -> str:
    return next(post.id for post in digest.document.posts if post.lines and post.lines[0] <= line <= post.lines[1])


def test_title_and_site_of_the_seed_come_from_its_first_two_lines(seed: Digest) -> None:
    assert seed.document.title.startswith("The future of foundation models")
    assert seed.document.site == "blog.johnluttig.com"
    assert seed.document.posts[0].lines is not None
    assert seed.document.posts[0].lines[0] == 2


def test_the_seed_s_quotes_of_comments_are_traced_and_those_of_the_article_pinned_on_nobody(seed: Digest) -> None:
    by_post = {quote.post: quote for quote in reversed(seed.quotes)}
    assert by_post[post_at(seed, 7)].source == post_at(seed, 4)
    assert by_post[post_at(seed, 27)].source == post_at(seed, 25)
    for line in (2, 22):
        quote = by_post[post_at(seed, line)]
        assert (quote.source, quote.origin) == (None, "article")


def test_the_seed_s_footnotes_stay_with_their_comment(seed: Digest) -> None:
    assert len({post_at(seed, line) for line in (15, 16, 17, 18, 19, 20)}) == 1


def test_the_seed_s_quoting_comments_begin_with_their_quote_and_answer_whom_they_quote(seed: Digest) -> None:
    parents = {post.id: post.parent for post in seed.document.posts}
    assert parents["l7"] == post_at(seed, 4)
    assert parents["l27"] == post_at(seed, 25)
