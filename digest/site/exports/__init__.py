"""A digest in the formats that other tools read: one format a module, all pure functions of a Digest.

`EXPORTS` is the table of them; `docs/exports.md` tells what each holds.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from digest.model import Digest
from digest.model.contract import to_json
from digest.site import standalone
from digest.site.exports import aif, argdown, csv_tables, graphml

__all__ = ["EXPORTS", "Export", "as_json"]


@dataclass(frozen=True, slots=True)
class Export:
    """One format.

    Attributes:
        name: what it is asked for by: `digest export --to name`.
        label: what a reader calls it.
        suffix: of its files, with the dot.
        media: its media type, for `<link rel="alternate">`.
        main: sites offer it unless they say otherwise; the rest is for `digest export`.
        write: the digest in it, as text that ends with a line end.
    """

    name: str
    label: str
    suffix: str
    media: str
    write: Callable[[Digest], str]
    main: bool = False


def as_json(digest: Digest) -> str:
    """The digest as `digest show --json` prints it."""
    return json.dumps(to_json(digest), ensure_ascii=False) + "\n"


EXPORTS = (
    Export("json", "JSON", ".json", "application/json", as_json, main=True),
    Export("argdown", "Argdown", ".argdown", "text/vnd.argdown", argdown.write, main=True),
    Export("aif", "AIF", ".aif.json", "application/json", aif.write),
    Export("csv", "CSV of claims", ".claims.csv", "text/csv", csv_tables.claims),
    Export("csv-relations", "CSV of relations", ".relations.csv", "text/csv", csv_tables.relations),
    Export("graphml", "GraphML", ".graphml", "application/graphml+xml", graphml.write),
    Export("html", "HTML", ".html", "text/html", standalone.write),
)
