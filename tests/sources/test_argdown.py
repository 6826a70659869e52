"""Argdown: statements, arguments and relations are those of the file."""

import pytest

from digest.errors import ContentError
from digest.model import TITLE, Document
from digest.sources import read_text


def argdown(text: str, *, path: str = "debate.argdown") -> Document:
    return read_text(text.encode(), path=path)


def arrows(document: Document) -> set[tuple[str, str, str]]:
    posts = {TITLE: TITLE, **{claim.id: claim.post for claim in document.claims}}
    kinds = {("support", False): "+", ("attack", False): "-", ("attack", True): "_"}
    return {(posts[r.source], kinds[r.type, r.undercut], posts[r.target]) for r in document.relations}


def test_nested_relations_point_to_the_line_above_that_is_indented_less() -> None:
    document = argdown("[A]: a\n  + <B>: b\n    - [C]: c\n  - <D>: d\n")
    assert arrows(document) == {("<B>", "+", "[A]"), ("[C]", "-", "<B>"), ("<D>", "-", "[A]")}
    assert [(post.id, post.parent) for post in document.posts] == [
        ("[A]", None),
        ("<B>", "[A]"),
        ("[C]", "<B>"),
        ("<D>", "[A]"),
    ]


@pytest.mark.parametrize(
    ("sign", "found"),
    [
        ("+", {("[B]", "+", "[A]")}),
        ("<+", {("[B]", "+", "[A]")}),
        ("+>", {("[A]", "+", "[B]")}),
        ("->", {("[A]", "-", "[B]")}),
        ("<-", {("[B]", "-", "[A]")}),
        ("_", {("[B]", "_", "[A]")}),
        ("_>", {("[A]", "_", "[B]")}),
        ("><", {("[A]", "-", "[B]"), ("[B]", "-", "[A]")}),
    ],
)
def test_each_sign_has_its_direction(sign: str, found: set[tuple[str, str, str]]) -> None:
    assert arrows(argdown(f"[A]: a\n  {sign} [B]: b\n")) == found


def test_a_title_is_one_statement_wherever_it_stands() -> None:
    document = argdown("[A]\n  + [B]\n\n[B]: It is so.\n\n[A]: So it is.\n\n[A]: In other words.\n")
    assert [(post.id, post.text) for post in document.posts] == [
        ("[A]", "So it is.\n\nIn other words."),
        ("[B]", "It is so."),
    ]


def test_text_goes_over_lines_and_loses_its_markup_only() -> None:
    document = argdown(
        "[A]: It *is* __so__, as\n  [they](https://example.org/a) say #tag #(two words) of @[B] \\#5. // unseen\n"
        "/* nor\nthis */\n"
    )
    (post,) = document.posts
    assert post.text == "It is so, as they say of B #5."
    assert [mark.url for mark in post.marks] == ["https://example.org/a"]


def test_the_front_matter_names_the_debate() -> None:
    document = argdown(
        '===\ntitle: Tea?\nsource: "https://example.org/t"\ndate: 2026-03-01\ntags: [tea, milk]\n===\n[A]: a'
    )
    assert (document.title, document.source, document.tags) == ("Tea?", "https://example.org/t", ("tea", "milk"))
    assert document.posts[0].lines == (7, 7)


def test_a_heading_names_it_else() -> None:
    assert argdown("# On tea #hot\n\n[A]: a").title == "On tea"


def test_data_tell_who_and_where() -> None:
    document = argdown(
        '[A]: a {author: "Ada", date: 2026-03-01, url: "https://example.org/1"}\n\n[B]: b {\nauthor: Ben\n}\n'
    )
    assert [(post.author, post.text) for post in document.posts] == [("Ada", "a"), ("Ben", "b")]
    assert document.posts[0].url == "https://example.org/1"


def test_what_says_the_title_is_the_title() -> None:
    document = argdown("===\ntitle: Tea is good.\n===\n[T]: Tea is good.\n  - [A]: It is not.\n")
    assert arrows(document) == {("[A]", "-", TITLE)}
    assert [post.id for post in document.posts] == ["[A]"]


def test_premises_support_the_conclusion_below_them() -> None:
    document = argdown(
        "<Mortal>: We all die.\n  - [Gods]: Not gods.\n\n(1) Humans die.\n(2) Ada is human.\n"
        "-----\n  <_ <Not so fast>: Is she?\n(3) [Ada]: Ada dies.\n  -> [Gods]\n"
    )
    assert arrows(document) == {
        ("[Gods]", "-", "<Mortal>"),
        ("[Untitled 1]", "+", "[Ada]"),
        ("[Untitled 2]", "+", "[Ada]"),
        ("<Not so fast>", "_", "[Untitled 2]"),
        ("[Ada]", "-", "[Gods]"),
        ("[Ada]", "+", "<Mortal>"),
    }


def test_roles_are_those_of_the_brackets() -> None:
    assert [claim.role for claim in argdown("[A]: a\n  + <B>: b\n").claims] == ["claim", "premise"]


def test_it_is_known_without_its_file_name_by_titles_and_signs() -> None:
    assert argdown("[A]: a is so\n  + <B>: b is so\n", path="notes.txt").claims
    assert not argdown("# Links\n\nSee [this].\n\n[this]: https://example.org\n  - a list\n", path="notes.md").claims


@pytest.mark.parametrize(
    "text",
    [
        "# Links\n\n[1]:\n  - [one](https://example.org/1)\n",  # a link is no title
        "---\ntitle: Links\n---\n[1]:\n  - [A]\n",  # front matter as Markdown has it
    ],
)
def test_markdown_that_looks_a_little_like_it_stays_markdown(text: str) -> None:
    assert argdown(text, path="notes.md").format == "essay"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("===\ntitle: [\n===\n[A]: a", "x.argdown:"),
        ("# Only a heading", "has no text"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(text: str, fault: str) -> None:
    with pytest.raises(ContentError) as caught:
        argdown(text, path="x.argdown")
    assert fault in str(caught.value.faults[0])


def test_a_large_file_is_whole() -> None:
    rows = [f"[S{at}]: Statement {at} stands.\n  - [S{at // 2}]\n" for at in range(1, 20_000)]
    document = argdown("\n".join(rows))
    assert len(document.posts) == 20_000
    assert len(document.relations) == 19_999


def test_deep_nesting_is_read() -> None:
    document = argdown("[S0]: s\n" + "".join(f"{' ' * (at + 1)}- [S{at}]: s {at}\n" for at in range(1, 1500)))
    assert len(document.relations) == 1499


@pytest.mark.parametrize(
    "rule",
    [
        "----",
        "-- Modus Ponens --",
        "-- Modus Ponens {uses: [1,2]} --",
        "-- Modus Ponens (uses: 1, 2) --",
        "--\nModus Ponens\n{uses: [1, 2]}\n--",
    ],
)
def test_a_rule_of_inference_may_stand_on_one_line_or_on_several(rule: str) -> None:
    document = argdown(f"(1) [A]: a\n(2) [B]: b\n{rule}\n(3) [C]: c\n")
    assert [post.text for post in document.posts] == ["a", "b", "c"]
    assert arrows(document) == {("[A]", "+", "[C]"), ("[B]", "+", "[C]")}


def test_an_inference_that_names_its_premises_uses_no_other() -> None:
    document = argdown(
        "(1) [A]: a\n(2) [B]: b\n-- Rule {uses: [2]} --\n(3) [C]: c\n-- Rule {uses: [1,3]} --\n(4) [D]: d\n"
    )
    assert arrows(document) == {("[B]", "+", "[C]"), ("[A]", "+", "[D]"), ("[C]", "+", "[D]")}
