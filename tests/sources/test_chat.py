"""A chat is one post a contribution, with its author, time and lines."""

import random
from contextlib import suppress
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import ContentError
from digest.sources import read_text


def read(*lines):
    return read_text("\n".join(lines).encode(), path="some-chat.txt")


def answers(*lines):
    return [(post.parent, post.parent_confidence, post.parent_cue) for post in read(*lines).posts]


TALK = ("Tabs?", "Ann Lee: Tabs.", "Ben: No.", "Ben: Never.", "Ann Lee: Why?", "Cy: Hm.", "Cy: Well.")


def test_hundreds_of_contributions_keep_their_order_authors_times_and_lines():
    chance = random.Random(5)
    rows, expected = ["Tabs or spaces?"], []
    for n in range(600):
        author, more = chance.choice(["Ann Lee", "Ben", "Cy O'Neil"]), n % 7 == 0
        first = len(rows) + 1
        rows.append(f"[2026-03-{1 + n // 60:02} 10:{n % 60:02}] {author}: Number {n}.")
        rows.extend(["and more of it", ""] if more else [])
        when = datetime(2026, 3, 1 + n // 60, 10, n % 60, tzinfo=UTC)
        text = f"Number {n}.\n\nand more of it" if more else f"Number {n}."
        expected.append((f"l{first}", author, when, text, (first, first + more)))
    posts = read(*rows).posts
    assert [(post.id, post.author, post.date, post.text, post.lines) for post in posts] == expected


GOOD = "\n".join([*TALK, "[10:00] Ann Lee: @Ben, > no", "> quoted", "3/31/26, 10:00 PM - Ben: so"])


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 20), st.text(max_size=6)), max_size=4))
def test_a_damaged_chat_raises_nothing_but_a_content_error(cuts):
    text = GOOD
    for at, length, words in cuts:
        text = text[:at] + words + text[at + length :]
    with suppress(ContentError):
        read_text(text.encode("utf-8", "replace"), path="x.txt")
