"""Sites in other languages, one of them read from right to left, as a browser shows them."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from digest import build
from tests.site.test_languages import HEBREW

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
DEBATE = "debates/nuclear-power/"
INSIDE = """[...document.querySelectorAll(".dg-overview .dg-node")].map((node) => {
  const [box, text] = ["rect", "text"].map((name) => node.querySelector(name).getBoundingClientRect());
  return text.left >= box.left && text.right <= box.right + 2;
})"""
"""Whether the words of each box of the map are inside of it."""
Serving = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The HTML of a site in a language."""

    def make(language: str) -> Path:
        root = tmp_path_factory.mktemp(language)
        (root / "content").mkdir()
        shutil.copy(ROOT / "content/nuclear-power.md", root / "content")
        (root / "templates/locale").mkdir(parents=True)
        (root / "templates/locale/he.po").write_text(HEBREW, encoding="utf-8")
        text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        assert "language: en" in text
        (root / "mkdocs.yml").write_text(text.replace("language: en", f"language: {language}"), encoding="utf-8")
        return build(root / "mkdocs.yml").output

    return make


@contextmanager
def opened(site: Path, *, browser: Browser, serving: Serving) -> Iterator[tuple[Page, str]]:
    with serving(site) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        yield page, address
        page.close()
        assert wrong == []


def test_a_german_site_is_german_with_what_its_scripts_say(
    spoken: Callable[[str], Path], chromium: Browser, serving: Serving
) -> None:
    with opened(spoken("de"), browser=chromium, serving=serving) as (page, address):
        page.goto(address + DEBATE)
        expect(page.locator("html")).to_have_attribute("lang", "de")
        expect(page.locator("#for")).to_contain_text("Dafür")
        page.goto(address + DEBATE + "transcript/")
        page.get_by_role("button", name="Filtern und sortieren").click()
        expect(page.get_by_label("Reihenfolge")).to_be_visible()
        expect(page.locator(".dg-fold").first).to_contain_text("Antworten")
        page.goto(address + "404.html")
        expect(page.locator("h1")).to_have_text("Diese Seite gibt es nicht")
        expect(page.get_by_role("link", name="Alle Debatten")).to_have_attribute("href", "/debates/")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_from_right_to_left_is_a_mirror_image(
    spoken: Callable[[str], Path], chromium: Browser, serving: Serving, width: int
) -> None:
    with opened(spoken("he"), browser=chromium, serving=serving) as (page, address):
        page.set_viewport_size({"width": width, "height": 900})
        for path in ("", DEBATE, DEBATE + "transcript/"):
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        page.goto(address + DEBATE)
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        pro, con = page.locator("#for").bounding_box(), page.locator("#against").bounding_box()
        assert pro is not None
        assert con is not None
        if width > 1000:
            assert pro["x"] > con["x"]
        drawn = page.locator(".dg-sides .dg-pro").bounding_box()
        words = page.locator(".dg-sides .dg-support").bounding_box()
        assert drawn is not None
        assert words is not None
        assert (
            abs(drawn["x"] + drawn["width"] - words["x"] - words["width"]) < 15
        )  # above its own end of the bar; a stroke is wider than its line
        border = "getComputedStyle(document.querySelector('.dg-point')).borderRightWidth"
        assert page.evaluate(border) != "0px"
        boxes = page.evaluate(INSIDE)
        assert boxes
        assert all(boxes)
