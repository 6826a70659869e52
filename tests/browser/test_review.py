"""Corrections on the page: proposals accepted, rejected, edited, undone, by mouse and keyboard, and by nobody else."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, expect

from digest.cli import main
from digest.preview import serve
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

DEBATE = """---
title: "Should the choir rehearse on Mondays?"
---

The choir should rehearse on Mondays. The hall is free on that day, and nobody has to pay for it.

## @ada · 2026-05-02 09:00 · #a1

Mondays are best because the hall is empty and free on that day. It costs 40 euros on any other evening.

### @ben · 2026-05-02 09:30 · #b1

> the hall is empty and free on that day

No, it is not. The chess club has the hall on Mondays, and they would have to leave. I disagree with the whole plan.

### @cleo · 2026-05-02 10:00 · #c1

I agree. <img src=x onerror="window.hacked = true"> The chess club would be happy with the small room, because they
are six.

## @dora · 2026-05-02 12:00 · #d1

Half of the basses sing elsewhere on Mondays, so nobody would come. I would lose my lift home as well.
"""
PROPOSALS = """\
# What a language model proposes for this debate.
proposed:
  model: stand-in
  date: 2026-05-03
proposition: "The choir should rehearse in the small room."
sides:
  - post: c1
    side: against
  - post: d1
    side: for
topics:
  - topic: "Who loses the room"
    posts: [b1, c1]
"""
OURS = '# My own remark.\nkey_points:\n  - drop: "It costs 40 euros"  # a figure\n'
PAGE, TRANSCRIPT = "debates/choir/", "debates/choir/transcript/"
LONG = 30_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SITE_URL", raising=False)
        folder = tmp_path_factory.mktemp("review") / "debates"
        assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    (folder / "content" / "choir.md").write_text(DEBATE, encoding="utf-8")
    return folder


class Heard:
    """What a preview tells of its progress."""

    def __init__(self) -> None:
        self.last = ""
        self.when = time.monotonic()

    def tell(self, what: str, done: int, total: int) -> None:
        self.last, self.when = what, time.monotonic()

    def rests(self, since: float) -> bool:
        """Whether all that was written before some time is in the pages."""
        return not self.last and time.monotonic() > max(self.when, since) + 1


@pytest.fixture(scope="module")
def heard() -> Heard:
    return Heard()


@pytest.fixture(scope="module")
def address(site: Path, heard: Heard) -> Iterator[str]:
    opened: list[str] = []
    said: list[str] = []
    stop = threading.Event()
    options = {"host": "127.0.0.1", "port": 0, "say": said.append, "tell": heard.tell}
    thread = threading.Thread(
        target=serve,
        args=(site / "mkdocs.yml",),
        kwargs={**options, "opened": opened.append, "stop": stop},
        daemon=True,
    )
    thread.start()
    wait(lambda: bool(opened) or not thread.is_alive())
    yield opened[0]
    stop.set()
    thread.join(timeout=30)
    assert [line for line in said if "Traceback" in line] == []


@pytest.fixture
def corrections(site: Path, address: str, heard: Heard) -> Path:
    """The file of corrections, and the proposals, as each test finds them."""
    (site / "content" / "choir.proposals.yml").write_text(PROPOSALS, encoding="utf-8")
    path = site / "content" / "choir.curation.yml"
    path.write_text(OURS, encoding="utf-8")
    since = time.monotonic()
    wait(lambda: heard.rests(since))
    return path


@pytest.fixture
def open_page(chromium: Browser, address: str, corrections: Path) -> Iterator[Callable[..., Page]]:
    """Opens a page of the preview in a browser of its own; no errors, and nothing is asked of another host."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(path: str = PAGE, **options: object) -> Page:
        context = chromium.new_context(base_url=address, reduced_motion="reduce", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(LONG)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request",
            lambda one: None if one.url.startswith((address, "data:")) else wrong.append(one.url),
        )
        page.goto(path)
        expect(page.get_by_role("region", name="Corrections")).to_contain_text("proposal")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def wait(done: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until
        time.sleep(0.05)


def card(page: Page, name: str):
    return page.get_by_role("group", name=name)


def test_proposals_are_accepted_and_rejected_where_they_stand_and_undone(
    open_page: Callable[..., Page], corrections: Path
) -> None:
    page = open_page(TRANSCRIPT)
    status = page.get_by_role("status").first
    cleo, dora = page.locator("[id=post-c1]").locator(".."), page.locator("[id=post-d1]").locator("..")
    expect(cleo.locator(".dgr-card ins")).to_contain_text("against")
    cleo.get_by_role("button", name="Accept").click()
    expect(cleo.locator(".dgr-card")).to_have_count(0)
    text = corrections.read_text(encoding="utf-8")
    assert text.startswith(OURS)
    assert "post: c1" in text
    assert "side: against" in text
    assert "stand-in" in text
    dora.get_by_role("button", name="Reject").click()
    expect(dora.locator(".dgr-card")).to_have_count(0)
    assert "d1" not in corrections.read_text(encoding="utf-8")
    page.reload()
    expect(cleo.get_by_role("button", name="Edit the post")).to_be_visible()
    expect(page.locator("main .dgr-card")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()  # the server knows, whatever the page has forgotten
    expect(dora.locator(".dgr-card ins")).to_contain_text("for")
    page.get_by_role("button", name="Undo").click()
    expect(cleo.locator(".dgr-card")).to_have_count(1)
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    assert corrections.read_text(encoding="utf-8") == OURS
    expect(status).not_to_be_empty()


def test_all_of_a_kind_are_accepted_at_once_and_the_page_shows_it(
    open_page: Callable[..., Page], corrections: Path
) -> None:
    page = open_page()
    page.get_by_role("button", name="Review").click()
    panel = page.get_by_role("complementary", name="Review")
    panel.get_by_role("button", name="Accept all 2").click()
    expect(panel.get_by_role("heading", name="side")).to_have_count(0)
    text = corrections.read_text(encoding="utf-8")
    assert text.count("post: ") == 2
    page.locator(".md-content").get_by_role("button", name="Accept").first.click()  # the proposition, at its place
    expect(page.locator(".md-content .dgr-card")).to_have_count(0)
    expect(page.locator(".dg-sides + .dg-meta")).to_contain_text("rehearse in the small room.", timeout=LONG)
    expect(panel).to_be_visible()  # as it was before the page was built anew


def test_the_keyboard_is_enough(open_page: Callable[..., Page], corrections: Path) -> None:
    page = open_page(TRANSCRIPT)
    page.keyboard.press("j")
    expect(page.locator(".dgr-card:focus")).to_contain_text("against")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(page.locator(".dgr-card:focus")).to_contain_text("dora")  # the next one
    page.keyboard.press("e")
    dialog = page.locator("dialog.dgr-dialog")
    expect(dialog.get_by_role("radio", name="for")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    wait(lambda: "neither" in corrections.read_text(encoding="utf-8"))

    def undone() -> bool:
        """Press the key again if the page was just being loaded anew."""
        page.keyboard.press("u")
        page.wait_for_timeout(3000)
        return "neither" not in corrections.read_text(encoding="utf-8")

    wait(undone)
    page.keyboard.press("?")
    expect(page.locator("dialog.dgr-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.dgr-dialog")).to_have_count(0)


def test_a_form_says_what_is_wrong_writes_what_is_right_and_gives_the_focus_back(
    open_page: Callable[..., Page], corrections: Path
) -> None:
    page = open_page(TRANSCRIPT)
    edit = page.get_by_role("button", name="Edit the post of cleo")
    edit.click()
    dialog = page.locator("dialog.dgr-dialog")
    expect(dialog.get_by_label("What it says")).to_have_value(re.compile("<img src=x onerror"))
    words = dialog.get_by_role("textbox", name="Words to black out")
    words.fill("no such words")
    dialog.get_by_role("button", name="Save").click()
    expect(words).to_be_focused()
    expect(dialog).to_contain_text("does not hold these words")
    expect(words).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Escape")
    expect(edit).to_be_focused()
    assert corrections.read_text(encoding="utf-8") == OURS
    edit.click()
    dialog.get_by_label("What it says").evaluate(
        "one => { const at = one.value.indexOf('happy'); one.focus(); one.setSelectionRange(at, at + 5); }"
    )
    expect(words).to_have_value("happy")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(page.locator("[id=post-c1]").locator("..")).not_to_contain_text("happy", timeout=LONG)
    expect(edit).to_be_focused()
    assert not page.evaluate("window.hacked")


def test_a_point_is_shown_by_another_sentence_and_a_topic_by_another_title(
    open_page: Callable[..., Page], corrections: Path
) -> None:
    page = open_page()
    point = page.locator(".dg-point").first
    before = point.locator("blockquote").inner_text()
    point.get_by_role("button", name="Edit").first.click()
    dialog = page.locator("dialog.dgr-dialog")
    other = dialog.get_by_role("group", name="Words to show it by").locator("label:not(:has(:checked))").first
    words = other.evaluate("one => one.querySelector('span').firstChild.textContent")
    other.click()
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator(".dg-point blockquote").get_by_text(words)).to_have_count(1, timeout=LONG)
    expect(page.locator(".dg-point blockquote").get_by_text(before.strip("“”"), exact=True)).to_have_count(0)
    topic = page.locator("details.dg-topic").first
    topic.locator("summary").click()
    topic.get_by_role("button", name="Edit the topic").click()
    dialog.get_by_role("textbox", name="Title").fill("Monday <b>or</b> never")
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator("details.dg-topic summary").first).to_contain_text("Monday <b>or</b> never", timeout=LONG)


def test_two_editors_lose_nothing(open_page: Callable[..., Page], corrections: Path) -> None:
    first, second = open_page(), open_page()
    for page in (first, second):
        page.get_by_role("button", name="Review").click()
        page.get_by_role("complementary").get_by_role("button", name="Edit the summary").click()
        page.get_by_role("textbox", name="Summary").fill(
            "They cannot agree on a day." if page is first else "It is about the hall."
        )
    first.locator("dialog.dgr-dialog").get_by_role("button", name="Save").click()
    expect(first.locator("dialog.dgr-dialog")).to_have_count(0)
    dialog = second.locator("dialog.dgr-dialog")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_contain_text("Your words are still here")
    expect(second.get_by_role("textbox", name="Summary")).to_have_value("It is about the hall.")
    text = corrections.read_text(encoding="utf-8")
    assert "They cannot agree on a day." in text
    assert "# My own remark." in text
    dialog.get_by_role("button", name="Save").click()  # now it has been seen
    expect(dialog).to_have_count(0)
    text = corrections.read_text(encoding="utf-8")
    assert "It is about the hall." in text
    assert text.count("summary:") == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_tools_break_no_rule(open_page: Callable[..., Page], scheme: str, width: int) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    found = violations(page)
    page.keyboard.press("j")
    page.get_by_role("button", name="Review").click()
    found += violations(page)
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Edit the point").first.click()
    expect(page.locator("dialog.dgr-dialog")).to_be_visible()
    found += violations(page)
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


class _Hostile(BaseHTTPRequestHandler):
    """A stranger's page, served from another port of this machine."""

    def do_GET(self) -> None:
        body = b"<!doctype html><title>Free kittens</title><body><iframe name=sink></iframe></body>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name is the base class's
        pass


ATTACK = """async ([there, page]) => {
  const at = `${there}__digest__/debate?debate=choir`, got = [];
  const body = JSON.stringify({ do: "edit", kind: "summary", id: "", fields: { text: "HACKED" }, version: "" });
  const json = { "Content-Type": "application/json", "X-Digest-Token": "x" };
  const tries = [
    [at, { method: "POST", mode: "no-cors", body }],
    [at, { method: "POST", mode: "no-cors", headers: { "Content-Type": "text/plain" }, body, credentials: "include" }],
    [at, { method: "POST", headers: json, body }],
    [at, { method: "PUT", headers: json, body }],
    [at, {}],
    [page, {}],
    [page, { mode: "no-cors" }],
  ];
  for (const [address, options] of tries) {
    try { got.push(await (await fetch(address, options)).text()); } catch { got.push("refused"); }
  }
  navigator.sendBeacon(at, new Blob([body], { type: "text/plain" }));
  const form = document.createElement("form");
  Object.assign(form, { action: at, method: "post", enctype: "text/plain", target: "sink" });
  const field = document.createElement("input");
  Object.assign(field, { name: body.slice(0, -1) + ', "x":"', value: '"}' });
  form.append(field);
  document.body.append(form);
  form.submit();
  const frame = document.createElement("iframe");
  frame.src = page;
  document.body.append(frame);
  await new Promise((done) => { frame.onload = done; setTimeout(done, 3000); });
  try { got.push(frame.contentDocument.documentElement.outerHTML); } catch { got.push("refused"); }
  const opened = window.open(page);
  await new Promise((done) => setTimeout(done, 1500));
  try { got.push(opened.document.documentElement.outerHTML); } catch { got.push("refused"); }
  return got;
}"""


def test_a_stranger_s_page_at_another_port_neither_writes_nor_reads(
    chromium: Browser, address: str, corrections: Path, site: Path
) -> None:
    before = {path.name: path.read_bytes() for path in (site / "content").iterdir()}
    with ThreadingHTTPServer(("127.0.0.1", 0), _Hostile) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = chromium.new_context()
        for host in ("127.0.0.1", "localhost"):
            page = context.new_page()
            page.goto(f"http://{host}:{server.server_address[1]}/")
            got = page.evaluate(ATTACK, [address, f"{address}{PAGE}"])
            assert "refused" in got
            assert [one for one in got if "data-token" in one or "choir" in one] == [], json.dumps(got)[:500]
        context.close()
        server.shutdown()
    assert {path.name: path.read_bytes() for path in (site / "content").iterdir()} == before
