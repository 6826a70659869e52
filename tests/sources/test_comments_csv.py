"""Tables of realistic size, in each delimiter, and damaged ones."""

import csv
import io
import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import ContentError
from digest.sources import read_text


def read(text, name="x.csv"):
    return read_text(text.encode(), path=name)


def table(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def places(document):
    return [(post.id, post.parent, post.author, post.text) for post in document.posts]


def test_zero_is_an_id_where_a_comment_has_it_and_else_nobody():
    assert [post.parent for post in read("id,parent,text\n0,-1,One\n1,0,Two\n").posts] == [None, "0"]
    assert [post.parent for post in read("id,parent,text\n1,0,One\n2,1,Two\n").posts] == [None, "1"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_hundreds_of_comments_are_exact(delimiter):
    chance = random.Random(3)
    rows, expected = [["id", "parent", "author", "date", "text", "score", "unknown"]], []
    for n in range(700):
        parent = f"c{chance.randrange(n)}" if n and chance.random() < 0.8 else ""
        words = f'Number {n}, "quoted";\tand so on.\n\nMore.'
        rows.append([f"c{n}", parent, f"user {n % 9}", f"2026-03-01T10:{n % 60:02}:00Z", words, n - 5, "x"])
        expected.append((f"c{n}", parent or None, f"user {n % 9}", words, n % 60, n - 5))
    posts = read(table(rows, delimiter)).posts
    assert [(p.id, p.parent, p.author, p.text, p.date.minute, p.score) for p in posts] == expected


@pytest.mark.timeout(60)
def test_twenty_thousand_comments_and_a_chain_of_thousands_are_read_in_seconds():
    rows = [["id", "parent", "text"], *([n, n - 1 if n < 5000 else 1, f"Number {n}."] for n in range(1, 20_001))]
    posts = read(table(rows)).posts
    assert len(posts) == 20_000
    assert posts[4000].parent == "4000"


GOOD = table(
    [["id", "parent", "author", "date", "text"], ["a", "", "ann", "2026-03-01", "One"], ["b", "a", "", "", 'x"y']]
)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 20), st.text(max_size=6)), max_size=4))
def test_a_damaged_table_raises_nothing_but_a_content_error(cuts):
    text = GOOD
    for at, length, words in cuts:
        text = text[:at] + words + text[at + length :]
    with suppress(ContentError):
        read_text(text.encode("utf-8", "replace"), path="x.csv")
