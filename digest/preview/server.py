"""Gives a site's pages to browsers, with what is wrong at the foot of each, and has them reload what changed."""

from __future__ import annotations

import html
import json
import mimetypes
import os
import re
import socket
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path, PureWindowsPath
from urllib.parse import parse_qs, quote, unquote, urlsplit

from digest.errors import Fault
from digest.preview.hosts import REFUSAL, is_ours
from digest.text.counting import counted

__all__ = ["PreviewServer", "Shown", "within"]

_OURS = "/__digest__/"
_PATIENCE = 25.0
"""Seconds that a browser waits for news before it asks again."""
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


@dataclass(slots=True)
class Shown:
    """What browsers are shown, and what has changed since they asked.

    Attributes:
        root: the folder of the HTML; None while there is none.
        faults: what is wrong.
    """

    root: Path | None = None
    faults: tuple[Fault, ...] = ()
    _news: threading.Condition = field(default_factory=threading.Condition)
    _now: int = 0
    _all: int = 0
    _pages: dict[str, int] = field(default_factory=dict)
    _waiting: list[str] = field(default_factory=list)
    _closed: bool = False

    @property
    def now(self) -> int:
        """The number of the latest change."""
        return self._now

    def changed(self, pages: Iterable[str] | None) -> None:
        """Tell browsers that these pages changed (their addresses, beneath the site's), or all of them (None)."""
        with self._news:
            self._now += 1
            if pages is None:
                self._all = self._now
                self._pages.clear()
            else:
                self._pages.update(dict.fromkeys(pages, self._now))
            self._news.notify_all()

    def wait(self, page: str, *, since: int) -> bool:
        """Wait until a page is newer than that; false where it is not after some time."""

        def newer() -> bool:
            return self._closed or max(self._all, self._pages.get(page, 0)) > since

        with self._news:
            self._waiting.append(page)
            try:
                self._news.wait_for(newer, timeout=_PATIENCE)
                return newer() and not self._closed
            finally:
                self._waiting.remove(page)

    def looked_at(self) -> frozenset[str]:
        """The pages that browsers wait for news of, without slashes at their ends."""
        return frozenset(page.strip("/") for page in self._waiting)

    def close(self) -> None:
        """Let all who wait go."""
        with self._news:
            self._closed = True
            self._news.notify_all()


class PreviewServer(ThreadingHTTPServer):
    """Serves a site at the path that it will be published under.

    Raises:
        OSError: the address is taken or not ours.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, shown: Shown, *, host: str, port: int, path: str) -> None:
        self.shown = shown
        self.host = host
        if ":" in host:
            self.address_family = socket.AF_INET6
        self.base = f"/{path.strip('/')}/".replace("//", "/")
        super().__init__((host, port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is no news."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def url(self) -> str:
        """Where the site is."""
        host, port = str(self.server_address[0]), self.server_address[1]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}{self.base}"


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        try:
            parts = urlsplit(self.path)
        except ValueError:
            self._send(b"Malformed address.\n", status=400)
            return
        hosts = [*self.headers.get_all("Host", []), *([parts.netloc] if parts.netloc else [])]
        if not all(is_ours(host, host=self.server.host) for host in hosts):
            self._send(REFUSAL, status=403)
            return
        path = unquote(parts.path)
        if path.startswith(_OURS):
            self._own(path.removeprefix(_OURS), query=parse_qs(parts.query))
        elif path == "/" != self.server.base:
            self._send(b"", status=302, location=self.server.base)
        elif path.startswith(self.server.base):
            self._page(path.removeprefix(self.server.base))
        else:
            self._missing()

    def do_HEAD(self) -> None:
        self.do_GET()  # `_send` leaves the body out

    def _own(self, name: str, *, query: dict[str, list[str]]) -> None:
        if name == "events":
            page = query.get("page", [""])[0].removeprefix(self.server.base)
            since = query.get("since", ["0"])[0]
            asked = self.command == "GET"  # whoever wants to see the head of an answer does not wait for news
            number = int(since) if re.fullmatch(r"[0-9]{1,15}", since) else 0
            changed = asked and self.server.shown.wait(page, since=number)
            self._send(json.dumps({"changed": changed}).encode(), kind="application/json")
        elif name in ("live.js", "notice.css"):
            self._send((files("digest.preview") / name).read_bytes(), kind=_TYPES[Path(name).suffix])
        else:
            self._missing()

    def _page(self, path: str) -> None:
        root = self.server.shown.root
        if root is None:
            self._send(self._live(_NOTHING_YET), kind="text/html")
            return
        beneath = within(path)
        try:
            if beneath is None:
                raise FileNotFoundError(path)
            file = root / beneath
            if file.is_dir() and beneath and not path.endswith("/"):
                self._send(b"", status=302, location=quote(f"{self.server.base}{beneath}/"))
                return
            file = file / "index.html" if file.is_dir() else file
            if not file.resolve().is_relative_to(root.resolve()):
                raise FileNotFoundError(path)
            data = file.read_bytes()
        except (OSError, ValueError):  # no such file, or a name that no file can have
            self._missing()
            return
        kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self._send(self._live(data) if kind == "text/html" else data, kind=kind)

    def _missing(self) -> None:
        root = self.server.shown.root
        page = root / "404.html" if root else None
        data = page.read_bytes() if page and page.is_file() else b"<!doctype html><title>Not found</title>Not found"
        self._send(self._live(data), status=404, kind="text/html")

    def _live(self, page: bytes) -> bytes:
        """A page that reloads itself, with what is wrong at its foot."""
        shown = self.server.shown
        faults = "".join(f"<li><code>{html.escape(str(fault))}</code></li>" for fault in shown.faults)
        notice = _NOTICE.format(number=counted(len(shown.faults), "problem"), faults=faults) if faults else ""
        added = (notice + _SCRIPT.format(since=shown.now)).encode("utf-8")
        head, end, tail = page.rpartition(b"</body>")
        return head + added + end + tail if end else page + added

    def _send(self, data: bytes, *, status: int = 200, kind: str = "text/plain", location: str | None = None) -> None:
        self.send_response(status)
        text = kind.startswith("text/") or kind.endswith(("json", "xml"))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        if location is not None:
            self.send_header("Location", location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name is the base class's
        """Requests are no news."""


def within(path: str) -> str | None:
    r"""An address as the path of a file beneath the site's folder; None where it would lead out of it.

    Windows reads more into a path than other systems do, and is not asked: `\` sets folders apart, `C:` is another
    disk, `NUL` is a device.

    Example:
        >>> within("a//./b/"), within("a/../b"), within("../b"), within("..\b"), within("C:/b")
        ('a/b', 'b', None, None, None)
    """
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    beneath = "/".join(parts)
    odd = any(letter < " " or letter == "\\" for letter in beneath)
    as_windows = PureWindowsPath(beneath)
    reserved = os.name == "nt" and any(PureWindowsPath(part).is_reserved() for part in parts)
    return None if odd or as_windows.drive or reserved else beneath


_SCRIPT = f'<script src="{_OURS}live.js" data-events="{_OURS}events" data-since="{{since}}"></script>'
_NOTICE = (
    f'<link rel="stylesheet" href="{_OURS}notice.css"><div class="digest-notice" role="alert"><strong>'
    "This is the last good version: {number} to fix</strong><ul>{faults}</ul></div>"
)
_NOTHING_YET = (
    b"<!doctype html><meta charset=utf-8><title>Not built yet</title><body><h1>Nothing is built yet</h1></body>"
)
