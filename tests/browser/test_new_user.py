"""What somebody does who has never seen digest: from the wheel to a published site, outside this repository.

Only the wheel is installed anew; what it depends on is taken from the environment of the tests, so that this works
without a network.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).parents[2]
BASE = "/town-debates/"
URL = f"https://ada.example{BASE}"
SAVED = """id,parent,author,date,text
1,,ada,2026-02-01,"The square is full of cars, and nobody can cross it. We should close it to cars."
2,1,ben,2026-02-01,"That is wrong. The shops depend on customers who come by car."
3,2,cleo,2026-02-02,"The shops in the next town sell more since its square was closed, because people stay longer."
4,1,dan,2026-02-02,"I agree, my children cannot cross it on their way to school."
"""

ADDRESSES = "all => all.map(one => new URL(one.getAttribute('href'), location.href).href)"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("git") is None, reason="no git on this machine"),
]


@dataclass(frozen=True)
class User:
    """A shell in an empty folder, with a fresh environment that has the wheel in it."""

    folder: Path
    environment: dict[str, str]

    def run(self, *command: str, status: int = 0) -> str:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
        return done.stdout.strip()


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> User:
    pytest.importorskip("hatchling", reason="nothing here builds a wheel (hatchling)")
    here = tmp_path_factory.mktemp("new-user")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    wheel = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(here), str(ROOT)]
    subprocess.run(wheel, check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(here / "venv")], check=True)
    python = here / "venv" / "bin" / "python"
    [built] = here.glob("*.whl")
    install = [*pip, "--python", str(python), "install", "--no-index", "--no-deps", str(built)]
    subprocess.run(install, check=True, capture_output=True)
    [packages] = (here / "venv" / "lib").glob("python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    left_out = ("PYTHONPATH", "SITE_URL", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment["PATH"] = f"{python.parent}{os.pathsep}{environment['PATH']}"
    for who in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{who}_NAME": "Ada", f"GIT_{who}_EMAIL": "ada@example.org"}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    home = here / "home"
    home.mkdir()
    return User(home, environment)


@pytest.fixture(scope="module")
def published(user: User) -> Path:
    """The clone of the branch that a host would serve, after all that a new user does first."""
    where = user.run("python", "-c", "import digest; print(digest.__file__)")
    assert where.startswith(str(user.folder.parent / "venv")), where

    user.run("digest", "init", "town-debates", "--url", URL)
    site = User(user.folder / "town-debates", user.environment)
    assert not list(site.folder.rglob("*.py"))

    new = site.run("digest", "new", "Should the market hall have a roof?")
    begun = (site.folder / new).read_text(encoding="utf-8")
    front, _, _ = begun.partition("\nSay here what")
    (site.folder / new).write_text(f"{front}\n## @mara\n\nIt should, because stalls stay away when it rains.\n")
    (site.folder / "the-square.csv").write_text(SAVED)
    assert "4 posts imported" in site.run("digest", "import", "the-square.csv", "--name", "the-square")
    (site.folder / "the-square.csv").unlink()

    assert "3 debates" in site.run("digest", "check")
    assert "3 debates" in site.run("digest", "build")
    assert (site.folder / "site" / "index.html").is_file()
    _serve(site)

    user.run("git", "init", "-q", "--bare", "host.git")
    for command in ("init -q -b main", "add .", "commit -qm Begin", "remote add origin ../host.git"):
        site.run("git", *command.split())
    assert f"it will appear at {URL}" in site.run("digest", "publish")
    user.run("git", "clone", "-q", "--branch", "gh-pages", "host.git", "clone")
    return user.folder / "clone"


def _serve(site: User) -> None:
    """`digest serve`, an edit, and Ctrl-C."""
    process = subprocess.Popen(
        ["digest", "serve", "--port", "0"], cwd=site.folder, env=site.environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        url = re.search(r"http://\S+", process.stdout.readline())[0]
        assert url.endswith(BASE)
        process.stdout.readline()
        debate = site.folder / "content" / "the-square.md"
        debate.write_text(debate.read_text(encoding="utf-8").replace("sell more", "sell much more"), encoding="utf-8")
        until = time.monotonic() + 60
        while "sell much more" not in urllib.request.urlopen(f"{url}debates/the-square/transcript/").read().decode():
            assert time.monotonic() < until
            time.sleep(0.1)
    finally:
        process.terminate()
        assert process.wait(timeout=30) == 0


@pytest.fixture(scope="module")
def address(published: Path) -> Iterator[str]:
    """The clone, served at the sub-path that it was built for."""
    root = published.parent / "host"
    root.mkdir()
    (root / BASE.strip("/")).symlink_to(published)

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name is the base class's
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}{BASE}"
        server.shutdown()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page that fails the test on any broken answer, request elsewhere or error in the console."""
    context = chromium.new_context()
    page = context.new_page()
    amiss: list[str] = []
    page.on("response", lambda answer: amiss.append(answer.url) if answer.status >= 400 else None)
    page.on(
        "request", lambda one: amiss.append(one.url) if not one.url.startswith((address, "data:", "blob:")) else None
    )
    page.on("console", lambda message: amiss.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: amiss.append(str(error)))
    yield page
    context.close()
    assert amiss == []


@pytest.mark.timeout(300)
def test_a_new_user_comes_from_the_wheel_to_a_site_without_a_broken_link(
    page: Page, address: str, published: Path
) -> None:
    """One test, so that one process goes the whole way once."""
    every_page_and_link_works_under_its_path(page, address)
    search_finds_what_was_begun_and_leads_there(page, address)
    feeds_and_the_sitemap_name_pages_that_are_there(published)
    pictures_for_link_previews_are_named_in_full_and_there(published)


def every_page_and_link_works_under_its_path(page: Page, address: str) -> None:
    seen: set[str] = set()
    waiting = [address]
    while waiting:
        url = waiting.pop()
        answer = page.goto(url)
        assert answer is not None
        assert answer.ok, url
        expect(page.locator("h1").first).to_be_visible()
        links = page.locator("a[href], link[href]").evaluate_all(ADDRESSES)
        ids = set(page.locator("[id]").evaluate_all("all => all.map(one => one.id)"))
        for target, anchor in map(urldefrag, links):
            if target == url and anchor:
                assert unquote(anchor) in ids, (url, anchor)
            if not target.startswith(address) or target in seen:
                continue
            seen.add(target)
            if target.endswith("/"):
                waiting.append(target)
            else:
                with urllib.request.urlopen(target) as linked:
                    assert linked.status == 200
    assert len([one for one in seen if one.endswith("/")]) > 10
    assert any("/debates/the-square/" in one for one in seen)


def search_finds_what_was_begun_and_leads_there(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    page.locator("input[name=query]").click()
    page.keyboard.type("market hall", delay=20)
    result = page.locator(".md-search-result__link").first
    expect(result).to_be_visible(timeout=30_000)
    result.click()
    expect(page.locator("h1").first).to_contain_text("market hall")
    assert page.url.startswith(address)


def feeds_and_the_sitemap_name_pages_that_are_there(published: Path) -> None:
    feeds = [*published.rglob("*.xml")]
    assert {"feed.xml", "sitemap.xml"} <= {path.name for path in feeds}
    for feed in feeds:
        tree = ElementTree.parse(feed)
        named = [one.get("href") or "" for one in tree.iter("{http://www.w3.org/2005/Atom}link")]
        named += [one.text or "" for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
        assert named, feed
        for url in named:
            assert url.startswith(URL), (feed, url)
            path = published / unquote(urlsplit(url).path.removeprefix(BASE))
            assert path.is_file() or (path / "index.html").is_file(), (feed, url)


def pictures_for_link_previews_are_named_in_full_and_there(published: Path) -> None:
    pages = [published / "index.html", published / "debates" / "the-square" / "index.html"]
    for path in pages:
        image = re.search(r'property="og:image" content="([^"]+)"', path.read_text(encoding="utf-8"))[1]
        assert image.startswith(URL)
        assert (published / image.removeprefix(URL)).is_file()
