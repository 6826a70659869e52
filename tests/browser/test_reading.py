"""What a reader does on the example site, in a real browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
DEBATE, TRANSCRIPT = "debates/nuclear-power/", "debates/nuclear-power/transcript/"


def test_home_leads_to_a_debate_to_a_thread_to_a_comment_and_back(page: Page) -> None:
    page.goto("./")
    page.locator("main a[href*='debates/nuclear-power/']").first.click()
    expect(page.locator("h1")).to_contain_text("uclear")
    page.locator("details.dg-topic summary").first.click()
    page.locator("details.dg-topic h3 a:not(.headerlink)").first.click()
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


def test_search_finds_a_debate_before_its_threads_and_those_before_its_transcript(page: Page) -> None:
    page.goto("./", wait_until="networkidle")  # the index is loaded after the page
    page.locator("input[name=query]").click()
    page.keyboard.type("nuclear", delay=20)
    expect(page.locator(".md-search-result__link").first).to_be_visible(timeout=30_000)
    found = page.locator(".md-search-result__item > a").evaluate_all("all => all.map(a => new URL(a.href).pathname)")
    assert found[0] == "/debates/nuclear-power/"
    threads = [at for at, path in enumerate(found) if re.fullmatch(r"/debates/nuclear-power/.+-[0-9a-f]{6}/", path)]
    transcripts = [at for at, path in enumerate(found) if path.endswith("/transcript/")]
    assert threads
    assert not transcripts or threads[0] < transcripts[0]
    kinds = page.locator(".md-search-result__item > a").evaluate_all("all => all.map(a => a.dataset.kind)")
    assert kinds[0] == "Debate"
    assert {kinds[at] for at in threads} == {"Argument thread"}


def test_search_leads_to_the_comment_that_has_the_words(page: Page) -> None:
    page.goto("./", wait_until="networkidle")
    page.locator("input[name=query]").click()
    page.keyboard.type("enormously", delay=20)
    link = page.locator(".md-search-result__link[href*='transcript'][href*='#post-']").first
    expect(link).to_be_attached(timeout=30_000)
    assert "/debates/nuclear-power/transcript/" in (link.get_attribute("href") or "")


def test_the_scheme_can_be_toggled(page: Page) -> None:
    page.goto("./")
    before = page.locator("body").get_attribute("data-md-color-scheme")
    for _ in range(3):
        page.locator("label.md-header__button[for^=__palette]:visible").first.click()
        if page.locator("body").get_attribute("data-md-color-scheme") != before:
            break
    assert page.locator("body").get_attribute("data-md-color-scheme") != before


@pytest.mark.parametrize("path", ["", "debates/", DEBATE, TRANSCRIPT, "concepts/", "concepts/open-source/", "404"])
@pytest.mark.parametrize("width", [390, 320], ids=["phone", "zoomed to 400 %"])
def test_a_phone_never_scrolls_sideways(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({**PHONE, "width": width})
    page.goto(path or "./") if path != "404" else page.goto("404.html")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


@pytest.mark.parametrize("path", ["", DEBATE, "debates/closed-models/transcript/", "concepts/", "tags/", "404.html"])
def test_a_page_can_be_read_without_javascript(chromium: Browser, address: str, path: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + path)
    assert page.locator("h1").is_visible()
    assert len(page.locator("main").inner_text().split()) > 20
    context.close()


def test_without_javascript_a_topic_still_opens(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + DEBATE)
    topic = page.locator("details.dg-topic").first
    topic.locator("summary").click()
    expect(topic.locator("h3").first).to_be_visible()
    context.close()


def test_a_wrong_address_offers_what_may_have_been_meant(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address)  # not watched: the browser logs the missing page as an error
    page = context.new_page()
    page.goto("debates/nuclear-power/a-thread-renamed-000000/")
    expect(page.locator("h1")).to_have_text("This page does not exist")
    assert page.locator(".dg-lost a").evaluate_all("all => all.map(a => a.pathname + a.search)") == [
        "/debates/nuclear-power/",
        "/?q=a%20thread%20renamed",
    ]
    page.locator(".dg-lost a").first.click()
    expect(page.locator("h1")).to_contain_text("uclear")
    context.close()


def test_paper_is_light_whatever_the_scheme(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("debates/nuclear-power/")
    ink = "getComputedStyle(document.querySelector('h1')).color"
    assert page.evaluate(ink) == "rgb(230, 235, 241)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(ink) == "rgb(29, 39, 51)"
