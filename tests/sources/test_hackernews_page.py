"""A saved Hacker News page gives the same tree as the data behind it."""

from datetime import UTC, datetime

import pytest

from digest.errors import ContentError
from digest.sources import read_text

ROW = """<tr class="athing comtr" id="{name}"><td><table><tr><td class="ind" {indent}></td><td>
<a class="hnuser">{user}</a> <span class="age" title="2026-03-01T10:00:00 1772359200">1 day ago</span>
<div class="comment">{words}</div></td></tr></table></td></tr>"""
TEXT = '<div class="commtext c00">{}<div class="reply"><a href="x">reply</a></div></div>'
HEAD = """<!DOCTYPE html><html><body><table class="fatitem"><tr class="athing" id="1"><td><span class="titleline">
<a href="https://www.example.org/a">Tabs?</a></span></td></tr><tr><td><a class="hnuser">op-er</a>
<span class="age" title="2026-03-01T09:00:00 1">2 days ago</span></td></tr>{}</table><table>"""


def page(*rows, about=""):
    return read_text((HEAD.format(about) + "".join(rows) + "</table></body></html>").encode(), path="x.html")


def row(name, level, words=None, user="ann"):
    said = TEXT.format(words) if words else "[deleted]"
    return ROW.format(name=name, indent=f'indent="{level}"', user=user, words=said)


def test_comments_are_put_below_each_other_by_their_indent():
    document = page(
        row(2, 0, "&gt; Tabs?<p>Yes."), row(3, 1, "No."), row(4, 2, "So."), row(5, 1, "Hm."), row(6, 0, "Ah.")
    )
    assert [(post.id, post.parent) for post in document.posts] == [
        ("2", None),
        ("3", "2"),
        ("4", "3"),
        ("5", "2"),
        ("6", None),
    ]
    assert document.posts[0].text == "> Tabs?\n\nYes."
    assert (document.title, document.site, document.source) == (
        "Tabs?",
        "example.org",
        "https://news.ycombinator.com/item?id=1",
    )
    assert document.posts[0].date == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert document.posts[0].author == "ann"


def test_the_storys_text_opens_and_deleted_comments_keep_their_place():
    document = page(row(2, 0), row(3, 1, "No."), about='<tr><td><div class="toptext">Why?</div></td></tr>')
    assert [(post.id, post.parent, post.status) for post in document.posts] == [
        ("op", None, "present"),
        ("2", "op", "deleted"),
        ("3", "2", "present"),
    ]
    assert document.posts[0].author == "op-er"


def test_a_page_without_a_story_is_a_fault():
    with pytest.raises(ContentError, match="no story"):
        read_text(f"<html><table>{row(2, 0, 'x')}</table>".encode(), path="x.html")
