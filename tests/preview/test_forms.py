"""What a form says becomes a correction that does what was meant, or is refused at its field."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from digest.curation import Curation
from digest.curation.items import Sentence
from digest.model import Digest, Document
from digest.preview.forms import items_of
from digest.preview.guard import Refused
from digest.preview.things import passages, things
from digest.recipe import Curated, analyze, curate
from digest.sources import read

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="module", params=["nuclear-power.md", "closed-models.txt", "remote-work.json"])
def document(request: pytest.FixtureRequest) -> Document:
    return read(CONTENT / request.param)


@pytest.fixture(scope="module")
def digest(document: Document) -> Digest:
    return analyze(document)


@pytest.fixture(scope="module")
def nuclear() -> Digest:
    return analyze(read(CONTENT / "nuclear-power.md"))


def done(document: Document, digest: Digest, kind: str, name: str, **fields: Any) -> Curated:
    """The debate after a form was sent; every correction was followed."""
    said = items_of(digest, kind, name, fields)
    if isinstance(said, str):
        return curate(document, curation=Curation("", summary=said))
    items = tuple(replace(one, line=at) for at, one in enumerate(said, 1))
    found = curate(document, curation=Curation("", items=items))
    assert [one.what for one in found.findings if not one.held] == []
    assert len(found.findings) >= len(items)
    return found


def first(digest: Digest, kind: str) -> dict[str, Any]:
    return next(one for one in things(digest) if one["kind"] == kind and one["id"])


def test_a_point_gets_another_side_and_other_answers(document: Document, digest: Digest) -> None:
    for point in digest.key_points[:4]:
        side = "against" if point.side != "against" else "for"
        others = [one.id for one in digest.key_points if one.id != point.id][-2:]
        after = done(document, digest, "point", point.id, side=side, core=not point.core, answered_by=others)
        now = next(one for one in after.digest.key_points if one.id == point.id)
        assert (now.side, now.core, list(now.answered_by)) == (side, not point.core, others)


def test_a_point_is_shown_by_another_sentence_of_its_posts_letter_by_letter(document: Document, digest: Digest) -> None:
    point = next(one for one in digest.key_points if len(passages(digest, one)) > 2)
    other = next(one for one in passages(digest, point) if not one["shown"])
    quote = {"post": other["post"], "text": other["text"]}
    after = done(document, digest, "point", point.id, quote=quote)
    now = next(one for one in after.digest.key_points if point.id in one.former)
    post = next(one for one in after.digest.document.posts if one.id == now.post)
    assert now.text == post.text[now.start : now.end] == other["text"]


def test_words_that_nobody_said_show_no_point(nuclear: Digest) -> None:
    point = nuclear.key_points[0]
    for quote in ({"post": point.post, "text": "Nobody said this."}, {"post": "nobody", "text": point.text}, "x", None):
        with pytest.raises(Refused) as refused:
            items_of(nuclear, "point", point.id, {"quote": quote})
        assert (refused.value.status, refused.value.more["field"]) == (422, "quote")


def test_a_point_is_dropped(document: Document, digest: Digest) -> None:
    name = digest.key_points[1].id
    assert name not in [one.id for one in done(document, digest, "point", name, drop=True).digest.key_points]


def test_a_post_gets_a_side_is_blacked_out_and_hidden(document: Document, digest: Digest) -> None:
    post = max(digest.document.posts[1:6], key=lambda one: len(one.text))
    words = " ".join(post.text.split()[:6])
    after = done(document, digest, "post", post.id, side="against", redact=words).digest
    assert after.positions[post.id].side == "against"
    assert words not in next(" ".join(one.text.split()) for one in after.document.posts if one.id == post.id)
    hidden = done(document, digest, "post", post.id, hide=True).digest
    assert next(one.text for one in hidden.document.posts if one.id == post.id) == ""


def test_words_that_a_post_does_not_hold_are_not_blacked_out(nuclear: Digest) -> None:
    post = nuclear.document.posts[2].id
    for words in ("no such words", " ", "", 3):
        with pytest.raises(Refused) as refused:
            items_of(nuclear, "post", post, {"redact": words})
        assert (refused.value.status, refused.value.more["field"]) == (422, "redact")


def test_topics_and_threads_are_called_otherwise(document: Document, digest: Digest) -> None:
    topic, thread = digest.topics[0], digest.threads[0]
    renamed = done(document, digest, "topic", topic.id, title="  Who \n pays ").digest
    assert next(one.title for one in renamed.topics if one.id == topic.id) == "Who pays"
    again = done(document, renamed, "topic", topic.id, title="Who else pays").digest
    assert next(one.title for one in again.topics if one.id == topic.id) == "Who else pays"
    renamed = done(document, digest, "thread", thread.id, title="Money: when?").digest
    assert next(one.title for one in renamed.threads if one.id == thread.id) == "Money: when?"


def test_a_relation_is_turned_and_taken_away(document: Document, digest: Digest) -> None:
    relation = first(digest, "relation")
    source, target = relation["id"].split()
    other = "support" if relation["type"] == "attack" else "attack"
    turned = done(document, digest, "relation", relation["id"], type=other).digest
    assert (source, target, other) in [(one.source, one.target, one.type) for one in turned.relations]
    gone = done(document, digest, "relation", relation["id"], type="none").digest
    assert (source, target) not in [(one.source, one.target) for one in gone.relations]


def test_the_proposition_and_the_summary_are_said(document: Document, digest: Digest) -> None:
    after = done(document, digest, "proposition", "", text="It should be done.").digest
    assert after.proposition
    assert after.proposition.text == "It should be done."
    after = done(document, digest, "summary", "", text="It is hard\nto say.").digest
    assert after.document.summary == "It is hard to say."


def test_a_summary_says_what_it_rests_on_and_its_form_says_the_same_again(nuclear: Digest) -> None:
    document = read(CONTENT / "nuclear-power.md")
    a, b = nuclear.key_points[:2]
    text = f"Supporters point at storage. [{a.text}; b1]\nOpponents point at time. [{b.text}]"
    after = done(document, nuclear, "summary", "", text=text).digest
    assert [one.text for one in after.summary] == ["Supporters point at storage.", "Opponents point at time."]
    assert [one.key_points for one in after.summary] == [(a.id,), (b.id,)]
    shown = things(after)[0]["text"]
    again = items_of(after, "summary", "", {"text": shown})
    assert isinstance(again, tuple)
    assert all(isinstance(one, Sentence) for one in again)
    assert again == items_of(nuclear, "summary", "", {"text": shown})
    with pytest.raises(Refused, match="what it rests on: And this one"):
        items_of(nuclear, "summary", "", {"text": f"{text}\nAnd this one does not."})


WRONG: list[tuple[str, str, dict[str, Any], int, str | None]] = [
    ("point", "nobody", {"side": "for"}, 409, None),
    ("post", "nobody", {"side": "for"}, 409, None),
    ("topic", "nobody", {"title": "x"}, 409, None),
    ("thread", "nobody", {"title": "x"}, 409, None),
    ("relation", "x y", {"type": "none"}, 409, None),
    ("relation", "", {"type": "none"}, 409, None),
    ("POINT", "", {"side": "left"}, 422, "side"),
    ("POINT", "", {"side": None}, 422, "side"),
    ("POINT", "", {"side": ["for"]}, 422, "side"),
    ("POINT", "", {"core": "yes"}, 422, "core"),
    ("POINT", "", {"answered_by": "x"}, 422, "answered_by"),
    ("POINT", "", {"answered_by": ["x"]}, 422, "answered_by"),
    ("POINT", "", {"answered_by": [{}]}, 422, "answered_by"),
    ("proposition", "", {"text": "  "}, 422, "text"),
    ("proposition", "", {"text": 5}, 422, "text"),
    ("proposition", "", {"text": "a\x00b"}, 422, "text"),
    ("proposition", "", {"text": "a\ud800b"}, 422, "text"),
    ("proposition", "", {"text": "x" * 20_001}, 422, "text"),
    ("summary", "", {"text": ""}, 422, "text"),
    ("summary", "", {}, 400, None),
    ("summary", "", {"words": "x"}, 400, None),
    ("__class__", "", {"text": "x"}, 400, None),
]


@pytest.mark.parametrize(("kind", "name", "fields", "status", "field"), WRONG)
def test_what_a_form_cannot_say_is_refused(
    nuclear: Digest, kind: str, name: str, fields: dict[str, Any], status: int, field: str | None
) -> None:
    if kind == "POINT":
        kind, name = "point", nuclear.key_points[0].id
    with pytest.raises(Refused) as refused:
        items_of(nuclear, kind, name, fields)
    assert (refused.value.status, refused.value.more.get("field")) == (status, field)
    assert "\n" not in refused.value.line
