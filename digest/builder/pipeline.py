"""From a site's folder to its pages and its HTML: the order of events, and nothing else."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from digest.builder.about import own_pages
from digest.builder.output import Written, write_pages
from digest.curation import Corrections, Curated, corrections, curate, site_merges
from digest.errors import Fault, OutputError
from digest.library import gather, outline_of
from digest.model import Document, Library
from digest.renderers import mkdocs
from digest.settings import Site, load_site
from digest.site import SiteInfo, pages
from digest.sources.discover import discover

Tell = Callable[[str, int, int], None]
"""Hears of progress: what is being done, how many are done, how many there are."""

_NO_DATE = 315_532_800  # 1980, the earliest time that a zip file can tell


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, for the closing summary.

    Attributes:
        warnings: corrections that match nothing, or two things; the others hold.
    """

    debates: int
    posts: int
    threads: int
    concepts: int
    pages: Written
    output: Path
    seconds: float
    warnings: tuple[Fault, ...] = ()


def build(config: Path, *, tell: Tell = lambda what, done, total: None) -> Built:
    """Build a whole site: analyse its debates, write its pages, render them.

    Nothing is written before every debate has been read and understood, and the last good HTML stays until the
    new one is complete.

    Args:
        config: the site's mkdocs.yml.
        tell: called as the work goes on.

    Raises:
        SettingsError: mkdocs.yml is wrong.
        ContentError: debates cannot be read; all that is wrong with all of them.
        CurationError: a file of corrections cannot be read, or belongs to no debate.
        OutputError: pages cannot be written or rendered.
    """
    begun = time.perf_counter()
    site = load_site(config)
    library, written, warnings = write_markdown(site, tell=tell)
    tell("Rendering the pages", 0, written.total)
    render(site, library=library)
    return Built(
        debates=len(library.digests),
        posts=sum(len(digest.document.posts) for digest in library.digests),
        threads=sum(len(digest.threads) for digest in library.digests),
        concepts=len(library.concepts),
        pages=written,
        output=site.output,
        seconds=time.perf_counter() - begun,
        warnings=warnings,
    )


def write_markdown(
    site: Site, *, tell: Tell = lambda what, done, total: None
) -> tuple[Library, Written, tuple[Fault, ...]]:
    """Analyse the debates of a site and write its Markdown pages, for whatever renders them.

    Returns:
        What is shown, what was written, and the corrections that could not be followed.

    Raises:
        ContentError: debates cannot be read; all that is wrong with all of them.
        CurationError: a file of corrections cannot be read, or belongs to no debate.
        OutputError: pages cannot be written.
    """
    documents = discover(site.content, root=site.root, language=site.settings.language)
    if not documents:
        raise OutputError(Fault("no debates found", path=str(site.content), hint="put one there, see docs"))
    corrected = corrections(documents, folder=site.content, root=site.root)
    curated = tuple(understand(documents, corrected=corrected, tell=tell))
    digests = [one.digest for one in curated]
    outlines = map(outline_of, digests)
    merges, unmatched = site_merges(corrected.site, outlines=outlines, language=site.settings.language)
    library = gather(digests, settings=site.settings, merges=merges)
    warnings = (*(fault for one in curated for fault in one.faults), *unmatched)
    return library, write_site(site, library=library, tell=tell), warnings


def understand(documents: Sequence[Document], *, corrected: Corrections, tell: Tell) -> Iterable[Curated]:
    """The digests of these documents, in their order, as their editors want them."""
    for done, document in enumerate(documents):
        tell(f"Analysing {document.slug}", done, len(documents))
        beside = corrected.beside(document)
        yield curate(document, curation=beside.curation, record=beside.record)
    tell("Analysed", len(documents), len(documents))


def write_site(site: Site, *, library: Library, tell: Tell) -> Written:
    """Write the Markdown pages of a site."""
    tell("Writing the pages", 0, 1)
    info = SiteInfo(name=site.name, url=site.url, description=site.description, settings=site.settings)
    own = own_pages(site)
    taken = {page.path for page in own}
    made = (page for page in pages(library, site=info, templates=(site.templates,)) if page.path not in taken)
    return write_pages(site.pages, pages=((page.path, page.text) for page in chain(own, made)))


def render(site: Site, *, library: Library) -> None:
    """Render beside the old HTML, then let the two change places."""
    dates = [digest.document.date for digest in library.digests if digest.document.date]
    epoch = int(max(dates).timestamp()) if dates else _NO_DATE
    try:
        site.output.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{site.output.name}-", dir=site.output.parent) as name:
            fresh, old = Path(name) / "new", Path(name) / "old"
            mkdocs.render(site.config, output=fresh, epoch=epoch)
            if site.output.exists():
                site.output.rename(old)
            try:
                fresh.rename(site.output)
            except OSError:
                if old.exists() and not site.output.exists():
                    old.rename(site.output)
                raise
    except (OSError, shutil.Error) as error:
        raise OutputError(
            Fault(f"cannot be written ({error})", path=str(site.output), hint="the site built before is still there")
        ) from error
