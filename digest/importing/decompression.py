"""Decompresses responses step by step, so that the caller can stop at a limit.

A few kilobytes of gzip can expand to gigabytes. httpx decompresses each chunk completely before its size can be
checked, and again for each encoding in the header. So the raw bytes are read and decompressed here.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

__all__ = ["ACCEPTED", "BrokenEncodingError", "decompressed", "encoding_of"]

ACCEPTED = "gzip, deflate"
"""The value of `Accept-Encoding`."""
_KNOWN = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""zlib's `wbits` for each encoding."""
_RAW_DEFLATE = -15
_STEP = 1 << 20
"""Bytes decompressed at a time."""


class BrokenEncodingError(Exception):
    """The compressed bytes are damaged or truncated."""


def encoding_of(header: str) -> str | None:
    """The encoding in a `Content-Encoding` header, "" for none; None for several encodings, or an unknown one.

    Example:
        >>> encoding_of("GZIP"), encoding_of("identity"), encoding_of("gzip, gzip"), encoding_of("br")
        ('gzip', '', None, None)
    """
    names = [name for part in header.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if not names:
        return ""
    return names[0] if len(names) == 1 and names[0] in _KNOWN else None


def decompressed(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The decompressed bytes, at most a megabyte at a time, so that the caller can stop.

    Args:
        chunks: the raw bytes.
        encoding: from `encoding_of`.

    Raises:
        BrokenEncodingError: the bytes are damaged or truncated.

    Example:
        >>> b"".join(decompressed([zlib.compress(b"tabs")], "deflate"))
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
    """Zlib's `wbits`. `deflate` means the zlib format, but some servers send a raw deflate stream."""
    bare = encoding == "deflate" and (first[0] & 0x0F != 8 or (len(first) > 1 and (first[0] * 256 + first[1]) % 31))
    return _RAW_DEFLATE if bare else _KNOWN[encoding]
