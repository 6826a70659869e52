"""Feeds are well-formed Atom with absolute addresses, and absent where there are none."""

from dataclasses import replace
from xml.etree import ElementTree

from digest.model import Library
from digest.site import SiteInfo, pages

ATOM = "{http://www.w3.org/2005/Atom}"


def feeds(library: Library, site: SiteInfo) -> dict[str, ElementTree.Element]:
    made = pages(library, site=site, templates=[])
    return {page.path: ElementTree.fromstring(page.text) for page in made if page.path.endswith(".xml")}


def test_dated_debates_are_entries_with_an_address_a_time_and_a_summary(library: Library, site: SiteInfo) -> None:
    found = feeds(library, site)
    assert set(found) == {"feed.xml", "concepts/milk-first.xml"}
    for feed in found.values():
        entries = feed.findall(f"{ATOM}entry")
        assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Should the milk go in first?"]
        assert entries[0].findtext(f"{ATOM}id") == "https://example.org/debates/tea/"
        assert entries[0].findtext(f"{ATOM}updated") == "2026-03-09T00:00:00+00:00"
        assert entries[0].findtext(f"{ATOM}summary") == "“Milk first scalds less.” — Bo #1"
        assert feed.findtext(f"{ATOM}updated") == "2026-03-09T00:00:00+00:00"


def test_a_site_without_an_address_has_no_feed(library: Library, site: SiteInfo) -> None:
    assert feeds(library, replace(site, url="")) == {}


def test_a_hostile_title_stays_text(library: Library, site: SiteInfo) -> None:
    first = library.digests[0]
    title = "]]></title><script>x</script>\x00 & <b>"
    hostile = replace(first, document=replace(first.document, title=title))
    feed = feeds(replace(library, digests=(hostile, library.digests[1])), site)["feed.xml"]
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "]]></title><script>x</script> & <b>"
