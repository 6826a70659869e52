"""Removes excessive nesting from HTML before it is parsed.

For each element, a parser scans the open ones above it, so its time is quadratic in the depth: a page of 300,000
characters with nested quotations takes fifteen seconds. Beyond a depth that no real page has, elements are dropped and
their text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["unnested"]

_DEEPEST = 4000
"""A saved page of Reddit has three elements for each level of replies."""
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]{0,15})(?=[\s/>])[^<>]{0,10000}>?", re.IGNORECASE)
_NOT_NESTING = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "dd",
        "dt",
        "embed",
        "hr",
        "img",
        "input",
        "li",
        "link",
        "meta",
        "option",
        "p",
        "param",
        "source",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "track",
        "wbr",
    ]
)
"""Elements without an end tag, or that end at the next one of their kind."""


def unnested(html: str) -> str:
    """The same HTML without the tags of elements inside more than four thousand others.

    Example:
        >>> unnested("<b>so</b> <i>it</i> is")
        '<b>so</b> <i>it</i> is'
        >>> unnested("<b>" * 5000 + "so" + "</b>" * 5000).count("<b>")
        4000
    """
    return "".join(_kept(html)) if html.count("<") > _DEEPEST else html


def _kept(html: str) -> Iterator[str]:
    depth = at = 0
    for found in _TAG.finditer(html):
        if found[2].lower() in _NOT_NESTING:
            continue
        if found[1]:
            left_out, depth = depth > _DEEPEST, max(0, depth - 1)
        else:
            depth += 1
            left_out = depth > _DEEPEST
        if left_out:
            yield html[at : found.start()]
            at = found.end()
    yield html[at:]
