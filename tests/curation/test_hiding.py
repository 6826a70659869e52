"""What nobody shall read is nowhere: not in the post, not in quotes of it, not in anything made of them."""

import json
from collections.abc import Callable
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest import analyze
from digest.curation import loads
from digest.curation.hiding import BLACK
from digest.model import Document
from digest.model.contract import to_json
from digest.recipe import Curated, curate
from digest.sources import read_text
from tests import sound
from tests.effort import amount

Apply = Callable[[str], Curated]


def everything(done: Curated) -> str:
    return str(done.digest) + str(to_json(done.digest))


def test_a_hidden_post_leaves_no_word_and_keeps_its_place(corrected: Apply) -> None:
    done = corrected("hide:\n  - post: b1\n")
    hidden = next(one for one in done.digest.document.posts if one.id == "b1")
    assert (hidden.text, hidden.author, hidden.url, hidden.status) == ("", None, None, "hidden")
    text = everything(done)
    for words in ("lose half of their customers", "Tilda Brandt", "most of them come by car"):
        assert words not in text
    assert next(one for one in done.digest.document.posts if one.id == "a2").parent == "b1"
    sound.check(done.digest)


def test_a_copy_without_quote_marks_is_blacked_out_too(corrected: Apply) -> None:
    done = corrected("hide:\n  - post: b1\n")
    eli = next(one for one in done.digest.document.posts if one.id == "e1")
    assert eli.text.startswith(f"You said it well: {BLACK}")
    assert "That settles it for me." in eli.text


def test_what_a_hidden_post_quotes_of_others_is_theirs_and_stays(corrected: Apply) -> None:
    done = corrected("hide:\n  - post: b1\n")
    assert "children walk to school there every morning" in everything(done)


def test_redacted_words_are_black_wherever_they_stand(corrected: Apply) -> None:
    done = corrected('redact:\n  - words: "tilda brandt"\n')
    assert done.faults == ()
    assert "Tilda" not in everything(done)
    assert "Brandt" not in everything(done)
    assert f"My neighbour {BLACK} closed her bakery" in everything(done)
    sound.check(done.digest)


def test_words_of_one_post_are_black_there_and_in_quotes_of_it_only(corrected: Apply) -> None:
    done = corrected("redact:\n  - words: customers\n    post: b1\n")
    texts = {one.id: one.text for one in done.digest.document.posts}
    assert "customers" not in texts["b1"]
    assert f"lose half of their {BLACK}" in texts["a2"]
    assert "gained customers" in texts["a2"]


def test_dots_alone_black_out_nothing(corrected: Apply) -> None:
    done = corrected('redact:\n  - words: "…"\nhide:\n  - post: "..."\n')
    assert [fault.line for fault in done.faults] == [2, 4]
    assert done.digest == corrected("").digest


def test_a_word_within_a_longer_one_is_not_it(corrected: Apply) -> None:
    done = corrected("redact:\n  - words: air\n")
    assert "The █████ on it" in everything(done)
    assert "gained" in everything(done)


def test_a_name_is_taken_from_title_summary_tags_authors_and_source(document: Document) -> None:
    document = replace(document, path="content/street.md", slug="street", source="https://example.org/mill_street/7")
    text = 'summary: "Of Mill Street."\nredact:\n  - words: "Mill Street"\n  - words: traffic\n  - words: cleo\n'
    done = curate(document, curation=loads(text, path="x.yml"))
    assert done.faults == ()
    found = done.digest.document
    assert (found.title, found.summary) == (f"Should the town close {BLACK} to cars?", f"Of {BLACK}.")
    assert (found.tags, found.source) == ((), None)
    assert next(one for one in found.posts if one.id == "c1").author is None


def test_words_in_the_debates_own_address_are_told(corrected: Apply) -> None:
    (fault,) = corrected('redact:\n  - words: "Mill Street"\n').faults
    assert "is in the debate's address, mill-street, rename its file" in str(fault)


def test_links_that_hold_the_words_go(thread: bytes) -> None:
    raw = thread.replace(b"the ring road", b"[the ring road](https://example.org/tilda-brandt)")
    document = read_text(raw, path="x.md")
    assert any(mark.url for post in document.posts for mark in post.marks)
    done = curate(document, curation=loads('redact:\n  - words: "Tilda Brandt"\n', path="x.yml"))
    assert "tilda-brandt" not in everything(done)
    assert "the ring road" in everything(done)


def test_of_two_posts_that_may_be_meant_both_are_hidden_until_it_is_said_which(corrected: Apply) -> None:
    done = corrected('hide:\n  - post: "closed her bakery"\n')
    assert {one.id for one in done.digest.document.posts if one.status == "hidden"} == {"b1", "e1"}
    assert "2 posts match:" in str(done.faults[0])


def test_what_is_not_there_is_told(corrected: Apply) -> None:
    done = corrected("hide:\n  - post: zz\nredact:\n  - words: rhubarb\n")
    assert [fault.line for fault in done.faults] == [2, 4]


def test_a_hidden_opening_post_keeps_the_debate_together(corrected: Apply) -> None:
    done = corrected("hide:\n  - post: op\n")
    assert "The council asks" not in everything(done)
    assert next(one for one in done.digest.document.posts if one.id == "a1").parent == "op"


@settings(
    max_examples=amount(15, thorough=60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(0, 7), start=st.integers(0, 40))
def test_whatever_words_are_redacted_none_are_left_and_offsets_hold(document: Document, at: int, start: int) -> None:
    words = document.posts[at].text.split()
    start = min(start, len(words) - 3)
    wanted = " ".join(words[start : start + 3])
    done = curate(document, curation=loads(f"redact:\n  - words: {json.dumps(wanted)}\n", path="x.yml"))
    assert wanted not in "\n".join(post.text for post in done.digest.document.posts)
    sound.check(done.digest)


def test_claims_that_the_file_itself_gives_are_hidden_and_moved(document: Document) -> None:
    read = analyze(document)
    stated = replace(document, claims=read.claims, relations=read.relations)
    text = "hide:\n  - post: b1\nredact:\n  - words: Deliveries\nsplit:\n  - at: The air on it\n"
    done = curate(stated, curation=loads(text, path="x.yml"))
    assert [str(fault).split(",")[0] for fault in done.faults] == [
        "x.yml:6: split: the debate's file names its authors and replies itself"
    ]
    assert all(claim.post != "b1" and "Deliveries" not in claim.text for claim in done.digest.claims)
    known = {claim.id for claim in done.digest.claims} | {"title"}
    assert all({one.source, one.target} <= known for one in done.digest.relations)
    assert "A closed street without a delivery window" in everything(done)
    sound.check(done.digest)


ARGDOWN = b"""\
===
title: Ferry?
===

[Jens Quork runs it]: The ferry of Jens Quork runs at night. {author: "Ada"}
  - [It is loud]

[It is loud]: The ferry is loud, and nobody needs it at night. {author: "Bo"}

[Jens Quork is old]: The captain is old. {author: "Cy"}
  - [It is loud]
"""


def test_titles_of_an_argument_are_ids_without_hidden_words() -> None:
    document = read_text(ARGDOWN, path="ferry.argdown")
    known = {claim.id for claim in document.claims}
    done = curate(document, curation=loads("redact:\n  - words: Jens Quork\n", path="x.yml"))
    posts = [post.id for post in done.digest.document.posts]
    assert posts == [f"[{BLACK} runs it]", "[It is loud]", f"[{BLACK} is old]"]
    assert "Quork" not in everything(done)
    changed = {claim.id for claim in done.digest.claims if claim.post == f"[{BLACK} is old]"}
    assert changed
    assert not changed & known, "an id that was made of the name would tell whether a guess is right"
    assert {one.source for one in done.digest.relations} <= {claim.id for claim in done.digest.claims}


def test_a_hidden_post_that_is_named_by_its_words_gets_another_name() -> None:
    document = read_text(ARGDOWN, path="ferry.argdown")
    done = curate(document, curation=loads('hide:\n  - post: "[Jens Quork runs it]"\n', path="x.yml"))
    assert done.digest.document.posts[0].id == "hidden"
    assert done.digest.document.posts[1].parent == "hidden"
    assert "runs it" not in everything(done)
