"""Key points: grouped across posts, shown in one of their own sentences, on a side, and none where none are."""

from digest.analysis.keypoints import find
from digest.analysis.keypoints.grouping import group
from digest.analysis.keypoints.sides import side_of, sides
from digest.analysis.similarity import Letters, lexical
from digest.analysis.standalone import complete
from digest.model import TITLE, Claim, Document, Position, Post, Relation

MONEY = [
    "A tram line costs far more money than the buses it replaces.",
    "The tram is too expensive for a city of our budget.",
    "We cannot afford the price of laying rails everywhere.",
    "Building the tram would cost more than the town can pay.",
]
HEALTH = [
    "Trams make the air cleaner and children breathe better.",
    "Less exhaust from cars means cleaner air for our lungs.",
    "The air in the streets gets less polluted with a tram.",
    "Pollution from traffic makes people sick, a tram would not.",
]
CHATTER = "Thanks to everybody who wrote here today!"


def debate(*texts, title="The town should build a tram", replies=None):
    posts = tuple(
        Post(f"p{at}", text, author=f"author-{at}", parent=(replies or {}).get(at)) for at, text in enumerate(texts)
    )
    return Document("tram.md", "tram", title, "markdown", posts)


def claims_of(document, skip=()):
    return [
        Claim(f"c-{post.id}", post.id, 0, len(post.text), post.text, "claim", 0.8)
        for post in document.posts
        if post.text and post.text not in skip
    ]


def points(document, *, relations=(), stances=None, positions=None, skip=()):
    return find(
        document,
        claims=claims_of(document, skip),
        relations=relations,
        stances=stances or {},
        positions=positions or {},
    )


def test_posts_that_say_the_same_are_one_point_and_others_are_another():
    texts = [text for pair in zip(MONEY, HEALTH, strict=True) for text in pair]
    found = points(debate(*texts))
    money = {f"p{at}" for at in range(0, 8, 2)}
    shared = [set(point.posts) for point in found if len(point.posts) > 1]
    assert len(shared) >= 2
    assert all(posts <= money or not posts & money for posts in shared)


def test_the_text_is_a_sentence_of_a_post_word_for_word():
    document = debate(*MONEY, *HEALTH)
    texts = {post.id: post.text for post in document.posts}
    for point in points(document):
        assert any(point.text in texts[post] for post in point.posts)


def test_the_claim_that_is_shown_comes_first():
    document = debate(*MONEY, *HEALTH)
    units = {claim.id: claim for claim in claims_of(document)}
    for point in points(document):
        assert units[point.claims[0]].text == point.text


def test_a_debate_in_which_nothing_is_claimed_has_none():
    assert points(debate(CHATTER, CHATTER), skip=(CHATTER,)) == ()
    assert points(debate()) == ()


def test_a_few_single_claims_are_shown_where_nothing_is_shared():
    assert len(points(debate(MONEY[0], HEALTH[0]))) == 2


def test_the_same_debate_gives_the_same_points():
    document = debate(*MONEY, *HEALTH)
    assert points(document) == points(document)


def test_a_post_is_in_one_point_only_where_all_posts_are_short():
    members = [post for point in points(debate(*MONEY, *HEALTH)) for post in point.posts]
    assert len(members) == len(set(members))


def test_a_question_or_a_reply_that_points_back_is_no_face():
    assert not complete("Why would a town pay for that?")
    assert not complete("That is what the mayor promised us.")
    assert not complete("Because rails are cheaper to keep.")
    assert not complete("[1] the report of last year.")
    assert complete("Rails are cheaper to keep than roads.")


def test_who_attacks_an_attack_is_for_the_title():
    document = debate("The tram costs too much.", "It pays for itself.", "So it does.", replies={1: "p0", 2: "p1"})
    got = sides(document, relations=(), stances={"p0": "attack", "p1": "attack", "p2": "support"}, claims=())
    assert got == {"p0": "attack", "p1": "support", "p2": "support"}


def test_a_relation_to_the_title_counts_before_the_reply():
    document = debate("The tram costs too much.", "It is what the town needs.", replies={1: "p0"})
    claims = claims_of(document)
    relation = Relation(claims[1].id, TITLE, "support", 0.9, "says so")
    got = sides(document, relations=[relation], stances={"p0": "attack", "p1": "support"}, claims=claims)
    assert got["p1"] == "support"


def test_the_opening_of_a_question_takes_no_side():
    post = Post("op", "Tell me what you think.")
    asks = Document("x.md", "x", "Should we build a tram?", "markdown", (post, Post("r", "Yes.", parent="op")))
    assert sides(asks, claims=(), relations=(), stances={"r": "support"}) == {"op": "neutral", "r": "support"}


def test_whoever_repeats_or_denies_the_title_is_on_a_side_by_their_own_words():
    texts = ("We should build a new tram line.", "The town should not build the tram.", "Trams are quiet.")
    document = debate(*texts, title="Should we build the tram?")
    got = sides(document, claims=claims_of(document), relations=(), stances={})
    assert got == {"p0": "support", "p1": "attack", "p2": "neutral"}


def test_replies_to_the_opening_of_a_question_are_turned_by_what_the_opening_says():
    posts = (Post("op", "I think that we should not build the tram."), Post("r", "You are wrong.", parent="op"))
    document = Document("x.md", "x", "Should we build a tram?", "markdown", posts)
    got = sides(document, claims=claims_of(document), relations=(), stances={"op": "neutral", "r": "attack"})
    assert got == {"op": "attack", "r": "support"}


def test_a_title_that_claims_before_it_asks_is_a_claim():
    opening = (Post("op", "It did."),)
    document = Document("x.md", "x", "The tram made us faster, so why do people hate it?", "markdown", opening)
    assert sides(document, claims=(), relations=(), stances={}) == {"op": "support"}


def test_a_sentence_that_leans_on_what_was_said_is_no_face_where_another_is_to_be_had():
    leaning = ["It costs far more money than the buses.", "The second reason is the price of it, as I said there."]
    found = points(debate(*MONEY, *leaning))
    assert found
    assert not {point.text for point in found} & set(leaning)


def test_divided_posts_have_no_side():
    both = {"a": Position("for", 0.9), "b": Position("against", 0.9)}
    assert side_of(["a", "b"], positions=both) == "neither"
    quiet = {name: Position("neither", 0.5) for name in "bcd"}
    assert side_of(["a", "b", "c", "d"], positions={"a": Position("for", 0.9), **quiet}) == "neither"


def test_the_grouping_does_not_depend_on_the_order_of_well_apart_texts():
    texts = [*MONEY, *HEALTH]

    def together(order):
        labels = group([texts[at] for at in order], about="The town should build a tram", similarity=lexical())
        return {frozenset(at for at, label in zip(order, labels, strict=True) if label == one) for one in set(labels)}

    assert together(range(8)) == together([7, 0, 5, 2, 3, 4, 1, 6])


def test_texts_beyond_the_leaders_join_the_group_that_is_nearest(monkeypatch):
    monkeypatch.setattr("digest.analysis.keypoints.grouping.LEADERS", 6)
    texts = [*MONEY[:3], *HEALTH[:3], MONEY[3], HEALTH[3]]
    labels = group(texts, about="The town should build a tram", similarity=lexical())
    assert labels[6] in labels[:3]
    assert labels[7] in labels[3:6]


def test_an_objection_is_never_the_point_that_it_objects_to():
    texts = [MONEY[0], "A tram line costs far less money than the buses it replaces.", *HEALTH]
    document = debate(*texts, replies={1: "p0"})
    claims = claims_of(document)
    attack = Relation(claims[1].id, claims[0].id, "attack", 0.9, "opens with disagreement")

    def together(**said):
        return [point for point in points(document, **said) if {"p0", "p1"} <= set(point.posts)]

    assert together(stances={"p1": "support"})
    assert not together(stances={"p1": "support"}, relations=[attack])
    assert not together(), "who answers without agreeing adds something else"


def test_grouping_nothing_and_one_text():
    assert group([], similarity=lexical()) == []
    assert group(["A tram is quiet."], similarity=lexical()) == [0]
    assert group(["", ""], similarity=lexical()) == [0, 1]


def test_a_language_without_word_vectors_is_grouped_by_its_letters():
    texts = ["Die Straßenbahn kostet zu viel Geld.", "Zu viel Geld kostet die Straßenbahn!", "Der Lärm stört Anwohner."]
    labels = group(texts, similarity=lexical("de"), language="de")
    assert labels[0] == labels[1] != labels[2]
    assert lexical("de").name == "letters"


def test_words_of_one_meaning_are_near_though_spelt_apart():
    rows = lexical().embed(["children", "kids", "steel"])
    assert rows[0] @ rows[1] > 0.5 > rows[0] @ rows[2]


def test_letters_forgive_a_misspelling():
    rows = Letters(["x"], vectors=lexical()).embed(["criminalisation", "criminalization", "vegetables"])
    assert rows[0] @ rows[1] > 0.5 > rows[0] @ rows[2]


def test_texts_without_known_words_have_rows_of_zeros():
    assert not lexical().embed(["", "zzqx"]).any()
