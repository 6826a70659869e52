"""A saved old.reddit page gives the same posts as the listing behind it."""

import json
import random
from contextlib import suppress
from datetime import UTC, datetime
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import ContentError
from digest.sources import read_text
from digest.sources.tree import MISSING
from tests.effort import amount

START = 1_760_000_000


def stamp(seconds):
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat()


def thing(name, *replies, author="ann", words="<p>Words.</p>", points=5, parent=None, classes="", **more):
    """A comment as the page has it; with it, as in life, whatever else stands around the words."""
    when = more.get("when", START)
    kept = f' data-author="{author}"' if author else ""
    who = f'<a href="https://old.reddit.com/user/{author}" class="author may-blank">{author}</a>' if author else ""
    score = "" if points is None else f'<span class="score unvoted" title="{points}">{points} points</span>'
    votes = score.replace("unvoted", "dislikes").replace(f'"{points}"', f'"{points}0"') + score if points else score
    edited = (
        '<time class="edited-timestamp" datetime="2031-01-01T00:00:00+00:00">*</time>' if more.get("edited") else ""
    )
    link = f'<li><a href="{parent}" data-event-action="parent" class="bylink">parent</a></li>' if parent else ""
    return (
        f'<div class=" thing id-t1_{name} noncollapsed {classes} comment " data-fullname="t1_{name}"'
        f'{kept} data-type="comment" data-permalink="/r/x/comments/s/tabs/{name}/">'
        f'<p class="parent"><a name="{name}"></a></p>'
        f'<div class="entry unvoted"><p class="tagline"><a class="expand">[–]</a>{who or "<em>[deleted]</em>"} {votes}'
        f'{edited}<time title="x" datetime="{stamp(when)}" class="live-timestamp">1 day ago</time></p>'
        f'<form class="usertext"><input type="hidden" name="thing_id" value="t1_{name}"/>'
        f'<div class="usertext-body md-container"><div class="md">{words}</div></div></form>'
        f'<ul class="flat-list buttons"><li><a class="bylink">permalink</a></li>{link}<li>reply</li></ul></div>'
        f'<div class="child"><div class="sitetable listing">{"".join(replies)}</div></div></div>'
    )


MORE = (
    '<div class=" thing id-t1_m noncollapsed morechildren " data-fullname="t1_m" data-type="morechildren">'
    '<div class="entry"><span class="morecomments"><a>load more comments</a></span></div></div>'
)


def page(
    *things, words="", about='class=" thing id-t3_s odd link self "', domain="self.x", url="/r/x/comments/s/tabs/"
):
    text = f'<div class="expando"><form><div class="usertext-body"><div class="md">{words}</div></div></form></div>'
    return (
        "<!DOCTYPE html>\n<!-- saved from url=(0040)https://old.reddit.com/ -->\n<html><head><title>x</title></head>"
        f'<body class="comments-page"><div class="content"><div id="siteTable"><div {about} data-fullname="t3_s" '
        f'data-type="link" data-author="op-er" data-timestamp="{START}000" data-url="{url}" data-domain="{domain}" '
        'data-permalink="/r/x/comments/s/tabs/" data-score="55"><div class="entry unvoted"><p class="title">'
        '<a class="title may-blank" href="/r/x/comments/s/tabs/">Tabs &amp; spaces?</a></p><p class="tagline">sent '
        f'<time datetime="{stamp(START)}" class="live-timestamp">1 day ago</time> by <a class="author">op-er</a></p>'
        f'{text if words else ""}</div></div></div><div class="commentarea"><div class="sitetable nestedlisting">'
        f"{''.join(things)}</div></div></div></body></html>"
    )


def read(*things, **fields):
    return read_text(page(*things, **fields).encode(), path="x.html")


def test_the_head_of_the_page_gives_title_address_and_date_and_the_text_opens():
    document = read(thing("a"), words="<p>I <em>think</em>.</p>")
    assert (document.format, document.title, document.site) == ("reddit", "Tabs & spaces?", None)
    assert document.source == "https://www.reddit.com/r/x/comments/s/tabs/"
    assert document.date == datetime.fromtimestamp(START, tz=UTC)
    assert [(post.id, post.author, post.text, post.parent, post.score) for post in document.posts] == [
        ("op", "op-er", "I think.", None, 55),
        ("a", "ann", "Words.", "op", 5),
    ]


def test_a_link_has_a_site_and_no_opening_post():
    about = 'class=" thing id-t3_s odd link "'
    document = read(thing("a"), about=about, domain="example.org", url="https://www.example.org/a")
    assert (document.site, [(post.id, post.parent) for post in document.posts]) == ("example.org", [("a", None)])


def test_replies_stand_inside_what_they_answer_and_load_more_is_no_post():
    document = read(thing("a", thing("b", thing("c"), MORE), thing("d")), thing("e"), MORE)
    assert [(post.id, post.parent) for post in document.posts] == [
        ("a", None),
        ("b", "a"),
        ("c", "b"),
        ("d", "a"),
        ("e", None),
    ]


def test_quotes_lists_code_and_links_keep_their_words():
    words = (
        "<blockquote><p>so it is</p></blockquote>\n\n<p>No, see <a href='/wiki/x'>this</a> &amp; <code>a_b</code>.</p>"
        "\n<ul><li>one</li>\n<li>two</li></ul>\n<pre><code>x = 1\n  y\n</code></pre>"
    )
    (post,) = read(thing("a", words=words)).posts
    assert post.text == "> so it is\n\nNo, see this & a_b.\n\n- one\n- two\n\nx = 1\n  y"
    assert [block.kind for block in post.blocks] == ["quote", "paragraph", "list", "list", "code"]
    assert post.marks[0].url == "https://old.reddit.com/wiki/x"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("<p>[deleted]</p>", "deleted"),
        ("<p>[removed]</p>", "removed"),
        ("<p>[ Removed by Reddit on account of violating the <a href='/x'>content policy</a>. ]</p>", "removed"),
    ],
)
def test_deleted_and_removed_comments_keep_their_place(words, status):
    first, second = read(thing("a", thing("b"), author=None, words=words, points=None, classes="deleted")).posts
    assert (first.status, first.text, first.author, first.score) == (status, "", None, None)
    assert (second.parent, second.status) == ("a", "present")


def test_words_about_removal_are_words():
    (post,) = read(thing("a", words="<p>[removed]</p><p>they said.</p>")).posts
    assert (post.status, post.text) == ("present", "[removed]\n\nthey said.")


def test_the_time_of_an_edit_is_not_when_it_was_written_and_hidden_votes_are_none():
    (post,) = read(thing("a", edited=True, points=None)).posts
    assert (post.date, post.score) == (datetime.fromtimestamp(START, tz=UTC), None)


def test_the_votes_are_those_without_the_readers_own():
    assert [post.score for post in read(thing("a", points=-3), thing("b", points=0)).posts] == [-3, 0]


def test_where_only_a_branch_was_saved_its_first_comment_says_that_its_parent_is_missing():
    document = read(
        thing("b", thing("c", parent="#b"), parent="https://old.reddit.com/r/x/comments/s/tabs/a?context=1")
    )
    assert [(post.id, post.parent, post.parent_cue) for post in document.posts] == [
        ("b", None, MISSING),
        ("c", "b", ""),
    ]
    assert document.posts[0].parent_confidence < 1


def test_a_page_of_before_data_attributes_is_read_by_its_classes():
    raw = (
        '<html><div class="thing id-t3_s link"><div class="entry"><a class="title" href="https://a.org/">T</a></div>'
        '</div><div class="thing id-t1_a comment"><div class="entry"><p class="tagline"><a class="author">ann</a>'
        '<span class="score unvoted">7 points</span></p><div class="usertext-body"><div class="md"><p>Yes.</p></div>'
        "</div></div></div></html>"
    )
    (post,) = read_text(raw.encode(), path="x.html").posts
    assert (post.id, post.author, post.score, post.text, post.url) == ("a", "ann", 7, "Yes.", None)


def test_addresses_can_be_written_and_are_no_scripts():
    head = '<html><link rel="canonical" href="{}">'
    page_of = head + '<div class="thing id-t3_s link"><div class="entry"><a class="title">T</a>'
    sources = [
        read_text((page_of.format(link) + thing("a")).encode(), path="x.html").source
        for link in ("https://www.reddit.com/r/x/a b/", "javascript:alert(1)")
    ]
    assert sources == ["https://www.reddit.com/r/x/a%20b/", None]


def test_a_page_without_a_submission_is_a_fault():
    with pytest.raises(ContentError, match="no submission"):
        read_text(b'<html><div class="thing id-t3_s promoted link"></div></html>', path="x.html")


def twins(count):
    """One thread of many comments as the page and as the listing have it, odd members among them."""
    chance = random.Random(7)
    parents = {n: None if n == 0 or chance.random() < 0.2 else chance.randrange(n) for n in range(count)}
    below = {n: [m for m, parent in parents.items() if parent == n] for n in [None, *parents]}
    made, listed = {}, {}
    for n in reversed(range(count)):
        author = None if n % 41 == 40 else f"user-{n % 17}"
        typed = (
            "[deleted]" if n % 41 == 40 else "[removed]" if n % 53 == 52 else f"Number {n} & <more>.\n\n> {n}\n\nYes."
        )
        first, *rest = typed.split("\n\n")
        words = f"<p>{escape(first)}</p>" + "".join(
            f"<blockquote><p>{part[2:]}</p></blockquote>" if part.startswith("> ") else f"<p>{part}</p>"
            for part in rest
        )
        points = None if n % 29 == 28 else n % 90 - 10
        replies = [made[m] for m in below[n]]
        made[n] = thing(f"c{n}", *replies, author=author, words=words, points=points, when=START + n, edited=not n % 5)
        data = {
            "id": f"c{n}",
            "parent_id": "t3_s" if parents[n] is None else f"t1_c{parents[n]}",
            "body": escape(typed),
        }
        data |= {"author": author or "[deleted]", "created_utc": START + n, "score": n % 90 - 10}
        data |= {"score_hidden": points is None, "permalink": f"/r/x/comments/s/tabs/c{n}/"}
        data["replies"] = {"kind": "Listing", "data": {"children": [listed[m] for m in below[n]]}} if below[n] else ""
        listed[n] = {"kind": "t1", "data": data}
    main = {"id": "s", "title": "Tabs &amp; spaces?", "selftext": "Why?", "author": "op-er", "is_self": True}
    main |= {"created_utc": START, "permalink": "/r/x/comments/s/tabs/", "score": 55}
    heads = [[{"kind": "t3", "data": main}], [listed[n] for n in below[None]]]
    listing = [{"kind": "Listing", "data": {"children": children}} for children in heads]
    return page(*(made[n] for n in below[None]), words="<p>Why?</p>"), json.dumps(listing)


def test_hundreds_of_comments_are_the_same_from_the_page_as_from_the_listing():
    saved, listing = twins(700)
    ours, theirs = (read_text(text.encode(), path="x") for text in (saved, listing))
    assert len(ours.posts) == 701
    assert ours.posts == theirs.posts
    assert (ours.title, ours.source, ours.date, ours.site) == (theirs.title, theirs.source, theirs.date, theirs.site)


def test_a_thousand_replies_within_replies_are_read():
    inner = ""
    for n in reversed(range(1000)):
        inner = thing(f"c{n}", inner)
    posts = read(inner).posts
    assert [post.parent for post in posts] == [None, *(f"c{n}" for n in range(999))]


@pytest.mark.timeout(30)
def test_twenty_thousand_comments_are_read_in_seconds():
    posts = read(*(thing(f"a{n}", thing(f"b{n}")) for n in range(10_000))).posts
    assert len(posts) == 20_000
    assert posts[-1].parent == "a9999"


GOOD = page(thing("a", thing("b", edited=True), MORE), thing("c", author=None), words="<p>Why?</p>")


@settings(max_examples=amount(40, thorough=600))
@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 60), st.text(max_size=6)), max_size=5))
def test_a_damaged_page_raises_nothing_but_a_content_error(spoiled, cuts):
    with suppress(ContentError):
        read_text(spoiled(GOOD, cuts), path="x.html")
