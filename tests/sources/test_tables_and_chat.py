"""Chat logs and tables of comments."""

from datetime import UTC, datetime

import pytest

from digest.errors import ContentError
from digest.sources import read_text


def read(text, name="x.txt"):
    return read_text(text.encode(), path=name)


def test_a_chat_is_one_post_a_turn():
    document = read("Tabs?\nAnn Lee: Tabs are wide.\nThey are seen.\n\nBen: No.\nAnn Lee: Yes: they are.\nBen: Hm.\n")
    assert document.title == "Tabs?"
    assert [(post.id, post.author, post.text, post.lines) for post in document.posts] == [
        ("l2", "Ann Lee", "Tabs are wide.\n\nThey are seen.", (2, 3)),
        ("l5", "Ben", "No.", (5, 5)),
        ("l6", "Ann Lee", "Yes: they are.", (6, 6)),
        ("l7", "Ben", "Hm.", (7, 7)),
    ]


@pytest.mark.parametrize("form", ["[2026-03-01 10:00] {}: {}", "2026-03-01T10:00:00 <{}> {}"])
def test_times_before_names_are_read(form):
    text = "Tabs?\n" + "\n".join(form.format(name, "Words.") for name in ("ann", "ben", "ann", "ben"))
    assert read(text).posts[0].date == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert [post.author for post in read(text).posts] == ["ann", "ben", "ann", "ben"]


def test_a_chat_with_words_before_the_first_name_is_a_fault():
    with pytest.raises(ContentError, match=r"x\.txt:2: no name precedes"):
        read("Tabs?\nA heading\nAnn: a\nBen: b\nAnn: c\nBen: d")


def test_a_table_is_read_by_the_names_of_its_columns():
    table = (
        "ID,parent_id,Author,created_at,Body,score\n"
        'c1,,ann,2026-03-01,"Tabs, *wide*\n\nones",3\nc2,c1,ben,1772359200,No.,\nc3,c9,,,"Lost",x\n'
    )
    document = read(table, "tabs-or_spaces.csv")
    assert document.title == "tabs or spaces"
    assert [(post.id, post.parent, post.author, post.text, post.score) for post in document.posts] == [
        ("c1", None, "ann", "Tabs, wide\n\nones", 3),
        ("c2", "c1", "ben", "No.", None),
        ("c3", None, None, "Lost", None),
    ]
    assert document.posts[1].date == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert document.posts[2].parent_confidence < 1


def test_semicolons_and_tabs_part_columns_too():
    for mark in ";\t":
        assert [post.text for post in read(f"author{mark}text\nann{mark}Yes, so.\n").posts] == ["Yes, so."]


def test_a_table_without_rows_is_a_fault():
    with pytest.raises(ContentError, match="no comments"):
        read("author,text\n", "x.csv")
