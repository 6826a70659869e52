"""A table gives each row as a comment: none is lost, whatever wrote it."""

import csv
import io
import json
import random
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import ContentError
from digest.sources import read_text
from tests.effort import amount


def read(text, name="x.csv"):
    return read_text(text.encode(), path=name)


def table(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def places(document):
    return [(post.id, post.parent, post.author, post.text) for post in document.posts]


def test_a_name_is_who_speaks_and_nobody_speaks_once_only():
    assert places(read("name,comment\nAnn,One\nBen,Two\nAnn,Three\n")) == [
        ("row1", None, "Ann", "One"),
        ("row2", None, "Ben", "Two"),
        ("row3", None, "Ann", "Three"),
    ]


def test_two_comments_of_one_id_are_a_fault_that_names_both_rows():
    with pytest.raises(ContentError, match=r"x\.csv:4: two comments have the id '1', rename one .*line 2"):
        read('id,text\n1,One\n2,"Two"\n1,Three\n')


@pytest.mark.parametrize("head", ["Comment ID;In Reply To;User Name;Comment", "ID;parent-id;Author;TEXT"])
def test_columns_are_known_by_name_however_it_is_written(head):
    assert places(read(f"{head}\n1;;Ann;One\n2;1;Ben;Two\n")) == [("1", None, "Ann", "One"), ("2", "1", "Ben", "Two")]


def test_ids_that_a_spreadsheet_made_fractions_are_the_same_ids():
    posts = read("id,parent_id,body,score\n1,,One,3.0\n2,1.0,Two,x\n3,nan,Three,-2\n").posts
    assert [(post.id, post.parent, post.parent_confidence, post.score) for post in posts] == [
        ("1", None, 1.0, 3),
        ("2", "1", 1.0, None),
        ("3", None, 1.0, -2),
    ]


def test_zero_is_an_id_where_a_comment_has_it_and_else_nobody():
    assert [post.parent for post in read("id,parent,text\n0,-1,One\n1,0,Two\n").posts] == [None, "0"]
    assert [post.parent for post in read("id,parent,text\n1,0,One\n2,1,Two\n").posts] == [None, "1"]


def test_dumps_of_reddit_name_the_kind_of_what_is_answered():
    assert places(read("id,parent_id,author,body\na,t3_x,ann,One\nb,t1_a,[deleted],Two\nc,t1_b,ben,[removed]\n")) == [
        ("a", None, "ann", "One"),
        ("b", "a", None, "Two"),
        ("c", "b", "ben", ""),
    ]


def test_one_title_in_all_rows_is_the_title_and_else_the_file_is():
    assert read("title,text\nTabs?,One\nTabs?,Two\n", "some-thing.csv").title == "Tabs?"
    assert read("title,text\nTabs?,One\nSpaces?,Two\n", "some-thing.csv").title == "some thing"


@pytest.mark.parametrize("when", ["2026-03-01 10:00", "1772359200", "1772359200.0", "1772359200000"])
def test_times_are_read_as_dates_and_as_seconds(when):
    assert read(f"date,text\n{when},One\n").posts[0].date == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_rows_know_their_lines_in_the_file():
    posts = read('\nauthor,text\nann,"One\n\nmore"\n\nben,Two\n').posts
    assert [post.lines for post in posts] == [(3, 5), (7, 7)]


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


def test_dates_are_in_one_order_for_a_table_and_what_cannot_be_told_is_counted():
    days = ["3/4/2026", "March 13, 2026 11:00", "Fri Mar 13 12:00:00 +0000 2026", "13.03.2026 16:00", "46094.5"]
    rows = [["date", "text"], *([day, "Words."] for day in [*days, "yesterday", ""])]
    document = read(table(rows))
    assert [post.date and post.date.isoformat()[:16] for post in document.posts] == [
        *(None, "2026-03-13T11:00", "2026-03-13T12:00", "2026-03-13T16:00", "2026-03-13T12:00", None, None),
    ]
    assert [(one.what, one.count, one.line) for one in document.left_out] == [("dates", 1, 2), ("dates", 1, 7)]
    told = read(table([*rows, ["3/13/2026", "Words."]]))
    assert told.posts[0].date == datetime(2026, 3, 4, tzinfo=UTC)


def test_a_first_line_may_say_what_parts_the_cells():
    assert places(read("sep=;\nauthor;text\nAnn;Yes, so\n")) == [("row1", None, "Ann", "Yes, so")]


def test_lines_in_a_cell_stay_lines_and_a_cell_of_html_is_read_as_such():
    document = read(table([["author", "text"], ["Ann", "One\nTwo\n- a\n- b"], ["Ben", "<p>No &amp; <b>never</b></p>"]]))
    assert [post.text for post in document.posts] == ["One\nTwo\n\n- a\n- b", "No & never"]


def test_a_parent_called_root_is_nobody_for_sure():
    posts = read("id,parent,text\nUgA,root,One\nUgA.9x,UgA,Two\n").posts
    assert [(post.parent, post.parent_confidence) for post in posts] == [(None, 1.0), ("UgA", 1.0)]


def test_unknown_columns_are_counted_by_name():
    (one,) = read("author,text,colour\nAnn,One,red\n").left_out
    assert str(one) == "columns (1): their names are unknown (`colour`)"


@pytest.mark.parametrize("form", ["lines", "list"])
def test_the_columns_may_be_keys_of_json(form):
    rows = [{"id": 1, "text": "One", "user": {"name": "Ann"}}, {"id": 2, "reply_to": 1, "text": "Two", "user": "Ben"}]
    text = json.dumps(rows) if form == "list" else "\n".join(map(json.dumps, rows))
    assert places(read(text, "x.json" if form == "list" else "x.jsonl")) == [
        ("1", None, "Ann", "One"),
        ("2", "1", "Ben", "Two"),
    ]


GOOD = table(
    [["id", "parent", "author", "date", "text"], ["a", "", "ann", "2026-03-01", "One"], ["b", "a", "", "", 'x"y']]
)


@settings(max_examples=amount(40, thorough=600))
@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 20), st.text(max_size=6)), max_size=4))
def test_a_damaged_table_raises_nothing_but_a_content_error(spoiled, cuts):
    with suppress(ContentError):
        read_text(spoiled(GOOD, cuts), path="x.csv")
