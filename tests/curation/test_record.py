"""What imports changed is kept by name, never by word, and old addresses lead to where the point is now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from digest.curation import Record, after_import, loads, record_text
from digest.curation.record import MovedPoint, MovedThread, record_of
from digest.errors import CurationError
from digest.model import Change, Document, FormerThread
from digest.recipe import Curated, curate
from digest.sources import read_text

Apply = Callable[[str], Curated]
WHEN = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)
MORE = """
## @fay · 2026-05-30 09:00 · re #c1 · #f1

> A closed street would make the air better

I disagree. The air would be worse on the ring road, because all the cars must drive around the town then.
"""


def again(document: Document, raw: bytes) -> Document:
    return read_text(raw, path=document.path)


def test_an_import_that_changes_nothing_is_no_news(document: Document) -> None:
    same = curate(document).digest
    assert after_import(same, same, record=Record(), when=WHEN) == Record()


def test_claims_that_came_are_answered_or_went_are_named(document: Document, thread: bytes) -> None:
    raw = thread + MORE.encode()
    raw = raw.replace(b"Deliveries must still reach the shops. A closed", b"A closed")
    before, after = curate(document).digest, curate(again(document, raw)).digest
    (change,) = after_import(before, after, record=Record(), when=WHEN).changes
    assert change.posts == ("f1",)
    texts = {one.id: one.text for one in after.claims}
    assert any("The air would be worse" in texts[name] for name in change.added)
    (answered,) = change.answered
    assert "A closed street would make the air better" in texts[answered]
    old = {one.id: one for one in before.claims}
    gone = [one for name, one in old.items() if name not in texts]
    assert list(change.withdrawn) == [one.post for one in gone]
    assert "d1" in change.withdrawn


def test_what_is_withdrawn_lives_on_in_no_word(document: Document, thread: bytes) -> None:
    raw = thread.replace(b"Deliveries must still reach the shops. A closed street without a delivery window", b"A plan")
    before, after = curate(document).digest, curate(again(document, raw)).digest
    record = after_import(before, after, record=Record(), when=WHEN)
    imports = record_text(record).split("\nthreads:")[0]
    assert "eliveries" not in imports
    assert "d1" in imports


def test_a_record_is_read_as_it_was_written() -> None:
    record = Record(
        changes=(Change(WHEN, ("012", "b"), ("c: d",), (), ("", "x")), Change(WHEN, ("a",))),
        threads=(MovedThread(FormerThread("1", "Is it: so?"), ("2", "3")),),
        points=(MovedPoint("12", ("2e1",)),),
    )
    assert record_of(record_text(record), path="x.yml") == record
    assert record_text(record) == record_text(record_of(record_text(record), path="x.yml"))


@pytest.mark.parametrize(
    "text", ["imports: 3", "- a", "imports: [{}]", "threads: [{id: a}]", "imports: [", "imports: [{when: x}]"]
)
def test_a_record_that_is_none_is_told_in_one_line(text: str) -> None:
    with pytest.raises(CurationError, match=r"x\.yml:1: is not a record of imports, undo the changes"):
        record_of(text, path="x.yml")


def test_a_thread_whose_page_moved_is_found_by_its_claims(document: Document) -> None:
    digest = curate(document).digest
    thread = digest.threads[0]
    was = FormerThread("0ld", "Deliveries must still reach the shops")
    moved = MovedThread(was, ("no-more", thread.claims[1]))
    point = digest.key_points[0]
    record = Record(threads=(moved,), points=(MovedPoint("0ldpoint", point.claims[:1]),))
    found = curate(document, record=record).digest
    assert found.threads[0].former == (was,)
    assert found.key_points[0].former == ("0ldpoint",)
    assert all(one.former == () for one in found.threads[1:])


def test_an_import_that_renames_a_thread_records_where_it_was(document: Document) -> None:
    before = curate(document).digest
    other = replace(before.threads[0], id="new", title="Said otherwise now")
    after = replace(before, threads=(other, *before.threads[1:]))
    record = after_import(before, after, record=Record(), when=WHEN)
    old = before.threads[0]
    assert [one.was for one in record.threads] == [FormerThread(old.id, old.title)]
    assert old.lead in record.threads[0].claims


def test_words_that_were_withdrawn_at_the_source_live_on_neither_in_the_record_nor_as_an_address(
    document: Document,
) -> None:
    before = curate(document).digest
    old = before.threads[0]
    posts = tuple(
        replace(post, text="I say nothing.", blocks=()) if old.title.lower() in post.text.lower() else post
        for post in document.posts
    )
    changed = replace(document, posts=posts)
    after = curate(changed).digest
    earlier = Record((Change(WHEN, ("a1", "[Words of a post]"), (), (), ("[Words of a post]",)),))
    record = after_import(before, after, record=earlier, when=WHEN)
    assert old.title not in record_text(record)
    assert "Words of a post" not in record_text(record)
    kept = Record(threads=(MovedThread(FormerThread("0ld", old.title), (after.threads[0].lead,)),))
    assert all(one.former == () for one in curate(changed, record=kept).digest.threads)


def test_a_title_of_the_editors_outlives_the_words_that_it_was_given_to(document: Document) -> None:
    titled = 'threads:\n  - rename: "Deliveries must still reach the shops"\n    title: "Lorries"\n'
    before = curate(document, curation=loads(titled, path="x.yml")).digest
    after = replace(before, threads=tuple(replace(one, id=f"n{at}") for at, one in enumerate(before.threads)))
    record = after_import(before, after, record=Record(), when=WHEN)
    assert "Lorries" in [one.was.title for one in record.threads]
    done = curate(document, curation=loads(titled, path="x.yml"), record=record)
    assert "Lorries" in [was.title for one in done.digest.threads for was in one.former]


def test_an_address_made_of_hidden_words_is_given_up(document: Document) -> None:
    claims = tuple(claim.id for claim in curate(document).digest.claims)
    title = "My neighbour Tilda Brandt closed her bakery after the last trial"
    record = Record(threads=(MovedThread(FormerThread("0ld", title), claims),))
    assert any(one.former for one in curate(document, record=record).digest.threads)
    for text in ("hide:\n  - post: b1\n", "redact:\n  - words: Tilda\n"):
        hidden = curate(document, curation=loads(text, path="x.yml"), record=record)
        assert "Tilda" not in str(hidden.digest)


def test_the_news_names_only_what_is_still_there(document: Document) -> None:
    name = curate(document).digest.claims[0].id
    record = Record((Change(WHEN, ("a1",), (name, "gone"), ("gone",), ("a1", "")),))
    (change,) = curate(document, record=record).digest.changes
    assert change == Change(WHEN, ("a1",), (name,), (), ("a1", ""))


def test_corrections_that_change_the_threads_leave_their_old_addresses(document: Document) -> None:
    before = curate(document).digest
    lead = before.threads[0].lead
    text = f"roles:\n  - claim: {lead}\n    role: neither\n"
    done = curate(document, curation=loads(text, path="x.yml")).digest
    old = before.threads[0]
    assert (old.id, old.title) not in [(one.id, one.title) for one in done.threads]
    assert FormerThread(old.id, old.title) in [was for one in done.threads for was in one.former]


def test_no_address_is_made_of_a_hidden_posts_words(document: Document) -> None:
    before = curate(document).digest
    home = {claim.id: claim.post for claim in before.claims}
    for thread in before.threads:
        post = home[thread.lead]
        done = curate(document, curation=loads(f"hide:\n  - post: {post}\n", path="x.yml")).digest
        assert thread.title not in str(done), post


def test_a_short_title_of_hidden_words_is_given_up_too(document: Document) -> None:
    claims = tuple(claim.id for claim in curate(document).digest.claims)
    record = Record(threads=(MovedThread(FormerThread("0ld", "Tilda Brandt"), claims),))
    hidden = curate(document, curation=loads("hide:\n  - post: b1\n", path="x.yml"), record=record)
    assert "Tilda" not in str(hidden.digest)


def test_the_lines_of_a_transcript_move_without_being_news() -> None:
    raw = b"""Tabs or spaces
I think that tabs are best, because everybody can set how wide they are shown.
I disagree. Spaces look the same everywhere, and that is what a shared file needs.
> Spaces look the same everywhere
Not in my editor. It shows a space in a font where nothing has the same width.
"""
    later = raw.replace(b"spaces\nI", b"spaces\nThanks for asking this. I have wondered for years.\nI", 1)
    before, after = (curate(read_text(one, path="tabs.txt")).digest for one in (raw, later))
    (change,) = after_import(before, after, record=Record(), when=WHEN).changes
    texts = {claim.id: claim.text for claim in after.claims}
    assert change.withdrawn == ()
    assert all(texts[name] in "Thanks for asking this. I have wondered for years." for name in change.added)
    assert len(change.posts) == 1
