"""Dumps of Reddit's archives: an object a line, older and newer ones alike."""

import json
import random
from contextlib import suppress

import pytest

from digest.errors import ContentError
from digest.sources import read_text

SUBMISSION = {
    "id": "p",
    "title": "Close &amp; mend it?",
    "subreddit": "town",
    "selftext": "I say yes.",
    "author": "ann",
    "created_utc": 1772445600,
    "is_self": True,
    "permalink": "/r/town/comments/p/close/",
}


def comment(name, parent, body, **more):
    return {"id": name, "parent_id": parent, "link_id": "t3_p", "author": "ben", "body": body, "score": 3} | more


def read(*rows):
    return read_text("\n".join(map(json.dumps, rows)).encode(), path="x.jsonl")


def test_comments_stand_below_what_they_answer():
    document = read(
        SUBMISSION,
        comment("c1", "t3_p", "&gt; yes\n\nNo.", created_utc="1772445601"),
        comment("c2", "t1_c1", "[removed]", author="[deleted]", created_utc=1772445602.0),
    )
    assert (document.title, document.source) == ("Close & mend it?", "https://www.reddit.com/r/town/comments/p/close/")
    assert [(post.id, post.parent, post.author, post.text, post.status, post.score) for post in document.posts] == [
        ("op", None, "ann", "I say yes.", "present", None),
        ("c1", "op", "ben", "> yes\n\nNo.", "present", 3),
        ("c2", "c1", None, "", "removed", 3),
    ]
    assert [post.date.second for post in document.posts] == [0, 1, 2]


def test_without_the_submission_its_comments_answer_nobody_for_sure():
    posts = read(comment("c1", "t3_p", "No."), comment("jskih", "t3_p", "Yes."), comment("c3", 33245657, "Why?")).posts
    assert [(post.id, post.parent, post.parent_confidence) for post in posts] == [
        ("c1", None, 1.0),
        ("jskih", None, 1.0),
        ("c3", "jskih", 1.0),
    ]


def test_copies_are_told_once_and_two_versions_are_both_kept():
    document = read(*[comment("c1", "t3_p", "No.")] * 2, comment("c1", "t3_p", "No, never."))
    assert [(post.id, post.text) for post in document.posts] == [("c1", "No."), ("c1-2", "No, never.")]
    assert [(one.what, one.count) for one in document.left_out] == [("copies of comments", 1)]


def test_several_threads_are_no_debate():
    with pytest.raises(ContentError, match=r"has 2 Reddit discussions, keep one of them: `jq"):
        read(comment("c1", "t3_p", "No."), comment("c2", "t3_q", "Yes.", link_id="t3_q"))


def test_a_thread_of_realistic_size_is_exact():
    chance = random.Random(7)
    rows = [comment(f"c{n}", f"t1_c{chance.randrange(n)}" if n % 5 else "t3_p", f"Number {n}.") for n in range(2000)]
    posts = read(SUBMISSION, *rows).posts
    assert {(post.id, post.parent, post.text) for post in posts[1:]} == {
        (row["id"], row["parent_id"][3:].replace("p", "op"), row["body"]) for row in rows
    }


def test_damaged_dumps_raise_nothing_but_a_content_error(damage):
    chance = random.Random(3)
    rows = [SUBMISSION, comment("c1", "t3_p", "No."), comment("c2", "t1_c1", "Why?")]
    for _ in range(200):
        with suppress(ContentError):
            read(*(damage(row, chance) for row in rows))
