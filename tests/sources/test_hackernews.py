"""Hacker News items are read from Algolia's tree and from a list of Firebase items, to the same document."""

import json
from datetime import UTC, datetime

import pytest

from digest.errors import ContentError
from digest.sources import read_text


def read(data):
    return read_text(json.dumps(data).encode(), path="x.json")


def node(name, text="Words.", children=(), **fields):
    return {
        "id": name,
        "author": "ann",
        "created_at_i": 1_700_000_000,
        "type": "comment",
        "text": text,
        "children": list(children),
    } | fields


STORY = {
    "id": 1,
    "type": "story",
    "title": "Ask HN: tabs?",
    "url": "https://www.blog.example.org/a",
    "created_at_i": 1_700_000_000,
    "author": "op-er",
    "points": 9,
}


def test_the_tree_is_read_in_the_order_of_the_page():
    document = read(STORY | {"text": None, "children": [node(2, children=[node(3), node(4)]), node(5)]})
    assert [(post.id, post.parent) for post in document.posts] == [("2", None), ("3", "2"), ("4", "2"), ("5", None)]
    assert (document.title, document.site) == ("Ask HN: tabs?", "blog.example.org")
    assert document.source == "https://news.ycombinator.com/item?id=1"
    assert document.posts[0].date == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert document.posts[0].url == "https://news.ycombinator.com/item?id=2"


def test_a_story_with_text_is_the_opening_post():
    document = read(STORY | {"text": "Which?<p>Why?", "children": [node(2)]})
    opening, answer = document.posts
    assert (opening.id, opening.text, opening.author, opening.score) == ("op", "Which?\n\nWhy?", "op-er", 9)
    assert answer.parent == "op"


def test_deleted_items_keep_their_place():
    document = read(STORY | {"children": [node(2, None, [node(3)], author=None), node(4, "[flagged]")]})
    assert [(post.id, post.status, post.text, post.parent) for post in document.posts] == [
        ("2", "deleted", "", None),
        ("3", "present", "Words.", "2"),
        ("4", "removed", "", None),
    ]


FIREBASE = [
    {"id": 3, "by": "ben", "parent": 2, "text": "&gt; Words.<p>No.", "time": 1_700_000_060, "type": "comment"},
    {
        "id": 1,
        "by": "op-er",
        "descendants": 4,
        "kids": [2, 4, 5],
        "score": 9,
        "time": 1_700_000_000,
        "title": "Tabs?",
        "type": "story",
    },
    {"id": 2, "by": "ann", "kids": [3], "parent": 1, "text": "Words.", "time": 1_700_000_000, "type": "comment"},
    {"id": 4, "deleted": True, "parent": 1, "time": 1, "type": "comment"},
    {"id": 5, "by": "cy", "dead": True, "parent": 1, "text": "spam", "time": 1, "type": "comment"},
    {"id": 6, "by": "di", "parent": 99, "text": "Lost.", "time": 1, "type": "comment"},
    None,
]


def test_a_list_of_firebase_items_is_read_with_parents_before_replies():
    document = read(FIREBASE)
    assert [(post.id, post.parent, post.status) for post in document.posts] == [
        ("2", None, "present"),
        ("3", "2", "present"),
        ("4", None, "deleted"),
        ("5", None, "removed"),
        ("6", None, "present"),
    ]
    assert document.posts[1].text == "> Words.\n\nNo."
    assert document.posts[3].text == ""
    assert document.posts[4].parent_confidence < 1


def test_items_without_their_story_are_a_fault():
    with pytest.raises(ContentError, match="no story"):
        read(FIREBASE[2:])


def test_a_tree_five_thousand_deep_is_read():
    text = '{"id": 5001, "text": "x", "children": []}'
    for at in range(5000, 1, -1):
        text = f'{{"id": {at}, "text": "x", "children": [{text}]}}'
    raw = f'{{"id": 1, "type": "story", "title": "T", "children": [{text}]}}'
    assert read_text(raw.encode(), path="x.json").posts[-1].parent == "5000"
