"""Footnotes hold a post together."""

from digest.analysis.structure.boundaries import held_by_notes
from digest.analysis.structure.lines import line_of
from digest.model import Block, Post


def lines(*texts: str) -> list:
    kinds = {"[": "footnote", ">": "quote"}
    return [
        line_of(Post(f"l{at}", text, blocks=(Block(kinds.get(text[0], "paragraph"), 0, len(text)),)))
        for at, text in enumerate(texts)
    ]


def test_all_lines_from_a_reference_to_its_note_are_one_post() -> None:
    assert held_by_notes(lines("Before.", "Bees matter[0].", "They do.", "[0] A book on bees", "After.")) == {2, 3}


def test_the_nearest_reference_holds() -> None:
    assert held_by_notes(lines("One[1].", "[1] a note", "Two[1].", "[1] another")) == {1, 3}


def test_a_note_that_refers_to_another_holds_both() -> None:
    assert held_by_notes(lines("One[0].", "[0] see [1]", "[1] there")) == {1, 2}


def test_a_quoted_reference_and_a_note_without_one_hold_nothing() -> None:
    assert held_by_notes(lines("> Bees[0].", "No.", "[0] a note")) == set()
