"""Discourse, Lobsters and GitHub: order, parents, authors and times are those of the source."""

import json
from datetime import UTC, datetime

from digest.sources import read_text


def read(data, name="x.json"):
    return read_text(json.dumps(data).encode(), path=name)


def places(document):
    return [(post.id, post.parent, post.author, post.status) for post in document.posts]


def discourse_post(number, cooked="<p>Words.</p>", **fields):
    return {
        "id": 100 + number,
        "post_number": number,
        "username": "ann",
        "cooked": cooked,
        "reply_to_post_number": None,
    } | fields


def test_a_discourse_topic_is_read_with_its_replies_and_quotations():
    quote = (
        '<aside class="quote" data-username="ann" data-post="2"><div class="title">ann said:</div>'
        "<blockquote><p>Words.</p></blockquote></aside><p>No.</p>"
    )
    posts = [
        discourse_post(1, "<p>Why?</p>", username="op-er", created_at="2026-03-01T10:00:00.000Z"),
        discourse_post(2),
        discourse_post(3, quote, username="ben", reply_to_post_number=2),
        discourse_post(4, post_type=3),
        discourse_post(5, user_deleted=True),
        discourse_post(6, reply_to_post_number=99),
    ]
    document = read(
        {
            "title": "Tabs &amp; spaces",
            "post_stream": {"posts": posts},
            "tags": ["style"],
            "created_at": "2026-03-01T10:00:00.000Z",
        }
    )
    assert (document.format, document.title, document.tags) == ("discourse", "Tabs & spaces", ("style",))
    assert places(document) == [
        ("op", None, "op-er", "present"),
        ("102", "op", "ann", "present"),
        ("103", "102", "ben", "present"),
        ("105", "op", "ann", "deleted"),
        ("106", "op", "ann", "present"),
    ]
    assert document.posts[0].date == document.date == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert document.posts[2].text == "> Words.\n\nNo."
    assert document.posts[4].parent_confidence < 1


def test_a_topic_that_begins_with_a_picture_alone_has_no_opening_post():
    document = read({"title": "T", "post_stream": {"posts": [discourse_post(1, "<p></p>"), discourse_post(2)]}})
    assert [(post.id, post.parent) for post in document.posts] == [("102", None)]


def test_a_lobsters_story_is_read_with_both_shapes_of_users():
    comments = [
        {
            "short_id": "aaa",
            "parent_comment": None,
            "comment": "<p>Yes, <em>so</em>.</p>",
            "commenting_user": "ann",
            "score": 3,
            "created_at": "2026-03-01T10:00:00.000-06:00",
        },
        {"short_id": "bbb", "parent_comment": "aaa", "comment": "<p>No.</p>", "commenting_user": {"username": "ben"}},
        {"short_id": "ccc", "parent_comment": None, "comment": "", "is_deleted": True, "commenting_user": "cy"},
    ]
    story = {
        "short_id": "sss",
        "title": "Tabs?",
        "url": "https://www.example.org/a",
        "description": "<p>Why?</p>",
        "submitter_user": "op-er",
    }
    document = read(story | {"comments": comments, "comments_url": "https://lobste.rs/s/sss/tabs", "tags": ["style"]})
    assert (document.format, document.site, document.source) == (
        "lobsters",
        "example.org",
        "https://lobste.rs/s/sss/tabs",
    )
    assert places(document) == [
        ("op", None, "op-er", "present"),
        ("aaa", "op", "ann", "present"),
        ("bbb", "aaa", "ben", "present"),
        ("ccc", "op", "cy", "deleted"),
    ]
    assert document.posts[1].text == "Yes, so."
    assert document.posts[1].date == datetime(2026, 3, 1, 16, tzinfo=UTC)


def remark(name, body="Words.", **fields):
    return {"id": name, "author": {"login": "ann"}, "body": body, "createdAt": "2026-03-01T10:00:00Z"} | fields


def test_a_github_issue_is_read_as_gh_prints_it():
    comments = [
        remark("IC_1", "> Why?\n\nSo."),
        remark("IC_2", author=None),
        remark("IC_3", isMinimized=True, minimizedReason="spam"),
    ]
    document = read(remark("I_1", "Why?", title="Tabs?", url="https://github.com/a/b/issues/1", comments=comments))
    assert (document.format, document.source) == ("github", "https://github.com/a/b/issues/1")
    assert places(document) == [
        ("op", None, "ann", "present"),
        ("IC_1", "op", "ann", "present"),
        ("IC_2", "op", None, "present"),
        ("IC_3", "op", "ann", "removed"),
    ]


def test_reviews_of_a_pull_request_stand_among_its_comments_by_time_and_approvals_without_words_are_nothing_said():
    reviews = [
        remark("R1", "Early.", createdAt=None, submittedAt="2026-02-01T10:00:00Z", state="COMMENTED"),
        remark("R2", "", state="APPROVED"),
    ]
    document = read(remark("P", "", title="Tabs", comments=[remark("C1")], reviews=reviews))
    assert [(post.id, post.parent) for post in document.posts] == [("R1", None), ("C1", None)]


def test_a_github_discussion_has_replies_below_its_comments():
    comments = {"nodes": [remark("D1", replies={"nodes": [remark("D2"), remark("D3")]}), remark("D4")]}
    data = {"data": {"repository": {"discussion": remark("D", "Why?", title="Tabs?", comments=comments)}}}
    assert [(post.id, post.parent) for post in read(data).posts] == [
        ("op", None),
        ("D1", "op"),
        ("D2", "D1"),
        ("D3", "D1"),
        ("D4", "op"),
    ]


def test_hundreds_of_posts_keep_their_order_and_parents():
    posts = [discourse_post(n, f"<p>Number {n}.</p>", reply_to_post_number=n // 2 or None) for n in range(1, 601)]
    document = read({"title": "T", "post_stream": {"posts": posts}})
    assert {post.id: post.parent for post in document.posts if post.id != "op"} == {
        str(100 + n): "op" if n // 2 == 1 else str(100 + n // 2) for n in range(2, 601)
    }
