"""What a reader does on the example site, in a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page that fails the test on any request to another host and on any error in the console."""
    context = chromium.new_context(viewport=DESKTOP, base_url=address)
    page = context.new_page()
    strangers: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: strangers.append(request.url) if not request.url.startswith(address) else None)
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert [url for url in strangers if not url.startswith(("data:", "blob:"))] == []
    assert errors == []


def test_home_leads_to_a_debate_to_a_thread_to_a_comment_and_back(page: Page) -> None:
    page.goto("./")
    page.locator("main a[href*='debates/nuclear-power/']").first.click()
    expect(page.locator("h1")).to_contain_text("uclear")
    page.locator("article h3 a:not(.headerlink)").first.click()
    expect(page).not_to_have_url(re.compile(r"/debates/nuclear-power/$"))
    expect(page.locator("h1")).to_be_visible()
    page.locator("article a[href*='transcript/#']").first.click()
    assert "#" in page.url
    anchor = page.url.split("#")[1]
    expect(page.locator(f"[id='{anchor}']")).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_be_visible()


def test_a_concept_leads_from_one_debate_to_another(page: Page) -> None:
    page.goto("concepts/")
    hrefs = page.locator("main a").evaluate_all("all => all.map(a => a.href)")
    concepts = [
        href for href in hrefs if "/concepts/" in href and not href.rstrip("/").endswith("concepts") and "#" not in href
    ]
    assert concepts
    page.goto(concepts[0])
    debates = page.locator("main a").evaluate_all("all => all.map(a => a.href)")
    names = {href.split("/debates/")[1].split("/")[0] for href in debates if "/debates/" in href} - {""}
    assert len(names) >= 2


def test_search_finds_a_debate_by_its_title(page: Page) -> None:
    page.goto("./", wait_until="networkidle")  # the index is loaded after the page
    page.locator("input[name=query]").click()
    page.keyboard.type("nuclear", delay=20)
    result = page.locator(".md-search-result__link").first
    expect(result).to_be_visible(timeout=30_000)
    assert "nuclear" in (result.get_attribute("href") or "")


def test_the_scheme_can_be_toggled(page: Page) -> None:
    page.goto("./")
    before = page.locator("body").get_attribute("data-md-color-scheme")
    for _ in range(3):
        page.locator("label.md-header__button[for^=__palette]:visible").first.click()
        if page.locator("body").get_attribute("data-md-color-scheme") != before:
            break
    assert page.locator("body").get_attribute("data-md-color-scheme") != before


@pytest.mark.parametrize(
    "path", ["", "debates/", "debates/nuclear-power/", "debates/nuclear-power/transcript/", "concepts/"]
)
def test_a_phone_never_scrolls_sideways(page: Page, path: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(path or "./")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


@pytest.mark.parametrize(
    "path", ["", "debates/nuclear-power/", "debates/closed-models/transcript/", "concepts/", "tags/"]
)
def test_a_page_can_be_read_without_javascript(chromium: Browser, address: str, path: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + path)
    assert page.locator("h1").is_visible()
    assert len(page.locator("main").inner_text().split()) > 20
    context.close()
