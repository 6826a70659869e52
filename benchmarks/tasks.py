"""What is measured, each in a process of its own: `python -m benchmarks.tasks NAME FOLDER [ARGUMENT]`."""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from digest.model import Document

__all__ = ["TASKS"]


def documents(root: Path) -> Iterator[Document]:
    from digest.sources import read

    for path in sorted((root / "content").iterdir()):
        yield read(path, root=root)


def text_of(document: Document) -> str:
    """All that was said, as whoever uses YAKE alone would hand it over."""
    return "\n\n".join(post.text for post in document.posts)


def nothing(root: Path, argument: str) -> None:
    """What every process costs: Python, and the imports of a build."""
    import digest.builder  # noqa: F401


def yake_alone(root: Path, argument: str) -> None:
    """Keyphrases of each debate by YAKE as it comes, and nothing else."""
    import yake

    extractor = yake.KeywordExtractor(lan="en", n=3)
    for path in sorted((root / "texts").iterdir()):
        extractor.extract_keywords(path.read_text(encoding="utf-8"))


def mkdocs_alone(root: Path, argument: str) -> None:
    """The pages that a build left, rendered by MkDocs, and nothing else."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as out:
        build(load_config(str(root / "mkdocs.yml"), site_dir=out))


def whole(root: Path, argument: str) -> None:
    """`digest build`."""
    from digest.builder import build

    build(root / "mkdocs.yml", jobs=int(argument) if argument else None)


def pages(root: Path, argument: str) -> None:
    """The builder's part of it: up to the Markdown pages."""
    from digest.builder import write_markdown
    from digest.settings import load_site

    write_markdown(load_site(root / "mkdocs.yml"), jobs=int(argument) if argument else None)


def analysis(root: Path, argument: str) -> None:
    """The analysis of each debate, in this process."""
    from digest import analyze

    for document in documents(root):
        analyze(document)


TASKS: tuple[tuple[str, Callable[[Path, str], None]], ...] = (
    ("nothing", nothing),
    ("yake", yake_alone),
    ("mkdocs", mkdocs_alone),
    ("whole", whole),
    ("pages", pages),
    ("analysis", analysis),
)


if __name__ == "__main__":
    dict(TASKS)[sys.argv[1]](Path(sys.argv[2]), (sys.argv[3:] or [""])[0])
