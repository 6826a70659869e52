"""Each site's addresses are known in all their forms, and its discussions come in whole."""

import json

import pytest

from digest.errors import ContentError
from digest.importing.sites import address_in, recognise
from digest.sources import read_text


def place(url):
    site, found = recognise(url)
    return site.name, found.source


def fetch(world, url, **limits):
    site, found = recognise(url)
    fetched = site.fetch(found, world.web(**limits))
    return fetched, read_text(fetched.raw, path=fetched.source)


def fault(call, *args, **more):
    with pytest.raises(ContentError) as caught:
        call(*args, **more)
    return str(caught.value)


HN = "https://news.ycombinator.com/item?id=9"
REDDIT = "https://www.reddit.com/comments/abc12"


@pytest.mark.parametrize(
    ("url", "name", "source"),
    [
        (HN, "Hacker News", HN),
        ("http://news.ycombinator.com/item?id=9&p=2#10", "Hacker News", HN),
        ("https://hn.algolia.com/api/v1/items/9", "Hacker News", HN),
        ("https://www.reddit.com/r/a_b/comments/abc12/some_title/", "Reddit", REDDIT),
        ("https://old.reddit.com/r/a/comments/ABC12/t/xyz/?context=3", "Reddit", REDDIT),
        ("https://reddit.com/comments/abc12.json", "Reddit", REDDIT),
        ("https://np.reddit.com/user/ann/comments/abc12/t", "Reddit", REDDIT),
        ("https://redd.it/abc12", "Reddit", REDDIT),
        ("https://www.reddit.com/r/a/s/AbCdEf", "Reddit", "https://www.reddit.com/r/a/s/AbCdEf"),
        ("https://lobste.rs/s/a1b2c3/some_title#c_x", "Lobsters", "https://lobste.rs/s/a1b2c3"),
        ("https://lobste.rs/s/a1b2c3.json", "Lobsters", "https://lobste.rs/s/a1b2c3"),
        ("https://github.com/o/r.x/issues/7#issuecomment-1", "GitHub", None),
        ("https://github.com/o/r.x/pull/7/files", "GitHub", None),
        ("https://meta.example.org/t/a-topic/12/5?u=ann", "Discourse", "https://meta.example.org/t/12"),
        ("https://meta.example.org/t/12", "Discourse", "https://meta.example.org/t/12"),
        ("https://meta.example.org/t/12.json", "Discourse", "https://meta.example.org/t/12"),
        ("https://example.org:8443/forum/t/a-topic/12", "Discourse", "https://example.org:8443/forum/t/12"),
    ],
)
def test_an_address_is_recognised_and_given_one_name(url, name, source):
    assert place(url)[0] == name
    assert source is None or place(url)[1] == source


@pytest.mark.parametrize(
    "url",
    [
        "https://news.ycombinator.com/news",
        "https://news.ycombinator.com/item?id=9x",
        "https://www.reddit.com/r/python/",
        "https://v.redd.it/x/y",
        "https://notreddit.com/r/a/comments/abc12",
        "https://github.com/o/r",
        "https://github.com/o/../issues/1x",
        "https://example.org/page",
        "https://example.org/t/latest",
    ],
)
def test_any_other_page_is_a_fault_that_lists_what_is_known(url):
    told = fault(recognise, url)
    assert "supported are Hacker News (https://news.ycombinator.com/item?id=1); Reddit" in told
    assert "save the discussion to a file" in told


def test_a_misspelt_host_gets_a_hint():
    assert "did you mean 'news.ycombinator.com'?" in fault(recognise, "https://news.ycombinater.com/item?id=1")


@pytest.mark.parametrize("url", ["ftp://lobste.rs/s/a1b2c3", "https://", "https://[::1/t/1", "https://a b.org/t/1"])
def test_what_is_no_web_address_is_a_fault(url):
    assert "is not a web address" in fault(recognise, url)


def test_an_address_with_a_password_is_refused_without_showing_it():
    told = fault(recognise, "https://me:word@forum.example.org/t/a/1")
    assert "password" in told
    assert "me:" not in told


@pytest.mark.parametrize(
    ("typed", "address"),
    [("lobste.rs/s/a1b2c3", "https://lobste.rs/s/a1b2c3"), (" https://a.example/x ", "https://a.example/x")],
)
def test_an_address_may_be_typed_without_https(typed, address):
    assert address_in(typed) == address


@pytest.mark.parametrize("typed", ["-", "thread.json", "./x.y/z", "content/a.md", "a\\b.txt"])
def test_a_path_is_no_address(typed):
    assert address_in(typed) is None


def test_hacker_news_comes_from_algolia_as_it_is(world):
    story = {"id": 9, "type": "story", "title": "Tabs?", "story_id": 9, "children": [
        {"id": 10, "type": "comment", "author": "ann", "text": "Yes.", "children": []}
    ]}  # fmt: skip
    world.serve("hn.algolia.com/api/v1/items/9", {"data": story})
    fetched, document = fetch(world, HN)
    assert fetched.raw == json.dumps(story).encode()
    assert (fetched.via, fetched.notes) == ("hn.algolia.com", ())
    assert [post.id for post in document.posts] == ["10"]


def test_one_comments_tree_names_the_whole_discussion(world):
    comment = {"id": 10, "type": "comment", "author": "ann", "text": "Yes.", "story_id": 9, "children": []}
    world.serve("hn.algolia.com/api/v1/items/10", {"data": comment})
    fetched, _ = fetch(world, "https://news.ycombinator.com/item?id=10")
    assert fetched.notes == (f"this is one comment and its replies; the whole discussion is {HN}",)


def test_lobsters_comes_in_one_answer(world):
    story = {"short_id": "a1b2c3", "title": "Tabs?", "comments_url": "https://lobste.rs/s/a1b2c3/tabs", "comments": [
        {"short_id": "k1", "comment": "<p>Yes.</p>", "commenting_user": "ann", "parent_comment": None},
        {"short_id": "k2", "comment": "<p>No.</p>", "commenting_user": "ben", "parent_comment": "k1"},
    ]}  # fmt: skip
    world.serve("lobste.rs/s/a1b2c3.json", {"data": story})
    _, document = fetch(world, "https://lobste.rs/s/a1b2c3/tabs")
    assert [(post.id, post.parent) for post in document.posts] == [("k1", None), ("k2", "k1")]


def topic_post(number, name=None, **more):
    return {"id": name or 100 + number, "post_number": number, "username": "ann", "cooked": f"<p>Post {number}.</p>",
            "created_at": "2026-01-01T00:00:00Z", "reply_to_post_number": None} | more  # fmt: skip


def topic(posts, stream):
    return {"title": "Tabs?", "slug": "tabs", "post_stream": {"posts": posts, "stream": stream}}


def batch(names):
    return "meta.example.org/t/12/posts.json?" + "&".join(f"post_ids[]={name}" for name in names)


def test_a_long_discourse_topic_is_fetched_in_batches_and_put_in_order(world):
    stream = [100 + number for number in range(1, 56)]
    posts = [topic_post(number) for number in range(1, 56)]
    world.serve("meta.example.org/t/12.json", {"data": topic(posts[:20], stream)})
    for at in (20, 40):
        rows = list(reversed(posts[at : at + 20]))
        world.serve(batch(stream[at : at + 20]), {"data": {"post_stream": {"posts": rows}}})
    fetched, document = fetch(world, "https://meta.example.org/t/tabs/12/40")
    assert [post.id for post in document.posts] == ["op", *map(str, stream[1:])]
    assert fetched.complete
    assert len(world.asked) == 3
    assert fetched.urls["140"] == "https://meta.example.org/t/tabs/12/40"
    assert "20 of 55 posts" in world.told


def test_posts_that_discourse_holds_back_are_told(world):
    world.serve("meta.example.org/t/12.json", {"data": topic([topic_post(1)], [101, 102, 103])})
    world.serve(batch([102, 103]), {"data": {"post_stream": {"posts": [topic_post(3)]}}})
    fetched, document = fetch(world, "https://meta.example.org/t/tabs/12")
    assert [post.id for post in document.posts] == ["op", "103"]
    assert (fetched.notes, document.missing) == (("the site withholds 1 post",), 1)


def test_a_page_that_only_looks_like_discourse_is_a_fault(world):
    world.serve("meta.example.org/t/12.json", {"data": {"posts": []}})
    assert "is not a Discourse topic" in fault(fetch, world, "https://meta.example.org/t/tabs/12")


def comment(name, above, *, at=0, replies=()):
    return {"kind": "t1", "data": {"id": name, "parent_id": above, "body": f"I am {name}.", "author": "ann",
            "created_utc": at, "replies": listing(*replies) if replies else ""}}  # fmt: skip


def more(above, *names):
    return {"kind": "more", "data": {"parent_id": above, "children": list(names), "count": len(names), "id": "_"}}


def listing(*things):
    return {"kind": "Listing", "data": {"children": list(things)}}


def page(*things):
    submission = {"kind": "t3", "data": {"id": "abc12", "title": "Tabs?", "selftext": "I ask.", "is_self": True,
                  "permalink": "/r/a/comments/abc12/tabs/"}}  # fmt: skip
    return [listing(submission), listing(*things)]


FIRST = "www.reddit.com/comments/abc12.json?limit=500&sort=old"


def children(*names):
    return (
        "www.reddit.com/api/morechildren.json?api_type=json&link_id=t3_abc12&sort=old&limit_children=false&children="
        + ",".join(names)
    )


def things(*rows):
    return {"json": {"errors": [], "data": {"things": list(rows)}}}


def tree(document):
    return [(post.id, post.parent) for post in document.posts]


def test_comments_that_answer_each_other_in_a_circle_are_all_kept(world):
    """A damaged answer: none of the circle hangs from the top, so going down from there meets none of them."""
    circle = [comment("a", "t1_c"), comment("b", "t1_a"), comment("c", "t1_b"), comment("d", "t1_c")]
    world.serve(FIRST, {"data": page(comment("x", "t3_abc12"), *circle, more("t1_x", "e"))})
    world.serve(children("e"), {"data": things(comment("e", "t1_x"))})
    _, document = fetch(world, REDDIT)
    assert {post.id for post in document.posts} == {"op", "x", "a", "b", "c", "d", "e"}


def test_a_reddit_page_without_gaps_is_kept_as_it_came(world):
    world.serve(FIRST, {"data": page(comment("a", "t3_abc12"))})
    fetched, document = fetch(world, "https://redd.it/abc12")
    assert fetched.raw == json.dumps(page(comment("a", "t3_abc12"))).encode()
    assert tree(document) == [("op", None), ("a", "op")]


def test_more_nodes_are_fetched_and_their_comments_put_in_their_place(world):
    first = page(comment("a", "t3_abc12", at=1, replies=[more("t1_a", "b", "c")]), comment("e", "t3_abc12", at=5))
    world.serve(FIRST, {"data": first})
    rows = [comment("b", "t1_a", at=2), comment("d", "t1_b", at=4), comment("c", "t1_a", at=3), more("t1_c", "f")]
    world.serve(children("b", "c"), {"data": things(*rows)})
    world.serve(children("f"), {"data": things(comment("f", "t1_c", at=6))})
    fetched, document = fetch(world, REDDIT)
    assert tree(document)[1:] == [("a", "op"), ("b", "a"), ("d", "b"), ("c", "a"), ("f", "c"), ("e", "op")]
    assert fetched.complete
    assert len(world.told) == 3


def test_a_thread_that_continues_elsewhere_is_followed(world):
    world.serve(FIRST, {"data": page(comment("a", "t3_abc12", replies=[more("t1_a")]))})
    deeper = page(comment("a", "t3_abc12", replies=[comment("b", "t1_a", replies=[more("t1_b")])]))
    world.serve("www.reddit.com/comments/abc12/_/a.json?limit=500&sort=old", {"data": deeper})
    deepest = page(comment("b", "t1_a", replies=[comment("c", "t1_b")]))
    world.serve("www.reddit.com/comments/abc12/_/b.json?limit=500&sort=old", {"data": deepest})
    _, document = fetch(world, REDDIT)
    assert tree(document)[1:] == [("a", "op"), ("b", "a"), ("c", "b")]


def test_more_nodes_that_promise_the_same_again_and_again_end(world):
    world.serve(FIRST, {"data": page(more("t3_abc12", "b"), more("t1_x"))})
    world.serve(children("b"), {"data": things(more("t3_abc12", "b"))})
    world.serve("www.reddit.com/comments/abc12/_/x.json?limit=500&sort=old", {"data": page(more("t1_x"))})
    fetched, _ = fetch(world, REDDIT)
    assert fetched.complete
    assert len(world.asked) == 3


def test_children_are_asked_for_a_hundred_at_a_time(world):
    names = [f"x{number}" for number in range(150)]
    world.serve(FIRST, {"data": page(more("t3_abc12", *names))})
    for part in (names[:100], names[100:]):
        world.serve(children(*part), {"data": things(*(comment(name, "t3_abc12") for name in part))})
    _, document = fetch(world, REDDIT)
    assert len(document.posts) == 151


def test_a_discussion_beyond_the_bound_is_told_to_be_incomplete(world, monkeypatch):
    monkeypatch.setattr("digest.importing.reddit._MOST", 1)
    names = [f"x{number}" for number in range(150)]
    world.serve(FIRST, {"data": page(more("t3_abc12", *names))})
    world.serve(children(*names[:100]), {"data": things(*(comment(name, "t3_abc12") for name in names[:100]))})
    fetched, document = fetch(world, REDDIT)
    assert not fetched.complete
    assert (len(document.posts), document.missing) == (101, 50)
    assert fetched.notes == ("at least 50 comments were left out: the discussion is too long",)


def test_a_chain_of_two_thousand_replies_comes_in(world):
    world.serve(FIRST, {"data": page(more("t3_abc12", "x0"))})
    rows = [comment(f"x{n}", f"t1_x{n - 1}" if n else "t3_abc12", at=n) for n in range(2000)]
    world.serve(children("x0"), {"data": things(*rows)})
    _, document = fetch(world, REDDIT)
    assert document.posts[-1].parent == "x1998"


def test_a_shared_short_link_is_followed_to_its_discussion(world):
    long = "https://www.reddit.com/r/a/comments/abc12/tabs/?share_id=x"
    world.serve("www.reddit.com/r/a/s/AbCdEf", {"status": 301, "headers": {"Location": long}})
    world.serve(FIRST, {"data": page(comment("a", "t3_abc12"))})
    fetched, _ = fetch(world, "https://www.reddit.com/r/a/s/AbCdEf")
    assert fetched.source == REDDIT


def test_a_refusal_by_reddit_says_how_to_get_at_the_discussion_all_the_same(world):
    world.serve(FIRST, {"status": 403, "body": b"<html>", "kind": "text/html"})
    assert "save it and import the file" in fault(fetch, world, REDDIT)


ISSUES = "api.github.com/repos/o/r/issues/7"


def issue(**more):
    return {"title": "Tabs?", "body": "I *ask*.", "user": {"login": "ann"}, "created_at": "2026-01-01T00:00:00Z",
            "html_url": "https://github.com/o/r/issues/7"} | more  # fmt: skip


def remark(number, **more):
    return {"id": number, "node_id": f"N{number}", "body": f"Remark {number}.", "user": {"login": "ben"},
            "created_at": f"2026-01-02T00:00:{number:02}Z"} | more  # fmt: skip


def test_a_github_issue_comes_with_all_pages_of_its_comments(world):
    world.serve(ISSUES, {"data": issue()})
    next_page = {"Link": '<https://api.github.com/repositories/1/issues/7/comments?page=2>; rel="next"'}
    world.serve(f"{ISSUES}/comments?per_page=100", {"data": [remark(1)], "headers": next_page})
    world.serve("api.github.com/repositories/1/issues/7/comments?page=2", {"data": [remark(2, user=None)]})
    _, document = fetch(world, "https://github.com/o/r/issues/7")
    assert [(post.id, post.author) for post in document.posts] == [("op", "ann"), ("N1", "ben"), ("N2", None)]
    assert document.source == "https://github.com/o/r/issues/7"


def test_a_pull_request_comes_with_reviews_and_the_threads_on_its_lines(world):
    world.serve(ISSUES, {"data": issue(pull_request={})})
    world.serve(f"{ISSUES}/comments?per_page=100", {"data": [remark(5)]})
    review = {"id": 2, "node_id": "R2", "body": "Nearly.", "state": "COMMENTED", "submitted_at": "2026-01-02T00:00:02Z"}
    silent = {"id": 3, "node_id": "R3", "body": "", "state": "APPROVED", "submitted_at": "2026-01-02T00:00:09Z"}
    world.serve("api.github.com/repos/o/r/pulls/7/reviews?per_page=100", {"data": [review, silent]})
    on_lines = [remark(3), remark(4, in_reply_to_id=3)]
    world.serve("api.github.com/repos/o/r/pulls/7/comments?per_page=100", {"data": on_lines})
    _, document = fetch(world, "https://github.com/o/r/pull/7")
    assert tree(document) == [("op", None), ("R2", "op"), ("N3", "op"), ("N4", "N3"), ("N5", "op")]


def test_half_a_character_does_not_spoil_the_file(world):
    world.serve(ISSUES, {"data": issue(body="half \ud83d of it")})
    world.serve(f"{ISSUES}/comments?per_page=100", {"data": []})
    _, document = fetch(world, "https://github.com/o/r/issues/7")
    assert document.posts[0].text == "half ? of it"


def test_a_github_token_goes_to_githubs_interface_only_and_into_no_fault(world, monkeypatch):
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")
    world.serve(ISSUES, {"status": 401})
    told = fault(fetch, world, "https://github.com/o/r/issues/7")
    assert world.headers[0]["Authorization"] == "Bearer ghp_secret"
    assert "ghp_secret" not in told
    assert "GITHUB_TOKEN" in told


def test_without_a_token_none_is_sent_and_the_fault_names_it(world, monkeypatch):
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    assert "set GITHUB_TOKEN" in fault(fetch, world, "https://github.com/o/r/issues/7")
    assert "Authorization" not in world.headers[0]


def test_a_next_page_on_another_host_is_not_asked_for(world):
    world.serve(ISSUES, {"data": issue()})
    elsewhere = {"Link": '<https://elsewhere.example/x>; rel="next"'}
    world.serve(f"{ISSUES}/comments?per_page=100", {"data": [remark(1)], "headers": elsewhere})
    assert "a next page on another site" in fault(fetch, world, "https://github.com/o/r/issues/7")
    assert len(world.asked) == 2


DISCUSSION = "https://github.com/o/r/discussions/7"


@pytest.mark.parametrize(
    "link",
    ["https://[::1", "//", "file:///etc/passwd", "https://api.github.com.evil.example/", "http://api.github.com/x"],
)
def test_a_next_page_that_is_no_page_of_githubs_is_not_asked_for(world, link):
    world.serve(ISSUES, {"data": issue()})
    world.serve(f"{ISSUES}/comments?per_page=100", {"data": [remark(1)], "headers": {"Link": f'<{link}>; rel="next"'}})
    assert "a next page on another site" in fault(fetch, world, "https://github.com/o/r/issues/7")


def test_pages_that_go_round_in_a_circle_end(world):
    world.serve(ISSUES, {"data": issue()})
    first = f"{ISSUES}/comments?per_page=100"
    circle = {"data": [remark(1)], "headers": {"Link": f'<https://{first}>; rel="next"'}}
    world.serve(first, circle)
    _, document = fetch(world, "https://github.com/o/r/issues/7")
    assert [post.id for post in document.posts] == ["op", "N1"]
    assert len(world.asked) == 2


def test_a_github_discussion_without_a_token_is_a_fault_with_the_command_to_run_instead(world, monkeypatch):
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    told = fault(fetch, world, DISCUSSION)
    assert "gh api graphql -f owner=o -f name=r -F number=7 -f query='query($owner" in told
    assert "&& digest import discussion.json" in told
    assert world.asked == []


def discussion(*nodes, after=None):
    comments = {"nodes": list(nodes), "pageInfo": {"hasNextPage": after is not None, "endCursor": after}}
    thing = {"title": "Tabs?", "body": "I ask.", "url": DISCUSSION, "author": {"login": "ann"}, "comments": comments}
    return {"data": {"data": {"repository": {"discussion": thing}}}}


def words(name, **more):
    return {"id": name, "body": f"I am {name}.", "author": {"login": "ben"}} | more


def test_a_github_discussion_comes_with_all_its_pages_and_replies(world, monkeypatch):
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")
    replies = {"totalCount": 2, "nodes": [words("b")]}
    pages = discussion(words("a", replies=replies), after="c1"), discussion(words("c"))
    world.serve("api.github.com/graphql", *pages)
    fetched, document = fetch(world, DISCUSSION)
    assert tree(document) == [("op", None), ("a", "op"), ("b", "a"), ("c", "op")]
    assert document.missing == 1
    assert [json.loads(body)["variables"]["after"] for body in world.posted] == [None, "c1"]
    assert (fetched.complete, fetched.notes) == (
        False,
        ("1 reply was left out: GitHub sends at most 100 per comment",),
    )


def test_a_github_discussion_whose_pages_go_round_in_a_circle_ends(world, monkeypatch):
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")
    world.serve("api.github.com/graphql", discussion(words("a"), after="c1"))
    _, document = fetch(world, DISCUSSION)
    assert [post.id for post in document.posts] == ["op", "a"]
    assert len(world.asked) == 2


def test_what_graphql_complains_of_is_told(world, monkeypatch):
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")
    complaint = {"data": {"repository": None}, "errors": [{"message": "Could not resolve to a Discussion"}]}
    world.serve("api.github.com/graphql", {"data": complaint})
    told = fault(fetch, world, DISCUSSION)
    assert "GitHub says: Could not resolve to a Discussion" in told
    assert "ghp_secret" not in told
