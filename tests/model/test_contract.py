"""The JSON contract: every field always there, offsets true, plain JSON values only."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from digest.model import (
    ArgumentThread,
    Claim,
    Digest,
    Document,
    Keyphrase,
    KeyPoint,
    LeftOut,
    Occurrence,
    Position,
    Post,
    Proposition,
    Quote,
    Relation,
    Topic,
)
from digest.model.contract import to_json


def small_digest() -> Digest:
    text = "> Trams are slow.\n\nThey are not slow."
    return Digest(
        document=Document(
            path="content/trams.md",
            slug="trams",
            title="Are trams slow?",
            format="markdown",
            posts=(
                Post("a", "Trams are slow.", author="ada", date=datetime(2026, 3, 1, tzinfo=UTC), lines=(3, 3)),
                Post("b", text, parent="a", parent_confidence=0.81234567),
            ),
        ),
        quotes=(Quote("b", 0, 17, "Trams are slow.", "post", "a", 0, 15, 1.0),),
        claims=(
            Claim("c1", "a", 0, 15, "Trams are slow.", "claim", 0.9, "defeated"),
            Claim("c2", "b", 19, 37, "They are not slow.", "claim", 0.8, "stands"),
        ),
        relations=(Relation("c2", "c1", "attack", 0.7, "quoted and denied"),),
        stances={"b": "attack"},
        threads=(ArgumentThread("t1", "Trams are slow.", "c1", ("c1", "c2"), ("a", "b"), ("trams",)),),
        key_points=(KeyPoint("Trams are slow.", "for", ("a",), ("c1",), "k1", "a", 0, 15, answered_by=("k2",)),),
        proposition=Proposition("Trams are slow.", "c1"),
        positions={"a": Position("for", 0.9)},
        topics=(Topic("s1", "Trams", ("a", "b"), ("k1",), ("t1",)),),
        keyphrases=(Keyphrase("trams", "tram", ("Trams",), 2.5, (Occurrence("a", 0, 5), Occurrence("a", 0, 5))),),
    )


def test_every_field_of_the_contract_is_there_and_no_other() -> None:
    shown = to_json(small_digest())
    assert list(shown) == [
        *("schema", "path", "slug", "title", "source", "date", "format", "proposition"),
        *("posts", "claims", "relations", "topics", "threads", "key_points", "keyphrases"),
    ]
    assert set(shown["posts"][0]) == {
        *("id", "author", "date", "parent", "parent_confidence", "begins_confidence"),
        *("lines", "text", "score", "stance", "side", "side_confidence", "quotes"),
    }
    assert set(shown["posts"][1]["quotes"][0]) == {"text", "post", "start", "end", "score"}
    assert set(shown["claims"][0]) == {"id", "post", "start", "end", "text", "role", "confidence", "standing"}
    assert set(shown["relations"][0]) == {"source", "target", "type", "undercut", "confidence", "cue"}
    assert set(shown["threads"][0]) == {"id", "title", "claims", "posts", "keyphrases"}
    assert set(shown["topics"][0]) == {"id", "title", "posts", "key_points", "threads"}
    assert set(shown["proposition"]) == {"text", "claim"}
    assert set(shown["key_points"][0]) == {
        *("id", "text", "post", "start", "end", "stance", "side", "core", "people", "score", "answered_by"),
        *("posts", "claims"),
    }
    assert set(shown["keyphrases"][0]) == {"text", "score", "count", "posts"}


def test_what_is_missing_is_told_only_where_something_is() -> None:
    digest = small_digest()
    more = replace(digest, document=replace(digest.document, missing=12))
    assert to_json(more) == to_json(digest) | {"missing": 12}


def test_the_reader_and_what_it_left_out_are_told_where_they_are_known() -> None:
    digest = small_digest()
    document = replace(digest.document, reader="chat", reader_why="names", left_out=(LeftOut("dates", "none", 2, 4),))
    assert to_json(replace(digest, document=document)) == to_json(digest) | {
        "reader": {"name": "chat", "why": "names"},
        "left_out": [{"what": "dates", "why": "none", "count": 2, "line": 4}],
    }


def test_the_values_survive_json_unchanged() -> None:
    shown = to_json(small_digest())
    assert json.loads(json.dumps(shown)) == shown
    assert shown["schema"] == 2
    assert shown["source"] is None
    assert shown["posts"][0]["date"] == "2026-03-01T00:00:00+00:00"
    assert shown["posts"][0]["lines"] == [3, 3]
    assert shown["posts"][1]["lines"] is None
    assert shown["posts"][0]["stance"] == "neutral"
    assert shown["posts"][1]["stance"] == "attack"
    assert [(post["side"], post["side_confidence"]) for post in shown["posts"]] == [("for", 0.9), ("neither", 0.0)]
    assert (shown["key_points"][0]["side"], shown["key_points"][0]["stance"]) == ("for", "support")


def test_offsets_of_claims_and_quotes_point_at_their_words() -> None:
    shown = to_json(small_digest())
    texts = {post["id"]: post["text"] for post in shown["posts"]}
    for claim in shown["claims"]:
        assert texts[claim["post"]][claim["start"] : claim["end"]] == claim["text"]
    quote = shown["posts"][1]["quotes"][0]
    assert texts[quote["post"]][quote["start"] : quote["end"]] == quote["text"]


def test_a_keyphrase_counts_every_occurrence_and_names_a_post_once() -> None:
    assert to_json(small_digest())["keyphrases"] == [{"text": "trams", "score": 2.5, "count": 2, "posts": ["a"]}]
