"""Keyphrases: phrases that an editor would index, each with every place where it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.analysis.keyphrases import extract
from digest.analysis.keyphrases.tokens import Kind, fold, kind_of
from digest.analysis.keyphrases.yake import stop_words
from digest.model import Block, Claim, Document, Keyphrase, Mark, Post
from tests.effort import amount

FLAT = ("one", "two", "three", "four", "five", "six")


def debate(*texts: str, title: str = "Should the town run trams?", language: str = "en") -> Document:
    posts = tuple(Post(f"p{at}", text) for at, text in enumerate(texts))
    return Document("t.md", "t", title, "markdown", posts, language=language)


def phrases(document: Document, claims: tuple[Claim, ...] = ()) -> tuple[Keyphrase, ...]:
    return extract(document, quotes=(), claims=claims)


def texts(document: Document) -> list[str]:
    return [one.text for one in phrases(document)]


TRAMS = debate(
    "Public transport is the answer. A tram line moves more people than a road, and public transport is quieter.",
    "The tram line costs too much. Bus lanes are cheaper, and Bus Lanes can be moved next year.",
    "New bus lanes need drivers. Public transport lives from drivers, and a tram line needs fewer of them.",
)


def test_a_phrase_that_several_people_use_is_found_with_all_its_places() -> None:
    found = {one.text: one for one in phrases(TRAMS)}
    assert {"public transport", "tram line", "bus lanes"} <= set(found)
    assert len(found["public transport"].occurrences) == 3
    assert {o.post for o in found["bus lanes"].occurrences} == {"p1", "p2"}


def test_every_occurrence_is_the_phrase_in_one_of_its_forms() -> None:
    posts = {post.id: post.text for post in TRAMS.posts}
    for one in phrases(TRAMS):
        for place in one.occurrences:
            written = posts[place.post][place.start : place.end]
            assert fold(written) == one.key
            assert written in one.variants


def test_a_phrase_is_shown_in_the_case_that_it_has_inside_sentences() -> None:
    found = texts(TRAMS)
    assert "Bus lanes" not in found
    assert "Public transport" not in found
    assert "SQLite" in texts(debate("We run SQLite here.", "Yes, SQLite is fine.", "SQLite locks."))


def test_quoted_text_and_code_are_not_counted_again() -> None:
    quote, code = "> tram line tram line", "tram line = 1"
    text = f"{quote}\n\nThe tram line is slow.\n\n{code}"
    at = text.index(code)
    blocks = (
        Block("quote", 0, len(quote), 1),
        Block("paragraph", len(quote) + 2, at - 2),
        Block("code", at, len(text)),
    )
    document = Document(
        "t", "t", "Trams", "markdown", (Post("a", text, blocks=blocks), Post("b", "A tram line is dear."))
    )
    found = {one.key: one for one in phrases(document)}[fold("tram line")]
    assert len(found.occurrences) == 2


def test_an_address_is_no_phrase() -> None:
    text = "See https://trams.example.org/tram-line-report for the tram line."
    mark = Mark("link", 4, 46, "https://trams.example.org/tram-line-report")
    document = Document(
        "t", "t", "Trams", "markdown", (Post("a", text, marks=(mark,)), Post("b", "The tram line is slow."))
    )
    assert all("http" not in one.text and "example" not in one.text for one in phrases(document))


@pytest.mark.parametrize("name", ["C++", "C#", "GPT-4", "foo_bar", "std::vector"])
def test_names_with_signs_survive(name: str) -> None:
    document = debate(f"I would write it in {name} again.", f"But {name} is hard.", f"Nobody learns {name} at school.")
    assert name in texts(document)


def test_inflection_hyphen_and_case_make_no_second_phrase() -> None:
    document = debate(
        "Open-source licences matter.", "An open source licence is a promise.", "Open source licences bind."
    )
    keys = [one.key for one in phrases(document)]
    assert len(keys) == len(set(keys))
    assert len(next(one for one in phrases(document) if one.key == fold("open source licence")).occurrences) == 3


@pytest.mark.parametrize(
    "said", ["A large language model (LLM) writes well.", "An LLM (large language model) writes well."]
)
def test_an_acronym_counts_as_what_it_stands_for(said: str) -> None:
    document = debate(said, "The LLM is wrong, though.", "No large language model thinks.")
    found = {one.key: one for one in phrases(document)}
    assert fold("LLM") not in found
    assert "LLM" in found[fold("large language model")].variants
    assert len(found[fold("large language model")].occurrences) == 4


@pytest.mark.parametrize("said", ["The LLM (see below) is wrong.", "An LLM (large language model, say) is.", "LLM ("])
def test_a_remark_in_brackets_explains_no_acronym(said: str) -> None:
    document = debate(said, "The LLM is here.", "An LLM is there.", title="LLM")
    assert all(
        "see below" not in one.variants and "large language model" not in one.variants
        for one in phrases(document)
        if "LLM" in one.variants
    )


def test_a_word_that_any_debate_has_is_no_key_of_one() -> None:
    document = debate("People say things.", "People think about this point.", "The point is that people argue.")
    assert not {"people", "point", "things"} & set(texts(document))


def test_a_lone_verb_is_no_keyphrase() -> None:
    document = debate(
        "We run it.", "They run it too, and you run it.", "I run the tram line to sell it, to sell the tram."
    )
    assert not {"run", "sell"} & set(texts(document))


def test_a_phrase_in_claims_goes_before_its_equal_outside() -> None:
    document = debate("Night buses rattle and day ferries rattle.", "Night buses smell and day ferries smell.")
    text = document.posts[0].text
    claim = Claim("c", "p0", text.index("day"), len(text), text[text.index("day") :], "claim", 0.9)
    both = {one.text: one.score for one in phrases(document)}
    argued = {one.text: one.score for one in phrases(document, (claim,))}
    assert argued["day ferries"] > both["day ferries"]
    assert argued["night buses"] == both["night buses"]


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        ("Our customers work at night.", "customers work"),
        ("In the worst case the tram stops.", "worst case"),
        ("A small number of trams is enough.", "small number"),
        ("The last stop is the last.", "last"),
        ("Every country stands to lose.", "country stands"),
        ("You have to count tickets by hand.", "count tickets"),
        ("A remote village needs a remote stop.", "remote"),
    ],
)
def test_pieces_of_sentences_and_of_phrases_are_not_indexed(sentence: str, never: str) -> None:
    found = texts(
        debate(f"{sentence} The tram line is new.", f"Yes: {sentence} A tram line!", "The tram line is slow.")
    )
    assert "tram line" in found
    assert never not in found


def test_a_word_is_not_indexed_beside_several_kinds_of_it() -> None:
    found = texts(
        debate(
            "Open models and closed models differ. A closed model is a model.",
            "Open models win, closed models lose. Any open model is a model.",
            "No open model and no closed model is free.",
        )
    )
    assert {"open model", "closed model"} <= {one.lower().rstrip("s") for one in found}
    assert not {"model", "models"} & set(found)


def test_a_large_debate_shows_fewer_phrases_rather_than_what_nobody_would_index() -> None:
    chatter = [f"A {word} was there." for word in ("spoon", "lamp", "ladder", "bucket", "mirror", "pillow", "carpet")]
    found = texts(debate(*(f"We need the tram line. {one}" for one in chatter), "The tram line is late."))
    assert "tram line" in found
    assert not {"spoon", "lamp", "ladder", "bucket", "mirror", "pillow", "carpet"} & set(found)


@pytest.mark.parametrize(
    ("language", "posts", "expected"),
    [
        ("de", ["Der Ausbau der Windenergie ist nötig.", "Die Windenergie ist laut."], "Windenergie"),
        ("fr", ["Le transport public est utile.", "Le transport public coûte cher."], "transport public"),
        ("es", ["El transporte público ayuda.", "El transporte público es caro."], "transporte público"),
        ("pl", ["Energia jądrowa jest tania.", "Energia jądrowa jest droga."], "energia jądrowa"),
    ],
)  # fmt: skip
def test_other_languages_than_english_are_read_with_a_stemmer_or_without(
    language: str, posts: list[str], expected: str
) -> None:
    assert expected in texts(debate(*posts, title="Titel", language=language))


def test_inflected_forms_are_one_phrase_where_the_language_has_a_stemmer() -> None:
    posts = "Das Kraftwerk ist alt.", "Die Kraftwerke sind alt.", "Neben den Kraftwerken steht ein Haus."
    (one,) = [one for one in phrases(debate(*posts, title="Titel", language="de")) if "Kraftwerk" in one.text]
    assert len(one.occurrences) == 3


def test_function_words_of_a_language_end_no_phrase_of_it() -> None:
    posts = "Les lignes de tramway et les pistes cyclables.", "Des lignes de tramway pour la ville et les banlieues."
    found = texts(debate(*posts, title="Titre", language="fr"))
    assert found
    assert not [one for one in found for word in (one.split()[0], one.split()[-1]) if word.lower() in stop_words("fr")]


def test_a_language_that_yake_does_not_know_is_read_as_english() -> None:
    assert "tram line" in texts(debate("The tram line.", "A tram line.", language="xx"))


def test_an_empty_debate_has_no_keyphrases() -> None:
    assert phrases(debate(title="")) == ()
    assert phrases(debate("", "", title="")) == ()


WORDS = st.sampled_from(
    ["the", "of", "tram", "line", "Public", "transport", "costs", "GPT-4", "people", "(LLM)", "is", "fast.", "e.g.",
     "don’t", "\n\n", "—", "Straße", "x" * 300, "C++", "https://a.example/b", "1990", "naïve"]
)  # fmt: skip


@settings(max_examples=amount(30, thorough=240), deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=25).map(" ".join), min_size=1, max_size=4), st.text(max_size=30))
def test_promises_hold_for_any_text(posts: list[str], odd: str) -> None:
    document = debate(*posts, odd, title=posts[0][:40])
    found = phrases(document)
    assert found == phrases(document)
    of_post = {post.id: post.text for post in document.posts}
    stop = stop_words("en")
    assert len({one.key for one in found}) == len(found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        assert one.occurrences
        assert one.text.strip()
        words = one.text.lower().split()
        for word in (words[0], words[-1]):
            assert kind_of(word, stop=stop, english=True) is not Kind.FUNCTION, one.text
        for place in one.occurrences:
            assert " ".join(of_post[place.post][place.start : place.end].split()) in one.variants
