"""A server on this machine that stands for the whole web, with everything that can go wrong there."""

import contextlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseRequestHandler, ThreadingTCPServer

import httpx
import pytest

from digest.importing import Limits, Web
from digest.importing.transport import Deadline, Guarded, timed

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)


@dataclass
class Reply:
    """One scripted answer; `fault` cuts it or slows it down."""

    body: bytes = b"{}"
    status: int = 200
    headers: dict = field(default_factory=dict)
    kind: str = "application/json; charset=utf-8"
    fault: str = ""


def _reply(*, data=None, **more):
    return Reply(**more) if data is None else Reply(json.dumps(data).encode(), **more)


@dataclass
class World:
    """What the hosts answer, and what they were asked.

    `pages` maps `host/path?query` to a list of replies, of which the last is repeated.
    """

    pages: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    headers: list = field(default_factory=list)
    posted: list = field(default_factory=list)
    slept: list = field(default_factory=list)
    told: list = field(default_factory=list)
    addresses: dict = field(default_factory=dict)
    port: int = 0
    talk: Callable | None = None

    def serve(self, address, *replies):
        """Each reply is a dictionary of what differs from `Reply`; `data` is a body as JSON."""
        self.pages[address] = [_reply(**one) for one in replies]

    def resolve(self, host):
        found = self.addresses.get(host, ("93.184.216.34",))
        if isinstance(found, OSError):
            raise found
        return found

    def web(self, **limits):
        given = {"pause": 0.0, "connect": 2.0, "read": 0.4, "answer": 1.0} | limits
        deadline = Deadline()
        client = httpx.Client(transport=Guarded(lambda: _Local(self, deadline), resolve=self.resolve), trust_env=False)
        return Web(
            client=client,
            deadline=deadline,
            limits=Limits(**given),
            sleep=self.slept.append,
            now=lambda: NOW,
            tell=self.told.append,
        )


class _Local(httpx.BaseTransport):
    """Sends to the local server whatever was meant for an address of the internet."""

    def __init__(self, world, deadline):
        self._world = world
        self._inner = timed(httpx.HTTPTransport(), deadline)

    def handle_request(self, request):
        url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._world.port)
        kept = {"timeout": request.extensions["timeout"]}  # and no name for a certificate
        return self._inner.handle_request(
            httpx.Request(request.method, url, headers=request.headers, stream=request.stream, extensions=kept)
        )

    def close(self):
        self._inner.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that hangs up is what many tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_POST(self):
        self.server.world.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.do_GET()

    def do_GET(self):
        world = self.server.world
        address = self.headers["Host"] + self.path
        world.asked.append(address)
        world.headers.append(dict(self.headers))
        replies = world.pages.get(address)
        if not replies:
            self._send(Reply(b'{"error": "no such page"}', status=404))
            return
        self._send(replies.pop(0) if len(replies) > 1 else replies[0])

    def _send(self, one):
        if one.fault == "drop":
            self.close_connection = True
            return
        self.send_response(one.status)
        if one.kind:
            self.send_header("Content-Type", one.kind)
        for name, value in one.headers.items():
            self.send_header(name, value)
        length = len(one.body) + (100 if one.fault == "cut" else 0)
        if "Content-Length" not in one.headers and one.fault != "endless":
            self.send_header("Content-Length", str(length))
        self.end_headers()
        with contextlib.suppress(OSError):  # the client has had enough
            self._body(one)
        if one.fault:
            self.close_connection = True

    def _body(self, one):
        if one.fault == "silent":
            self.server.over.wait(1.0)
        elif one.fault == "drip":
            for at in range(len(one.body)):
                self.wfile.write(one.body[at : at + 1])
                self.wfile.flush()
                if self.server.over.wait(0.05):
                    return
        elif one.fault == "endless":
            while not self.server.over.is_set():
                self.wfile.write(b"1," * 500)
        else:
            self.wfile.write(one.body)


@contextlib.contextmanager
def _running(server):
    """The world that a server answers for, until the test ends."""
    world = World()
    server.world, server.over = world, threading.Event()
    world.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield world
    server.over.set()
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def world():
    with _running(_Server(("127.0.0.1", 0), _Handler)) as world:
        yield world


class _Talker(BaseRequestHandler):
    """Says what `World.talk` says, byte by byte as it likes, once a request has come in."""

    def handle(self):
        asked = b""
        while b"\r\n\r\n" not in asked:
            more = self.request.recv(65536)
            if not more:
                return
            asked += more
        self.server.world.asked.append(asked)
        with contextlib.suppress(OSError):  # the client has had enough
            self.server.world.talk(self.request, self.server.over)


class _Wire(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@pytest.fixture
def wire():
    """A world below HTTP: `wire.talk = function(socket, over)` says what every connection is told."""
    with _running(_Wire(("127.0.0.1", 0), _Talker)) as world:
        yield world
