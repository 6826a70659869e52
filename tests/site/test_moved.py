"""Old addresses lead to where a page is now, and what is the editor's says so."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.model import Change, Digest, FormerThread
from digest.site import Page, SiteInfo
from tests.shown import Shelf, pages


def made(library: Shelf, site: SiteInfo, digest: Digest) -> dict[str, Page]:
    changed = replace(library, digests=(digest, *library.digests[1:]))
    return {page.path: page for page in pages(changed, site=site, templates=[])}


@pytest.fixture
def tea(library: Shelf) -> Digest:
    return library.digests[0]


def test_a_thread_that_was_called_otherwise_is_found_at_its_old_address(
    library: Shelf, site: SiteInfo, tea: Digest
) -> None:
    first = tea.threads[0]
    old = (FormerThread(first.id, "Milk goes in first"), FormerThread("0a1b2c3d", "Scalding"))
    found = made(library, site, replace(tea, threads=(replace(first, former=old), *tea.threads[1:])))
    for path in ("debates/tea/milk-goes-in-first-3f2a99.md", "debates/tea/scalding-0a1b2c.md"):
        text = str(found[path].text)
        assert '<meta http-equiv="refresh" content="0; url=../milk-first-scalds-less-3f2a99/">' in text
        assert "(milk-first-scalds-less-3f2a99.md)" in text
        assert "exclude: true" in text
        assert found[path].source == "content/tea.md"


def test_where_a_page_stands_nothing_leads_elsewhere(library: Shelf, site: SiteInfo, tea: Digest) -> None:
    first, second = tea.threads[:2]
    former = (FormerThread(second.id, second.title), FormerThread("x1", "Same"), FormerThread("x1", "Same"))
    found = made(library, site, replace(tea, threads=(replace(first, former=former), second)))
    assert "http-equiv" not in str(found["debates/tea/old-cups-and-their-glaze-77aa01.md"].text)
    assert "debates/tea/same-x1.md" in found


def test_a_debate_that_had_another_slug_is_found_at_its_old_address_with_all_its_pages(
    library: Shelf, site: SiteInfo, tea: Digest
) -> None:
    found = made(library, site, replace(tea, formerly=("chai",)))
    ways = {
        "debates/chai/index.md": "../tea/",
        "debates/chai/transcript.md": "../../tea/transcript/",
        "debates/chai/milk-first-scalds-less-3f2a99.md": "../../tea/milk-first-scalds-less-3f2a99/",
        "debates/chai/old-cups-and-their-glaze-77aa01.md": "../../tea/old-cups-and-their-glaze-77aa01/",
    }
    for path, way in ways.items():
        assert f'content="0; url={way}"' in str(found[path].text)


def test_a_concept_is_found_at_the_addresses_that_it_had(library: Shelf, site: SiteInfo) -> None:
    concepts = tuple(replace(one, former=("milk-before-tea",)) for one in library.concepts[:1])
    found = {page.path: page for page in pages(replace(library, concepts=concepts), site=site, templates=[])}
    assert 'content="0; url=../milk-first/"' in str(found["concepts/milk-before-tea.md"].text)


def test_words_of_the_editor_are_never_shown_as_somebodys(library: Shelf, site: SiteInfo, tea: Digest) -> None:
    point = replace(
        tea.key_points[0],
        text="Put shortly: it depends.",
        post=None,
        start=None,
        end=None,
        reworded=True,
        pinned=True,
        former=("0ld",),
        id="p1",
    )
    digest = replace(
        tea,
        document=replace(tea.document, summary=None),
        key_points=(point, *tea.key_points[1:]),
        threads=(replace(tea.threads[0], title="Does it scald?", retitled=True), *tea.threads[1:]),
    )
    found = made(library, site, digest)
    page = str(found["debates/tea/index.md"].text)
    assert "> Put shortly: it depends." in page.replace("&#58;", ":")
    assert "“Put shortly" not in page.replace("&#58;", ":")
    assert "the editor’s words" in page
    assert "picked by the editor" in page
    assert 'id="point-p1"' in page
    assert 'id="point-0ld"' in page
    thread = next(page for path, page in found.items() if path.startswith("debates/tea/does-it-scald"))
    assert "the editor’s title" in str(thread.text)
    home = LexborHTMLParser(str(found["index.md"].text)).text()
    assert "“Put shortly" not in home


def test_the_editors_summary_is_shown_whole_and_as_such(library: Shelf, site: SiteInfo, tea: Digest) -> None:
    summary = "It turns on the cup. " * 20
    found = made(library, site, replace(tea, document=replace(tea.document, summary=summary.strip())))
    page = str(found["debates/tea/index.md"].text)
    assert page.count("It turns on the cup.") >= 20
    assert "the editor’s words" in page


def test_a_hidden_post_says_who_hid_it(library: Shelf, site: SiteInfo, tea: Digest) -> None:
    posts = tuple(
        replace(one, text="", blocks=(), marks=(), status="hidden") if one.id == "a6" else one
        for one in tea.document.posts
    )
    found = made(library, site, replace(tea, document=replace(tea.document, posts=posts)))
    assert "hidden by the editor of this site" in str(found["debates/tea/transcript.md"].text)


def test_news_is_told_on_the_debates_page(library: Shelf, site: SiteInfo, tea: Digest) -> None:
    claim = tea.claims[0]
    change = Change(datetime(2026, 4, 1, 9, 30, tzinfo=UTC), ("a3",), (claim.id,), (), ("a2", ""))
    page = str(made(library, site, replace(tea, changes=(change,)))["debates/tea/index.md"].text)
    assert "## What is new { #news }" in page
    assert (
        '<span id="news-2026-04-01-093000">1 April 2026</span>** 1 comment added, 1 claim added, 2 claims withdrawn'
        in page
    )
    assert f"added</span> “{claim.text}”" in page
    assert "withdrawn</span> — [Cy #2](transcript.md#post-a2)" in page
