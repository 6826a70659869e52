"""Compressed answers, unfolded no further than a limit.

A few kilobytes of gzip can hold gigabytes. httpx unfolds each chunk whole, before anyone can look at its size, and
unfolds again for each encoding that is named; so the bytes are taken as they come, and unfolded here.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

__all__ = ["ACCEPTED", "BrokenEncodingError", "encoding_of", "unfolded"]

ACCEPTED = "gzip, deflate"
"""What is asked for in `Accept-Encoding`."""
_KNOWN = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""What zlib calls the container of each (`wbits`)."""
_RAW_DEFLATE = -15
_STEP = 1 << 20
"""Bytes unfolded at a time."""


class BrokenEncodingError(Exception):
    """The compressed bytes are damaged or break off."""


def encoding_of(header: str) -> str | None:
    """The one encoding that a `Content-Encoding` names, "" for none; None for several, or one that is not known.

    Example:
        >>> encoding_of("GZIP"), encoding_of("identity"), encoding_of("gzip, gzip"), encoding_of("br")
        ('gzip', '', None, None)
    """
    names = [name for part in header.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if not names:
        return ""
    return names[0] if len(names) == 1 and names[0] in _KNOWN else None


def unfolded(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The bytes that chunks unfold to, at most a megabyte at a time, so that the caller can stop.

    Args:
        chunks: as they came.
        encoding: as `encoding_of` gives it.

    Raises:
        BrokenEncodingError: they are damaged or break off.

    Example:
        >>> b"".join(unfolded([zlib.compress(b"tabs")], "deflate"))
        b'tabs'
    """
    if not encoding:
        yield from chunks
        return
    engine = None
    for chunk in chunks:
        if not chunk:
            continue
        if engine is None:
            engine = zlib.decompressobj(_container(chunk, encoding))
        rest = chunk
        while rest and not engine.eof:
            try:
                yield engine.decompress(rest, _STEP)
            except zlib.error as error:
                raise BrokenEncodingError(str(error)) from None
            rest = engine.unconsumed_tail
    if engine is None or not engine.eof:
        raise BrokenEncodingError("it is truncated")


def _container(first: bytes, encoding: str) -> int:
    """The `wbits` of zlib; `deflate` names the zlib container, and some servers send the bare stream all the same."""
    bare = encoding == "deflate" and (first[0] & 0x0F != 8 or (len(first) > 1 and (first[0] * 256 + first[1]) % 31))
    return _RAW_DEFLATE if bare else _KNOWN[encoding]
