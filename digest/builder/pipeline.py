"""The steps of a build in their order, from a site's folder to its pages and HTML."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from digest.builder.analyse_debates import Tell, understand
from digest.builder.cache import FOLDER, Cache
from digest.builder.folders import keep_apart
from digest.builder.lock import alone
from digest.builder.output import Written, writing
from digest.builder.ownership import EDITED, Aside
from digest.builder.render_site import check_time, render, settle
from digest.builder.workers import Workers, cores
from digest.builder.write_pages import print_site
from digest.curation import site_merges
from digest.errors import Fault, OutputError, place, refused
from digest.library import connect
from digest.renderers.search import choose
from digest.settings import Site, load_site
from digest.site import translated

__all__ = ["Built", "Markdown", "Tell", "build", "write_markdown"]

_NO_DATE = 315_532_800  # 1980, the earliest time that a zip file can tell
_LATEST = 2**32 - 1  # 2106, the latest time that a gzip file can tell


@dataclass(frozen=True, slots=True)
class Markdown:
    """The result of writing the Markdown pages.

    Attributes:
        analysed: how many of the debates were not in the cache.
        printed: of how many debates pages were made anew.
        drafts: how many debates are drafts.
        files: the file of each debate, relative to the site's folder, by the debate's slug.
        epoch: the time of the newest debate, in seconds since 1970.
        warnings: corrections that match nothing, or two things; the others hold. A cache that cannot be written. A
            language that pages are not translated into.
    """

    debates: int
    posts: int
    threads: int
    concepts: int
    analysed: int
    printed: int
    pages: Written
    epoch: int
    drafts: int = 0
    warnings: tuple[Fault, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build, for the summary.

    Attributes:
        rendered: whether the HTML was made anew; what it is made from can be the same as before.
        search: one line on what searches the site, where its size decided that; else empty.
    """

    markdown: Markdown
    rendered: bool
    output: Path
    seconds: float
    search: str = ""


def build(
    config: Path,
    *,
    tell: Tell = lambda what, done, total: None,
    jobs: int | None = None,
    scheduler: str | None = None,
    renderer: str = "mkdocs",
) -> Built:
    """Build a whole site: analyse its debates, write its pages, render them.

    Nothing is written before every debate has been read and understood, and the last good HTML stays until the
    new one is complete. What did not change since the last build is not done again.

    Args:
        config: the site's mkdocs.yml.
        tell: called as the work goes on.
        jobs: how many processes work at once; as many as the machine can run where nothing is said.
        scheduler: the address of a dask.distributed scheduler whose workers do the work instead.
        renderer: what makes HTML of the pages, by its name in `digest.renderers`.

    Raises:
        SettingsError: mkdocs.yml is wrong.
        ContentError: debates cannot be read; all that is wrong with all of them.
        CurationError: a file of corrections cannot be read, or belongs to no debate.
        OutputError: pages cannot be written or rendered.
    """
    begun = time.perf_counter()
    site = load_site(config)
    keep_apart(site)
    check_time()
    with alone(site.root, waiting=lambda: tell("Waiting for another build", 0, 1)):
        settle(site)
        markdown = _write(site, tell=tell, jobs=jobs, scheduler=scheduler)
        search = choose(site.settings.search, debates=markdown.debates, posts=markdown.posts)
        tell("Rendering pages", 0, markdown.pages.total)
        rendered = render(site, epoch=markdown.epoch, renderer=renderer, pagefind=search.pagefind, jobs=jobs or cores())
    markdown = replace(markdown, warnings=(*markdown.warnings, *rendered.warnings))
    seconds = time.perf_counter() - begun
    return Built(markdown, rendered.made, output=site.output, seconds=seconds, search=search.why)


def write_markdown(
    site: Site,
    *,
    tell: Tell = lambda what, done, total: None,
    jobs: int | None = None,
    scheduler: str | None = None,
    drafts: bool = False,
) -> Markdown:
    """As `build`, but only up to the Markdown pages, for another renderer.

    Args:
        drafts: pages of drafts as well, for a preview; the next build without them takes them away.
    """
    keep_apart(site)
    check_time()
    with alone(site.root, waiting=lambda: tell("Waiting for another build", 0, 1)):
        return _write(site, tell=tell, jobs=jobs, scheduler=scheduler, drafts=drafts)


def _write(site: Site, *, tell: Tell, jobs: int | None, scheduler: str | None, drafts: bool = False) -> Markdown:
    cache, aside = Cache(site.root / FOLDER), Aside(site.root / EDITED, site.root)
    try:
        with Workers(jobs=jobs or cores(), scheduler=scheduler) as workers:
            debates = understand(site, cache=cache, workers=workers, tell=tell, drafts=drafts)
            studies = [known.study for known in debates.known.values()]
            outlines = [study.outline for study in studies]
            merges, unmatched = site_merges(debates.corrected.site, outlines=outlines, language=site.settings.language)
            index = connect(outlines, settings=site.settings, merges=merges)
            with writing(site.pages, aside=aside) as output:
                printed = print_site(debates, index=index, merges=merges, output=output, workers=workers, tell=tell)
                written = output.finish()
        cache.trim()
    except OSError as error:
        what = "the results of this build cannot be saved"
        raise OutputError(refused(error, path=site.root, what=what, then="finished work is cached")) from error
    finally:
        cache.close()
    warnings = [fault for study in studies for fault in study.warnings] + [*unmatched, *debates.unfinished]
    warnings += aside.faults()
    if cache.trouble:
        hint = "make it writable, or the next build repeats all of this work"
        warnings.append(Fault(f"cannot be written ({cache.trouble})", path=str(site.root / FOLDER), hint=hint))
    if not translated(site.language, templates=(site.templates,)):
        warnings.append(_untranslated(site))
    dates = [outline.date for outline in outlines if outline.date]
    return Markdown(
        debates=len(studies),
        posts=sum(study.posts for study in studies),
        threads=sum(study.threads for study in studies),
        concepts=len(index.concepts),
        analysed=debates.analysed,
        printed=printed,
        pages=written,
        drafts=sum(outline.draft for outline in outlines),
        epoch=min(max(int(max(dates).timestamp()), _NO_DATE), _LATEST) if dates else _NO_DATE,
        warnings=tuple(warnings),
        files={outline.slug: outline.path for outline in outlines},
    )


def _untranslated(site: Site) -> Fault:
    what = f"there is no translation into `{site.language}`, so labels are in English"
    file = f"{site.settings.templates}/locale/{site.language}.po"
    hint = f"write {file} (docs/theming.md), or set another `theme: language:`"
    return Fault(what, path=place(site.config, site.root), hint=hint)
