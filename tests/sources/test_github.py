"""GitHub's issues, pull requests with their reviews, and discussions, as `gh` prints them."""

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


def said(name, body="Words.", **fields):
    return {"id": name, "author": {"login": "ann"}, "body": body, "createdAt": "2026-03-01T10:00:00Z"} | fields


def read(data):
    return read_text(json.dumps(data).encode(), path="x.json")


def parents(document):
    return [(post.id, post.parent, post.author) for post in document.posts]


def test_a_thread_of_a_review_is_its_first_comment_with_replies():
    threads = [
        {
            "path": "a.py",
            "line": 3,
            "comments": {"nodes": [said("R1", createdAt="2026-03-03T10:00:00Z"), said("R2", author=None)]},
        },
        {"path": "b.py", "comments": {"nodes": []}},
    ]
    pull = said("P", "Why?", title="Tabs", comments={"nodes": [said("C1", createdAt="2026-03-02T10:00:00Z")]})
    document = read({"data": {"repository": {"pullRequest": pull | {"reviewThreads": {"nodes": threads}}}}})
    assert parents(document) == [("op", None, "ann"), ("C1", "op", "ann"), ("R1", "op", "ann"), ("R2", "R1", None)]


def test_members_of_a_list_may_stand_behind_edges():
    comments = {
        "edges": [{"node": said("D1", replies={"edges": [{"node": said("D2", upvoteCount=4)}]})}, {"node": None}]
    }
    document = read(said("D", "", title="Tabs?", comments=comments))
    assert parents(document) == [("D1", None, "ann"), ("D2", "D1", "ann")]
    assert [post.score for post in document.posts] == [None, 4]


def test_markdown_is_resolved_and_quotations_and_code_kept():
    (post,) = read(said("I", "", title="T", comments=[said("C", "> so\n\n**No**, `a_b`.\n\n```py\nx = 1\n```")])).posts
    assert post.text == "> so\n\nNo, a_b.\n\nx = 1"
    assert [block.kind for block in post.blocks] == ["quote", "paragraph", "code"]


def test_hundreds_of_comments_are_exact():
    chance = random.Random(4)
    comments, expected = [], []
    for n in range(250):
        replies = [said(f"r{n}-{m}", f"Reply *{m}*.", author={"login": f"v{m}"}) for m in range(chance.randint(0, 3))]
        when = f"2026-03-01T{n % 24:02}:{n % 60:02}:00Z"
        comments.append(
            said(f"c{n}", f"Number **{n}**.", author=None if n % 9 == 8 else {"login": f"u{n % 9}"}, createdAt=when)
        )
        comments[-1] |= {
            "replies": {"nodes": replies},
            "isMinimized": n % 20 == 19,
            "minimizedReason": "SPAM",
            "new": 1,
        }
        expected.append((f"c{n}", "op", None if n % 9 == 8 else f"u{n % 9}", "" if n % 20 == 19 else f"Number {n}."))
        expected += [(f"r{n}-{m}", f"c{n}", f"v{m}", f"Reply {m}.") for m in range(len(replies))]
    posts = read(
        {"data": {"repository": {"discussion": said("D", "Why?", title="T", comments={"nodes": comments})}}}
    ).posts
    assert len(posts) > 500
    assert [(post.id, post.parent, post.author, post.text) for post in posts][1:] == expected
    assert next(post for post in posts if post.id == "c77").date == datetime(2026, 3, 1, 5, 17, tzinfo=UTC)


def test_a_pull_request_of_hundreds_of_comments_reviews_and_threads_is_exact():
    rows = []  # when, the row, what it is read as
    for n in range(240):
        day, clock = 1 + n // 24, n % 24
        row = said(f"x{n}", f"Number **{n}**.", author={"login": f"u{n % 7}"}, lastEditedAt="2031-01-01T00:00:00Z")
        at = f"2026-03-{day:02}T{clock:02}:00:00Z"
        if n % 4 == 0:
            row = {**row, "createdAt": None, "submittedAt": at, "state": "COMMENTED"}
        rows.append({**row, "createdAt": row["createdAt"] and at})
    reviews = [row for n, row in enumerate(rows) if n % 4 == 0]
    silent = [{**row, "id": f"{row['id']}-ok", "body": "", "state": "APPROVED"} for row in reviews]
    plain = [row for n, row in enumerate(rows) if n % 4 in (1, 2)]
    threads = [
        {
            "path": "a.py",
            "isResolved": True,
            "comments": {"totalCount": 2, "nodes": [row, {**row, "id": f"{row['id']}-r"}]},
        }
        for n, row in enumerate(rows)
        if n % 4 == 3
    ]
    pull = said("P", "Why?", title="T", comments=plain[::-1], reviews=[*reviews, *silent])
    posts = read(pull | {"reviewThreads": {"nodes": threads}}).posts
    expected = []
    for n in range(240):
        when = datetime(2026, 3, 1 + n // 24, n % 24, tzinfo=UTC)
        expected.append((f"x{n}", "op", f"u{n % 7}", f"Number {n}.", when))
        if n % 4 == 3:
            expected.append((f"x{n}-r", f"x{n}", f"u{n % 7}", f"Number {n}.", when))
    assert [(post.id, post.parent, post.author, post.text, post.date) for post in posts][1:] == expected


@pytest.mark.timeout(60)
def test_twenty_thousand_comments_are_read_in_seconds():
    assert len(read(said("I", "Why?", title="T", comments=[said(f"c{n}") for n in range(19_999)])).posts) == 20_000


@settings(max_examples=amount(40, thorough=400))
@given(st.randoms(use_true_random=False))
def test_damaged_answers_raise_nothing_but_a_content_error(damage, chance):
    threads = {"nodes": [{"comments": {"nodes": [said("R1"), said("R2")]}}]}
    data = said(
        "P",
        title="T",
        comments=[said("C1", replies={"nodes": [said("C2")]})],
        reviews=[said("V")],
        reviewThreads=threads,
    )
    with suppress(ContentError):
        read(damage(data, chance))


def test_comments_of_the_template_go_and_are_counted_and_code_keeps_them():
    code = "`<!-- so -->`\r\n```html\r\n<!-- a -->\r\n```"
    body = f"<!-- Thank you!\r\nRead this. -->\r\nClose it.\r\n\r\n{code}\r\n<!-- never closed"
    document = read(said("P", body, title="Tabs", comments=[said("C1", "I type <!-- and go on.")]))
    assert document.posts[0].text == "Close it.\n\n<!-- so -->\n\n<!-- a -->"
    assert document.posts[1].text == "I type <!-- and go on."
    assert [(one.what, one.count) for one in document.left_out] == [("comments from the issue template", 2)]


def test_line_ends_stay_as_github_shows_them():
    assert read(said("P", "One\nTwo", title="Tabs", comments=[])).posts[0].text == "One\nTwo"
