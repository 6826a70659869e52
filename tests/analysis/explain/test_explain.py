"""Explanations: they name what was seen, agree with what was told, and say what was left out and why."""

from __future__ import annotations

import pytest

from digest import analyze
from digest.analysis.explain import explain_claim, explain_post, locate, suggestion, to_text
from digest.model import Block, Claim, Digest, Document, Post, Relation

OPENING = Post(
    "op",
    "I think night trains are the best way to travel because you sleep while you move. "
    "Planes should not be used for short trips.",
    author="ada",
)
DENIAL = Post(
    "b", "I disagree. Night trains are not a good way to travel because nobody sleeps well.", parent="op", author="ben"
)
ANSWER = Post(
    "c",
    "> nobody sleeps well\n\nThat is not true, I sleep well on night trains and so do my children.",
    parent="b",
    author="ada",
    blocks=(Block("quote", 0, 20, 1), Block("paragraph", 22, 92)),
)
CHATTER = Post("d", "Thanks!", parent="b")


def debate(*posts: Post, title: str = "CMV: night trains are best") -> Digest:
    return analyze(Document("d.md", "d", title, "markdown", posts))


@pytest.fixture(scope="module")
def digest() -> Digest:
    return debate(OPENING, DENIAL, ANSWER, CHATTER)


def test_a_post_is_explained_by_its_cues_and_their_weights(digest: Digest) -> None:
    found = explain_post(digest, DENIAL)
    attack, support = found.verdicts
    cue = next(one for one in found.cues if one.name == "opens with denial")
    assert cue.weights["attack"] > 0 > cue.weights["support"]
    assert attack.told
    assert not support.told
    assert "cue: opens with denial" in {reason.what for reason in attack.reasons}


def test_every_verdict_agrees_with_the_relations_of_the_digest(digest: Digest) -> None:
    home = {claim.id: claim.post for claim in digest.claims}
    for post in digest.document.posts:
        told = {one.type for one in digest.relations if home[one.source] == post.id and home.get(one.target) != post.id}
        found = explain_post(digest, post)
        if post.id != "op":
            assert {one.type for one in found.verdicts if one.told} == told
            assert all(bool(one.why_not) != one.told for one in found.verdicts)


def test_the_units_that_were_chosen_are_marked_among_the_alternatives(digest: Digest) -> None:
    attack = explain_post(digest, DENIAL).verdicts[0]
    relation = next(one for one in digest.relations if one.type == "attack" and one.source in
                    {claim.id for claim in digest.claims if claim.post == "b"})  # fmt: skip
    assert [one.claim for one in attack.sources if one.chosen] == [relation.source]
    assert [one.claim for one in attack.targets if one.chosen] == [relation.target] or not attack.targets


def test_a_quote_is_told_with_the_post_that_it_was_traced_to(digest: Digest) -> None:
    assert explain_post(digest, digest.document.posts[2]).quotes == (("nobody sleeps well", "b"),)


def test_a_post_that_does_not_argue_says_so(digest: Digest) -> None:
    found = explain_post(digest, CHATTER)
    assert {one.why_not for one in found.verdicts} == {"nothing in the post argues"}
    assert "Nothing in it argues." in to_text(found)


def test_an_opening_answers_nothing(digest: Digest) -> None:
    found = explain_post(digest, OPENING)
    assert found.answers is None
    assert found.verdicts == ()
    assert "no relation was weighed" in to_text(found)


def test_agreement_without_a_cue_is_not_predicted() -> None:
    silent = "Night trains are lovely and the stations are near everything that matters."
    asked = debate(OPENING, Post("b", silent, parent="op"), title="Night trains")
    reasons = {one.type: one.why_not for one in explain_post(asked, asked.document.posts[1]).verdicts}
    assert reasons["support"] in (
        "not likely enough",
        "no word shows it, and a post that does not say so is not read as agreeing",
    )
    assert reasons["attack"]


def test_a_claim_is_explained_by_its_features_its_alternative_and_its_ties(digest: Digest) -> None:
    claim = next(one for one in digest.claims if one.text.startswith("I think night trains"))
    found = explain_claim(digest, claim)
    assert found.role == "claim"
    assert found.chances["claim"] == max(found.chances.values())
    assert found.reasons
    assert found.against
    assert any(not one.outgoing and one.type == "attack" and one.post == "b" for one in found.arrows)


def test_a_clause_says_at_which_connective_it_was_cut(digest: Digest) -> None:
    reason = next(one for one in digest.claims if one.text == "nobody sleeps well.")
    found = explain_claim(digest, reason)
    assert found.joint == "because"
    assert [one.chosen for one in found.supported] == [True, *[False] * (len(found.supported) - 1)]


def test_each_standing_is_given_its_reason(digest: Digest) -> None:
    words = {
        "stands": "nothing attacks it",
        "answered": "each unit that attacks it is itself defeated",
        "contested": "around a circle",
        "defeated": "nothing defeats that",
    }
    seen = set()
    for claim in digest.claims:
        seen.add(claim.standing)
        assert words[claim.standing] in explain_claim(digest, claim).standing_because
    assert {"stands", "defeated"} <= seen


def test_what_the_source_itself_says_is_not_explained_as_inferred() -> None:
    posts = (Post("a", "Trams are quiet."), Post("b", "Trams are loud."))
    units = (
        Claim("u", "a", 0, 16, "Trams are quiet.", "claim", 1.0),
        Claim("v", "b", 0, 15, "Trams are loud.", "claim", 1.0),
    )
    arrow = Relation("v", "u", "attack", 1.0, "the source says so")
    given = debate_of(posts, units, (arrow,))
    found = explain_claim(given, given.claims[0])
    assert not found.inferred
    assert found.chances == {}
    assert "the source says so" in to_text(found)
    assert not explain_post(given, posts[1]).inferred


def debate_of(posts: tuple[Post, ...], units: tuple[Claim, ...], arrows: tuple[Relation, ...]) -> Digest:
    document = Document("d.md", "d", "Trams", "markdown", posts, claims=units, relations=arrows)
    return Digest(document, (), units, arrows, {}, (), (), ())


def test_a_claim_of_another_debate_is_refused(digest: Digest) -> None:
    with pytest.raises(ValueError, match="none of this debate's"):
        explain_claim(digest, Claim("x", "b", 0, 3, "I d", "claim", 0.5))


def test_a_post_or_claim_is_found_by_its_id_or_by_words_that_only_one_claim_has(digest: Digest) -> None:
    claim = digest.claims[0]
    assert locate(digest, "b") == digest.document.posts[1]
    assert locate(digest, claim.id) == claim
    assert locate(digest, "nobody  SLEEPS well") == digest.claims[3]
    assert locate(digest, "night trains") is None
    assert locate(digest, "zeppelin") is None


def test_a_reference_that_finds_nothing_is_answered_with_what_could_be_meant(digest: Digest) -> None:
    claim = digest.claims[0]
    assert claim.id in suggestion(digest, claim.id[:-1])
    assert "claims hold these words" in suggestion(digest, "night trains")
    assert "digest show --json" in suggestion(digest, "zeppelin")


def test_an_explanation_cannot_steer_the_terminal() -> None:
    shown = debate(Post("op", "I think that \x1b[2Jtrams should be free for everyone."))
    assert "\x1b" not in to_text(explain_claim(shown, shown.claims[0]))
    assert "\x1b" not in to_text(explain_post(shown, shown.document.posts[0]))
