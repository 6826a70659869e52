"""What connects the debates of a site: concepts, and related debates with the reason."""

import random
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from digest.curation.merging import merged
from digest.model import ArgumentThread, Claim, Digest, Document, Keyphrase, KeyPoint, Merges, Occurrence, Post
from digest.settings import Settings
from tests.shown import Shelf, gather


def digest(
    slug: str,
    *phrases: str,
    day: int | None = 1,
    threads: tuple[ArgumentThread, ...] = (),
    people: int = 3,
    points: int = 2,
    crowd: int = 3,
) -> Digest:
    """A debate of a crowd, of whom so many people argue with each of the phrases, in so many key points."""
    date = datetime(2026, 1, day, tzinfo=UTC) if day else None
    posts = tuple(Post(f"a{n}" if n else "a", "x" * 99, author=f"person{n}") for n in range(crowd))
    found, claims, made = [], [], []
    for at, text in enumerate(phrases):
        own = tuple(Claim(f"{post.id}-{at}", post.id, at, at + 1, "x", "claim", 0.9) for post in posts[:people])
        places = tuple(Occurrence(one.post, at, at + 1) for one in own)
        found.append(Keyphrase(text, text.lower(), (text,), 9.0 - at, places))
        claims += own
        names = tuple(one.id for one in own)
        made += [KeyPoint("x", "for", ("a",), names, id=f"k{at}-{n}") for n in range(points)]
    document = Document(f"{slug}.md", slug, slug, "markdown", posts, date=date)
    return Digest(document, (), tuple(claims), (), {}, threads, tuple(made), tuple(found))


def shelf(*digests: Digest, related: int = 5, merges: Merges = Merges()) -> Shelf:  # noqa: B008 frozen
    return gather(digests, settings=Settings(related=related), merges=merges)


def concepts(library: Shelf) -> dict[str, set[str]]:
    return {one.text: {use.slug for use in one.uses} for one in library.concepts}


def test_debates_come_newest_first_and_undated_ones_last() -> None:
    library = shelf(digest("old", day=1), digest("none", day=None), digest("new", day=9))
    assert [one.document.slug for one in library.digests] == ["new", "old", "none"]


def test_a_phrase_that_two_debates_share_is_a_concept() -> None:
    library = shelf(digest("a", "tram line", "night bus"), digest("b", "tram line"), digest("c", "ferry"))
    assert concepts(library) == {"tram line": {"a", "b"}}


def test_a_phrase_that_one_debate_only_mentions_is_no_concept() -> None:
    argued = digest("a", "tram line")
    assert concepts(shelf(argued, digest("b", "tram line", people=2, points=1))) == {"tram line": {"a", "b"}}
    assert concepts(shelf(argued, digest("b", "tram line", people=1))) == {}
    assert concepts(shelf(argued, digest("b", "tram line", people=2, points=0))) == {}
    assert concepts(shelf(argued, digest("b", "tram line", people=3, points=0))) == {"tram line": {"a", "b"}}
    assert concepts(shelf(argued, digest("b", *(f"phrase {n}" for n in range(25)), "tram line"))) == {}


def test_in_a_large_debate_more_people_must_argue_with_a_concept() -> None:
    argued = digest("a", "tram line")
    assert concepts(shelf(argued, digest("b", "tram line", people=3, crowd=120))) == {}
    assert concepts(shelf(argued, digest("b", "tram line", people=4, crowd=120))) == {"tram line": {"a", "b"}}


def test_in_an_essay_arguments_count_and_not_people() -> None:
    argued = digest("a", "tram line")

    def essay(arguments: int) -> Digest:
        made = digest("b", "tram line", people=arguments, crowd=arguments)
        posts = tuple(replace(post, author="ada") for post in made.document.posts)
        return replace(made, document=replace(made.document, posts=posts))

    assert concepts(shelf(argued, essay(2))) == {}
    assert concepts(shelf(argued, essay(3))) == {"tram line": {"a", "b"}}


def test_a_lone_common_word_connects_only_where_it_ranks_high() -> None:
    filler = [f"phrase {n}" for n in range(12)]
    assert "grid" in concepts(shelf(digest("a", "grid"), digest("b", "grid")))
    assert "grid" not in concepts(shelf(digest("a", *filler, "grid"), digest("b", *filler, "grid")))
    assert "SQLite" in concepts(shelf(digest("a", *filler, "SQLite"), digest("b", *filler, "SQLite")))
    assert "grid" not in concepts(shelf(digest("a", "grid"), digest("b", "grid", people=2)))
    assert "grid" not in concepts(shelf(digest("a", "grid"), digest("b", "grid", points=1)))


def test_neighbours_are_the_concepts_of_the_same_debates() -> None:
    library = shelf(digest("a", "tram line", "night bus"), digest("b", "tram line", "night bus"), digest("c", "x y"))
    near = {one.slug: one.neighbours for one in library.concepts}
    assert near == {"tram-line": ("night-bus",), "night-bus": ("tram-line",)}


def test_two_concepts_of_one_slug_have_two_pages() -> None:
    library = shelf(digest("a", "C++ code", "C# code"), digest("b", "C++ code", "C# code"))
    slugs = [one.slug for one in library.concepts]
    assert len(slugs) == len(set(slugs)) == 2


def test_related_debates_say_what_they_share_nearest_first() -> None:
    library = shelf(
        digest("a", "tram line", "night bus", "ferry fare"),
        digest("b", "tram line", "night bus"),
        digest("c", "ferry fare"),
    )
    assert [(one.slug, one.concepts) for one in library.related["a"]] == [
        ("b", ("tram-line", "night-bus")),
        ("c", ("ferry-fare",)),
    ]


def test_of_debates_that_share_as_much_the_one_that_a_model_finds_nearer_comes_first() -> None:
    one, far, near = (digest(slug, "tram line") for slug in "abc")
    told = [
        replace(one, meaning=(1.0, 0.0)),
        replace(far, meaning=(0.0, 1.0)),
        replace(near, meaning=(0.8, 0.6)),
    ]
    assert [other.slug for other in shelf(*told).related["a"]] == ["c", "b"]
    assert [other.slug for other in shelf(one, far, near).related["a"]] == ["b", "c"]
    library = shelf(*told)
    assert library.related["a"][0].score == next(other.score for other in library.related["c"] if other.slug == "a")


PHRASES = ["tram line", "night bus", "ferry fare", "bike lane", "SQLite", "grid"]
SITES = st.lists(st.lists(st.sampled_from(PHRASES), unique=True, max_size=5), min_size=1, max_size=7)


def site(phrases: list[list[str]]) -> list[Digest]:
    return [digest(f"d{at}", *some, day=at + 1) for at, some in enumerate(phrases)]


@given(SITES, st.randoms(use_true_random=False))
def test_the_order_in_which_debates_are_read_changes_nothing(phrases: list[list[str]], rng: random.Random) -> None:
    digests = site(phrases)
    shuffled = digests[:]
    rng.shuffle(shuffled)
    assert shelf(*digests) == shelf(*shuffled)


@given(SITES, st.integers(1, 3))
def test_related_debates_are_symmetrical(phrases: list[list[str]], most: int) -> None:
    related = shelf(*site(phrases), related=most).related
    for slug, beside in related.items():
        for one in beside:
            back = {other.slug: other for other in related[one.slug]}[slug]
            assert (back.score, back.concepts) == (one.score, one.concepts)


@given(SITES)
def test_a_debate_about_something_else_changes_no_relation(phrases: list[list[str]]) -> None:
    digests = site(phrases)
    before = shelf(*digests).related
    after = dict(shelf(*digests, digest("new", "something else entirely", day=20)).related)
    assert after.pop("new") == ()
    assert after == before


FREE = Merges(same={"libre software": "free software"}, names={"free software": "Free software"})


def test_phrases_that_an_editor_merges_are_one_concept_under_the_name_given() -> None:
    library = shelf(digest("a", "libre software", "x y"), digest("b", "free software"), merges=FREE)
    assert concepts(library) == {"Free software": {"a", "b"}}
    assert [one.text for one in merged(library.digests[0], merges=FREE).keyphrases] == ["Free software", "x y"]


def test_phrases_of_one_debate_that_are_merged_are_shown_once_in_the_better_place_with_all_their_uses() -> None:
    thread = ArgumentThread("t", "T", "c", ("c",), ("a",), ("libre software", "x y", "free software"))
    library = shelf(digest("a", "libre software", "x y", "free software", threads=(thread,)), merges=FREE)
    shown = merged(library.digests[0], merges=FREE)
    first, second = shown.keyphrases
    assert (first.text, second.text) == ("Free software", "x y")
    assert first.variants == ("Free software", "free software", "libre software")
    assert len(first.occurrences) == 6  # of different places; the same one counts once
    assert shown.threads[0].keyphrases == ("Free software", "x y")


def test_published_addresses_live_on_when_an_editor_merges_or_renames() -> None:
    debates = [digest(slug, "libre software", "free software") for slug in "ab"]
    before = {one.slug for one in shelf(*debates).concepts}
    renamed = Merges(FREE.same, {"free software": "Software freedom"}, {"free software": ("Freedom of code",)})
    (concept,) = shelf(*debates, merges=renamed).concepts
    assert concept.slug == "software-freedom"
    assert set(concept.former) == before | {"freedom-of-code"}


def test_published_addresses_live_on_when_a_debate_more_renames_a_concept() -> None:
    def called(slug: str, text: str) -> Digest:
        made = digest(slug, text)
        return replace(made, keyphrases=(replace(made.keyphrases[0], key="tram line"),))

    (before,) = shelf(called("a", "tram line"), called("b", "tram line")).concepts
    (after,) = shelf(*(called(slug, "tram lines") for slug in "cde"), called("a", "tram line")).concepts
    assert (before.slug, after.slug) == ("tram-line", "tram-lines")
    assert after.former == ("tram-line",)


def test_a_former_address_is_never_that_of_a_concept() -> None:
    library = shelf(
        *(digest(slug, "free software", "libre software") for slug in "ab"),
        merges=Merges(names={"free software": "libre software"}),
    )
    slugs = [one.slug for one in library.concepts]
    assert not {slug for one in library.concepts for slug in one.former} & set(slugs)


def test_merges_that_go_in_a_circle_end() -> None:
    merges = Merges(same={"a b": "c d", "c d": "a b", "e f": "c d"})
    assert {merges.key(key) for key in ("a b", "c d", "e f")} == {"a b"}


def thread(name: str, *phrases: str, claims: int = 4) -> ArgumentThread:
    return ArgumentThread(name, f"Title of {name}", "c", ("c",) * claims, ("a",), phrases)


def beside(library: Shelf) -> dict[tuple[str, str], list[tuple[str, str, tuple[str, ...]]]]:
    return {
        one: [(near.slug, near.thread, near.concepts) for near in found]
        for one, found in library.related_threads.items()
    }


def test_related_threads_of_two_debates_say_what_both_turn_on_nearest_first() -> None:
    library = shelf(
        digest("a", "tram line", "night bus", threads=(thread("t1", "tram line", "night bus"),)),
        digest(
            "b", "tram line", "night bus", threads=(thread("t2", "tram line", "night bus"), thread("t3", "tram line"))
        ),
    )
    assert beside(library)["a", "t1"] == [("b", "t2", ("tram-line", "night-bus")), ("b", "t3", ("tram-line",))]
    assert beside(library)["b", "t3"] == [("a", "t1", ("tram-line",))]


def test_threads_of_one_debate_and_threads_without_weight_are_not_related() -> None:
    library = shelf(
        digest("a", "tram line", threads=(thread("t1", "tram line"), thread("t2", "tram line"))),
        digest("b", "tram line", threads=(thread("t3", "tram line", claims=3),)),
    )
    assert beside(library) == {}


@given(SITES)
def test_related_threads_are_symmetrical_and_stable_when_a_debate_is_added_elsewhere(phrases: list[list[str]]) -> None:
    digests = [
        digest(f"d{at}", *some, day=at + 1, threads=(thread("t", *some), thread("u", *some[:1])))
        for at, some in enumerate(phrases)
    ]
    before = shelf(*digests).related_threads
    assert before == shelf(*digests, digest("new", "something else", threads=(thread("t", "else"),))).related_threads
    for one, found in before.items():
        for near in found:
            back = {(other.slug, other.thread): other for other in before[near.slug, near.thread]}[one]
            assert (back.score, back.concepts) == (near.score, near.concepts)
