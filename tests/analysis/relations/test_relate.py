"""Relations: what supports or attacks what, and why."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.analysis import claims as claim_stage
from digest.analysis import quotes as quote_stage
from digest.analysis import relations as relation_stage
from digest.analysis.relations.between_posts import TYPES, invites, predicted_types
from digest.analysis.relations.endpoints import models
from digest.model import TITLE, Block, Claim, Document, Post, Relation
from tests.effort import amount, within


def _understand(
    *posts: Post, title: str = "CMV: night trains are best"
) -> tuple[tuple[Claim, ...], tuple[Relation, ...]]:
    document = Document("d.md", "d", title, "markdown", posts)
    quotes = quote_stage.trace(document)
    claims = claim_stage.find(document, quotes=quotes)
    return claims, relation_stage.relate(document, quotes=quotes, claims=claims)


def _quoting(name: str, quoted: str, answer: str, *, parent: str, author: str | None = None) -> Post:
    end = len(quoted) + 2
    text = f"> {quoted}\n\n{answer}"
    blocks = (Block("quote", 0, end, 1), Block("paragraph", end + 2, len(text)))
    return Post(name, text, parent=parent, author=author, blocks=blocks)


def _between(claims: tuple[Claim, ...], relations: tuple[Relation, ...]) -> list[tuple[str, str, str]]:
    home = {claim.id: claim.post for claim in claims} | {TITLE: TITLE}
    return [(home[one.source], home[one.target], one.type) for one in relations if home[one.source] != home[one.target]]


OPENING = Post(
    "op",
    "I think night trains are the best way to travel because you sleep while you move. "
    "Planes should not be used for short trips.",
    author="ada",
)


def test_a_reply_that_denies_attacks() -> None:
    claims, relations = _understand(
        OPENING,
        Post("b", "I disagree. Night trains are not a good way to travel because nobody sleeps well.", parent="op"),
    )
    assert ("b", "op", "attack") in _between(claims, relations)
    cue = next(one.cue for one in relations if one.type == "attack")
    assert "disagree" in cue


def test_a_reply_that_agrees_supports() -> None:
    claims, relations = _understand(
        OPENING,
        Post("b", "I disagree, planes should stay because they are much faster.", parent="op", author="ben"),
        Post("c", "Exactly, planes are faster and people should be free to use them.", parent="b", author="cy"),
    )
    assert ("c", "b", "support") in _between(claims, relations)


def test_an_attack_on_an_attack_is_no_support_of_what_was_attacked() -> None:
    claims, relations = _understand(
        OPENING,
        Post("b", "No, planes should stay because they are much faster.", parent="op", author="ben"),
        Post(
            "c", "That's not true. Planes are not faster because you have to wait for hours.", parent="b", author="cy"
        ),
    )
    found = _between(claims, relations)
    assert ("c", "b", "attack") in found
    assert not [one for one in found if one[0] == "c" and one[1] != "b"]


def test_a_concession_that_turns_is_an_attack_from_the_part_after_the_turn() -> None:
    claims, relations = _understand(
        OPENING,
        Post(
            "b",
            "It is true that you sleep on a train, but night trains are far too expensive for families.",
            parent="op",
        ),
    )
    words = {claim.id: claim.text for claim in claims}
    attack = next(one for one in relations if one.type == "attack")
    assert "expensive" in words[attack.source]


def test_a_quoted_unit_is_the_one_that_is_answered() -> None:
    claims, relations = _understand(
        OPENING,
        _quoting(
            "b", "Planes should not be used for short trips.", "No, that should be everyone's own choice.", parent="op"
        ),
    )
    words = {claim.id: claim.text for claim in claims}
    attack = next(one for one in relations if one.type == "attack")
    assert words[attack.target] == "Planes should not be used for short trips."


def test_a_quote_from_further_up_points_there() -> None:
    claims, relations = _understand(
        OPENING,
        Post("b", "I like trains. They are a fine thing and people should use them more.", parent="op", author="ben"),
        _quoting(
            "c",
            "Planes should not be used for short trips.",
            "I disagree, planes should be used where there is no track.",
            parent="b",
            author="cy",
        ),
    )
    assert [one for one in _between(claims, relations) if one[0] == "c"] == [("c", "op", "attack")]


@pytest.mark.parametrize("reply", ["Thanks!", "lol", "https://example.org", "Edit: typo", ""])
def test_a_reply_that_does_not_argue_has_no_relation(reply: str) -> None:
    claims, relations = _understand(OPENING, Post("b", reply, parent="op"))
    assert not [one for one in _between(claims, relations) if one[0] == "b"]


def test_nobody_is_told_to_agree_who_does_not_say_so() -> None:
    features = {"bias": 1.0}
    assert (
        predicted_types(
            {"attack": 0.1, "support": 0.9}, features=features, units=3, thresholds=dict.fromkeys(TYPES, 0.5)
        )
        == ()
    )


def test_both_types_need_two_units_and_a_cue_for_each() -> None:
    chances, least = {"attack": 0.9, "support": 0.8}, dict.fromkeys(TYPES, 0.5)
    shown = {"cue: opens with agreement": 1.0}
    assert predicted_types(chances, features=shown, units=2, thresholds=least) == ("attack", "support")
    assert predicted_types(chances, features=shown, units=1, thresholds=least) == ("attack",)
    assert predicted_types(chances, features={}, units=2, thresholds=least) == ("attack",)


def test_where_nobody_asked_to_be_refuted_a_silent_attack_must_be_likely() -> None:
    least = {"attack": 0.3, "support": 0.3}
    for chance, told in ((0.4, ()), (0.9, ("attack",))):
        found = predicted_types(
            {"attack": chance, "support": 0.0}, features={}, units=2, thresholds=least, invited=False
        )  # fmt: skip
        assert found == told


def test_where_nobody_asked_to_be_refuted_a_weak_cue_is_not_enough() -> None:
    least = {"attack": 0.3, "support": 0.3}
    for cue, told in (("negates shared words", ()), ("opens with denial", ("attack",))):
        features = {f"cue: {cue}": 1.0}
        chances = {"attack": 0.5, "support": 0.0}
        assert predicted_types(chances, features=features, units=2, thresholds=least, invited=False) == told
        assert predicted_types(chances, features=features, units=2, thresholds=least, invited=True) == ("attack",)


def test_a_question_that_only_wants_to_know_is_no_attack_where_nobody_asked_to_be_refuted() -> None:
    features = {"cue: counter-question": 1.0, "cue: only asks": 1.0}
    chances, least = {"attack": 0.5, "support": 0.0}, {"attack": 0.3, "support": 0.3}
    assert predicted_types(chances, features=features, units=1, thresholds=least, invited=False) == ()
    assert predicted_types(
        chances, features=features | {"cue: challenges": 1.0}, units=1, thresholds=least, invited=False
    )


def test_a_headline_is_answered_less_often_than_a_view() -> None:
    reply = Post("b", "The beds are too short for me and the carriages are old.")
    for title, told in (("CMV: night trains are the best way to travel", True), ("Night trains in the news", False)):
        claims, relations = _understand(reply, title=title)
        assert bool(_between(claims, relations)) is told


def test_an_opening_that_asks_to_be_refuted_is_known_by_its_words() -> None:
    assert invites("CMV: tea is better", "")
    assert invites("Tea", "Tea is better, change my mind.")
    assert not invites("Tea imports fall", "A report about tea.")


def test_a_premise_supports_the_claim_that_its_because_follows() -> None:
    text = "I think the ferry should be free because the islanders have no other way to get to work."
    claims, relations = _understand(Post("a", text), title="Should the ferry be free?")
    words = {claim.id: claim.text for claim in claims}
    assert [(words[one.source], words[one.target], one.cue) for one in relations] == [
        ("the islanders have no other way to get to work.", "I think the ferry should be free", "gives a reason")
    ]


def test_the_opening_stands_for_its_title() -> None:
    _, relations = _understand(OPENING)
    assert any(one.target == TITLE and one.type == "support" for one in relations)


def test_explain_names_the_cues_behind_a_reply() -> None:
    reply = Post("b", "I disagree. Night trains are not the best way to travel.", parent="op")
    document = Document("d.md", "d", "CMV: night trains are best", "markdown", (OPENING, reply))
    claims = claim_stage.find(document, quotes=())
    why = relation_stage.explain(document, quotes=(), claims=claims, post="b")
    assert why is not None
    assert dict(why.reasons["attack"])["cue: opens with denial"] > 0
    assert dict(why.reasons["support"])["cue: opens with denial"] < 0
    assert why.weighed.predicted == ("attack",)
    assert relation_stage.explain(document, quotes=(), claims=claims, post="op") is None


def test_the_reasons_of_a_type_add_up_to_its_chance() -> None:
    reply = Post("b", "I disagree. Night trains are not the best way to travel.", parent="op")
    for title in ("CMV: night trains are best", "Night trains in the news"):
        document = Document("d.md", "d", title, "markdown", (OPENING, reply))
        claims = claim_stage.find(document, quotes=())
        why = relation_stage.explain(document, quotes=(), claims=claims, post="b")
        assert why is not None
        for kind in TYPES:
            odds = sum(weight for _, weight in why.reasons[kind])
            assert 1 / (1 + math.exp(-odds)) == pytest.approx(why.weighed.chances[kind], abs=0.01)


def test_agreement_and_denial_weigh_as_a_reader_expects() -> None:
    attack, support = models()["attack"].weights, models()["support"].weights
    assert attack["cue: opens with denial"][1] > 0 > attack["cue: grants the point"][1]
    assert support["cue: opens with agreement"][1] > 0 > support["cue: opens with denial"][1]


_SENTENCES = st.sampled_from(
    [
        "I agree.", "No, that is wrong.", "Trains are better than planes because they are quiet.", "Why?",
        "True, but trains are late.", "> Trains are better", "\n\n", "Thanks!", "Planes should be taxed.", "  ", "Δ",
    ]
)  # fmt: skip


@given(st.lists(st.tuples(st.lists(_SENTENCES, max_size=5).map(" ".join), st.integers(0, 5)), min_size=1, max_size=7))
@settings(max_examples=amount(40, thorough=320), deadline=None)
def test_both_ends_exist_and_no_reply_has_more_than_two_arrows(replies: list[tuple[str, int]]) -> None:
    posts = []
    for at, (text, up) in enumerate(replies):
        parent = posts[up % at].id if at else None
        posts.append(Post("op" if at == 0 else f"p{at}", text, parent=parent, author=f"u{at % 3}"))
    claims, relations = _understand(*posts)
    ids = {claim.id: claim.post for claim in claims}
    for one in relations:
        assert one.source in ids
        assert one.target == TITLE or one.target in ids
        assert one.source != one.target
        assert 0 <= one.confidence <= 1
        assert one.cue
    for post in posts[1:]:
        arrows = [one for one in relations if ids[one.source] == post.id and ids.get(one.target) != post.id]
        assert len(arrows) <= 2
        assert len({one.source for one in arrows}) == len(arrows)
    assert _understand(*posts) == (claims, relations)


@pytest.mark.timeout(90)
def test_thousands_of_replies_to_one_post_take_seconds() -> None:
    count = amount(5_000, thorough=20_000)
    posts = [OPENING] + [
        Post(f"p{at}", f"I disagree, trains of kind {at} are not better because they are late.", parent="op")
        for at in range(count)
    ]
    document = Document("d.md", "d", "CMV: night trains are best", "markdown", tuple(posts))
    with within(amount(6, thorough=90)):  # a quadratic cost would take many minutes
        claims = claim_stage.find(document, quotes=())
        relations = relation_stage.relate(document, quotes=(), claims=claims)
    assert len(relations) > count
