"""Threads as the interfaces and exports of sites give them: who wrote what, to whom, when, with votes. The people are invented."""

# ruff: noqa: E501 the rows of an export are easier to compare on one line

import json

import pytest

from digest.errors import ContentError
from digest.sources import READERS, read_text
from digest.sources.base import source_file

DAY = "2026-03-01T10:00:00.000Z"
NOON = 1772359200


def read(data, path="export.json"):
    return read_text(data.encode() if isinstance(data, str) else json.dumps(data).encode(), path=path)


def tree(document):
    return [(post.id, post.author, post.parent, post.score) for post in document.posts]


def remark(name, text, parent="root", **more):
    return {"id": name, "text": text, "like_count": 2, "author_id": "UC1", "author": "@ada", "author_thumbnail": "",
            "parent": parent, "_time_text": "2 days ago", "timestamp": NOON, "author_is_uploader": False, **more}  # fmt: skip


def video(*comments, **more):
    return {"id": "v1", "title": "Milk first?", "description": "I pour tea.\nSee https://example.org/cup", "uploader": "Eve",
            "channel": "Eve", "upload_date": "20260301", "like_count": 40, "extractor": "youtube", "duration": 60,
            "webpage_url": "https://www.youtube.com/watch?v=v1", "comment_count": len(comments),
            "comments": list(comments), **more}  # fmt: skip


def test_youtube_keeps_the_description_answers_likes_and_what_is_missing():
    document = read(
        video(
            remark("a", "Milk\nfirst!"), remark("a.b", "No.", "a", like_count=0), remark("c", "Why?"), comment_count=9
        )
    )
    assert (document.format, document.title, document.missing) == ("youtube", "Milk first?", 6)
    assert tree(document) == [
        ("op", "Eve", None, 40),
        ("a", "@ada", "op", 2),
        ("a.b", "@ada", "a", 0),
        ("c", "@ada", "op", 2),
    ]
    assert document.posts[1].text == "Milk\n\nfirst!"
    assert document.posts[1].url == "https://www.youtube.com/watch?v=v1&lc=a"
    assert document.date.date().isoformat() == "2026-03-01"


def owner(name):
    return {"owner": {"display_name": name, "user_id": 1, "user_type": "registered", "link": "https://x.example/u/1"}}


def note(number, on, text, **more):
    return {
        "comment_id": number,
        "post_id": on,
        "body": text,
        "score": 1,
        "creation_date": NOON,
        **owner("Cleo"),
        **more,
    }


def question(**more):
    return {"question_id": 10, "title": "Milk &amp; tea?", "body": "<p>Which goes <em>first</em>?</p>", "score": 7,
            "creation_date": NOON, "link": "https://cooking.example/q/10", "tags": ["tea", "milk"], "is_answered": True,
            "answer_count": 2, **owner("Ada &amp; Co"), **more}  # fmt: skip


def answer(number, text, score, **more):
    return {"answer_id": number, "question_id": 10, "body": text, "score": score, "creation_date": NOON,
            "is_accepted": score > 5, **owner("Ben"), **more}  # fmt: skip


SAID = [
    ("op", "Ada & Co", None, 7), ("comment10", "Cleo", "op", 1), ("11", "Ben", "op", 9), ("comment11", "Cleo", "11", 1),
    ("12", "Ben", "op", -1),
]  # fmt: skip


def test_a_stack_exchange_question_holds_its_answers_and_comments_in_one():
    whole = question(
        comments=[note(10, 10, "Which tea?")],
        answers=[answer(11, "<p>Milk.</p>", 9, comments=[note(11, 11, "No.")]), answer(12, "<p>Tea.</p>", -1)],
    )
    document = read({"items": [whole], "has_more": False, "quota_max": 300, "quota_remaining": 299})
    assert (document.format, document.title, document.tags) == ("stackexchange", "Milk & tea?", ("tea", "milk"))
    assert tree(document) == SAID
    assert document.source == "https://cooking.example/q/10"


def test_a_stack_exchange_question_is_put_together_from_several_answers():
    parts = [
        {"items": [question()]},
        {"items": [answer(11, "<p>Milk.</p>", 9), answer(12, "<p>Tea.</p>", -1)]},
        {"items": [note(10, 10, "Which tea?"), note(11, 11, "No.")]},
    ]
    assert sorted(tree(read(parts)), key=str) == sorted(SAID, key=str)
    with pytest.raises(ContentError, match="no question"):
        read(parts[1:])


def issue(**more):
    return {"id": 1, "node_id": "I_1", "number": 12, "title": "Milk first?", "user": {"login": "ada"}, "body": "I ask.",
            "created_at": DAY, "html_url": "https://github.com/tea/cups/issues/12", "state": "open", "comments": 2,
            "url": "https://api.github.com/repos/tea/cups/issues/12",
            "reactions": {"url": "x", "total_count": 4, "+1": 3, "-1": 1, "laugh": 0, "eyes": 0}, **more}  # fmt: skip


def comment(number, who, text, **more):
    return {"id": number, "node_id": f"IC_{number}", "user": {"login": who} if who else None, "body": text, "created_at": DAY,
            "html_url": f"https://github.com/tea/cups/issues/12#issuecomment-{number}", "issue_url": "x",
            "reactions": {"url": "x", "total_count": 1, "+1": 0, "-1": 0, "heart": 1, "confused": 5}, **more}  # fmt: skip


COMMENTS = [comment(5, "ben", "> I ask.\n\nNo."), comment(6, None, "Why?")]


@pytest.mark.parametrize(
    "data",
    [[issue(), *COMMENTS], [issue(), COMMENTS], {"issue": issue(), "comments": COMMENTS}, issue(comments=COMMENTS)],
    ids=["one list", "a list in a list", "an object", "the issue"],
)
def test_githubs_interface_is_read_however_issue_and_comments_were_put_together(data):
    document = read(data)
    assert (document.format, document.title) == ("github", "Milk first?")
    assert tree(document) == [("op", "ada", None, 2), ("IC_5", "ben", "op", 1), ("IC_6", None, "op", 1)]
    assert document.source == "https://github.com/tea/cups/issues/12"


def test_githubs_comments_alone_are_named_after_their_issue_and_an_issue_alone_says_what_is_missing():
    assert read(COMMENTS).title == "tea/cups#12"
    assert read([issue()]).missing == 2


def gitlab_note(number, who, text, **more):
    return {"id": number, "type": None, "body": text, "author": {"id": 1, "username": who, "name": who.title()},
            "created_at": DAY, "updated_at": DAY, "system": False, "noteable_id": 377, "noteable_type": "Issue",
            "noteable_iid": 9, "resolvable": False, "internal": False, **more}  # fmt: skip


def test_gitlab_discussions_keep_their_threads_and_leave_out_what_the_program_says():
    ours = {"id": 377, "iid": 9, "title": "Milk first?", "description": "I ask.", "author": {"username": "ada"},
            "created_at": DAY, "web_url": "https://gitlab.example/tea/cups/-/issues/9", "upvotes": 5, "downvotes": 2,
            "user_notes_count": 3, "labels": ["tea"]}  # fmt: skip
    threads = [
        {"id": "x1", "individual_note": False, "notes": [gitlab_note(1, "ben", "No."), gitlab_note(2, "cleo", "Why?")]},
        {"id": "x2", "individual_note": True, "notes": [gitlab_note(3, "ada", "changed the title", system=True)]},
        {"id": "x3", "individual_note": True,
         "notes": [gitlab_note(4, "dan", "Yes.", award_emoji=[{"name": "thumbsup"}, {"name": "thumbsdown"}])]},
    ]  # fmt: skip
    said = [("1", "ben", None), ("2", "cleo", "1"), ("4", "dan", None)]
    alone = read(threads)
    assert (alone.format, alone.title) == ("gitlab", "Issue 9")
    assert [(post.id, post.author, post.parent) for post in alone.posts] == said
    for data in ([ours, *threads], [ours, threads], {"issue": ours, "discussions": threads}):
        document = read(data)
        assert (document.title, document.tags) == ("Milk first?", ("tea",))
        assert tree(document) == [
            ("op", "ada", None, 3),
            ("1", "ben", "op", None),
            ("2", "cleo", "1", None),
            ("4", "dan", "op", 0),
        ]
        assert document.posts[1].url == "https://gitlab.example/tea/cups/-/issues/9#note_1"
    notes = [note for thread in threads for note in thread["notes"]]
    assert len(read(notes).posts) == 3


def toot(number, who, text, above=None, **more):
    return {"id": str(number), "created_at": DAY, "in_reply_to_id": above, "in_reply_to_account_id": None, "language": "en",
            "url": f"https://social.example/@{who}/{number}", "uri": f"https://social.example/{number}", "content": f"<p>{text}</p>",
            "replies_count": 0, "reblogs_count": 0, "favourites_count": number, "spoiler_text": "", "visibility": "public",
            "media_attachments": [], "account": {"id": "1", "username": who, "acct": who, "display_name": who.title()},
            **more}  # fmt: skip


@pytest.mark.parametrize("how", ["an object", "a list", "the post with its context", "all posts"])
def test_a_mastodon_conversation_is_read_with_its_first_post_as_opening(how):
    here = toot(1, "ada", "Milk goes first.")
    context = {"ancestors": [], "descendants": [toot(2, "ben@b.example", "No.", "1"), toot(3, "cleo", "Why?", "2")]}
    data = {
        "an object": {"status": here, "context": context},
        "a list": [here, context],
        "the post with its context": {**here, "context": context},
        "all posts": [here, *context["descendants"]],
    }[how]
    document = read(data)
    assert (document.format, document.title) == ("mastodon", "Milk goes first.")
    assert tree(document) == [("op", "ada", None, 1), ("2", "ben@b.example", "op", 2), ("3", "cleo", "2", 3)]
    assert document.posts[1].url == "https://social.example/@ben@b.example/2"


def test_a_mastodon_context_alone_says_that_its_post_is_missing():
    posts = read({"ancestors": [], "descendants": [toot(2, "ben", "No.", "1"), toot(3, "cleo", "Why?", "1")]}).posts
    assert [(post.id, post.parent, post.parent_confidence) for post in posts] == [("2", None, 0.5), ("3", None, 0.5)]


def skeet(key, who, text, *replies, above=None, **more):
    uri = f"at://did:plc:{who}/app.bsky.feed.post/{key}"
    record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": DAY, "langs": ["en"], **more}
    if above:
        record["reply"] = {"root": {"uri": above}, "parent": {"uri": above}}
    post = {"uri": uri, "cid": "b", "author": {"did": f"did:plc:{who}", "handle": f"{who}.example", "displayName": who},
            "record": record, "replyCount": len(replies), "repostCount": 0, "likeCount": 3, "indexedAt": DAY}  # fmt: skip
    return {"$type": "app.bsky.feed.defs#threadViewPost", "post": post, "replies": list(replies)}


def test_a_bluesky_thread_keeps_answers_likes_gone_posts_and_whole_links():
    gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": "at://did:plc:x/app.bsky.feed.post/g", "notFound": True}
    shut = {"$type": "app.bsky.feed.defs#blockedPost", "uri": "at://did:plc:x/app.bsky.feed.post/h", "blocked": True}
    text = "Café: see example.org/a… now"
    start = len(text[: text.index("example")].encode())
    facet = {"index": {"byteStart": start, "byteEnd": start + len("example.org/a…".encode())},
             "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org/a/long/one"}]}  # fmt: skip
    data = {
        "thread": skeet(
            "a", "ada", text, skeet("b", "ben", "No.", skeet("c", "cleo", "Why?")), gone, shut, facets=[facet]
        )
    }
    document = read(data)
    assert document.format == "bluesky"
    assert [(post.id.rpartition("/")[2], post.author, (post.parent or "").rpartition("/")[2], post.status, post.score)
            for post in document.posts] == [
        ("op", "ada.example", "", "present", 3), ("b", "ben.example", "op", "present", 3), ("c", "cleo.example", "b", "present", 3),
        ("g", None, "op", "deleted", None), ("h", None, "op", "removed", None),
    ]  # fmt: skip
    assert document.posts[0].text == "Café: see https://example.org/a/long/one now"
    assert document.posts[0].url == "https://bsky.app/profile/ada.example/post/a"


def test_a_bluesky_thread_that_was_asked_for_from_within_begins_at_its_root():
    top = skeet("a", "ada", "Milk goes first.")
    here = skeet("b", "ben", "No.", skeet("c", "cleo", "Why?")) | {"parent": top}
    document = read({"thread": here})
    assert [(post.id.rpartition("/")[2], post.author) for post in document.posts] == [
        ("op", "ada.example"), ("b", "ben.example"), ("c", "cleo.example"),
    ]  # fmt: skip
    assert document.title == "Milk goes first."


def xml(*parts):
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com" '
        'xmlns:dsq="http://disqus.com/disqus-internals" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        + "\n".join(parts)
        + "\n</disqus>"
    )


def page(number, title):
    return (
        f'<thread dsq:id="{number}"><id/><forum>teablog</forum><category dsq:id="1"/><link>https://tea.example/{number}</link>'
        f"<title>{title}</title><message/><createdAt>2026-03-01T10:00:00Z</createdAt><author><name>Eve</name></author>"
        "<isClosed>false</isClosed><isDeleted>false</isDeleted></thread>"
    )


def disqus(number, on, who, text, above=None, gone="false", spam="false"):
    parent = f'<parent dsq:id="{above}"/>' if above else ""
    return (
        f'<post dsq:id="{number}"><id>wp_id={number}</id><message><![CDATA[<p>{text}</p>]]></message>'
        f"<createdAt>2026-03-01T10:00:00Z</createdAt><isDeleted>{gone}</isDeleted><isSpam>{spam}</isSpam>"
        f"<author><name>{who}</name><isAnonymous>false</isAnonymous><username>{who.lower()}</username></author>"
        f'<thread dsq:id="{on}"/>{parent}</post>'
    )


def test_a_disqus_export_of_one_page_is_that_pages_discussion():
    document = read(
        xml(page(1, "Milk first?"), page(2, "Nobody came"), disqus(7, 1, "Ada", "Yes."), disqus(8, 1, "Ben", "<b>No</b>.", 7),
            disqus(9, 1, "Cleo", "x", 7, gone="true"), disqus(10, 1, "Dan", "buy", spam="true")), "export.xml"
    )  # fmt: skip
    assert (document.format, document.title, document.source) == ("disqus", "Milk first?", "https://tea.example/1")
    assert [(post.id, post.author, post.parent, post.status, post.text) for post in document.posts] == [
        ("7", "Ada", None, "present", "Yes."), ("8", "Ben", "7", "present", "No."), ("9", "Cleo", "7", "deleted", ""),
        ("10", "Dan", None, "removed", ""),
    ]  # fmt: skip


def test_a_disqus_export_of_several_pages_keeps_each_below_its_title():
    document = read(
        xml(page(1, "Milk?"), page(2, "Cups?"), disqus(7, 1, "Ada", "Yes."), disqus(8, 2, "Ben", "No.")), "e.xml"
    )
    assert document.title == "Comments of teablog"
    assert [(post.id, post.text, post.parent) for post in document.posts] == [
        ("page1", "Milk?", None), ("7", "Yes.", "page1"), ("page2", "Cups?", None), ("8", "No.", "page2"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ['<!DOCTYPE x [<!ENTITY a "b">]>', "<broken", "<thread/>"])
def test_xml_that_is_broken_empty_or_declares_entities_is_one_line(text):
    with pytest.raises(ContentError) as caught:
        read(xml(text), "export.xml")
    assert len(caught.value.faults) == 1


EXAMPLES = {
    "youtube": video(remark("a", "Milk"), remark("b", "No", "a")),
    "stackexchange": {"items": [question(answers=[answer(11, "<p>Milk.</p>", 9)])]},
    "github": [issue(), *COMMENTS],
    "gitlab": [{"id": "x", "individual_note": True, "notes": [gitlab_note(1, "ben", "No.")]}],
    "mastodon": {"status": toot(1, "ada", "Milk."), "context": {"ancestors": [], "descendants": [toot(2, "b", "No.", "1")]}},
    "bluesky": {"thread": skeet("a", "ada", "Milk.", skeet("b", "ben", "No."))},
}  # fmt: skip


@pytest.mark.parametrize("kind", EXAMPLES)
def test_no_other_reader_is_as_sure_of_these_files(kind):
    file = source_file(json.dumps(EXAMPLES[kind]).encode(), path="x.json")
    sure = sorted((reader.sniff(file) for reader in READERS), reverse=True)
    assert sure[0] >= 0.9
    assert sure[1] < 0.5


def slots(value, path=()):
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield from slots(one, (*path, key))


def spoilt(value, path, other):
    if not path:
        return other
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = spoilt(value[path[0]], path[1:], other)
    return copy


@pytest.mark.parametrize("other", [None, 5, "x", [], {}, [None], {"id": []}, 10**400, True])
@pytest.mark.parametrize("kind", EXAMPLES)
def test_anything_in_the_place_of_anything_is_read_or_refused(kind, other):
    for path in slots(EXAMPLES[kind]):
        try:
            read(spoilt(EXAMPLES[kind], path, other))
        except ContentError:
            continue


def sentence(number):
    return f"Remark number {number} says that milk goes in {'first' if number % 2 else 'last'}, because of the cup."


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", ["youtube", "stackexchange", "github", "gitlab", "mastodon", "bluesky", "disqus"])
def test_three_thousand_posts_are_all_there_each_below_the_one_that_it_answers(kind):
    size = 3000
    parents = {at: at - 1 - (at * 7) % min(at, 40) if at % 3 == 0 else None for at in range(1, size)} | {0: None}
    if kind in ("stackexchange", "github", "gitlab"):  # flat, or of two levels
        parents = dict.fromkeys(range(size))
    if kind == "gitlab":
        parents = {at: None if at % 3 == 0 else at - at % 3 for at in range(size)}
    who = [f"user{at % 50}" for at in range(size)]
    posts = {
        "youtube": lambda: video(
            *(remark(f"c{at}", sentence(at), "root" if parents[at] is None else f"c{parents[at]}") for at in range(size))
        ),
        "stackexchange": lambda: {"items": [question(answers=[answer(at, f"<p>{sentence(at)}</p>", 1) for at in range(size)])]},
        "github": lambda: [issue(), *(comment(at, who[at], sentence(at)) for at in range(size))],
        "gitlab": lambda: [
            {"id": str(at), "notes": [gitlab_note(n, who[n], sentence(n)) for n in range(at, at + 3)]} for at in range(0, size, 3)
        ],
        "mastodon": lambda: [toot(9999, "eve", "Milk?")]
        + [toot(at, who[at], sentence(at), "9999" if parents[at] is None else str(parents[at])) for at in range(size)],
        "bluesky": lambda: {"thread": nested(parents, who)},
        "disqus": lambda: xml(page(1, "Milk?"), *(disqus(at, 1, who[at], sentence(at), parents[at]) for at in range(1, size))),
    }[kind]()  # fmt: skip
    document = read(posts, "export.xml" if kind == "disqus" else "export.json")
    prefix = {"youtube": "c", "github": "IC_", "bluesky": "at://did:plc:"}.get(kind, "")
    found = {}
    for post in document.posts:
        if post.id != "op":
            name = post.id.rpartition("/")[2] if kind == "bluesky" else post.id.removeprefix(prefix)
            above = (
                post.parent.rpartition("/")[2]
                if kind == "bluesky" and post.parent
                else (post.parent or "").removeprefix(prefix)
            )
            found[int(name)] = (post, None if above in ("", "op") else int(above))
    first = 1 if kind == "disqus" else 0
    assert sorted(found) == list(range(first, size))
    assert all(post.text == sentence(at) for at, (post, _) in found.items())
    wanted = {at: above or None if kind == "disqus" else above for at, above in parents.items() if at >= first}
    assert {at: above for at, (_, above) in found.items()} == wanted


def nested(parents, who):
    views = {at: skeet(str(at), who[at], sentence(at)) for at in parents}
    top = skeet("9999", "eve", "Milk?")
    for at, above in sorted(parents.items()):
        (top if above is None else views[above])["replies"].append(views[at])
    return top
