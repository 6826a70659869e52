"""digest: a static-site generator for debate digests.

    read(path)          a content file -> Document    what was said
    analyze(document)   a Document     -> Digest      what was argued, and what stands
    build(config)       a whole site   -> Markdown pages and HTML

Everything else is private and may change.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING

from digest.errors import DigestError

if TYPE_CHECKING:
    from digest.builder import build
    from digest.recipe import analyze
    from digest.sources import read

__all__ = ["DigestError", "analyze", "build", "read"]

# Before numpy is imported: documents are what runs in parallel; two threads a product only wait for each other. They
# also sum in another order than one does, so that a figure could depend on the machine.
for _library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

_HOMES = {"analyze": "digest.recipe", "build": "digest.builder", "read": "digest.sources"}


def __getattr__(name: str) -> object:
    # Each part is imported when it is first asked for: `digest --help` should not wait for MkDocs and numpy.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'digest' has no attribute {name!r}")
