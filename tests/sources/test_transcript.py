"""Flattened transcripts are one post a line; wrapped prose is an essay."""

import pytest

from digest.sources import read_text

LINES = (
    "Are tabs better?\n{}\n> Tabs are wide.\nThey are not, as you can set it.\n\n[0] https://a.org\n"
    "- one\nA last line, which is long."
)


def read(text, name="x.txt"):
    return read_text(text.encode(), path=name)


def test_each_line_below_the_title_is_a_post_with_its_line():
    document = read(LINES.format("Yes."))
    assert document.format == "transcript"
    assert document.title == "Are tabs better?"
    assert [(post.id, post.lines) for post in document.posts] == [(f"l{n}", (n, n)) for n in (2, 3, 4, 6, 7, 8)]
    assert {(post.parent, post.parent_confidence) for post in document.posts} == {(None, 0.0)}
    assert [post.blocks[0].kind for post in document.posts] == [
        "paragraph",
        "quote",
        "paragraph",
        "footnote",
        "list",
        "paragraph",
    ]
    assert document.posts[3].marks[0].url == "https://a.org"


@pytest.mark.parametrize(
    ("line", "site", "text"),
    [
        ("blog.example.com> Open tools began as a gift.", "blog.example.com", "> Open tools began as a gift."),
        ("blog.example.com", "blog.example.com", None),
        ("github.com/someone> Quoted.", "github.com/someone", "> Quoted."),
        ("blog.example.orgThe text begins.", "blog.example.org", "The text begins."),
        ("example.com is down again.", None, "example.com is down again."),
        ("Yes.No.", None, "Yes.No."),
    ],
)
def test_a_host_at_the_head_of_the_second_line_is_the_site(line, site, text):
    document = read(LINES.format(line))
    assert document.site == site
    assert document.posts[0].text == (text if text is not None else "> Tabs are wide.")


def test_a_wrapped_title_and_hanging_lines_are_an_essay():
    document = read(
        "A study of tabs in\n\tprograms\n"
        "Tabs are wider and so they are seen at once, which\n\tis what we measured in\n\tthree programs.\n"
    )
    assert (document.format, document.title) == ("essay", "A study of tabs in programs")
    (post,) = document.posts
    assert (post.id, post.lines) == ("op", (3, 5))
    assert post.text == "Tabs are wider and so they are seen at once, which is what we measured in three programs."


def test_one_paragraph_without_a_title_is_named_by_its_first_sentence():
    document = read("Tabs are wide. They are seen at once.")
    assert document.title == "Tabs are wide"
    assert document.posts[0].text == "Tabs are wide. They are seen at once."


def test_short_lines_in_lower_case_are_still_a_transcript():
    text = "Tabs?\nyes. they are fine\nlol no. spaces are\nI agree with that.\nwhy?\nBecause.\nok\nSure.\nWhat else?"
    assert read(text).format == "transcript"
