"""The picture that goes with a link: the same for the same debate, and readable whatever the title is written in."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from digest.site.picture import HEIGHT, WIDTH, Picture, drawable, png

DEBATE = Picture("Debates", "Should the milk go in first?", "“It scalds less.” — Bo", (6, 3, 1), "10 comments")
BLUE, ORANGE, INK = (10, 100, 150), (173, 66, 9), (29, 39, 51)


def drawn(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(png(picture))).convert("RGB")


def colours(image: Image.Image) -> dict[tuple[int, int, int], int]:
    return {colour: count for count, colour in image.getcolors(WIDTH * HEIGHT) or ()}


def test_it_has_the_size_that_previews_ask_for_and_is_light_enough_to_send() -> None:
    assert drawn(DEBATE).size == (WIDTH, HEIGHT)
    assert len(png(DEBATE)) < 60_000


def test_the_same_debate_gives_the_same_bytes() -> None:
    assert png(DEBATE) == png(DEBATE)


def test_the_bar_is_as_long_as_the_sides_are_many() -> None:
    found = colours(drawn(DEBATE))
    assert 1.5 < found[BLUE] / found[ORANGE] < 3.0  # six to three, less the stripes and the arrows


def test_without_sides_there_is_no_bar() -> None:
    found = colours(drawn(Picture("Debates", "Milk first?", "", None, "10 comments")))
    assert BLUE not in found
    assert ORANGE not in found


@pytest.mark.parametrize("title", ["原子力発電", "هل نشرب الشاي؟", "चाय पहले", "שלום"])
def test_a_script_that_the_font_lacks_is_left_out_rather_than_shown_as_boxes(title: str) -> None:
    assert drawable(title) == ""
    without = Picture("Debates", title, title, None, "10 comments")
    assert png(without) == png(Picture("Debates", "", "", None, "10 comments"))
    assert colours(drawn(without))[INK] > 20_000  # the figures stand where the title would


@pytest.mark.parametrize(
    "title", ["Zuerst die Milch? Größe zählt", "Сначала молоко?", "Πρώτα το γάλα;", "Żółć 🥣 i mleko"]
)
def test_latin_greek_and_cyrillic_are_drawn_but_for_the_odd_sign(title: str) -> None:
    assert drawable(title) == " ".join(title.replace("🥣", "").split())


@given(st.text(max_size=400), st.text(max_size=600), st.tuples(*[st.integers(0, 5000)] * 3))
def test_any_text_and_any_numbers_make_a_picture(title: str, words: str, sides: tuple[int, int, int]) -> None:
    assert png(Picture(title, title, words, sides, words)).startswith(b"\x89PNG")
