"""Exports of chat programs: who wrote what, to whom, and when. The people are invented."""

# ruff: noqa: E501 the rows of an export are easier to compare on one line

import json

import pytest

from digest.errors import ContentError
from digest.sources import read_text
from digest.sources.base import source_file


def read(data):
    return read_text(json.dumps(data).encode(), path="export.json")


def tree(document):
    return [(post.id, post.author, post.parent, post.parent_confidence) for post in document.posts]


def person(name, number):
    return {"id": str(number), "name": name.lower(), "discriminator": "0000", "nickname": name, "color": None,
            "isBot": False, "roles": [], "avatarUrl": "https://cdn.example/a.png"}  # fmt: skip


ADA, BEN, CLEO = person("Ada", 11), person("Ben", 12), person("Cleo", 13)


def discord(number, author, content, **more):
    return {"id": str(number), "type": "Default", "timestamp": f"2026-03-01T10:{number % 60:02}:05.123+00:00",
            "timestampEdited": None, "callEndedTimestamp": None, "isPinned": False, "content": content,
            "author": author, "attachments": [], "embeds": [], "stickers": [], "reactions": [], "mentions": [],
            **more}  # fmt: skip


def channel(*messages, **more):
    return {"guild": {"id": "1", "name": "Tea Club", "iconUrl": ""},
            "channel": {"id": "2", "type": "GuildTextChat", "categoryId": "3", "category": "Talk", "name": "general",
                        "topic": None},
            "dateRange": {"after": None, "before": None}, "exportedAt": "2026-04-01T00:00:00+00:00",
            "messages": list(messages), "messageCount": len(messages), **more}  # fmt: skip


def test_discord_keeps_answers_mentions_votes_and_leaves_out_what_the_program_says():
    document = read(
        channel(
            discord(5, ADA, "", type="GuildMemberJoin"),
            discord(6, ADA, "Milk goes in **first**.\nIt scalds less."),
            discord(7, BEN, "> It scalds less.\nNo, it does not.", type="Reply",
                    reference={"messageId": "6", "channelId": "2", "guildId": "1"},
                    reactions=[{"emoji": {"id": "", "name": "👍", "code": "thumbsup"}, "count": 3},
                               {"emoji": {"id": "", "name": "👎", "code": "thumbsdown"}, "count": 1}]),
            discord(8, CLEO, "@Ada why?", mentions=[ADA]),
            discord(9, ADA, "Because the cup cracks."),
            discord(10, BEN, "", attachments=[{"id": "4", "url": "https://cdn.example/cup.png", "fileName": "cup.png"}]),
        )
    )  # fmt: skip
    assert (document.format, document.title) == ("discord", "Tea Club: general")
    assert document.source == "https://discord.com/channels/1/2"
    assert tree(document) == [
        ("6", "Ada", None, 1.0), ("7", "Ben", "6", 1.0), ("8", "Cleo", "6", 0.8), ("9", "Ada", "8", 0.5),
        ("10", "Ben", "9", 0.5),
    ]  # fmt: skip
    assert [post.score for post in document.posts] == [None, 2, None, None, None]
    assert document.posts[0].text == "Milk goes in first.\n\nIt scalds less."
    assert document.posts[0].url == "https://discord.com/channels/1/2/6"
    assert [block.kind for block in document.posts[1].blocks] == ["quote", "paragraph"]
    assert document.posts[4].text == "https://cdn.example/cup.png"


def test_a_discord_thread_is_called_by_its_own_name_and_code_keeps_its_lines():
    document = read(
        channel(
            discord(6, ADA, "Look:\n```py\nif tea:\n\n    pour()\n```\nNice?"),
            channel={"id": "2", "type": "GuildPublicThread", "category": "general", "name": "Milk first?"},
        )
    )
    assert document.title == "Milk first?"
    assert "if tea:\n\n    pour()" in document.posts[0].text
    assert [block.kind for block in document.posts[0].blocks] == ["paragraph", "code", "paragraph"]


def slack(ts, user, text, **more):
    return {"client_msg_id": f"c-{ts}", "type": "message", "text": text, "user": user, "ts": ts, "team": "T1", **more}


def test_slack_keeps_threads_names_and_votes_and_reads_its_markup():
    profile = {"real_name": "Ada Moss", "display_name": "ada", "name": "ada"}
    day = [
        {"type": "message", "subtype": "channel_join", "ts": "1772359100.000100", "user": "U1", "text": "joined"},
        slack("1772359200.000100", "U1", "*Milk* first &amp; see <https://example.org/a|this> or `a &lt; b`",
              user_profile=profile, thread_ts="1772359200.000100", reply_count=1),
        slack("1772359260.000200", "U2", "&gt; Milk first\nNo, <@U1>, _never_", thread_ts="1772359200.000100",
              reactions=[{"name": "+1", "users": ["U1", "U3"], "count": 2}]),
        slack("1772359320.000300", "U3", "Something else, <#C1|general>"),
        slack("1772359380.000400", "U2", "<@U3> what?"),
    ]  # fmt: skip
    document = read(day)
    assert (document.format, document.title) == ("slack", "export")
    assert [(post.author, post.parent, post.score) for post in document.posts] == [
        ("ada", None, None), ("U2", "1772359200.000100", 2), ("U3", "1772359200.000100", None),
        ("U2", "1772359320.000300", None),
    ]  # fmt: skip
    texts = [post.text for post in document.posts]
    assert texts[0] == "Milk first & see this or a < b"
    assert texts[1] == "> Milk first\n\nNo, @ada, never"
    assert texts[2] == "Something else, #general"
    assert document.posts[0].marks[0].url == "https://example.org/a"


def test_slack_users_beside_the_messages_give_names_and_the_channel_a_title():
    users = [{"id": "U1", "name": "ada", "profile": {"real_name": "Ada Moss", "display_name": ""}}]
    days = [[slack("1772359200.000100", "U1", "Tea?")], [slack("1772445600.000100", "U2", "Yes.")]]
    document = read({"users": users, "channel": {"name": "kitchen"}, "messages": days})
    assert (document.title, [post.author for post in document.posts]) == ("kitchen", ["Ada Moss", "U2"])


def telegram(number, who, text, **more):
    return {"id": number, "type": "message", "date": f"2026-03-01T10:{number % 60:02}:00",
            "date_unixtime": str(1772359200 + 60 * number), "from": who, "from_id": f"user{number}", "text": text,
            "text_entities": [], **more}  # fmt: skip


def history(*messages):
    return {"name": "Tea talk", "type": "private_supergroup", "id": 77, "messages": list(messages)}


def test_telegram_keeps_answers_votes_and_links_and_passes_on_what_is_passed_on_as_a_quotation():
    document = read(
        history(
            {"id": 1, "type": "service", "date": "2026-03-01T09:00:00", "actor": "Ada", "action": "create_group"},
            telegram(2, "Ada Moss", ["Milk *first*, see ", {"type": "text_link", "text": "this", "href": "https://a.org/x"},
                                     {"type": "bold", "text": "!"}]),
            telegram(3, "Ben", "Never.\n> really", reply_to_message_id=2,
                     reactions=[{"type": "emoji", "count": 4, "emoji": "👍"}]),
            telegram(4, None, "Who am I?"),
            telegram(5, "Cleo", "Milk is bad.", forwarded_from="A Paper"),
        )
    )  # fmt: skip
    assert (document.format, document.title) == ("telegram", "Tea talk")
    assert tree(document) == [
        ("2", "Ada Moss", None, 1.0), ("3", "Ben", "2", 1.0), ("4", None, "3", 0.5), ("5", "Cleo", "4", 0.5),
    ]  # fmt: skip
    assert document.posts[0].text == "Milk *first*, see this!"
    assert document.posts[0].marks[0].url == "https://a.org/x"
    assert document.posts[1].score == 4
    assert document.posts[0].date.isoformat() == "2026-03-01T10:02:00+00:00"
    assert [block.kind for block in document.posts[3].blocks] == ["quote"]


def test_a_telegram_account_with_several_chats_is_a_fault_that_names_them():
    data = {"chats": {"about": "", "list": [history(telegram(2, "Ada", "a")), history(telegram(2, "Ben", "b"))]}}
    with pytest.raises(ContentError, match="has 2 chats"):
        read(data)
    data["chats"]["list"].pop()
    assert read(data).title == "Tea talk"


def zulip(number, who, content, **more):
    return {"id": number, "sender_id": number, "sender_full_name": who, "sender_email": f"{who}@example.org",
            "timestamp": 1772359200 + number, "content": content, "content_type": "text/html", "type": "stream",
            "display_recipient": "kitchen", "stream_id": 5, "subject": "Milk first?", "reactions": [], **more}  # fmt: skip


def test_zulip_keeps_quotations_mentions_and_votes():
    said = '<p><span class="user-mention silent" data-user-id="1">Ada</span> <a href="https://z.example/#narrow/channel/5-kitchen/topic/Milk.20first.3F/near/101">said</a>:</p>\n<blockquote>\n<p>Milk goes first.</p>\n</blockquote>\n<p>No.</p>'
    document = read(
        {"anchor": 1, "result": "success", "msg": "", "messages": [
            zulip(101, "Ada", "<p>Milk goes first.</p>"),
            zulip(102, "Ben", said, reactions=[{"emoji_name": "+1", "user_id": 1}, {"emoji_name": "+1", "user_id": 3}]),
            zulip(103, "Cleo", '<p><span class="user-mention" data-user-id="1">@Ada</span> why?</p>'),
            zulip(104, "Ada", "<p>Because.</p>"),
        ]}
    )  # fmt: skip
    assert (document.format, document.title) == ("zulip", "Milk first?")
    assert tree(document) == [
        ("101", "Ada", None, 1.0), ("102", "Ben", "101", 0.9), ("103", "Cleo", "101", 0.8), ("104", "Ada", "103", 0.5),
    ]  # fmt: skip
    assert document.posts[1].text == "> Milk goes first.\n\nNo."
    assert document.posts[1].score == 2


def test_zulip_topics_are_conversations_of_their_own():
    document = read({"messages": [zulip(1, "Ada", "<p>a</p>"), zulip(2, "Ben", "<p>b</p>", subject="Cups")]})
    assert document.title == "kitchen"
    assert tree(document) == [("1", "Ada", None, 1.0), ("2", "Ben", None, 1.0)]


PEOPLE = ("Ada", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus")


def words(number):
    return f"Remark number {number} says that milk goes in {'first' if number % 2 else 'last'}, because of the cup."


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", ["discord", "slack", "telegram", "zulip"])
def test_five_thousand_messages_are_all_there_with_every_answer_that_the_program_wrote_down(kind):
    size = 5000
    parents = {at: at - 1 - (at * 7) % min(at, 40) for at in range(1, size) if at % 3 == 0}
    rows = []
    for at in range(size):
        who, text, parent = PEOPLE[at % 7], words(at), parents.get(at)
        if kind == "discord":
            more = {"reference": {"messageId": str(100 + parent)}, "type": "Reply"} if parent is not None else {}
            rows.append(discord(100 + at, person(who, at % 7), text, **more))
        elif kind == "slack":
            more = {"thread_ts": f"1772359200.{parent:06}"} if parent is not None else {}
            rows.append(slack(f"1772359200.{at:06}", who, text, **more))
        elif kind == "telegram":
            rows.append(telegram(at, who, text, **({"reply_to_message_id": parent} if parent is not None else {})))
        else:
            link = f'<p><span class="user-mention">@x</span> <a href="/near/{parent}">said</a>:</p><blockquote><p>q</p></blockquote>'
            rows.append(zulip(at, who, (link if parent is not None else "") + f"<p>{text}</p>"))
    make = {"discord": lambda: channel(*rows), "slack": lambda: rows, "telegram": lambda: history(*rows),
            "zulip": lambda: {"messages": rows}}  # fmt: skip
    posts = read(make[kind]()).posts
    assert len(posts) == size
    number = {"discord": lambda name: int(name) - 100, "slack": lambda name: int(name.partition(".")[2])}.get(kind, int)
    found = {number(post.id): post for post in posts}
    assert sorted(found) == list(range(size))
    assert all(words(at) in post.text and post.author for at, post in found.items())
    assert {at: number(found[at].parent) for at in parents} == parents


@pytest.mark.parametrize("spoil", [None, 5, "x", [], {}, [None], {"id": []}, 10**400])
@pytest.mark.parametrize("kind", ["discord", "slack", "telegram", "zulip"])
def test_anything_in_the_place_of_anything_is_read_or_refused(kind, spoil):
    rows = {
        "discord": channel(discord(6, ADA, "Tea."), discord(7, BEN, "No.")),
        "slack": {"users": [{"id": "U1", "profile": {}}], "messages": [slack("1772359200.000100", "U1", "Tea.")] * 2},
        "telegram": history(telegram(2, "Ada", ["a", {"type": "pre", "text": "x"}]), telegram(3, "Ben", "No.")),
        "zulip": {"messages": [zulip(1, "Ada", "<p>a</p>"), zulip(2, "Ben", "<p>b</p>")]},
    }[kind]
    row = rows["messages"][-1]
    for key in [*row]:
        changed = {**rows, "messages": [rows["messages"][0], {**row, key: spoil}]}
        try:
            read(changed)
        except ContentError:
            continue
    for key in [*rows]:
        try:
            read({**rows, key: spoil})
        except ContentError:
            continue


def test_no_other_reader_is_as_sure_of_these_files():
    from digest.sources import READERS

    for data in (channel(discord(6, ADA, "Tea.")), [slack("1772359200.000100", "U1", "Tea.")],
                 history(telegram(2, "Ada", "a")), {"messages": [zulip(1, "Ada", "<p>a</p>")]}):  # fmt: skip
        file = source_file(json.dumps(data).encode(), path="x.json")
        assert sorted(reader.sniff(file) for reader in READERS)[-2] < 0.5
