"""What is shown of a debate: verbatim, spread over posts and sides, each point once, with answers that are listed."""

import time

import pytest

from digest.analysis.points import SHOWN, find
from digest.model import OPENING, Claim, Document, Post

SAID = (
    (OPENING, None, "ada", "The town should build a tram, because streets full of cars make everybody late."),
    ("a", OPENING, "ben", "A tram costs far more money than the buses that it would replace."),
    ("b", "a", "cleo", "Buses wear out after ten years, so a tram is cheaper over its whole life."),
    ("c", OPENING, "dan", "Rails are dangerous for cyclists, who fall when a wheel slips into the groove."),
    ("d", "c", "eve", "Rubber fillings close the groove, and cyclists cross rails safely in many towns."),
    ("e", OPENING, "fay", "Noise from cars makes people ill, and trams are quieter than any bus."),
    ("f", "e", "gus", "Electric buses are as quiet as trams and need no rails at all."),
    ("g", "b", "ben", "Nobody knows what the price of power will be in thirty years."),
    ("h", OPENING, "hal", "Shops lose their customers during the years in which the street is dug up."),
    ("i", "h", "ada", "Shops on streets with a tram earn more once the works are over."),
)
SIDES = {OPENING: "for", "a": "against", "b": "for", "c": "against", "d": "for", "e": "for", "f": "against"}


def debate(said=SAID, title="The town should build a tram"):
    posts = tuple(Post(name, text, author=author, parent=parent, score=3) for name, parent, author, text in said)
    return Document("tram.md", "tram", title, "markdown", posts)


def claims_of(document):
    return [Claim(f"c-{post.id}", post.id, 0, len(post.text), post.text, "claim", 0.8) for post in document.posts]


def points(document, *, sides=SIDES):
    claims = claims_of(document)
    return find(document, claims=claims, relations=(), quotes=(), sides=sides, stances={"a": "attack"})


def test_each_point_is_a_verbatim_sentence_of_its_post():
    document = debate()
    texts = {post.id: post.text for post in document.posts}
    found = points(document)
    assert len(found) > 3
    for point in found:
        assert texts[point.post][point.start : point.end] == point.text
        assert point.posts[0] == point.post


def test_no_two_points_have_one_id_or_one_sentence():
    found = points(debate())
    assert len({point.id for point in found}) == len({(point.post, point.start) for point in found}) == len(found)


def test_answers_are_points_of_the_list_by_somebody_else():
    found = points(debate())
    listed = {point.id: point for point in found}
    author = {name: who for name, _, who, _ in SAID}
    answered = [(point, listed[answer]) for point in found for answer in point.answered_by]
    assert answered
    assert all(author[one.post] != author[other.post] for one, other in answered)
    assert all(len(point.answered_by) <= 3 for point in found)


def test_both_sides_are_among_the_points_shown():
    shown = points(debate())[:SHOWN]
    assert {"for", "against"} <= {point.side for point in shown}


def test_side_stance_votes_and_people_come_from_the_posts():
    found = points(debate())
    author = {name: who for name, _, who, _ in SAID}
    assert all(point.side == SIDES.get(point.post, "neither") for point in found)
    assert all(point.stance == ("attack" if point.post == "a" else "neutral") for point in found)
    assert all(point.score == 3 for point in found)
    assert all(point.people == len({author[post] for post in point.posts}) for point in found)


def test_what_several_people_say_is_one_point():
    money = (
        "A tram line costs far more money than the buses it replaces.",
        "The tram costs more money than buses, which it only replaces.",
        "Far more money is what a tram line costs than buses.",
    )
    said = [*SAID, *((f"m{at}", OPENING, f"m{at}", text) for at, text in enumerate(money))]
    shared = [point for point in points(debate(said)) if point.people > 1]
    assert shared
    assert max(point.people for point in shared) >= 2
    assert not any(set(one.posts) & set(other.posts) for one in shared for other in shared if one is not other)


def test_an_aside_never_leads_a_large_debate():
    said = [*SAID, *((f"x{at}", "a", f"x{at}", f"Person {at} rides the bus to work every day.") for at in range(20))]
    aside = ("z", OPENING, "zoe", "The town should never build a tram, because the tram makes the town ugly.")
    assert points(debate([*said, aside]))[0].post != "z"


def test_the_first_ones_are_core():
    found = points(debate())
    assert all(point.core for point in found[:3])
    assert not any(point.core for point in found[SHOWN:])


def test_ids_outlive_a_new_import_that_adds_posts():
    before = {point.text: point.id for point in points(debate())}
    after = {
        point.text: point.id for point in points(debate([*SAID, ("z", "a", "zoe", "Nothing to add to that here.")]))
    }
    assert all(after[text] == before[text] for text in before.keys() & after.keys())


@pytest.mark.parametrize("text", ["", "Ha!", "Look at this:", "https://tram.example"])
def test_a_debate_that_says_nothing_has_no_points(text):
    assert points(debate([("a", None, "ada", text)])) == ()


def test_posts_without_author_or_sides_are_no_hindrance():
    found = points(debate([(name, parent, None, text) for name, parent, _, text in SAID]), sides={})
    assert {point.side for point in found} == {"neither"}
    assert all(point.people == len(point.posts) for point in found)


def test_the_same_debate_gives_the_same_points():
    assert points(debate()) == points(debate())


def test_time_grows_with_the_posts_and_not_with_their_square():
    def seconds(count):
        said = [
            (
                f"p{at}",
                f"p{at // 3}" if at else None,
                f"w{at % 97}",
                f"{SAID[at % 10][3]} Number {at} counts, too, I think.",
            )
            for at in range(count)
        ]
        document = debate(said)
        begin = time.process_time()
        find(document, claims=(), relations=(), quotes=(), sides={}, stances={})
        return time.process_time() - begin

    seconds(50)
    assert seconds(1200) < 8 * max(seconds(300), 0.05)
