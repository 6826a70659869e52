"""Mail is threaded as one message knows and another tells (Zawinski's algorithm)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.mail_threads import Headers, base_subject, threaded
from digest.sources.tree import MISSING


def parents(*messages):
    heads = [Headers(name, tuple(above), subject) for name, above, subject in messages]
    return [answer.parent for answer in threaded(heads)]


def test_the_last_reference_is_what_is_answered():
    assert parents(("a", "", "T"), ("b", "a", "Re: T"), ("c", "ab", "Re: T"), ("d", "a", "Re: T")) == [
        None,
        "a",
        "b",
        "a",
    ]


def test_lost_messages_are_walked_over_and_that_is_said():
    (_, answer) = threaded([Headers("a", (), "T"), Headers("d", ("a", "b", "c"), "Re: T")])
    assert (answer.parent, answer.cue) == ("a", "the message between them is missing")
    assert 0.5 < answer.confidence < 1


def test_what_another_message_knows_of_a_lost_one_counts():
    assert parents(("a", "", "T"), ("c", "b", "Else"), ("d", "ab", "Re: T")) == [None, "a", "a"]


def test_a_messages_own_word_counts_more_than_anothers():
    assert parents(("a", "", "T"), ("x", "cab", "T"), ("b", "c", "T"), ("c", "", "T2")) == [None, "b", "c", None]


def test_a_reply_whose_own_headers_are_gone_goes_where_others_have_seen_it():
    answers = threaded([Headers("a", (), "T"), Headers("b", (), "Re: U"), Headers("c", ("a", "b"), "Re: U")])
    assert [(answer.parent, answer.cue) for answer in answers] == [
        (None, ""),
        ("a", "a later message says so"),
        ("b", ""),
    ]


def test_a_reply_that_names_nobody_goes_to_the_message_that_began_its_subject():
    first, second, third = threaded(
        [Headers("r", (), "RE: [style] Tabs"), Headers("a", (), "Tabs"), Headers("s", ("lost",), "AW: tabs")]
    )
    assert [answer.parent for answer in (first, second, third)] == ["a", None, "a"]
    assert (first.confidence, first.cue) == (0.5, "it has the same subject")


def test_two_messages_of_one_subject_that_are_no_replies_stand_apart():
    assert parents(("a", "", "Weekly"), ("b", "", "Weekly")) == [None, None]


def test_messages_without_a_subject_have_none_in_common():
    assert parents(("a", "", ""), ("b", "", "Re:")) == [None, None]


def test_a_message_whose_thread_is_lost_says_so():
    (answer,) = threaded([Headers("a", ("lost",), "T")])
    assert (answer.parent, answer.cue) == (None, MISSING)


@pytest.mark.parametrize("subject", ["Re: T", "RE[2]: T", "[l] Re: T", "Re: [l] AW: SV: T", "Fwd: T", "  T "])
def test_what_replies_and_lists_put_before_a_subject_is_no_part_of_it(subject):
    assert base_subject(subject) == "T"


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcdefgh"),
            st.lists(st.sampled_from("abcdefgh"), max_size=4),
            st.sampled_from(["T", "Re: T", ""]),
        ),
        unique_by=lambda message: message[0],
    )
)
def test_every_parent_is_another_message_at_hand(messages):
    names = [message[0] for message in messages]
    for name, parent in zip(names, parents(*messages), strict=True):
        assert parent is None or (parent in names and parent != name)
