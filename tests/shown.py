"""The pages of digests that tests make by hand, printed by what builds run."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from digest.builder.analyse_debates import Debates, Known
from digest.builder.cache import Cache, pack
from digest.builder.jobs import DIGEST, Study
from digest.builder.output import Output, writing
from digest.builder.workers import Workers
from digest.builder.write_pages import print_site
from digest.curation import Corrections
from digest.library import connect, outline_of
from digest.model import Concept, Digest, Index, Merges, Related, RelatedThread
from digest.settings import Settings, Site
from digest.site import Page, SiteInfo


@dataclass(frozen=True)
class Shelf:
    """Digests, newest first, and what connects them."""

    digests: tuple[Digest, ...]
    concepts: tuple[Concept, ...] = ()
    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    related_threads: Mapping[tuple[str, str], tuple[RelatedThread, ...]] = field(default_factory=dict)
    merges: Merges = field(default_factory=Merges)


def gather(digests: Iterable[Digest], *, settings: Settings, merges: Merges = Merges()) -> Shelf:  # noqa: B008 frozen
    """Digests with the connections that a build finds between them."""
    by_slug = {digest.document.slug: digest for digest in digests}
    index = connect(map(outline_of, by_slug.values()), settings=settings, merges=merges)
    ordered = tuple(by_slug[outline.slug] for outline in index.outlines)
    return Shelf(ordered, index.concepts, index.related, index.related_threads, merges)


class _Kept:
    """Writes to a real folder, and remembers the pages."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self.pages: list[Page] = []

    def keep(self, name: str, *, made_from: str) -> bool:
        return self._output.keep(name, made_from=made_from)

    def write(self, name: str, *, made_from: str, pages: Iterable[tuple[str, str | bytes, str | None]]) -> None:
        rows = list(pages)
        self.pages += [Page(*row) for row in rows]
        self._output.write(name, made_from=made_from, pages=rows)


def pages(shelf: Shelf, *, site: SiteInfo, templates: Sequence[Path] = ()) -> Iterator[Page]:
    """All pages of a site of these digests.

    Args:
        templates: the folder of the site's own templates, if it has one.
    """
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        own = str(templates[0]) if templates else "templates"
        settings = replace(site.settings, templates=own)
        place = Site(
            root,
            root / "mkdocs.yml",
            site.name,
            site.url,
            site.description,
            root / "pages",
            root / "site",
            settings,
            language=site.language,
        )
        debates = Debates(place, Cache(root / "cache"), Corrections())
        for at, digest in enumerate(shelf.digests):
            key = f"{at:04}"
            debates.cache.put("digest", key, pack(DIGEST.dumps(digest)))
            study = Study(outline_of(digest), len(digest.document.posts), len(digest.threads))
            debates.known[digest.document.slug] = Known(key, study)
        outlines = tuple(outline_of(digest) for digest in shelf.digests)
        index = Index(outlines, shelf.concepts, shelf.related, shelf.related_threads)
        with writing(place.pages) as output, Workers(jobs=1) as workers:
            kept = _Kept(output)
            print_site(debates, index=index, merges=shelf.merges, output=kept, workers=workers, tell=_silent)  # type: ignore[arg-type]
        yield from kept.pages


def _silent(what: str, done: int, total: int) -> None:
    pass
