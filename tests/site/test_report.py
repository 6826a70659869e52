"""Readers report what is wrong without knowing YAML: the link brings the words and a draft of the correction."""

from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.site import SiteInfo
from digest.site.report import Report
from tests.shown import Shelf, pages

POINT = "Milk & <b>honey</b>, #1 at 50%?"


def link(to: str) -> str:
    found = Report(to, "https://example.org/", "debates/tea/index.md", "content/tea.md").point("k1", POINT)
    assert found is not None
    return LexborHTMLParser(f'<a href="{found}">x</a>').css_first("a").attributes["href"] or ""


@pytest.mark.parametrize(
    ("to", "path", "title", "body"),
    [
        ("https://github.com/ann/debates", "/ann/debates/issues/new", "title", "body"),
        ("https://gitlab.com/ann/debates/", "/ann/debates/-/issues/new", "issue[title]", "issue[description]"),
    ],
)
def test_an_issue_says_what_the_page_says_and_drafts_the_correction(to: str, path: str, title: str, body: str) -> None:
    parts = urlsplit(link(to))
    fields = parse_qs(parts.query)
    assert parts.path == path
    assert fields[title] == [f"Correction: Key point: {POINT}"]
    assert f"The page says: Key point: {POINT}" in fields[body][0]
    assert "https://example.org/debates/tea/\n" in fields[body][0]
    assert "Draft for content/tea.curation.yml:\n\n```yaml\nkey_points:\n  - drop: k1\n```" in fields[body][0]


def test_a_mail_does_where_there_is_no_repository() -> None:
    address, _, query = link("editor@example.org").partition("?")
    assert address == "mailto:editor@example.org"
    assert POINT in unquote(query)


def test_long_words_are_cut() -> None:
    found = Report("https://github.com/a/b", "", "x.md", "content/x.md").point("k", "word " * 900)
    assert found is not None
    assert len(found) < 2000


def test_pages_have_the_links_only_where_the_site_says_where_to(library: Shelf, site: SiteInfo) -> None:
    asked = replace(site, settings=replace(site.settings, report="https://github.com/ann/debates"))
    paths = ["debates/tea/index.md", "debates/tea/transcript.md", "debates/tea/milk-first-scalds-less-3f2a99.md"]
    with_links = {page.path: str(page.text) for page in pages(library, site=asked)}
    without = {page.path: str(page.text) for page in pages(library, site=site)}
    for path in paths:
        assert "Something wrong?" in with_links[path], path
        assert "Something wrong?" not in without[path]
