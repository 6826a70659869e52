"""Gives a site's pages to browsers, with what is wrong at the foot of each, and has them reload what changed."""

from __future__ import annotations

import html
import json
import mimetypes
import os
import re
import socket
import sys
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path, PureWindowsPath
from typing import Any, Protocol
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from digest.preview.guard import Guard, Refused, body, is_loopback
from digest.preview.hosts import REFUSAL, is_ours
from digest.preview.shown import Shown
from digest.text.counting import counted

__all__ = ["Editor", "PreviewServer", "within"]

_OURS = "/__digest__/"
_FILES = ("live.js", "notice.css", "review.js", "review.css")
_NO_HEADERS: Mapping[str, str] = {}
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


class Editor(Protocol):
    """Reads and writes the corrections of debates, for the pages that are served.

    All of its methods raise `Refused` where they cannot do what is asked.
    """

    def debate_of(self, page: str) -> str | None:
        """The slug of the debate that a page belongs to, by its address beneath the site's."""
        ...

    def read(self, debate: str, asked: Mapping[str, str]) -> dict[str, Any]:
        """What can be corrected and what is proposed; with `post` or `point` among `asked`, the words of that."""
        ...

    def write(self, debate: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Follow a decision; the answer is as `read` gives it afterwards."""
        ...


class PreviewServer(ThreadingHTTPServer):
    """Serves a site at the path that it will be published under.

    Args:
        editor: writes corrections for pages that ask for it; it is asked only while nobody but this machine can
            reach the server.

    Raises:
        OSError: the address is taken or not ours.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, shown: Shown, *, host: str, port: int, path: str, editor: Editor | None = None) -> None:
        self.shown = shown
        self.host = host
        self.guard = Guard()
        if ":" in host:
            self.address_family = socket.AF_INET6
        self.base = f"/{path.strip('/')}/".replace("//", "/")
        super().__init__((host, port), _Handler)
        self.editor = editor if is_loopback(str(self.server_address[0])) else None

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
    timeout = 60
    """Seconds that a connection may say nothing."""

    def do_GET(self) -> None:
        parts = self._ours()
        if parts is None:
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

    def do_POST(self) -> None:
        self.close_connection = True  # what was sent may not have been read
        parts = self._ours()
        if parts is None:
            return
        if unquote(parts.path) != f"{_OURS}debate":
            self._send(b"Nothing can be sent here.\n", status=405, headers={"Allow": "GET, HEAD"})
            return
        try:
            editor = self._editor(writes=True)
            asked = body(self.headers, self.rfile, self.connection)
            self._answer(editor.write(_debate(parse_qs(parts.query)), asked))
        except Refused as refused:
            self._answer({"error": refused.line, **refused.more}, status=refused.status)

    def _ours(self) -> SplitResult | None:
        """What is asked for; None where the answer is sent already, since it is no address or not meant for us."""
        try:
            parts = urlsplit(self.path)
        except ValueError:
            self._send(b"This is no address.\n", status=400)
            return None
        hosts = [*self.headers.get_all("Host", []), *([parts.netloc] if parts.netloc else [])]
        if all(is_ours(host, host=self.server.host) for host in hosts):
            return parts
        self._send(REFUSAL, status=403)
        return None

    def _editor(self, *, writes: bool) -> Editor:
        """What writes corrections, for a request that may ask it.

        Raises:
            Refused: for all others.
        """
        if self.server.editor is None:
            raise Refused(403, "Nothing can be corrected here: others can reach this address. Serve at 127.0.0.1.")
        self.server.guard.check(self.headers, writes=writes)
        return self.server.editor

    def _answer(self, said: Mapping[str, Any], *, status: int = 200) -> None:
        self._send(json.dumps(said, ensure_ascii=False).encode(), status=status, kind="application/json")

    def _own(self, name: str, *, query: dict[str, list[str]]) -> None:
        if name == "events":
            page = query.get("page", [""])[0].removeprefix(self.server.base)
            since = query.get("since", ["0"])[0]
            asked = self.command == "GET"  # whoever wants to see the head of an answer does not wait for news
            number = int(since) if re.fullmatch(r"[0-9]{1,15}", since) else 0
            changed = asked and self.server.shown.wait(page, since=number)
            self._send(json.dumps({"changed": changed}).encode(), kind="application/json")
        elif name == "debate":
            try:
                about = {key: values[0] for key, values in query.items()}
                self._answer(self._editor(writes=False).read(_debate(query), about))
            except Refused as refused:
                # A debate with a mistake is no failed request: browsers list these as errors of the page.
                status = 200 if refused.status == HTTPStatus.UNPROCESSABLE_ENTITY else refused.status
                self._answer({"error": refused.line, **refused.more}, status=status)
        elif name in _FILES:
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
        if kind != "text/html":
            self._send(data, kind=kind)
            return
        debate = self._edited(beneath)
        headers = {"Content-Security-Policy": "frame-ancestors 'none'"} if debate else {}
        self._send(self._live(data, debate=debate), kind=kind, headers=headers)

    def _edited(self, page: str) -> str | None:
        """The slug of the debate that can be corrected on a page; None where it cannot, or is shown in a frame."""
        if self.server.editor is None or not self.server.guard.shows_token(self.headers):
            return None
        return self.server.editor.debate_of(page)

    def _missing(self) -> None:
        root = self.server.shown.root
        page = root / "404.html" if root else None
        data = page.read_bytes() if page and page.is_file() else b"<!doctype html><title>Not found</title>Not found"
        self._send(self._live(data), status=404, kind="text/html")

    def _live(self, page: bytes, *, debate: str | None = None) -> bytes:
        """A page that reloads itself, with what is wrong at its foot, and with what its debate is corrected by."""
        shown = self.server.shown
        faults = "".join(f"<li><code>{html.escape(str(fault))}</code></li>" for fault in shown.faults)
        notice = _NOTICE.format(number=counted(len(shown.faults), "problem"), faults=faults) if faults else ""
        added = (notice + _SCRIPT.format(since=shown.now)).encode("utf-8")
        if debate is not None:  # in the head, so that its keys go before those of the page
            values = {"debate": debate, "base": self.server.base, "token": self.server.guard.token}
            tools = _REVIEW.format(**{key: html.escape(value) for key, value in values.items()}).encode("utf-8")
            page = page.replace(b"</head>", tools + b"</head>", 1)
        head, end, tail = page.rpartition(b"</body>")
        return head + added + end + tail if end else page + added

    def _send(
        self,
        data: bytes,
        *,
        status: int = 200,
        kind: str = "text/plain",
        location: str | None = None,
        headers: Mapping[str, str] = _NO_HEADERS,
    ) -> None:
        self.send_response(status)
        text = kind.startswith("text/") or kind.endswith(("json", "xml"))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        if self.close_connection:
            self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name, value)
        if location is not None:
            self.send_header("Location", location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name is the base class's
        """Requests are no news."""


def _debate(query: Mapping[str, list[str]]) -> str:
    return query.get("debate", [""])[0]


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
_REVIEW = (
    f'<link rel="stylesheet" href="{_OURS}review.css"><script src="{_OURS}review.js" data-at="{_OURS}debate" '
    'data-debate="{debate}" data-base="{base}" data-token="{token}"></script>'
)
_NOTICE = (
    f'<link rel="stylesheet" href="{_OURS}notice.css"><div class="digest-notice" role="alert"><strong>'
    "This is the last good version: {number} to fix</strong><ul>{faults}</ul></div>"
)
_NOTHING_YET = (
    b"<!doctype html><meta charset=utf-8><title>Not built yet</title><body><h1>Nothing is built yet</h1></body>"
)
