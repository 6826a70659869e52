"""The built example site, read as a crawler would: no link dead-ends, every page is a page."""

from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser as Html

HERE = "http://site.invalid/"


@pytest.fixture(scope="module")
def crawled(example: Path) -> dict[str, Html]:
    pages = sorted(example.rglob("*.html"))
    return {page.relative_to(example).as_posix(): Html(page.read_text(encoding="utf-8")) for page in pages}


def test_there_is_a_page_of_every_kind(crawled: dict[str, Html]) -> None:
    paths = set(crawled)
    assert {"index.html", "debates/index.html", "concepts/index.html"} <= paths
    assert sum(path.count("/") == 2 and path.startswith("debates/") for path in paths) >= 7
    assert any("transcript" in path for path in paths)
    assert sum(path.startswith("concepts/") for path in paths) >= 6


def test_every_internal_link_and_anchor_exists(example: Path, crawled: dict[str, Html]) -> None:
    anchors = {path: {node.attributes["id"] for node in html.css("[id]")} for path, html in crawled.items()}
    broken = defaultdict(list)
    for path, html in crawled.items():
        for node in html.css("a[href], link[href], script[src], img[src]"):
            target = node.attributes.get("href") or node.attributes.get("src") or ""
            absolute = urljoin(HERE + path, target)
            if not absolute.startswith(HERE):
                continue
            parts = urlsplit(absolute)
            file = unquote(parts.path).lstrip("/")
            file = file + "index.html" if not file or file.endswith("/") else file
            known = anchors.get(file, set())
            missing = parts.fragment and file in anchors and unquote(parts.fragment) not in known
            if missing or not (example / file).exists():
                broken[path].append(target)
    assert not broken


def test_no_id_stands_twice_on_a_page(crawled: dict[str, Html]) -> None:
    for path, html in crawled.items():
        ids = [node.attributes["id"] for node in html.css("[id]")]
        assert len(ids) == len(set(ids)), path


def test_every_page_has_one_first_heading_and_a_description(crawled: dict[str, Html]) -> None:
    for path, html in crawled.items():
        if path == "404.html":
            continue
        assert len(html.css("h1")) == 1, path
        description = html.css_first("meta[name=description]")
        assert description is not None, path
        assert description.attributes["content"], path


def test_no_page_asks_another_host_for_anything(crawled: dict[str, Html]) -> None:
    for path, html in crawled.items():
        for node in html.css("link[href], script[src], img[src], iframe[src]"):
            if node.attributes.get("rel") in ("canonical", "next", "prev"):
                continue
            target = node.attributes.get("href") or node.attributes.get("src") or ""
            assert urljoin(HERE, target).startswith((HERE, "data:")), (path, target)
