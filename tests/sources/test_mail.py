"""Mail is threaded by its headers, decoded by its charsets, and rid of what is not said."""

from base64 import b64encode
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import ContentError
from digest.sources import read_text
from digest.sources.tree import MISSING
from tests.effort import amount, within

FIRST = """From ann@example.org Sun Mar  1 10:00:00 2026
From: =?utf-8?q?Ann_M=C3=BCller?= <ann@example.org>
Subject: [style] Tabs or spaces?
Date: Sun, 01 Mar 2026 11:00:00 +0100
Message-ID: <a1@example.org>

Tabs are wide, and they are
seen at once.

>From here on I only count.

--\x20
Ann
"""
SECOND = """From ben@example.org Sun Mar  1 11:00:00 2026
From: ben@example.org
Subject: Re: [style] Tabs or spaces?
Date: nonsense
Message-ID: <b2@example.org>
In-Reply-To: <a1@example.org>
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

On Sun, 1 Mar 2026, Ann M=C3=BCller wrote:
> Tabs are wide, and they are
> seen at once.
>> Deeper.

No =E2=80=94 not mine.
"""
THIRD = """From cy@example.org Sun Mar  1 12:00:00 2026
From: Cy <cy@example.org>
Subject: Re: Tabs or spaces?
Message-ID: <c3@example.org>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="xx"

--xx
Content-Type: text/html

<p>Both.</p>
--xx--
"""
FOURTH = """From di@example.org Sun Mar  1 12:00:00 2026
From: Di <di@example.org>
Subject: Another thing
References: <lost@example.org>

Words.
"""
MBOX = "\n".join([FIRST, SECOND, THIRD, FOURTH])


def test_a_mailbox_is_threaded_by_its_headers_and_then_by_subject():
    document = read_text(MBOX.encode(), path="x.mbox")
    assert (document.format, document.title) == ("mbox", "Tabs or spaces?")
    assert [(post.id, post.parent, post.author) for post in document.posts] == [
        ("<a1@example.org>", None, "Ann Müller"),
        ("<b2@example.org>", "<a1@example.org>", "ben"),
        ("<c3@example.org>", "<a1@example.org>", "Cy"),
        ("m4", None, "Di"),
    ]
    assert [post.parent_confidence for post in document.posts] == [1.0, 1.0, 0.5, 0.5]
    assert document.posts[3].parent_cue == MISSING
    assert document.posts[0].date == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_signatures_and_attribution_lines_are_folded_away_and_quotes_kept_at_any_depth():
    first, second, third, _ = read_text(MBOX.encode(), path="x.txt").posts
    assert first.text == "Tabs are wide, and they are seen at once.\n\nFrom here on I only count."
    assert second.text == "> Tabs are wide, and they are seen at once.\n> > Deeper.\n\nNo — not mine."
    assert third.text == "Both."


def test_one_message_is_read():
    document = read_text(FIRST.partition("\n")[2].encode(), path="x.eml")
    assert [post.id for post in document.posts] == ["<a1@example.org>"]


def test_an_unknown_charset_and_broken_headers_are_no_obstacle():
    raw = 'From: "x <\nSubject: =?nope?q?a?= T\nMessage-ID: <<\nContent-Type: text/plain; charset=nope\n\nWords.\n'
    (post,) = read_text(raw.encode(), path="x.eml").posts
    assert post.text == "Words."


def test_hundreds_of_messages_keep_their_parents():
    one = (
        "From a@b.org Sun Mar  1 10:00:00 2026\nFrom: A <a@b.org>\n"
        "Subject: T\nMessage-ID: <{0}@x>\nReferences: {1}\n\nNumber {0}.\n\n"
    )
    text = "".join(one.format(n, f"<{n // 3}@x>" if n else "") for n in range(500))
    posts = read_text(text.encode(), path="x.mbox").posts
    assert {post.id: post.parent for post in posts} == {f"<{n}@x>": f"<{n // 3}@x>" if n else None for n in range(500)}


def test_bytes_of_another_charset_are_read_by_what_the_part_says_of_itself():
    raw = b"From: Zo\xe9 <z@b.org>\nSubject: T\nContent-Type: text/plain; charset=iso-8859-1\n\ncaf\xe9\n"
    (post,) = read_text(raw, path="x.eml").posts
    assert post.text == "café"


def test_a_line_that_begins_with_from_is_no_new_message_without_a_time_and_headers():
    text = FIRST.replace(">From here on I only count.", "From 1990 to 2000 nobody\nsaid: no.")
    (post,) = read_text(text.encode(), path="x.mbox").posts
    assert post.text.endswith("From 1990 to 2000 nobody said: no.")


def test_a_message_without_a_subject_is_named_after_its_file():
    assert read_text(b"From: a@b.org\nMessage-ID: <a@b>\n\nWords.\n", path="tabs.eml").title == "tabs"


def test_the_hidden_addresses_of_list_archives_are_names():
    head = (
        "From ann at example.org  Sun Mar  1 10:00:00 2026\nFrom: ann at example.org (Ann Moss)\nSubject: T\n\nWords.\n"
    )
    assert read_text(head.encode(), path="x.txt").posts[0].author == "Ann Moss"


def test_the_words_in_any_encoding_are_the_words():
    forms = {
        "utf-8": ("quoted-printable", "caf=C3=A9 =\nau lait"),
        "iso-8859-15": ("quoted-printable", "caf=E9 au lait"),
        "utf-16": ("base64", b64encode("café au lait".encode("utf-16")).decode()),
        "utf-7": ("7bit", "caf+AOk- au lait"),
    }
    for charset, (encoding, words) in forms.items():
        head = f"From: a@b.org\nSubject: T\nContent-Type: text/plain; charset={charset}\n"
        text = f"{head}Content-Transfer-Encoding: {encoding}\n\n{words}\n"
        assert read_text(text.encode(), path="x.eml").posts[0].text == "café au lait"


@pytest.mark.timeout(60)
def test_thousands_of_messages_are_read_in_seconds_and_a_chain_of_a_thousand_without_recursion():
    count = amount(5_000, thorough=20_000)
    head = "From a@b.org Sun Mar  1 10:00:00 2026\nSubject: T\nMessage-ID: <{0}@x>\nIn-Reply-To: <{1}@x>\n"
    text = "".join(f"{head.format(n, n - 1 if n < 1000 else n // 2)}\nNumber {n}.\n\n" for n in range(1, count + 1))
    with within(amount(4, thorough=60)):
        posts = read_text(text.encode(), path="x.mbox").posts
    assert len(posts) == count
    assert {post.id: post.parent for post in posts} == {
        f"<{n}@x>": None if n == 1 else f"<{n - 1 if n < 1000 else n // 2}@x>" for n in range(1, count + 1)
    }


@settings(max_examples=amount(40, thorough=600))
@given(st.lists(st.tuples(st.integers(0, len(MBOX)), st.integers(0, 40), st.text(max_size=6)), max_size=5))
def test_a_damaged_mailbox_raises_nothing_but_a_content_error(spoiled, cuts):
    with suppress(ContentError):
        read_text(spoiled(MBOX, cuts), path="x.mbox")
