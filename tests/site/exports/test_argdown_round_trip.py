"""Argdown that digest writes is read back with the same statements and relations."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import analyze
from digest.model import TITLE, ArgumentThread, Claim, Digest, Document, Post, Relation
from digest.site.exports import argdown
from digest.sources import read, read_text

CONTENT = Path(__file__).parents[3] / "content"


def said(claims: tuple[Claim, ...]) -> Counter[str]:
    return Counter(" ".join(claim.text.split()) for claim in claims)


def related(claims: tuple[Claim, ...], relations: tuple[Relation, ...]) -> set[tuple[str, str, str, bool]]:
    texts = {TITLE: TITLE, **{claim.id: " ".join(claim.text.split()) for claim in claims}}
    return {(texts[one.source], texts[one.target], one.type, one.undercut) for one in relations}


def again(digest: Digest) -> Document:
    return read_text(argdown.write(digest).encode(), path="again.argdown")


@pytest.mark.parametrize("file", sorted(CONTENT.glob("*.*")), ids=lambda file: file.name)
def test_statements_and_relations_of_an_example_come_back(file: Path) -> None:
    digest = analyze(read(file))
    back = again(digest)
    assert back.title == digest.document.title
    assert said(back.claims) == said(digest.claims)
    assert related(back.claims, back.relations) == related(digest.claims, digest.relations)


def test_what_came_from_argdown_keeps_its_titles_roles_and_sides() -> None:
    source = (
        "# Tea\n\n[Good]: Tea is good.\n  + <Warm>: It warms.\n    _ <Not so>: Warm is not good.\n"
        '  - [Dear]: It costs \\[a lot\\]. {author: "Ada"}\n    - <Warm>\n'
    )
    first = read_text(source.encode(), path="tea.argdown")
    second = again(analyze(first))
    roles = {claim.post: claim.role for claim in second.claims}
    assert {post.id: (post.text, post.author, roles[post.id]) for post in second.posts} == {
        "[Good]": ("Tea is good.", None, "claim"),
        "<Warm>": ("It warms.", None, "premise"),
        "<Not so>": ("Warm is not good.", None, "premise"),
        "[Dear]": ("It costs [a lot].", "Ada", "claim"),
    }
    assert set(second.relations) == set(first.relations)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40).filter(
    lambda text: any(char.isalnum() for char in text)
)
tricky = st.lists(
    st.sampled_from([*"[]<>{}()*_`~#@+-=:;/\\&|.!\"' ", "a", "1", "1.", "2)", "//", "/*", "*/", "<!--", "=="])
)
texts = st.one_of(
    words,
    tricky.map("".join).filter(lambda text: text.strip() == text != ""),
    tricky.map(lambda parts: "x" + "".join(parts) + "y"),
)


@st.composite
def digests(draw: st.DrawFn) -> Digest:
    said = draw(st.lists(texts, min_size=1, max_size=6, unique_by=lambda text: " ".join(text.split())))
    posts = tuple(Post(f"p{at}", text) for at, text in enumerate(said))
    roles = [draw(st.sampled_from(["claim", "premise"])) for _ in said]
    claims = tuple(
        Claim(f"c{at}", f"p{at}", 0, len(text), text, role, 1.0)
        for at, (text, role) in enumerate(zip(said, roles, strict=True))
    )
    ids = [claim.id for claim in claims]
    pairs = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from([*ids, TITLE])), max_size=8, unique=True))
    relations = tuple(
        Relation(one, other, draw(st.sampled_from(["support", "attack"])), draw(st.floats(0, 1)), "")
        for one, other in pairs
        if one != other
    )
    threads = (ArgumentThread("t", said[0], ids[0], tuple(ids[: len(ids) // 2 + 1]), ("p0",)),)
    document = Document("a.md", "a", "The title of it all", "markdown", posts)
    return Digest(document, (), claims, relations, {}, draw(st.sampled_from([(), threads])), (), ())


@given(digests())
def test_any_texts_and_relations_come_back(digest: Digest) -> None:
    back = again(digest)
    assert said(back.claims) == said(digest.claims)
    assert related(back.claims, back.relations) == related(digest.claims, digest.relations)


def test_a_chain_of_ten_thousand_answers_is_written_and_read() -> None:
    posts = tuple(Post(f"p{at}", f"No, it is {at}.") for at in range(10_000))
    claims = tuple(Claim(f"c{at}", p.id, 0, len(p.text), p.text, "claim", 1.0) for at, p in enumerate(posts))
    relations = tuple(Relation(f"c{at + 1}", f"c{at}", "attack", 1.0, "") for at in range(9_999))
    digest = Digest(Document("a.md", "a", "Numbers", "markdown", posts), (), claims, relations, {}, (), (), ())
    assert len(again(digest).relations) == 9_999
