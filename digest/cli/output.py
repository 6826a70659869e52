"""What the commands share: the `--config` option, progress, and the output of faults and paths."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from digest.errors import DigestError
from digest.settings import CONFIG, Settings, load_site

config_option = click.option(
    "--config",
    "-f",
    type=click.Path(path_type=Path),
    default=Path(CONFIG),
    show_default=True,
    help="Configuration file of the site.",
)


_LOG_INTERVAL = 30.0
"""Seconds between two lines of progress if standard error is not a terminal: a build of minutes must not fill a log."""


class Progress:
    """Shows progress on standard error.

    A terminal gets one line that is overwritten; a log gets a line only when the work takes long.

    Args:
        clock: monotonic seconds; for tests to replace.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._shown = sys.stderr.isatty()
        self._clock = clock
        self._next = clock() + _LOG_INTERVAL

    def tell(self, what: str, done: int, total: int) -> None:
        """Show the current step, and how many of its parts are done if there are several."""
        count = f" ({done:,}/{total:,})" if total > 1 else ""
        if self._shown:
            click.echo(f"\r\x1b[2K{what}{count}…", nl=False, err=True)
        elif self._clock() >= self._next:
            self._next = self._clock() + _LOG_INTERVAL
            click.echo(f"{what}{count}…", err=True)

    def done(self) -> None:
        """Clear the line for the output that follows."""
        if self._shown:
            click.echo("\r\x1b[2K", nl=False, err=True)


def site_settings(config: Path) -> Settings:
    """The settings of the site in the current folder; the defaults if there is none, as a file needs no site."""
    if config == Path(CONFIG) and not config.exists():
        return Settings()
    try:
        return load_site(config).settings
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None


def report_faults(error: DigestError) -> int:
    """Print each fault of an error on a line of standard error, and return the exit status."""
    for fault in error.faults:
        click.echo(str(fault), err=True)
    return 1


def display_path(path: Path) -> str:
    """A path as one would type it in the current folder."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
