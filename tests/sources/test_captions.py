"""Captions give what each speaker says as one post, whoever wrote them and however they are cut."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import ContentError
from digest.sources import read_text
from tests.effort import amount


def read(text, name="meeting.vtt"):
    return read_text(text.encode(), path=name)


def said(document):
    return [(post.author, post.text, post.lines) for post in document.posts]


VOICES = """WEBVTT - Council meeting

NOTE made by us

1
00:00:01.000 --> 00:00:03.000
<v Ann Moss>Close the bridge,</v>

2
00:00:03.000 --> 00:00:05.000 align:start
<v Ann Moss>because it is old &amp; <i>narrow</i>.</v>

3
00:00:06.000 --> 00:00:08.000
<v Ben>No.</v>
<v Ann Moss>Why?</v>

4
00:00:08.000 --> 00:00:09.000
[applause]
"""


def test_a_speaker_of_several_cues_says_one_thing():
    document = read(VOICES)
    assert (document.title, document.format) == ("Council meeting", "markdown")
    assert said(document) == [
        ("Ann Moss", "Close the bridge, because it is old & narrow.", (6, 11)),
        ("Ben", "No.", (14, 16)),
        ("Ann Moss", "Why?", (14, 16)),
    ]
    assert [(one.what, one.count) for one in document.left_out] == [("sounds", 1)]
    assert [post.parent_cue for post in document.posts] == ["", "follows it", "follows it"]


@pytest.mark.parametrize(
    "form",
    [
        "0{n}:00.000 --> 0{n}:02.000\n{t}\n",
        "{n}\n00:0{n}:00,000 --> 00:0{n}:02,000\n{t}\n",
        "0:0{n}:00.000,0:0{n}:02.000\n{t}\n",
    ],
)
def test_names_before_colons_are_speakers_where_they_come_again(form):
    cues = ["Ann: Close it.", "It is old.", "Ben: No: never.", "Ann: Why?"]
    head = "WEBVTT\n\n" if form.startswith("0{") and "-->" in form else ""
    document = read(head + "\n".join(form.format(n=n, t=t) for n, t in enumerate(cues, 1)), "x.srt")
    assert document.reader.startswith("captions")
    assert [(post.author, post.text) for post in document.posts] == [
        ("Ann", "Close it. It is old."),
        ("Ben", "No: never."),
        ("Ann", "Why?"),
    ]


def test_marks_tell_that_somebody_else_speaks():
    cues = [">> Close it.", "It is old.", ">> No."]
    document = read("WEBVTT\n\n" + "\n".join(f"0{n}:00.000 --> 0{n}:02.000\n{t}\n" for n, t in enumerate(cues)))
    assert [(post.author, post.text) for post in document.posts] == [(None, "Close it. It is old."), (None, "No.")]


def test_without_speakers_all_is_one_text_in_paragraphs():
    times = [("00:01,000", "00:03,000"), ("00:03,500", "00:05,000"), ("00:16,000", "00:18,000")]
    words = ["Close the bridge.", "It is <i>old</i>.", "And the shops?"]
    cues = [f"{n}\n00:{a} --> 00:{b}\n{w}\n" for n, ((a, b), w) in enumerate(zip(times, words, strict=True), 1)]
    document = read("\n".join(cues), "x.srt")
    assert (document.format, [post.text for post in document.posts]) == (
        "essay",
        ["Close the bridge. It is old.\n\nAnd the shops?"],
    )


def test_what_rolling_captions_show_twice_is_said_once():
    lines = [["a b"], ["a b"], ["a b", "c d"], ["c d"], ["c d", "e f"]]
    cues = [f"00:0{n}.000 --> 00:0{n}.900\n" + "\n".join(one) + "\n" for n, one in enumerate(lines)]
    document = read("WEBVTT\n\n" + "\n".join(cues))
    assert [post.text for post in document.posts] == ["a b c d e f"]
    assert [(one.what, one.count) for one in document.left_out] == [("repeated lines", 4)]


@settings(max_examples=amount(40, thorough=400))
@given(st.lists(st.tuples(st.integers(0, len(VOICES)), st.integers(0, 20), st.text(max_size=6)), max_size=4))
def test_damaged_captions_raise_nothing_but_a_content_error(spoiled, cuts):
    with suppress(ContentError):
        read_text(spoiled(VOICES, cuts), path="x.vtt")
