"""A chat is one post a contribution; whom each answers is inferred from names and turns, and says so."""

import random
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import ContentError
from digest.sources import read_text
from tests.effort import amount


def read(*lines):
    return read_text("\n".join(lines).encode(), path="some-chat.txt")


def answers(*lines):
    return [(post.parent, post.parent_confidence, post.parent_cue) for post in read(*lines).posts]


TALK = ("Tabs?", "Ann Lee: Tabs.", "Ben: No.", "Ben: Never.", "Ann Lee: Why?", "Cy: Hm.", "Cy: Well.")


def test_whoever_names_nobody_answers_what_somebody_else_said_last():
    assert answers(*TALK) == [
        (None, 1.0, ""),
        ("l2", 0.5, "follows it"),
        ("l2", 0.5, "follows it"),
        ("l4", 0.5, "follows it"),
        ("l5", 0.5, "follows it"),
        ("l5", 0.5, "follows it"),
    ]


@pytest.mark.parametrize("words", ["@Ann why?", "@ann Lee, why?", "Ann: why?", "ann lee, why?", "But @Ann, why?"])
def test_whoever_names_somebody_answers_what_that_one_said_last(words):
    assert answers(*TALK, "Ann Lee: So.", "Ben: Yes.", f"Cy: {words}")[-1] == ("l8", 0.8, "names Ann Lee")


@pytest.mark.parametrize("words", ["Zed, why?", "me@ann why?", "Cy: I say.", "Anne, why?", "The tabs, why?"])
def test_who_has_not_spoken_or_speaks_is_not_named(words):
    assert answers(*TALK, "Ben: Yes.", f"Cy: {words}")[-1] == ("l8", 0.5, "follows it")


def test_a_first_name_that_two_have_names_neither():
    lines = ("T", "Ann Lee: a", "Ann Moss: b", "Ann Lee: c", "Ann Moss: d", "Ben: x", "Ben: Ann, no.")
    assert answers(*lines)[-1] == ("l5", 0.5, "follows it")


@pytest.mark.parametrize(
    ("form", "when"),
    [
        ("[2026-03-31 10:00] {}: {}", datetime(2026, 3, 31, 10, tzinfo=UTC)),
        ("2026-03-31T10:00:05Z <{}> {}", datetime(2026, 3, 31, 10, 0, 5, tzinfo=UTC)),
        ("31/03/2026, 10:00 - {}: {}", datetime(2026, 3, 31, 10, tzinfo=UTC)),
        ("3/31/26, 10:00 PM - {}: {}", datetime(2026, 3, 31, 22, tzinfo=UTC)),
        ("[31.03.26, 10:00:05] {}: {}", datetime(2026, 3, 31, 10, 0, 5, tzinfo=UTC)),
        ("[02.03.26, 10:00:05] {}: {}", datetime(2026, 3, 2, 10, 0, 5, tzinfo=UTC)),
        ("02/03/2026, 10:00 - {}: {}", None),
        ("10:00 <@{}> {}", None),
        ("[10:00:05] {}: {}", None),
    ],
)
def test_times_are_read_as_programs_write_them_and_never_guessed(form, when):
    lines = [form.format(name, f"Words {n}.") for n, name in enumerate(["ann", "ben"] * 3)]
    document = read(*lines)
    assert document.title == "some-chat"
    assert [(post.author, post.text, post.date) for post in document.posts] == [
        (name, f"Words {n}.", when) for n, name in enumerate(["ann", "ben"] * 3)
    ]


def test_what_the_program_itself_says_is_nobodys():
    lines = [
        "10:00 - Ann: a",
        "10:01 - Ben joined",
        "10:02 - Ben: b",
        "10:03 - Ann: c",
        "10:04 - Ben: d",
        "10:05 - Ann: e",
    ]
    assert [post.text for post in read("10:00 - Messages are encrypted.", *lines).posts] == ["a", "b", "c", "d", "e"]


def test_a_title_with_a_colon_is_no_contribution():
    document = read("Ask HN: tabs?", "Ann: a", "Ben: b", "Ann: c", "Ben: d")
    assert (document.title, len(document.posts)) == ("Ask HN: tabs?", 4)


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


@pytest.mark.timeout(60)
def test_twenty_thousand_contributions_are_read_in_seconds():
    posts = read("T", *(f"{('Ann', 'Ben', 'Cy')[n % 3]}: Number {n} @ben." for n in range(20_000))).posts
    assert len(posts) == 20_000
    assert posts[-2].parent_cue == "names Ben"


GOOD = "\n".join([*TALK, "[10:00] Ann Lee: @Ben, > no", "> quoted", "3/31/26, 10:00 PM - Ben: so"])


@settings(max_examples=amount(40, thorough=600))
@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 20), st.text(max_size=6)), max_size=4))
def test_a_damaged_chat_raises_nothing_but_a_content_error(spoiled, cuts):
    with suppress(ContentError):
        read_text(spoiled(GOOD, cuts), path="x.txt")
