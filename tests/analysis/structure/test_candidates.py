"""Whom a post may answer, and how the choice is made where nothing speaks for anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from digest.analysis.boosted_trees import Floats
from digest.analysis.structure.lines import LineQuote, Row, Transcript, prepare
from digest.analysis.structure.parent_cues import cue
from digest.analysis.structure.parents import (
    NONE,
    ON_ARTICLE,
    OpenPath,
    attach,
    features,
    habits,
    on_article,
    posts_between,
    repeated,
)
from digest.model import Block, Document, Post

LINES = ("Bees need gardens.", "So do wasps.", "Wasps sting.", "So do bees.", "So do bees.")


def read(*lines: str) -> Transcript:
    posts = tuple(Post(f"l{at}", line, blocks=(Block("paragraph", 0, len(line)),)) for at, line in enumerate(lines))
    return prepare(Document("x.txt", "x", "Bees in town", "transcript", posts), quotes=())


def rows(likely: Sequence[float], starts: Sequence[int], path: OpenPath) -> dict[int, Row]:
    whole = read(*LINES)
    posts = posts_between(whole, starts, np.array(likely))
    return dict(features(whole, posts, len(posts) - 1, path, habits(whole, posts)))


def the_nearest(candidates: Sequence[Row]) -> Floats:
    return -np.arange(len(candidates), dtype=np.float64)


def test_a_reply_may_go_to_the_open_path_or_to_nobody() -> None:
    path = OpenPath()
    for post, parent in ((0, NONE), (1, 0), (2, 1), (3, 0)):
        path.answer(post, parent)
    assert path.candidates() == [3, 0, NONE]


def test_the_last_reply_to_a_candidate_stands_below_it_on_the_path() -> None:
    path = OpenPath()
    for post, parent in ((0, NONE), (1, 0), (2, 1)):
        path.answer(post, parent)
    assert [path.last_reply(rank) for rank in range(3)] == [NONE, 2, 1]


def test_a_start_that_was_missed_within_a_post_counts_for_that_post() -> None:
    path = OpenPath([0, 1])
    missed = rows([1, 0.1, 0.8, 0.9, 0.9], (0, 1, 3), path)
    none = rows([1, 0.1, 0.0, 0.9, 0.9], (0, 1, 3), path)
    assert missed[1]["last_start"] > 0.8
    assert none[1]["last_start"] < 0.2 < 0.8 < none[0]["last_start"]


def test_a_post_that_says_the_same_as_the_one_before_is_known_for_its_twin() -> None:
    path = OpenPath([0, 1, 2, 3])
    assert all(row["twin"] for row in rows([1] * 5, range(5), path).values())
    assert not any(row["twin"] for row in rows([1] * 4, range(4), OpenPath([0, 1, 2])).values())


def test_where_nothing_speaks_for_anybody_the_post_before_is_answered() -> None:
    def even(candidates: Sequence[Row]) -> Floats:
        return np.zeros(len(candidates))

    whole = read(*LINES)
    answers = attach(whole, posts_between(whole, range(5), np.ones(5)), odds=even)
    assert [answer.parent for answer in answers] == [NONE, 0, 1, 2, 3]


def test_three_in_a_row_that_say_the_same_are_a_run_however_often_each_says_it() -> None:
    whole = read("Hello.", "Bees.", "Bees.", "bees.", "BEES.", "Bees.", "Wasps.", "Wasps.")
    posts = posts_between(whole, (0, 1, 3, 4, 6, 7), np.ones(8))
    assert repeated(whole, posts) == (False, True, True, True, False, False)


def test_a_run_of_the_same_words_stands_beside_the_post_before_it() -> None:
    whole = read("Bees?", "No, wasps.", "Hornets, rather.", "This.", "This.", "This.", "Why hornets?")
    answers = attach(whole, posts_between(whole, range(7), np.ones(7)), odds=the_nearest)
    assert [one.parent for one in answers] == [NONE, 0, 1, 1, 1, 1, 5]
    assert {one.likely for one in answers[3:6]} == {answers[2].likely}
    assert [one.beside for one in answers] == [False, False, False, True, True, True, False]


def test_nothing_stands_beside_the_first_post_so_a_run_below_it_is_weighed() -> None:
    whole = read("Bees?", "This.", "This.", "This.")
    answers = attach(whole, posts_between(whole, range(4), np.ones(4)), odds=the_nearest)
    assert [one.parent for one in answers] == [NONE, 0, 0, 0]


def test_two_that_say_the_same_may_answer_one_another() -> None:
    whole = read("Bees?", "No, wasps.", "This.", "This.")
    answers = attach(whole, posts_between(whole, range(4), np.ones(4)), odds=the_nearest)
    assert [one.parent for one in answers] == [NONE, 0, 1, 2]


def test_what_speaks_for_a_candidate_does_not_depend_on_the_replies_drawn_so_far() -> None:
    few, many = OpenPath([0, 1]), OpenPath()
    for post, parent in ((0, NONE), (2, 0), (3, 0), (1, 0)):
        many.answer(post, parent)
    assert rows([1] * 3, range(3), few) == rows([1] * 3, range(3), many)


ON_IT = (
    "This whole article is a long way of saying no.",
    "The race is on and everybody runs. The author thinks that it is won.",
    "I hated this essay.",
    'This piece says "you will all see" and means "you will pay".',
)
OTHERWISE = (
    "No, the author means what he says.",
    "You have not read the article.",
    "And the article says so.",
    "The author's credibility is gone with the line that you mention.",
    "Whoever authors articles is paid by the word.",
    '"This whole article is nonsense"',
    "Bees need gardens. " * 8 + "Nobody knows that as well as the author.",
)


@pytest.mark.parametrize(("post", "article", "starts"), [
    *((post, True, True) for post in ON_IT),
    *((post, True, False) for post in OTHERWISE),
    *((post, False, False) for post in ON_IT),
])  # fmt: skip
def test_who_opens_on_the_article_answers_nobody_where_there_is_one(post: str, article: bool, starts: bool) -> None:
    def next_before(candidates: Sequence[Row]) -> Floats:
        return np.array([9.0] + [0.0] * (len(candidates) - 1))

    whole = replace(read("Bees need gardens.", post), article=article)
    _, answer = attach(whole, posts_between(whole, (0, 1), np.ones(2)), odds=next_before)
    assert answer.article is starts
    assert answer.parent == (NONE if starts else 0)


def test_who_quotes_a_post_answers_it_whatever_the_words() -> None:
    whole = replace(read("Bees need gardens.", "Bees need gardens.", "The author says so."), article=True)
    whole = replace(whole, quotings=(LineQuote(1, 0),))
    assert not on_article(whole, posts_between(whole, (0, 1), np.ones(3))[1])


def test_a_run_beside_a_post_on_the_article_answers_nobody_as_surely_for_its_own_reason() -> None:
    whole = replace(read("Bees?", "I hated this essay.", "So did I.", "So did I.", "So did I."), article=True)
    answers = attach(whole, posts_between(whole, range(5), np.ones(5)), odds=the_nearest)
    assert [(one.parent, one.likely, one.article) for one in answers[1:]] == [(NONE, ON_ARTICLE, True)] * 4
    assert cue(answers[2], Post("l3", "So did I.")) == "stands beside others that say the same"
    assert cue(answers[1], Post("l2", "I hated this essay.")) == "speaks of the article"
