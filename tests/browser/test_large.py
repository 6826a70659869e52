"""A debate of 1,000 posts in 200 argument threads, and one of a single post."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""


def test_no_page_weighs_more_than_a_phone_bears(large: Path) -> None:
    weights = {page.relative_to(large).as_posix(): page.stat().st_size for page in large.rglob("*.html")}
    assert max(weights.values()) < 1_500_000, max(weights.items(), key=lambda pair: pair[1])
    assert weights["debates/tram/index.html"] < 300_000


def test_all_posts_stand_on_one_page_and_can_be_filtered_at_once(large_page: Page) -> None:
    large_page.goto("debates/tram/transcript/")
    assert large_page.locator(".dg-post").count() == 1000
    large_page.get_by_role("button", name="Filter and sort").click()
    large_page.get_by_label("Person").select_option("person7")
    assert large_page.locator(".dg-post:not(.dg-filtered)").count() == 12


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["./", "debates/tram/", "debates/tram/transcript/", "debates/one/"])
def test_nothing_shifts_while_a_page_loads_and_is_scrolled(large_page: Page, path: str, width: int) -> None:
    large_page.set_viewport_size({"width": width, "height": 844})
    large_page.add_init_script(SHIFTS)
    large_page.goto(path, wait_until="networkidle")
    for _ in range(4):
        large_page.mouse.wheel(0, 800)
        large_page.wait_for_timeout(50)
    assert large_page.evaluate("window.shifted") < 0.001


def test_topics_of_a_long_debate_have_pages_of_their_own(large_page: Page) -> None:
    large_page.goto("debates/tram/")
    topics = large_page.locator("div.dg-topic")
    assert 2 <= topics.count() <= 8
    topics.first.locator("h3 a").first.click()
    expect(large_page.locator("h1")).to_be_visible()
    assert large_page.locator("#exchanges ~ h3").count() > 10


def test_one_post_is_a_debate_without_empty_sections(large_page: Page) -> None:
    large_page.goto("debates/one/")
    assert large_page.locator(".md-content h2").evaluate_all("all => all.map(a => a.id)") == ["share"]
    expect(large_page.locator(".dg-lede")).to_be_visible()
    large_page.goto("debates/one/transcript/")
    assert large_page.locator(".dg-post").count() == 1
    assert large_page.locator(".dg-tools").count() == 0
