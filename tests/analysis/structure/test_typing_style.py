"""Marks of writing by which neighbouring lines are told apart."""

from __future__ import annotations

import pytest

from digest.analysis.structure import typing_style
from digest.analysis.structure.lines import Row, Transcript, prepare
from digest.model import Block, Document, Post


def read(*lines: str) -> Transcript:
    posts = tuple(
        Post(f"l{at}", line, blocks=(Block("quote" if line[0] == ">" else "paragraph", 0, len(line)),))
        for at, line in enumerate(lines)
    )
    return prepare(Document("x.txt", "x", "Bees in town", "transcript", posts), quotes=())


def values(rows: list[Row], name: str) -> list[float]:
    return [row[name] for row in rows]


def test_a_change_of_apostrophes_tells_writers_apart() -> None:
    rows = typing_style.style(read("It's late.", "That's so.", "It isn’t.", "Don’t say so."))
    assert values(rows, "apostrophe") == [0, -1, 1, -1]
    assert rows[2]["differ"] >= 1


def test_a_line_that_does_not_show_a_habit_tells_nothing_of_it() -> None:
    rows = typing_style.style(read("Bees.", "Wasps.", "Hornets."))
    assert values(rows, "apostrophe") == [0, 0, 0]


def test_a_habit_is_looked_for_in_the_lines_around_a_gap() -> None:
    rows = typing_style.style(read("It's late.", "Bees.", "Wasps.", "It isn’t."))
    assert values(rows, "apostrophe") == [0, 1, 1, 1]


def test_quoted_lines_show_somebody_else_s_habits() -> None:
    rows = typing_style.style(read("It's late.", "> It isn’t.", "That's so."))
    assert values(rows, "apostrophe") == [0, -1, -1]


def test_a_line_said_before_is_found_again_with_its_place() -> None:
    said = "Nobody has counted the bees of this town since the war."
    rows = typing_style.repeated(read(said, "I did so last year.", said, "Did you?"))
    assert (rows[2]["share"], rows[2]["back"]) == (1, 2)
    assert values(rows, "share") == [0, 0, 1, 0]
    assert (rows[1]["share_after"], rows[3]["share_before"]) == (1, 1)


def test_a_few_words_in_common_are_no_repetition() -> None:
    assert values(typing_style.repeated(read("Bees like this town.", "Bees like this town.")), "share") == [0, 0]


def test_a_numbered_list_goes_on_with_its_next_number() -> None:
    rows = typing_style.numbered(read("1. Bees", "2. Wasps", "That is all.", "3) Hornets", "7. Flies"))
    assert values(rows, "next") == [0, 1, 0, 1, 0]
    assert values(rows, "first") == [1, 0, 0, 0, 0]


def test_addresses_and_code_are_seen_in_the_line_and_after_it() -> None:
    rows = typing_style.typing(read("https://example.org/bees", "$ ls -l", "Bees."))
    assert values(rows, "address") == [1, 0, 0]
    assert values(rows, "address_before") == [0, 1, 0]
    assert values(rows, "code") == [0, 1, 0]
    assert values(rows, "code_before") == [0, 0, 1]


def test_a_sentence_that_was_broken_at_a_width_goes_on_in_small_letters() -> None:
    wide = "Nobody has counted the bees that live on the roofs of"
    rows = typing_style.broken(
        read(wide, "this town.", "bees", "wasps", wide, "This town.", f"{wide} https://example.org/bees", "b")
    )
    assert values(rows, "sentence") == [0, 1, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(("opened", "closed"), ['""', "“”"])
def test_what_stands_between_quotation_marks_of_other_lines_is_in_a_quotation(opened: str, closed: str) -> None:
    rows = typing_style.broken(read(f"He says: {opened}Bees.", "Wasps.", f"Flies.{closed}", "I do not."))
    assert values(rows, "quotation") == [0, 1, 1, 0]


def test_a_quotation_that_is_never_closed_ends_all_the_same() -> None:
    rows = typing_style.broken(read('He says: "Bees.', *["Wasps."] * 20))
    assert values(rows, "quotation") == [0] + [1] * 12 + [0] * 8
