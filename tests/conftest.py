"""What all tests share."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jinja2
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.effort import THOROUGH, amount

# No deadline: how long one example takes depends on what else the machine does. CI tries the same examples each time,
# so that a change is judged by what it changes; at a desk and in the weekly thorough run new ones are tried.
EXAMPLES = amount(40, thorough=400)
settings.register_profile("desk", deadline=None, max_examples=EXAMPLES)
settings.register_profile("ci", deadline=None, max_examples=EXAMPLES, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") and not THOROUGH else "desk")

ROOT = Path(__file__).parents[1]
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
FLAGS += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]  # nothing leaves the machine
FLAGS += ["--process-per-site"]  # the next page of a context starts warm, which halves what a test costs


LONG = ("security/test_injection", "test_docs", "browser/test_accessibility", "test_plugin", "browser/test_new_user")
"""Files that take longest. They are begun first, so that no worker waits for another at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        name = str(item.path.with_suffix("")).replace(os.sep, "/")
        return next((at for at, one in enumerate(LONG) if name.endswith(f"tests/{one}")), len(LONG))

    items.sort(key=place)


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once() -> Iterator[None]:
    """Sites are built hundreds of times from the same templates; compiling them is a third of a small build."""
    compiled: dict[object, object] = {}
    original = jinja2.Environment.compile

    def once(self: jinja2.Environment, source: object, *given: object, **more: object) -> object:
        if not isinstance(source, str):
            return original(self, source, *given, **more)
        options = (self.trim_blocks, self.lstrip_blocks, self.keep_trailing_newline, self.autoescape)
        # A filter of a constant is worked out when its template is compiled. Filters that print dates and numbers are
        # made anew for each environment, so their code and the language tell them apart.
        filters = frozenset((name, getattr(one, "__code__", one)) for name, one in self.filters.items())
        language = getattr(getattr(self, "translation", None), "language", None)
        used = (type(self), self.finalize, options, filters, language, frozenset(self.extensions))
        key = (used, source, given, frozenset(more.items()))
        if key not in compiled:
            compiled[key] = original(self, source, *given, **more)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Environment, "compile", once)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real discussions beside the repository, which stays out of it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("real discussions are not at hand (no ../shared)")
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    """Answers as a host of static sites does: with the site's own page where there is none."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name is the base class's
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="session")
def serving() -> Callable[[Path], AbstractContextManager[str]]:
    """Serves a folder as a host of static sites does; gives its address."""
    return _served


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process: Playwright allows no second one."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
