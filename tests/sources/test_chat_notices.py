"""What a chat program says is nobody's words, and is counted; what people say is kept."""

import pytest

from digest.sources import read_text
from digest.sources.chat_notices import is_irc_notice, spoken


def read(text, name="x.txt"):
    return read_text(text.encode(), path=name)


def words(document):
    return [(post.author, post.text) for post in document.posts]


def counts(document):
    return {one.what: one.count for one in document.left_out}


def test_notices_of_an_android_export_are_left_out_and_counted():
    document = read(
        "13/03/2026, 20:19 - Messages and calls are end-to-end encrypted.\n"
        '13/03/2026, 20:19 - Ann created group "Bridge: open?"\n'
        "13/03/2026, 20:20 - Ann: Close it. The plan:\n10:00 Meet: at the bridge\nNote: bring water\n"
        "13/03/2026, 20:21 - Ben: <Media omitted>\n"
        "13/03/2026, 20:21 - Ben: IMG-20260313-WA0001.jpg (file attached)\nLook at this\n"
        '13/03/2026, 20:22 - Ann changed the subject from "Bridge: open?" to "Bridge: close!"\n'
        "13/03/2026, 20:23 - Ben: You deleted this message\n"
        "13/03/2026, 20:24 - Ann: Well <This message was edited>\n"
        "13/03/2026, 20:25 - Ben: /me waves\n"
    )
    assert words(document) == [
        ("Ann", "Close it. The plan:\n\n10:00 Meet: at the bridge\n\nNote: bring water"),
        ("Ben", "Look at this"),
        ("Ben", ""),
        ("Ann", "Well"),
        ("Ben", "/me waves"),
    ]
    assert document.posts[2].status == "deleted"
    assert counts(document) == {
        "notices of the program": 3,
        "attachment placeholders": 2,
        "marks of edited messages": 1,
    }


def test_the_group_of_an_ios_export_is_no_speaker_and_names_the_chat():
    document = read(
        "[13/03/2026, 20:20:10] Bridge group: \u200eMessages and calls are end-to-end encrypted.\n"
        "[13/03/2026, 20:20:11] Ann: Close it\n"
        "\u200e[13/03/2026, 20:20:12] Ben: \u200e<attached: 00000012-PHOTO-2026-03-13.jpg>\n"
        "[13/03/2026, 20:20:13] Ben: \u200eNoch eine Meldung des Programms\n"
        "[13/03/2026, 20:20:14] Ben: \u200eLocation: https://maps.example.org/?q=1\n"
        "[13/03/2026, 20:20:15] Ann: Fine\n"
    )
    assert document.title == "Bridge group"
    assert words(document) == [("Ann", "Close it"), ("Ben", "Location: https://maps.example.org/?q=1"), ("Ann", "Fine")]
    assert counts(document) == {"notices of the program": 2, "attachment placeholders": 1}


@pytest.mark.parametrize(
    "said",
    [
        "This message was deleted",
        "You deleted this message.",
        "This message was deleted by admin Ann",
        "Diese Nachricht wurde gelöscht.",
        "Se eliminó este mensaje",
        "Ce message a été supprimé",
        "Questo messaggio è stato eliminato",
        "Mensagem apagada",
        "Данное сообщение удалено",
        "此消息已被删除",
        "このメッセージは削除されました",
        "تم حذف هذه الرسالة",
    ],
)
def test_a_deleted_message_keeps_its_place_in_every_language(said):
    assert spoken(said) == ("", "deleted", ())


@pytest.mark.parametrize(
    "said",
    ["I say that this message was deleted", "<grin>", "image omitted? why?", "see a.txt (it is short)", "edited"],
)
def test_what_people_say_of_such_things_stays(said):
    assert spoken(said) == (said, "present", ())


@pytest.mark.parametrize(
    ("said", "notice"),
    [
        ("dora (~dora@host.example) has joined #bridge", True),
        ("ben has quit (Ping timeout)", True),
        ("ben is now known as benny", True),
        ("ben sets mode +o ann", True),
        ("ben thinks of his own shop", False),
        ("ben has left his shop open", False),
        ("ann joined in the singing", False),
    ],
)
def test_an_action_is_speech_and_a_coming_or_going_is_not(said, notice):
    assert is_irc_notice(said) is notice


IRC = """--- Log opened Fri Mar 13 23:58:01 2026
23:58 -!- ann [~ann@host.example] has joined #bridge
23:59 < ann> Close it.
23:59  * ben thinks of his shop
00:01 <@ben> No: never.
--- Day changed Sun Mar 15 2026
00:10 < ann> Why?
--- Log closed Sun Mar 15 00:12:00 2026
"""


def test_the_days_of_a_log_give_its_clocks_their_dates():
    document = read(IRC)
    assert words(document) == [
        ("ann", "Close it."),
        ("ben", "thinks of his shop"),
        ("ben", "No: never."),
        ("ann", "Why?"),
    ]
    days = [post.date.isoformat()[:16] for post in document.posts]
    assert days == ["2026-03-13T23:59", "2026-03-13T23:59", "2026-03-14T00:01", "2026-03-15T00:10"]
    assert counts(document) == {"notices of the program": 4}
    assert document.title == "x"


def test_a_log_without_days_is_of_the_day_that_it_is_named_after():
    log = "\n".join(f"[20:2{n}] <{name}> Words." for n, name in enumerate(("ann", "ben", "ann", "ben")))
    assert read(log, "bridge_20260313.log").posts[0].date.isoformat() == "2026-03-13T20:20:00+00:00"


def test_what_is_forwarded_is_not_the_forwarders_and_a_reply_says_whom_it_answers():
    rows = ["Ann, [13.03.2026 10:00]\nClose it.", "Ben, [13.03.2026 10:01]\nHm.", "Cleo, [13.03.2026 10:02]\n[ Photo ]"]
    rows += [
        "Ben, [13.03.2026 10:03]\n[Forwarded from Dora]\nThey say so.",
        "Cleo, [13.03.2026 10:04]\n[In reply to Ann]\nNo.",
    ]
    document = read("\n\n".join(rows))
    assert words(document) == [("Ann", "Close it."), ("Ben", "Hm."), ("Ben", "> They say so."), ("Cleo", "No.")]
    assert (document.posts[-1].parent, document.posts[-1].parent_cue) == ("l1", "names Ann")
    assert counts(document) == {"attachment placeholders": 1}


def test_code_between_fences_keeps_its_lines():
    rows = ["[13/03/26, 20:20:10] Ann: Look:\n```\nif a:\n    b()\n```\nYes"]
    rows += [f"[13/03/26, 20:20:1{n}] Ben: Words." for n in (1, 2)]
    assert read("\n".join(rows)).posts[0].text == "Look:\n\nif a:\n    b()\n\nYes"


def test_reactions_of_a_meeting_are_counted_and_what_it_quotes_is_quoted():
    rows = [
        "20:20:10 From Ann to Everyone:\n\tClose it.",
        '20:20:11 From Ben to Everyone:\n\tReacted to "Close it." with 👍',
    ]
    rows += [
        '20:20:12 From Ben to Everyone:\n\tReplying to "Close it."\n\n\tNo.',
        "20:20:13 From Ann to Everyone:\n\tWhy?",
    ]
    document = read("\n".join(rows))
    assert words(document) == [("Ann", "Close it."), ("Ben", "> Close it.\n\nNo."), ("Ann", "Why?")]
    assert counts(document)["reactions"] == 1
