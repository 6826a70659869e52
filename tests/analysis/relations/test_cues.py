"""Each family of cues, on replies written for it."""

from __future__ import annotations

import pytest

from digest.analysis.relations.cues import FAMILIES, cues_of
from digest.analysis.relations.cues.base import shown
from digest.analysis.relations.exchanges import exchanges
from digest.model import Block, Document, Post, Quote
from digest.text.spans import blocks_of

PARENT = "Night trains are better than planes because you sleep on the way. The cost is low."


def _names(reply: str, *, quotes: tuple[Quote, ...] = (), blocks: tuple[Block, ...] = ()) -> set[str]:
    posts = (Post("a", PARENT), Post("b", reply, parent="a", blocks=blocks))
    document = Document("d.md", "d", "How should we travel?", "markdown", posts)
    exchange = next(one for one in exchanges(document, quotes=quotes) if one.post.id == "b")
    return {cue.name for cue in cues_of(exchange)}


@pytest.mark.parametrize(
    ("reply", "cue"),
    [
        ("Exactly. I slept well every time.", "opens with agreement"),
        ("I completely agree with that.", "opens with agreement"),
        ("Good point, they do help.", "opens with agreement"),
        ("Well, you're right about that.", "opens with agreement"),
        ("I don't like planes either.", "joins in"),
        ("That is a strong point.", "opens with agreement"),
        ("Ada is right about the price.", "opens with agreement"),
        ("Same experience here, years ago.", "opens with agreement"),
        ("You have convinced me. !delta", "grants the point"),
        ("I hadn't considered the sleep.", "grants the point"),
        ("It was long. But you are right.", "agrees in passing"),
        ("Thanks for writing this up.", "thanks"),
        ("No, they never arrive.", "opens with denial"),
        ("I disagree about the price.", "opens with denial"),
        ("That's not what the timetable says.", "opens with denial"),
        ("The problem with this is the track.", "opens with denial"),
        ("Well. You are missing the noise.", "denies in passing"),
        ("That does not follow from your story.", "undercuts"),
        ("By that logic, ships are best.", "undercuts"),
        ("True, but the beds are short.", "concedes, then turns"),
        ("Sure, they are cheap. However, they are late.", "concedes, then turns"),
        ("But the beds are short.", "opens with contrast"),
        ("The beds are long. However, they are hard.", "turns later"),
        ("Why would anyone want that?", "counter-question"),
        ("They rattle. Do you sleep?", "asks later"),
        ("Really late ones? From where?", "only asks"),
        ("What about families with children?", "challenges"),
        ("Do you have a source?", "asks for a source"),
        ("Oh please, on those beds.", "sarcasm"),
        ("Good luck with that in winter.", "sarcasm"),
        ("What a ridiculous plan.", "scorn"),
        ("Your argument leaves out the noise.", "your words"),
        ("I never said that planes are bad.", "own words"),
        ("You could try the earlier one.", "advises"),
        ("I would not call them better.", "negates shared words"),
        ("They are worse, if anything.", "sets opposites"),
        ("Not just that, the breakfast is free.", "adds to it"),
        ("Same in Austria, where I live.", "adds to it"),
        ("I see exactly the same on the ferry.", "adds to it"),
        ("I would take one too.", "joins in"),
        ("Agreed with Ada on the price.", "opens with agreement"),
        ("I took one last week, and yes.", "opens with agreement"),
        ("Then count the hours at the station.", "turns it back"),
        ("Only if you can sleep on your back.", "turns it back"),
        ("Or your plane was late.", "turns it back"),
        ("Better. They broke down twice.", "throws a word back"),
        ('"Sleep" is a big word for it.', "throws a word back"),
    ],
)
def test_a_reply_shows_its_cue(reply: str, cue: str) -> None:
    assert cue in _names(reply)


@pytest.mark.parametrize(
    ("reply", "cue"),
    [
        ("Agree to disagree, I suppose.", "opens with agreement"),
        ("Right now the trains are full.", "opens with agreement"),
        ("Exactly how long does it take?", "opens with agreement"),
        ("This train is the last one.", "opens with agreement"),
        ("That's not true.", "opens with agreement"),
        ("This is not right.", "opens with agreement"),
        ("I don't like planes either.", "opens with denial"),
        ("Nothing beats the view.", "opens with denial"),
        ("Nobody sleeps.", "opens with denial"),
        ("Butter is served at breakfast.", "opens with contrast"),
        ("It is better, in my view.", "sets opposites"),
        ("Night trains are quiet.", "negates shared words"),
        ("Night trains are quiet and nobody minds.", "negates shared words"),
        ("Then again, I like planes.", "turns it back"),
        ("Same.", "throws a word back"),
        ("Cost?", "throws a word back"),
        ('"Sleep" is right.', "throws a word back"),
        ("They act as if it were a hotel.", "sarcasm"),
        ('He wrote: "Ada is right about it."', "opens with agreement"),
    ],
)
def test_words_that_only_look_like_a_cue_are_none(reply: str, cue: str) -> None:
    assert cue not in _names(reply)


def _quoting(answer: str) -> set[str]:
    text = f"> The cost is low.\n\n{answer}"
    blocks = (Block("quote", 0, 18, 1), Block("paragraph", 20, len(text)))
    quote = Quote("b", 2, 18, "The cost is low.", "post", "a", PARENT.index("The cost"), len(PARENT), 1.0)
    return _names(text, quotes=(quote,), blocks=blocks)


def test_a_quote_with_a_negation_after_it_is_denied() -> None:
    assert {"quotes it", "quotes it and denies it"} <= _quoting("It is not low at all for four people.")


def test_a_quote_that_is_granted_is_not_denied() -> None:
    names = _quoting("Yes, and the breakfast is free.")
    assert "opens with agreement" in names
    assert "quotes it and denies it" not in names


def test_every_cue_has_words_for_a_reader_and_points_at_a_sentence_of_the_reply() -> None:
    reply = "True, but why? Your argument is flawed. Thanks. I never said that. Good luck with it, ridiculous as it is."
    posts = (Post("a", PARENT), Post("b", reply, parent="a"))
    document = Document("d.md", "d", "How should we travel?", "markdown", posts)
    exchange = next(iter(one for one in exchanges(document, quotes=()) if one.post.id == "b"))
    found = cues_of(exchange)
    assert len(found) >= 5
    for cue in found:
        assert cue.words
        assert cue.sentence is None or 0 <= cue.sentence < len(exchange.sentences)
    assert len({cue.name for cue in found}) == len(found)


def test_the_table_of_families_is_in_the_order_of_its_files_and_complete() -> None:
    assert [name for name, _ in FAMILIES] == [
        "quotation", "concession", "denial", "opposition", "agreement", "questions", "sarcasm", "address",
    ]  # fmt: skip


def test_shown_words_are_short_and_on_one_line() -> None:
    assert shown("one\ntwo") == "one two"
    assert len(shown("word " * 40)) <= 41


def test_blocks_of_a_reply_without_blocks_are_its_whole_text() -> None:
    assert [block.kind for block in blocks_of(Post("p", "text"))] == ["paragraph"]
