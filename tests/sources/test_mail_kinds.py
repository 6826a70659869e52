"""Mail as programs of many kinds write it: nothing is lost in silence, and nothing is in another's mouth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources import read_text
from digest.sources.mail_attributions import attribution, is_strong
from digest.sources.mail_body import body_of
from digest.sources.mail_box import begins_as_mail, messages_of
from digest.sources.mail_charsets import decoded, words_decoded

HEAD = "From: Ann Moss <ann@example.org>\nDate: Mon, 02 Mar 2026 10:00:00 +0000\nSubject: Bridge\nMessage-ID: <a@x>\n"
LINE = "From ann@example.org Mon Mar  2 10:00:00 2026\n"


def read(raw, name="x.mbox"):
    return read_text(raw if isinstance(raw, bytes) else raw.encode(), path=name)


def left(document):
    return {one.what: one.count for one in document.left_out}


def message(name, subject, words="Words.", **headers):
    more = "".join(f"{key.replace('_', '-')}: {value}\n" for key, value in headers.items())
    return f"{LINE}From: Ann <a@x>\nSubject: {subject}\nMessage-ID: {name}\n{more}\n{words}\n\n"


@pytest.mark.parametrize("first", ["DKIM-Signature: v=1", "Path: news", "Content-Type: text/plain; charset=iso-8859-1"])
def test_any_header_may_come_first(first):
    raw = f"{first}\n{HEAD}\n".encode() + "Die Brücke.".encode("latin-1")
    assert read(raw, "x.eml").posts[0].text == "Die Brücke."


def test_a_chat_is_no_mail():
    assert not begins_as_mail("Ann: Tabs?\nBen: No.")
    assert not begins_as_mail("From: Ann\nType: incoming\nSent: Fri, 13 Mar 2026 20:00:00 +0000\n\nWords.")


@pytest.mark.parametrize(
    "line",
    [
        "From - Mon Mar 02 10:00:00 2026",
        "From 1234567890@xxx Mon Mar 02 10:00:00 +0000 2026",
        "From -1234567890123456789",
        "From ann at example.org  Mon Mar  2 10:00:00 2026",
        "From ann@example.org Mon, 2 Mar 2026 10:00:00 +0000",
        "#! rnews 123",
    ],
)
def test_messages_are_parted_by_the_lines_that_programs_write(line):
    text = f"{line}\n{HEAD}\nOne.\n\n{line}\n{HEAD}\nTwo.\n"
    assert len(list(messages_of(text))) == 2


def test_what_looks_like_such_a_line_in_a_text_parts_nothing():
    text = (
        f"{LINE}{HEAD}\nOn:\n\nFrom 1990 on, at 10:00\nNote: open.\n\n{LINE.strip()} we heard nothing.\n\n>From here.\n"
    )
    (post,) = read(text).posts
    assert "From 1990 on" in post.text
    assert post.text.endswith("we heard nothing.\n\nFrom here.")


def test_a_length_that_is_stated_rightly_ends_a_message():
    body = f"One.\n\n{LINE}From: b@x\nSubject: pasted\n\nPasted.\n"
    text = f"{LINE}{HEAD}Content-Length: {len(body)}\n\n{body}\n{LINE}{HEAD}\nTwo.\n"
    assert len(list(messages_of(text))) == 2


@pytest.mark.parametrize(
    ("raw", "label", "text"),
    [
        (b"\x93so\x94", "iso-8859-1", "“so”"),
        ("镕".encode("gb18030"), "gb2312", "镕"),
        ("①髙".encode("cp932"), "shift_jis", "①髙"),
        (b"\x1b$B-!66\x1b(B", "iso-2022-jp", "①橋"),
        ("Brücke".encode(), None, "Brücke"),
        ("Brücke".encode(), "us-ascii", "Brücke"),
        ("Brücke".encode("latin-1"), "utf-8", "Brücke"),
        (b"caf+AOk-", "utf-7", "café"),
    ],
)
def test_charsets_are_read_as_browsers_read_them_and_utf_8_is_tried(raw, label, text):
    assert decoded(raw, label) == text


@given(st.text(max_size=40))
def test_what_is_utf_8_is_read_whatever_the_label_does_not_say(text):
    assert decoded(text.encode("utf-8", "replace"), None).replace("\ufeff", "") in (
        text.encode("utf-8", "replace").decode().replace("\ufeff", ""),
        decoded(text.encode("utf-8", "replace"), "iso-2022-jp"),
    )


@pytest.mark.parametrize("value", ['"=?utf-8?q?M=C3?==?utf-8?q?=BCller?="', "(=?iso-8859-1*de?q?M=FCller?=)"])
def test_encoded_words_are_decoded_wherever_they_stand(value):
    assert "Müller" in words_decoded(value)


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("Ann Moss (Town) <ann@x.org>", "Ann Moss"),
        ("ann@x.org (Ann Moss (home))", "Ann Moss (home)"),
        ("host!ann (Ann Moss)", "Ann Moss"),
        ("Moss, Ann <ann@x.org>", "Moss, Ann"),
        ("ann at x.org", "ann"),
        ('"ann@x.org" <ann@x.org>', "ann"),
        ("town at lists.x.org (Ann Moss via town)", "Ann Moss"),
    ],
)
def test_the_name_of_a_sender(sender, name):
    assert read(f"From: {sender}\nSubject: T\n\nWords.\n", "x.eml").posts[0].author == name


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("1992/03/02", "1992-03-02T00:00:00+00:00"),
        ("Mon, 02 Mar 2026 10:00:00 MET", "2026-03-02T10:00:00+01:00"),
        ("Montag, 2. März 2026 10:00", "2026-03-02T10:00:00+00:00"),
        ("Tue, 04 Jan 100 10:00:00 GMT", "2000-01-04T10:00:00+00:00"),
    ],
)
def test_dates_as_people_write_them(date, iso):
    assert read(f"From: a@x\nSubject: T\nDate: {date}\n\nWords.\n", "x.eml").posts[0].date.isoformat() == iso


def test_a_date_that_cannot_be_read_is_counted():
    assert left(read("From: a@x\nSubject: T\nDate: some day\n\nWords.\n", "x.eml"))["dates"] == 1


def test_messages_that_share_a_lost_ancestor_are_siblings_and_what_holds_no_at_is_no_id():
    text = message("<a@x>", "Re: T", References="<lost@x>") + message("<b@x>", "Re: T", References="<lost@x>")
    assert [(post.parent, post.parent_confidence) for post in read(text).posts] == [(None, 0.5), (None, 0.5)]
    text = message("<a@x>", "T", References="<yes>") + message("<b@x>", "U", References="<a@x> <yes>")
    assert [post.parent for post in read(text).posts] == [None, "<a@x>"]
    text = message("<abc>", "T") + message("<b@x>", "U", References="<abc>")
    assert [post.parent for post in read(text).posts] == [None, "<abc>"]


def test_a_thread_of_google_is_inferred_from_its_first_message_by_time():
    text = message("<b@x>", "U", X_GM_THRID=1, Date="Tue, 3 Mar 2026 10:00:00 +0000")
    text += message("<a@x>", "T", X_GM_THRID=1, Date="Mon, 2 Mar 2026 10:00:00 +0000")
    assert [(post.id, post.parent, post.parent_confidence) for post in read(text).posts] == [
        ("<a@x>", None, 1.0),
        ("<b@x>", "<a@x>", 0.5),
    ]


def test_two_messages_with_one_id_are_kept_if_they_differ_and_copies_are_counted():
    document = read(message("<a@x>", "T", "One.") + message("<a@x>", "T", "One.") + message("<a@x>", "T", "Two."))
    assert [(post.id, post.text) for post in document.posts] == [("<a@x>", "One."), ("<a@x>-2", "Two.")]
    assert left(document) == {"copies of messages": 1}


def parts(*children, kind="mixed"):
    return (
        f"{HEAD}Content-Type: multipart/{kind}; boundary=x\n\n"
        + "".join(f"--x\n{one}\n" for one in children)
        + "--x--\n"
    )


def test_all_texts_are_read_and_attachments_counted():
    picture = "Content-Type: image/png\nContent-Disposition: inline; filename=a.png\n\nabc"
    document = read(parts("\nOne.", picture, "Content-Type: text/html\n\n<p>Two.</p>"), "x.eml")
    assert (document.posts[0].text, left(document)) == ("One.\n\nTwo.", {"attachments": 1})


def test_html_counts_where_the_plain_text_says_nothing():
    html = "Content-Type: text/html\n\n<p>Close it.</p>"
    assert read(parts("\n\xa0", html, kind="alternative"), "x.eml").posts[0].text == "Close it."
    assert read(parts("\nKeep it.", html, kind="alternative"), "x.eml").posts[0].text == "Keep it."


def test_what_is_forwarded_as_an_attachment_is_a_quotation():
    inner = "Content-Type: message/rfc822\n\nFrom: d@x\nSubject: Old\n\nThe bridge is old."
    assert read(parts("\nRead this.", inner), "x.eml").posts[0].text == "Read this.\n\n> The bridge is old."


def test_a_digest_in_plain_text_is_its_messages():
    one = "-" * 30 + "\n\nMessage: {0}\nFrom: {1} <{1}@x>\nSubject: Bridge\nMessage-ID: <{1}@x>\n\nSaid by {1}.\n\n"
    body = (
        "Today's topics:\n\n" + one.format(1, "ben") + one.format(2, "cleo") + "-" * 30 + "\n\nEnd of Digest, Vol 1\n"
    )
    document = read(f"{HEAD}\n{body}", "x.eml")
    assert [(post.author, post.text) for post in document.posts] == [("ben", "Said by ben."), ("cleo", "Said by cleo.")]
    assert "mastheads and tables of contents" in left(document)


def test_an_encrypted_message_says_so():
    document = read(f"{HEAD}\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n", "x.eml")
    assert (document.posts[0].text, left(document)) == ("", {"encrypted texts": 1})


@pytest.mark.parametrize(
    "line",
    [
        "ma 2. maalisk. 2026 klo 10.00 Ben Okley (ben@example.org) kirjoitti:",
        "Ben Okley <ben@example.org> 于2026年3月2日周一 10:00写道：",
        "2026年3月2日(月) 10:00 Ben Okley <ben@example.org>:",
        "Quoting Ben Okley (2026-03-02 10:00:00)",
        "In article <1@example.org>, ben@example.org (Ben Okley) writes:",
        "2012/3/2 Ben Okley <ben@example.org>",
        "Ben Okley [Mon, Mar 02, 2026 at 10:00:00AM +0000]:",
    ],
)
def test_attribution_lines_of_many_programs(line):
    assert attribution([line]) == 1


@pytest.mark.parametrize(
    "line", ["In 2026 the council said that it would close it:", "The report of 2026 says:", "I agree:"]
)
def test_a_sentence_is_no_attribution(line):
    assert attribution([line]) == 0
    assert not is_strong(line)


QUOTED = "> The bridge must stay open. Shops need it.\n\nNo."


@pytest.mark.parametrize(
    "text",
    [
        "BO> The bridge must stay open.\nBO> Shops need it.\n\nNo.",
        "ben> The bridge must stay open.\nben> Shops do need it.\n\nNo.",
        "| The bridge must stay open.\n| Shops need it.\n\nNo.",
        "Ann Moss wrote:\n} The bridge must stay open.\n} Shops need it.\n\nNo.",
        "On Mon, 2 Mar 2026, Ann wrote:\n\n    The bridge must stay open.\n    Shops need it.\n\nNo.",
        '>>>>> "Ben" == Ben Okley <b@x> writes:\n\n    Ben> The bridge must stay open.\n    Ben> Shops need it.\n\nNo.',
    ],
)
def test_quotations_with_other_marks(text):
    assert body_of(text).text.replace(" do ", " ") == QUOTED


@pytest.mark.parametrize("text", ["SQL> select 1;\nSQL> select 2;", "| a | b |\n| 1 | 2 |"])
def test_prompts_and_tables_are_no_quotations(text):
    assert body_of(text).text == text


@pytest.mark.parametrize(
    "block",
    [
        "From: Ben <b@x>\nSent: Monday\nTo: Ann\nSubject: Bridge\n",
        "________________________________\nDe : Ben <b@x>\nEnvoyé : lundi\nÀ : Ann\nObjet : Pont\n",
        "-------- Weitergeleitete Nachricht --------\nBetreff: B\nVon: Ben <b@x>\nAn: Ann\n",
        "Begin forwarded message:\n\nFrom: Dora <d@x>\nSubject: Bridge\n",
        "差出人: Ben <b@x>\n送信日時: 2026年3月2日 10:00\n宛先: Ann\n件名: 橋\n",
        "On Mon, 2 Mar 2026 at 10:00, Ben <b@x> wrote:\n",
    ],
)
def test_what_stands_unmarked_below_another_message_is_quoted(block):
    assert body_of(f"No.\n\n{block}\nStay open.").text == "No.\n\n> Stay open."


def test_what_stands_below_the_end_of_a_forward_is_the_writers():
    head = "----- Forwarded message from D -----\n\nFrom: D <d@x>\nSubject: B\n\n"
    text = f"{head}Old.\n\n----- End forwarded message -----\n\nYes."
    assert body_of(text).text == "> Old.\n\nYes."


def test_an_agenda_is_no_message():
    text = "From: 10:00\nTo: 12:00\nDate: Monday\n\nCome."
    assert body_of(text).text == text


def test_code_patches_tables_and_verses_keep_their_lines():
    code = "Do:\n\n    def f(x):\n        return x\n\n@@ -1,2 +1,2 @@\n-x = 1\n+x = 2\n y = 3\n\na    b   c\n1   22   3"
    assert body_of(code).text.endswith("-x = 1\n+x = 2\n y = 3\n\na    b   c\n1   22   3")
    assert "    def f(x):\n        return x" in body_of(code).text
    verse = "Roses are red,\nviolets are blue,\nthe bridge is old,\nand so are you."
    assert body_of(verse).text == verse
    assert body_of("> def f(x):\n>     return x").text == "> def f(x):\n>     return x"


def test_pythons_prompt_is_code_and_no_quotation():
    text = ">>> import os\n>>> os.getcwd()\n'/home'"
    assert body_of(text).text == text
