"""`digest serve` shows an edit, outlives mistakes, and reloads what changed and nothing else."""

import json
import re
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest.cli import main
from digest.preview import serve

PAGE = "debates/tool-library/"


class Preview:
    """A running preview, what it has said, and a reader without a browser."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.said: list[str] = []
        self.opened: list[str] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self.wait(lambda: bool(self.opened), "it never served")
        self.url = self.opened[0]

    def _run(self) -> None:
        serve(
            self.site / "mkdocs.yml",
            host="127.0.0.1",
            port=0,
            say=self.said.append,
            tell=lambda what, done, total: None,
            opened=self.opened.append,
            stop=self._stop,
        )

    def close(self) -> None:
        self._stop.set()
        self._thread.join(timeout=30)
        assert not self._thread.is_alive()

    def wait(self, done: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + 60
        while not done():
            assert self._thread.is_alive(), self.said
            assert time.monotonic() < until, (what, self.said)
            time.sleep(0.05)

    def get(self, page: str = PAGE) -> str:
        with urllib.request.urlopen(self.url + page, timeout=60) as answer:
            return answer.read().decode("utf-8")

    def asks(self, page: str) -> threading.Thread:
        """A browser that shows a page and waits for news of it; `changed` is set to what it hears."""
        since = re.search(r'data-since="(\d+)"', self.get(page))[1]
        root = self.url.split("/", 3)
        query = f"{'/'.join(root[:3])}/__digest__/events?since={since}&page=/{root[3]}{page}"

        def ask() -> None:
            with urllib.request.urlopen(query, timeout=60) as answer:
                asked.changed = json.load(answer)["changed"]

        asked = threading.Thread(target=ask, daemon=True)
        asked.start()
        return asked

    def edit(self, old: str, new: str) -> None:
        path = self.site / "content" / "tool-library.md"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SITE_URL", raising=False)
    folder = tmp_path / "debates"
    assert CliRunner().invoke(main, ["init", str(folder), "--url", "https://ada.example/sub/"]).exit_code == 0
    return folder


@pytest.fixture
def preview(site: Path) -> Iterator[Preview]:
    running = Preview(site)
    yield running
    running.close()


def test_an_edit_is_shown_and_reloads_its_page_and_a_mistake_is_a_notice_until_it_is_mended(preview: Preview) -> None:
    assert preview.url.endswith("/sub/")
    assert "Should the library lend tools?" in preview.get()
    reader, bystander = preview.asks(PAGE), preview.asks("about/")

    preview.edit("lend tools?", "lend ladders?")
    reader.join(timeout=60)
    assert reader.changed
    assert "Should the library lend ladders?" in preview.get()
    preview.wait(lambda: any("pages updated" in line for line in preview.said), "the rest was not done")
    assert "Should the library lend ladders?" in preview.get("")
    assert bystander.is_alive(), "a page that did not change was told to reload"

    reader = preview.asks(PAGE)
    preview.edit("title: ", "title: [")
    reader.join(timeout=60)
    assert reader.changed
    assert any(re.match(r"content/tool-library\.md:\d: broken front matter", line) for line in preview.said)
    for page in (PAGE, ""):
        assert "1 problem to fix" in preview.get(page)
        assert "content/tool-library.md:" in preview.get(page)
    assert "Should the library lend ladders?" in preview.get()

    preview.edit("title: [", "title: ")
    preview.wait(lambda: "all problems are fixed" in preview.said, "it did not recover")
    assert "digest-notice" not in preview.get()


def test_edits_that_follow_one_another_are_all_shown_in_the_end(preview: Preview) -> None:
    for number in range(5):
        preview.edit("lend tools?" if number == 0 else f"lend tools {number - 1}?", f"lend tools {number}?")
        time.sleep(0.3)  # while pages of the one before are being rendered
    for page in (PAGE, "", "debates/", f"{PAGE}transcript/"):
        preview.wait(lambda page=page: "lend tools 4?" in preview.get(page), f"{page} was forgotten")


def test_pages_come_and_go_with_their_debates(preview: Preview) -> None:
    first = preview.site / "content" / "tool-library.md"
    second = first.with_name("saws.md")
    second.write_text(first.read_text(encoding="utf-8").replace("lend tools?", "lend saws?"), encoding="utf-8")
    preview.wait(lambda: "lend saws?" in preview.get(""), "the new debate is not listed")
    assert "lend saws?" in preview.get("debates/saws/")
    second.unlink()
    preview.wait(lambda: "lend saws?" not in preview.get(""), "the old debate is still listed")
    with pytest.raises(urllib.error.HTTPError) as missing:
        preview.get("debates/saws/")
    assert missing.value.code == 404


def test_pages_of_ones_own_and_the_configuration_are_watched(preview: Preview) -> None:
    config = preview.site / "mkdocs.yml"
    config.write_text(re.sub("site_name: .*", "site_name: Another name", config.read_text(encoding="utf-8")))
    preview.wait(lambda: "<title>Another name" in preview.get(""), "the new name is not shown")
    (preview.site / "docs").mkdir()
    (preview.site / "docs" / "index.md").write_text("# Who we are\n\n[nobody](they.md)\n")
    preview.wait(lambda: "Who we are" in preview.get("about/"), "the new page is not shown")
    preview.wait(lambda: "they.md" in preview.get(""), "the dead link is not told")


def test_a_draft_is_shown_as_one_and_its_pages_go_with_the_preview(site: Path) -> None:
    first = site / "content" / "tool-library.md"
    first.write_text(first.read_text(encoding="utf-8").replace("---\n", "---\ndraft: true\n", 1), encoding="utf-8")
    (site / "content" / "other.md").write_text("---\ntitle: Other\n---\n\n## @cy\n\nTea is good.\n")
    preview = Preview(site)
    try:
        assert "<strong>Draft</strong>" in preview.get()
        assert "<strong>Draft</strong>" in preview.get("debates/")
    finally:
        preview.close()
    assert not (site / "generated/debates/tool-library").exists()
    assert (site / "generated/debates/other/index.md").exists()


def test_a_site_that_does_not_build_yet_is_served_with_what_is_wrong(site: Path) -> None:
    (site / "content" / "bad.json").write_text("{")
    preview = Preview(site)
    try:
        assert "content/bad.json:1" in preview.get("")
        (site / "content" / "bad.json").unlink()
        preview.wait(lambda: "lend tools?" in preview.get(""), "it was never built")
    finally:
        preview.close()


def test_nothing_but_the_site_can_be_had(preview: Preview) -> None:
    host, port = preview.url.split("/")[2].split(":")
    for path in ("/../../etc/passwd", "/sub/../../../etc/passwd", "/sub/%2e%2e/%2e%2e/etc/passwd", "/__digest__/../x"):
        with socket.create_connection((host, int(port))) as raw:
            raw.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
            assert b" 404 " in raw.makefile("rb").readline(), path


@pytest.mark.parametrize("port", ["99999", "-1", "65536", "x"])
def test_a_port_that_is_none_is_wrong_usage(site: Path, port: str) -> None:
    result = CliRunner().invoke(main, ["serve", "--config", str(site / "mkdocs.yml"), "--port", port])
    assert result.exit_code == 2
    assert "--port" in result.stderr


@pytest.mark.parametrize("host", ["a" * 70, "no.such.host.invalid", "x y", "256.1.1.1"])
def test_a_host_that_is_none_is_one_clear_line(site: Path, host: str) -> None:
    result = CliRunner().invoke(main, ["serve", "--config", str(site / "mkdocs.yml"), "--host", host, "--port", "0"])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"cannot listen on {host}:0")
    assert len(result.stderr.splitlines()) == 1


def test_a_port_that_is_taken_is_one_clear_line(site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", "--config", str(site / "mkdocs.yml"), "--port", str(port)])
    assert result.exit_code == 1
    assert (
        result.stderr == f"port {port} is in use, stop the program that uses it, "
        f"or choose another port: digest serve --port {port + 1}\n"
    )
    assert result.stdout == ""
