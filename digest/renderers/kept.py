"""Pages that MkDocs need not render, since their HTML is there: from the last build, or from another process.

They take part in a build as MkDocs' own pages do, so that others can link to them, the lists of tags name them and the
sitemap has them; but nobody reads their Markdown, and their template is empty, of which MkDocs writes no file.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import jinja2
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

__all__ = ["Asked", "KeptPage", "ShownPage", "keep", "noted", "recall", "show", "sum_of"]

_EMPTY = jinja2.Template("")
_UNWRITTEN = {"template": _EMPTY, "search": {"exclude": True}}
_NO_FACTS: Mapping[str, Any] = {}


class Asked(Files):
    """The files of a site; remembers which of them somebody has asked for."""

    def __init__(self, files: Iterable[File]) -> None:
        super().__init__(list(files))
        self.asked: set[str] = set()

    def get_file_from_path(self, path: str) -> File | None:
        found = super().get_file_from_path(path)
        if found is not None:
            self.asked.add(found.src_uri)
        return found


class KeptPage(Page):
    """A page whose HTML is there."""

    known: Mapping[str, Any]

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = {**self.known.get("meta", {}), **_UNWRITTEN}
        if "title" in self.known:
            self.title = self.known["title"]

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content, self.toc = "", []  # type: ignore[assignment]  # as MkDocs' own constructor
        if "ids" in self.known:
            recall(self, self.known, files=files)


class ShownPage(Page):
    """A page that others show in their menu or their tags, rendered elsewhere: its front matter and title count."""

    def read_source(self, config: MkDocsConfig) -> None:
        super().read_source(config)
        self.meta = {**self.meta, **_UNWRITTEN}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        if "title" not in self.__dict__ and "title" not in self.meta:
            super().render(config, files)  # the title is in the text
            self.title = str(self.title)
        self.content, self.toc = "", []  # type: ignore[assignment]
        self.links_to_anchors = None


def keep(file: File, known: Mapping[str, Any] = _NO_FACTS) -> None:
    """Have MkDocs leave out a page.

    Args:
        file: its file; MkDocs has made a page of it.
        known: what was noted of it, nothing where nobody in this process needs it.
    """
    page: Any = file.page
    page.__class__ = KeptPage
    page.known = known


def show(file: File) -> None:
    """Have MkDocs read a page for others to show it, and write no HTML of it."""
    page: Any = file.page
    page.__class__ = ShownPage


def noted(page: Page, *, asked: Iterable[str], meta: Mapping[str, Any]) -> dict[str, Any]:
    """What is to be known of a page that was rendered, in plain values.

    Args:
        asked: the files that it links to.
        meta: those values of its front matter that other pages show.
    """
    known = {
        "sum": sum_of(page.file.content_bytes),
        "title": page.title,
        "to": sorted(asked),
        "ids": sorted(page.present_anchor_ids or ()),
        "anchors": {file.src_uri: dict(its) for file, its in (page.links_to_anchors or {}).items()},
    }
    return {**known, "meta": dict(meta)} if meta else known


def sum_of(data: bytes) -> str:
    """A hash by which the text of a page is known again."""
    return blake2b(data, digest_size=12).hexdigest()


def recall(page: Page, known: Mapping[str, Any], *, files: Files) -> bool:
    """Give a page its anchors, and its links to those of others; false where a file that it links to is gone."""
    with contextlib.suppress(KeyError, TypeError, AttributeError):
        there = files.src_uris
        if all(name in there for name in known["to"]):
            page.links_to_anchors = {there[name]: dict(its) for name, its in known["anchors"].items()}
            page.present_anchor_ids = set(known["ids"])
            return True
    return False
