"""Renders the pages to HTML if something changed, first in another folder, then moved to its place."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from digest.atomic_write import put_beside
from digest.builder.cache import FOLDER, RENDERING, prepared
from digest.builder.install_site import install, recover
from digest.builder.last_render import Sources, remember, remembered, sources_of
from digest.builder.ownership import EDITED, Aside
from digest.builder.workers import Workers
from digest.errors import Fault, OutputError, SettingsError, refused
from digest.renderers import RENDERERS
from digest.renderers.last import NOTHING, Last
from digest.renderers.search import index
from digest.settings import Site

__all__ = ["Rendered", "Replacing", "check_time", "render", "replacing", "settle"]

_DAY = 86_400
_LATEST = 2**32
"""The latest time that a compressed file, such as the sitemap, can contain."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """Whether HTML was rendered, and messages about files that somebody had edited."""

    made: bool
    warnings: tuple[Fault, ...] = ()


def render(site: Site, *, epoch: int, renderer: str, pagefind: bool = False, jobs: int = 1) -> Rendered:
    """Render the pages of a site whose sources changed since they were last rendered.

    The HTML rendered before stays until the new one is complete.

    Args:
        epoch: the time that is written where a build time is asked for.
        renderer: the name of what renders them.
        pagefind: whether Pagefind searches the site, in place of the theme.
        jobs: how many processes render at once.

    Raises:
        OutputError: it cannot be rendered or written; the old HTML is then as it was.
    """
    sources, before = sources_of(site, epoch=epoch, renderer=renderer, pagefind=pagefind), remembered(site)
    intact = before.intact(site.output)
    if sources.all and sources.all == before.sources.all and len(intact) == len(before.files):
        return Rendered(False)
    _refuse_pipes(site.pages)
    last = NOTHING
    if sources.around and sources.around == before.sources.around:
        last = Last(site.output, before.facts(site), before.unchanged(sources), intact)
    with replacing(site.output, site=site, sources=sources) as replaced, Workers(jobs=jobs) as workers:
        made = RENDERERS[renderer](
            site.config,
            output=replaced.fresh,
            epoch=epoch,
            pagefind=pagefind,
            last=last,
            run=workers.run,
            jobs=jobs,
        )
        replaced.kept, replaced.facts = made.kept, made.facts
        if pagefind:
            _index(replaced)
    return Rendered(True, replaced.aside.faults())


def check_time() -> None:
    """Check the build time that the environment sets.

    Raises:
        SettingsError: it is not.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is not None and not (re.fullmatch(r"[0-9]{1,10}", given) and int(given) < _LATEST):
        hint = "set it to whole seconds since 1970, or unset it"
        raise SettingsError(Fault(f"the variable SOURCE_DATE_EPOCH is {given[:40]!r}", hint=hint))


def settle(site: Site) -> None:
    """Restore the old HTML if a build was killed while it replaced it.

    Raises:
        OutputError: the disk refuses.
    """
    try:
        recover(site.output)
    except OSError as error:
        raise OutputError(refused(error, path=site.output)) from error


@dataclass(slots=True)
class Replacing:
    """A site's HTML while it is rendered again.

    Attributes:
        output: the folder of the site.
        fresh: the folder to write the new HTML to, which does not exist yet.
        aside: keeps what somebody edited in the folder of the site.
        kept: files of the site that belong to the new one as they are.
        facts: what the renderer notes for the next build.
    """

    output: Path
    fresh: Path
    aside: Aside
    kept: Collection[str] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


@contextmanager
def replacing(output: Path, *, site: Site, sources: Sources | None = None) -> Iterator[Replacing]:
    """A folder to render to; when the block ends, its files replace those of the last build.

    Args:
        output: the folder of the site's HTML.
        sources: all that it is made from, where that is known.

    Raises:
        OutputError: they cannot be written, or files of others are in the way; the old HTML is then as it was.
    """
    try:
        with _folder(site.root / FOLDER) as name:
            replaced = Replacing(output, Path(name) / "new", Aside(site.root / EDITED, site.root))
            yield replaced
            known = remembered(site).intact(output)
            install(replaced.fresh, output=output, aside=replaced.aside, known=known, kept=replaced.kept)
    except OSError as error:
        raise OutputError(refused(error, path=output, then="the site built before is still there")) from error
    remember(site, output=output, sources=sources or Sources(), facts=replaced.facts)


def _index(replaced: Replacing) -> None:
    """Index the HTML: the new files, and the unchanged ones, which are in another folder until the block ends."""
    beside = [path for path in replaced.kept if path.endswith(".html")]
    for path in beside:
        (replaced.fresh / path).parent.mkdir(parents=True, exist_ok=True)
        put_beside(replaced.output / path, replaced.fresh / path)
    index(replaced.fresh)
    for path in beside:
        (replaced.fresh / path).unlink()


def _folder(cache: Path) -> tempfile.TemporaryDirectory[str]:
    """A new folder in the cache or, if that is not writable, a temporary one; folders of killed builds are removed."""
    try:
        for left in prepared(cache).glob(f"{RENDERING}*"):
            if time.time() - left.stat().st_mtime > _DAY:  # a younger one may be in use
                shutil.rmtree(left, ignore_errors=True)
        return tempfile.TemporaryDirectory(prefix=RENDERING, dir=cache)
    except OSError:
        return tempfile.TemporaryDirectory(prefix="digest-")


def _refuse_pipes(folder: Path) -> None:
    """Refuse pipes, sockets and devices among the pages, because a renderer would wait for them."""
    for here, _, names in os.walk(folder):
        for name in names:
            path = Path(here, name)
            if path.exists() and not path.is_file():
                raise OutputError(Fault("is not a file", path=str(path), hint="move it elsewhere"))
