"""Plain MkDocs builds the debates, too: the same site, the faults as ours are told, and never in a loop."""

import importlib.util
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest.cli import main

ROOT = Path(__file__).parents[1]
DEBATE = "content/tool-library.md"
PAGE = "debates/tool-library/"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "debates"
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    return folder


def mkdocs(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", *arguments]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1772668800", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=False)


def files(folder: Path) -> dict[str, bytes]:
    other = ("sitemap", ".digest-site")  # the first tells the time, and the second has its hash
    kept = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(other))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in kept}


def test_mkdocs_build_makes_the_site_that_digest_build_makes(site: Path) -> None:
    built = mkdocs(site, "build")
    assert built.returncode == 0, built.stderr
    theirs = files(site / "site")
    assert PAGE + "index.html" in theirs
    assert CliRunner().invoke(main, ["build", "--config", str(site / "mkdocs.yml")]).exit_code == 0
    assert files(site / "site") == theirs


@pytest.mark.skipif(importlib.util.find_spec("pagefind_bin") is None, reason="Pagefind is not installed")
def test_mkdocs_build_indexes_the_site_where_pagefind_searches_it(site: Path) -> None:
    config = site / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("digest: {}", "digest: {search: pagefind}"), encoding="utf-8")
    built = mkdocs(site, "build")
    assert built.returncode == 0, built.stderr
    names = files(site / "site").keys()
    assert "pagefind/pagefind.js" in names
    assert "search/search_index.json" not in names
    config.write_text(text.replace("digest: {}", "digest: {search: pagefnd}"), encoding="utf-8")
    failed = mkdocs(site, "build")
    assert "did you mean 'pagefind'?" in failed.stderr
    assert files(site / "site").keys() == names


def test_a_fault_is_told_as_ours_and_the_site_stays(site: Path) -> None:
    mkdocs(site, "build")
    before = files(site / "site")
    (site / "content" / "bad.md").write_text("---\ntitle: [\n---\n\nText.\n")
    failed = mkdocs(site, "build")
    assert failed.returncode == 1
    assert re.search(r"^content/bad\.md:\d: broken front matter", failed.stderr, re.MULTILINE)
    assert "Traceback" not in failed.stderr
    assert files(site / "site") == before


def everything(folder: Path) -> dict[str, bytes]:
    kept = (path for path in folder.rglob("*") if path.is_file() and ".digest-cache" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in kept}


@pytest.mark.parametrize(
    "written", [".", "content", "./content/", "templates", "x/../content", "Content", "link", "~/x", ""]
)
@pytest.mark.parametrize("how", ["mkdocs.yml", "--site-dir"])
def test_mkdocs_empties_no_folder_that_somebody_works_in(site: Path, written: str, how: str) -> None:
    (site / "templates").mkdir()
    (site / "templates/own.md").write_text("precious")
    (site / "link").symlink_to(site / "content")
    if how == "mkdocs.yml":
        config = site / "mkdocs.yml"
        config.write_text(re.sub("site_dir: .*", f'site_dir: "{written}"', config.read_text(encoding="utf-8")))
    elif written in ("~/x", ""):
        return  # a shell's business
    before = everything(site)
    failed = mkdocs(site, "build", *(("--site-dir", written) if how == "--site-dir" else ()))
    assert failed.returncode == 1
    assert "site_dir" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert everything(site) == before


def test_mkdocs_build_leaves_files_of_others_in_the_site_folder(site: Path) -> None:
    theirs = {"CNAME": "x.example", ".htaccess": "deny", ".git/HEAD": "ref", "sub/report.pdf": "mine"}
    for name, text in theirs.items():
        (site / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (site / "site" / name).write_text(text)
    for _ in range(2):
        built = mkdocs(site, "build")
        assert built.returncode == 0, built.stderr
        assert {name: (site / "site" / name).read_text() for name in theirs} == theirs
    assert PAGE + "index.html" in files(site / "site")
    assert not list((site / ".digest-cache").glob("html-*"))


@pytest.mark.parametrize("strict", [True, False])
def test_a_site_that_mkdocs_cannot_render_leaves_the_one_before(site: Path, strict: bool) -> None:
    assert mkdocs(site, "build").returncode == 0
    before = everything(site / "site")
    (site / "docs").mkdir()
    (site / "docs/index.md").write_text("# About\n\n[nobody](they.md)\n")
    config = site / "mkdocs.yml"
    if not strict:
        text = config.read_text(encoding="utf-8").replace("markdown_extensions:", "markdown_extensions:\n  - broken")
        config.write_text(text.replace("strict: true", "strict: false"), encoding="utf-8")
    assert mkdocs(site, "build").returncode == 1
    assert everything(site / "site") == before
    assert not list((site / ".digest-cache").glob("html-*"))


def test_digest_build_does_not_write_the_pages_twice(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(*arguments: object) -> None:
        raise AssertionError("the plug-in wrote the pages again")

    monkeypatch.setattr("digest.plugin.write_markdown", twice)
    built = CliRunner().invoke(main, ["build", "--config", str(site / "mkdocs.yml")], catch_exceptions=False)
    assert built.exit_code == 0


class Served:
    """A running `mkdocs serve` and what it has said."""

    def __init__(self, site: Path) -> None:
        self.site = site
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/"
        self.log = site.parent / "serve.log"
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
        with self.log.open("w") as out:
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            self.process = subprocess.Popen(command, cwd=site, env=environment, stdout=out, stderr=out)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    @property
    def builds(self) -> int:
        """How many are done. MkDocs' own word for it is no help: it leaves out what it has said before, and two builds
        may take the same hundredths of a second."""
        said = self.said()
        return said.count("Serving on") + said.count("Reloading browsers")

    def wait(self, done: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + 60
        while not done():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < until, f"{what}\n{self.said()}"
            time.sleep(0.1)

    def status(self, host: str) -> int:
        request = urllib.request.Request(self.url, headers={"Host": host})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def page(self) -> str:
        with urllib.request.urlopen(self.url + PAGE, timeout=30) as answer:
            return answer.read().decode("utf-8")


@pytest.fixture
def served(site: Path) -> Iterator[Served]:
    server = Served(site)
    try:
        server.wait(lambda: "Serving on" in server.said(), "it never served")
        yield server
    finally:
        server.process.terminate()
        server.process.wait(timeout=20)


def edit(site: Path, old: str, new: str) -> None:
    path = site / DEBATE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_mkdocs_serve_builds_once_an_edit_and_survives_faults(served: Served) -> None:
    assert served.builds == 1
    assert [served.status(host) for host in ("localhost", "evil.example", "127.0.0.1")] == [200, 403, 200]
    assert "Should the library lend tools?" in served.page()
    assert "default-src &#39;none&#39;" not in served.page()  # it would forbid MkDocs' own script for live reload

    edit(served.site, "lend tools?", "lend ladders?")
    served.wait(lambda: served.builds == 2, "the edit was not built")
    assert "Should the library lend ladders?" in served.page()

    edit(served.site, "title: ", "title: [")
    served.wait(lambda: "broken front matter" in served.said(), "the fault was not told")
    served.wait(lambda: served.builds == 3, "the pages before were not shown again")
    assert "Should the library lend ladders?" in served.page()

    edit(served.site, "title: [", "title: ")
    edit(served.site, "lend ladders?", "lend saws?")
    served.wait(lambda: "Should the library lend saws?" in served.page(), "it did not recover")
    builds = served.builds
    time.sleep(2)  # three times what the watcher takes to see its own writing
    assert served.builds == builds <= 5
