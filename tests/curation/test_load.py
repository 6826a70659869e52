"""A file of corrections is read whole, with lines, or every fault of it is told at once."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.curation.fields import LISTS
from digest.curation.items import (
    SECTIONS,
    Hide,
    MergeThreads,
    Ref,
    SetRelation,
    given_fields,
)
from digest.curation.load import loads
from digest.errors import CurationError


def faults(text: str, *, whole_site: bool = False) -> list[str]:
    with pytest.raises(CurationError) as caught:
        loads(text, path="x.yml", whole_site=whole_site)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("text", ["", "# only a remark\n", "hide:\n", "summary: ok\nhide: ~\n"])
def test_a_file_that_says_nothing_is_no_fault(text: str) -> None:
    assert loads(text, path="x.yml").items == ()


def test_each_item_knows_its_line_and_values_stay_what_was_typed() -> None:
    found = loads(
        "hide:\n  - post: 012\n  - post: no\nthreads:\n  - merge:\n      - one\n      - two\n    title: 1:30\n",
        path="x.yml",
    )
    assert found.items == (Hide(2, "012"), Hide(3, "no"), MergeThreads(5, ("one", "two"), "1:30"))


def test_a_claim_can_be_named_with_its_post() -> None:
    text = 'relations:\n  - {source: {post: a1, text: "so it is"}, target: title, type: attack, undercut: yes}\n'
    (item,) = loads(text, path="x.yml").items
    assert item == SetRelation(2, Ref("so it is", "a1"), Ref("title"), "attack", undercut=True)


def test_all_faults_are_told_at_once_each_with_its_line_and_remedy() -> None:
    text = (
        "sumary: x\nhide: 3\nthreads:\n  - renam: x\n  - title: x\n  - merge: [a]\n  - rename: x\n"
        "roles:\n  - claim: x\n    role: clam\n  - claim: [x]\n    role: claim\nhide:\n  - post: x\n"
        "relations:\n  - source: {post: a}\n    target: title\n    type: support\n    undercut: perhaps\n"
    )
    assert faults(text) == [
        "x.yml:1: unknown key `sumary`, did you mean 'summary'?",
        "x.yml:2: `hide` is not a list, start each item with `- post: …`",
        "x.yml:4: unknown key `renam`, did you mean 'rename'?",
        "x.yml:5: an item under `threads` has neither `rename` nor `merge` nor `split`, see docs/curation.md",
        "x.yml:6: `merge` lists fewer than 2, list each one once",
        "x.yml:7: `rename` without `title`, add `title:`, its title, in your words",
        "x.yml:10: `role` is 'clam', did you mean 'claim'?",
        'x.yml:11: `claim` is not text, write `claim: "…"`',
        "x.yml:13: `hide` occurs twice, put everything under the first one",
        'x.yml:16: `source` has no `text`, write `{post: …, text: "…"}`',
        "x.yml:19: `undercut` is 'perhaps', write true or false",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hide: [", "x.yml:1: broken YAML"),
        ("hide:\n  - post: a\n   - post: b\n", "x.yml:3: broken YAML"),
        ("- a\n", "x.yml:1: does not consist of `key: value` lines, known are summary"),
        ("hide:\n  - post:\n", "x.yml:2: `post` is empty"),
        ("hide:\n  -\n", "x.yml:2: an empty item under `hide`"),
        ("hide:\n  - a1\n", "x.yml:2: does not consist of `key: value` lines, known are post"),
        ("threads:\n  - rename: a\n    title: b\n    at: c\n", "x.yml:4: `at` does not go with `rename`"),
        ("x: &a [*a]\n", "x.yml:1: unknown key `x`"),
        ("[" * 5000, "x.yml:1: broken YAML"),
    ],
)
def test_what_is_broken_is_one_line_with_what_to_do(text: str, told: str) -> None:
    found = faults(text)
    assert found[0].startswith(told)
    assert "," in found[0]


def test_the_sites_file_speaks_of_phrases_only() -> None:
    assert loads("keyphrases:\n  - rename: foss\n    to: open source\n", path="x.yml", whole_site=True).items
    assert "unknown key `hide`" in faults("hide:\n  - post: a\n", whole_site=True)[0]


@given(st.text(max_size=200))
def test_no_text_is_more_than_a_fault(text: str) -> None:
    with contextlib.suppress(CurationError):
        loads(text, path="x.yml")


@given(st.sampled_from(list(SECTIONS)), st.data())
def test_whatever_the_fields_allow_is_read(section: str, data: st.DataObject) -> None:
    word = st.text("abc XYZ:#'\"-", min_size=1).filter(lambda one: one.strip() != "")
    shapes = {
        "flag": st.booleans(),
    } | {kind: st.lists(word, min_size=2, unique_by=lambda one: " ".join(one.split())) for kind in LISTS}
    kind = data.draw(st.sampled_from(SECTIONS[section]))
    values = {
        one.name: data.draw(st.sampled_from(one.says.choices) if one.says.choices else shapes.get(one.says.kind, word))
        for one in given_fields(kind)
    }
    (item,) = loads(json.dumps({section: [values]}, ensure_ascii=False), path="x.yml").items
    assert type(item) is kind
