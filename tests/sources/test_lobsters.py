"""A Lobsters story: comments come in a row, each with its parent or its depth."""

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


def comment(name, **fields):
    return {"short_id": name, "comment": "<p>Words.</p>", "commenting_user": "ann", "is_deleted": False} | fields


def story(*comments, **fields):
    return {"short_id": "sss", "title": "Tabs?", "url": "", "comments": list(comments)} | fields


def read(*comments, **fields):
    return read_text(json.dumps(story(*comments, **fields)).encode(), path="x.json")


def parents(document):
    return [(post.id, post.parent) for post in document.posts]


@pytest.mark.parametrize(("key", "first"), [("depth", 0), ("indent_level", 1)])
def test_where_no_parent_is_named_the_depth_tells_it(key, first):
    depths = {"a": 0, "b": 1, "c": 2, "d": 1, "e": 0, "f": 1}
    document = read(*(comment(name, **{key: depth + first}) for name, depth in depths.items()))
    assert parents(document) == [("a", None), ("b", "a"), ("c", "b"), ("d", "a"), ("e", None), ("f", "e")]


def test_a_named_parent_counts_before_the_depth():
    document = read(
        comment("a", depth=0), comment("b", depth=1, parent_comment="a"), comment("c", depth=2, parent_comment="a")
    )
    assert parents(document) == [("a", None), ("b", "a"), ("c", "a")]


def test_what_was_typed_serves_where_the_html_is_not_at_hand():
    (post,) = read(comment("a", comment=None, comment_plain="> so it is\n\nNo, *not* so.")).posts
    assert post.text == "> so it is\n\nNo, not so."


def test_what_is_gone_keeps_its_place():
    words = '<p><span class="na">Comment removed by author</span></p>'
    document = read(
        comment("a", comment=words, is_deleted=True),
        comment("b", comment=words, is_moderated=True),
        comment("c", comment=""),
    )
    assert [(post.status, post.text) for post in document.posts] == [("deleted", ""), ("removed", ""), ("present", "")]


def test_hundreds_of_comments_are_exact():
    chance = random.Random(2)
    rows, expected, depths = [], [], []
    for n in range(600):
        depth = chance.randint(0, min(len(depths) and depths[-1][0] + 1, 40))
        above = next((name for level, name in reversed(depths) if level < depth), None)
        depths = [one for one in depths if one[0] < depth] + [(depth, f"c{n}")]
        when = f"2026-03-01T{n % 24:02}:{n % 60:02}:00.000-06:00"
        rows.append(
            comment(f"c{n}", depth=depth, comment=f"<p>Number {n} &amp; <a href='/s/x'>on</a>.</p>", score=n % 50 - 3)
        )
        rows[-1] |= {
            "commenting_user": {"username": f"u{n % 7}"} if n % 2 else f"u{n % 7}",
            "created_at": when,
            "new": [1],
        }
        rows[-1] |= {"parent_comment": above} if n % 3 else {}
        expected.append((f"c{n}", above or "op", f"u{n % 7}", f"Number {n} & on.", n % 50 - 3))
    posts = read(*rows, description="<p>Why?</p>", submitter_user="op-er").posts
    assert [(post.id, post.parent, post.author, post.text, post.score) for post in posts][1:] == expected
    assert posts[5].date == datetime(2026, 3, 1, 10, 4, tzinfo=UTC)


@pytest.mark.timeout(60)
def test_twenty_thousand_comments_and_a_chain_of_thousands_are_read_in_seconds():
    posts = read(*(comment(f"c{n}", depth=min(n, 5000)) for n in range(20_000))).posts
    assert (len(posts), posts[4000].parent, posts[-1].parent) == (20_000, "c3999", "c4999")


@settings(max_examples=amount(40, thorough=400))
@given(st.randoms(use_true_random=False))
def test_a_damaged_story_raises_nothing_but_a_content_error(damage, chance):
    data = story(comment("a", depth=0), comment("b", depth=1, comment_plain="x"), tags=["x"], description="<p>Why?</p>")
    with suppress(ContentError):
        read_text(json.dumps(damage(data, chance)).encode(), path="x.json")


def test_addresses_of_comments_are_fit_to_be_written_and_never_scripts():
    urls = ["https://lobste.rs/c/a b", "javascript:alert(1)", "c/x", None]
    document = read(*(comment(f"c{n}", url=url) for n, url in enumerate(urls)))
    assert [post.url for post in document.posts] == ["https://lobste.rs/c/a%20b", None, None, None]
