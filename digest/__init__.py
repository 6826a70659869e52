"""digest: a static-site generator for debate digests.

    read(path)          a content file -> Document    the posts
    analyze(document)   a Document     -> Digest      claims, relations, key points
    build(config)       a whole site   -> Markdown pages and HTML

The names in `__all__` are the public interface, for notebooks and plug-ins; docs/extending.md describes them.
Everything else is private and may change.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING

from digest.errors import ContentError, CurationError, DigestError, Fault, OutputError, SettingsError

if TYPE_CHECKING:
    from digest.builder import build
    from digest.curated import load_curated
    from digest.model import (
        ArgumentThread,
        Block,
        Claim,
        Digest,
        Document,
        Keyphrase,
        KeyPoint,
        LeftOut,
        Mark,
        Position,
        Post,
        Proposition,
        Quote,
        Relation,
        Topic,
    )
    from digest.model.contract import to_json
    from digest.recipe import analyze
    from digest.sources import Reader, SourceFile, read, read_text
    from digest.sources.base import document, one_line
    from digest.sources.front import parse_date
    from digest.sources.markup import from_html, from_markdown, from_plain
    from digest.sources.tree import ordered

__all__ = [
    "ArgumentThread",
    "Block",
    "Claim",
    "ContentError",
    "CurationError",
    "Digest",
    "DigestError",
    "Document",
    "Fault",
    "KeyPoint",
    "Keyphrase",
    "LeftOut",
    "Mark",
    "OutputError",
    "Position",
    "Post",
    "Proposition",
    "Quote",
    "Reader",
    "Relation",
    "SettingsError",
    "SourceFile",
    "Topic",
    "analyze",
    "build",
    "document",
    "from_html",
    "from_markdown",
    "from_plain",
    "load_curated",
    "one_line",
    "ordered",
    "parse_date",
    "read",
    "read_text",
    "to_json",
]

# This must run before numpy is imported. Documents are processed in parallel, so several threads for one matrix
# product only wait for each other. They also sum in another order, so results could depend on the machine.
for _library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

_HOMES = {
    "analyze": "digest.recipe",
    "build": "digest.builder",
    "load_curated": "digest.curated",
    "document": "digest.sources.base",
    "from_html": "digest.sources.markup",
    "from_markdown": "digest.sources.markup",
    "from_plain": "digest.sources.markup",
    "one_line": "digest.sources.base",
    "ordered": "digest.sources.tree",
    "parse_date": "digest.sources.front",
    "read": "digest.sources",
    "read_text": "digest.sources",
    "Reader": "digest.sources",
    "SourceFile": "digest.sources",
    "to_json": "digest.model.contract",
}
"""The modules of the public functions; the classes that are not listed here are in `digest.model`."""


def __getattr__(name: str) -> object:
    # Parts are imported on first use, so that `digest --help` does not wait for MkDocs and numpy.
    if name in __all__:
        return getattr(import_module(_HOMES.get(name, "digest.model")), name)
    raise AttributeError(f"module 'digest' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
