"""Quotes are traced to the words that they repeat, and to nobody where nobody wrote them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.analysis import quotes
from digest.analysis.quotes.passages import pieces
from digest.model import Block, Document, Post, Quote


def post(id_: str, text: str, parent: str | None = None) -> Post:
    """A post whose paragraphs stand apart by blank lines; those that begin with `>` are quotes."""
    blocks, start = [], 0
    for part in text.split("\n\n"):
        quoted = part.startswith(">")
        blocks.append(Block("quote" if quoted else "paragraph", start, start + len(part), int(quoted)))
        start += len(part) + 2
    return Post(id_, text, parent=parent, blocks=tuple(blocks))


def document(*posts: Post, **more: object) -> Document:
    return replace(Document("x.md", "x", "Should the ferry be free?", "markdown", posts), **more)  # type: ignore[arg-type]


def only(*posts: Post, **more: object) -> Quote:
    (quote,) = quotes.trace(document(*posts, **more))
    return quote


FERRY = "The ferry carries nine hundred people a day, most of them to work. A fare keeps joyriders away."
FREE = "A free boat would be full of tourists by noon in every month of summer."


def test_a_quote_points_at_the_very_words_it_repeats() -> None:
    quote = only(post("a", FERRY), post("b", "> A fare keeps joyriders away.\n\nDoes it?", "a"))
    assert (quote.source, quote.origin, quote.score) == ("a", "post", 1.0)
    assert FERRY[quote.source_start : quote.source_end] == "A fare keeps joyriders away"
    assert quote.text == "A fare keeps joyriders away."


def test_white_space_quotes_dashes_and_case_do_not_count() -> None:
    source = "It’s “free” – or is it?  Somebody   pays."
    quote = only(post("a", source), post("b", '> it\'s "free" - or is it? somebody pays.\n\nYes.', "a"))
    assert (quote.source, quote.score) == ("a", 1.0)


def test_a_quote_that_was_changed_a_little_is_found_with_a_lower_score() -> None:
    changed = "> The ferry carries nine hundred folks each day, most of them to work.\n\nSo few?"
    quote = only(post("a", FERRY), post("b", changed, "a"))
    assert quote.source == "a"
    assert 0.8 < quote.score < 1


def test_a_quote_is_found_outside_the_chain_of_replies() -> None:
    quote = only(post("a", FERRY), post("b", FREE), post("c", f"> {FREE}\n\nNot in winter.", "a"))
    assert quote.source == "b"


def test_the_post_answered_goes_before_another_that_says_the_same() -> None:
    quote = only(post("a", FERRY), post("b", FERRY), post("c", f"> {FERRY}\n\nIndeed.", "a"))
    assert quote.source == "a"


def test_an_ellipsis_parts_a_quote_and_all_its_pieces_are_traced() -> None:
    quote = only(
        post("a", FERRY), post("b", "> The ferry carries nine hundred people [...] joyriders away.\n\nOh.", "a")
    )
    assert quote.source == "a"
    assert FERRY[quote.source_start : quote.source_end].startswith("The ferry carries")
    assert FERRY[quote.source_start : quote.source_end].endswith("joyriders away")


def test_pieces_of_two_posts_are_two_quotes() -> None:
    text = "> The ferry carries nine hundred people ... full of tourists by noon in every month\n\nBoth."
    found = quotes.trace(document(post("a", FERRY), post("b", FREE, "a"), post("c", text, "b")))
    assert {quote.source for quote in found} == {"a", "b"}


def test_lines_of_one_block_are_one_quote_if_they_come_from_one_post() -> None:
    said = "The ferry is slow today.\n\nThe ferry is never on time."
    quote = only(
        post("a", said), post("b", "> The ferry is slow today.\n> The ferry is never on time.\n\nSo what?", "a")
    )
    assert quote.source == "a"
    assert said[quote.source_start : quote.source_end] == said.rstrip(".")


def test_lines_of_one_block_from_two_posts_are_two_quotes() -> None:
    found = quotes.trace(
        document(post("a", FERRY), post("b", FREE, "a"), post("c", f"> {FERRY}\n> {FREE}\n\nNo.", "b"))
    )
    assert [quote.source for quote in found] == ["a", "b"]


def test_a_nested_quote_points_at_the_one_who_wrote_it_first() -> None:
    text = f"> > A fare keeps joyriders away.\n> {FREE}\n\nYou are both right."
    middle = post("b", f"> A fare keeps joyriders away.\n\n{FREE}", "a")
    found = quotes.trace(document(post("a", FERRY), middle, post("c", text, "b")))
    assert [quote.source for quote in found if quote.post == "c"] == ["a", "b"]


def test_words_that_a_post_only_quoted_are_never_pinned_on_it() -> None:
    article = "> Sailors of the inland lakes have always paid their own way, and proudly so."
    found = quotes.trace(
        document(
            post("a", f"{article}\n\nNonsense."), post("b", f"{article}\n\nI agree with it.", "a"), site="lake.example"
        )
    )
    assert [(quote.source, quote.origin) for quote in found] == [(None, "article"), (None, "article")]


def test_a_paragraph_in_quotation_marks_is_a_quote_of_what_is_discussed() -> None:
    said = (
        'The author closes with this:\n\n"Sailors of the inland lakes have always paid their own way, and proudly so."'
    )
    quote = only(post("a", said), site="lake.example")
    assert (quote.source, quote.origin) == (None, "article")


def test_without_an_article_an_untraced_quote_is_unknown() -> None:
    quote = only(post("a", "> Nobody here ever wrote this line of text.\n\nWho said it?"))
    assert (quote.source, quote.origin, quote.score) == (None, "unknown", 0.0)


def test_who_wrote_it_is_not_part_of_a_quote() -> None:
    quote = only(post("a", FERRY), post("b", "> Mara wrote:\n> A fare keeps joyriders away.\n\nDoes it?", "a"))
    assert quote.text == "A fare keeps joyriders away."


def test_a_passage_in_quotation_marks_is_a_quote_where_the_post_answered_holds_it() -> None:
    quote = only(
        post("a", FERRY), post("b", 'You say "most of them to work. A fare keeps joyriders away", but how?', "a")
    )
    assert quote.source == "a"


def test_a_term_in_quotation_marks_is_no_quote() -> None:
    assert quotes.trace(document(post("a", FERRY), post("b", 'What is a "fare" to "joyriders"?', "a"))) == ()


def test_a_post_lower_down_is_quoted_only_if_it_was_written_before() -> None:
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    quoting = post("a", f"> {FREE}\n\nNot so.")
    below = post("b", FREE)
    assert only(replace(quoting, date=late), replace(below, date=early)).source == "b"
    assert only(replace(quoting, date=early), replace(below, date=late)).source is None
    assert only(quoting, below).source is None


def test_a_single_quoted_word_is_looked_for_in_the_posts_above_only() -> None:
    far = [post("a", "Tourists!"), post("b", FERRY), post("c", "> tourists\n\nWhich?", "b")]
    assert only(*far).source is None
    assert only(far[0], replace(far[2], parent="a")).source == "a"


def test_pieces_keep_their_places() -> None:
    text = "one two … three (...) four"
    assert [text[piece.start : piece.end] for piece in pieces(text)] == ["one two", "three", "four"]


WORDS = st.lists(
    st.sampled_from(
        ["ferry", "fare", "free", "lake", "town", "tax", "boat", "who", "pays", ">", '"', "“", "”", "...", "[...]", "…"]
    ),
    max_size=12,
)


@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_offsets_always_hold(texts: list[list[str]], data: st.DataObject) -> None:
    posts = []
    for number, words in enumerate(texts):
        text = " ".join(words)
        if number and data.draw(st.booleans()):
            quoted = posts[data.draw(st.integers(0, number - 1))].text.replace("\n", " ")
            text = f"> {quoted}\n\n{text or 'so'}"
        posts.append(post(str(number), text or "so", str(number - 1) if number else None))
    known = {one.id: one for one in posts}
    for quote in quotes.trace(document(*posts)):
        assert 0 <= quote.start < quote.end <= len(known[quote.post].text)
        assert quote.text.split("\n")[0] in known[quote.post].text
        assert (quote.source is None) == (quote.score == 0) == (quote.origin != "post")
        if quote.source is not None:
            assert 0 <= quote.source_start < quote.source_end <= len(known[quote.source].text)


@pytest.mark.timeout(90)  # comparing every quote with every post would take hours
def test_a_long_discussion_is_traced() -> None:
    size = 10_000
    posts = [post("0", "It begins here, at the old landing stage.")]
    for number in range(1, size):
        up = posts[number * 2 // 3]
        own = " ".join(f"word{(number * k) % 977}" for k in range(2, 22))
        posts.append(post(str(number), f"> {up.text.split(chr(10))[-1]}\n\n{own}", None if number % 3 else up.id))
    assert sum(quote.source is not None for quote in quotes.trace(document(*posts))) > size * 0.9
