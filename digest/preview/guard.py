"""Who may read and change corrections through a preview: the pages that it served itself, and nobody else.

Any page that a browser shows can send requests to this machine. Such a page cannot read our pages, so it cannot know
the token that stands in them, and the browser says in `Origin` and `Sec-Fetch-Site` where a request comes from. A name
that leads here from elsewhere is refused before (`hosts`).
"""

from __future__ import annotations

import hmac
import io
import ipaddress
import json
import re
import secrets
import time
from dataclasses import dataclass, field
from email.message import Message
from socket import socket
from typing import Any

__all__ = ["TOKEN", "Guard", "Refused", "body", "is_loopback"]

TOKEN = "X-Digest-Token"  # noqa: S105 the name of a header
_LARGEST = 64 * 1024
"""Bytes of a request; a summary of some hundred sentences fits."""
_PATIENCE = 10.0
"""Seconds that the body of a request may take in all."""
_PIECE = 8192
_FRAMES = ("iframe", "frame", "embed", "object", "fencedframe")
_DIGITS = re.compile(r"[0-9]{1,9}", re.ASCII)


class Refused(Exception):  # noqa: N818 it is an answer
    """A request that is not followed.

    Attributes:
        status: the HTTP status of the answer.
        line: what is wrong, for a person.
        more: what else the answer says, such as the field that is wrong.
    """

    def __init__(self, status: int, line: str, **more: str) -> None:
        super().__init__(line)
        self.status, self.line, self.more = status, line, more


def is_loopback(address: str) -> bool:
    """Whether only this machine reaches what listens at an address.

    Example:
        >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("192.168.1.4")
        (True, True, False, False)
    """
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Guard:
    """Tells the requests of our own pages from all others.

    Attributes:
        token: of this run of the preview.
    """

    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    def shows_token(self, headers: Message) -> bool:
        """Whether a page that is asked for so may hold the token: not in a frame, where a stranger can guide clicks."""
        framed = headers.get("Sec-Fetch-Dest", "document").lower() in _FRAMES
        return not framed and headers.get("Sec-Fetch-Mode", "navigate").lower() == "navigate"

    def check(self, headers: Message, *, writes: bool) -> None:
        """Let the request of one of our pages pass.

        Args:
            headers: of the request, whose `Host` is known to be ours.
            writes: it changes something.

        Raises:
            Refused: it is somebody else's.
        """
        origins, sites = headers.get_all("Origin", []), headers.get_all("Sec-Fetch-Site", [])
        own = [f"http://{headers.get('Host', '').strip()}"]
        if any(site.strip().lower() != "same-origin" for site in sites):
            raise Refused(403, "Only the preview's own pages can do this.")
        if origins != own and (writes or origins):
            raise Refused(403, "Only the preview's own pages can do this.")
        if writes and headers.get_content_type() != "application/json":
            raise Refused(415, "Corrections are sent as application/json.")
        given = headers.get_all(TOKEN, [])
        if len(given) != 1 or not hmac.compare_digest(given[0].encode("utf-8", "replace"), self.token.encode()):
            raise Refused(403, "This page is from an earlier run of the preview. Reload it.")


def body(headers: Message, stream: io.BufferedIOBase, connection: socket) -> dict[str, Any]:
    """The JSON object that a request holds, read within bounds of size and time.

    Raises:
        Refused: it is too long, too slow, or no JSON object.
    """
    lengths = headers.get_all("Content-Length", [])
    if len(lengths) != 1 or not _DIGITS.fullmatch(lengths[0].strip()) or headers.get("Transfer-Encoding"):
        raise Refused(411, "The request does not say how long it is.")
    left = int(lengths[0])
    if left > _LARGEST:
        raise Refused(413, f"This is too long: a correction has at most {_LARGEST // 1024} kB.")
    until, pieces = time.monotonic() + _PATIENCE, []
    patience = connection.gettimeout()
    try:
        while left:
            connection.settimeout(max(0.01, until - time.monotonic()))
            piece = stream.read1(min(left, _PIECE))  # what has come: the time is looked at between pieces
            if not piece:
                raise Refused(400, "The request ended too early.")
            pieces.append(piece)
            left -= len(piece)
            if left and time.monotonic() > until:
                raise TimeoutError
    except TimeoutError:
        raise Refused(408, "The request took too long.") from None
    finally:
        connection.settimeout(patience)
    try:
        found = json.loads(b"".join(pieces).decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused(400, "The request is no JSON.") from None
    if not isinstance(found, dict):
        raise Refused(400, "The request is no JSON object.")
    return found
