"""A post's text as Markdown: what it is made of, rendered back, is what was written."""

from dataclasses import replace

import markdown
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from digest.model import Block, Digest, Document, Mark, Post, Quote
from digest.site.bodies import Highlight, body
from digest.site.debate import debate_of
from digest.site.escape import line

RENDERER = markdown.Markdown(extensions=["attr_list", "md_in_html", "toc"])


def written(*posts: Post, of: int = -1, quotes: tuple[Quote, ...] = (), highlights: tuple[Highlight, ...] = ()) -> str:
    document = Document("content/d.md", "d", "D", "markdown", posts)
    debate = debate_of(Digest(document, quotes, (), (), {}, (), (), ()))
    return body(debate.places[posts[of].id], debate=debate, here="debates/d/transcript.md", highlights=highlights)


def rendered(source: str) -> LexborHTMLParser:
    RENDERER.reset()
    inside = RENDERER.convert(f"<article markdown>\n\n{source}\n\n</article>")
    return LexborHTMLParser(f"<body>{inside}</body>")


def whole(kind: str, text: str, *, level: int = 0, marks: tuple[Mark, ...] = ()) -> Post:
    return Post("p", text, blocks=(Block(kind, 0, len(text), level),), marks=marks)  # type: ignore[arg-type]


def test_a_post_without_blocks_is_one_paragraph() -> None:
    assert written(Post("p", "Just *words*.")) == "Just &#42;words&#42;."


def test_a_quote_names_the_post_that_it_comes_from() -> None:
    source = Post("a", "Tea is warm.", author="Ann")
    quoting = replace(whole("quote", "> Tea is warm.", level=1), parent="a")
    quote = Quote("p", 2, 14, "Tea is warm.", "post", "a", 0, 12, 1.0)
    assert written(source, quoting, quotes=(quote,)) == (
        '> Tea is warm.\n>\n> <cite class="dg-origin">from [Ann #1](#post-a)</cite>'
    )


def test_a_quote_of_the_article_is_not_pinned_on_a_person() -> None:
    quote = Quote("p", 2, 14, "Tea is warm.", "article")
    assert "from the article" in written(whole("quote", "> Tea is warm.", level=1), quotes=(quote,))


def test_quotes_within_quotes_keep_their_depth() -> None:
    page = rendered(written(whole("quote", "> one\n> > two\n> three", level=1)))
    assert [node.text().split()[0] for node in page.css("blockquote")] == ["one", "two"]
    assert page.css_first("blockquote blockquote").text().strip() == "two"  # type: ignore[union-attr]


def test_list_items_nest_and_keep_their_numbers() -> None:
    text = "- one\n- two\n3. three\n- four"
    starts = [0, 6, 12, 21]
    ends = [5, 11, 20, 27]
    levels = [1, 2, 2, 1]
    blocks = tuple(Block("list", *at) for at in zip(starts, ends, levels, strict=True))
    page = rendered(written(Post("p", text, blocks=blocks)))
    assert [" ".join(node.text(deep=True).split()) for node in page.css("li li")] == ["two", "3. three"]
    assert len(page.css("article > ul > li")) == 2


def test_a_link_is_a_link_and_a_dangerous_one_is_text() -> None:
    good = written(whole("paragraph", "See here.", marks=(Mark("link", 4, 8, "https://example.org/a_b"),)))
    assert good == 'See <a href="https://example.org/a&#95;b" rel="nofollow ugc noopener">here</a>.'
    bad = written(whole("paragraph", "See here.", marks=(Mark("link", 4, 8, "javascript:alert(1)"),)))
    page = rendered(bad)
    assert page.css("a") == []
    assert page.css_first("p").text() == "See here (javascript:alert(1))."  # type: ignore[union-attr]


def test_inline_code_keeps_its_characters() -> None:
    page = rendered(written(whole("paragraph", "Use a*b* now", marks=(Mark("code", 4, 8),))))
    assert page.css_first("code").text() == "a*b*"  # type: ignore[union-attr]


def test_a_deleted_post_has_no_text() -> None:
    assert written(Post("p", "", status="deleted")) == ""


@given(
    st.text(alphabet="ab *<`\n", min_size=1, max_size=30).filter(str.strip),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from(["code", "link", "bad"])), max_size=4),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=2),
)
def test_marks_and_highlights_that_cross_each_other_lose_no_character(
    text: str, spans: list[tuple[int, int, str]], lit: list[tuple[int, int]]
) -> None:
    marks = tuple(
        Mark(
            "code" if kind == "code" else "link",
            at,
            min(at + size, len(text)),
            "https://e.org" if kind == "link" else None,
        )
        for at, size, kind in spans
        if at < len(text)
    )
    highlights, last = [], 0
    for at, size in sorted(lit):
        if last <= at < len(text):
            last = min(at + size, len(text))
            highlights.append(Highlight(at, last, "lead", f"h{at}"))
    source = written(whole("paragraph", text, marks=marks), highlights=tuple(highlights))
    page = rendered(source)
    assert "".join(page.css_first("article").text().split()) == "".join(line(text).split())  # type: ignore[union-attr]
    found = [node.attributes["id"] for node in page.css("mark[id]")]
    assert len(found) == len(set(found))
