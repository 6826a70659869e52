"""The analysis of words that were made to be slow ends: each kind of run that a pattern could stumble over."""

import pytest

from digest import analyze
from digest.settings import Settings
from digest.site import SiteInfo
from digest.sources import read_text
from tests import sound
from tests.effort import amount, within
from tests.shown import gather, pages

LENGTH = amount(6_000, thorough=12_000)
RUNS = (
    "a",
    "A",
    " a",
    "a ",
    ".",
    ". ",
    "a.",
    "A. ",
    "!",
    "?!",
    "?",
    "why? ",
    '"',
    '"a',
    "“a",
    "'",
    "a'",
    "(",
    "(a",
    "a)",
    "[1",
    "-",
    "a-",
    "/",
    "/a",
    "a/b",
    "://",
    "http://a",
    "@a",
    "@",
    "#",
    "&",
    "because ",
    "not ",
    "so, ",
    "but, ",
    "1",
    "1.",
    "1,0",
    "$1",
    "%",
    "_",
    "a_b",
    "*",
    "…",
    "... ",
    ",",
    "a, ",
    ";",
    ":",
    "a: ",
    "é",
    "日本",
    "\u200d",
    "e\u0301",
    "🙂",
    "if a, then b, ",
    "I think ",
    "> a\n",
    "- a\n",
    "\t",
    "\n\n",
    "a\n",
    "x" * 50 + " ",
)


# Each takes a tenth of a second; a cost that grows with the square would take minutes for the whole length.
@pytest.mark.timeout(60)
@pytest.mark.parametrize("run", RUNS, ids=repr)
def test_a_run_of_anything_is_analysed(run: str) -> None:
    text = (run * (LENGTH // len(run) + 1))[:LENGTH]
    opening, answer = f"Tea is good. {text}", f"{text} No, because it is hot."
    source = f"---\ntitle: x\n---\n\n## @ada · #a\n\n{opening}\n\n## @ben · #b · re #a\n\n{answer}\n"
    with within(amount(15, thorough=60)):
        digest = analyze(read_text(source.encode(), path="x.md"))
    sound.check(digest)


LONG = amount(40_000, thorough=80_000)
LARGE = {
    "one word": "a" * LONG,
    "words joined by marks": "a.b.c-d_e/f'g" * (LONG // 13),
    "marks without a blank": "<!--" * (LONG // 4),
    "one line of sentences": "Tea is bad. " * (LONG // 12),
    "runs of backticks": " ".join("`" * (at % 300 + 1) for at in range(LONG // 150)),
    "paragraphs with a link each": "See [a page](https://example.org/x).\n\n" * (LONG // 38),
    "addresses in one paragraph": "https://example.org/x " * (LONG // 22),
    "items of a list": "- tea is hot\n" * (LONG // 13),
    "questions": "Is it? " * (LONG // 7),
}
"""Posts in which one thing comes very often. Each took up to minutes when its cost grew with the square."""


@pytest.mark.timeout(60)  # each takes about a second
@pytest.mark.parametrize("what", LARGE)
def test_a_long_post_of_one_thing_is_analysed_and_shown(what: str) -> None:
    source = f"---\ntitle: x\n---\n\n## @ada · #a\n\nTea is good.\n\n## @ben · #b · re #a\n\n{LARGE[what]}\n"
    with within(amount(15, thorough=60)):
        digest = analyze(read_text(source.encode(), path="x.md"))
        assert sum(1 for _ in pages(gather([digest], settings=Settings()), site=SiteInfo("S")))
