"""Whatever a participant types comes out as what was typed, through the Markdown that both renderers use."""

import html
import json
import unicodedata

import markdown
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from digest.site import escape

EXTENSIONS = [
    "attr_list", "md_in_html", "toc", "tables", "footnotes", "admonition", "def_list", "abbr",
    "pymdownx.superfences", "pymdownx.details", "pymdownx.emoji", "pymdownx.magiclink", "pymdownx.tilde",
    "pymdownx.caret", "pymdownx.mark", "pymdownx.critic", "pymdownx.keys", "pymdownx.tasklist",
    "pymdownx.inlinehilite", "pymdownx.arithmatex", "pymdownx.blocks.admonition",
]  # fmt: skip
"""The site's own three, and those that an owner is likely to add."""
RENDERER = markdown.Markdown(extensions=EXTENSIONS)

MARKUP = [
    "<script>", "</div>", "<!-- x -->", "<![CDATA[", "]]>", "]]", "```", "~~~", "!!! note", "??? x", "/// note", "///",
    "[a](javascript:x)", "[^1]", "[^1]: x", "[a]: http://x",
    "*[A]: b", "[TOC]", "{{ x }}", "{% x %}", "{: #id}", "{ .c }",
    "---", "===", "# h", "1. a", "1) a", "- a", "+ a", "> q", "| a | b |", "|-|-|", ": d", ":smile:",
    "http://a.b",
    "HTTP://a.b", "www.a.com", "a@b.cc", "&lt;", "&copy;", "&#60;", "==m==", "++k++", "{++a++}", "--", "$x$",
    "\\(x\\)",
    "#!py x", "- [x] a",
    "`c`", "**b**", "_e_", "H~2~O", "\n", "\n\n", "    ", "\t", " ", "x", "\\", "wzxhzdk:0", "klzzwxh:0",
    "\x02", "\x03", "\u202e", "\u2066", "\u200b", "\ud800", "\ufffe",
]  # fmt: skip
typed = st.lists(st.sampled_from(MARKUP), max_size=10).map("".join) | st.text(max_size=40)


def shown(source: str, selector: str) -> str:
    RENDERER.reset()
    node = LexborHTMLParser(f"<body>{RENDERER.convert(source)}</body>").css_first(selector)
    assert node is not None
    inside = [child.tag for child in node.css("*") if child.tag not in (selector, "p")]
    assert inside == [], "what was typed became an element"
    return " ".join(node.text().split())


@given(typed)
@example("0#")
@example("¶")
def test_a_paragraph_shows_what_was_typed(text: str) -> None:
    assert shown(f"Before {escape.md(text)} after", "p") == " ".join(f"Before {escape.line(text)} after".split())


@given(typed)
def test_text_that_begins_a_paragraph_shows_what_was_typed(text: str) -> None:
    assert shown(f"{escape.md(text)} after", "p") == f"{escape.line(text)} after".strip()


@given(typed)
def test_a_heading_with_an_id_shows_what_was_typed(text: str) -> None:
    assert shown(f"# H {escape.md(text)} {{ #x }}\n\nend", "h1") == f"H {escape.line(text)}".strip()


@given(typed)
def test_an_item_and_a_quote_inside_html_show_what_was_typed(text: str) -> None:
    for before, selector in (("- ", "li"), ("> ", "blockquote")):
        source = f'<div title="{escape.md(text)}" markdown>\n\n{before}x {escape.md(text)}\n\n</div>'
        assert shown(source, selector) == f"x {escape.line(text)}".strip()


@given(typed)
def test_an_attribute_in_double_quotes_holds_what_was_typed(text: str) -> None:
    RENDERER.reset()
    node = LexborHTMLParser(RENDERER.convert(f'<div title="{escape.md(text)}">x</div>')).css_first("div")
    assert node is not None
    assert (node.attributes["title"] or "") == escape.line(text)
    assert set(node.attributes) == {"title"}


@given(typed)
def test_nothing_leaves_an_attribute_of_an_element_with_markdown_inside(text: str) -> None:
    RENDERER.reset()
    page = LexborHTMLParser(RENDERER.convert(f'<div title="{escape.md(text)}" markdown>\n\nx\n\n</div>'))
    node = page.css_first("div")
    assert node is not None
    assert set(node.attributes) == {"title"}
    assert " ".join(node.text().split()) == "x"


@given(typed)
def test_code_keeps_its_characters_and_its_lines(text: str) -> None:
    source = f"<div markdown>\n\nBefore\n\n{escape.code('|' + text + '|')}\n\nAfter\n\n</div>"
    RENDERER.reset()
    page = LexborHTMLParser(RENDERER.convert(source))
    node = page.css_first("pre > code")
    assert node is not None
    assert node.css("code *") == []
    assert "".join(node.text().split()) == "".join(escape.line(f"|{text}|").split())
    assert [one.text() for one in page.css("p")] == ["Before", "After"]


def test_code_keeps_blank_lines_and_indentation() -> None:
    text = "def f():\n\n    return 1\n\n\n  # end"
    RENDERER.reset()
    node = LexborHTMLParser(RENDERER.convert(f"<div markdown>\n\n{escape.code(text)}\n\n</div>")).css_first("code")
    assert node is not None
    assert node.text() == text


@given(typed)
def test_front_matter_is_one_value_that_means_nothing_to_html(text: str) -> None:
    written = str(escape.front_matter(text))
    value = yaml.safe_load(f"title: {written}\n")["title"]
    assert value == json.loads(written)
    assert "\n" not in written
    assert '"' not in value, "it would end an attribute"
    for printed in (value, html.escape(value)):  # Material prints it as it is, Zensical escaped
        node = LexborHTMLParser(f"<body><p>{printed}</p></body>").css_first("p")
        assert node is not None
        assert node.css("p *") == []
        assert node.text().replace("\u2060", "").strip() == value.replace("\u2060", "").strip()


def test_front_matter_takes_lists() -> None:
    assert yaml.safe_load(f"tags: {escape.front_matter(['no', 'a: b', '12'])}")["tags"] == ["no", "a: b", "12"]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "//example.org/x", "/relative", "#anchor", "http://", "https:///x", "",
        "http://[broken", "https://a b/", "\x01javascript:alert(1)",
    ],
)  # fmt: skip
def test_only_web_and_mail_addresses_become_links(address: str) -> None:
    assert escape.href(address) is None


@given(typed)
def test_a_link_keeps_to_its_attribute(text: str) -> None:
    address = escape.href(f"https://example.org/{text}")
    if address is None:
        return
    RENDERER.reset()
    page = LexborHTMLParser(RENDERER.convert(f'Before <a href="{address}" rel="nofollow">x</a> after'))
    links = page.css("a")
    assert len(links) == 1
    assert set(links[0].attributes) == {"href", "rel"}
    assert (links[0].attributes["href"] or "").startswith("https://example.org/")
    assert page.css_first("p").text() == "Before x after"  # type: ignore[union-attr]


def test_what_is_markdown_already_is_not_escaped_twice() -> None:
    once = escape.md("*a*")
    assert escape.md(once) == once


@given(typed)
@example("\u05d3\u05e0\u05d4 <b> #3")
@example("\u0645\u062d\u0645\u062f")
def test_a_name_from_right_to_left_is_set_apart_and_shows_what_was_typed(text: str) -> None:
    made = str(escape.name(text))
    alone = made.replace("<bdi>", "").replace("</bdi>", "")
    assert alone == str(escape.md(text))
    rtl = any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)
    assert made.startswith("<bdi>") == rtl
    assert not made.endswith("#3</bdi>")
