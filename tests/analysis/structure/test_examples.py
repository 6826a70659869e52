"""The example debates, flattened as if authors and nesting had been lost: nothing was learned from them."""

from __future__ import annotations

from pathlib import Path
from statistics import fmean

from digest.analysis.structure import recover
from digest.model import Document, Post
from digest.sources import read
from digest.sources.base import SourceFile
from digest.sources.transcript import READER

ROOT = Path(__file__).parents[3]
EXAMPLES = ("four-day-week.json", "nuclear-power.md", "open-source-funding.md", "remote-work.json")
BY_HAND = (2, 5, 6, 8, 9, 10, 11, *range(13, 22), *range(23, 28), 29, 30, 32, 35, 36, 37, 39, *range(41, 46),
           *range(47, 52))  # fmt: skip
"""The lines of content/closed-models.txt on which somebody else begins to speak, by whoever wrote it."""


def in_order(document: Document) -> list[Post]:
    """Depth first, each post before its replies, as a page is copied."""
    replies: dict[str | None, list[Post]] = {}
    for post in document.posts:
        replies.setdefault(post.parent, []).append(post)
    out = []
    open_ = replies.get(None, [])[::-1]
    while open_:
        out.append(open_.pop())
        open_ += reversed(replies.get(out[-1].id, []))
    return out


def flattened(document: Document) -> tuple[str, set[int]]:
    """The title and a paragraph a line, and on which lines, from 1, posts begin."""
    lines, begins = [document.title], set()
    for post in in_order(document):
        own = [" ".join(line.split()) for line in post.text.split("\n") if line.strip()]
        if own:
            begins.add(len(lines) + 1)
        lines += own
    return "\n".join(lines), begins


def found(text: str) -> set[int]:
    posts = recover(READER.read(SourceFile("x.txt", text), "en")).posts
    return {post.lines[0] for post in posts if post.lines}


def f1(told: set[int], true: set[int]) -> float:
    """The first line, which always begins a post, left out."""
    both = len(told & true) - 1
    return 2 * both / (len(told) + len(true) - 2)


def test_most_posts_of_a_flattened_debate_are_found_where_they_begin() -> None:
    figures = {}
    for name in EXAMPLES:
        text, begins = flattened(read(ROOT / "content" / name, root=ROOT))
        figures[name] = f1(found(text), begins)
    assert min(figures.values()) > 0.88, figures
    assert fmean(figures.values()) > 0.93, figures


def test_a_dense_transcript_is_not_taken_for_a_few_long_posts() -> None:
    told = found((ROOT / "content" / "closed-models.txt").read_text(encoding="utf-8"))
    assert len(told & set(BY_HAND)) >= 31
    assert len(told - set(BY_HAND)) <= 2
