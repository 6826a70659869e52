"""The preview as an editor sees it: an edit appears by itself, a mistake is told on the page, and goes with it."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from digest.cli import main
from digest.preview import serve

pytestmark = pytest.mark.browser


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SITE_URL", raising=False)
    folder = tmp_path / "debates"
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    return folder


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    opened: list[str] = []
    stop = threading.Event()
    options = {"host": "127.0.0.1", "port": 0, "say": lambda line: None, "tell": lambda what, done, total: None}
    thread = threading.Thread(
        target=serve,
        args=(site / "mkdocs.yml",),
        kwargs={**options, "opened": opened.append, "stop": stop},
        daemon=True,
    )
    thread.start()
    until = time.monotonic() + 60
    while not opened:
        assert thread.is_alive()
        assert time.monotonic() < until
        time.sleep(0.1)
    yield opened[0]
    stop.set()
    thread.join(timeout=30)


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:  # ends before the server does
    context = chromium.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("response", lambda answer: errors.append(answer.url) if answer.status >= 400 else None)
    yield page
    context.close()
    assert errors == []  # the site's policy lets the preview's script and notice be


def edit(site: Path, old: str, new: str) -> None:
    path = site / "content" / "tool-library.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_edit_appears_by_itself_and_a_mistake_is_told_until_it_is_mended(
    page: Page, site: Path, address: str
) -> None:
    page.goto(f"{address}debates/tool-library/")
    expect(page.locator("h1")).to_contain_text("lend tools?")
    edit(site, "lend tools?", "lend ladders?")
    expect(page.locator("h1")).to_contain_text("lend ladders?", timeout=30_000)
    edit(site, "title: ", "title: [")
    notice = page.get_by_role("alert")
    expect(notice).to_be_visible(timeout=30_000)
    expect(notice).to_contain_text("content/tool-library.md:")
    expect(page.locator("h1")).to_contain_text("lend ladders?")
    assert notice.evaluate("one => getComputedStyle(one).position") == "fixed"
    edit(site, "title: [", "title: ")
    expect(notice).to_have_count(0, timeout=30_000)
