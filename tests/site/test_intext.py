"""Links to concepts inside what people wrote: first mentions only, never in links, code or quotes, no word changed."""

from dataclasses import replace

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from digest.model import Block, Digest, Document, Keyphrase, Mark, Occurrence, Post, Quote
from digest.settings import Settings
from digest.site import Around, SiteInfo
from digest.site.bodies import Highlight, body
from digest.site.debate import debate_of
from digest.site.environment import environment
from digest.site.escape import line
from digest.site.intext import first_mentions, mentions
from digest.site.shelf import Shelf

RENDERER = markdown.Markdown(extensions=["attr_list", "md_in_html", "toc"])
HERE = "debates/d/transcript.md"


def places(post: Post, phrase: str) -> tuple[Occurrence, ...]:
    starts, at = [], post.text.find(phrase)
    while at >= 0:
        starts.append(at)
        at = post.text.find(phrase, at + 1)
    return tuple(Occurrence(post.id, at, at + len(phrase)) for at in starts)


def digest(*posts: Post, phrases: tuple[str, ...] = ("tram line",), quotes: tuple[Quote, ...] = ()) -> Digest:
    found = tuple(
        Keyphrase(text, text, (text,), 1.0, tuple(place for post in posts for place in places(post, text)))
        for text in phrases
    )
    return Digest(Document("d.md", "d", "D", "markdown", posts), quotes, (), (), {}, (), (), found)


def shelf(*phrases: str, on: bool = True) -> Shelf:
    concepts = {phrase: phrase.replace(" ", "-") for phrase in phrases}
    return Shelf(SiteInfo("S", settings=Settings(concept_links=on)), environment(()), Around(concepts, ()))


def shown(one: Digest, *, on: bool = True, highlights: tuple[Highlight, ...] = ()) -> LexborHTMLParser:
    """The last post of a digest, all of whose phrases are concepts, as a reader's browser has it."""
    debate, last = debate_of(one), one.document.posts[-1].id
    found = mentions(debate, shelf=shelf(*(phrase.key for phrase in one.keyphrases), on=on))
    named = first_mentions([last], found=found)[last]
    text = body(debate.places[last], debate=debate, here=HERE, highlights=highlights, mentions=named)
    RENDERER.reset()
    inside = RENDERER.convert(f"<article markdown>\n\n{text}\n\n</article>")
    return LexborHTMLParser(f"<body>{inside}</body>")


def links(page: LexborHTMLParser) -> list[tuple[str, str | None]]:
    return [(node.text(), node.attributes["href"]) for node in page.css("a.dg-concept")]


def test_the_first_mention_in_a_post_links_to_the_concept_in_the_words_that_stand_there() -> None:
    page = shown(digest(Post("a", "The tram line is slow. A tram line it is.")))
    assert links(page) == [("tram line", "../../concepts/tram-line.md")]
    assert page.body is not None
    assert page.body.text().strip() == "The tram line is slow. A tram line it is."


def test_a_page_that_is_one_text_links_the_first_mention_of_all_its_posts() -> None:
    posts = Post("a", "The tram line."), Post("b", "The tram line and the night bus.")
    debate = debate_of(digest(*posts, phrases=("tram line", "night bus")))
    found = first_mentions("ab", found=mentions(debate, shelf=shelf("tram line", "night bus")))
    assert [(name, one.path) for name in "ab" for one in found[name]] == [
        ("a", "concepts/tram-line.md"),
        ("b", "concepts/night-bus.md"),
    ]


def test_no_link_stands_in_a_link_in_code_or_in_a_quotation() -> None:
    text = "tram line, tram line, “a tram line”, the tram line said, tram line"
    marks = (Mark("link", 0, 9, "https://example.org/"), Mark("code", 11, 20))
    quote = Quote("a", 41, 50, "tram line")
    page = shown(digest(Post("a", text, marks=marks), quotes=(quote,)))
    (link,) = page.css("a.dg-concept")
    assert link.text() == "tram line"
    assert page.html is not None
    assert "said, <a" in page.html


def test_a_quoted_block_has_no_links() -> None:
    text = "> tram line\n\nNo."
    post = Post("a", text, blocks=(Block("quote", 0, 11, 1), Block("paragraph", 13, 16)))
    assert links(shown(digest(post))) == []


def test_of_two_concepts_in_the_same_words_the_longer_is_linked() -> None:
    page = shown(digest(Post("a", "A tram line tax is new."), phrases=("tram", "tram line tax")))
    assert [words for words, _ in links(page)] == ["tram line tax"]


def test_a_marked_claim_is_not_torn_by_a_link_that_reaches_over_its_end() -> None:
    marked = Highlight(0, 8, "support", "in-c")
    page = shown(digest(Post("a", "The tram line is slow.")), highlights=(marked,))
    assert links(page) == []
    inside = Highlight(0, 22, "support", "in-c")
    page = shown(digest(Post("a", "The tram line is slow.")), highlights=(inside,))
    assert page.css_first("mark a.dg-concept") is not None


def test_an_owner_can_turn_them_off() -> None:
    assert links(shown(digest(Post("a", "The tram line.")), on=False)) == []


WORDS = st.sampled_from(
    ["tram", "line", "*", "[x](y)", "_", "`", "<b>", "“", "”", "](", "{ .a }", "!", "&", "\n", "a\\"]
)


@given(st.lists(WORDS, min_size=1, max_size=25), st.data())
def test_a_reader_sees_the_same_words_with_links_and_without(words: list[str], data: st.DataObject) -> None:
    post = Post("a", " ".join(words))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(post.text)), min_size=2, max_size=2)))
    marked = (Highlight(cuts[0], cuts[1], "support", "in-c"),) if cuts[0] < cuts[1] else ()
    one = digest(post, phrases=("tram", "line", "tram line"))
    linked, plain = shown(one, highlights=marked), shown(one, on=False, highlights=marked)
    assert linked.body is not None
    assert plain.body is not None
    assert line(linked.body.text()) == line(plain.body.text())


@pytest.mark.parametrize("status", ["deleted", "removed"])
def test_a_post_that_is_gone_has_no_mentions(status: str) -> None:
    gone = replace(Post("a", ""), status=status)  # type: ignore[arg-type]
    assert links(shown(digest(gone))) == []
