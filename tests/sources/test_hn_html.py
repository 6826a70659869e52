"""Saved Hacker News pages of realistic size, as the site writes them."""

import random
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import ContentError
from digest.sources import read_text
from tests.effort import amount

HEAD = (
    '<!DOCTYPE html>\n<html lang="en" op="item"><head><title>Tabs? | Hacker News</title></head><body><center>'
    '<table id="hnmain"><tr><td><table class="fatitem"><tr class="athing submission" id="1"><td class="title">'
    '<span class="titleline"><a href="https://www.example.org/a?x=1&amp;y=2">Tabs &amp; spaces?</a></span></td></tr>'
    '<tr><td class="subtext"><span class="subline"><span class="score" id="score_1">77 points</span> by '
    '<a href="user?id=op" class="hnuser">op-er</a> <span class="age" title="2026-03-01T09:00:00 1772355600">'
    '<a href="item?id=1">on March 1</a></span></span></td></tr></table><br><table class="comment-tree">'
)
FOOT = '<tr><td><a href="item?id=1&amp;p=2" class="morelink">More</a></td></tr></table></td></tr></table></html>'


def row(name, level, words="Words.", *, user="ann", image=True, when="2026-03-01T10:00:00 1772359200", note=""):
    indent = f'<td class="ind" indent="{level}">' if not image else '<td class="ind">'
    said = f'<div class="commtext c00">{words}</div>' if words is not None else ""
    who = f'<a href="user?id={user}" class="hnuser">{user}</a> ' if user else ""
    return (
        f'<tr class="athing comtr" id="{name}"><td><table border="0"><tr>{indent}<img src="s.gif" height="1" '
        f'width="{40 * level}"></td><td class="votelinks"></td><td class="default"><div><span class="comhead">{who}'
        f'<span class="age" title="{when}"><a href="item?id={name}">1 day ago</a></span> {note} <span class="navs"> | '
        f'<a href="#1" class="clicky">prev</a></span></span></div><br><div class="comment">{said}<div class="reply"><p>'
        f'<font size="1"><u><a href="reply?id={name}">reply</a></u></font></div></div></td></tr></table></td></tr>'
    )


def read(*rows):
    return read_text((HEAD + "".join(rows) + FOOT).encode(), path="x.htm")


@pytest.mark.parametrize("image", [True, False])
def test_levels_are_told_by_the_width_of_a_picture_or_by_a_number(image):
    posts = read(row(2, 0, image=image), row(3, 1, image=image), row(4, 2, image=image), row(5, 1, image=image)).posts
    assert [(post.id, post.parent) for post in posts] == [("2", None), ("3", "2"), ("4", "3"), ("5", "2")]


def test_words_keep_quotes_code_and_whole_addresses_and_nothing_around_them():
    link = '<a href="https:&#x2F;&#x2F;a.org&#x2F;x">https:&#x2F;&#x2F;a.org&#x2F;x</a>'
    words = f"&gt; so it is<p>No: <i>see</i> {link}<p><pre><code>  x = 1\n</code></pre>"
    (post,) = read(row(2, 0, words)).posts
    assert post.text == "> so it is\n\nNo: see https://a.org/x\n\n  x = 1"
    assert post.marks[0].url == "https://a.org/x"


def test_dead_flagged_and_deleted_comments_keep_their_place():
    posts = read(
        row(2, 0, None, user=None),
        row(3, 1, None, note="[flagged]"),
        row(4, 1, "Shown to some.", note="[dead]"),
        row(5, 2),
    ).posts
    assert [(post.status, post.text, post.author) for post in posts] == [
        ("deleted", "", None),
        ("removed", "", "ann"),
        ("present", "Shown to some.", "ann"),
        ("present", "Words.", "ann"),
    ]
    assert posts[3].parent == "4"


def test_hundreds_of_comments_are_exact():
    chance = random.Random(9)
    rows, expected, line = [], [], []
    for n in range(2, 802):
        level = chance.randint(0, len(line)) if n > 2 else 0
        line = [*line[:level], str(n)]
        when = datetime(2026, 3, 1 + n % 28, n % 24, n % 60, tzinfo=UTC)
        rows.append(
            row(n, level, f"Number {n}.<p>More &amp; more.", user=f"u{n % 11}", when=f"{when:%Y-%m-%dT%H:%M:%S} 1")
        )
        expected.append((str(n), line[-2] if level else None, f"u{n % 11}", when, f"Number {n}.\n\nMore & more."))
    document = read(*rows)
    assert (document.title, document.site, document.source) == (
        "Tabs & spaces?",
        "example.org",
        "https://news.ycombinator.com/item?id=1",
    )
    assert [(post.id, post.parent, post.author, post.date, post.text) for post in document.posts] == expected


@pytest.mark.timeout(60)
def test_twenty_thousand_comments_and_a_thousand_levels_are_read_in_seconds():
    posts = read(*(row(n + 2, min(n, 1000)) for n in range(20_000))).posts
    assert (len(posts), posts[900].parent, posts[-1].parent) == (20_000, "901", "1001")


GOOD = HEAD + row(2, 0) + row(3, 1, None, note="[dead]") + FOOT


@settings(max_examples=amount(40, thorough=600))
@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 60), st.text(max_size=6)), max_size=5))
def test_a_damaged_page_raises_nothing_but_a_content_error(spoiled, cuts):
    with suppress(ContentError):
        read_text(spoiled(GOOD, cuts), path="x.html")
