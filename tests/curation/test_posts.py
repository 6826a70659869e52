"""Corrections of posts act before anything is read out of them, and refer to them by id or words."""

import json
from collections.abc import Callable

from digest.curation import loads
from digest.model import Document, Post
from digest.recipe import Curated, curate
from digest.sources import read_text
from tests import sound

Apply = Callable[[str], Curated]
FLAT = b"""Open the library on Sundays
I think that the library should open on Sundays, because most people work on all the other days of the week.
I disagree. Sundays are for rest, and the librarians have families as well.
> Sundays are for rest, and the librarians have families as well.
Rest is reading, for many of us. Nobody has to come, and nobody has to work who does not want to.
@mara: what would it cost? The staff would have to be paid double, and the town has no money.
> The staff would have to be paid double, and the town has no money.
That's not true. The town found money for the new car park within a week.
Thanks, I did not know that. Where can I read about the car park?
It was in the paper in March. The council voted for it without a debate.
"""


def post(done: Curated, name: str) -> Post:
    return next(one for one in done.digest.document.posts if one.id == name)


def flat(text: str, raw: bytes = FLAT) -> Curated:
    return curate(read_text(raw, path="library.txt"), curation=loads(text, path="library.curation.yml"))


def test_with_nothing_to_correct_a_debate_is_as_it_was_analysed(document: Document) -> None:
    from digest import analyze

    assert curate(document).digest == analyze(document)
    assert curate(document).faults == ()


def test_a_parent_is_put_right_and_is_no_longer_inferred(corrected: Apply) -> None:
    done = corrected("parents:\n  - post: c1\n    answers: b1\n  - post: d1\n    answers: nobody\n")
    assert (post(done, "c1").parent, post(done, "c1").parent_confidence) == ("b1", 1.0)
    assert post(done, "d1").parent is None
    assert [one.line for one in done.findings] == [2, 4]
    assert "post c1 by cleo" in done.findings[0].what


def test_a_post_moves_behind_the_one_that_it_answers_now(corrected: Apply) -> None:
    done = corrected("parents:\n  - post: c1\n    answers: d1\n")
    order = [one.id for one in done.digest.document.posts]
    assert order.index("d1") < order.index("c1")
    assert sorted(order) == sorted(["op", "a1", "b1", "a2", "c1", "d1", "b2", "e1"])


def test_nobody_answers_their_own_answer(corrected: Apply) -> None:
    done = corrected("parents:\n  - post: a1\n    answers: a2\n")
    assert post(done, "a1").parent == "op"
    assert "answers post a1 by ada" in str(done.faults[0])


def test_words_that_others_quote_still_name_the_post_that_said_them(corrected: Apply) -> None:
    done = corrected('parents:\n  - post: "children walk to school there"\n    answers: nobody\n')
    assert done.faults == ()
    assert post(done, "a1").parent is None


def test_words_are_found_in_other_quotes_dashes_case_and_blanks(corrected: Apply) -> None:
    done = corrected('parents:\n  - post: "EXACTLY.  nobody   has said …"\n    answers: a1\n')
    assert done.faults == ()
    assert post(done, "b2").parent == "a1"


def test_what_matches_nothing_or_two_things_is_a_fault_with_its_line_and_the_rest_holds(corrected: Apply) -> None:
    done = corrected(
        'parents:\n  - post: "Mill Street"\n    answers: d1\n  - post: zz\n    answers: d1\n'
        "  - post: c1\n    answers: b1\n"
    )
    first, second = map(str, done.faults)
    assert first.startswith("content/mill-street.curation.yml:2: answers: 3 posts match: post op")
    assert second.startswith("content/mill-street.curation.yml:4: answers: no post matches “zz”")
    assert post(done, "c1").parent == "b1"


def test_ids_of_a_transcript_are_places_and_name_nothing() -> None:
    assert "no post matches" in str(flat("hide:\n  - post: l3\n").faults[0])


def test_a_transcript_is_split_and_joined_where_the_editor_says() -> None:
    before = flat("").digest.document.posts
    assert len(before) > 3, "the transcript is read as several posts"
    second = before[1].text.split("\n")[-1][:40]
    joined = flat(f"join:\n  - post: {json.dumps(before[1].text[:30])}\n")
    assert joined.faults == ()
    assert len(joined.digest.document.posts) == len(before) - 1
    assert second in joined.digest.document.posts[0].text
    split = flat('split:\n  - at: "Where can I read about"\n    answers: nobody\n  - at: "The town found money"\n')
    assert split.faults == ()
    begins = [" ".join(one.text.split()[:3]) for one in split.digest.document.posts]
    assert {"Where can I", "The town found"} <= set(begins)
    for done in (joined, split):
        words = " ".join(one.text for one in done.digest.document.posts).split()
        assert words == " ".join(one.text for one in before).split()
        sound.check(done.digest)


def test_what_is_right_already_stays_and_is_no_fault() -> None:
    first = flat("").digest.document.posts[0]
    words = " ".join(first.text.split()[:4])
    done = flat(f'split:\n  - at: "{words}"\njoin:\n  - post: "because most people work"\n')
    assert done.faults == ()
    assert done.digest == flat("").digest
    assert done.findings[0].what.endswith("already begins there")
    assert "already" in done.findings[1].what


def test_a_beginning_that_the_machine_found_as_well_is_sure_once_an_editor_says_so() -> None:
    inferred = flat("").digest.document.posts
    first, found = inferred[0], next(one for one in inferred[2:] if one.begins_confidence < 1)
    words = json.dumps(found.text.split("\n")[0][:40])
    done = flat(f"split:\n  - at: {words}\n    answers: {json.dumps(first.text[:30])}\n")
    assert done.faults == ()
    now = post(done, found.id)
    assert (now.begins_confidence, now.text) == (1.0, found.text)
    assert (now.parent, now.parent_confidence, now.parent_cue) == (first.id, 1.0, "set by the editor")
    kept = post(flat(f"split:\n  - at: {words}\n"), found.id)
    assert (kept.begins_confidence, kept.parent) == (1.0, found.parent)


def test_a_post_that_is_cut_off_answers_whom_it_quotes(thread: bytes) -> None:
    raw = thread.replace(b"\n> children walk", b"\nGood morning to all of you.\n\n> children walk")
    text = 'split:\n  - at: "children walk to school there every morning"\n    post: b1\n'
    done = curate(read_text(raw, path="x.md"), curation=loads(text, path="x.yml"))
    assert done.faults == ()
    assert post(done, "b1").text == "Good morning to all of you."
    new = next(one for one in done.digest.document.posts if one.text.startswith("> children walk"))
    assert (new.parent, new.parent_cue) == ("a1", "quotes it")
    assert new.begins_confidence == 1.0
    assert new.author == "ben"


def test_replies_to_a_joined_post_answer_the_whole(corrected: Apply) -> None:
    done = corrected("join:\n  - post: d1\n    to: c1\n")
    assert [one.parent for one in done.digest.document.posts if one.id in ("b2", "e1")] == ["c1", "c1"]
    assert "Deliveries must" in post(done, "c1").text
    assert all(one.id != "d1" for one in done.digest.document.posts)


def test_a_corrected_transcript_is_corrected_the_same_when_lines_are_added_above() -> None:
    text = 'parents:\n  - post: "Rest is reading"\n    answers: "I think that the library"\n'
    later = FLAT.replace(
        b"Sundays\nI think", b"Sundays\nIs that the branch by the river? I have never been in it.\nI think", 1
    )
    done = flat(text, later)
    assert done.faults == ()
    reply = next(one for one in done.digest.document.posts if "Rest is reading" in one.text)
    assert "I think that" in post(done, reply.parent or "").text


def test_what_was_edited_since_is_suggested(corrected: Apply) -> None:
    done = corrected(
        'hide:\n  - post: "my neighbor Tilda Brand closed her bakery"\n'
        'roles:\n  - claim: "the street made more than before"\n    role: claim\n'
        'threads:\n  - rename: "Delivery must still reach the shop"\n    title: New\n'
    )
    hints = [fault.hint or "" for fault in done.faults]
    assert hints[0].startswith("did you mean “")
    assert "neighbour Tilda Brandt closed her bakery" in hints[0]
    assert "the street earned more than before" in hints[1]
    assert "Deliveries must still reach the shops" in hints[2]
