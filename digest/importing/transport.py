"""HTTP connections to public addresses only, with one deadline for everything that is read.

A server could send us to an address inside our own network, by a redirect or by a name that resolves to it. If the name
were only checked before the request, it could resolve to another address when connecting (DNS rebinding). So the
connection uses the address that was checked.

A time-out for each read does not limit the whole response: a server can send a header line every few seconds, endless
interim responses, or trailers after the body. So the deadline is enforced below HTTP, where bytes are read and written.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.request import getproxies

import httpcore
import httpx

from digest.errors import ContentError, Fault
from digest.importing.addresses import shown

__all__ = ["Deadline", "Guarded", "is_public", "public_client", "resolve", "timed"]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Resolve = Callable[[str], Iterable[str]]
"""Returns the addresses of a host; raises OSError (as `socket.getaddrinfo` does) if there are none."""


def is_public(address: str) -> bool:
    """Whether an IP address is public, including the IPv4 address inside an IPv6 address.

    Example:
        >>> [is_public(one) for one in ("93.184.216.34", "127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1")]
        [True, False, False, False]
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolve(host: str) -> tuple[str, ...]:
    """The addresses of a host from the system's resolver, the preferred one first."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(row[4][0]) for row in found))


class Guarded(httpx.BaseTransport):
    """A transport that connects to public addresses only.

    Args:
        inner: creates the actual transport; one for each host, because a connection opened for one name must not be
            reused for another name with the same address.
        resolve: tells a host's addresses.
        pin: connect to the address that was checked; off behind a proxy, which resolves names itself.
    """

    def __init__(
        self, inner: Callable[[], httpx.BaseTransport], *, resolve: Resolve = resolve, pin: bool = True
    ) -> None:
        self._inner = inner
        self._resolve = resolve
        self._pin = pin
        self._transports: dict[str, httpx.BaseTransport] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request.

        Raises:
            ContentError: the host is unknown, or is in a private network.
            httpx.TransportError: no connection could be made.
        """
        host = request.url.host
        addresses = self._checked(host, where=f"{request.url.scheme}://{host}")
        transport = self._transports.get(host)
        if transport is None:
            transport = self._transports[host] = self._inner()
        if not self._pin:
            return transport.handle_request(request)
        for address in addresses[:-1]:
            try:
                return transport.handle_request(_pinned(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue  # such as an IPv6 address on a machine without IPv6
        return transport.handle_request(_pinned(request, addresses[-1]))

    def close(self) -> None:
        """Close all connections."""
        for transport in self._transports.values():
            transport.close()

    def _checked(self, host: str, *, where: str) -> tuple[str, ...]:
        where = shown(where)
        try:
            addresses = tuple(self._resolve(host))
        except OSError as error:
            if not self._pin and not _is_address(host):
                return ()
            if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
                raise httpx.ConnectError("no name server responds") from error
            raise ContentError(
                Fault("no such host", path=where, hint="check the address and your connection")
            ) from None
        except UnicodeError:
            raise ContentError(Fault("is not a host name", path=where, hint="check the address")) from None
        if not addresses or not all(map(is_public, addresses)):
            hint = "save the discussion to a file yourself and import that"
            raise ContentError(Fault("is in a private network, which is never accessed", path=where, hint=hint))
        return addresses


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _pinned(request: httpx.Request, address: str) -> httpx.Request:
    """The same request to an address; the name stays in the Host header and in the certificate check."""
    host = f"[{address}]" if ":" in address else address
    return httpx.Request(
        request.method,
        request.url.copy_with(host=host),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )


def public_client(deadline: Deadline | None = None) -> httpx.Client:
    """A client that reaches public addresses only, through the proxy that the environment names, if any.

    Args:
        deadline: the one that all its connections are held to.
    """
    proxies = getproxies()
    proxy = proxies.get("https") or proxies.get("all")
    limit = deadline or Deadline()
    transport = Guarded(lambda: timed(_transport(proxy), limit), pin=proxy is None)
    return httpx.Client(transport=transport, trust_env=False)  # no passwords from ~/.netrc


def _transport(proxy: str | None) -> httpx.HTTPTransport:
    try:
        return httpx.HTTPTransport(proxy=proxy)
    except (ImportError, ValueError):  # a socks proxy without its package, or not an address
        hint = "write it as http://host:port"
        raise ContentError(Fault("names an unusable proxy", path="HTTPS_PROXY", hint=hint)) from None


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
