"""`digest new`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from digest.cli.output import config_option, display_path, report_faults
from digest.errors import DigestError
from digest.settings import load_site


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="TITLE...")
@click.option("--source", help="Address of what is debated, or of the discussion that you copy.")
@config_option
def new(words: tuple[str, ...], source: str | None, config: Path) -> None:
    """Start a debate: a file in the content folder, named after its title, for you to fill in.

    \b
    Examples:
      digest new "Should the library open on Sundays?"
      digest new Tabs or spaces --source https://example.org/tabs
    """
    from digest.scaffold import new_debate

    try:
        path = new_debate(" ".join(words), into=load_site(config).content, day=date.today(), source=source)
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None
    click.echo(display_path(path))
