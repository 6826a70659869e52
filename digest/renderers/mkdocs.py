"""Renders the pages with MkDocs, strictly: a warning is a fault."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from digest.errors import Fault, OutputError
from digest.renderers.last import NOTHING, Last, Made, Run, in_turn
from digest.renderers.search import instead_of_own

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from digest.renderers.shares import Part, Share

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice would land among our own messages


_Parts = Sequence[tuple["Share", "Part"]]
_NOWHERE = ".nowhere"
"""The name of a folder that does not exist, for MkDocs to empty."""


class _Collector(logging.Handler):
    """Keeps what MkDocs warns of, to be told as faults of ours."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def render(
    config: Path,
    *,
    output: Path,
    epoch: int,
    pagefind: bool = False,
    last: Last = NOTHING,
    run: Run = in_turn,
    jobs: int = 1,
) -> Made:
    """Build the HTML of a site, but for what can be kept of the last build.

    Args:
        config: the site's mkdocs.yml.
        output: a new folder that the HTML goes to.
        epoch: the time that is written where a build time is asked for, in seconds since 1970; with one
            value, two builds are the same byte for byte.
        pagefind: whether Pagefind searches the site, in place of the theme.
        last: what the last build left.
        run: runs shares of the work, perhaps in other processes.
        jobs: how many of them at once.

    Raises:
        OutputError: MkDocs cannot build the site, or warns of anything.
    """
    from mkdocs.exceptions import MkDocsException

    from digest.renderers.shares import Changed, Share, Unrendered

    with faults_of(config) as collector, _at(epoch):
        parts: list[tuple[Share, Part]] = []
        try:
            try:
                return _rendered(config, output=output, pagefind=pagefind, last=last, parts=parts, jobs=jobs)
            except Unrendered as todo:  # which MkDocs tells when it has read what pages there are
                tasks = [Share(config, output, epoch, pagefind, pages, todo.shown) for pages in todo.shares]
                parts += run(_share, tasks)
                collector.messages += (message for _, part in parts for message in part.messages)
            made = _rendered(config, output=output, pagefind=pagefind, last=last, parts=parts, jobs=jobs)
        except Changed:  # which it tells when it has read the pages that all others show
            shutil.rmtree(output, ignore_errors=True)
            collector.messages.clear()
            return _rendered(config, output=output, pagefind=pagefind, last=NOTHING, parts=None, jobs=jobs)
        if collector.messages:  # of shares; MkDocs itself has given up where it warned of anything
            raise MkDocsException("")
        return made


def _rendered(config: Path, *, output: Path, pagefind: bool, last: Last, parts: _Parts | None, jobs: int) -> Made:
    from mkdocs.commands.build import build  # imported here: it takes longer than many a whole command of ours

    from digest.renderers.known import each_alone
    from digest.renderers.shares import OfAll

    settings, ours = _settings(config, output=output, strict=True, pagefind=pagefind), None
    if each_alone(settings):
        settings.site_dir = str(output / _NOWHERE)
        ours = settings.plugins["digest-shares"] = OfAll(output, last=last, parts=parts, jobs=jobs)
    settings.plugins.on_startup(command="build", dirty=False)
    try:
        build(settings)
    finally:
        settings.plugins.on_shutdown()
    return ours.made() if ours else Made()


def _share(task: Share) -> Part:
    """Render a share of the pages."""
    from mkdocs.commands.build import build

    from digest.renderers.shares import OfShare, Part

    with faults_of(task.config) as collector, _at(task.epoch):
        settings = _settings(task.config, output=task.output / _NOWHERE, strict=False, pagefind=task.pagefind)
        settings.validation.links.anchors = logging.DEBUG  # they may be in another share; whoever has all of them looks
        ours = OfShare(task)
        settings.plugins["digest-shares"] = ours
        settings.plugins.on_startup(command="build", dirty=False)
        try:
            build(settings)
        finally:
            settings.plugins.on_shutdown()
        return Part(ours.facts, ours.entries, ours.shown, tuple(collector.messages))


def _settings(config: Path, *, output: Path, strict: bool, pagefind: bool) -> MkDocsConfig:
    from mkdocs.config import load_config

    settings = load_config(str(config), site_dir=str(output), strict=strict)
    if ours := settings.plugins.get("digest"):
        ours.config["enabled"] = False  # the pages are written; it would write them again
    if pagefind:
        instead_of_own(settings)
    return settings


@contextmanager
def faults_of(config: Path) -> Iterator[_Collector]:
    """What MkDocs warns of within the block; where it gives up, all of that is told.

    Raises:
        OutputError: it gave up.
    """
    from jinja2 import TemplateError
    from mkdocs.exceptions import MkDocsException

    with listening() as collector:
        try:
            yield collector
        except (MkDocsException, TemplateError) as error:
            told = dict.fromkeys(collector.messages) or [str(error)]
            raise OutputError(*(Fault(f"MkDocs: {message}", path=str(config)) for message in told)) from error


@contextmanager
def listening() -> Iterator[_Collector]:
    """What MkDocs warns of within the block; it is told nowhere else."""
    logger, collector = logging.getLogger("mkdocs"), _Collector()
    level, propagate = logger.level, logger.propagate
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    logger.addHandler(collector)
    try:
        yield collector
    finally:
        logger.removeHandler(collector)
        logger.setLevel(level)
        logger.propagate = propagate


@contextmanager
def _at(epoch: int) -> Iterator[None]:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(epoch))
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("SOURCE_DATE_EPOCH", None)
