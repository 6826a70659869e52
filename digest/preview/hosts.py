"""Whom a preview answers: it shows drafts, so a page of a stranger must not get at it by way of the browser.

A stranger's page may ask any address, but may not read the answer, unless its own name leads to this machine: its
owner lets the name lead elsewhere once the page is loaded (DNS rebinding). The browser then says that name in `Host`.
"""

from __future__ import annotations

import ipaddress
import re
import socket

__all__ = ["REFUSAL", "is_ours"]

REFUSAL = b"This preview answers requests for localhost only. To use another host name, set --host.\n"
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]+)(?::\d{0,5})?", re.ASCII)


def is_ours(given: str, *, host: str) -> bool:
    """Whether a request is meant for this server, by its `Host`.

    An address in figures is nobody's name, so that all of them are ours.

    Args:
        given: what the request says.
        host: where the server listens, as its user named it.

    Example:
        >>> is_ours("localhost:8000", host="127.0.0.1"), is_ours("[::1]", host="::1")
        (True, True)
        >>> is_ours("127.0.0.1.evil.example:8000", host="127.0.0.1")
        False
    """
    found = _HOST.fullmatch(given.strip())
    if not found:
        return False
    name = found[1].strip("[]").removesuffix(".").lower()
    own = {"localhost", host.lower()}
    if host in ("", "0.0.0.0", "::"):  # noqa: S104 we compare with it
        machine = socket.gethostname().lower()
        own |= {machine, f"{machine.partition('.')[0]}.local"}
    if name in own - {""} or name.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
