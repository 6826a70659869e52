"""Pseudonyms take the place of names wherever they are names, and every offset still holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.importing.pseudonyms import pseudonymous, pseudonyms
from digest.model import Document, Post
from digest.sources import read_text, write
from digest.sources.markup import from_markdown

NAMES = {
    "ann": "Participant 1",
    "Ben_2": "Participant 2",
    "jean-luc": "Participant 3",
    "MapleSyrup": "Participant 4",
    "Ann Lee": "Participant 5",
    "hope": "Participant 6",
}


def replaced(text):
    body = from_markdown(text)
    post = Post("a", body.text, "ann", blocks=body.blocks, marks=body.marks)
    return pseudonymous(Document("x.md", "x", "T", "reddit", (post,)), NAMES).posts[0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("As @ann said", "As @Participant 1 said"),
        ("As @ANN, said", "As @Participant 1, said"),
        ("ask u/ann or /u/ben_2!", "ask u/Participant-1 or /u/Participant-2!"),
        ("Ben_2 is right, MapleSyrup", "Participant 2 is right, Participant 4"),
        ("ann said, ANN said; and so it is annual", "Participant 1 said, Participant 1 said; and so it is annual"),
        ("maple syrup, and JEAN-LUC and jean luc", "maple syrup, and Participant 3 and Participant 3"),
        ("@jean-luc's point", "@Participant 3's point"),
        ("mail me@there.example", "mail an address"),
        ("@annual @joanna", "@annual @joanna"),
        ("says Ann Lee, not Leering, says ann\u00ad lee", "says Participant 5, not Leering, says Participant 5"),
        ("~ann wrote", "~Participant 1 wrote"),
        ("I hope, and @hope does", "I hope, and @Participant 6 does"),
    ],
)
def test_names_are_replaced_where_they_are_names(text, says):
    assert replaced(text).text == says


@pytest.mark.parametrize(
    "url",
    [
        "https://www.reddit.com/user/ann",
        "https://news.ycombinator.com/user?id=ann",
        "https://lobste.rs/~ann",
        "https://forum.example.org/u/ann/summary",
        "https://github.com/ann",
    ],
)
def test_links_to_profiles_lead_nowhere_and_do_not_show_the_name(url):
    post = replaced(f"see {url} and [her]({url}) and [tabs](https://example.org/tabs)")
    assert [mark.url for mark in post.marks] == ["https://example.org/tabs"]
    assert "ann" not in post.text


@given(
    st.lists(
        st.sampled_from(["@ann", "u/Ben_2", "Ben_2", "and", "`@ann`", "[@ann](https://a.example/x)", "> @ann\n\n"])
    )
)
def test_blocks_and_marks_lie_where_their_words_went(words):
    body = from_markdown(" ".join(["x", *words]))
    post = replaced(" ".join(["x", *words]))
    assert [block.kind for block in post.blocks] == [block.kind for block in body.blocks]
    for old, new in zip(body.blocks, post.blocks, strict=True):
        said = body.text[old.start : old.end]
        assert post.text[new.start : new.end] == replaced_plainly(said)
    for old, new in zip(body.marks, post.marks, strict=True):
        assert post.text[new.start : new.end] == replaced_plainly(body.text[old.start : old.end])


def replaced_plainly(text):
    text = text.replace("@ann", "@Participant 1").replace("u/Ben_2", "u/Participant-2")
    return text.replace("Ben_2", "Participant 2")


def test_a_pseudonymous_thread_reads_again_as_it_was_written():
    post = replaced("As @ann said:\n\n> Ben_2\n\nno")
    document = Document("x.md", "x", "T", "markdown", (post,))
    again = read_text(write(document).encode(), path="x.md").posts[0]
    assert (again.text, again.author) == (post.text, "Participant 1")


def test_numbers_of_earlier_imports_are_kept_and_new_ones_are_free():
    def document(*rows):
        return Document("x", "x", "T", "reddit", tuple(Post(name, "", author) for name, author in rows))

    before = document(("a", "Participant 1"), ("b", "Participant 2"), ("gone", "Participant 3"), ("m", "Mara"))
    now = document(("n", "new"), ("b", "ben"), ("a", "ann"), ("c", "ben"), ("m", "moe"))
    assert pseudonyms(now, before=before) == {
        "ben": "Participant 2",
        "ann": "Participant 1",
        "new": "Participant 4",
        "moe": "Participant 5",
    }
