"""Renders the pages with MkDocs, strictly: a warning is a fault."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from digest.errors import Fault, OutputError
from digest.renderers.search import instead_of_own

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice would land among our own messages


class _Collector(logging.Handler):
    """Keeps what MkDocs warns of, to be told as faults of ours."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def render(config: Path, *, output: Path, epoch: int, pagefind: bool = False) -> None:
    """Build the HTML of a site.

    Args:
        config: the site's mkdocs.yml.
        output: an empty or new folder that the HTML goes to.
        epoch: the time that is written where a build time is asked for, in seconds since 1970; with one
            value, two builds are the same byte for byte.
        pagefind: whether Pagefind searches the site, in place of the theme.

    Raises:
        OutputError: MkDocs cannot build the site, or warns of anything.
    """
    from mkdocs.commands.build import build  # imported here: it takes longer than many a whole command of ours
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    with listening() as collector, _at(epoch):
        try:
            settings = load_config(str(config), site_dir=str(output), strict=True)
            if ours := settings.plugins.get("digest"):
                ours.config["enabled"] = False  # the pages are written; it would write them again
            if pagefind:
                instead_of_own(settings)
            settings.plugins.on_startup(command="build", dirty=False)
            try:
                build(settings)
            finally:
                settings.plugins.on_shutdown()
        except MkDocsException as error:
            told = collector.messages or [str(error)]
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
