"""Every reader reads discussions of realistic size exactly: count, order, parents, authors, dates, words."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from digest.sources import read_text, write

sys.path.insert(0, str(Path(__file__).parents[2]))  # `fuzz` stands beside the tests, and is not installed

from fuzz.shapes import SHAPES, Shape
from fuzz.talk import Part, Said, plain_of
from tests.effort import amount, within

NESTED = {name: shape for name, shape in SHAPES.items() if not (shape.flat or shape.inferred)}
THREADS = {name: shape for name, shape in SHAPES.items() if name not in ("essay", "transcript")}


def name_of(shape: Shape, number: int) -> str:
    return f"<{1000 + number}@mail.example>" if shape.format == "mbox" else str(1000 + number)


def expected(shape: Shape, said: list[Said]) -> list[tuple[object, ...]]:
    opening = shape.file != "x.csv"
    rows: list[tuple[object, ...]] = []
    for one in said if opening and shape.format != "mbox" else said[1:]:
        top = "op" if opening and one.number else None
        parent = top if shape.flat or not one.above else name_of(shape, one.above)
        if shape.format == "mbox":
            parent = name_of(shape, one.above)
        gone = one.state in ("deleted", "removed")
        unnamed = (gone and shape.format == "reddit") or (one.state == "deleted" and shape.format == "hackernews")
        name = "op" if not one.number else name_of(shape, one.number)
        rows.append((name, None if unnamed else one.author, one.when, parent, plain_of(one)))
    return rows


@pytest.mark.parametrize("name", [name for name in THREADS if name != "chat"])
def test_hundreds_of_posts_are_exact(name: str) -> None:
    shape = SHAPES[name]
    said = shape.talk(600)
    document = read_text(shape.write(said), path=shape.file)
    assert document.format == shape.format
    posts = [(post.id, post.author, post.date, post.parent, post.text) for post in document.posts]
    assert posts[-600:] == expected(shape, said)[-600:]
    assert len(posts) == 600 + (shape.file != "x.csv")


@pytest.mark.parametrize("name", [name for name, shape in THREADS.items() if len(shape.states) > 1])
def test_what_is_gone_or_empty_keeps_its_place_without_words(name: str) -> None:
    shape = SHAPES[name]
    said = shape.talk(600)
    states = {name_of(shape, one.number): one.state for one in said[1:]}
    assert set(states.values()) == set(shape.states)
    document = read_text(shape.write(said), path=shape.file)
    for post in document.posts:
        if post.id != "op":
            state = states[post.id]
            assert post.status == ("present" if state == "empty" else state)
            assert bool(post.text) == (state == "present")


EDITED = {
    "edited": 1_900_000_000.0,  # Reddit
    "updated_at": "2030-01-01T00:00:00Z",  # Algolia, Discourse, Lobsters
    "last_edited_at": "2030-01-01T00:00:00Z",  # Lobsters
    "version": 3,  # Discourse
    "edit_reason": "spelling",
    "lastEditedAt": "2030-01-01T00:00:00Z",  # GitHub
    "includesCreatedEdit": True,
}
UNKNOWN = {"a_new_member": {"data": [{"id": 7, "text": "not said", "children": []}]}, "another": None, "": [1, "x"]}


def odd(data: Any) -> Any:
    """The same data, every object with members of an edit and of a later version, every list of objects with others."""
    if isinstance(data, dict):
        return UNKNOWN | EDITED | {key: odd(value) for key, value in data.items()}
    if isinstance(data, list):
        more = [None, [], "x", 5, {}] if any(isinstance(one, dict) for one in data) else []
        return [*map(odd, data), *more]
    return data


@pytest.mark.parametrize("name", [name for name, shape in SHAPES.items() if shape.file == "x.json"])
def test_edits_and_members_that_nobody_knows_change_nothing(name: str) -> None:
    shape = SHAPES[name]
    raw = shape.write(shape.talk(600))
    spoilt = json.dumps(odd(json.loads(raw))).encode()
    assert read_text(spoilt, path=shape.file) == read_text(raw, path=shape.file)


@pytest.mark.parametrize("name", [name for name, shape in SHAPES.items() if shape.file == "x.html"])
def test_attributes_and_elements_that_nobody_knows_change_nothing(name: str) -> None:
    shape = SHAPES[name]
    raw = shape.write(shape.talk(600))
    spoilt = re.sub(rb"<(div|tr|td|span|p|a|time)(?=[ >])", rb"<\1 data-new='1' hx-get", raw)
    spoilt = spoilt.replace(b"</body>", b"<dialog><new-thing class='comment'>Not said.</new-thing></dialog></body>")
    assert spoilt != raw
    assert read_text(spoilt, path=shape.file) == read_text(raw, path=shape.file)


def test_a_crosspost_of_hundreds_of_comments_opens_with_the_words_that_it_repeats() -> None:
    shape = SHAPES["Reddit listing"]
    raw = shape.write(shape.talk(600))
    data = json.loads(raw)
    main = data[0]["data"]["children"][0]["data"]
    main |= {"selftext": "", "crosspost_parent_list": [{"id": "zzz", "author": "eve", "selftext": main["selftext"]}]}
    assert read_text(json.dumps(data).encode(), path=shape.file) == read_text(raw, path=shape.file)


def test_a_chat_keeps_order_authors_dates_and_words() -> None:
    shape = SHAPES["chat"]
    said = shape.talk(600)
    posts = read_text(shape.write(said), path=shape.file).posts
    assert [(post.author, post.date, post.text) for post in posts] == [
        (one.author, one.when, plain_of(one)) for one in said[1:]
    ]


def test_a_transcript_keeps_every_line() -> None:
    shape = SHAPES["transcript"]
    said = shape.talk(600)
    posts = read_text(shape.write(said), path=shape.file).posts
    assert [post.text for post in posts] == [part for one in said[1:] for part in plain_of(one).split("\n\n")]


def test_an_essay_keeps_all_its_words() -> None:
    shape = SHAPES["essay"]
    said = shape.talk(600)
    (post,) = read_text(shape.write(said), path=shape.file).posts
    assert post.text == "\n\n".join(map(plain_of, said))


@pytest.mark.parametrize("name", THREADS)
def test_links_and_code_are_marked_where_their_words_stand(name: str) -> None:
    shape = SHAPES[name]
    said = shape.talk(200)
    document = read_text(shape.write(said), path=shape.file)
    marks = [(mark.kind, post.text[mark.start : mark.end], mark.url) for post in document.posts for mark in post.marks]
    parts = [part for one in said if one.state == "present" for _, some in one.paragraphs for part in some]
    if shape.file == "x.csv":
        parts = [p for one in said[1:] if one.state == "present" for _, some in one.paragraphs for p in some]
    wanted = [(part.kind, part.text, part.url or None) for part in parts if part.kind in ("link", "code")]
    assert marks == wanted


@pytest.mark.parametrize("name", NESTED)
def test_a_thousand_levels_are_read_and_written(name: str) -> None:
    shape = SHAPES[name]
    said = shape.talk(1000)
    chain = [
        Said(one.number, max(0, one.number - 1), one.author, one.when, one.paragraphs)
        for one in sorted(said, key=lambda one: one.number)
    ]
    document = read_text(shape.write(chain), path=shape.file)
    posts = document.posts[-1000:]
    assert [post.parent for post in posts[1:]] == [post.id for post in posts[:-1]]
    again = read_text(write(document).encode(), path="x.md")
    assert [post.parent for post in again.posts] == [post.parent for post in document.posts]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", ["Hacker News tree", "Hacker News items", "Markdown thread", "transcript", "essay"])
def test_thousands_of_posts_are_read_in_seconds(name: str) -> None:
    count = amount(5_000, thorough=20_000)
    shape = SHAPES[name]
    said = [replace(one, paragraphs=((False, (Part("words", f"Number {one.number}."),)),)) for one in shape.talk(count)]
    written = shape.write(said)
    with within(amount(4, thorough=60)):
        document = read_text(written, path=shape.file)
    text = "\n\n".join(post.text for post in document.posts)
    assert text.count("Number ") >= count - sum(one.state != "present" for one in said)
