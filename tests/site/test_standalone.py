"""One debate in one file: it needs no other, and nothing that was typed is markup."""

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from digest.model import Digest
from digest.site import SiteInfo
from digest.site.standalone import write
from tests.shown import Shelf, pages


def test_the_file_needs_no_other(tea: Digest) -> None:
    page = LexborHTMLParser(write(tea))
    assert not page.css("script, link, img, iframe")
    policy = page.css_first('meta[http-equiv="Content-Security-Policy"]').attributes["content"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_it_has_the_question_the_sides_the_points_and_the_whole_transcript(tea: Digest) -> None:
    page = LexborHTMLParser(write(tea))
    text = page.body.text() if page.body else ""
    assert page.css_first("h1").text() == "Should the milk go in first?"
    assert "3 people for" in text
    assert "For: “The milk should go in first.”" in text
    assert "“You cannot judge the strength with milk in the cup.”" in page.css_first(".answer").text()
    posts = {node.attributes["id"] for node in page.css(".post")}
    assert len(posts) == len(tea.document.posts)
    for anchor in page.css('a[href^="#"]'):
        assert (anchor.attributes["href"] or "")[1:] in posts


def test_what_people_typed_stays_text(tea: Digest) -> None:
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)> {{ 7 * 7 }}"
    first, *rest = tea.document.posts
    posts = (replace(first, text=hostile, blocks=(), author=hostile), *rest)
    page = LexborHTMLParser(write(replace(tea, document=replace(tea.document, title=hostile, posts=posts))))
    assert page.css_first("h1").text() == hostile
    assert not page.css("script, img")
    assert hostile in page.css_first(".post").text()


def test_a_page_to_embed_leads_to_the_debate_and_is_offered_with_its_snippet(library: Shelf, site: SiteInfo) -> None:
    made = {page.path: str(page.text) for page in pages(library, site=site)}
    embed = LexborHTMLParser(made["debates/tea/embed.html"])
    assert {node.attributes["href"] for node in embed.css("a")} == {"https://example.org/debates/tea/"}
    assert embed.css_first(".post") is None
    assert "https&#58;//example.org/debates/tea/embed.html" in made["debates/tea/index.md"]
    unnamed = {page.path for page in pages(library, site=replace(site, url=""))}
    assert "debates/tea/embed.html" not in unnamed
