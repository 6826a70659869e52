"""digest: a static-site generator for debate digests.

    read(path)          a content file -> Document    the posts
    analyze(document)   a Document     -> Digest      claims, relations, key points
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

# This must run before numpy is imported. Documents are processed in parallel, so several threads for one matrix
# product only wait for each other. They also sum in another order, so results could depend on the machine.
for _library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

_HOMES = {"analyze": "digest.recipe", "build": "digest.builder", "read": "digest.sources"}


def __getattr__(name: str) -> object:
    # Parts are imported on first use, so that `digest --help` does not wait for MkDocs and numpy.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'digest' has no attribute {name!r}")
