"""One deadline for everything that is read from the network.

A time-out for each read does not limit the whole response: a server can send a header line every few seconds, endless
interim responses, or trailers after the body. So the deadline is enforced below HTTP, where bytes are read and written.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore
import httpx

__all__ = ["Deadline", "timed"]


class Deadline:
    """The time when reading must end. It is reset for each response, and every connection checks it before each read.

    Args:
        clock: monotonic seconds; for tests to replace.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.end: float | None = None

    def within(self, timeout: float | None) -> float | None:
        """A time-out that does not outlast the deadline, in seconds.

        Raises:
            httpcore.ReadTimeout: the deadline is over.
        """
        if self.end is None:
            return timeout
        left = self.end - self.clock()
        if left <= 0:  # a time-out of 0 would make the socket non-blocking
            raise httpcore.ReadTimeout("too slow")
        return left if timeout is None else min(timeout, left)


def timed(transport: httpx.HTTPTransport, deadline: Deadline) -> httpx.HTTPTransport:
    """The transport, with a deadline on all its connections.

    httpx has no parameter for this. The attributes are read before they are set, so a version that renames one fails
    at once instead of losing the deadline.
    """
    pool = transport._pool  # noqa: SLF001
    pool._network_backend = _Backend(pool._network_backend, deadline)  # noqa: SLF001
    return transport


class _Backend(httpcore.NetworkBackend):
    def __init__(self, inner: httpcore.NetworkBackend, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._inner.connect_tcp(host, port, self._deadline.within(timeout), local_address, socket_options)
        return _Stream(stream, self._deadline)

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.within(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
