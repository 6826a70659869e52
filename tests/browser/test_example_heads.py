"""What the example site's pages tell machines: previews, canonical addresses, structured data, the sitemap, feeds."""

import io
import json
import re
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser as Html

SITE = "https://digest.example/"  # what mkdocs.yml says where SITE_URL does not


@pytest.fixture(scope="module")
def heads(example: Path) -> dict[str, Html]:
    found = {page.relative_to(example).as_posix(): Html(page.read_text("utf-8")) for page in example.rglob("*.html")}
    moved = {path for path, html in found.items() if html.css_first("meta[http-equiv=refresh]")}
    own = {path for path in found if path.startswith("about/")}  # pages that a site's owner writes say what they like
    own |= {path for path in found if path.endswith("/embed.html")}  # for frames on other sites, not for search engines
    return {path: html for path, html in found.items() if path not in moved | own | {"404.html"}}


def said(html: Html, name: str) -> str:
    node = html.css_first(f'meta[property="{name}"], meta[name="{name}"]')
    return (node.attributes["content"] or "") if node else ""


def file_of(example: Path, address: str) -> Path:
    assert address.startswith(SITE)
    path = urlsplit(address).path.lstrip("/")
    return example / (path + "index.html" if not path or path.endswith("/") else path)


def test_every_page_has_a_preview_and_says_its_address(example: Path, heads: dict[str, Html]) -> None:
    for path, html in heads.items():
        canonical = html.css_first("link[rel=canonical]")
        assert canonical is not None, path
        assert canonical.attributes["href"] == SITE + path.removesuffix("index.html")
        assert said(html, "og:url") == canonical.attributes["href"]
        for name in ("og:title", "og:description", "og:site_name", "twitter:title", "twitter:description"):
            assert said(html, name), (path, name)
        assert said(html, "twitter:card") == "summary_large_image"
        assert said(html, "og:image") == said(html, "twitter:image")
        assert file_of(example, said(html, "og:image")).is_file(), path


def test_each_debate_has_a_picture_of_its_own(example: Path, heads: dict[str, Html]) -> None:
    debates = [path for path in heads if re.fullmatch(r"debates/[^/]+/index\.html", path)]
    assert len(debates) >= 7
    pictures = {file_of(example, said(heads[path], "og:image")).read_bytes() for path in debates}
    assert len(pictures) == len(debates)
    assert {Image.open(io.BytesIO(picture)).size for picture in pictures} == {(1200, 630)}


def test_a_debate_is_told_in_the_words_of_schema_org(example: Path, heads: dict[str, Html]) -> None:
    node = heads["debates/nuclear-power/index.html"].css_first('script[type="application/ld+json"]')
    assert node is not None
    posting = json.loads(node.text())
    assert posting["@context"] == "https://schema.org"
    assert posting["@type"] == "DiscussionForumPosting"
    assert posting["headline"] == "Should we build new nuclear power stations?"
    assert posting["author"] == {"@type": "Person", "name": "ada"}
    assert posting["datePublished"].startswith("2026-03-01")
    assert posting["interactionStatistic"]["userInteractionCount"] == 41
    assert len(posting["comment"]) >= 3
    for comment in posting["comment"]:
        address, _, anchor = comment["url"].partition("#")
        assert (
            heads[file_of(example, address).relative_to(example).as_posix()].css_first(f"[id='{anchor}']") is not None
        )


def test_the_sitemap_has_every_page(example: Path, heads: dict[str, Html]) -> None:
    tree = ElementTree.parse(example / "sitemap.xml")  # written by the build
    listed = {node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert {SITE + path.removesuffix("index.html") for path in heads} <= listed


def test_feeds_are_found_from_the_pages_that_they_are_of(example: Path, heads: dict[str, Html]) -> None:
    for path in ("index.html", "concepts/open-source/index.html"):
        link = heads[path].css_first('link[type="application/atom+xml"]')
        assert link is not None, path
        feed = (example / path).parent / (link.attributes["href"] or "")
        assert ElementTree.parse(feed.resolve()).getroot().tag == "{http://www.w3.org/2005/Atom}feed"
