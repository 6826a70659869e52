"""Threads and key points are laid out as the editor says, marked as the editor's, and keep their old addresses."""

import json
from collections.abc import Callable
from importlib.resources import files

import jsonschema

from digest.model import ArgumentThread, FormerThread, KeyPoint
from digest.model.contract import to_json
from digest.recipe import Curated

Apply = Callable[[str], Curated]


def holding(done: Curated, words: str) -> ArgumentThread:
    name = next(one.id for one in done.digest.claims if words in one.text)
    return next(one for one in done.digest.threads if name in one.claims)


def point(done: Curated, words: str) -> KeyPoint:
    return next(one for one in done.digest.key_points if words in one.text)


def test_a_thread_named_by_any_claim_in_it_is_renamed_and_remembers_its_title(corrected: Apply) -> None:
    before = holding(corrected(""), "the shops gained customers")
    text = 'threads:\n  - rename: "the shops gained customers"\n    title: "What shops earn"\n    formerly: ["Shops"]\n'
    done = corrected(text)
    thread = holding(done, "the shops gained customers")
    assert (thread.title, thread.retitled, thread.id) == ("What shops earn", True, before.id)
    assert thread.former == (FormerThread(before.id, before.title), FormerThread(before.id, "Shops"))
    assert thread.claims == before.claims


def test_a_thread_can_be_named_by_id_or_title(corrected: Apply) -> None:
    first = corrected("").digest.threads[0]
    for name in (first.id, first.title):
        done = corrected(f"threads:\n  - rename: {name!r}\n    title: New\n")
        assert done.faults == ()
        assert done.digest.threads[0].title == "New"


def test_merged_threads_are_one_with_the_first_ones_address(corrected: Apply) -> None:
    before = corrected("")
    first, second = before.digest.threads[:2]
    done = corrected(f"threads:\n  - merge: [{first.id}, {second.id}]\n    title: Both\n")
    assert done.faults == ()
    one = done.digest.threads[0]
    assert len(done.digest.threads) == len(before.digest.threads) - 1
    assert (one.id, one.lead) == (first.id, first.lead)
    assert set(one.claims) == {*first.claims, *second.claims}
    assert one.claims[0] == one.lead
    order = [post.id for post in done.digest.document.posts]
    assert sorted(one.posts, key=order.index) == list(one.posts)
    assert set(one.former) == {FormerThread(second.id, second.title), FormerThread(first.id, first.title)}


def test_threads_that_are_one_already_are_no_fault(corrected: Apply) -> None:
    thread = corrected("").digest.threads[0]
    done = corrected(f"threads:\n  - merge: [{thread.lead}, {thread.claims[-1]}]\n")
    assert done.faults == ()
    assert "is already one thread" in done.findings[0].what


def test_of_threads_to_merge_those_that_are_found_are_merged_and_the_other_told(corrected: Apply) -> None:
    first, second = corrected("").digest.threads[:2]
    done = corrected(f"threads:\n  - merge: [{first.id}, nowhere, {second.id}]\n")
    assert len(done.faults) == 1
    assert set(done.digest.threads[0].claims) == {*first.claims, *second.claims}


def test_a_split_takes_a_claim_and_all_that_argues_about_it(corrected: Apply) -> None:
    before = holding(corrected(""), "the shops gained customers")
    text = (
        'threads:\n  - split: "the shops gained customers"\n'
        '    at: "The shops on Mill Street would lose half of their customers"\n    title: "What shops earn"\n'
    )
    done = corrected(text)
    assert done.faults == ()
    new = holding(done, "the shops gained customers")
    assert (new.title, new.retitled) == ("What shops earn", True)
    assert new.lead == new.claims[0]
    rest = next(one for one in done.digest.threads if one.id == before.id)
    assert set(rest.claims) | set(new.claims) == set(before.claims)
    assert not set(rest.claims) & set(new.claims)
    assert rest.lead == before.lead


def test_a_split_that_is_none_is_told(corrected: Apply) -> None:
    first, second = corrected("").digest.threads[:2]
    done = corrected(f"threads:\n  - split: {first.id}\n    at: {second.lead}\n")
    assert "is not in thread" in str(done.faults[0])
    assert done.digest.threads == corrected("").digest.threads


def test_a_key_point_is_reworded_pinned_and_dropped(corrected: Apply) -> None:
    before = corrected("").digest.key_points
    assert len(before) > 2
    done = corrected(
        f"key_points:\n  - drop: {before[0].id}\n  - reword: {before[1].id}\n    words: Put shortly, no.\n"
        f"  - pin: {before[2].id}\n"
    )
    assert done.faults == ()
    first, *others = done.digest.key_points
    assert (first.id, first.pinned, first.reworded) == (before[2].id, True, False)
    mine = next(one for one in others if one.reworded)
    assert (mine.text, mine.id, mine.posts, mine.claims) == (
        "Put shortly, no.",
        before[1].id,
        before[1].posts,
        before[1].claims,
    )
    assert before[0].id not in [one.id for one in done.digest.key_points]


def test_any_claim_can_be_pinned_in_its_own_sentence(corrected: Apply) -> None:
    done = corrected('key_points:\n  - pin: "a bakery cannot wait until noon"\n')
    assert done.faults == ()
    first = done.digest.key_points[0]
    assert first.pinned
    assert first.text == "Nobody has said when the lorries may come, and a bakery cannot wait until noon."
    assert first.posts == ("b2",)


def test_a_claim_that_is_pinned_can_be_reworded_at_once(corrected: Apply) -> None:
    name = '"a bakery cannot wait until noon"'
    done = corrected(f"key_points:\n  - reword: {name}\n    words: Bakers rise early.\n  - pin: {name}\n")
    assert done.faults == ()
    first = done.digest.key_points[0]
    assert (first.text, first.pinned, first.reworded, first.posts) == ("Bakers rise early.", True, True, ("b2",))


def test_what_is_reworded_is_shown_whether_or_not_it_is_found_to_be_a_point(corrected: Apply) -> None:
    before = corrected("")
    words = "People who walk buy more often"
    assert all(words not in one.text for one in before.digest.key_points)
    done = corrected(f"key_points:\n  - reword: {words}\n    words: Bakers rise early.\n")
    assert done.faults == ()
    assert (done.digest.key_points[0].text, done.digest.key_points[0].pinned) == ("Bakers rise early.", False)
    assert len(done.digest.key_points) == len(before.digest.key_points) + 1
    assert corrected(f"key_points:\n  - drop: {words}\n").faults != ()


def test_keyphrases_are_merged_and_renamed_in_threads_too(corrected: Apply) -> None:
    before = corrected("").digest
    one, other = before.keyphrases[0].text, before.keyphrases[1].text
    done = corrected(f'keyphrases:\n  - merge: ["{one}", "{other}"]\n    into: "The whole"\n')
    assert done.faults == ()
    assert done.digest.keyphrases[0].text == "The whole"
    assert len(done.digest.keyphrases) == len(before.keyphrases) - 1
    assert len(done.digest.keyphrases[0].occurrences) >= len(before.keyphrases[0].occurrences)
    named = {text for thread in done.digest.threads for text in thread.keyphrases}
    assert one not in named
    assert "there is no keyphrase “zebra”" in str(
        corrected("keyphrases:\n  - rename: zebra\n    to: horse\n").faults[0]
    )


def test_the_summary_is_the_editors(corrected: Apply) -> None:
    done = corrected('summary: "It turns on the shops."\nformerly: [mill-road]\n')
    assert done.digest.document.summary == "It turns on the shops."
    assert done.digest.formerly == ("mill-road",)


def test_a_phrase_remembers_what_it_was_called(corrected: Apply) -> None:
    before = corrected("").digest.keyphrases
    one, other = before[0].text, before[1].text
    renamed = corrected(f'keyphrases:\n  - rename: "{one}"\n    to: "Something else"\n').digest.keyphrases[0]
    assert (renamed.key, renamed.former) == (before[0].key, (one,))
    whole = corrected(f'keyphrases:\n  - merge: ["{one}", "{other}"]\n    into: "{one}"\n').digest.keyphrases[0]
    assert (whole.text, whole.former) == (one, (other,))


def test_json_says_whose_words_a_point_has(corrected: Apply) -> None:
    done = corrected("key_points:\n  - reword: People who walk buy more often\n    words: Bakers rise early.\n")
    first, *others = to_json(done.digest)["key_points"]
    assert (first["text"], first["editor"]) == ("Bakers rise early.", True)
    assert all("editor" not in one for one in others)
    published = json.loads((files("digest.model") / "digest.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(json.dumps(to_json(done.digest))), published)
