"""How many comments a source has besides those at hand: told where it says so clearly, and never more than that."""

import json
from dataclasses import replace

import pytest

from digest.errors import ContentError
from digest.sources import read_text, write


def missing(data, name="x.json"):
    raw = data if isinstance(data, str) else json.dumps(data)
    return read_text(raw.encode(), path=name).missing


def reddit(*children, **fields):
    story = {"kind": "t3", "data": {"title": "Tabs?", "selftext": "", "permalink": "/r/x/comments/s/"} | fields}
    return [{"kind": "Listing", "data": {"children": list(rows)}} for rows in ([story], children)]


def said(name, *replies):
    below = {"kind": "Listing", "data": {"children": list(replies)}} if replies else ""
    return {"kind": "t1", "data": {"id": name, "parent_id": "t3_s", "body": "Words.", "replies": below}}


def more(count, *children):
    return {"kind": "more", "data": {"count": count, "children": list(children), "parent_id": "t1_a"}}


def test_reddits_more_nodes_count_the_comments_below_them_wherever_they_stand():
    assert missing(reddit(said("a", said("b", more(3, "c", "d"))), more(40, "e", "f", "g"))) == 43


@pytest.mark.parametrize(
    "node",
    [
        more(0),  # "continue this thread" counts nothing
        more(2, "b", "c"),  # somebody has put in what it stood for
        more("3", "x"),
        more(-3, "x"),
        more(True, "x"),
        {"kind": "more", "data": None},
        {"kind": "more", "data": {"count": 3, "children": None}},
    ],
)
def test_reddits_more_nodes_that_are_followed_or_count_nothing_are_not_counted(node):
    assert missing(reddit(said("a", said("b")), node)) == 0


def test_a_more_node_that_comes_twice_counts_once():
    assert missing(reddit(said("a"), more(5, "x", "y"), more(5, "x", "y"))) == 5


def test_reddits_own_number_of_comments_is_not_relied_on_as_it_counts_what_nobody_can_see():
    assert missing(reddit(said("a"), num_comments=30)) == 0


def test_an_old_reddit_page_says_how_many_replies_it_folds_away():
    thing = '<div class=" thing id-t1_{} comment "><div class="entry"><p class="tagline"></p>{}</div></div>'
    words = '<div class="usertext-body"><div class="md"><p>Words (9 replies).</p></div></div>'
    folded = '<span class="morecomments"><a>load more comments<span class="gray">&nbsp;({})</span></a></span>'
    page = (
        '<!DOCTYPE html><html><body><div class=" thing id-t3_s link self "><div class="entry">'
        f'<a class="title">Tabs?</a></div></div>{thing.format("a", words)}'
        f"{thing.format('m', folded.format('12 replies'))}{folded.format('1 reply')}{folded.format('weitere')}"
        '<span class="deepthread"><a>continue this thread</a></span></body></html>'
    )
    assert missing(page, "x.html") == 13


def firebase(**story):
    return [
        {"id": 1, "type": "story", "title": "Tabs?", "by": "op-er", "time": 1} | story,
        {"id": 2, "type": "comment", "by": "ann", "parent": 1, "text": "Words.", "time": 1},
        {"id": 3, "type": "comment", "deleted": True, "parent": 1, "time": 1},
        {"id": 4, "type": "pollopt", "poll": 1, "by": "op-er", "text": "Tabs", "time": 1},
        None,
    ]


@pytest.mark.parametrize(("stated", "told"), [(12, 10), (2, 0), (1, 0), (None, 0), ("12", 0), (10**20, 0)])
def test_hacker_news_counts_descendants_of_which_the_deleted_that_are_here_are_no_part_that_is_missing(stated, told):
    assert missing(firebase(descendants=stated)) == told


def test_a_hacker_news_page_counts_where_there_are_more_pages():
    page = (
        '<!DOCTYPE html><html><table class="fatitem"><tr class="athing" id="1"><td><span class="titleline">'
        '<a href="https://example.org/a">Tabs?</a></span></td></tr><tr><td class="subtext"><span class="subline">'
        '<a class="hnuser">op-er</a> <a href="hide?id=1">hide</a> <a href="item?id=1">612&nbsp;comments</a></span>'
        '</td></tr></table><table><tr class="athing comtr" id="2"><td class="ind" indent="0"></td><td>'
        '<div class="commtext">7 comments</div></td></tr></table>{}</html>'
    )
    assert missing(page.format('<a class="morelink" href="item?id=1&amp;p=2">More</a>'), "x.html") == 611
    assert missing(page.format(""), "x.html") == 0


def topic(stream, posts=2, **fields):
    rows = [{"id": 10 + n, "post_number": n, "cooked": "<p>Words.</p>"} for n in range(1, posts + 1)]
    action = {"id": 90, "post_number": 9, "post_type": 3, "cooked": "closed the topic"}
    return {"title": "Tabs?", "post_stream": {"posts": [*rows, action], "stream": stream}} | fields


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (topic([11, 12, 90, 13, 14, 15]), 3),
        (topic([11, 12, 90, 13, 14, 15], posts_count=4), 2),  # one of the three is a small action
        (topic([11, 12, 90, 13, 14, 15], posts_count=50), 3),
        (topic([11, 12, 90], posts_count=50), 0),
        (topic(None, posts_count=50), 0),  # a part of a topic that does not say of what
        (topic(["13", None, 13, 13]), 1),
    ],
)
def test_discourse_lists_the_posts_of_a_topic_and_counts_them(data, told):
    assert missing(data) == told


@pytest.mark.parametrize(("stated", "told"), [(9, 7), (1, 0), (None, 0)])
def test_lobsters_counts_the_comments_of_a_story(stated, told):
    rows = [{"short_id": name, "comment": "<p>Words.</p>", "is_deleted": name == "b"} for name in "ab"]
    assert missing({"short_id": "s", "title": "Tabs?", "comments": rows, "comment_count": stated}) == told


def test_github_counts_comments_and_the_replies_of_each():
    def one(name, **fields):
        return {"id": name, "body": "Words.", "createdAt": "2026-03-01T10:00:00Z"} | fields

    replies = {"totalCount": 5, "nodes": [one("r1"), one("r2")]}
    comments = {"totalCount": 3, "nodes": [one("c1", replies=replies), one("c2", replies={"totalCount": 0})]}
    assert missing({"data": {"repository": {"discussion": one("d", title="Tabs?", comments=comments)}}}) == 4
    threads = {"totalCount": 40, "nodes": [{"comments": {"totalCount": 2, "nodes": [one("t1")]}}]}
    reviews = {"totalCount": 9, "nodes": [one("v1", state="APPROVED")]}
    pull = one("p", title="Tabs?", comments=[one("c1")], reviews=reviews, reviewThreads=threads)
    assert missing(pull) == 1


@pytest.mark.parametrize("name", ["x.md", "y.md"])
@pytest.mark.parametrize("text", ["Words.", "## @Ann\n\nWords."])
def test_a_number_in_the_front_matter_is_kept_when_it_is_written_again(name, text):
    document = read_text(f"---\ntitle: Tabs?\nmissing: 12\n---\n{text}".encode(), path=name)
    assert document.missing == 12
    again = read_text(write(document).encode(), path=name)
    assert replace(again, posts=(), format=document.format) == replace(document, posts=())


def test_none_is_not_written_down():
    assert "missing" not in write(read_text(b"---\ntitle: Tabs?\nmissing: 0\n---\n## @Ann\n\nWords.", path="x.md"))


@pytest.mark.parametrize("value", ["some", "-3", "1.5", "1234567890", "[1]"])
def test_what_is_no_number_is_a_fault_with_its_line(value):
    with pytest.raises(ContentError, match=r"x\.md:3: `missing` is .*, write"):
        read_text(f"---\ntitle: Tabs?\nmissing: {value}\n---\n## @Ann\n\nWords.".encode(), path="x.md")
