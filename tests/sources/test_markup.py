"""Markup becomes plain text that loses nothing but the markup, with exact blocks and marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model import Block, Mark
from digest.sources.base import clean
from digest.sources.markup import Body, from_html, from_markdown, from_plain
from digest.sources.markup.markdown import _MARKUP, pieces_from_tokens, tokens_of
from digest.sources.markup.markdown_source import source_of
from digest.sources.markup.pieces import assemble, pieces_of
from tests.effort import amount


def kinds(body: Body) -> list[tuple[str, str, int]]:
    return [(block.kind, body.text[block.start : block.end], block.level) for block in body.blocks]


def links(body: Body) -> list[tuple[str, str | None]]:
    return [(body.text[mark.start : mark.end], mark.url) for mark in body.marks if mark.kind == "link"]


def test_emphasis_is_resolved_and_wrapped_lines_are_joined():
    assert from_markdown("It is *so*\n**bold** ~~not~~.").text == "It is so bold not."


def test_each_kind_of_block_is_told_apart_in_markdown():
    body = from_markdown(
        "# Head\n\n> > deep\n>\n> less\n\n1. one\n2. two\n   - sub\n\n```py\n x = 1\n```\n\n[0] note\n[1] more"
    )
    assert kinds(body) == [
        ("heading", "Head", 1),
        ("quote", "> > deep", 2),
        ("quote", "> less", 1),
        ("list", "1. one", 1),
        ("list", "2. two", 1),
        ("list", "- sub", 2),
        ("code", " x = 1", 0),
        ("footnote", "[0] note", 0),
        ("footnote", "[1] more", 0),
    ]
    assert body.text == "Head\n\n> > deep\n> less\n\n1. one\n2. two\n  - sub\n\n x = 1\n\n[0] note\n[1] more"


def test_links_are_their_label_and_bare_addresses_stay_and_code_is_marked():
    body = from_markdown("See [this](https://a.org/x), https://b.org/a_b_(c). And `x_y`.")
    assert body.text == "See this, https://b.org/a_b_(c). And x_y."
    assert links(body) == [("this", "https://a.org/x"), ("https://b.org/a_b_(c)", "https://b.org/a_b_(c)")]
    assert Mark("code", 37, 40) in body.marks


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "<!-- note -->", "[a](chapter.md)"]
)
def test_raw_html_and_unsafe_links_are_text_that_was_typed(typed):
    body = from_markdown(typed)
    assert body.text == typed
    assert not body.marks


def test_a_reference_that_no_link_uses_is_kept_as_a_note():
    body = from_markdown("As [said][a].\n\n[a]: https://a.org\n[1]: https://b.org\n\nEnd.")
    assert body.text == "As said.\n\n[1]: https://b.org\n\nEnd."
    assert kinds(body)[1][0] == "footnote"


def test_reddits_superscripts_spoilers_and_links_are_read():
    body = from_markdown("^so ^(it is) x^2 >!hid!< [r](/r/x)", reddit=True)
    assert body.text == "so it is x^2 hid r"
    assert links(body) == [("r", "https://www.reddit.com/r/x")]


def test_hacker_news_html_is_paragraphs_and_quotes_by_their_mark():
    body = from_html(
        '&gt; so <i>it</i> is<p>No, I&#x27;d <a href="https:&#x2F;&#x2F;a.org">say</a><p>'
        "<pre><code>  x = 1\n</code></pre>",
        typed=True,
    )
    assert kinds(body) == [("quote", "> so it is", 1), ("paragraph", "No, I'd say", 0), ("code", "  x = 1", 0)]
    assert links(body) == [("say", "https://a.org")]


def test_html_structure_is_kept_and_scripts_are_dropped():
    body = from_html(
        "<h2>H</h2><blockquote><p>a</p><p>b</p></blockquote><ol start=3><li>x<ul><li>y</li></ul></li></ol>"
        "<script>no</script><p>l<br>m"
    )
    assert kinds(body) == [
        ("heading", "H", 2),
        ("quote", "> a", 1),
        ("quote", "> b", 1),
        ("list", "3. x", 1),
        ("list", "- y", 2),
        ("paragraph", "l\nm", 0),
    ]


def test_plain_text_is_told_apart_by_what_lines_begin_with():
    body = from_plain("Hello\nworld\n\n>> deep\n> less\n> wrapped\nmine\n\n- a\n  goes on\n* b\n\n[0] note")
    assert kinds(body) == [
        ("paragraph", "Hello world", 0),
        ("quote", "> > deep", 2),
        ("quote", "> less wrapped", 1),
        ("paragraph", "mine", 0),
        ("list", "- a goes on", 1),
        ("list", "- b", 1),
        ("footnote", "[0] note", 0),
    ]


def test_quoting_deeper_than_thirty_levels_loses_no_word():
    assert from_plain(">" * 50 + " word").text.endswith("word")
    assert "word" in from_markdown(">" * 5000 + " word").text


MARKDOWN = st.lists(
    st.sampled_from(
        [
            *"ab x._*~`[]()<>!&#;:|-+=1\\\n\t@^\"'/é\xa0\u200b\x1e\x0c\x85�\x00",
            "    ",
            "```",
            "> ",
            "- ",
            "1. ",
            "12) ",
            "  - ",
            "\n\n",
            "&amp;",
            "&#32;",
            "[1]: http://q.r",
            "[0] ",
            "[l](http://u.v/w)",
            "<b>",
            "| - | - |\n",
            "  \n",
            "\\\n",
            "# ",
            "http://a.b",
            "https://x_y_.org/a_b_(c)",
            "www.q.io/x",
            "http://",
            "://q.r",
            "[1]: ",
            "](",
            "![i](http://p.q)",
            "<http://m.n/_o_>",
            "[l](javascript:x)",
        ]
    ),
    max_size=30,
).map("".join)
HTML = st.lists(
    st.sampled_from(
        [
            *"ab .<>&\n\t>-1[]`*_",
            "<p>",
            "</p>",
            "<br>",
            "<a href='http://a.b/c d'>",
            "</a>",
            "http://",
            "://q.r",
            "www.",
            "<code>",
            "</code>",
            "<pre>",
            "</pre>",
            "<ul>",
            "<ol start=5>",
            "<li>",
            "</li>",
            "</ul>",
            "<blockquote>",
            "</blockquote>",
            "<h2>",
            "</h2>",
            "<td>",
            "<tr>",
            "<table>",
            "<script>",
            "</script>",
            "&gt; ",
            "http://x.y/_z_",
            "<img src='http://i.j' alt='k'>",
            "[1] ",
            "<i>",
            "<!-- c -->",
        ]
    ),
    max_size=30,
).map("".join)
TEXTS = st.one_of(
    st.builds(from_markdown, MARKDOWN, reddit=st.booleans()),
    st.builds(from_plain, MARKDOWN, wrapped=st.booleans()),
    st.builds(from_html, HTML, typed=st.booleans()),
)


@settings(max_examples=amount(100, thorough=1600), deadline=None)
@given(TEXTS)
def test_blocks_cover_the_text_in_order_and_marks_lie_within_lines(body):
    last = 0
    for block in body.blocks:
        assert last <= block.start < block.end
        assert not body.text[last : block.start].strip()
        last = block.end
    assert last == len(body.text)
    for mark in body.marks:
        words = body.text[mark.start : mark.end]
        assert words == words.strip() != ""
        assert "\n" not in words


@settings(max_examples=amount(100, thorough=1600), deadline=None)
@given(TEXTS)
def test_a_body_written_as_markdown_is_read_again_as_it_was(body):
    assert from_markdown(source_of(pieces_of(body))) == body


@pytest.mark.parametrize(
    "html",
    [
        "[1]: http://q.r]<a href='http://y.z'>i</a>",
        "see HTTPS://q.r]<a href='http://y.z'>i</a>",
        "begin it with http://<a href='http://y.z'>i</a>",
        "<a href='http://y.z'>h</a>http://q.r]<a href='http://y.z'>i</a>",
        "http://q.r]http://q.r]!<a href='http://y.z'>i</a>",
    ],
)
def test_what_begins_like_an_address_and_is_none_does_not_swallow_the_link_after_it(html):
    body = from_html(html)
    assert [mark.url for mark in body.marks][-1] == "http://y.z"
    assert from_markdown(source_of(pieces_of(body))) == body


@settings(max_examples=amount(50, thorough=800), deadline=None)
@given(MARKDOWN)
def test_texts_without_markup_are_read_as_the_parser_would(text):
    text = clean(text)
    if not _MARKUP.search(text) and "://" not in text:
        tokens, references = tokens_of(text)
        assert from_markdown(text) == assemble(pieces_from_tokens(tokens, references=references))


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9), min_size=1).map(" ".join))
def test_plain_words_come_out_as_they_were(words):
    assert from_plain(words) == from_markdown(words) == Body(words, (Block("paragraph", 0, len(words)),))


@pytest.mark.parametrize(
    "text",
    [
        "> a\n" * 2000,
        "[a](" * 2000,
        "*a_" * 4000,
        "http://a" + ")" * 20000,
        "&" * 20000,
        " " * 20000 + "x",
        "www." * 9000,
    ],
)
@pytest.mark.timeout(40)  # an exponential or cubic cost would take hours
def test_hostile_texts_take_no_more_than_a_moment(text):
    from_markdown(text)
    from_plain(text)
    from_html(text)


def test_html_nested_ten_thousand_deep_is_read():
    assert from_html("<div>" * 10_000 + "x").text == "x"


def again(body: Body) -> Body:
    return from_markdown(source_of(pieces_of(body)))


PICTURE = "https://a.org/b.png"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f'<p>You see how it works<img src="{PICTURE}" alt="IMG_0042"></p>', "You see how it works\nIMG_0042"),
        (f'<p>You see<img src="{PICTURE[6:]}">how it works</p>', f"You see\n{PICTURE}\nhow it works"),
        (f'<p><img src="{PICTURE[6:]}" width="690"></p>', PICTURE),
        ('<p>So it is <img class="emoji" alt=":)" src="//a.org/x.png"> and so</p>', "So it is :) and so"),
        ('<p>See</p><iframe src="https://a.org/v"></iframe><p>there</p>', "See\n\nhttps://a.org/v\n\nthere"),
        ('<video controls><source src="https://a.org/v.mp4">no video</video>', "https://a.org/v.mp4"),
    ],
)
def test_pictures_stand_apart_from_words_and_films_keep_their_addresses(html: str, text: str) -> None:
    body = from_html(html)
    assert body.text == text
    assert again(body) == body


def test_a_picture_in_markdown_stands_apart_from_words() -> None:
    body = from_markdown(f"You see how it works![IMG_0042]({PICTURE}) and so on.")
    assert body.text == "You see how it works\nIMG_0042\nand so on."
    assert links(body) == [("IMG_0042", PICTURE)]


CODE = "> so\n> if a:\n>     b()\n> end"


def test_code_in_a_quotation_keeps_its_lines_and_indents() -> None:
    html = "<blockquote><p>so</p><pre><code>if a:\n    b()</code></pre><p>end</p></blockquote>"
    for body in (from_html(html), from_markdown("> so\n> ```\n> if a:\n>     b()\n> ```\n> end")):
        assert body.text == CODE
        assert again(body) == body


def test_a_quotation_in_an_item_is_one_and_what_follows_has_no_marker() -> None:
    html = "<ul><li>one<blockquote><p>so</p></blockquote>two</li><li>three</li></ul>"
    for body in (from_html(html), from_markdown("- one\n  > so\n\n  two\n- three")):
        assert kinds(body) == [
            ("list", "- one", 1),
            ("quote", "> so", 1),
            ("paragraph", "two", 0),
            ("list", "- three", 1),
        ]
        assert again(body) == body


def test_an_item_in_a_quotation_keeps_its_marker() -> None:
    for body in (from_html("<blockquote><ul><li>a</li></ul></blockquote>"), from_markdown("> - a")):
        assert body.text == "> - a"


def test_line_ends_show_where_people_type_into_a_box_but_not_those_of_wrapped_text() -> None:
    assert from_markdown("One\nTwo *or*\nthree", breaks=True).text == "One\nTwo or\nthree"
    assert from_markdown("One\nTwo", breaks=True).text == "One\nTwo"
    long = "This sentence is broken so as to fit a width of so many"
    for words in ("characters, as mail is.", "*characters*, as mail is."):
        assert from_markdown(f"{long}\n{words}", breaks=True).text == f"{long} {words.replace('*', '')}"


def test_short_lines_of_plain_text_that_begin_anew_stay_lines() -> None:
    assert from_plain("Roses are red,\nViolets are blue.").text == "Roses are red,\nViolets are blue."
    assert from_plain("No, it\nis not.").text == "No, it is not."


@pytest.mark.timeout(20)  # it took a minute when the cost grew with the square of the depth
@pytest.mark.parametrize("tag", ["blockquote", "div", "ul><li", "b", "table><tr><td"])
def test_elements_nested_without_end_keep_their_words_and_take_no_longer_than_others(tag: str) -> None:
    body = from_html(f"<{tag}>tea " * 40_000)
    assert body.text.count("tea") == 40_000
    assert len(body.text) < 40_000 * 300
