"""Feeds are well-formed Atom with absolute addresses, and absent where there are none."""

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

from digest.model import Change
from digest.site import SiteInfo
from tests.shown import Shelf, pages

ATOM = "{http://www.w3.org/2005/Atom}"


def feeds(library: Shelf, site: SiteInfo) -> dict[str, ElementTree.Element]:
    made = pages(library, site=site, templates=[])
    return {page.path: ElementTree.fromstring(page.text) for page in made if page.path.endswith(".xml")}


def test_dated_debates_are_entries_with_an_address_a_time_and_a_summary(library: Shelf, site: SiteInfo) -> None:
    found = feeds(library, site)
    debates = {"debates/tea/feed.xml", "debates/flat/feed.xml"}
    assert set(found) == {"feed.xml", "concepts/milk-first.xml"} | debates
    for feed in (feed for path, feed in found.items() if path not in debates):
        entries = feed.findall(f"{ATOM}entry")
        assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Should the milk go in first?"]
        assert entries[0].findtext(f"{ATOM}id") == "https://example.org/debates/tea/"
        assert entries[0].findtext(f"{ATOM}updated") == "2026-03-09T00:00:00+00:00"
        assert entries[0].findtext(f"{ATOM}summary") == "“Milk first scalds less.” — Bo #1"
        assert feed.findtext(f"{ATOM}updated") == "2026-03-09T00:00:00+00:00"


def test_a_debates_feed_tells_what_each_import_changed(library: Shelf, site: SiteInfo) -> None:
    first = library.digests[0]
    claim = first.claims[0]
    when = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
    change = Change(when, posts=("a3",), added=(claim.id, "gone"), answered=(claim.id,), withdrawn=("", "a2"))
    changed = replace(first, changes=(change,))
    feed = feeds(replace(library, digests=(changed, *library.digests[1:])), site)["debates/tea/feed.xml"]
    news, debate = feed.findall(f"{ATOM}entry")
    assert news.findtext(f"{ATOM}title") == (
        "Should the milk go in first?: 1 comment added, 2 claims added, 1 claim newly answered, 2 claims withdrawn"
    )
    assert news.findtext(f"{ATOM}id") == "https://example.org/debates/tea/#news-2026-04-01-093000"
    assert news.findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}updated") == "2026-04-01T09:30:00+00:00"
    said = f"“{claim.text}” — Bo #1"
    assert news.findtext(f"{ATOM}summary") == f"newly answered: {said} · added: {said}"
    assert debate.findtext(f"{ATOM}id") == "https://example.org/debates/tea/"


def test_a_debate_without_a_date_or_news_has_an_empty_feed(library: Shelf, site: SiteInfo) -> None:
    feed = feeds(library, site)["debates/flat/feed.xml"]
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"


def test_a_site_without_an_address_has_no_feed(library: Shelf, site: SiteInfo) -> None:
    assert feeds(library, replace(site, url="")) == {}


def test_a_hostile_title_stays_text(library: Shelf, site: SiteInfo) -> None:
    first = library.digests[0]
    title = "]]></title><script>x</script>\x00 & <b>"
    hostile = replace(first, document=replace(first.document, title=title))
    feed = feeds(replace(library, digests=(hostile, library.digests[1])), site)["feed.xml"]
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "]]></title><script>x</script> & <b>"
