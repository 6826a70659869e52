"""What is measured, each in a process of its own: `python -m benchmarks.tasks NAME FOLDER`."""

from __future__ import annotations

import sys
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


def yake_alone(root: Path) -> None:
    """Keyphrases of each debate by YAKE as it comes, and nothing else."""
    import yake

    extractor = yake.KeywordExtractor(lan="en", n=3)
    for path in sorted((root / "texts").iterdir()):
        extractor.extract_keywords(path.read_text(encoding="utf-8"))


def pages(root: Path) -> None:
    """What `digest build` does up to the Markdown pages."""
    from digest.builder import write_markdown
    from digest.settings import load_site

    write_markdown(load_site(root / "mkdocs.yml"))


def analysis(root: Path) -> None:
    """The analysis of each debate, in this process."""
    from digest import analyze

    for document in documents(root):
        analyze(document)


TASKS: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("yake", yake_alone),
    ("pages", pages),
    ("analysis", analysis),
)


if __name__ == "__main__":
    dict(TASKS)[sys.argv[1]](Path(sys.argv[2]))
