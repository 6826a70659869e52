"""Claims and premises: who argues, in which role, and where exactly."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.analysis import claims
from digest.analysis.claims.lexicon import FAMILIES
from digest.analysis.claims.roles import ROLES, decode, models
from digest.analysis.claims.unit_features import observe
from digest.model import Block, Document, Post, Quote
from digest.text.spans import blocks_of
from tests.effort import amount, within


def _document(*posts: Post, title: str = "Should the ferry be free?") -> Document:
    return Document("d.md", "d", title, "markdown", posts)


def _roles(text: str, *, title: str = "Should the ferry be free?") -> list[tuple[str, str]]:
    return [(one.role, one.text) for one in claims.find(_document(Post("a", text), title=title), quotes=())]


def test_a_demand_is_a_claim_and_its_because_a_premise() -> None:
    assert _roles("I think the ferry should be free because the islanders have no other way to get to work.") == [
        ("claim", "I think the ferry should be free"),
        ("premise", "the islanders have no other way to get to work."),
    ]


def test_an_example_is_a_premise_of_the_claim_before_it() -> None:
    found = _roles(
        "Free ferries are a good idea and every island should have one. For example, in our town the number of "
        "passengers went up by 40 percent in 2019 when the fare was dropped."
    )
    assert found[0][0] == "claim"
    assert found[-1][0] == "premise"


@pytest.mark.parametrize(
    "text",
    [
        "Thanks!",
        "Thank you so much.",
        "lol",
        "Edit: typo",
        "Edit: formatting, sorry.",
        "https://example.org/a/long/way",
        "Source?",
        "[deleted]",
        "Hello everyone",
        "Change my view.",
        "I am a bot, and this action was performed automatically.",
        "Your comment has been removed because it breaks rule 2.",
    ],
)
def test_boilerplate_does_not_argue(text: str) -> None:
    assert _roles(text) == []


def _told(text: str, *chances: tuple[float, float, float]) -> list[tuple[str, str, float]]:
    seen = observe(_document(Post("a", text)), quotes=(), vocabulary=())[0]
    return [(one.role, one.text, one.confidence) for one in decode([(seen, chances)], shift=(0, 0, 0))]


def test_halves_of_one_role_are_joined_again_with_their_mean_confidence() -> None:
    text = "The boat broke down in March, and we were stuck there."
    assert _told(text, (0.2, 0.1, 0.7), (0.2, 0.1, 0.7)) == [("premise", text, 0.7)]
    assert [role for role, _, _ in _told(text, (0.2, 0.7, 0.1), (0.2, 0.1, 0.7))] == ["claim", "premise"]


def test_the_sides_of_a_but_are_never_joined() -> None:
    text = "The boat is quite fast, but it breaks down too often."
    assert len(_told(text, (0.1, 0.8, 0.1), (0.1, 0.8, 0.1))) == 2


def test_a_post_in_which_nothing_argues_for_certain_has_the_point_that_it_likely_makes() -> None:
    text = "When they called us I counted the hours. It was raining then."
    assert _told(text, (0.45, 0.3, 0.25), (0.8, 0.1, 0.1)) == [("claim", text[:40], 0.3)]
    assert _told(text, (0.55, 0.3, 0.15), (0.8, 0.1, 0.1)) == []
    assert _told("Thanks everyone", (0.45, 0.3, 0.25)) == []


def test_a_shift_of_the_decision_changes_the_role_but_not_the_confidence() -> None:
    seen = observe(_document(Post("a", "The boat is much too slow.")), quotes=(), vocabulary=())[0]
    plain = decode([(seen, [(0.2, 0.38, 0.42)])], shift=(0, 0, 0))
    shifted = decode([(seen, [(0.2, 0.38, 0.42)])], shift=(0, 0.5, 0))
    assert [(one.role, one.confidence) for one in (*plain, *shifted)] == [("premise", 0.42), ("claim", 0.38)]


def test_the_same_words_in_one_post_have_different_ids() -> None:
    text = "Ferries should be free for everyone. Ferries should be free for everyone."
    found = claims.find(_document(Post("a", text)), quotes=())
    assert len(found) == 2
    assert found[1].id == f"{found[0].id}-2"


def test_ids_outlive_a_change_elsewhere_in_the_debate() -> None:
    post = Post("b", "The ferry must be free because the island depends on it.")
    alone = claims.find(_document(post), quotes=())
    after = claims.find(_document(Post("a", "I believe that fares are fair."), post), quotes=())
    assert [one.id for one in alone] == [one.id for one in after if one.post == "b"]


def test_a_unit_that_others_quote_is_seen_as_quoted() -> None:
    text = "The ferry is slow. The ferry should be free."
    posts = (Post("a", text), Post("b", "> The ferry should be free.\n\nNo.", parent="a"))
    quote = Quote("b", 2, 28, "The ferry should be free.", "post", "a", 19, 44, 1.0)
    document = _document(*posts)
    claim = next(one for one in claims.find(document, quotes=(quote,)) if one.start == 19)
    seen = {name for name, _ in claims.explain(document, quotes=(quote,), claim=claim).reasons["claim"]}
    assert "quoted by others" in seen


def test_explain_names_features_with_their_weights_the_strongest_first() -> None:
    document = _document(Post("a", "I think the ferry should be free because people need it every day."))
    claim = claims.find(document, quotes=())[0]
    why = claims.explain(document, quotes=(), claim=claim)
    reasons = why.reasons[claim.role]
    assert sum(why.chances.values()) == pytest.approx(1, abs=0.01)
    assert why.second != claim.role
    assert "has duty" in dict(reasons)
    assert [abs(weight) for _, weight in reasons] == sorted((abs(weight) for _, weight in reasons), reverse=True)


def test_explain_refuses_a_claim_of_another_document() -> None:
    claim = claims.find(_document(Post("a", "I think that the ferry should be free.")), quotes=())[0]
    with pytest.raises(ValueError, match="no unit of the document"):
        claims.explain(_document(Post("z", "Quite another text.")), quotes=(), claim=claim)


def test_every_weight_has_one_number_a_role_and_no_topic_word() -> None:
    for name in ("first", "second"):
        assert models()[name].classes == ROLES
        assert all(len(row) == len(ROLES) for row in models()[name].weights.values())
        words = {one.removeprefix("word ") for one in models()[name].weights if one.startswith("word ")}
        assert not words & {"religion", "muslims", "smartphone", "vegan", "army", "patriotism", "communism"}


def test_every_cue_family_is_known_to_the_model() -> None:
    assert {f"has {family}" for family in FAMILIES} <= set(models()["second"].weights)


_PIECES = st.sampled_from(
    [
        "I think so", " because ", ", but ", "it should be better", ". ", "\n\n", "> quoted", "\n", "; ", " - ", "— ",
        "“Quoted”", "’s", "?", "!", ": ", "(", ")", "Edit: ", "https://a.example/b", "İ", "ß", "\u2028", "🙂", "1. ",
        "- ", ", which means ", "Since it is late, we go", "\t", "...", "e.g. ", "- [1] ",
    ]
)  # fmt: skip
_TEXTS = st.one_of(st.lists(_PIECES, max_size=25).map("".join), st.text(max_size=120))


@given(st.lists(_TEXTS, min_size=1, max_size=4))
@settings(max_examples=amount(40, thorough=480), deadline=None)
def test_claims_are_verbatim_and_never_overlap(texts: list[str]) -> None:
    posts = tuple(Post(f"p{at}", text, parent=f"p{at - 1}" if at else None) for at, text in enumerate(texts))
    document = _document(*posts)
    found = claims.find(document, quotes=())
    by_id = {post.id: post.text for post in posts}
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert one.text == by_id[one.post][one.start : one.end]
        assert one.text == one.text.strip() != ""
        assert 0 <= one.confidence <= 1
    for left, right in pairwise(found):
        assert left.post != right.post or left.end <= right.start
    assert claims.find(document, quotes=()) == found


@given(st.lists(st.tuples(st.sampled_from(["quote", "code", "paragraph"]), _TEXTS), min_size=1, max_size=4))
@settings(max_examples=amount(30, thorough=240), deadline=None)
def test_nothing_argues_inside_quotes_or_code(parts: list[tuple[str, str]]) -> None:
    text, blocks = "", []
    for kind, words in parts:
        clean = " ".join(words.split())
        if clean:
            text += "\n\n" if text else ""
            blocks.append(Block(kind, len(text), len(text) + len(clean)))  # type: ignore[arg-type]
            text += clean
    post = Post("p", text, blocks=tuple(blocks))
    forbidden = [(block.start, block.end) for block in blocks_of(post) if block.kind != "paragraph"]
    for one in claims.find(_document(post), quotes=()):
        assert all(one.end <= start or end <= one.start for start, end in forbidden)


@pytest.mark.timeout(90)
def test_thousands_of_short_posts_take_seconds() -> None:
    count = amount(5_000, thorough=20_000)
    posts = tuple(
        Post(
            f"p{at}", f"I think option {at} is better because it costs less. We tried it.", parent="p0" if at else None
        )
        for at in range(count)
    )
    with within(amount(6, thorough=90)):  # a quadratic cost would take many minutes
        found = claims.find(_document(*posts), quotes=())
    assert len(found) > count


@pytest.mark.timeout(90)
def test_one_endless_sentence_is_cut_in_linear_time() -> None:
    claims.find(_document(Post("p", "and because it is so, but not yet, since we wait " * 4000)), quotes=())
    claims.find(_document(Post("p", "  ,, - ;  " * 20_000 + "(" * 5000 + '"' * 5000)), quotes=())
