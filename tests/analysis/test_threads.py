"""Argument threads: one point each, a partition of claims, named by a sentence that can be read on its own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.analysis.threads import find
from digest.analysis.threads.knots import knots_of
from digest.analysis.threads.naming import LONGEST, lead_of, title_of
from digest.model import Claim, Document, Keyphrase, Occurrence, Post, Quote, Relation
from digest.text.slugs import short_hash
from tests.effort import amount


def debate(*rows, title="Should the town build a tram?"):
    """Posts from (parent number or None, text); each post is one claim, and answers its parent's."""
    posts = tuple(
        Post(f"p{at}", text, author=f"a{at}", parent=None if up is None else f"p{up}")
        for at, (up, text) in enumerate(rows)
    )
    claims = [Claim(f"c{at}", f"p{at}", 0, len(text), text, "claim", 0.9) for at, (_, text) in enumerate(rows)]
    relations = [
        Relation(f"c{at}", f"c{up}", "attack", 0.8, "answers") for at, (up, _) in enumerate(rows) if up is not None
    ]
    return Document("tram.md", "tram", title, "markdown", posts), claims, relations


def threads(document, claims, relations, *, quotes=(), keyphrases=()):
    return find(document, claims=claims, relations=relations, quotes=quotes, keyphrases=keyphrases)


COST = (
    (None, "The tram costs more money than the town has."),
    (0, "Money for a tram comes from the state and not from the town."),
    (1, "State money has conditions that cost the town later."),
)
NOISE = (
    (None, "Trams squeal in every bend and wake the neighbours at night."),
    (3, "Modern trams do not squeal in a bend, and neighbours sleep at night."),
)


def test_exchanges_about_different_points_are_different_threads():
    found = threads(*debate(*COST, *NOISE))
    assert [set(one.posts) for one in found] == [{"p0", "p1", "p2"}, {"p3", "p4"}]


def test_the_thread_with_most_argument_comes_first():
    shifted = [(None if up is None else up - 3, text) for up, text in NOISE]
    later = [(None if up is None else up + 2, text) for up, text in COST]
    assert threads(*debate(*shifted, *later))[0].posts == ("p2", "p3", "p4")


def test_a_branch_that_changes_the_subject_is_a_thread_of_its_own():
    rows = [
        *COST,
        (2, "Vegetables in the school kitchen taste of nothing."),
        (3, "Our school kitchen cooks vegetables that children like to taste."),
        (4, "Children taste vegetables only where the kitchen salts them."),
    ]
    found = threads(*debate(*rows))
    assert sorted(one.posts for one in found) == [("p0", "p1", "p2"), ("p3", "p4", "p5")]


def test_a_single_reply_stays_with_what_it_answers():
    found = threads(*debate(*COST, (2, "Vegetables taste of nothing nowadays.")))
    assert [one.posts for one in found] == [("p0", "p1", "p2", "p3")]


def test_branches_that_argue_the_same_point_are_joined():
    rows = [
        *COST,
        *NOISE,
        (None, "A tram costs money that the town does not have."),
        (5, "The town has money enough for what a tram costs."),
    ]
    found = threads(*debate(*rows))
    assert {"p0", "p1", "p2", "p5", "p6"} in [set(one.posts) for one in found]


def test_branches_that_answer_the_same_passage_are_joined():
    passage = "the mayor promised a tram before the next election came"
    rows = [(None, f"> {passage}\n\nPromises win votes."), (None, f"> {passage}\n\nVegetables taste better.")]
    document, claims, relations = debate(*rows)
    at = len(passage) + 4
    claims = [Claim(f"c{n}", f"p{n}", at, len(text), text[at:], "claim", 0.9) for n, (_, text) in enumerate(rows)]
    quotes = [Quote(f"p{n}", 2, 2 + len(passage), passage, origin="article") for n in range(2)]
    assert [one.posts for one in threads(document, claims, relations, quotes=quotes)] == [("p0", "p1")]
    assert threads(document, claims, relations) == ()


def test_a_claim_that_nothing_ties_to_another_is_in_no_thread():
    found = threads(*debate(*COST, (None, "Vegetables taste of nothing.")))
    assert "c3" not in {claim for one in found for claim in one.claims}


def test_the_lead_is_first_and_names_the_thread():
    for one in threads(*debate(*COST, *NOISE)):
        assert one.claims[0] == one.lead
        assert one.id == short_hash(one.lead)


def test_keyphrases_are_those_that_occur_in_its_posts():
    phrases = [
        Keyphrase("state money", "state money", ("state money",), 2.0, (Occurrence("p2", 0, 11),)),
        Keyphrase(
            "neighbours", "neighbour", ("neighbours",), 1.0, (Occurrence("p3", 40, 50), Occurrence("p4", 32, 42))
        ),
    ]
    cost, noise = threads(*debate(*COST, *NOISE), keyphrases=phrases)
    assert (cost.keyphrases, noise.keyphrases) == (("state money",), ("neighbours",))


def test_nothing_claimed_is_no_thread():
    assert threads(Document("x", "x", "x", "markdown", ()), [], []) == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("But the tram is loud.", "The tram is loud"),
        ("I think that trams are a waste of public money.", "Trams are a waste of public money"),
        ("Trams are a waste of money; " + "and so on and so forth, " * 5 + "he said.", "Trams are a waste of money"),
        ("That is wrong.", None),
        ("Who would pay for a tram?", None),
        ("Because of the money and the noise and the dust.", None),
        ("If rails fall apart in winter, it'll be", None),
        ("Word " * 60, None),
        ("Income, noise and the number of towns that leave us.", None),
        ("Not only the usual jokes about mayors.", None),
    ],
)
def test_a_title_is_a_sentence_or_there_is_none(text, title):
    got = title_of(text)
    assert got == title or (title is not None and got is not None and got.startswith(title))


def test_a_condition_is_never_cut_off():
    text = "Trams are worth it if a town has two hundred thousand people who ride them every single day of a year."
    assert title_of(text) is None


def test_an_opening_that_the_sentence_goes_on_from_is_not_left_out():
    assert title_of("I think that trams are dear, and that buses are cheap.") == (
        "I think that trams are dear, and that buses are cheap"
    )


def test_no_two_threads_have_the_same_title():
    found = threads(*debate(*COST, *COST))
    titles = [one.title for one in found]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ("\n[0] https://tram.example/costs", "The tram[1] costs more than the town has"),
        ("", "The tram[1] costs more[0] than the town has"),  # no note: it may be a place in a list
    ],
)
def test_a_title_has_no_marks_of_footnotes(below, title):
    said = "The tram[1] costs more[0] than the town has."
    claim = Claim("c0", "p0", 0, len(said), said, "claim", 0.9)
    assert lead_of([claim], relations=[], central={"c0": 0.5}, texts={"p0": said + below}) == (claim, title)


def test_what_announces_is_no_title():
    text = "Here is what nobody says: trams are quiet at night."
    claim = Claim("c", "p", 0, 24, text[:24], "claim", 0.9)
    other = Claim("d", "p", 26, len(text), text[26:], "claim", 0.6)
    lead = lead_of([claim, other], relations=(), central={"c": 0.9, "d": 0.1}, texts={"p": text})
    assert lead == (other, "Trams are quiet at night")


def test_a_thread_whose_claims_all_lean_on_what_they_answer_is_named_by_its_topic():
    text = "I told him so there, and they did it again."
    claim = Claim("c", "p", 0, len(text), text, "claim", 0.9)
    lead = lead_of([claim], relations=(), central={"c": 0.5}, texts={"p": text}, topic="night trains")
    assert lead == (claim, "Night trains")


def test_units_of_one_sentence_are_in_one_thread():
    parts = ("Trams are loud", "they are quick.", *["Rails are dear to lay in a town."] * 5)
    text = f"{parts[0]}, but {' '.join(parts[1:])}"
    claims, end = [], 0
    for at, part in enumerate(parts):
        start = text.index(part, end)
        end = start + len(part)
        claims.append(Claim(f"c{at}", "p", start, end, part, "claim", 0.9))
    inside = [Relation("c1", "c2", "support", 0.9, "stands beside the claim")]
    document = Document("x.md", "x", "Trams", "markdown", (Post("p", text),))
    first = knots_of(document, claims=claims, relations=inside)[0]
    assert {"c0", "c1", "c2"} <= {claim.id for claim in first.claims}


words = st.sampled_from(
    ["the", "tram", "costs", "money", "noise", "town", "because", "rails", "are", "loud", "but", "never"]
)
sentences = st.lists(words, min_size=3, max_size=30).map(lambda found: " ".join(found).capitalize() + ".")
trees = st.lists(st.tuples(st.integers(0, 30), sentences), min_size=1, max_size=15)


@given(trees)
@settings(max_examples=amount(30, thorough=240), deadline=None)
def test_threads_partition_claims_and_posts_follow_from_them(rows):
    document, claims, relations = debate(
        *((at % n if n and at % 3 else None, text) for n, (at, text) in enumerate(rows))
    )
    found = threads(document, claims, relations)
    held = [claim for one in found for claim in one.claims]
    assert len(held) == len(set(held))
    home = {claim.id: claim.post for claim in claims}
    texts = {claim.id: claim.text for claim in claims}
    for one in found:
        assert set(one.posts) == {home[claim] for claim in one.claims}
        assert len(one.title) <= LONGEST
        assert one.title.removesuffix("…").lower() in texts[one.lead].lower()
    assert found == threads(document, claims, relations)


@given(trees, st.randoms(use_true_random=False))
@settings(max_examples=amount(15, thorough=120), deadline=None)
def test_the_order_of_claims_and_relations_does_not_matter(rows, random):
    document, claims, relations = debate(
        *((at % n if n and at % 3 else None, text) for n, (at, text) in enumerate(rows))
    )
    mixed, turned = list(claims), list(relations)
    random.shuffle(mixed)
    random.shuffle(turned)
    assert threads(document, claims, relations) == threads(document, mixed, turned)
