"""Only the preview's own pages read and write corrections, whatever other pages and programs send."""

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from digest.preview.guard import Refused, is_loopback
from digest.preview.server import PreviewServer
from digest.preview.shown import Shown

PAGE = "/sub/debates/tea/"
AT = "/__digest__/debate?debate=tea"


class Desk:
    """An editor that remembers what it was asked."""

    def __init__(self) -> None:
        self.written: list[tuple[str, Mapping[str, Any]]] = []

    def debate_of(self, page: str) -> str | None:
        return "tea" if page.startswith("debates/tea") else None

    def read(self, debate: str, asked: Mapping[str, str]) -> dict[str, Any]:
        return {"name": debate, "secret": "a draft"}

    def write(self, debate: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        if asked.get("do") == "nothing":
            raise Refused(422, "Say what to do.", field="do")
        self.written.append((debate, asked))
        return {"done": "Saved."}


class Preview:
    def __init__(self, server: PreviewServer, desk: Desk) -> None:
        self.server, self.desk = server, desk
        self.port = server.server_address[1]
        self.own = f"http://localhost:{self.port}"

    def send(self, raw: bytes, *, wait: float = 20) -> tuple[int, dict[str, str], str]:
        with socket.create_connection(self.server.server_address[:2], timeout=wait) as there:
            there.sendall(raw)
            head, _, body = there.makefile("rb").read().partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        return int(first.split()[1]), dict(line.split(": ", 1) for line in lines), body.decode("utf-8")

    def ask(self, path: str = AT, *, method: str = "POST", body: bytes = b'{"do":"it"}', **changed: str | None):
        """A request as our own page sends it, but for what is changed; None leaves a header out."""
        headers = {
            "Host": f"localhost:{self.port}",
            "Origin": self.own,
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/json",
            "X-Digest-Token": self.token(),
            "Content-Length": str(len(body)),
        }
        if method == "GET":
            del headers["Origin"], headers["Content-Type"], headers["Content-Length"]
            body = b""
        headers |= {name.replace("_", "-"): value for name, value in changed.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value is not None)
        return self.send(f"{method} {path} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n".encode("latin-1") + body)

    def page(self, path: str = PAGE, **headers: str) -> tuple[int, dict[str, str], str]:
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        host = "" if "Host" in headers else f"Host: localhost:{self.port}\r\n"
        return self.send(f"GET {path} HTTP/1.1\r\n{host}{lines}Connection: close\r\n\r\n".encode("latin-1"))

    def token(self) -> str:
        found = re.search(r'data-token="([^"]+)"', self.page()[2])
        assert found
        return found[1]


def running(root: Path, desk: Desk, *, host: str = "127.0.0.1") -> PreviewServer:
    server = PreviewServer(Shown(root), host=host, port=0, path="/sub/", editor=desk)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("index.html", "debates/tea/index.html", "debates/tea/embed.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("<head></head><body>Tea?</body>")
    return tmp_path


@pytest.fixture
def preview(root: Path) -> Iterator[Preview]:
    desk = Desk()
    with running(root, desk) as server:
        yield Preview(server, desk)
        server.shutdown()


def test_our_own_page_reads_and_writes(preview: Preview) -> None:
    status, headers, said = preview.ask()
    assert (status, json.loads(said)) == (200, {"done": "Saved."})
    assert preview.desk.written == [("tea", {"do": "it"})]
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(preview.ask(method="GET")[2])["secret"] == "a draft"
    assert not any(name.lower().startswith("access-control") for name in headers)


def test_what_the_editor_refuses_is_told_at_its_field(preview: Preview) -> None:
    status, _, said = preview.ask(body=b'{"do":"nothing"}')
    assert (status, json.loads(said)) == (422, {"error": "Say what to do.", "field": "do"})


STRANGERS = {
    "another site": {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    "another site, with an old browser": {"Origin": "https://evil.example", "Sec-Fetch-Site": None},
    "another port": {"Origin": "http://localhost:1", "Sec-Fetch-Site": "same-site"},
    "another port, with an old browser": {"Origin": "http://localhost:1", "Sec-Fetch-Site": None},
    "another scheme": {"Origin": "https://localhost:{port}"},
    "the same machine by another name": {"Origin": "http://127.0.0.1:{port}"},
    "a frame in a sandbox": {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    "a program that says no origin": {"Origin": None, "Sec-Fetch-Site": None},
    "a link": {"Sec-Fetch-Site": "none"},
    "no token": {"X-Digest-Token": None},
    "a token of an earlier run": {"X-Digest-Token": "k" * 43},
    "an empty token": {"X-Digest-Token": ""},
    "a token of letters that are none": {"X-Digest-Token": "\u00e9\u00ff"},
    "a name that leads here": {"Host": "evil.example:{port}", "Origin": "http://evil.example:{port}"},
}


@pytest.mark.parametrize("changed", STRANGERS.values(), ids=STRANGERS.keys())
def test_a_stranger_cannot_write(preview: Preview, changed: dict[str, str | None]) -> None:
    filled = {name: value and value.format(port=preview.port) for name, value in changed.items()}
    status, headers, said = preview.ask(**filled)
    assert status == 403
    assert said.count("\n") <= 1
    assert said.strip()
    assert preview.desk.written == []
    assert not any(name.lower().startswith("access-control") for name in headers)


@pytest.mark.parametrize("changed", STRANGERS.values(), ids=STRANGERS.keys())
def test_a_stranger_cannot_read(preview: Preview, changed: dict[str, str | None]) -> None:
    filled = {name: value and value.format(port=preview.port) for name, value in changed.items()}
    if filled.keys() == {"Origin", "Sec-Fetch-Site"} and not any(filled.values()):
        return  # browsers say no origin when they get something from the same place
    status, _, said = preview.ask(method="GET", **filled)
    assert status == 403
    assert "a draft" not in said


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", None]
)
def test_a_form_cannot_write(preview: Preview, kind: str | None) -> None:
    status, _, _ = preview.ask(Content_Type=kind)
    assert (status, preview.desk.written) == (415, [])


def test_two_of_a_header_are_not_believed(preview: Preview) -> None:
    for name, value in (("Origin", preview.own), ("X-Digest-Token", preview.token()), ("Content-Length", "11")):
        status, _, _ = preview.ask(**{name: f"{value}\r\n{name}: {value}"})
        assert status in (403, 411)
    assert preview.desk.written == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_do_nothing(preview: Preview, method: str) -> None:
    status, headers, _ = preview.ask(method=method)
    assert status == 501
    assert not any(name.lower().startswith("access-control") for name in headers)
    assert preview.desk.written == []


def test_nothing_else_takes_what_is_sent(preview: Preview) -> None:
    for path in ("/", PAGE, "/__digest__/live.js", "/__digest__/events"):
        assert preview.ask(path)[0] == 405
    assert preview.desk.written == []


def test_the_token_is_in_pages_of_debates_only_and_in_no_frame(preview: Preview) -> None:
    status, headers, page = preview.page()
    assert (status, headers["Content-Security-Policy"]) == (200, "frame-ancestors 'none'")
    assert preview.server.guard.token in page
    for dest in ("iframe", "frame", "embed", "object"):
        assert preview.server.guard.token not in preview.page(Sec_Fetch_Dest=dest, Sec_Fetch_Mode="navigate")[2]
    for mode in ("cors", "no-cors"):
        assert preview.server.guard.token not in preview.page(Sec_Fetch_Mode=mode, Sec_Fetch_Dest="empty")[2]
    assert preview.server.guard.token not in preview.page("/sub/")[2]
    status, _, refused = preview.page(Host="evil.example")
    assert status == 403
    assert preview.server.guard.token not in refused


def test_each_run_has_its_own_token(root: Path, preview: Preview) -> None:
    with running(root, Desk()) as other:
        assert other.guard.token != preview.server.guard.token
        assert len(other.guard.token) >= 43
        assert other.guard.token not in repr(other.guard)
        other.shutdown()


def test_where_others_reach_the_preview_nothing_can_be_written(root: Path) -> None:
    desk = Desk()
    with running(root, desk, host="0.0.0.0") as server:
        there = Preview(server, desk)
        assert "data-token" not in there.page()[2]
        body = b"{}"
        lines = (
            f"POST {AT} HTTP/1.1\r\nHost: localhost:{there.port}\r\nOrigin: {there.own}\r\n"
            f"X-Digest-Token: {server.guard.token}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n"
        )
        status, _, said = there.send(lines.encode() + body)
        assert (status, "127.0.0.1" in said, desk.written) == (403, True, [])
        server.shutdown()


@pytest.mark.parametrize("address", ["127.0.0.1", "127.1.2.3", "::1"])
def test_addresses_of_this_machine_alone(address: str) -> None:
    assert is_loopback(address)
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "example.org", "")))


@pytest.mark.parametrize(
    ("length", "status"), [("70000", 413), ("999999999999", 411), ("-1", 411), ("x", 411), ("1e3", 411), (None, 411)]
)
def test_a_request_says_how_long_it_is_and_is_short(preview: Preview, length: str | None, status: int) -> None:
    assert preview.ask(Content_Length=length)[0] == status
    assert preview.desk.written == []


def test_pieces_without_an_end_are_not_read(preview: Preview) -> None:
    assert preview.ask(Transfer_Encoding="chunked", Content_Length=None)[0] == 411


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 60_000, b"NaN", b"1" * 9999])
def test_what_is_no_object_is_refused(preview: Preview, body: bytes) -> None:
    status, _, said = preview.ask(body=body)
    assert (status, preview.desk.written) == (400, [])
    assert "JSON" in json.loads(said)["error"]


@pytest.mark.parametrize("drip", [b"", b" "], ids=["silent", "a byte at a time"])
def test_a_slow_body_is_given_up_and_holds_nobody_up(
    preview: Preview, monkeypatch: pytest.MonkeyPatch, drip: bytes
) -> None:
    monkeypatch.setattr("digest.preview.guard._PATIENCE", 0.6)
    head = (
        f"POST {AT} HTTP/1.1\r\nHost: localhost:{preview.port}\r\nOrigin: {preview.own}\r\n"
        f"X-Digest-Token: {preview.token()}\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n"
    )
    with socket.create_connection(preview.server.server_address[:2], timeout=10) as slow:
        slow.sendall(head.encode())
        begun = time.monotonic()
        slow.settimeout(0.05)
        answer = b""
        while not answer and time.monotonic() - begun < 8:
            assert preview.page()[0] == 200  # others are answered meanwhile
            try:
                answer = slow.recv(100)
            except TimeoutError:
                if drip:
                    slow.sendall(drip)
    assert answer.startswith(b"HTTP/1.1 408")
    assert time.monotonic() - begun < 5


def wait(done: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not done() and time.monotonic() < until:
        time.sleep(0.02)
    assert done()


def test_a_sender_that_goes_away_is_no_harm(preview: Preview) -> None:
    head = (
        f"POST {AT} HTTP/1.1\r\nHost: localhost:{preview.port}\r\nOrigin: {preview.own}\r\n"
        f"X-Digest-Token: {preview.token()}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"
    )
    for _ in range(5):
        with socket.create_connection(preview.server.server_address[:2], timeout=10) as there:
            there.sendall(head.encode())
    assert preview.ask()[0] == 200
    wait(lambda: sum("process_request" in one.name for one in threading.enumerate()) <= 1)
    assert len(preview.desk.written) == 1
