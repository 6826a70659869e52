"""All that a digest shows can be said in a file of corrections, and what follows from it is worked out anew."""

from collections.abc import Callable

import pytest

from digest.builder.codec import codec
from digest.model import Cited, Decision, Digest, Position, Proposition
from digest.recipe import Curated

Apply = Callable[[str], Curated]

WHOLE = """\
proposition: "Mill Street should be closed to cars."
sides:
  - {post: op, side: neither}
  - {post: "most of them come by car", side: against}
  - {post: d1, side: against}
  - {post: b2, side: against}
stances:
  - {post: b2, stance: attack}
  - {post: e1, stance: neutral}
topics:
  - topic: "What the shops earn"
    posts: [b1, a2, e1]
  - topic: "Deliveries"
    posts: [d1, b2]
  - topic: none
    posts: [op]
key_points:
  - pin: {post: b1, text: "The shops on Mill Street would lose half of their customers"}
    side: against
    core: true
    posts: [b1, e1]
    answered_by: ["the shops gained customers during the trial"]
  - pin: {post: a1, text: "The air on it is worse than on the ring road."}
    core: true
    posts: [a1, c1]
    claims: ["I agree that the air is bad"]
    answered_by: []
  - point: "the shops gained customers during the trial"
    quote: {post: a2, text: "the shops gained customers during the trial"}
    side: for
    core: false
  - drop: others
summary:
  - words: "Whoever is against it fears for the shops."
    cites: ["The shops on Mill Street would lose half"]
  - words: "Nobody disputes that the air is bad."
    cites: [c1, "The air on it is worse"]
"""


def test_a_whole_digest_can_be_said(corrected: Apply) -> None:
    done = corrected(WHOLE)
    assert done.faults == ()
    digest = done.digest
    assert digest.proposition == Proposition("Mill Street should be closed to cars", "117b9102", decided=Decision())
    sides = {post: one.side for post, one in digest.positions.items()}
    assert [sides[post] for post in ("op", "b1", "d1", "b2")] == ["neither", "against", "against", "against"]
    assert digest.positions["d1"] == Position("against", 1.0, Decision())
    assert (digest.stances["b2"], digest.stances["e1"]) == ("attack", "neutral")
    assert [(one.title, one.posts, one.retitled) for one in digest.topics if one.retitled] == [
        ("What the shops earn", ("b1", "a2", "e1"), True),
        ("Deliveries", ("d1", "b2"), True),
    ]
    assert "op" not in [post for one in digest.topics for post in one.posts]
    shops, air, answer = digest.key_points
    assert shops.text == "The shops on Mill Street would lose half of their customers"
    assert (shops.side, shops.core, shops.pinned, shops.posts) == ("against", True, True, ("b1", "e1"))
    assert shops.answered_by == (answer.id,)
    assert (shops.people, shops.disputed) == (2, 1)
    assert (air.post, air.posts, air.answered_by) == ("a1", ("a1", "c1"), ())
    assert "b347092b" in air.claims
    assert (answer.text, answer.pinned) == ("the shops gained customers during the trial", False)
    assert digest.document.summary == "Whoever is against it fears for the shops. Nobody disputes that the air is bad."
    assert digest.summary == (
        Cited("Whoever is against it fears for the shops.", (), (shops.id,), Decision()),
        Cited("Nobody disputes that the air is bad.", ("c1",), (air.id,), Decision()),
    )


def test_every_point_is_somebodys_very_words(corrected: Apply) -> None:
    digest = corrected(WHOLE).digest
    texts = {post.id: post.text for post in digest.document.posts}
    assert all(texts[one.post or ""][one.start : one.end] == one.text for one in digest.key_points)


def test_topics_hold_the_points_and_threads_that_are_left(corrected: Apply) -> None:
    digest = corrected(WHOLE).digest
    points = {one.id for one in digest.key_points}
    threads = {one.id for one in digest.threads}
    assert {name for one in digest.topics for name in one.key_points} == points
    assert {name for one in digest.topics for name in one.threads} == threads
    homes = [{post: one.id for one in digest.topics for post in one.posts}[post] for post in ("b1", "d1")]
    assert homes[0] != homes[1]
    assert all(len({home for home in homes if home}) <= 2 for _ in threads)


def test_threads_stay_within_the_topics_that_an_editor_makes(corrected: Apply) -> None:
    digest = corrected('topics:\n  - topic: "Deliveries"\n    posts: [d1, b2]\n').digest
    deliveries = next(one for one in digest.topics if one.title == "Deliveries")
    for thread in digest.threads:
        assert set(thread.posts) <= set(deliveries.posts) or not set(thread.posts) & set(deliveries.posts)


def test_it_is_kept_and_read_again_as_it_was(corrected: Apply) -> None:
    digest = corrected(WHOLE).digest
    kept = codec(Digest)
    assert kept.loads(kept.dumps(digest)) == digest


def test_points_follow_the_sides_that_an_editor_gives(corrected: Apply) -> None:
    before = next(one for one in corrected("").digest.key_points if one.post == "d1")
    other = "against" if before.side == "for" else "for"
    text = f"sides:\n  - {{post: d1, side: {other}}}\n"
    after = next(one for one in corrected(text).digest.key_points if one.post == "d1")
    assert after.side == other


def test_a_stance_turns_the_relations_that_say_otherwise(corrected: Apply) -> None:
    done = corrected("stances:\n  - {post: b2, stance: attack}\n")
    (one,) = (one for one in done.digest.relations if one.source == "4e35261b")
    assert (one.type, one.confidence, one.cue) == ("attack", 1.0, "set by the editor")
    hit = next(claim for claim in done.digest.claims if claim.id == one.target)
    assert hit.standing == "defeated"
    assert "4e35261b" not in [
        one.source for one in corrected("stances:\n  - {post: b2, stance: neutral}\n").digest.relations
    ]


def test_whoever_attacks_can_still_concede(corrected: Apply) -> None:
    text = (
        "relations:\n  - {source: b347092b, target: 1fb9eef6, type: attack}\nstances:\n  - {post: c1, stance: attack}\n"
    )
    done = corrected(text)
    assert done.digest.stances["c1"] == "attack"
    kinds = {one.target: one.type for one in done.digest.relations if one.source == "b347092b"}
    assert kinds["1fb9eef6"] == "attack"


def test_a_proposition_of_ones_own_is_marked_and_one_can_be_taken_away(corrected: Apply) -> None:
    done = corrected('proposition: "The trial should be repeated."\n')
    assert done.digest.proposition == Proposition("The trial should be repeated.", None, True, Decision())
    none = corrected("proposition: none\nsides:\n  - {post: d1, side: for}\n").digest
    assert none.proposition is None
    assert {post for post, one in none.positions.items() if one.side != "neither"} == {"d1"}


def test_posts_are_put_into_a_topic_that_exists_by_its_title(corrected: Apply) -> None:
    found = corrected('topics:\n  - topic: "Deliveries"\n    posts: [d1, b2]\n').digest.topics
    other = next(one for one in found if one.title != "Deliveries")
    done = corrected(
        f'topics:\n  - topic: "Deliveries"\n    posts: [d1]\n  - topic: "{other.title.upper()}"\n    posts: [b2]\n'
    )
    assert done.faults == ()
    assert {len(one.posts) for one in done.digest.topics} == {1, len(other.posts) + 1}


def test_a_topic_is_renamed_by_title_or_by_a_post_in_it(corrected: Apply) -> None:
    (topic,) = corrected("").digest.topics
    for name in (topic.id, topic.title, "b2", "a bakery cannot wait until noon"):
        done = corrected(f'topics:\n  - rename: "{name}"\n    title: "Cars"\n')
        assert done.faults == ()
        assert [(one.title, one.retitled, one.posts) for one in done.digest.topics] == [("Cars", True, topic.posts)]


def test_other_words_keep_a_points_posts_and_its_old_address(corrected: Apply) -> None:
    before = next(one for one in corrected("").digest.key_points if one.post == "b1")
    text = 'key_points:\n  - point: "lose half of their customers"\n    quote: "The trial was bad for small shops."\n'
    done = corrected(text)
    assert done.faults == ()
    after = next(one for one in done.digest.key_points if before.id in one.former)
    assert (after.text, after.post) == ("The trial was bad for small shops.", "e1")
    assert set(after.posts) == {*before.posts, "e1"}
    assert all(before.id not in one.answered_by for one in done.digest.key_points)
    assert any(after.id in one.answered_by for one in done.digest.key_points)


def test_what_is_dropped_answers_nothing_any_more(corrected: Apply) -> None:
    before = corrected("").digest.key_points
    gone = next(name for one in before for name in one.answered_by if name != one.id)
    done = corrected(f"key_points:\n  - drop: {gone}\n")
    assert all(gone not in one.answered_by for one in done.digest.key_points)


def test_words_that_a_post_only_quotes_are_not_its_own(corrected: Apply) -> None:
    text = 'key_points:\n  - pin: {post: a2, text: "The shops gained customers"}\n'
    assert corrected(text).digest.key_points[0].post == "a2"
    done = corrected('key_points:\n  - pin: "children walk to school there every morning"\n')
    assert done.faults == ()
    assert done.digest.key_points[0].post == "a1"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("sides:\n  - {post: d1, side: for}\n  - {post: zz, side: for}\n", 3, "side: no post matches"),
        ("stances:\n  - {post: the, stance: attack}\n", 2, "stance: "),
        ('topics:\n  - topic: "A"\n    posts: [d1, zz]\n', 2, "topic: no post matches"),
        ("topics:\n  - topic: A\n    posts: [d1]\n  - topic: B\n    posts: [d1]\n", 4, "topic: post d1 by dora"),
        ("topics:\n  - {rename: zz, title: A}\n", 2, "rename topic: no topic matches"),
        ('key_points:\n  - pin: {post: a1, text: "nobody said this"}\n', 2, "pin key point: no key point or claim"),
        ("key_points:\n  - {point: aa5b6354, answered_by: [zz]}\n", 2, "key point: no key point or claim"),
        ("key_points:\n  - {point: aa5b6354, answered_by: [aa5b6354]}\n", 2, "cannot answer itself"),
        ("key_points:\n  - {point: aa5b6354, posts: [zz]}\n", 2, "key point: no post matches"),
        ("key_points:\n  - {point: aa5b6354, claims: [zz]}\n", 2, "key point: no claim matches"),
        ("key_points:\n  - {point: aa5b6354, quote: zz}\n", 2, "key point: no post matches"),
        ('summary:\n  - words: "It is so."\n    cites: [zz]\n', 2, "sentence: no key point or post matches"),
    ],
)
def test_what_matches_nothing_is_told_with_its_line(corrected: Apply, text: str, line: int, told: str) -> None:
    (fault,) = corrected(text).faults
    assert fault.line == line
    assert told in str(fault)


def test_what_is_blacked_out_is_so_in_each_sentence_of_the_summary(corrected: Apply) -> None:
    text = (
        'redact:\n  - words: "Tilda Brandt"\nsummary:\n  - words: "A baker, Tilda Brandt, gave up."\n    cites: [b1]\n'
        '  - words: "Others did not."\n    cites: [a2]\n'
    )
    digest = corrected(text).digest
    assert [one.text for one in digest.summary] == ["A baker, █████, gave up.", "Others did not."]
    assert "Tilda" not in str(digest)
    across = text.replace("gave up.", "gave up").replace('"Tilda Brandt"\n', '"up Others"\n', 1)
    shown = corrected(across).digest.summary
    assert {post for one in shown for post in one.posts} == {"b1", "a2"}
    assert not any("Others" in one.text or "gave up" in one.text for one in shown)
