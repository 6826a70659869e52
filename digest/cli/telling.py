"""What the commands share: the option that names the site, and how things are told on a terminal."""

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


_SELDOM = 30.0
"""Seconds between two lines of progress where standard error is no terminal, such as in a log."""


class Progress:
    """On a terminal one line that is written over; elsewhere a line now and then, of what takes long.

    Args:
        clock: monotonic seconds; for tests to replace.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._shown = sys.stderr.isatty()
        self._clock = clock
        self._next = clock() + _SELDOM

    def tell(self, what: str, done: int, total: int) -> None:
        """Show what is being done, and how much of it is done where there is more than one."""
        count = f" ({done:,}/{total:,})" if total > 1 else ""
        if self._shown:
            click.echo(f"\r\x1b[2K{what}{count}…", nl=False, err=True)
        elif self._clock() >= self._next:
            self._next = self._clock() + _SELDOM
            click.echo(f"{what}{count}…", err=True)

    def done(self) -> None:
        """Leave the line empty, for what comes next."""
        if self._shown:
            click.echo("\r\x1b[2K", nl=False, err=True)


def site_settings(config: Path) -> Settings:
    """Those of the site that we stand in, if any: a file can be shown without one."""
    if config == Path(CONFIG) and not config.exists():
        return Settings()
    try:
        return load_site(config).settings
    except DigestError as error:
        raise SystemExit(told(error)) from None


def told(error: DigestError) -> int:
    """Print the faults of an error, a line each; the exit status that they call for."""
    for fault in error.faults:
        click.echo(str(fault), err=True)
    return 1


def shown(path: Path) -> str:
    """A path as the reader would type it here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
