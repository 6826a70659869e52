"""What a reader finds on a site that Pagefind has indexed, in a real browser."""

import importlib.util
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from digest import build
from digest.renderers import RENDERERS
from digest.renderers.search import index

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(importlib.util.find_spec("pagefind_bin") is None, reason="Pagefind is not installed"),
]
ROOT = Path(__file__).parents[2]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASKED = {"runOnly": RULES, "resultTypes": ["violations"]}
HOSTILE = """\
---
title: "Is <b>bold</b> & <img src=x onerror=alert(1)> a zebrafinch?"
---

It is, because I say so.

## @ada

A quokkamarked <img src=x onerror=alert(1)> <script>alert(2)</script> <mark> is what I typed, and it stays so.
"""
Serving = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two of the example debates and one made to harm, searched by Pagefind; the folder of its mkdocs.yml."""
    root = tmp_path_factory.mktemp("pagefind")
    (root / "content").mkdir()
    for name in ("nuclear-power.md", "open-source-funding.md"):
        shutil.copy(ROOT / "content" / name, root / "content")
    (root / "content" / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(config.replace("digest: {}", "digest: {search: pagefind}"), encoding="utf-8")
    build(root / "mkdocs.yml")
    return root


@pytest.fixture(scope="session")
def where(site: Path, serving: Serving) -> Iterator[str]:
    with serving(site / "site") as address:
        yield address


@contextmanager
def reading(context: BrowserContext, address: str) -> Iterator[Page]:
    """A page that fails the test on any request to another host and on any error, broken policy or dialog."""
    page = context.new_page()
    wrong: list[str] = []
    page.on(
        "request", lambda one: wrong.append(one.url) if not one.url.startswith((address, "data:", "blob:")) else None
    )
    page.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda one: wrong.append(one.message))
    yield page
    context.close()
    assert wrong == []


@pytest.fixture
def page(chromium: Browser, where: str) -> Iterator[Page]:
    with reading(chromium.new_context(base_url=where), where) as page:
        yield page


def search(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words, delay=10)
    expect(page.locator(".dg-search-list:not([aria-busy]) a").first).to_be_visible(timeout=30_000)


def test_a_word_of_a_comment_leads_to_the_comment(page: Page) -> None:
    page.goto("./")
    search(page, "enormously")
    comment = page.locator(".dg-search section[data-kind=transcript] a").first
    expect(comment).to_contain_text("Should we build new nuclear power stations?")
    expect(comment.locator("mark")).to_contain_text("Enormously")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/debates/nuclear-power/transcript/#post-\w+$"))
    anchor = page.url.partition("#")[2]
    expect(page.locator(f"article:has([id='{anchor}'])").last).to_contain_text("Enormously")


def test_a_comment_of_the_page_that_is_read_is_gone_to_and_the_search_closes(page: Page) -> None:
    page.goto("debates/nuclear-power/transcript/")
    search(page, "enormously")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#post-"))
    expect(page.locator(".dg-search")).to_be_hidden()


def test_results_come_by_kind_the_debate_first_and_a_thread_repeats_no_comment(page: Page) -> None:
    page.goto("./")
    search(page, "nuclear")
    kinds = page.locator(".dg-search section").evaluate_all("all => all.map(one => one.dataset.kind)")
    assert kinds[:2] == ["debate", "thread"]
    assert "transcript" in kinds
    first = page.locator(".dg-search-list a").first
    assert (first.get_attribute("href") or "").endswith("/debates/nuclear-power/")
    expect(page.locator(".dg-search-status")).to_contain_text("in 1 transcript")
    page.keyboard.press("Escape")
    search(page, "enormously")
    expect(page.locator(".dg-search section")).to_have_count(1)


def test_arrows_walk_through_the_results_and_escape_closes(page: Page) -> None:
    page.goto("debates/nuclear-power/")
    search(page, "nuclear")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".dg-search-list a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".dg-search-list a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".dg-search")).to_be_hidden()
    for key in ("s", "f"):
        page.keyboard.press(key)
        expect(page.locator(".dg-search")).to_be_visible()
        page.keyboard.press("Escape")


def test_what_was_typed_is_shown_as_it_was_typed(page: Page) -> None:
    page.goto("./")
    search(page, "quokkamarked")
    found = page.locator(".dg-search section[data-kind=transcript] a").first
    expect(found).to_contain_text("A quokkamarked <img src=x onerror=alert(1)> <script>alert(2)</script> <mark> is")
    expect(found).to_contain_text("Is <b>bold</b> & <img src=x onerror=alert(1)> a zebrafinch?")
    names = page.locator(".dg-search-list *").evaluate_all("all => [...new Set(all.map(one => one.localName))].sort()")
    assert set(names) <= {"section", "h2", "ul", "li", "a", "strong", "small", "p", "mark", "button"}


def test_nothing_found_is_said(page: Page) -> None:
    page.goto("./")
    page.keyboard.press("/")
    page.keyboard.type("xylophonists")
    expect(page.locator(".dg-search-status")).to_have_text("Nothing found", timeout=30_000)


def test_our_labels_are_nobodys_words(page: Page) -> None:
    page.goto("debates/nuclear-power/")
    expect(page.locator(".dg-rel").first).to_be_visible()
    page.keyboard.press("/")
    for word in ("inferred", "stands", "attacks"):
        page.locator("input[name=query]").fill(word)
        expect(page.locator(".dg-search-list")).not_to_have_attribute("aria-busy", "true", timeout=30_000)
        expect(page.locator(".dg-search section[data-kind=thread]")).to_have_count(0)


def test_an_address_can_ask(page: Page) -> None:
    page.goto("?q=enormously")
    expect(page.locator(".dg-search-list a").first).to_be_visible(timeout=30_000)


def test_whoever_wants_no_single_keys_searches_by_the_button(page: Page) -> None:
    page.goto("./")
    page.evaluate("localStorage.setItem('digest:keys', 'off')")
    page.keyboard.press("/")
    expect(page.locator(".dg-search")).to_be_hidden()
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("searchbox")).to_be_focused()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_the_open_search_breaks_no_rule_and_fits(chromium: Browser, where: str, width: int, scheme: str) -> None:
    size = {"width": width, "height": 800}
    context = chromium.new_context(base_url=where, color_scheme=scheme, viewport=size)  # type: ignore[arg-type]
    with reading(context, where) as page:
        page.goto("debates/nuclear-power/")
        search(page, "nuclear")
        searched = {"include": [[".dg-search"], [".md-header"]]}  # the page behind is tested where it is not covered
        found = Axe().run(page, context=searched, options=ASKED).response["violations"]
        assert [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]] == []
        wide = page.locator(".dg-search").evaluate("one => one.scrollWidth - one.clientWidth")
        assert wide <= 0
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_it_works_beneath_another_folder_and_with_file_names(site: Path, chromium: Browser, serving: Serving) -> None:
    config = (site / "mkdocs.yml").read_text(encoding="utf-8")
    (site / "files.yml").write_text(config + "use_directory_urls: false\n", encoding="utf-8")
    output = site / "host" / "town"
    RENDERERS["mkdocs"](site / "files.yml", output=output, epoch=0, pagefind=True)
    index(output)
    with serving(site / "host") as host, reading(chromium.new_context(), host) as page:
        page.goto(f"{host}town/debates/nuclear-power/index.html")
        search(page, "enormously")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/town/debates/nuclear-power/transcript/?\.?.*#post-\w+$"))
        expect(page.locator("h1")).to_contain_text("Transcript")


def test_an_index_that_cannot_be_had_is_told(chromium: Browser, where: str) -> None:
    context = chromium.new_context(base_url=where)
    page = context.new_page()
    page.route("**/pagefind/*", lambda route: route.abort())
    page.goto("./")
    page.keyboard.press("/")
    expect(page.locator(".dg-search-status")).to_contain_text("could not be loaded")
    context.close()


def test_webassembly_is_allowed_where_pagefind_is_and_nothing_else_more(site: Path) -> None:
    config = (site / "mkdocs.yml").read_text(encoding="utf-8")
    (site / "own.yml").write_text(config.replace("pagefind", "material"), encoding="utf-8")
    RENDERERS["mkdocs"](site / "own.yml", output=site / "own", epoch=0)
    policies = []
    for folder in ("site", "own"):
        home = (site / folder / "index.html").read_text(encoding="utf-8")
        found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', home)
        policies.append(found[1].replace("&#39;", "'") if found else "")
    assert policies[0].count(" 'wasm-unsafe-eval'") == 1
    assert policies[0].replace(" 'wasm-unsafe-eval'", "") == policies[1]
    assert "script-src 'self' 'wasm-unsafe-eval';" in policies[0]
