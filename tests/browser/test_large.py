"""A debate of 1,000 posts in 200 argument threads, and one of a single post."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from digest.site.budget import CRUX, SHORT, WHOLE

pytestmark = pytest.mark.browser

SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""


def test_no_page_weighs_more_than_a_phone_bears(large: Path) -> None:
    weights = {page.relative_to(large).as_posix(): page.stat().st_size for page in large.rglob("*.html")}
    assert max(weights.values()) < 1_500_000, max(weights.items(), key=lambda pair: pair[1])
    assert weights["debates/tram/index.html"] < 600_000


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


def test_the_map_of_many_threads_is_folded_to_their_claims(large_page: Page) -> None:
    large_page.goto("debates/tram/")
    folded = large_page.locator("details.dg-tree")
    assert 12 <= folded.count() <= 24
    expect(folded.first.locator("svg")).to_be_hidden()
    folded.first.locator("summary").click()
    expect(folded.first.locator("svg")).to_be_visible()
    assert large_page.locator("#more-threads ~ ul li").count() > 150


def test_each_view_fits_its_time_in_words_that_are_really_there(large_page: Page) -> None:
    large_page.goto("debates/tram/")
    for choice, most in (("crux", CRUX), ("short", SHORT)):
        large_page.locator(f".dg-budget input[value={choice}]").check(force=True)
        text = large_page.locator(".md-content").inner_text()
        for aside in large_page.locator(".dg-budget, .dg-for-whole ~ *").all_inner_texts():
            text = text.replace(aside, "")
        assert len(text.split()) <= most * 1.1
    full = large_page.locator(".dg-for-whole .dg-argument").evaluate_all("all => all.map(a => a.textContent).join(' ')")
    assert len(full.split()) < WHOLE


def test_one_post_is_a_debate_without_empty_sections(large_page: Page) -> None:
    large_page.goto("debates/one/")
    assert large_page.locator(".md-content h2").evaluate_all("all => all.map(a => a.id)") == ["take-away"]
    expect(large_page.locator(".dg-lede")).to_be_visible()
    large_page.goto("debates/one/transcript/")
    assert large_page.locator(".dg-post").count() == 1
    assert large_page.locator(".dg-tools").count() == 0
