"""WCAG 2.2 AA, as far as axe can tell, on every kind of page, in both schemes, with what opens opened."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DEBATE, TRANSCRIPT = "debates/nuclear-power/", "debates/nuclear-power/transcript/"
PAGES = ["", "debates/", DEBATE, TRANSCRIPT, "debates/closed-models/transcript/", "debates/why-cities-should-ban-cars/"]
PAGES += ["concepts/", "concepts/open-source/", "tags/", "about/", "404.html"]


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule(chromium: Browser, address: str, scheme: str) -> None:
    context = chromium.new_context(color_scheme=scheme, base_url=address)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(DEBATE)
    thread = page.locator("article h3 a:not(.headerlink)").first.get_attribute("href") or ""
    broken = {}
    for path in (*PAGES, f"{DEBATE}{thread}"):
        page.goto(path or "./")
        if found := violations(page):
            broken[path] = found
    context.close()
    assert broken == {}


def test_what_opens_breaks_no_rule(page: Page) -> None:
    page.goto(TRANSCRIPT)
    page.get_by_role("button", name="Filter and sort").click()
    page.locator(".dg-fold").first.click()
    assert violations(page) == []
    page.locator("cite.dg-origin a:visible").first.evaluate("a => a.focus({ focusVisible: true })")
    expect(page.locator(".dg-preview")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("?")
    assert violations(page) == []


def test_the_first_thing_a_keyboard_reaches_is_the_way_past_the_menu(page: Page) -> None:
    page.goto(DEBATE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")


def test_every_page_has_its_landmarks(page: Page) -> None:
    for path in ("./", DEBATE, TRANSCRIPT):
        page.goto(path)
        assert page.get_by_role("main").count() == 1
        assert page.get_by_role("banner").count() == 1
        assert page.get_by_role("contentinfo").count() == 1


def test_whoever_wants_no_motion_gets_none(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(TRANSCRIPT)
    moving = page.evaluate("""[...document.querySelectorAll("[class*=dg-], html")].filter((one) => {
        const style = getComputedStyle(one);
        return style.scrollBehavior === "smooth" || parseFloat(style.transitionDuration) > 0.01
            || parseFloat(style.animationDuration) > 0.01;
    }).length""")
    assert moving == 0


def test_at_twice_the_size_the_text_still_fits(page: Page) -> None:
    page.set_viewport_size({"width": 640, "height": 450})  # what 1280 x 900 is at 200 %
    for path in ("./", DEBATE, TRANSCRIPT):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
