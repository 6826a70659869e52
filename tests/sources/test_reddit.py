"""A Reddit listing is read whole: every comment, with its parent, author, time and place."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from digest.errors import ContentError
from digest.model import Document
from digest.sources import read_text, write
from digest.sources.tree import MISSING


def listing(*children: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "Listing", "data": {"children": list(children), "after": None}}


def submission(**fields: Any) -> dict[str, Any]:
    base = {
        "id": "s",
        "title": "Tabs &amp; spaces?",
        "selftext": "",
        "permalink": "/r/x/comments/s/",
        "created_utc": 1.7e9,
    }
    return {"kind": "t3", "data": base | fields}


def comment(name: str, parent: str = "t3_s", body: str = "Words.", replies: Any = "", **fields: Any) -> dict[str, Any]:
    return {
        "kind": "t1",
        "data": {"id": name, "parent_id": parent, "body": body, "replies": replies, "author": "ann"} | fields,
    }


def thread(*comments: dict[str, Any], **fields: Any) -> Document:
    data = [listing(submission(**fields)), listing(*comments)]
    return read_text(json.dumps(data).encode(), path="x.json")


def test_title_address_and_date_come_from_the_submission():
    document = thread(comment("a"))
    assert document.title == "Tabs & spaces?"
    assert document.source == "https://www.reddit.com/r/x/comments/s/"
    assert document.date == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_a_submission_with_text_is_the_opening_post_and_top_level_comments_answer_it():
    document = thread(comment("a"), selftext="I *think*.", author="op-er")
    assert [(post.id, post.parent, post.author) for post in document.posts] == [
        ("op", None, "op-er"),
        ("a", "op", "ann"),
    ]
    assert document.posts[0].text == "I think."


def test_a_submission_without_text_is_no_post():
    assert [(post.id, post.parent) for post in thread(comment("a")).posts] == [("a", None)]


def test_nested_replies_keep_the_order_of_the_page():
    inner = listing(comment("b", "t1_a", replies=listing(comment("c", "t1_b"))), comment("d", "t1_a"))
    document = thread(comment("a", replies=inner), comment("e"))
    assert [(post.id, post.parent) for post in document.posts] == [
        ("a", None),
        ("b", "a"),
        ("c", "b"),
        ("d", "a"),
        ("e", None),
    ]


def test_more_nodes_are_no_posts():
    more = {"kind": "more", "data": {"id": "m", "parent_id": "t1_a", "children": ["z"], "count": 1}}
    assert [post.id for post in thread(comment("a", replies=listing(more)), more).posts] == ["a"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("[deleted]", "deleted"),
        ("[removed]", "removed"),
        ("[ Removed by Reddit on account of violating the [content policy](/help/contentpolicy). ]", "removed"),
    ],
)
def test_deleted_and_removed_comments_keep_their_place(body, status):
    document = thread(comment("a", body=body, author="[deleted]", replies=listing(comment("b", "t1_a"))))
    first, second = document.posts
    assert (first.status, first.text, first.author) == (status, "", None)
    assert second.parent == "a"


def test_the_text_of_a_deleted_account_stays():
    (post,) = thread(comment("a", author="[deleted]")).posts
    assert (post.author, post.status, post.text) == (None, "present", "Words.")


def test_a_comment_whose_parent_was_not_sent_is_a_top_level_one_and_says_so():
    (_, post) = thread(comment("a", "t1_gone"), selftext="Text.").posts
    assert (post.parent, post.parent_cue) == ("op", MISSING)
    assert post.parent_confidence < 1


def test_a_loop_of_replies_is_cut():
    document = thread(comment("a", "t1_b"), comment("b", "t1_a"))
    assert [(post.id, post.parent) for post in document.posts] == [("a", None), ("b", "a")]


def test_escaped_characters_are_what_was_typed_and_permalinks_are_whole_addresses():
    (post,) = thread(comment("a", body="&gt; 1 &lt; 2 &amp;amp; 3\n\nYes.", permalink="/r/x/a/", score=5)).posts
    assert post.text == "> 1 < 2 & 3\n\nYes."
    assert post.url == "https://www.reddit.com/r/x/a/"
    assert post.score == 5


def test_a_crosspost_opens_with_the_words_that_it_repeats():
    document = thread(comment("a"), crosspost_parent_list=[{"selftext": "Said elsewhere."}])
    assert document.posts[0].text == "Said elsewhere."


def test_odd_members_are_no_obstacle():
    odd = [
        {"kind": "t1"},
        {"kind": "t9", "data": {}},
        {"kind": "t1", "data": {"id": None}},
        comment("a", body=None, score="?"),
    ]
    assert [(post.id, post.text) for post in thread(*odd, comment("b", edited=1.7e9, new_field=[1])).posts] == [
        ("a", ""),
        ("b", "Words."),
    ]


def test_a_listing_without_a_title_is_a_fault():
    with pytest.raises(ContentError, match="no title"):
        thread(comment("a"), title="")


def test_a_thousand_replies_within_replies_are_read_and_written():
    replies = '""'
    for at in range(1000, 0, -1):
        parent = f"t1_c{at - 1}" if at > 1 else "t3_s"
        one = json.dumps(comment(f"c{at}", parent))[:-2]
        replies = '{"kind": "Listing", "data": {"children": [' + one + ', "replies": ' + replies + "}}]}}"
    raw = f"[{json.dumps(listing(submission()))}, {replies}]"
    document = read_text(raw.encode(), path="x.json")
    assert len(document.posts) == 1000
    assert document.posts[-1].parent == "c999"
    again = read_text(write(document).encode(), path="x.md")
    assert [post.parent for post in again.posts] == [post.parent for post in document.posts]


def test_a_listing_of_twenty_thousand_comments_is_read():
    comments = [
        comment(f"c{at}", f"t1_c{at - 1}" if at % 4 else "t3_s", "> said\n\nNo, *not* so.") for at in range(20_000)
    ]
    document = thread(*comments)
    assert len(document.posts) == 20_000
    assert document.posts[19_999].parent == "c19998"
