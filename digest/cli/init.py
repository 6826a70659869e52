"""`digest init`."""

from __future__ import annotations

from pathlib import Path

import click

from digest.cli.output import display_path, report_faults
from digest.errors import DigestError
from digest.text.counting import counted


@click.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path())
@click.option("--name", help="Name of the site, instead of one made from the folder's name.")
@click.option(
    "--url", default="", help="Address that the site is published at; the GitHub workflow finds it by itself."
)
def init(folder: Path, name: str | None, url: str) -> None:
    """Start a site: its configuration, one debate, and the workflow that publishes it.

    \b
    Examples:
      digest init
      digest init town-debates --name "Town debates"
    """
    from digest.scaffold import CONTENT, new_site

    try:
        files = new_site(folder, name=name, url=url)
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None
    here = folder.resolve() == Path.cwd()
    place, move = ("this folder", "") if here else (display_path(folder), f"  cd {display_path(folder)}\n")
    click.echo(
        f"{counted(len(files), 'file')} in {place}. Read README.md, look at {CONTENT}, then run\n\n{move}  digest serve"
    )
