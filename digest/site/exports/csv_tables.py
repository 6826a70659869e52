"""A digest as two tables: its claims, and the relations between them (RFC 4180).

A cell that a spreadsheet would take for a formula begins with an apostrophe instead, as OWASP advises.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from digest.model import Digest

__all__ = ["claims", "relations"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def claims(digest: Digest) -> str:
    """A row a claim, with who said it, its role, its standing, and the argument thread that it is in."""
    posts = {post.id: post for post in digest.document.posts}
    thread_of = {claim: thread for thread in digest.threads for claim in thread.claims}
    rows = []
    for claim in digest.claims:
        post, thread = posts[claim.post], thread_of.get(claim.id)
        rows.append(
            (
                claim.id,
                claim.post,
                post.author,
                post.date.isoformat() if post.date else None,
                claim.role,
                claim.standing,
                f"{claim.confidence:.2f}",
                thread.title if thread else None,
                post.url,
                claim.text,
            )
        )
    header = ("id", "post", "author", "date", "role", "standing", "confidence", "thread", "url", "text")
    return _table(header, rows)


def relations(digest: Digest) -> str:
    """A row a relation; `source` and `target` are ids of claims, or `title`."""
    return _table(
        ("source", "target", "type", "undercut", "confidence", "cue"),
        (
            (one.source, one.target, one.type, "yes" if one.undercut else "no", f"{one.confidence:.2f}", one.cue)
            for one in digest.relations
        ),
    )


def _table(header: tuple[str, ...], rows: Iterable[tuple[str | None, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _cell(value: str | None) -> str:
    text = value or ""
    return f"'{text}" if text.startswith(_FORMULA) else text
