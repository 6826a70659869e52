"""Mail is threaded by its headers, decoded by its charsets, and rid of what is not said."""

from datetime import UTC, datetime

from digest.sources import read_text
from digest.sources.tree import MISSING

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
