"""Which texts say the same, and which sentences can be read alone."""

from digest.analysis.points.clustering import group
from digest.analysis.self_containedness import complete
from digest.analysis.similarity import Letters, lexical

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


def test_a_question_or_a_reply_that_points_back_is_no_face():
    assert not complete("Why would a town pay for that?")
    assert not complete("That is what the mayor promised us.")
    assert not complete("Because rails are cheaper to keep.")
    assert not complete("[1] the report of last year.")
    assert complete("Rails are cheaper to keep than roads.")


def test_the_grouping_does_not_depend_on_the_order_of_well_apart_texts():
    texts = [*MONEY, *HEALTH]

    def together(order):
        labels = group([texts[at] for at in order], about="The town should build a tram", similarity=lexical())
        return {frozenset(at for at, label in zip(order, labels, strict=True) if label == one) for one in set(labels)}

    assert together(range(8)) == together([7, 0, 5, 2, 3, 4, 1, 6])


def test_texts_beyond_the_leaders_join_the_group_that_is_nearest(monkeypatch):
    monkeypatch.setattr("digest.analysis.points.clustering.LEADERS", 6)
    texts = [*MONEY[:3], *HEALTH[:3], MONEY[3], HEALTH[3]]
    labels = group(texts, about="The town should build a tram", similarity=lexical())
    assert labels[6] in labels[:3]
    assert labels[7] in labels[3:6]


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
