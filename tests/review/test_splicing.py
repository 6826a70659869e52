"""Edits change what they name and no other character, in whatever form a file is written."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.curation.fields import LISTS, REFS, Given
from digest.curation.items import (
    SECTIONS,
    Hide,
    Item,
    PinPoint,
    Ref,
    RenameTopic,
    Sentence,
    SetPoint,
    SetProposition,
    SetSide,
    SetTopic,
    given_fields,
)
from digest.curation.load import loads
from digest.curation.writing import in_one_line, plain, rows_of, section_of, value_of
from digest.errors import CurationError
from digest.review.splicing import Add, Edit, Remove, Replace, Summary, spliced

FILE = """\
# Ours. Keep this remark.

proposition: 'The choir should rehearse on Mondays.'   # one sentence
summary: >-
  What it comes to,
  in a line.

# Sides that the program got wrong
sides:   # two of them
- post: a1      # the first
  side: for     # she says so herself

# between
- side: 'against'
  post: "b1"
hide: []
topics: [{topic: "Hall", posts: [a1, b1]}, {rename: Money, title: "Who pays"}]
key_points:
    - pin: {post: a1, text: "the hall is empty"}
      # why it is first
      core: true
      posts:
        - a1
        - b1
      answered_by: []
    - point: |
        half of the basses
      side: against
    # the end
formerly: [choir-2025]
# the very end
"""


def after(text: str, *edits: Edit) -> str:
    return spliced(text, edits, path="x.yml")


def test_a_field_is_changed_and_its_remark_stays() -> None:
    found = after(FILE, Replace(SetSide(0, "a1", "for"), SetSide(0, "a1", "neither")))
    assert found == FILE.replace("side: for     # she", "side: neither     # she")
    pin = PinPoint(0, Ref("the hall is empty", "a1"), core=True, posts=("a1", "b1"), answered_by=())
    changed = PinPoint(0, Ref("the hall is empty", "a1"), side="for", core=True, posts=("a1",))
    assert after(FILE, Replace(pin, changed)) == FILE.replace(
        "      posts:\n        - a1\n        - b1\n      answered_by: []\n", "      posts: [a1]\n      side: for\n"
    )


def test_items_come_to_the_end_of_their_list_in_its_own_form() -> None:
    side = SetSide(0, "c1", "for", by="a model")
    assert after(FILE, Add(side)) == FILE.replace(
        '  post: "b1"\n', '  post: "b1"\n- post: c1\n  side: for\n  by: "a model"\n'
    )
    assert after(FILE, Add(Hide(0, "c1"))) == FILE.replace("hide: []\n", "hide:\n  - post: c1\n")
    topic = RenameTopic(0, "Hall", "The hall")
    assert after(FILE, Add(topic)) == FILE.replace('"Who pays"}]', '"Who pays"}, {rename: "Hall", title: "The hall"}]')
    point = SetPoint(0, Ref("no lift"), core=False)
    assert after(FILE, Add(point)) == FILE.replace(
        "      side: against\n    # the end",
        '      side: against\n    - point: "no lift"\n      core: false\n    # the end',
    )
    assert after("", Add(Hide(0, "c1"))) == "hide:\n  - post: c1\n"
    assert after("# mine", Add(Hide(0, "c1"))) == "# mine\nhide:\n  - post: c1\n"
    assert after("hide:  # none\n", Add(Hide(0, "c1"))) == "hide:  # none\n  - post: c1\n"
    assert after("hide: ~ # none\nsummary: a", Add(Hide(0, "c1"))) == "hide: # none\n  - post: c1\nsummary: a"


def test_what_goes_takes_its_own_lines_along_and_no_others() -> None:
    assert after(FILE, Remove(SetSide(0, "a1", "for"))) == FILE.replace(
        "- post: a1      # the first\n  side: for     # she says so herself\n", ""
    )
    assert after(FILE, Remove(SetTopic(0, "Hall", ("a1", "b1")))) == FILE.replace(
        '{topic: "Hall", posts: [a1, b1]}, ', ""
    )
    assert after(FILE, Remove(RenameTopic(0, "Money", "Who pays"))) == FILE.replace(
        ', {rename: Money, title: "Who pays"}', ""
    )
    assert after(FILE, Remove(SetPoint(0, Ref("half of the basses"), side="against"))) == FILE.replace(
        "    - point: |\n        half of the basses\n      side: against\n", ""
    )
    assert after("hide:\n  - post: a\nsummary: b\n", Remove(Hide(0, "a"))) == "summary: b\n"
    assert after("hide:\n# why\n  - post: a\n", Remove(Hide(0, "a"))) == "hide:\n# why\n"


def test_the_proposition_and_the_summary_are_replaced_in_their_place() -> None:
    old = SetProposition(0, "The choir should rehearse on Mondays.")
    assert after(FILE, Replace(old, SetProposition(0, "No.", by="m"))) == FILE.replace(
        "'The choir should rehearse on Mondays.'", '{words: "No.", by: "m"}'
    )
    assert after(FILE, Summary("Short.")) == FILE.replace(">-\n  What it comes to,\n  in a line.", '"Short."')
    assert after(FILE, Summary((Sentence(0, "S.", ("a1",)),))) == FILE.replace(
        "summary: >-\n  What it comes to,\n  in a line.", 'summary:\n  - words: "S."\n    cites: ["a1"]'
    )
    assert after(FILE, Summary(None)) == FILE.replace("summary: >-\n  What it comes to,\n  in a line.\n", "")


def test_line_ends_of_windows_stay() -> None:
    text = FILE.replace("\n", "\r\n")
    found = after(text, Add(SetSide(0, "c1", "for")), Remove(SetSide(0, "a1", "for")), Summary("Short."))
    assert "\n" not in found.replace("\r\n", "")
    assert found.replace("\r\n", "\n") == after(
        FILE, Add(SetSide(0, "c1", "for")), Remove(SetSide(0, "a1", "for")), Summary("Short.")
    )


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ('{"hide": [{"post": "a"}]}', Add(Hide(0, "b"))),
        ("hide:\n  - post: a\n...\n", Add(SetSide(0, "b", "for"))),
        ("sides:\n  - &y {post: a, side: for}\n  - *y\n", Remove(SetSide(0, "a", "for"))),
        ("hide:\n  - # why\n    post: a\n", Remove(Hide(0, "a"))),
        ("? hide\n: - post: a\n", Remove(Hide(0, "a"))),
    ],
)
def test_a_form_that_cannot_be_edited_is_refused(text: str, edit: Edit) -> None:
    loads(text, path="x.yml")
    with pytest.raises(CurationError, match=r"x\.yml: is written in a form .*, make this change by hand"):
        after(text, edit)


def test_what_is_not_there_or_is_broken_is_refused_with_its_reason() -> None:
    with pytest.raises(CurationError, match=r"x\.yml: holds no such correction now: \{post: a, side: against\}"):
        after("sides:\n  - {post: a, side: for}\n", Remove(SetSide(0, "a", "against")))
    with pytest.raises(CurationError, match=r"x\.yml:2: broken YAML"):
        after("hide:\n\t- post: a\n", Add(Hide(0, "b")))
    with pytest.raises(CurationError, match="has a proposition already, replace it"):
        after(FILE, Add(SetProposition(0, "x")))


WORDS = (
    st.text(min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(lambda text: text.strip() != "")
)
WORDS = st.one_of(
    WORDS.filter(lambda text: value_of(text).isprintable()), st.sampled_from(["a: b", "# x", "null", "~"])
)


def values(field: Given) -> st.SearchStrategy[Any]:
    kind = field.says.kind
    one: st.SearchStrategy[Any] = WORDS
    if kind in REFS:
        one = st.builds(Ref, WORDS, st.none() | WORDS)
    elif kind == "flag":
        one = st.booleans()
    elif kind == "choice":
        one = st.sampled_from(field.says.choices)
    if kind in LISTS:
        one = st.lists(one, min_size=2, max_size=3, unique=True).map(tuple)
    return one if field.required else one | st.none() if field.name != "formerly" else one | st.just(())


@st.composite
def items(draw: st.DrawFn) -> Item:
    kind = draw(st.sampled_from([one for name, kinds in SECTIONS.items() if name != "summary" for one in kinds]))
    given = {field.name: draw(values(field)) for field in given_fields(kind)}
    if "undercut" in given:
        given["undercut"] = bool(given["undercut"])
    return kind(line=0, **given)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[Item]]:
    """A file of corrections as a person may write it: remarks, blank lines, lists in several forms."""
    every = draw(st.lists(items(), max_size=6, unique_by=plain))
    remarks = st.sampled_from(["", "# a remark\n", "\n", "\n# - post: x\n\n"])
    text = draw(remarks)
    for section in dict.fromkeys(section_of(one) for one in every):
        mine = [one for one in every if section_of(one) == section]
        indent = draw(st.sampled_from(["", "  ", "    "]))
        if draw(st.booleans()):
            text += f"{section}:{draw(st.sampled_from(['', '  # why']))}\n"
            for one in mine:
                text += re.sub(r"(?m)^(?=.*# -)", indent, draw(remarks))
                if draw(st.booleans()):
                    text += f"{indent}- {in_one_line(one)}{draw(st.sampled_from(['', ' # so']))}\n"
                else:
                    rows = [f"{name}: {value}" for name, value in rows_of(one)]
                    tail = draw(st.sampled_from(["", "  # so"]))
                    text += f"{indent}- " + f"{tail}\n{indent}  ".join(rows) + f"{tail}\n"
        else:
            text += f"{section}: [{', '.join(map(in_one_line, mine))}]\n"
        text += draw(remarks)
    return text, every


def said(text: str) -> list[Item]:
    return [plain(one) for one in sorted(loads(text, path="x.yml").items, key=section_of)]


def lines_kept(before: str, now: str, *, least: int) -> bool:
    """Whether of the lines before at least so many stand in the new text, in their order."""
    rest = iter(now.split("\n"))
    return sum(any(line == other for other in rest) for line in before.split("\n")) >= least


@settings(max_examples=250, deadline=None)
@given(files(), items())
def test_adding_keeps_every_character_and_taking_it_away_gives_the_file_back(
    file: tuple[str, list[Item]], item: Item
) -> None:
    text, every = file
    if plain(item) in map(plain, every):
        return
    more = after(text, Add(item))
    assert said(more) == sorted([*map(plain, sorted(every, key=section_of)), plain(item)], key=section_of)
    at = next(at for at in range(len(more) + 1) if more[: at + 1] != text[: at + 1])
    kept = len(text) - at
    assert more.endswith(text[at:] if kept else "") or not text.endswith("\n")  # it was put in at one place
    less = after(more, Remove(item))
    assert said(less) == [plain(one) for one in sorted(every, key=section_of)]
    assert less == text or not any(section_of(one) == section_of(item) for one in every)


@settings(max_examples=250, deadline=None)
@given(files(), items(), st.randoms(use_true_random=False))
def test_replacing_changes_one_item_and_keeps_all_remarks_of_the_others(
    file: tuple[str, list[Item]], item: Item, random: Any
) -> None:
    text, every = file
    old = next((one for one in every if type(one) is type(item) and one != item), None)
    if old is None or plain(item) in map(plain, every):
        return
    now = after(text, Replace(old, item))
    assert said(now) == [plain(item if one is old else one) for one in sorted(every, key=section_of)]
    assert now.count("# a remark") == text.count("# a remark")
    assert now.count("# why") == text.count("# why")
    back = after(now, Replace(item, old))
    assert said(back) == said(text)
