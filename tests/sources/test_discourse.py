"""A Discourse topic: replies are those of the site, and where it names none those that quotations tell."""

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


def quote(number, words="<p>Words.</p>", topic=9, user="ann"):
    return (
        f'<aside class="quote no-group" data-username="{user}" data-post="{number}" data-topic="{topic}">'
        f'<div class="title"><div class="quote-controls"></div>{user}:</div><blockquote>{words}</blockquote></aside>'
    )


def post(number, cooked="<p>Words.</p>", **fields):
    return {
        "id": 100 + number,
        "post_number": number,
        "post_type": 1,
        "username": "ann",
        "cooked": cooked,
        "topic_id": 9,
    } | fields


def topic(*posts, **fields):
    return {"title": "Tabs?", "post_stream": {"posts": list(posts), "stream": [1, 2, 3, 4]}} | fields


def read(*posts, **fields):
    return read_text(json.dumps(topic(*posts, **fields)).encode(), path="x.json")


def answers(*posts):
    return {one.id: (one.parent, one.parent_confidence, one.parent_cue) for one in read(*posts).posts}


def test_a_post_that_names_no_other_answers_the_one_that_it_quotes():
    found = answers(post(1), post(2), post(3), post(4, quote(2) + "<p>No.</p>"))
    assert found["104"] == ("102", 0.9, "quotes it")


def test_of_several_quoted_posts_the_first_is_answered_and_that_is_less_sure():
    assert answers(post(1), post(2), post(3), post(4, quote(3) + quote(2)))["104"] == ("103", 0.45, "quotes it")


def test_the_sites_own_word_counts_before_quotations():
    assert answers(post(1), post(2), post(3), post(4, quote(2), reply_to_post_number=3))["104"] == ("103", 1.0, "")
    assert answers(post(1), post(2), post(4, quote(2), reply_to_post_number=1))["104"] == ("op", 1.0, "")


@pytest.mark.parametrize(
    "cooked",
    [quote(2, topic=8), quote(7), quote(4), quote("x"), '<aside class="quote"><blockquote>So.</blockquote></aside>'],
)
def test_quotations_from_elsewhere_name_no_parent(cooked):
    assert answers(post(1), post(2), post(4, cooked))["104"] == ("op", 1.0, "")


def test_what_a_quotation_quotes_in_turn_does_not_count():
    assert answers(post(1), post(2), post(3), post(4, quote(3, quote(2))))["104"] == ("103", 0.9, "quotes it")


def test_quotations_are_quote_blocks_without_the_name_above_them():
    one = read(
        post(1), post(2, quote(1, "<p>So <em>it</em> is.</p>" + quote(1, "<p>Is it?</p>")) + "<p>No.</p>")
    ).posts[1]
    assert one.text == "> So it is.\n> > Is it?\n\nNo."
    assert [(block.kind, block.level) for block in one.blocks] == [("quote", 1), ("quote", 2), ("paragraph", 0)]


def test_the_preview_of_a_link_is_its_address_and_not_the_writers_words():
    preview = (
        '<aside class="onebox allowlistedgeneric" data-onebox-src="https://a.org/x"><header>a.org</header>'
        '<article><h3><a href="https://a.org/x">Title</a></h3><p>An excerpt.</p></article></aside>'
    )
    (one,) = read(post(2, f"<p>See</p>{preview}<p>there.</p>")).posts
    assert one.text == "See\n\nhttps://a.org/x\n\nthere."
    assert one.marks[0].url == "https://a.org/x"


def test_a_picture_is_its_name_without_its_size():
    picture = (
        '<p>Look: <div class="lightbox-wrapper">'
        '<a class="lightbox" href="https://a.org/i.png"><img src="https://a.org/i.png"'
        ' alt="a graph"><div class="meta"><span class="filename">i.png</span><span>690×388</span></div>'
        "</a></div></p>"
    )
    (one,) = read(post(2, picture)).posts
    assert "a graph" in one.text
    assert "690" not in one.text


def test_tags_are_names_in_both_shapes_and_likes_are_the_votes():
    document = read(
        post(1, actions_summary=[{"id": 2, "count": 7}], score=90.5), post(2), tags=["a", {"id": 1, "name": "b"}]
    )
    assert document.tags == ("a", "b")
    assert [one.score for one in document.posts] == [7, None]


def test_what_is_gone_keeps_its_place_and_small_actions_are_none():
    document = read(
        post(1),
        post(2, user_deleted=True, cooked="<p>(post deleted by author)</p>"),
        post(3, hidden=True),
        post(4, post_type=3, action_code="closed.enabled"),
        post(5, "", reply_to_post_number=2),
    )
    assert [(one.id, one.status, one.text) for one in document.posts][1:] == [
        ("102", "deleted", ""),
        ("103", "removed", ""),
        ("105", "present", ""),
    ]
    assert document.posts[-1].parent == "102"


def many(count):
    chance = random.Random(11)
    posts, expected = [post(1, "<p>Why?</p>", username="op-er", created_at="2026-03-01T00:00:00.000Z")], []
    for n in range(2, count + 1):
        above = chance.choice([None, chance.randint(2, n - 1)] if n > 2 else [None])
        when = f"2026-03-01T{n % 24:02}:{n % 60:02}:00.000Z"
        posts.append(
            post(n, f"<p>Number <b>{n}</b>.</p>", username=f"u{n % 13}", created_at=when, reply_to_post_number=above)
        )
        expected.append((str(100 + n), f"{100 + above}" if above else "op", f"u{n % 13}", f"Number {n}."))
    return posts, expected


def test_hundreds_of_posts_are_exact():
    posts, expected = many(800)
    document = read(*posts)
    assert [(one.id, one.parent, one.author, one.text) for one in document.posts][1:] == expected
    assert [one.date for one in document.posts][1:] == [
        datetime(2026, 3, 1, n % 24, n % 60, tzinfo=UTC) for n in range(2, 801)
    ]


@pytest.mark.timeout(60)
def test_twenty_thousand_posts_and_a_chain_of_thousands_are_read_in_seconds():
    chain = [post(n, reply_to_post_number=n - 1 if 2 < n < 5000 else None) for n in range(1, 20_001)]
    assert len(read(*chain).posts) == 20_000


@settings(max_examples=amount(40, thorough=400))
@given(st.randoms(use_true_random=False))
def test_a_damaged_topic_raises_nothing_but_a_content_error(damage, chance):
    data = topic(post(1), post(2, quote(1), actions_summary=[{"id": 2, "count": 1}]), post(3, hidden=True), tags=["a"])
    with suppress(ContentError):
        read_text(json.dumps(damage(data, chance)).encode(), path="x.json")


def test_posts_that_come_without_their_topic_are_named_by_its_slug():
    data = {"post_stream": {"posts": [post(1, topic_slug="close-the-bridge"), post(2)]}, "id": 7}
    assert read_text(json.dumps(data).encode(), path="x.json").title == "Close the bridge"
    del data["post_stream"]["posts"][0]["topic_slug"]
    assert read_text(json.dumps(data).encode(), path="some-topic.json").title == "some topic"
