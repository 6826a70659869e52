"""Saved Hacker News pages as the site wrote them before 2015, by a web archive and by a browser."""

import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import ContentError
from digest.sources import read_text, reader_of
from digest.sources.base import source_file
from tests.effort import amount

HEAD = (
    '<html><head><link rel="stylesheet" type="text/css" href="http://ycombinator.com/news.css"><title>Hacker News | '
    'Tabs?</title></head><body><center><table border=0 width="85%"><tr><td><table border=0><tr><td><span '
    'class="pagetop"><b><a href="news">Hacker News</a></b> <a href="newest">new</a></span></td></tr></table></td></tr>'
    '<tr><td><table border=0><tr><td><center><a id=up_100 href="vote?for=100&dir=up"><img src="http://ycombinator.com'
    '/images/grayarrow.gif" border=0></a><span id=down_100></span></center></td><td class="title"><a href="{address}">'
    'Tabs &amp; spaces?</a><span class="comhead"> (example.org) </span></td></tr><tr><td colspan=1></td><td '
    'class="subtext"><span id=score_100>161 points</span> by <a href="user?id=op-er">op-er</a> 954 days ago  | <a '
    'href="item?id=100">{stated}</a></td></tr><tr style="height:2px"></tr>{about}<tr><td></td><td><form method=post '
    'action="/r"><textarea name="text"></textarea><input type=submit value="add comment"></form></td></tr></table>'
    "<br><br><table border=0>"
)
FOOT = "</table></td></tr></table></center></body></html>"
MORE = '<tr><td class="title"><a href="/x?fnid=aB3" rel="nofollow">More</a></td></tr>'


def row(name, level, words="Words.", *, user="ann", note="", answered=True):
    reply = f'<u><a href="reply?id={name}">reply</a></u>' if answered else "<font color=#f6f6ef>-----</font>"
    return (
        '<tr><td><table border=0><tr><td><img src="http://ycombinator.com/images/s.gif" height=1 '
        f'width={40 * level}></td><td valign=top><center><a id=up_{name} href="vote?for={name}"><img src="up.gif"></a>'
        f'<span id=down_{name}></span></center></td><td class="default"><div style="margin-bottom:-10px; ">'
        f'<span class="comhead"><a href="user?id={user}">{user}</a> 953 days ago {note} | <a href="item?id={name}">link'
        f'</a></span></div><br>\n<span class="comment"><font color=#000000>{words}</font></span><p><font size=1>{reply}'
        "</font></td></tr></table></td></tr>"
    )


def gone(level):
    return (
        f'<tr><td><table border=0><tr><td><img src="s.gif" height=1 width={40 * level}></td><td valign=top><center>'
        '<img src="s.gif" height=1 width=14></center></td><td class="default"><div><span class="comhead"></span></div>'
        '<span class="comment">[deleted]</span></td></tr></table></td></tr>'
    )


def raw(*rows, about="", stated="161 comments", address="http://www.example.org/a?x=1", foot=FOOT):
    return (HEAD.format(about=about, stated=stated, address=address) + "".join(rows) + foot).encode()


def read(*rows, **given):
    return read_text(raw(*rows, **given), path="x.html")


def told(posts):
    return [(post.id, post.parent, post.author, post.status, post.text) for post in posts]


def test_comments_are_put_below_each_other_and_nothing_of_the_page_is_taken_for_words():
    document = read(
        row(2, 0, "&gt; Tabs?<p>Yes."), row(3, 1, "No.<p><pre><code>  x = 1\n</code></pre>", answered=False), row(4, 0)
    )
    assert told(document.posts) == [
        ("2", None, "ann", "present", "> Tabs?\n\nYes."),
        ("3", "2", "ann", "present", "No.\n\n  x = 1"),
        ("4", None, "ann", "present", "Words."),
    ]
    assert (document.title, document.site, document.source, document.missing) == (
        "Tabs & spaces?",
        "example.org",
        "https://news.ycombinator.com/item?id=100",
        0,
    )
    assert document.posts[1].url == "https://news.ycombinator.com/item?id=3"
    assert {post.date for post in document.posts} == {None}  # "953 days ago", and nobody knows of which day


def test_the_storys_words_open_and_what_is_gone_keeps_its_place():
    document = read(
        row(2, 0),
        gone(1),
        row(4, 2, "Still here."),
        row(5, 1, "", note="[dead]"),
        about="<tr><td></td><td>Why?<p>I ask.</td></tr><tr style='height:10px'></tr>",
    )
    assert told(document.posts) == [
        ("op", None, "op-er", "present", "Why?\n\nI ask."),
        ("2", "op", "ann", "present", "Words."),
        ("gone-2", "2", None, "deleted", ""),
        ("4", "gone-2", "ann", "present", "Still here."),
        ("5", "2", "ann", "removed", ""),
    ]


def test_a_browsers_copy_with_whole_addresses_and_a_comment_before_the_page_is_known():
    page = b"\n<!-- saved from url=(0044)https://news.ycombinator.com/item?id=100 -->\n" + raw(row(2, 0), row(3, 1))
    page = page.replace(b'"user?id', b'"https://news.ycombinator.com/user?id').replace(
        b'"item?id', b'"https://news.ycombinator.com/item?id'
    )
    file = source_file(page, path="x.htm")
    assert reader_of(file).name == "old Hacker News page"
    assert [(post.id, post.parent, post.author) for post in read_text(page, path="x.htm").posts] == [
        ("2", None, "ann"),
        ("3", "2", "ann"),
    ]


def test_what_stands_on_further_pages_is_counted():
    assert read(row(2, 0), row(3, 0), foot=MORE + FOOT).missing == 159


def test_a_further_page_by_itself_is_a_fault():
    page = raw(row(2, 0)).replace(b'class="title"', b"").replace(b'class="subtext"', b"")
    with pytest.raises(ContentError, match="no story"):
        read_text(page, path="x.html")


def test_hundreds_of_comments_are_exact():
    chance = random.Random(9)
    rows, expected, line = [], [], []
    for n in range(2, 802):
        level = chance.randint(0, len(line)) if n > 2 else 0
        removed = chance.random() < 0.05
        name = f"gone-{n - 1}" if removed else str(n)
        line = [*line[:level], name]
        rows.append(gone(level) if removed else row(n, level, f"Number {n}.<p>More &amp; more.", user=f"u{n % 11}"))
        parent = line[-2] if level else None
        expected.append(
            (name, parent, None, "deleted", "")
            if removed
            else (name, parent, f"u{n % 11}", "present", f"Number {n}.\n\nMore & more.")
        )
    assert told(read(*rows).posts) == expected


@pytest.mark.timeout(60)
def test_twenty_thousand_comments_and_a_thousand_levels_are_read_in_seconds():
    posts = read(*(row(n + 2, min(n, 1000)) for n in range(20_000))).posts
    assert (len(posts), posts[900].parent, posts[-1].parent) == (20_000, "901", "1001")


GOOD = raw(row(2, 0), gone(1), row(4, 2, note="[dead]"), foot=MORE + FOOT).decode()


@settings(max_examples=amount(40, thorough=600))
@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 60), st.text(max_size=6)), max_size=5))
def test_a_damaged_page_raises_nothing_but_a_content_error(spoiled, cuts):
    with suppress(ContentError):
        read_text(spoiled(GOOD, cuts), path="x.html")
